"""Annotated speakers -> `Kinds`: how much each key that a speaker has speaks for each kind of source.

A multinomial logistic regression, in which a key that names a kind ("head law") has a part in common with the
same key of every other kind ("head right") and a part of its own. So that a head noun tells the kind that the
lists give it is learnt once, from all kinds, and holds for kinds that are seldom annotated.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .quotes import SOURCE_KINDS
from .speakers import Kinds, Speaker

SHARED, OWN = 3.0, 0.5
"""Variances of the parts in common and of those of a key's own, chosen by cross-validation grouped by story, in
which variances from a third to ten times of these differ by less than one in a hundred."""
STEPS = 300
"""Steps of the optimiser at most; it stops earlier, where nothing is gained."""
Floats = NDArray[np.float64]


MOST_OF_STORY = 20
"""Speakers for which one story counts at most. One story of soldiers has 162 of 2,217 and taught that whoever stands in
an article full of soldiers is one; without a limit, 8 in 1,000 fewer kinds are right. 10 and 40 do as well."""


def fit_kinds(speakers: Sequence[Speaker], kinds: Sequence[str], stories: Sequence[str]) -> Kinds:
    """Return the weights learnt from annotated speakers.

    Parameters
    ----------
    speakers : sequence of Speaker
    kinds : sequence of str
        The kind of each, one of `SOURCE_KINDS`.
    stories : sequence of str
        The story that each speaks in.
    """
    from scipy.optimize import minimize

    problem = _Problem(speakers, kinds, stories)
    found = minimize(problem.loss, np.zeros(problem.size), jac=True, method="L-BFGS-B", options={"maxiter": STEPS})
    weights, bias = problem.weights(found.x)
    rows = {key: tuple(row) for key, row in zip(problem.keys, weights.tolist(), strict=True)}
    return Kinds(rows, tuple(bias.tolist()))


class _Problem:
    """The loss of weights on annotated speakers.

    Attributes
    ----------
    keys : dict of str to int
        The row of each key.
    size : int
        How many parameters there are: parts in common, parts of a key's own, bias.
    """

    def __init__(self, speakers: Sequence[Speaker], kinds: Sequence[str], stories: Sequence[str]) -> None:
        from scipy.sparse import csr_matrix

        self.keys = {key: n for n, key in enumerate(dict.fromkeys(key for s in speakers for key in s.words))}
        cells = [(n, self.keys[key]) for n, speaker in enumerate(speakers) for key in speaker.words]
        places = tuple(np.array(cells, dtype=np.int64).reshape(-1, 2).T)
        self._rows = csr_matrix((np.ones(len(cells)), places), shape=(len(speakers), len(self.keys)))
        self._right = np.array([[given == kind for kind in SOURCE_KINDS] for given in kinds], dtype=float)
        told = Counter(stories)
        self._counts = np.array([min(1.0, MOST_OF_STORY / told[story]) for story in stories])[:, None]
        naming = [(n, *key.split(" ", 1)) for key, n in self.keys.items() if key.partition(" ")[2] in SOURCE_KINDS]
        shared = {where: n for n, where in enumerate(dict.fromkeys(where for _, where, _ in naming))}
        self._key = np.array([n for n, _, _ in naming], dtype=np.int64)
        self._kind = np.array([SOURCE_KINDS.index(kind) for _, _, kind in naming], dtype=np.int64)
        self._shared = np.array([shared[where] for _, where, _ in naming], dtype=np.int64)
        self._n_shared = len(shared)
        self.size = self._n_shared + (len(self.keys) + 1) * len(SOURCE_KINDS)

    def _split(self, parameters: Floats) -> tuple[Floats, Floats, Floats]:
        """Return the parts in common, those of each key's own, and the bias."""
        rest = parameters[self._n_shared :].reshape(-1, len(SOURCE_KINDS))
        return parameters[: self._n_shared], rest[:-1], rest[-1]

    def weights(self, parameters: Floats) -> tuple[Floats, Floats]:
        """Return the weights, of shape (n_keys, n_kinds), and the bias."""
        shared, own, bias = self._split(parameters)
        weights = own.copy()
        weights[self._key, self._kind] += shared[self._shared]
        return weights, bias

    def loss(self, parameters: Floats) -> tuple[float, Floats]:
        """Return the regularised loss and its gradient."""
        shared, own, _ = self._split(parameters)
        weights, bias = self.weights(parameters)
        scores = self._rows @ weights + bias
        scores -= scores.max(axis=1, keepdims=True)
        logs = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        wrong = self._counts * (np.exp(logs) - self._right)
        gradient = self._rows.T @ wrong
        in_common = np.bincount(self._shared, gradient[self._key, self._kind], self._n_shared)
        penalty = (shared @ shared) / (2 * SHARED) + (own * own).sum() / (2 * OWN)
        parts = (in_common + shared / SHARED, (gradient + own / OWN).ravel(), wrong.sum(axis=0))
        return float(penalty - (self._counts * logs * self._right).sum()), np.concatenate(parts)
