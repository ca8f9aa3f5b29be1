"""Many texts -> many profiles, in order, in constant memory, on joblib's processes, threads or clusters.

Texts go out in parts, a bounded number of them ahead of what the caller has taken, and come back in the order in
which they were given. Each is read by itself: its profile never depends on what else is in the batch.
"""

import sys
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, cycle, islice, zip_longest
from typing import Any

from . import handover, interrupts
from .errors import InputError, InputTypeError
from .features import Article
from .model import AnyModel, Reading
from .profiles import Profile, assemble, check_text, choose, read

PART = 16
"""Texts that a process reads at a time: a twentieth of a second of work, far more than handing them over."""
PART_LENGTH = 200_000
"""Code points from which a part is full, however few texts it has: as many as sixty news articles."""
PARTS = 4
"""Parts a process in one round; two rounds are out at a time, so that no process waits at the end of one."""
ERRORS = ("raise", "record", "skip")
"""What may be done about a text that has no profile."""

Pair = tuple[Any, Any]
"""An id and a text, or the exception that stands in its place."""
Done = tuple[Any, Any, Any]
"""A pair with what became of it: what the work gave, or a `Failure`."""
Work = Callable[[Any, str, AnyModel], Any]
"""What is to be done with an id, its text and the model."""


@dataclass(frozen=True)
class Failure:
    """What stands in the place of a profile that could not be made.

    Attributes
    ----------
    id : object
        Of the text, or its number, counted from 0, where no ids were given.
    error : Exception
        Why; ``str(error)`` says what to do.
    """

    id: Any
    error: Exception


def profile_many(
    texts: Iterable[str],
    n_jobs: int = 1,
    model: AnyModel | str | None = None,
    *,
    ids: Iterable[Any] | None = None,
    errors: str = "raise",
    progress: bool = False,
    each: Callable[[Profile], Any] | None = None,
) -> Iterator[Any]:
    """Yield the profile of each text, in the order of the texts.

    Parameters
    ----------
    texts : iterable of str
        Read as needed, never all at once: one by one, or at most 128 ahead for each process. An exception in the
        place of a text says why there is none, and is treated as `errors` says.
    n_jobs : int
        Processes to use; 1 stays in this one, -1 takes every processor. The profiles are the same. Within
        ``joblib.parallel_config(backend=...)`` they are threads, or the workers of a cluster.
    model : Model or str, optional
        As for `framing.profile`. It reaches each process once.
    ids : iterable, optional
        As many as texts; then pairs of id and profile are yielded.
    errors : {"raise", "record", "skip"}
        What to do about a text that has no profile: raise its error once those before it have been yielded, yield a
        `Failure` in its place, or leave it out.
    progress : bool
        Count the texts on standard error, if that is a terminal and tqdm is installed.
    each : callable, optional
        Is called with each profile in the process that made it; what it returns is yielded in place of the profile.
        Quotes and evidence are found when asked for: ask for them here to have every process look for them.

    Raises
    ------
    FramingError
        `framing.errors.InputTypeError`, a TypeError, if one text is given instead of several; while iterating, if an
        element is no str. `InputError`, a ValueError, if `errors` is none of the three; while iterating, if there are
        more or fewer ids than texts, or a text is too long (see `framing.profile`).

    Examples
    --------
    >>> import framing
    >>> texts = {"a": "The ministry said the depot will move.", "b": None}
    >>> for id, p in framing.profile_many(texts.values(), ids=texts, errors="record"):
    ...     print(id, p.error if isinstance(p, framing.Failure) else p.label)
    a official
    b framing.profile takes the text of an article as str, not NoneType: there is no text; pass '' for an empty article
    """
    if isinstance(texts, str | bytes):
        raise InputTypeError("framing.profile_many takes several texts; use framing.profile(text) for one")
    known = choose(model)
    pairs = ((i, text) for i, text in enumerate(texts)) if ids is None else _paired(ids, texts)
    work = partial(_each, each) if each else _profile if n_jobs == 1 else _reading
    done = work_through(pairs, work, known, n_jobs, errors=errors, progress=progress)
    profiles = ((id, _assembled(text, one, known) if work is _reading else one) for id, text, one in done)
    return profiles if ids is not None else (one for _, one in profiles)


def work_through(
    pairs: Iterable[Pair],
    work: Work,
    model: AnyModel,
    n_jobs: int = 1,
    *,
    errors: str = "raise",
    progress: bool = False,
) -> Iterator[Done]:
    """Yield each id and its text with what `work` makes of it, in order; see `profile_many`."""
    if errors not in ERRORS:
        raise InputError(f"errors={errors!r}: use one of {', '.join(map(repr, ERRORS))}")
    if n_jobs == 1:
        done: Iterator[Done] = ((id, text, _outcome(work, id, text, model)) for id, text in pairs)
    else:
        done = _in_parallel(iter(pairs), work, n_jobs, model)
    return _counted(_settled(done, errors), progress)


