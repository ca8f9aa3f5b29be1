"""Learns the knowledge: real articles with labels, and a teacher's guesses on more -> `framing.knowledge`.

Run as ``python -m framing.knowledge``; needs the extra ``[teacher]``. Never imported at run time.

Two kinds of text come in. *Readings* are articles whose sentences were labelled by careful readers; *guesses* are
more such articles with a teacher's probabilities. The network of `framing.knowledge` is fitted to both, and to the
stories of our own corpus, by cross-entropy. A third kind, *lessons*, labelled articles from other outlets, stays
apart from that fit: their rows under the finished knowledge are stored as numbers, with their labels, and every
retraining learns and calibrates its linear model on them, grouped by outlet.
"""

import argparse
import json
import math
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import arrayfile, quotelearning, wordvectors
from .corpus import OTHER_RUN, LabelledArticle, read, read_articles, retold, word_runs
from .features import CUES, PAGE, STYLE, Article, Floats, pieces
from .knowledge import LAYERS, OUTPUTS, Knowledge, load, to_bytes
from .model import features
from .resources import folder as shipped_folder
from .sentences import learn as learn_split
from .topics import topics

DIMENSIONS = 128
"""Numbers a word vector: 64 lost .03 macro-F1 on outlets held out, and 128 fit the wheel."""
HIDDEN = 128
"""Width of the hidden layers."""
LEAST_SENTENCES, LEAST_WORDS, MOST_PIECES = 2, 6, 30_000
"""A word is known from two occurrences on; a piece from six different words on, the commonest ones first."""
CONTEXT_DROPOUT = 0.4
"""Share of sentences that see no context in a pass: without it the article drowned the wording of its sentences."""
SECOND_LABEL = 0.25
"""What a second defensible label gets of a sentence's weight: less than half, so that the first one wins."""
TAUGHT = 0.5
"""Share of the teacher's guess in the goal of a sentence that was read, too: a guess evens out slips of the reader."""
READINGS_WEIGHT = 2.0
"""Weight of a labelled sentence against a guessed one."""
EPOCHS, BATCH, RATE, DROPOUT, WORD_DROPOUT = 9, 32, 2e-3, 0.3, 0.1
"""Passes over the articles, articles a step, peak learning rate of Adam, and shares of units and words left out.
Of 4, 6 and 9 passes, 9 did best in cross-validation on the lessons (.608, .616, .620 macro-F1)."""
REGISTERS = {"pr": "release", "gov": "government", "promo": "promotion", "tech": "technology"}
"""The names in this project of kinds of text that labelled articles come with; other kinds keep theirs."""
SEED = 0
SCALED_ON = 2_000
"""Articles on which the spread of each part of `framing.wordvectors` is measured: enough for its third digit."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Learn knowledge from texts and labels and write it with its lessons."""
    parser = argparse.ArgumentParser(prog="python -m framing.knowledge", description=main.__doc__)
    parser.add_argument("--text", type=Path, required=True, help='JSON Lines of {"sentences": [str, ...]}')
    parser.add_argument("--labels", type=Path, required=True, help="CSV of article, labels: corpus/readings.csv")
    parser.add_argument("--guesses", type=Path, help="npz of a teacher's logits x (n, 5), in the order of --text")
    parser.add_argument("--vectors", type=Path, help="npz of words and their static vectors, to start from")
    parser.add_argument("--corpus", type=Path, help="our own corpus; default: the one that comes with framing")
    parser.add_argument("--lessons", type=Path, required=True, help="JSON Lines of labelled articles, kept apart")
    parser.add_argument("--attributions", type=Path, help="JSON Lines of articles with annotated quotes")
    parser.add_argument("--out", type=Path, required=True, help="folder for knowledge, lessons and attributions")
    asked = parser.parse_args(arguments)
    texts = [json.loads(line)["sentences"] for line in asked.text.read_text(encoding="utf-8").split("\n") if line]
    readings = read_readings(asked.labels, texts)
    guesses = read_guesses(asked.guesses, texts, read_articles(asked.lessons)) if asked.guesses else {}
    readings = {i: _blended(goal, guesses.pop(i, goal)) for i, goal in readings.items()}
    own = stories(asked.corpus)
    articles = [*(as_article(texts[i]) for i in (*readings, *guesses)), *(as_article(sentences_of(a)) for a in own)]
    goals = [*readings.values(), *guesses.values(), *map(goals_of, own)]
    weights = [READINGS_WEIGHT] * len(readings) + [1.0] * (len(guesses) + len(own))
    start = np.load(asked.vectors) if asked.vectors else None
    known = learn(articles, goals, weights, start)
    asked.out.mkdir(parents=True, exist_ok=True)
    about = {"id": "en-news", "kind": "knowledge", "dimensions": DIMENSIONS, "hidden": HIDDEN, "seed": SEED,
             "readings": {"articles": len(readings), "sentences": sum(map(len, readings.values()))},
             "guesses": {"articles": len(guesses), "sentences": sum(map(len, guesses.values()))},
             "stories": {"articles": len(own), "sentences": sum(len(a.labels) for a in own)}}
    arrayfile.write(asked.out / "knowledge.json", to_bytes(known), about)
    finished = load(asked.out / "knowledge.json")
    write_lessons(asked.out / "lessons.json", read_articles(asked.lessons), finished)
    if asked.attributions:
        write_attributions(asked.out / "attributions.json", asked.attributions, asked.corpus, finished)


