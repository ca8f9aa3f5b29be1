"""Learns to find quotes: annotated articles -> the weights of `framing.quotes.Rankers`.

Two sources teach. *Real articles* whose attributions others annotated may not be shared; what they teach is
kept as numbers in ``models/attributions.npz``: for each key of each decision a weight and how much was learnt
about it (the curvature of the likelihood). *Our corpus* has its quotes in ``quotes.csv``; every retraining starts
from the numbers and adds what the corpus says: the weights that are most likely under both, with the first
likelihood replaced by its second-order approximation (Laplace; MacKay 1992). In cross-validation this did better
on real articles than either source alone.
"""

import json
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources.abc import Traversable
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import arrayfile, evaluation, quotemodel, quotes
from .corpus import LabelledArticle, read_rows
from .errors import InputError
from .kindlearning import fit_kinds
from .quotes import CLASS_OF, DECISIONS, SOURCE_KINDS, Around, Keys, Prose, Range, Rankers
from .resources import folder as shipped_folder
from .sentences import SplitParameters, split
from .speakers import Kinds, Speaker, commonest_kind, resolve, spoken

Doubles = NDArray[np.float64]
BOLDNESS = 0.8
"""Log-odds added to every cue. Readers of our corpus drew the line narrower than those of the real articles; the
bolder of 0.4, 0.8, 1.2 and 1.6, the better were sentences and contents on real articles held out, and the lower the
precision of speakers (.84, .81, .78, .74). 1.0 lay between, until articles came that mark more: with them it takes
three of our goldens' sentences for quotes that are none, and .8 takes no more than before."""
STRENGTH = 1.0
"""Inverse strength of the penalty on a weight (scikit-learn's C); of .1, .3, 1 and 3 the best in the same."""
LEAST_ROWS = 2
"""Candidates in which a key must stand to get a weight."""
COMMON_CUE, LEAST_SHARE, RARE_CUE = 2, 0.06, 6
"""A lemma can be a cue that was one this often and in this share of its places, or once in so few places."""
OVERLAP = 0.2
"""Share of the union with the annotated speaker from which a phrase is the right candidate."""
ROUNDS = 1000
"""Most rounds of the solver; it settles before."""
OPEN_CLASSES = frozenset(("name", "first name", "word", "verb", "-s", "-ed", "-ing", "owner"))
"""Classes of words that can be a cue."""
IRREGULAR = {
    "said": "say", "told": "tell", "wrote": "write", "written": "write", "thought": "think", "knew": "know",
    "known": "know", "found": "find", "spoke": "speak", "spoken": "speak", "meant": "mean", "felt": "feel",
    "saw": "see", "seen": "see", "heard": "hear", "held": "hold", "made": "make", "gave": "give", "given": "give",
    "took": "take", "taken": "take", "swore": "swear", "sworn": "swear", "taught": "teach", "added": "add",
    "adding": "add",
}
"""Lemmas that no stemmer finds."""


@dataclass(frozen=True)
class GoldQuote:
    """An annotated attribution, in code points.

    Attributes
    ----------
    speaker, cue : (int, int) or None
    contents : tuple of (int, int)
    kind : str or None
    name : str or None
    """

    speaker: Range | None
    cue: Range | None
    contents: tuple[Range, ...]
    kind: str | None = None
    name: str | None = None


@dataclass(frozen=True)
class QuotedArticle:
    """An article whose quotes are annotated.

    Attributes
    ----------
    group : str
        Story or article; articles of one group never stand on both sides of a fold.
    prose : Prose
    spans : tuple of (int, int)
        Its sentences.
    quotes : tuple of GoldQuote
    """

    group: str
    prose: Prose
    spans: tuple[Range, ...]
    quotes: tuple[GoldQuote, ...]

    @cached_property
    def speakers(self) -> list[tuple[Speaker, GoldQuote]]:
        """The annotated speakers as they are resolved, each with its quote; resolved once for all folds."""
        gold = sorted((q for q in self.quotes if q.speaker and q.kind), key=lambda q: q.speaker or (0, 0))
        mentions = [_tokens(self.prose, q.speaker) if q.speaker else None for q in gold]
        resolved = resolve(self.prose, [m if m and m[0] < m[1] else None for m in mentions])
        about = commonest_kind(self.prose)
        return [
            (spoken(speaker, *_words(self.prose.text, q), about), q)
            for speaker, q in zip(resolved, gold, strict=True) if speaker
        ]


