"""Many texts -> many profiles, in order, on joblib."""

import pickle
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice

from . import model as models
from .features import Article
from .model import AnyModel, Reading
from .profiles import Profile, assemble, check_text, choose, profile, read

PART = 16
"""Texts that a process reads at a time: a twentieth of a second of work, far more than handing them over."""
PARTS = 4
"""Parts a process in one round, so that processes wait little for each other at its end."""


def profile_many(texts: Iterable[str], n_jobs: int = 1, model: AnyModel | str | None = None) -> Iterator[Profile]:
    """Yield the profile of each text, in the order of the texts.

    Parameters
    ----------
    texts : iterable of str
        Read as needed, never all at once: one by one, or 64 for each process.
    n_jobs : int
        Processes to use; 1 stays in this one, -1 takes every processor. The profiles are the same.
    model : Model or str, optional
        As for `framing.profile`.

    Raises
    ------
    TypeError
        If one text is given instead of several; while iterating, if an element is no str.
    """
    if isinstance(texts, str | bytes):
        raise TypeError("framing.profile_many takes several texts; use framing.profile(text) for one")
    if n_jobs == 1:
        return (profile(text, model) for text in texts)
    return _profiles(iter(texts), n_jobs, None if model is None else choose(model))


def _profiles(texts: Iterator[str], n_jobs: int, model: AnyModel | None) -> Iterator[Profile]:
    """Yield profiles; other processes read, this one assembles, so that evidence stays lazy."""
    from joblib import Parallel, delayed, effective_n_jobs

    size = PART * PARTS * effective_n_jobs(n_jobs)
    known = model if model is not None else models.shipped()
    packed = None if model is None else pickle.dumps(model)
    with Parallel(n_jobs=n_jobs) as workers:
        while several := list(islice(texts, size)):
            for text in several:
                check_text(text)
            parts = [several[i : i + PART] for i in range(0, len(several), PART)]
            readings = workers(delayed(_read)(part, packed) for part in parts)
            rows = (row for part in readings for row in part)
            for text, (spans, reading) in zip(several, rows, strict=True):
                yield assemble(Article(text, spans), reading, known)


def _read(texts: list[str], packed: bytes | None) -> list[tuple[list[tuple[int, int]], Reading]]:
    """Return spans and reading of each text: what is needed of it in another process."""
    known = models.shipped() if packed is None else _unpacked(packed)
    found = (read(text, known) for text in texts)
    return [(list(article.spans), reading) for article, reading in found]


@lru_cache(maxsize=1)
def _unpacked(packed: bytes) -> AnyModel:
    """Return the model that the parent process packed, kept for the next part: unpacking takes long."""
    known: AnyModel = pickle.loads(packed)
    return known
