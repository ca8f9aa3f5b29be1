"""Readings of several coders -> how far they agree, and where they do not.

In comes what each coder called each sentence, out comes an `Agreement`: Krippendorff's alpha with a bootstrap
interval, Cohen's kappa of each two coders, the F1 of each coder against the others by label, who takes which label
for which, and the sentences on which they differ. Labels are nominal; a coder may have skipped sentences.
"""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .errors import InputError

DRAWS = 2000
"""Bootstrap samples: the ends of the interval are then known to about .005."""
SEED = 0
RELIABLE, TENTATIVE = 0.8, 0.667
"""Alpha from which data count as reliable, and from which they carry tentative conclusions (Krippendorff 2004,
page 241)."""
UNDEFINED = "Undefined: only one label occurs, which says nothing of reliability; code sentences of other labels twice."
"""What is said in place of a reading of alpha."""
Reading = Mapping[Hashable, str]
"""What a coder called each sentence, by whatever names the sentence."""


@dataclass(frozen=True)
class Agreement:
    """How far coders agree.

    Attributes
    ----------
    coders : tuple of str
    sentences : int
        Those that at least two of them coded; all figures are over these.
    labels : tuple of str
        Those that occur, sorted.
    equal : float
        Share of pairs of readings that are equal.
    alpha : float
        Krippendorff's; 1 is perfect, 0 is what chance gives. Where only one label occurs it is undefined and told as 1.
    interval : (float, float)
        95 % bootstrap interval of alpha.
    kappas : dict of (str, str) to float
        Cohen's, of each two coders that share sentences.
    f1 : dict of str to dict of str to float
        {coder: {label: F1 against what the other coders said}}.
    confusion : dict of (str, str) to int
        How often one coder of a pair said the first label and the other the second; the two in alphabetical order.
    differences : tuple of (key, dict of str to str)
        Each sentence on which they differ, with what each coder said.
    """

    coders: tuple[str, ...]
    sentences: int
    labels: tuple[str, ...]
    equal: float
    alpha: float
    interval: tuple[float, float]
    kappas: dict[tuple[str, str], float]
    f1: dict[str, dict[str, float]]
    confusion: dict[tuple[str, str], int]
    differences: tuple[tuple[Hashable, dict[str, str]], ...]

    @property
    def reading(self) -> str:
        """Alpha in plain words."""
        return reading(self.alpha, self.interval) if len(self.labels) > 1 else UNDEFINED

    def __str__(self) -> str:
        """Return the figures as a text of a few lines; the sentences are not among them."""
        low, high = self.interval
        lines = [
            f"{self.sentences} sentences coded by at least two of {', '.join(self.coders)}",
            f"equal labels {self.equal:.3f}",
            f"Krippendorff's alpha {self.alpha:.3f} (95 % interval {low:.3f} to {high:.3f})",
            *(f"Cohen's kappa of {one} and {two}: {k:.3f}" for (one, two), k in self.kappas.items()),
            self.reading, "",
        ]
        width = max(map(len, (*self.labels, "label")))
        lines.append("  ".join(["label".ljust(width), *(f"F1 of {coder}" for coder in self.coders)]))
        for label in self.labels:
            cells = (f"{self.f1[coder][label]:.3f}".rjust(len(coder) + 6) for coder in self.coders)
            lines.append("  ".join([label.ljust(width), *cells]))
        mixed = sorted(((n, pair) for pair, n in self.confusion.items() if pair[0] != pair[1]), reverse=True)
        lines += ["", *(f"{one} / {two}: taken for each other {n} time{'s' * (n > 1)}" for n, (one, two) in mixed)]
        return "\n".join(lines).rstrip()


def agree(readings: Mapping[str, Reading], draws: int = DRAWS) -> Agreement:
    """Return how far coders agree.

    Parameters
    ----------
    readings : mapping of str to mapping
        By coder, the label of each sentence; an empty label counts as not coded.
    draws : int
        Bootstrap samples of the interval.

    Raises
    ------
    ValueError
        If there are fewer than two coders, or no sentence was coded by two.
    """
    if len(readings) < 2:
        raise InputError(f"agreement takes the sheets of at least two coders, not {len(readings)}")
    keys = dict.fromkeys(key for found in readings.values() for key in found)
    rows = {key: {coder: found[key] for coder, found in readings.items() if found.get(key)} for key in keys}
    rows = {key: row for key, row in rows.items() if len(row) > 1}
    if not rows:
        raise InputError("no sentence is coded in two of the sheets: give both coders the same ones (sample --double), "
                         "and fill in the column label")
    units = [list(row.values()) for row in rows.values()]
    pairs = [pair for unit in units for pair in combinations(unit, 2)]
    labels = tuple(sorted({label for unit in units for label in unit}))
    both = {two: _shared(rows, *two) for two in combinations(readings, 2)}
    return Agreement(
        tuple(readings), len(rows), labels, sum(a == b for a, b in pairs) / len(pairs), alpha(units),
        interval(units, draws), {two: kappa(found) for two, found in both.items() if found},
        {coder: _f1(rows, coder, labels) for coder in readings},
        dict(Counter((min(pair), max(pair)) for pair in pairs)),
        tuple((key, row) for key, row in rows.items() if len(set(row.values())) > 1),
    )