@dataclass
class Rows:
    """Candidates of one decision: what the ranker sees of each, and whether it was the right one."""

    keys: list[Keys]
    right: list[bool]


@dataclass(frozen=True)
class Evidence:
    """What real articles taught about one decision.

    Attributes
    ----------
    terms : tuple of str
        Sorted: number of the key in its table, tab, key.
    weight, information : numpy.ndarray of float32, shape (n_terms,)
    bias : float
    """

    terms: tuple[str, ...]
    weight: NDArray[np.float32]
    information: NDArray[np.float32]
    bias: float


def read_attributions(path: Path, parameters: SplitParameters) -> list[QuotedArticle]:
    """Return the annotated articles of a JSON Lines file.

    Each line is an object with ``text`` and ``attributions``: a list of objects whose ``source``, ``cue`` and
    ``content`` are lists of (start, end).
    """
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            gold = tuple(
                GoldQuote(_first(a["source"]), _first(a["cue"]), tuple((s, e) for s, e in a["content"]))
                for a in row["attributions"]
            )
            _check_spans(gold, len(row["text"]))
            spans = tuple(split(row["text"], parameters))
        except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
            raise InputError(f"{path}, line {number}: not an article with text and attributions ({error!r})") from error
        found.append(QuotedArticle(str(row.get("id", number)), Prose(row["text"], spans), spans, gold))
    return found


def _check_spans(gold: Sequence[GoldQuote], length: int) -> None:
    """Raise ValueError unless all spans of annotated attributions stand inside a text of a length."""
    for span in (s for g in gold for s in (g.speaker, g.cue, *g.contents) if s):
        if not 0 <= span[0] < span[1] <= length:
            raise ValueError(f"{list(span)} is no piece of a text of {length} code points")


def read_quotes(folder: Path | Traversable, articles: Sequence[LabelledArticle]) -> list[QuotedArticle]:
    """Return the articles of a corpus whose quotes are annotated in its ``quotes.csv``."""
    by_name = {article.id: article for article in articles}
    rows = read_rows(folder, "quotes.csv")
    found = []
    for name, group in groupby(rows, key=lambda row: f"{row['story']}/{row['version']}"):
        article = by_name[name]
        gold = [_gold(list(pieces)) for _, pieces in groupby(sorted(group, key=_act), key=_act)]
        found.append(QuotedArticle(article.group, Prose(article.text, article.spans), article.spans, tuple(gold)))
    return found


def _act(row: Mapping[str, str]) -> int:
    """Return the number of the act of speech that a row is a piece of."""
    return int(row["group"])


def _gold(rows: Sequence[Mapping[str, str]]) -> GoldQuote:
    """Return the attribution that some rows are the pieces of."""
    first = rows[0]
    contents = tuple(span for row in rows if (span := _span(row, "content")))
    return GoldQuote(_span(first, "speaker"), _span(first, "cue"), contents, first["kind"], first["name"] or None)


def _span(row: Mapping[str, str], part: str) -> Range | None:
    """Return the code points of a part of a quote, if it has one."""
    if not row[part]:
        return None
    start = int(row[f"{part}_start"])
    return start, start + len(row[part])


def _first(spans: Sequence[Sequence[int]]) -> Range | None:
    """Return the first of some spans."""
    return (spans[0][0], spans[0][1]) if spans else None


def lemma(word: str) -> str:
    """Return the lemma under which a word's forms are counted: a Snowball stem (Porter 2001), irregular forms aside."""
    from nltk.stem.snowball import SnowballStemmer

    return str(SnowballStemmer("english").stem(IRREGULAR.get(word, word)))


