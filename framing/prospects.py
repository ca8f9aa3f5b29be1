"""A corpus of one's own -> what its model is worth, and what more coding would give.

Beside the cross-validated score of `framing.retrain` go the coders' own agreement, the baselines, a learning curve over
parts of the corpus, what a further hundred sentences would probably give, and the labels that the model cannot tell
apart. Everything is by held-out stories, and everything is a guess where there are few of them.
"""

import math
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources.abc import Traversable
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import agreement, corpus, evaluation, lessons, retrain, wordvectors
from .labels import BOILERPLATE
from .lessons import Example
from .tables import markdown_cell

PARTS = (0.2, 0.4, 0.6, 0.8, 1.0)
"""Parts of the training sentences for which the curve has a point."""
FEWEST = 20
"""Training sentences below which a part has no point: its score is chance."""
LARGE = 1000
"""Training sentences above which one draw of each part is enough: its score no longer hangs on the draw."""
DRAWS = 3
"""Draws of each part but the whole; their mean is the point."""
MORE = 100
"""Further sentences that the forecast is for."""
Floats = NDArray[np.float64]
Z = 1.959963984540054
"""The normal quantile of a 95 % interval."""


@dataclass(frozen=True)
class Prospects:
    """What a corpus of one's own gives.

    Attributes
    ----------
    sentences, articles : int
        Coded ones.
    macro_f1 : float
        Of the model, by held-out stories.
    baselines : dict of str to float
        Macro-F1 of the commonest label and of a bag of words.
    coders : Agreement or None
        Of the first and the second reading, where there are two.
    coders_f1 : float or None
        Macro-F1 of the second reading against the first: what the model's is to be held against.
    curve : tuple of (int, float)
        Mean training sentences and macro-F1.
    forecast : (float, float) or None
        Between which a further `MORE` sentences would probably bring macro-F1.
    confused : tuple of (str, str)
        Labels that the model does not tell apart better than a coin would, surely.
    """

    sentences: int
    articles: int
    macro_f1: float
    baselines: dict[str, float]
    coders: agreement.Agreement | None
    coders_f1: float | None
    curve: tuple[tuple[int, float], ...]
    forecast: tuple[float, float] | None
    confused: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        """Return all of it as a text of a few lines."""
        lines = [f"{self.sentences} coded sentences in {self.articles} articles; by held-out stories:",
                 f"  macro-F1 of the model {self.macro_f1:.3f}"]
        lines += [f"  macro-F1 of the baseline {name} {score:.3f}" for name, score in self.baselines.items()]
        if self.coders is not None:
            low, high = self.coders.interval
            lines.append(f"  macro-F1 of the second coder against the first {self.coders_f1:.3f}, "
                         f"alpha {self.coders.alpha:.3f} ({low:.3f} to {high:.3f}, {self.coders.sentences} sentences)")
            lines.append(f"  {self.coders.reading}")
        points = ", ".join(f"{n} sentences {score:.3f}" for n, score in self.curve)
        lines.append(f"learning curve: {points or f'none below {FEWEST} training sentences'}")
        if self.forecast is not None:
            low, high = self.forecast
            lines.append(f"a further {MORE} sentences would probably bring it to {low:.2f} to {high:.2f}")
        else:
            lines.append(f"too few sentences to say what a further {MORE} would give")
        told = "; ".join(f"{one} and {two}" for one, two in self.confused)
        lines.append(f"labels that the model cannot tell apart: {told or 'none'}")
        return "\n".join(lines)


def learn(folder: Path | Traversable, out: Path) -> tuple[dict[str, Any], Prospects]:
    """Write a model learnt from a corpus with labels of its own, with its cards; return manifest and prospects.

    ``DATA.md`` says what it was learnt from, label by label, and how well coders agreed. All files are replaced
    together, so that no card ever stands beside another model.

    Raises
    ------
    ValueError
        As `framing.retrain.retrain` does; nothing is written then.
    """
    finished = retrain.learn(folder)
    found = look(folder, finished.manifest)
    return retrain.write(finished, out, {"DATA.md": _data_card(folder, found).encode()}), found


def look(folder: Path | Traversable, manifest: Mapping[str, Any]) -> Prospects:
    """Return what a corpus gives.

    Parameters
    ----------
    folder : path
        A corpus with labels of its own.
    manifest : mapping
        Of the model that `framing.retrain` learnt from it.
    """
    labels, scores = tuple(manifest["labels"]), manifest["corpus_scores"]
    examples = lessons.from_articles(corpus.read(folder), wordvectors.shipped())
    curve = learning_curve(examples, labels)
    pairs = [(r["first"], r["second"]) for r in corpus.read_rows(folder, "sentences.csv") if r["first"] and r["second"]]
    coders = agreement.agree({"first": dict(enumerate(a for a, _ in pairs)),
                              "second": dict(enumerate(b for _, b in pairs))}) if pairs else None
    return Prospects(
        manifest["corpus"]["sentences"], manifest["corpus"]["articles"], scores["macro_f1"],
        {name: found["macro_f1"] for name, found in scores["baselines"].items()}, coders,
        float(np.mean([coders.f1["second"][label] for label in coders.labels])) if coders else None,
        tuple((n, float(np.mean(found))) for n, found in curve), forecast(curve), confused(scores["confusion"]),
    )