def reading(value: float, bounds: tuple[float, float]) -> str:
    """Return what an alpha allows, after Krippendorff (2004), and whether its interval allows less."""
    said = (
        "Reliable: alpha is at least .8." if value >= RELIABLE
        else "Tentative: alpha is between .667 and .8, which carries tentative conclusions alone." if value >= TENTATIVE
        else "Too low: alpha is below .667, not enough even for tentative conclusions; sharpen the guide and code anew."
    )
    floor = RELIABLE if value >= RELIABLE else TENTATIVE
    doubt = f" Its interval reaches below {f'{floor:g}'.lstrip('0')}: code more sentences twice."
    return said + (doubt if value >= TENTATIVE and bounds[0] < floor else "")


def alpha(units: Sequence[Sequence[str]]) -> float:
    """Return Krippendorff's (2004) alpha for nominal labels; 1 where all are one label, for which it is undefined.

    Parameters
    ----------
    units : sequence of sequences of str
        The labels that each sentence was given, by however many coders; sentences with one label count nothing.
    """
    disagreement, counts = _tallies(units)
    return float(_alphas(disagreement.sum(keepdims=True), counts.sum(axis=0, keepdims=True))[0])


def interval(units: Sequence[Sequence[str]], draws: int = DRAWS) -> tuple[float, float]:
    """Return the 95 % interval of alpha by the bootstrap over sentences (Efron 1979, percentiles)."""
    disagreement, counts = _tallies(units)
    n = len(disagreement)
    weights = np.random.default_rng(SEED).multinomial(n, np.full(n, 1 / n), size=draws)
    low, high = np.quantile(_alphas(weights @ disagreement, weights @ counts), [0.025, 0.975])
    return float(low), float(high)


def _tallies(units: Sequence[Sequence[str]]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return of each sentence with two labels or more its pairs that differ, and how often it has each label.

    Pairs are ordered ones, over the number of labels less one, as in the coincidence matrix. The sentences are sorted
    by their labels, so that a bootstrap over them is the same in whatever order they come.
    """
    labels = sorted({label for unit in units for label in unit})
    counts = sorted([list(unit).count(label) for label in labels] for unit in units if len(unit) > 1)
    rows = np.array(counts, dtype=float)
    sizes = rows.sum(axis=1)
    return (sizes**2 - (rows**2).sum(axis=1)) / (sizes - 1), rows


def _alphas(disagreement: NDArray[np.float64], counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return an alpha for each row of tallies; 1 where nothing can differ by chance."""
    n = counts.sum(axis=1)
    expected = (n**2 - (counts**2).sum(axis=1)) / (n - 1)
    return np.where(expected > 0, 1 - disagreement / np.where(expected > 0, expected, 1), 1.0)


def kappa(pairs: Sequence[tuple[str, str]]) -> float:
    """Return Cohen's (1960) kappa of two readings; 1 where they never differ."""
    n = len(pairs)
    first, second = (Counter(pair[side] for pair in pairs) for side in (0, 1))
    agreed = sum(a == b for a, b in pairs) / n
    by_chance = sum(first[label] * second[label] for label in first) / n**2
    return (agreed - by_chance) / (1 - by_chance) if by_chance < 1 else 1.0


def _shared(rows: Mapping[Hashable, Mapping[str, str]], one: str, two: str) -> list[tuple[str, str]]:
    """Return what two coders called the sentences that both coded."""
    return [(row[one], row[two]) for row in rows.values() if one in row and two in row]


def _f1(rows: Mapping[Hashable, Mapping[str, str]], coder: str, labels: Sequence[str]) -> dict[str, float]:
    """Return the F1 of a coder by label, each other reading of a sentence taken for the truth in turn."""
    pairs = [(row[coder], said) for row in rows.values() if coder in row for c, said in row.items() if c != coder]
    found = {}
    for label in labels:
        hits = sum(a == b == label for a, b in pairs)
        total = sum((a == label) + (b == label) for a, b in pairs)
        found[label] = 2 * hits / total if total else 0.0
    return found


def as_dict(found: Agreement) -> dict[str, Any]:
    """Return an agreement as plain data for JSON."""
    return {
        **vars(found), "reading": found.reading,
        "kappas": [{"coders": list(two), "kappa": k} for two, k in found.kappas.items()],
        "confusion": [{"labels": list(pair), "pairs": n} for pair, n in found.confusion.items()],
        "differences": [{"sentence": key, "labels": row} for key, row in found.differences],
    }
