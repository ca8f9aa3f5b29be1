"""Sentence probabilities -> shares of an article with intervals.

Counting labels or averaging probabilities gives biased shares, because a classifier leans towards what it
saw in training (Hopkins and King 2010). `estimate` therefore re-estimates the article's own mixture of labels
by expectation-maximisation (Saerens, Latinne and Decaestecker 2002), held near the average article by a
Dirichlet prior, so that short texts are not carried away. What is still unknown after that is the label of
each sentence: the interval is for the share that a careful reader would count over these very sentences.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Rows = Sequence[Sequence[float]] | Floats
"""Probabilities of sentences, of shape (n_sentences, n_labels)."""
ROUNDS = 25
"""Rounds of expectation-maximisation; with a prior of a few sentences it settles in about ten."""
Z = 1.959963984540054
"""The normal quantile of a 95 % interval."""


def estimate(
    probabilities: Rows, labels: Sequence[str], parameters: Mapping[str, Any]
) -> tuple[dict[str, float | None], dict[str, tuple[float, float] | None]]:
    """Return the shares and their 95 % intervals, by label.

    Parameters
    ----------
    probabilities : sequence of shape (n_sentences, n_labels)
        Calibrated probabilities of the prose sentences.
    labels : sequence of str
        Names of the columns.
    parameters : mapping
        ``base`` (list of n_labels): the mixture for which the probabilities are calibrated;
        ``strength``: how many sentences the prior is worth; ``spread``: by how much the variance exceeds
        that of independent sentences; ``drift``: the standard deviation, in log-odds, of the error that
        all sentences of an article share. All are learnt on held-out articles by `framing.retrain`.

    Returns
    -------
    shares, intervals : dict
        All values None where there is no sentence.
    """
    if not len(probabilities):
        return dict.fromkeys(labels), dict.fromkeys(labels)
    rows = adapt(np.array(probabilities), np.array(parameters["base"]), parameters["strength"])
    shares = rows.mean(axis=0)
    low, high = interval(rows, parameters["spread"], parameters["drift"])
    bounds = zip(low.tolist(), high.tolist(), strict=True)
    return dict(zip(labels, shares.tolist(), strict=True)), dict(zip(labels, bounds, strict=True))


def adapt(probabilities: Floats, base: Floats, strength: float) -> Floats:
    """Return the probabilities under the article's own mixture, of the same shape.

    A sentence's probability of a label is multiplied by how much more frequent the label is in this
    article than in `base`; the article's mixture is the mean of the result and, weighing as much as
    `strength` sentences, of `base`. Both steps are repeated.
    """
    n = len(probabilities) + strength
    columns, least = (probabilities / (base * n)).T.copy(), strength / n
    weights, gains, sums = np.ones(len(base)), np.empty(len(base)), np.empty(len(probabilities))
    for _ in range(ROUNDS - 1):  # the row sums are probabilities @ weights; column sums need no weighted matrix either
        np.dot(probabilities, weights, sums)  # into an array that is there: making one takes as long as filling it
        np.dot(columns, np.reciprocal(sums, sums), gains)
        weights *= gains
        weights += least
    weighted = probabilities * weights
    return weighted / weighted.sum(axis=1, keepdims=True)


def interval(rows: Floats, spread: float | Floats, drift: float | Floats) -> tuple[Floats, Floats]:
    """Return the lower and upper bounds of the share of each label counted over these sentences.

    The count of a label is a sum of unequal coin tosses, so its variance is the sum of p (1 - p), times
    `spread`; to it comes the variance of a common error of `drift`. With the number of sentences that this
    variance amounts to, Wilson's score interval (1927) stays inside 0 to 1 and is open towards the middle
    for shares near the ends. A count is a whole number: the bounds are moved outwards to the next one.

    Parameters
    ----------
    rows : numpy.ndarray of shape (n_sentences, n_labels)
    spread, drift : float or numpy.ndarray of shape (n_pairs, 1)

    Returns
    -------
    low, high : numpy.ndarray of shape (n_labels,) or (n_pairs, n_labels)
    """
    n, shares = len(rows), rows.mean(axis=0)
    even = np.maximum(shares * (1 - shares), 1e-9)
    variance = spread * (rows * (1 - rows)).sum(axis=0) / n**2 + (drift * even) ** 2
    effective = even / np.maximum(variance, 1e-9)
    centre = (shares + Z**2 / (2 * effective)) / (1 + Z**2 / effective)
    half = Z / (1 + Z**2 / effective) * np.sqrt(even / effective + (Z / (2 * effective)) ** 2)
    low, high = np.minimum(centre - half, shares), np.maximum(centre + half, shares)
    return np.maximum(np.floor(low * n), 0) / n, np.minimum(np.ceil(high * n), n) / n