def learning_curve(examples: Sequence[Example], labels: Sequence[str]) -> list[tuple[int, list[float]]]:
    """Return by part the mean number of training sentences, and the macro-F1 of each draw, by held-out stories.

    A part is drawn from the sentences of the training folds, since coding goes by sentence.
    """
    import sklearn.linear_model  # noqa: F401  # only what is loaded can be held to one thread
    from threadpoolctl import threadpool_limits

    folds = len(evaluation.folds(examples))
    whole = sum(len(e.labels) for e in examples) * (1 - 1 / folds)
    found = []
    for part in PARTS:
        if part * whole >= FEWEST:
            draws = range(1 if part == 1 or whole > LARGE else DRAWS)
            with threadpool_limits(1):
                found.append((round(part * whole), [_score(examples, labels, part, draw) for draw in draws]))
    return found


def _score(examples: Sequence[Example], labels: Sequence[str], part: float, draw: int) -> float:
    """Return the cross-validated macro-F1 of models that are fitted to a part of their sentences."""
    chance = random.Random(draw)

    def fit_part(training: Sequence[Example]) -> Callable[[Example], Floats]:
        """Return the function from an example to its logits under a model of a part of the training sentences."""
        known = [_thinned(e, part, chance) for e in training] if part < 1 else training
        weights, intercept = retrain.fit(known, labels, retrain.OWN)
        return lambda e: (e.rows @ weights + intercept)[:, : len(labels)]

    logits = np.vstack(evaluation.cross_validate(examples, fit_part))
    gold = [label for e in examples for label in e.labels]
    prose = [i for i, label in enumerate(gold) if label != BOILERPLATE]
    found = [labels[j] for j in logits[prose].argmax(axis=1)]
    return evaluation.macro_f1([gold[i] for i in prose], found, labels)


def _thinned(example: Example, part: float, chance: random.Random) -> Example:
    """Return an example with about a part of its sentences."""
    kept = [i for i in range(len(example.labels)) if chance.random() < part]
    return replace(example, rows=example.rows[kept], labels=tuple(example.labels[i] for i in kept),
                   also=tuple(example.also[i] for i in kept))


def forecast(curve: Sequence[tuple[int, Sequence[float]]]) -> tuple[float, float] | None:
    """Return between which macro-F1 will lie after `MORE` sentences more; None for a curve of less than 3 points.

    A straight line over the logarithm of the number of sentences (curves of this kind flatten so: Figueroa et al.
    2012), fitted to the points, rises from the last one; the low end takes half of its slope, because a curve may
    flatten sooner. To both sides comes twice the standard error of its points, at least .01.
    """
    if len(curve) < 3:
        return None
    x, y = np.log([n for n, _ in curve]), np.array([np.mean(found) for _, found in curve])
    slope, level = np.polyfit(x, y, 1)
    spread = max(0.01, 2 * float(np.sqrt(((y - slope * x - level) ** 2).sum() / (len(x) - 2))))
    gain, last = max(slope, 0.0) * math.log((curve[-1][0] + MORE) / curve[-1][0]), float(y[-1])
    return max(0.0, last + gain / 2 - spread), min(1.0, last + gain + spread)


def confused(confusion: Mapping[str, Mapping[str, int]]) -> tuple[tuple[str, str], ...]:
    """Return each two labels that held-out answers do not surely tell apart better than a coin.

    Of the sentences of the two that were given one of the two labels, the mean share that is right, label by label,
    is held against a half, with Wilson's (1927) lower bound.
    """
    return tuple(two for two in combinations(confusion, 2) if _lower_bound(*two, confusion) <= 0.5)


def _lower_bound(one: str, two: str, confusion: Mapping[str, Mapping[str, int]]) -> float:
    """Return the lower 95 % bound of the mean recall of two labels between themselves; 0 where one never stands."""
    rows = [confusion[gold][one] + confusion[gold][two] for gold in (one, two)]
    if not all(rows):
        return 0.0
    right = (confusion[one][one] / rows[0] + confusion[two][two] / rows[1]) / 2
    n = 4 / (1 / rows[0] + 1 / rows[1])
    centre = right + Z**2 / (2 * n)
    return (centre - Z * math.sqrt(right * (1 - right) / n + Z**2 / (4 * n**2))) / (1 + Z**2 / n)


def _data_card(folder: Path | Traversable, found: Prospects) -> str:
    """Return what a model was learnt from, label by label, and how well coders agreed."""
    counts = evaluation.corpus_tables(folder)
    own = corpus.own_labels(folder).items()
    rows = "\n".join(f"| {markdown_cell(x)} | {markdown_cell(row['definition']) or '–'} |" for x, row in own)
    return CARD.format(rows=rows, counts=counts, sha256=corpus.fingerprint(folder),
                       agreement=found.coders or "No sentence was coded twice: nothing is known of reliability.")


CARD = """# Data card

Written by `framing retrain`; corpus `{sha256}`.

| label | definition |
|---|---|
{rows}

{counts}
## Agreement of the coders

{agreement}

To be filled: who coded, when, how they were trained, where the articles come from and how they were sampled.
"""