def make_words(arguments: Sequence[str] | None = None) -> None:
    """Make the word vectors that ship from those of an unmodified encoder."""
    parser = argparse.ArgumentParser(prog="python -m framing.wordvectors", description=make_words.__doc__)
    parser.add_argument("--text", type=Path, required=True, help='JSON Lines of {"sentences": [str, ...]}')
    parser.add_argument("--vectors", type=Path, required=True, help="npz of words and vectors, from framing.teacher")
    parser.add_argument("--out", type=Path, required=True, help="folder for words.npz and words.json")
    asked = parser.parse_args(arguments)
    lines = [line for line in asked.text.read_text(encoding="utf-8").split("\n") if line]
    articles = [as_article(json.loads(line)["sentences"]) for line in lines[:SCALED_ON]]
    start = np.load(asked.vectors)
    known = wordvectors.make(start["words"].tolist(), start["vectors"], articles)
    about = {"id": "en-words", "kind": wordvectors.KIND, "dimensions": wordvectors.DIMENSIONS,
             "encoder": "all-MiniLM-L6-v2, unmodified"}
    asked.out.mkdir(parents=True, exist_ok=True)
    arrayfile.write(asked.out / f"{wordvectors.KIND}.json", wordvectors.to_bytes(known), about)


def write_attributions(path: Path, attributions: Path, corpus: Path | None, known: Knowledge) -> None:
    """Write what articles with annotated quotes teach, as numbers."""
    folder = corpus if corpus is not None else shipped_folder("corpus")
    ours = read(folder)
    real = quotelearning.read_attributions(attributions, learn_split([a.text for a in ours]))
    quotelearning.write_evidence(path, real, quotelearning.read_quotes(folder, ours), known.words)


def digest_of(sentences: Sequence[str]) -> str:
    """Return the name under which readings refer to an article: the start of the SHA-256 of its sentences."""
    return arrayfile.digest("\n".join(sentences).encode())[:16]


def read_readings(path: Path, texts: Sequence[Sequence[str]]) -> dict[int, Floats]:
    """Return by index of the article the goal of each sentence, of shape (n_sentences, n_outputs).

    Each line of the file is the article's `digest_of`, a comma, and its labels as initials separated by
    spaces, a second defensible label behind a slash.
    """
    codes = {label[0]: i for i, label in enumerate(OUTPUTS)}
    lines = dict(line.strip().split(",") for line in path.read_text(encoding="utf-8").split("\n")[1:] if line)
    found = {}
    for index, sentences in enumerate(texts):
        labels = lines.get(digest_of(sentences), "").split()
        if len(labels) == len(sentences):
            found[index] = np.array([_goal([codes[x] for x in label.split("/")]) for label in labels])
    return found


