"""Scores: cross-validation that never splits a group, per-label quality, calibration error, shares, agreement.

In come labelled articles and answers to them, out come plain numbers. An answer is an `Outcome`, whether it
was got by cross-validation on given sentences or by `framing.profile` on the bare text.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import outlets, prevalence
from .agreement import alpha, kappa
from .corpus import LabelledArticle, definitions, read_rows
from .errors import InputError
from .labels import BOILERPLATE
from .lessons import Example
from .model import AnyModel, Reading
from .profiles import FURNITURE, profile
from .resources import folder as shipped_folder
from .tables import markdown_cell

Floats = NDArray[np.float64]
FOLDS = 5
"""Parts of a cross-validation: the usual compromise between time and size of the training part."""
OUTLET_SIZES = (3, 5, 8, 10, 20)
"""Articles of an outlet for which its intervals are scored."""
DRAWS = 200
"""Draws of articles from an outlet: a coverage of .95 is then known to about .01, over several outlets."""
FEW = 30
"""Articles of a small test set, for which the calibration error to expect is told."""
THRESHOLDS = tuple(percent / 100 for percent in range(30, 100, 5))
"""Probabilities of the likeliest label below which sentences are left out, for the curve of risk and coverage."""
BINS = 10
"""Bins of the calibration error, of equal width, as in Guo et al. (2017)."""


@dataclass(frozen=True)
class Outcome:
    """The answer to one labelled article, sentence by sentence as in the gold labels.

    Attributes
    ----------
    gold, also : tuple of str or None
        The labels of a careful reader.
    predicted : tuple of str
        Boilerplate included.
    confidence : tuple of float
        The probability of the likeliest label as prose.
    shares, intervals : dict
        As in `framing.Profile`.
    """

    gold: tuple[str, ...]
    also: tuple[str | None, ...]
    predicted: tuple[str, ...]
    confidence: tuple[float, ...]
    shares: Mapping[str, float | None]
    intervals: Mapping[str, tuple[float, float] | None]


def folds(articles: Sequence[Any], n: int = FOLDS) -> list[NDArray[np.int64]]:
    """Return the indices of the articles held out in each fold; a group is never split.

    Raises
    ------
    ValueError
        If there are fewer groups than folds.
    """
    from sklearn.model_selection import GroupKFold

    groups = [article.group for article in articles]
    if len(set(groups)) < n:
        raise InputError(
            f"cross-validation needs at least {n} groups of articles, the corpus has {len(set(groups))}: "
            "label articles from more stories (column group of stories.csv)"
        )
    sizes = [[0]] * len(articles)
    return [held for _, held in GroupKFold(n).split(sizes, groups=groups)]


def cross_validate(
    articles: Sequence[Any], fit: Callable[[Sequence[Any]], Callable[[Any], Any]], asked: Sequence[Any] | None = None
) -> list[Any]:
    """Return for each article the answer of a model that was fitted without its group.

    Parameters
    ----------
    articles : sequence of Example, LabelledArticle or QuotedArticle
    fit : callable
        Takes articles, returns a function from an article to the answer.
    asked : sequence, optional
        What is to be answered in place of each article; default: the articles.
    """
    parts, asked = folds(articles), articles if asked is None else asked
    found: dict[int, Any] = {}
    for held in parts:
        out = set(held.tolist())
        answer = fit([a for i, a in enumerate(articles) if i not in out])
        found.update({i: answer(asked[i]) for i in held.tolist()})
    return [found[i] for i in range(len(articles))]


def outcome(article: Example, labels: Sequence[str], reading: Reading, shares: Mapping[str, Any]) -> Outcome:
    """Return the outcome of an article whose sentences were given.

    Parameters
    ----------
    reading : Reading
        Of the article's sentences.
    shares : mapping
        Parameters of `framing.prevalence.estimate`.
    """
    probabilities = reading.probabilities
    estimated = prevalence.estimate(probabilities[reading.furniture < FURNITURE].tolist(), labels, shares)
    confidence = tuple(probabilities.max(axis=1).tolist())
    return Outcome(article.labels, article.also, likeliest(reading, labels), confidence, *estimated)


def likeliest(reading: Reading, labels: Sequence[str]) -> tuple[str, ...]:
    """Return the label of each sentence, boilerplate where it is page furniture."""
    best = reading.probabilities.argmax(axis=1)
    return tuple(BOILERPLATE if f >= FURNITURE else labels[b] for f, b in zip(reading.furniture, best, strict=True))


def profile_outcomes(articles: Iterable[LabelledArticle], model: AnyModel | None = None) -> list[Outcome]:
    """Return the outcomes of `framing.profile` on the bare texts: wrong sentence boundaries cost.

    An article without a labelled sentence has no outcome.

    Raises
    ------
    ValueError
        If no article has one.
    """
    found = []
    for article in articles:
        if not article.spans:
            continue
        result = profile(article.text, model)
        spans = [(s.start, s.end) for s in result.sentences]
        matched = [result.sentences[i] for i in _best_overlaps(article.spans, spans)]
        confidence = tuple(max(s.probabilities.values()) for s in matched)
        predicted = tuple(s.label for s in matched)
        found.append(Outcome(article.labels, article.also, predicted, confidence, result.shares, result.intervals))
    if not found:
        raise InputError("there is no labelled sentence to score: give articles whose list of sentences is not empty")
    return found


def _best_overlaps(gold: Sequence[tuple[int, int]], spans: Sequence[tuple[int, int]]) -> list[int]:
    """Return for each gold span the index of the span that overlaps it most, the earlier of equals."""
    starts, ends = (np.array(side) for side in zip(*spans, strict=True))
    return [int((np.minimum(ends, e) - np.maximum(starts, s)).argmax()) for s, e in gold]


def scores(outcomes: Sequence[Outcome], labels: Sequence[str]) -> dict[str, Any]:
    """Return every score of these answers, JSON-ready.

    Returns
    -------
    dict
        ``sentences``, ``articles``; over prose sentences ``macro_f1``, ``accuracy``, ``lenient`` (the second
        defensible label counts too), ``ece`` (expected calibration error), ``labels`` ({label: precision,
        recall, f1, support}), ``confusion`` ({gold: {predicted: count}}), ``risk_coverage`` (list of
        [threshold, share kept, accuracy of the kept]); ``boilerplate_f1``; over articles ``dominant`` (largest
        share right), ``share_mae``, ``coverage`` and ``width`` of the intervals.
    """
    rows = [row for o in outcomes for row in zip(o.gold, o.also, o.predicted, o.confidence, strict=True)]
    prose = [row for row in rows if row[0] != BOILERPLATE]
    pairs = Counter((gold, predicted) for gold, _, predicted, _ in prose)
    per_label = {label: _label_scores(pairs, label) for label in labels}
    right = np.array([gold == predicted for gold, _, predicted, _ in prose])
    sure = np.array([confidence for *_, confidence in prose])
    boiler = _label_scores(Counter((gold, predicted) for gold, _, predicted, _ in rows), BOILERPLATE)
    return {
        "sentences": len(prose),
        "articles": len(outcomes),
        "macro_f1": float(np.mean([per_label[label]["f1"] for label in labels])),
        "accuracy": float(right.mean()),
        "lenient": float(np.mean([predicted in (gold, also) for gold, also, predicted, _ in prose])),
        "ece": calibration_error(sure, right),
        "labels": per_label,
        "confusion": {g: {p: pairs[g, p] for p in (*labels, BOILERPLATE)} for g in labels},
        "risk_coverage": risk_coverage(sure, right),
        "boilerplate_f1": boiler["f1"],
        **share_scores(outcomes, labels),
    }


def macro_f1(gold: Sequence[str], predicted: Sequence[str], labels: Sequence[str]) -> float:
    """Return the mean F1 of the labels."""
    pairs = Counter(zip(gold, predicted, strict=True))
    return float(np.mean([_label_scores(pairs, label)["f1"] for label in labels]))


def _label_scores(pairs: Mapping[tuple[str, str], int], label: str) -> dict[str, float]:
    """Return precision, recall, F1 and support of a label."""
    hits = pairs.get((label, label), 0)
    found = sum(n for (_, predicted), n in pairs.items() if predicted == label)
    support = sum(n for (gold, _), n in pairs.items() if gold == label)
    f1 = 2 * hits / (found + support) if found + support else 0.0
    return {"precision": hits / max(1, found), "recall": hits / max(1, support), "f1": f1, "support": support}


def calibration_error(confidence: Floats, right: NDArray[np.bool_]) -> float:
    """Return the mean distance of confidence and accuracy over bins, weighted by their size."""
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    gaps = [abs(confidence[bins == b].sum() - right[bins == b].sum()) for b in range(BINS)]
    return float(sum(gaps) / max(1, len(right)))


def calibration_of_few(outcomes: Sequence[Outcome], articles: int = FEW) -> dict[str, Any]:
    """Return what calibration error to expect of as many articles: chance alone makes it large.

    Articles are drawn again and again; `found` is the error of their answers, `perfect` that of answers which are
    right exactly as often as their confidence says.

    Returns
    -------
    dict
        ``articles``; ``found`` and ``perfect``, each the mean error and the bounds of its middle 90 %.
    """
    draw = np.random.default_rng(0)
    rows = [[(c, g == p) for g, p, c in zip(o.gold, o.predicted, o.confidence, strict=True) if g != BOILERPLATE]
            for o in outcomes]
    errors: dict[str, list[float]] = {"found": [], "perfect": []}
    for _ in range(DRAWS):
        drawn = [row for i in draw.choice(len(rows), min(articles, len(rows)), replace=False) for row in rows[i]]
        confidence, right = (np.array(column) for column in zip(*drawn, strict=True))
        errors["found"].append(calibration_error(confidence, right))
        errors["perfect"].append(calibration_error(confidence, draw.random(len(confidence)) < confidence))
    return {"articles": articles,
            **{name: [float(np.mean(x)), *np.quantile(x, (0.05, 0.95)).tolist()] for name, x in errors.items()}}


def risk_coverage(confidence: Floats, right: NDArray[np.bool_]) -> list[list[float]]:
    """Return [threshold, share of sentences kept, accuracy of the kept] for each of `THRESHOLDS` that keeps any."""
    curve = []
    for threshold in THRESHOLDS:
        kept = confidence >= threshold
        if kept.any():
            curve.append([threshold, float(kept.mean()), float(right[kept].mean())])
    return curve


def share_scores(outcomes: Sequence[Outcome], labels: Sequence[str]) -> dict[str, float]:
    """Return how well the shares of articles are met: dominant, share_mae, coverage, width; NaN without any share."""
    dominant, errors, covered, widths = [], [], [], []
    for o in outcomes:
        gold = gold_shares(o.gold, labels)
        if gold is None or any(o.shares[label] is None for label in labels):
            continue
        found = np.array([o.shares[label] for label in labels])
        low, high = np.array([o.intervals[label] for label in labels]).T
        dominant.append(gold[found.argmax()] == gold.max())
        errors.append(np.abs(found - gold).mean())
        covered.append(((low - 1e-9 <= gold) & (gold <= high + 1e-9)).mean())
        widths.append((high - low).mean())
    names = ("dominant", "share_mae", "coverage", "width")
    columns = zip(names, (dominant, errors, covered, widths), strict=True)
    return {name: float(np.mean(found)) if found else math.nan for name, found in columns}


def gold_shares(gold: Sequence[str], labels: Sequence[str]) -> Floats | None:
    """Return the share of each label among the prose sentences of an article, or None where it has none."""
    counts = Counter(label for label in gold if label != BOILERPLATE)
    n = sum(counts.values())
    return np.array([counts[label] / n for label in labels]) if n else None


def outlet_table(groups: Sequence[str], outcomes: Sequence[Outcome], labels: Sequence[str]) -> str:
    """Return the coverage of the intervals of `framing.outlets` as text, a line for each number of articles.

    From every outlet that has as many articles, but at least five, articles are drawn again and again, with
    replacement; the interval should hold the mean of the gold shares of all articles of the outlet.

    Parameters
    ----------
    groups : sequence of str
        The outlet of each outcome.
    """
    known: dict[str, list[tuple[Floats, list[float]]]] = defaultdict(list)
    for group, o in zip(groups, outcomes, strict=True):
        gold, found = gold_shares(o.gold, labels), [share for share in o.shares.values() if share is not None]
        if found and gold is not None:
            known[group].append((gold, found))
    lines = ["articles  outlets  coverage  width"]
    for n in OUTLET_SIZES:
        large = [np.array(pairs) for pairs in known.values() if len(pairs) >= max(n, outlets.FEWEST_ARTICLES)]
        if large:
            covered, width = np.mean([_outlet_coverage(pairs[:, 0], pairs[:, 1], n) for pairs in large], axis=0)
            lines.append(f"{n:>8}  {len(large):>7}  {covered:>8.3f}  {width:>5.2f}")
    return "\n".join(lines) + "\n"


def _outlet_coverage(gold: Floats, shares: Floats, n: int) -> tuple[float, float]:
    """Return how often intervals of n articles hold the mean gold share of an outlet, and their mean width."""
    draw, mean = np.random.default_rng(0), gold.mean(axis=0)
    bounds = np.array([outlets.interval(shares[draw.integers(0, len(shares), n)]) for _ in range(DRAWS)])
    low, high = bounds[:, 0] - 1e-9, bounds[:, 1] + 1e-9
    return float(((low <= mean) & (mean <= high)).mean()), float((high - low).mean())


def corpus_tables(folder: Path | Traversable | None = None) -> str:
    """Return the counts and the agreement of a corpus as Markdown, as its data card shows them.

    Sentences by label and by origin of the article; then, over the sentences that have a first and a second
    reading, the share with equal labels, Krippendorff's alpha and Cohen's kappa, and for each label the share
    of its first readings that the second one shares.
    """
    folder = folder if folder is not None else shipped_folder("corpus")
    sentences, stories = read_rows(folder, "sentences.csv"), read_rows(folder, "stories.csv")
    origin = {(s["story"], s["version"]): s["origin"] for s in stories}
    labels = (*definitions(folder), BOILERPLATE)
    counts = Counter((origin[r["story"], r["version"]], r["label"]) for r in sentences)
    labelled, groups = sum(row["label"] != "" for row in sentences), len({s["group"] for s in stories})
    lines = [f"{labelled} sentences in {len(stories)} articles of {groups} groups.",
             "", f"| origin | articles | {' | '.join(map(markdown_cell, labels))} |", "|---" * (len(labels) + 2) + "|"]
    for name in sorted({*origin.values()}):
        cells = [sum(o == name for o in origin.values()), *(counts[name, label] for label in labels)]
        lines.append(f"| {name} | {' | '.join(map(str, cells))} |")
    pairs = [(r["first"], r["second"]) for r in sentences if r["first"] and r["second"]]
    if not pairs:
        return "\n".join(lines) + "\n"
    equal = sum(a == b for a, b in pairs) / len(pairs)
    lines += ["", f"Read twice: {len(pairs)} sentences; equal labels {equal:.3f}, alpha {alpha(pairs):.3f}, "
              f"kappa {kappa(pairs):.3f}.", "", "| label | first readings | shared by the second |", "|---|---|---|"]
    for label in labels:
        seconds = [second for first, second in pairs if first == label]
        lines.append(f"| {markdown_cell(label)} | {len(seconds)} | {seconds.count(label) / max(1, len(seconds)):.3f} |")
    return "\n".join(lines) + "\n"
