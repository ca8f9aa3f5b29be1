"""Many articles by outlet -> how each outlet frames, with intervals that count articles as the unit.

In come records of outlet and text, out comes an `Outlet` for each. Sentences of one article are alike, so it is
articles that are counted: the interval is Student's for the mean of their shares, widened by the error that the
model makes in one direction for all articles of an outlet and that no number of articles averages out.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .batch import profile_many
from .errors import InputError, InputTypeError
from .model import AnyModel
from .profiles import check_text

Doubles = NDArray[np.float64]
FEWEST_ARTICLES = 5
"""Articles below which there is no figure: with 5 the interval already takes nearly half of the scale, and on
outlets with fewer its coverage could not be checked."""
SHARED_ERROR = 0.1
"""Standard deviation of the error of a share that all articles of an outlet have in common. Over the 31 outlets
with at least 5 of the real articles that ship as numbers, scored by models that had not met them, it was between
0 and .095, by label; with .1, 95 % intervals from 5 articles hold the outlet's share in 97 of 100 draws, from 8 in
96, from 10 in 91 and from 20 in 87 (``framing evaluate --of outlets``). Those with 20 are five outlets, so take
intervals of large outlets for a little too narrow."""
Z = 1.959963984540054
"""The normal quantile of a 95 % interval."""


@dataclass(frozen=True)
class Outlet:
    """How an outlet frames on average.

    Attributes
    ----------
    outlet : str
    articles : int
        Articles with prose.
    shares : dict of str to float, or None
        Mean over the articles of the share of each framing; None where there are too few articles.
    intervals : dict of str to (float, float), or None
        95 % interval of each mean, for all that the outlet publishes of this kind; the articles must be a
        fair draw from it.
    note : str or None
        Why there is no figure.
    """

    outlet: str
    articles: int
    shares: dict[str, float] | None
    intervals: dict[str, tuple[float, float]] | None
    note: str | None

    def to_dict(self) -> dict[str, Any]:
        """Return the outlet as plain data for JSON."""
        intervals = {label: list(i) for label, i in self.intervals.items()} if self.intervals else None
        return {**vars(self), "shares": dict(self.shares) if self.shares else None, "intervals": intervals}


def profile_outlets(
    records: Iterable[Any], model: AnyModel | str | None = None, n_jobs: int = 1, fewest: int = FEWEST_ARTICLES
) -> dict[str, Outlet]:
    """Return how each outlet frames, by outlet in the order in which they are first met.

    Parameters
    ----------
    records : iterable of (str, str) or of mapping
        Outlet and text of each article, as a pair or under the keys ``outlet`` and ``text``.
    model, n_jobs
        As for `framing.profile_many`.
    fewest : int
        Articles below which an outlet has a note instead of figures, at least 2.

    Raises
    ------
    TypeError
        Naming the record that is no outlet and text.
    ValueError
        If `fewest` is below 2: one article has no spread.
    """
    if fewest < 2:
        raise InputError(f"fewest must be at least 2, not {fewest}: the interval comes from the spread of articles")
    if isinstance(records, str | bytes | Mapping):
        raise InputTypeError(
            "framing.profile_outlets takes a list of (outlet, text), not one "
            f"{type(records).__name__}: for one article, use framing.profile"
        )
    names: list[str] = []
    found: dict[str, list[list[float]]] = {}
    labels: tuple[str, ...] = ()
    for i, p in enumerate(profile_many(_texts(records, names), n_jobs, model)):
        labels = tuple(p.shares)
        shares = [share for share in p.shares.values() if share is not None]
        found.setdefault(names[i], []).extend([shares] if shares else [])
    return {name: _outlet(name, np.array(rows).reshape(len(rows), -1), labels, fewest) for name, rows in found.items()}


def _texts(records: Iterable[Any], names: list[str]) -> Iterator[str]:
    """Yield the texts of records, noting the outlet of each under its place."""
    for number, record in enumerate(records):
        name, text = _parts(record, number)
        names.append(name)
        yield text


def _parts(record: Any, number: int) -> tuple[str, str]:
    """Return outlet and text of a record."""
    try:
        name, text = (record["outlet"], record["text"]) if isinstance(record, Mapping) else record
    except (KeyError, TypeError, ValueError) as error:
        raise InputTypeError(
            f"record {number} is no outlet and text but {type(record).__name__} ({error!r}): give (outlet, text) or "
            "{'outlet': ..., 'text': ...}"
        ) from error
    if not isinstance(name, str):
        raise InputTypeError(f"the outlet of record {number} is {type(name).__name__}, not str: give its name")
    check_text(text)
    return name, text


def _outlet(name: str, shares: Doubles, labels: tuple[str, ...], fewest: int) -> Outlet:
    """Return an outlet by the shares of its articles, of shape (n_articles, n_labels)."""
    n = len(shares)
    if n < fewest:
        note = f"{n} {'article' if n == 1 else 'articles'} with prose, of at least {fewest} that a figure takes"
        return Outlet(name, n, None, None, note)
    bounds = zip(*(side.tolist() for side in interval(shares)), strict=True)
    means = dict(zip(labels, shares.mean(axis=0).tolist(), strict=True))
    return Outlet(name, n, means, dict(zip(labels, bounds, strict=True)), None)


def interval(shares: Doubles) -> tuple[Doubles, Doubles]:
    """Return the bounds of the mean share of each label.

    Parameters
    ----------
    shares : numpy.ndarray of shape (n_articles, n_labels)
        Of at least two articles.
    """
    n, mean = len(shares), shares.mean(axis=0)
    half = np.hypot(_student(n - 1) * shares.std(axis=0, ddof=1) / np.sqrt(n), Z * SHARED_ERROR)
    return np.maximum(mean - half, 0), np.minimum(mean + half, 1)


def _student(freedom: int) -> float:
    """Return the quantile of a 95 % interval of Student's t, right to .01 from 4 degrees of freedom on.

    The expansion of Cornish and Fisher (1938) about the normal quantile.
    """
    z, v = Z, freedom
    terms = (z, (z**3 + z) / 4, (5 * z**5 + 16 * z**3 + 3 * z) / 96, (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384)
    return sum(term / v**power for power, term in enumerate(terms))