def stories(folder: Path | None) -> list[LabelledArticle]:
    """Return the articles of our corpus, those apart that retell the three documents.

    The documents are what a model is tried on, so the knowledge shall not have met their event.
    """
    apart = retold(folder)
    return [article for article in read(folder) if article.group not in apart]


def sentences_of(article: LabelledArticle) -> list[str]:
    """Return the texts of the sentences of an article."""
    return [article.text[start:end] for start, end in article.spans]


def goals_of(article: LabelledArticle) -> Floats:
    """Return the goal of each sentence of a labelled article, of shape (n_sentences, n_outputs)."""
    columns = {label: i for i, label in enumerate(OUTPUTS)}
    pairs = zip(article.labels, article.also, strict=True)
    return np.array([_goal([columns[label], columns[also]] if also else [columns[label]]) for label, also in pairs])


def _goal(columns: Sequence[int]) -> Floats:
    """Return the goal of a sentence with one label or two."""
    goal = np.zeros(len(OUTPUTS), dtype=np.float32)
    goal[columns[-1]] = SECOND_LABEL
    goal[columns[0]] = 1 - SECOND_LABEL if len(columns) > 1 else 1
    return goal


def _blended(reading: Floats, guess: Floats) -> Floats:
    """Return what the network is to meet for an article that was read and guessed."""
    return (1 - TAUGHT) * reading + TAUGHT * guess


def read_guesses(
    path: Path, texts: Sequence[Sequence[str]], apart: Sequence[LabelledArticle]
) -> dict[int, Floats]:
    """Return by index a teacher's probabilities for the articles that share no text with `apart`."""
    rows, first, found = np.load(path)["x"], 0, {}
    seen = {run for a in apart for run in word_runs(a.text, OTHER_RUN)}
    for index, sentences in enumerate(texts):
        logits = rows[first : first + len(sentences)]
        first += len(sentences)
        if not seen & word_runs(" ".join(sentences), OTHER_RUN):
            odds = np.exp(logits - logits.max(axis=1, keepdims=True))
            found[index] = odds / odds.sum(axis=1, keepdims=True)
    return found


def as_article(sentences: Sequence[str]) -> Article:
    """Return an article of bare sentences, joined by spaces."""
    text, spans = "", []
    for sentence in sentences:
        words = " ".join(sentence.split()) or "."
        text += " " if text else ""
        spans.append((len(text), len(text) + len(words)))
        text += words
    return Article(text, spans)


def learn(
    articles: Sequence[Article], goals: Sequence[Floats], weights: Sequence[float], start: Any = None
) -> Knowledge:
    """Return knowledge fitted to articles.

    Parameters
    ----------
    articles : sequence of Article
    goals : sequence of numpy.ndarray of shape (n_sentences, n_outputs)
        Probabilities to be met.
    weights : sequence of float
        Of each article's sentences.
    start : mapping, optional
        ``words`` and ``vectors``: static vectors that word vectors start from.
    """
    import torch

    torch.manual_seed(SEED)
    shuffle = random.Random(SEED)
    words, parts = vocabulary(articles)
    network = _network(words, parts, start)
    optimizer = torch.optim.Adam(network.parameters(), lr=RATE)
    steps = EPOCHS * math.ceil(len(articles) / BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps, pct_start=0.1)
    order = list(range(len(articles)))
    for epoch in range(EPOCHS):
        shuffle.shuffle(order)
        losses = []
        for i in range(0, len(order), BATCH):
            part = order[i : i + BATCH]
            goal = torch.tensor(np.concatenate([goals[j] for j in part]))
            weight = torch.tensor(np.concatenate([np.full(len(goals[j]), weights[j]) for j in part]))
            logits = network(network.batch([articles[j] for j in part]))
            loss = -((goal * logits.log_softmax(1)).sum(1) * weight).sum() / weight.sum()
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
        print(f"epoch {epoch + 1} of {EPOCHS}: loss {np.mean(losses):.3f}", flush=True)
    return _quantised(words, parts, network)