def cue_lemmas(articles: Sequence[QuotedArticle], words: Iterable[str]) -> dict[str, str]:
    """Return each word that can be a cue, with its lemma: the articles' own, and those of `words` that share one."""
    known: dict[str, str] = {}
    all_places, cues = Counter[str](), Counter[str]()
    for article in articles:
        prose = article.prose
        inside = _cue_tokens(article)
        for i, low in enumerate(prose.lower):
            if prose.classes[i] in OPEN_CLASSES:
                stem = known[low] if low in known else known.setdefault(low, lemma(low))
                all_places[stem] += 1
                cues[stem] += i in inside
    kept = {
        stem for stem, n in cues.items()
        if (n >= COMMON_CUE and n > LEAST_SHARE * all_places[stem]) or (n == 1 and all_places[stem] <= RARE_CUE)
    }
    forms = {low: stem for low, stem in known.items() if stem in kept}
    others = (w for w in words if w not in known and w[0].isalpha() and CLASS_OF.get(w, "verb") == "verb")
    forms |= {word: stem for word in others if (stem := lemma(word)) in kept}
    return dict(sorted(forms.items()))


def _cue_tokens(article: QuotedArticle) -> dict[int, int]:
    """Return the tokens inside annotated cues, each with the number of its quote."""
    return {
        token: number for number, gold in enumerate(article.quotes) if gold.cue
        for token in range(*_tokens(article.prose, gold.cue))
    }


def _tokens(prose: Prose, span: Range) -> Range:
    """Return the tokens that a span of code points overlaps."""
    return bisect_right(prose.ends, span[0]), bisect_left(prose.starts, span[1])


def decisions(article: QuotedArticle, lemmas: Mapping[str, str]) -> dict[str, Rows]:
    """Return the candidates of every decision in an article, by decision, with the right ones."""
    rows = {decision: Rows([], []) for decision in DECISIONS}
    inside = _cue_tokens(article)
    heads: dict[int, Around] = {}
    for i in quotes.cue_places(article.prose, lemmas):
        around = Around(article.prose, i, lemmas.get(article.prose.lower[i], ":"))
        _add(rows["cue"], [((i, i), quotes.cue_keys(around))], (i, i) if i in inside else None)
        if i in inside:
            heads.setdefault(inside[i], around)
    for number, around in heads.items():
        _decide(rows, around, article.quotes[number])
    return rows


def _add(rows: Rows, candidates: Iterable[tuple[Range, Keys]], right: Range | None) -> None:
    """Append candidates of which one is right, or none."""
    for place, keys in candidates:
        rows.keys.append(keys)
        rows.right.append(place == right)


def _decide(rows: dict[str, Rows], around: Around, gold: GoldQuote) -> None:
    """Append the candidates for content and speaker of one annotated quote."""
    before, after = _sides(around, gold)
    if before is None and after is None:
        return
    keys = quotes.side_keys(around)
    place = (around.cue, around.cue)
    _add(rows["before"], [(place, keys)], place if before else None)
    _add(rows["after"], [(place, keys)], place if after else None)
    if after and after[0] < around.end:
        _decide_after(rows, around, after)
    if before and before[1] > around.first:
        _decide_before(rows, around, before)
    _decide_speaker(rows, around, gold)


def _sides(around: Around, gold: GoldQuote) -> tuple[Range | None, Range | None]:
    """Return the tokens of the content before a cue, and after it in the same sentence or in the first piece."""
    before: Range | None = None
    after: Range | None = None
    prose, cue = around.prose, around.cue
    for span in gold.contents:
        first, end = _tokens(prose, span)
        if end <= cue:
            before = (min(first, before[0]), max(end, before[1])) if before else (first, end)
        elif first > cue and after is None:
            after = first, end
        elif after and around.first <= first < around.end:
            after = after[0], max(end, after[1])
    return before, after


def _decide_after(rows: dict[str, Rows], around: Around, content: Range) -> None:
    """Append the candidates for start and end of content after a cue."""
    starts = quotes.starts(around)
    if (content[0], content[0]) not in [place for place, _ in starts]:
        return
    _add(rows["start"], starts, (content[0], content[0]))
    ends = quotes.ends(around, content[0])
    _add(rows["end"], ends, min((p for p, _ in ends), key=lambda p: abs(p[1] - min(content[1], around.end))))


