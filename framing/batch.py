"""Many texts -> many profiles, in order, on joblib."""

from collections.abc import Iterable, Iterator

from .model import Model
from .profiles import Profile, profile


def profile_many(texts: Iterable[str], n_jobs: int = 1, model: Model | None = None) -> Iterator[Profile]:
    """Yield the profile of each text, in the order of the texts.

    Parameters
    ----------
    texts : iterable of str
        Read as needed, never all at once.
    n_jobs : int
        Processes to use; 1 stays in this one, -1 takes every processor.
    model : Model, optional
        As for `framing.profile`.

    Raises
    ------
    TypeError
        If one string is given instead of several, or an element is no str.
    """
    if isinstance(texts, str):
        raise TypeError("framing.profile_many takes several texts; use framing.profile(text) for one")
    if n_jobs == 1:
        return (profile(text, model) for text in texts)
    from joblib import Parallel, delayed

    return Parallel(n_jobs=n_jobs, return_as="generator")(delayed(profile)(text, model) for text in texts)