def _paired(ids: Iterable[Any], texts: Iterable[Any]) -> Iterator[Pair]:
    """Yield each id with its text; InputError where one of the two ends first."""
    missing = object()
    for number, (id, text) in enumerate(zip_longest(ids, texts, fillvalue=missing)):
        if id is missing or text is missing:
            fewer, more = ("ids", "texts") if id is missing else ("texts", "ids")
            raise InputError(f"there are only {number} {fewer}, but more {more}: give an id for each text")
        yield id, text


def _assembled(text: str, found: Any, model: AnyModel) -> Profile | Failure:
    """Return the profile of a text that another process has read."""
    return found if isinstance(found, Failure) else assemble(Article(text, found[0]), found[1], model)


def _settled(done: Iterable[Done], errors: str) -> Iterator[Done]:
    """Yield what was done; what failed is raised, yielded or left out."""
    for id, text, one in done:
        if not isinstance(one, Failure) or errors == "record":
            yield id, text, one
        elif errors == "raise":
            raise one.error


def _counted(done: Iterator[Done], progress: bool) -> Iterator[Done]:
    """Return what is done, counted on a terminal."""
    if not progress or not sys.stderr.isatty():
        return done
    try:
        from tqdm import tqdm
    except ImportError:
        return done
    return iter(tqdm(done, unit=" articles"))


def _in_parallel(pairs: Iterator[Pair], work: Work, n_jobs: int, model: AnyModel) -> Iterator[Done]:
    """Return an iterator over what is worked out elsewhere, by the backend that is active now."""
    from joblib import Parallel, effective_n_jobs

    crews = [Parallel(n_jobs, return_as="generator", pre_dispatch="all", batch_size=1) for _ in range(2)]
    return _rounds(_parts(pairs), work, crews, PARTS * effective_n_jobs(n_jobs), handover.pack(model))


def _rounds(
    parts: Iterator[list[Pair]], work: Work, crews: Sequence[Any], size: int, handed: tuple[Any, Any]
) -> Iterator[Done]:
    """Yield the outcomes of rounds of `size` parts, two of them out at a time, one with each crew."""
    out: deque[Iterator[Done]] = deque()
    with crews[0], crews[1]:
        try:
            for crew in cycle(crews):
                if several := list(islice(parts, size)):
                    out.append(_in_order(several, _sent(crew, several, work, handed)))
                if not out:
                    return
                if len(out) == 2 or not several:
                    while done := next(out[0], None):  # `yield from` would close the round where this is closed
                        yield done
                    out.popleft()
        except GeneratorExit:
            for round in out:  # brought home: joblib cannot call one back without complaint
                deque(round, maxlen=0)
            raise
        except KeyboardInterrupt:
            with warnings.catch_warnings(action="ignore"):  # of the work that is given up, which is what was wanted
                out.clear()
            raise


def _sent(crew: Any, several: Iterable[list[Pair]], work: Work, handed: tuple[Any, Any]) -> Iterator[list[Any]]:
    """Return what will come of parts; the processes that a crew starts for them leave Ctrl-C to this one."""
    from joblib import delayed

    with interrupts.withheld():
        outcomes: Iterator[list[Any]] = crew(delayed(_part)(part, work, *handed) for part in several)
        return outcomes


def _in_order(several: Iterable[list[Pair]], outcomes: Iterator[list[Any]]) -> Iterator[Done]:
    """Yield the pairs of a round with their outcomes."""
    for pair, one in zip(chain.from_iterable(several), chain.from_iterable(outcomes), strict=True):
        yield *pair, one


def _parts(pairs: Iterator[Pair]) -> Iterator[list[Pair]]:
    """Yield the pairs in parts that are worth handing over, and not too large to."""
    part: list[Pair] = []
    length = 0
    for pair in pairs:
        part.append(pair)
        length += len(pair[1]) if isinstance(pair[1], str) else 0
        if len(part) == PART or length >= PART_LENGTH:
            yield part
            part, length = [], 0
    if part:
        yield part


def _part(part: Sequence[Pair], work: Work, ticket: handover.Ticket, packed: handover.Packed) -> list[Any]:
    """Return the outcomes of a part, in the process that works on it."""
    model = handover.unpack(ticket, packed)
    return [_outcome(work, id, text, model) for id, text in part]


def _outcome(work: Work, id: Any, text: Any, model: AnyModel) -> Any:
    """Return what `work` makes of a text, or why it could not."""
    try:
        if isinstance(text, Exception):
            raise text
        check_text(text)
        return work(id, text, model)
    except Exception as error:
        return Failure(id, error)


def _reading(_: Any, text: str, model: AnyModel) -> tuple[list[tuple[int, int]], Reading]:
    """Return spans and reading: what is needed of them in another process, so that evidence stays lazy."""
    article, reading = read(text, model)
    return list(article.spans), reading


def _profile(_: Any, text: str, model: AnyModel) -> Profile:
    """Return the profile of a text."""
    return assemble(*read(text, model), model)


def _each(each: Callable[[Profile], Any], id: Any, text: str, model: AnyModel) -> Any:
    """Return what a caller makes of a profile."""
    return each(_profile(id, text, model))