def _decide_before(rows: dict[str, Rows], around: Around, content: Range) -> None:
    """Append the candidates for the last mark and the onset of content before a cue."""
    marks = quotes.marks_before(around)
    if not marks:
        return
    ends = {place: place[1] if around.kind[place[0]] == "quote" else place[0] for place, _ in marks}
    right = min(ends, key=lambda place: abs(ends[place] - content[1]))
    _add(rows["mark"], marks, right)
    if ends[right] > around.first:
        onsets = quotes.onsets(around, ends[right])
        wanted = max(around.first, content[0])
        _add(rows["onset"], onsets, min((p for p, _ in onsets), key=lambda p: abs(p[0] - wanted)))


def _decide_speaker(rows: dict[str, Rows], around: Around, gold: GoldQuote) -> None:
    """Append the candidates for the speaker, unless the right one is not among them."""
    candidates = quotes.speakers(around)
    if gold.speaker is None:
        _add(rows["speaker"], candidates, None)
        return
    wanted = _tokens(around.prose, gold.speaker)
    best = max((p for p, _ in candidates), key=lambda p: _overlap(p, wanted), default=None)
    if best is not None and _overlap(best, wanted) >= OVERLAP:
        _add(rows["speaker"], candidates, best)


def _overlap(a: Range, b: Range) -> float:
    """Return the share that two ranges have in common of their union."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0])) / (max(a[1], b[1]) - min(a[0], b[0]))


def collect(articles: Sequence[QuotedArticle], lemmas: Mapping[str, str]) -> dict[str, Rows]:
    """Return the candidates of every decision in all articles."""
    total = {decision: Rows([], []) for decision in DECISIONS}
    for article in articles:
        for decision, rows in decisions(article, lemmas).items():
            total[decision].keys += rows.keys
            total[decision].right += rows.right
    return total


def evidence_of(rows: Rows) -> Evidence:
    """Return what candidates teach: a logistic regression, and the curvature of its likelihood at each weight.

    Candidates that are all right, or all wrong, teach nothing.
    """
    from sklearn.linear_model import LogisticRegression

    if len(set(rows.right)) < 2:
        return Evidence((), np.zeros(0, dtype=np.float32), np.zeros(0, dtype=np.float32), 0.0)
    terms, matrix = _matrix(rows.keys, {})
    found = LogisticRegression(C=STRENGTH, max_iter=ROUNDS).fit(matrix, rows.right)
    chance = found.predict_proba(matrix)[:, 1]
    information = matrix.T @ (chance * (1 - chance))
    weight, bias = found.coef_[0].astype(np.float32), float(found.intercept_[0])
    return Evidence(terms, weight, information.astype(np.float32), bias)


def _matrix(keys: Sequence[Keys], kept: Mapping[str, int]) -> tuple[tuple[str, ...], Any]:
    """Return the terms that get a weight, sorted, and the candidates over them as a sparse matrix of 0 and 1.

    Terms in `kept` always get one, others from `LEAST_ROWS` rows on.
    """
    from scipy.sparse import csr_matrix

    named = [[f"{i}\t{key}" for i, key in enumerate(row)] for row in keys]
    counts = Counter(term for row in named for term in row)
    terms = tuple(sorted(t for t in {*counts, *kept} if counts[t] >= LEAST_ROWS or t in kept))
    column = {term: i for i, term in enumerate(terms)}
    found = [[column[t] for t in row if t in column] for row in named]
    ends = np.cumsum([0, *map(len, found)])
    flat = np.array([c for row in found for c in row], dtype=np.int32)
    return terms, csr_matrix((np.ones(len(flat)), flat, ends), shape=(len(keys), len(terms)))


def updated(prior: Evidence, rows: Rows) -> tuple[dict[str, float], float]:
    """Return the weights by term and the bias after candidates were added to what is known.

    The penalty on a weight's move away from `prior` grows with what is known about it. scikit-learn has neither
    an offset nor a penalty for each weight: the prior's log-odds stand as a column that is hardly penalised, and
    each column is divided by the root of its penalty.
    """
    from scipy.sparse import csr_matrix, diags, hstack
    from sklearn.linear_model import LogisticRegression

    known = dict(zip(prior.terms, range(len(prior.terms)), strict=True))
    terms, matrix = _matrix(rows.keys, known)
    before, information = np.zeros(len(terms)), np.zeros(len(terms))
    places = np.array([i for i, term in enumerate(terms) if term in known], dtype=int)
    before[places], information[places] = prior.weight, prior.information
    scale = 1 / np.sqrt(1 / STRENGTH + information)
    offset = csr_matrix((matrix @ before + prior.bias)[:, None] * FREE)
    found = LogisticRegression(C=1.0, max_iter=ROUNDS).fit(hstack([matrix @ diags(scale), offset]).tocsr(), rows.right)
    trust = found.coef_[0][-1] * FREE
    weights = trust * before + found.coef_[0][:-1] * scale
    return dict(zip(terms, weights.tolist(), strict=True)), float(found.intercept_[0] + trust * prior.bias)


FREE = 100.0
"""Factor of a column that shall be free of the penalty: its weight is a hundredth, the penalty a ten-thousandth."""


def learn(
    articles: Sequence[QuotedArticle], lemmas: Mapping[str, str], prior: Mapping[str, Evidence]
) -> Rankers:
    """Return the rankers that annotated articles and what is known teach together."""
    rows = collect(articles, lemmas)
    weights, bias = {}, {}
    for decision, names in DECISIONS.items():
        right = rows[decision].right
        if any(right) and not all(right):
            found, bias[decision] = updated(prior[decision], rows[decision])
        else:
            found = dict(zip(prior[decision].terms, prior[decision].weight.tolist(), strict=True))
            bias[decision] = prior[decision].bias
        weights[decision] = quotes.tables(found, len(names))
    bias["cue"] += BOLDNESS
    return Rankers(lemmas, weights, bias)


def _words(text: str, gold: GoldQuote) -> tuple[str, str]:
    """Return the cue and the content of an annotated quote."""
    cue = text[gold.cue[0] : gold.cue[1]] if gold.cue else ""
    return cue, " ".join(text[start:end] for start, end in gold.contents)


def evidence_arrays(found: Mapping[str, Evidence], lemmas: Mapping[str, str]) -> dict[str, NDArray[Any]]:
    """Return what real articles taught as arrays, without a sentence of theirs."""
    arrays: dict[str, NDArray[Any]] = {"lemmas": arrayfile.text_array(quotemodel.lemma_lines(lemmas))}
    for decision, evidence in found.items():
        arrays[f"{decision}_terms"] = arrayfile.text_array(evidence.terms)
        arrays[f"{decision}_weights"], arrays[f"{decision}_information"] = evidence.weight, evidence.information
    arrays["bias"] = np.array([found[decision].bias for decision in DECISIONS], dtype=np.float64)
    return arrays


def write_evidence(
    path: Path, real: Sequence[QuotedArticle], own: Sequence[QuotedArticle], words: Sequence[str]
) -> None:
    """Write what annotated real articles teach to a pair of files, with scores from articles held out.

    `words` are those that may be forms of a cue; `own` are ours, which take part in the scored models.
    """
    lemmas = {**cue_lemmas(own, words), **cue_lemmas(real, words)}
    rows = collect(real, lemmas)
    found = {decision: evidence_of(rows[decision]) for decision in DECISIONS}
    about = {"kind": "attributions", "articles": len(real), "quotes": sum(len(a.quotes) for a in real),
             "scores": real_scores(real, own, words)}
    arrayfile.write(path, arrayfile.array_bytes(evidence_arrays(found, lemmas)), about)


def shipped_evidence() -> tuple[dict[str, Evidence], dict[str, str], dict[str, Any]]:
    """Return what the library knows of real articles: by decision, the lemmas of cues, and the manifest.

    Raises
    ------
    ModelFileError
        If the file is missing or damaged.
    """
    place = shipped_folder("models") / "attributions.json"
    manifest, arrays = arrayfile.read(place, ("kind", "articles", "quotes"))
    try:
        bias = dict(zip(DECISIONS, arrays["bias"].tolist(), strict=True))
        found = {
            decision: Evidence(
                arrayfile.words_of(arrays[f"{decision}_terms"]), arrays[f"{decision}_weights"],
                arrays[f"{decision}_information"], bias[decision],
            )
            for decision in DECISIONS
        }
        return found, quotemodel.lemmas_of(arrays["lemmas"]), manifest
    except arrayfile.UNUSABLE as error:
        raise arrayfile.damaged(place, f"the arrays cannot be used ({error})") from error


def annotated_speakers(articles: Sequence[QuotedArticle]) -> list[tuple[Speaker, GoldQuote]]:
    """Return the speakers of annotated quotes as they are resolved, each with its annotation."""
    return [pair for article in articles for pair in article.speakers]


@dataclass(frozen=True)
class Lesson:
    """What real articles taught: by decision the evidence, and the words that can be a cue with their lemmas."""

    lemmas: Mapping[str, str]
    prior: Mapping[str, Evidence]


def quote_model(
    articles: Sequence[QuotedArticle], lesson: Lesson
) -> tuple[Rankers, Kinds]:
    """Return rankers and kinds learnt from annotated articles of our own and from what real ones taught."""
    told = [(speaker, gold.kind or "", a.group) for a in articles for speaker, gold in a.speakers]
    lemmas = {**cue_lemmas(articles, ()), **lesson.lemmas}
    kinds = fit_kinds([s for s, *_ in told], [kind for _, kind, _ in told], [story for *_, story in told])
    return learn(articles, lemmas, lesson.prior), kinds


def scores(articles: Sequence[QuotedArticle], lesson: Lesson, fresh: Container[str] = ()) -> dict[str, Any]:
    """Return how well quotes, names and kinds are found in our own articles, stories held out in turn.

    Kinds in the stories `fresh`, from which no list of nouns took a word, are scored once more by themselves.
    """

    def fit_part(part: Sequence[QuotedArticle]) -> Callable[[QuotedArticle], Any]:
        """Return what is found in an article under a model of a part."""
        rankers, kinds = quote_model(part, lesson)
        return lambda article: (_found(article, rankers), _told(article, kinds))

    answers = evaluation.cross_validate(articles, fit_part)
    told = [row for _, rows in answers for row in rows]
    unseen = [row for a, (_, rows) in zip(articles, answers, strict=True) if a.group in fresh for row in rows]
    confusion = {kind: Counter(found for gold, found, *_ in told if gold == kind) for kind in SOURCE_KINDS}
    return {
        **quote_scores([(a, found) for a, (found, _) in zip(articles, answers, strict=True)]),
        "kind_accuracy": _kind_accuracy(told),
        "name_accuracy": sum(_bare(gold) == _bare(found) for *_, gold, found in told) / max(1, len(told)),
        "speakers": len(told),
        **({"fresh": {"speakers": len(unseen), "kind_accuracy": _kind_accuracy(unseen)}} if unseen else {}),
        "kinds": {kind: {other: row[other] for other in SOURCE_KINDS} for kind, row in confusion.items()},
    }


Told = tuple[str | None, str, str | None, str | None]
"""Of an annotated speaker: the kind, the one found, the name, the one found."""


def _kind_accuracy(told: Sequence[Told]) -> float:
    """Return the share of speakers whose kind is found, 0 to 1; 0 where there are none."""
    return sum(gold == found for gold, found, *_ in told) / max(1, len(told))


def _told(article: QuotedArticle, kinds: Kinds) -> list[Told]:
    """Return for each annotated speaker of an article the kind, the one found, the name, the one found."""
    found = kinds.kinds([speaker for speaker, _ in article.speakers])
    return [(g.kind, kind, g.name, s.name) for (s, g), kind in zip(article.speakers, found, strict=True)]


def real_scores(real: Sequence[QuotedArticle], own: Sequence[QuotedArticle], words: Sequence[str]) -> dict[str, Any]:
    """Return how well quotes are found in real articles, articles held out in turn, with all of our own beside."""

    def fit_part(part: Sequence[QuotedArticle]) -> Callable[[QuotedArticle], list[FoundQuote]]:
        """Return what is found in an article under a model of a part."""
        lemmas = {**cue_lemmas(own, words), **cue_lemmas(part, words)}
        rows = collect(part, lemmas)
        rankers = learn(own, lemmas, {decision: evidence_of(rows[decision]) for decision in DECISIONS})
        return lambda article: _found(article, rankers)

    answers = evaluation.cross_validate(real, fit_part)
    return quote_scores(list(zip(real, answers, strict=True)))


def _bare(name: str | None) -> str:
    """Return a name as names are compared: lower case, without an article before it."""
    words = (name or "").lower().split()
    return " ".join(words[1:] if words[:1] in (["the"], ["a"], ["an"]) else words)


FoundQuote = tuple[Range | None, Range | None, Range]
"""Speaker, cue and content of one piece in code points."""


def _found(article: QuotedArticle, rankers: Rankers) -> list[FoundQuote]:
    """Return the pieces of quotes that rankers find in an article."""
    prose = article.prose
    return [
        (a.speaker and prose.range(a.speaker), a.cue and prose.range(a.cue), prose.range(piece))
        for a in quotes.find(prose, rankers) for piece in a.pieces
    ]


def quote_scores(answers: Sequence[tuple[QuotedArticle, Sequence[FoundQuote]]]) -> dict[str, Any]:
    """Return scores of found quotes against annotated ones.

    Returns
    -------
    dict
        ``sentence_f1``: does the sentence hold any part of an attribution? ``content_f1``: over the characters of
        content. ``speaker_f1``, ``speaker_precision``: a found piece counts where its content shares at least half
        of the shorter one with an annotated content and its speaker overlaps the annotated one; pieces without a
        speaker, further pieces of a matched quote and annotated quotes without a speaker do not count.
    """
    sentences, characters, speakers = Counter[str](), Counter[str](), Counter[str]()
    for article, found in answers:
        gold = article.quotes
        touched = [s for g in gold for s in (g.speaker, g.cue, *g.contents) if s]
        guessed = [s for piece in found for s in piece if s]
        for span in article.spans:
            sentences[_outcome(_any(span, touched), _any(span, guessed))] += 1
        theirs = {i for g in gold for s in g.contents for i in range(*s)}
        ours = {i for *_, content in found for i in range(*content)}
        characters += Counter(tp=len(theirs & ours), fp=len(ours - theirs), fn=len(theirs - ours))
        speakers += _speaker_outcomes(gold, found)
    right, wrong = speakers["tp"], speakers["fp"]
    return {
        "articles": len(answers), "quotes": sum(len(a.quotes) for a, _ in answers),
        "sentence_f1": _f1(sentences), "content_f1": _f1(characters), "speaker_f1": _f1(speakers),
        "speaker_precision": right / max(1, right + wrong),
    }


def _speaker_outcomes(gold: Sequence[GoldQuote], found: Sequence[FoundQuote]) -> Counter[str]:
    """Return how many speakers of one article are right, wrong and missing."""
    left = [g for g in gold if g.contents and g.speaker]
    settled = [g for g in gold if g.contents and not g.speaker]
    outcomes = Counter[str]()
    for speaker, _, content in found:
        if speaker is None:
            continue
        hit = next((g for g in left if _same(content, g) and g.speaker and _common(speaker, g.speaker)), None)
        if hit:
            left.remove(hit)
            settled.append(hit)
            outcomes["tp"] += 1
        elif not any(_same(content, g) for g in settled):
            outcomes["fp"] += 1
    outcomes["fn"] += len(left)
    return outcomes


def _same(content: Range, gold: GoldQuote) -> bool:
    """Tell whether a content shares at least half of the shorter one with an annotated content."""
    return any(2 * _common(content, c) >= min(content[1] - content[0], c[1] - c[0]) for c in gold.contents)


def _common(a: Range, b: Range) -> int:
    """Return the number of code points in both ranges."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def _any(span: Range, others: Iterable[Range]) -> bool:
    """Tell whether a range overlaps any of some others."""
    return any(_common(span, other) for other in others)


def _outcome(gold: bool, found: bool) -> str:
    """Return the cell of the confusion table."""
    return ("tp" if found else "fn") if gold else ("fp" if found else "tn")


def _f1(counts: Counter[str]) -> float:
    """Return the F1 of counted outcomes."""
    return 2 * counts["tp"] / max(1, 2 * counts["tp"] + counts["fp"] + counts["fn"])