def vocabulary(articles: Sequence[Article]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words and the pieces of words that get a vector, each sorted."""
    counts = Counter(word for a in articles for words in a.words for word in words)
    shared = Counter(piece for word in counts for piece in set(pieces(word)))
    common = sorted((p for p, n in shared.items() if n >= LEAST_WORDS), key=lambda p: (-shared[p], p))[:MOST_PIECES]
    return tuple(sorted(w for w, n in counts.items() if n >= LEAST_SENTENCES)), tuple(sorted(common))


def _network(words: Sequence[str], parts: Sequence[str], start: Any) -> Any:
    """Return the network of `framing.knowledge` in torch, its word vectors started."""
    import torch
    from torch import nn

    from .features import cues

    class Network(nn.Module):
        """The layers of `framing.knowledge.LAYERS` with dropout, over embeddings of words and pieces."""

        def __init__(self) -> None:
            super().__init__()
            self.words = nn.Embedding(len(words) + 1, DIMENSIONS, padding_idx=len(words))
            self.pieces = nn.EmbeddingBag(len(parts) + 1, DIMENSIONS, mode="mean", padding_idx=len(parts))
            nn.init.normal_(self.words.weight, 0, 0.1)
            nn.init.normal_(self.pieces.weight, 0, 0.01)
            self.sentence = nn.Linear(DIMENSIONS + len(CUES) + len(STYLE), HIDDEN)
            self.first, self.second = nn.Linear(4 * HIDDEN, HIDDEN), nn.Linear(4 * HIDDEN, HIDDEN)
            self.leaning = nn.Linear(HIDDEN, len(OUTPUTS))
            self.dropout = nn.Dropout(DROPOUT)
            self.word_rows = {word: i for i, word in enumerate(words)}
            self.piece_rows = {piece: i for i, piece in enumerate(parts)}
            self.known: dict[str, tuple[int, list[int], list[bool]]] = {}

        def rows(self, word: str) -> tuple[int, list[int], list[bool]]:
            """Return a word's row, those of its pieces, and its cues."""
            if word not in self.known:
                found = [self.piece_rows[p] for p in pieces(word) if p in self.piece_rows] or [len(parts)]
                self.known[word] = self.word_rows.get(word, len(words)), found, cues(word)
            return self.known[word]

        def batch(self, part: Sequence[Article]) -> dict[str, Any]:
            """Return the tensors of some articles."""
            flat = [word for a in part for sentence in a.words for word in sentence]
            types = {word: i for i, word in enumerate(dict.fromkeys(flat))}
            found = [self.rows(word) for word in types]
            lengths = np.array([len(sentence) for a in part for sentence in a.words])
            sizes = np.array([len(a.spans) for a in part])
            ends = np.cumsum(sizes)
            first = np.zeros(ends[-1], dtype=bool)
            first[ends - sizes] = True
            return {
                "word": torch.tensor([row for row, _, _ in found]),
                "piece": torch.tensor([p for _, row, _ in found for p in row]),
                "offset": torch.tensor(np.cumsum([0, *(len(row) for _, row, _ in found[:-1])])),
                "cues": torch.tensor([row for *_, row in found], dtype=torch.float32),
                "place": torch.tensor([types[word] for word in flat]),
                "sentence": torch.tensor(np.repeat(np.arange(len(lengths)), lengths)),
                "length": torch.tensor(lengths, dtype=torch.float32),
                "article": torch.tensor(np.repeat(np.arange(len(sizes)), sizes)),
                "first": torch.tensor(first), "last": torch.tensor(np.roll(first, -1)),
                "size": torch.tensor(sizes, dtype=torch.float32),
                "style": torch.tensor(np.concatenate([a.style for a in part])),
            }

        def forward(self, batch: dict[str, Any]) -> Any:
            """Return the leanings of all sentences of a batch."""
            vectors = self.words(batch["word"]) + self.pieces(batch["piece"], batch["offset"])
            tokens = torch.cat([vectors, batch["cues"]], 1)[batch["place"]]
            if self.training:
                tokens = tokens * (torch.rand(len(tokens), 1) > WORD_DROPOUT)
            sums = torch.zeros(len(batch["length"]), tokens.shape[1]).index_add(0, batch["sentence"], tokens)
            inputs = torch.cat([sums / batch["length"].sqrt()[:, None], batch["style"]], 1)
            rows = torch.relu(self.sentence(self.dropout(inputs)))
            seen = torch.rand(len(rows), 1) >= CONTEXT_DROPOUT if self.training else torch.ones(len(rows), 1)
            for layer in (self.first, self.second):
                rows = rows + torch.relu(layer(self.dropout(self.beside(rows, batch, seen))))
            return self.leaning(self.dropout(rows))

        def beside(self, rows: Any, batch: dict[str, Any], seen: Any) -> Any:
            """Return rows beside the ones before and after and the article's mean, where these are to be seen."""
            nothing = torch.zeros(1, rows.shape[1])
            before = torch.cat([nothing, rows[:-1]]) * ~batch["first"][:, None]
            after = torch.cat([rows[1:], nothing]) * ~batch["last"][:, None]
            total = torch.zeros(len(batch["size"]), rows.shape[1]).index_add(0, batch["article"], rows)
            mean = (total / batch["size"][:, None])[batch["article"]]
            return torch.cat([rows, before * seen, after * seen, mean * seen], 1)

    network = Network()
    if start is not None:
        with torch.no_grad():
            for word, vector in zip(start["words"].tolist(), _reduced(start["vectors"]), strict=True):
                if word in network.word_rows:
                    network.words.weight[network.word_rows[word]] = torch.tensor(vector)
    return network


def _reduced(vectors: Floats) -> Floats:
    """Return static vectors in `DIMENSIONS` principal components, with a standard deviation of .3."""
    centred = vectors - vectors.mean(axis=0)
    axes = np.linalg.svd(centred, full_matrices=False)[2][:DIMENSIONS]
    reduced = centred @ axes.T
    return (0.3 * reduced / reduced.std()).astype(np.float32)


def _quantised(words: tuple[str, ...], parts: tuple[str, ...], network: Any) -> Knowledge:
    """Return the network as knowledge, a byte for each number of a vector."""
    rows = np.vstack([network.words.weight.detach().numpy()[:-1], network.pieces.weight.detach().numpy()[:-1]])
    scale = np.maximum(np.abs(rows).max(axis=1), 1e-6).astype(np.float32) / np.float32(127)
    layers = {}
    for name in LAYERS:
        layer = getattr(network, name)
        layers[name] = np.ascontiguousarray(layer.weight.detach().numpy().T)
        layers[f"{name}_bias"] = layer.bias.detach().numpy()
    return Knowledge(words, parts, np.rint(rows / scale[:, None]).astype(np.int8), scale, layers, {"sha256": ""})


def write_lessons(path: Path, articles: Sequence[LabelledArticle], known: Knowledge) -> None:
    """Write rows, labels, outlets, kinds of text and topics of labelled articles as numbers, without their text."""
    outlets = sorted({a.group for a in articles})
    registers = [REGISTERS.get(a.register, a.register) for a in articles]
    kinds = sorted(set(registers))
    weights, names = topics([" ".join(text for text, _ in a.prose) for a in articles])
    columns = {label: i for i, label in enumerate(OUTPUTS)}
    rows: list[NDArray[np.float32]] = [features(known, Article(a.text, a.spans)) for a in articles]
    arrays: dict[str, NDArray[Any]] = {
        "rows": np.concatenate(rows).astype(np.float16),
        "label": np.array([columns[x] for a in articles for x in a.labels], dtype=np.int8),
        "also": np.array([columns[x] if x else -1 for a in articles for x in a.also], dtype=np.int8),
        "size": np.array([len(a.labels) for a in articles], dtype=np.int32),
        "outlet": np.array([outlets.index(a.group) for a in articles], dtype=np.int32),
        "register": np.array([kinds.index(name) for name in registers], dtype=np.int8),
        "topic": weights.argmax(axis=1).astype(np.int8),
    }
    about = {"kind": "lessons", "knowledge": known.digest, "features": known.width + len(PAGE),
             "registers": kinds, "topics": names}
    arrayfile.write(path, arrayfile.array_bytes(arrays), about)
