"""A table of articles -> a table with a row an article, for pandas and what speaks pandas, such as Spark.

Rows are independent of each other, so a table may be cut in any way: ``docs/scale.md`` has the recipe for Spark's
``mapInPandas``. Needs the extra ``[pandas]``.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from . import extras
from .batch import Failure, profile_many
from .errors import MissingColumnError
from .labels import BOILERPLATE
from .model import AnyModel
from .profiles import Profile, choose

if TYPE_CHECKING:
    from pandas import DataFrame


def profile_frame(
    df: "DataFrame",
    text: str = "text",
    id: str | None = None,
    n_jobs: int = 1,
    model: AnyModel | str | None = None,
    *,
    errors: str = "raise",
) -> "DataFrame":
    """Return a table with one row an article, in the order and with the index of the given one.

    Parameters
    ----------
    df : pandas.DataFrame
    text : str
        The column of the articles.
    id : str, optional
        A column that is repeated in the answer.
    n_jobs, model
        As for `framing.profile_many`.
    errors : {"raise", "record", "skip"}
        What to do about a text that has no profile: raise its error, give a row that holds only the message in its
        column ``error``, or leave the row out.

    Returns
    -------
    pandas.DataFrame
        The id if asked for; ``label``; ``sentences`` (prose alone) and ``boilerplate``, their numbers; for each label
        ``<label>_share``, ``<label>_low`` and ``<label>_high``, its share with the ends of its 95 % interval, and
        ``<label>_count``; ``warnings``, their codes with a space between; ``error``.

    Raises
    ------
    FramingError
        `framing.errors.MissingColumnError`, a KeyError, if `df` lacks a column that is named; the message lists those
        it has. `MissingExtraError`, an ImportError, if pandas is not installed.
    """
    pandas = extras.load("pandas", "pandas")
    for column in (text, *([] if id is None else [id])):
        if column not in df.columns:
            raise MissingColumnError(f"the table has no column {column!r} but {', '.join(map(str, df.columns))}")
    known = choose(model)
    texts: Iterator[Any] = (None if gone else one for one, gone in zip(df[text], df[text].isna(), strict=True))
    row = partial(_row, labels=known.labels)
    found = list(profile_many(texts, n_jobs, known, ids=range(len(df)), errors=errors, each=row))
    rows = [{"error": str(one.error)} if isinstance(one, Failure) else one for _, one in found]
    kept = df.iloc[[place for place, _ in found]]
    answer = pandas.DataFrame(rows, index=kept.index, columns=columns(known.labels)).astype(_types(known.labels))
    if id is not None:
        answer.insert(0, id, kept[id])
    return answer


def columns(labels: Sequence[str]) -> list[str]:
    """Return the names of the columns of `profile_frame`, the id apart."""
    return list(_types(labels))


def _types(labels: Sequence[str]) -> dict[str, str]:
    """Return the columns with their types: those of pandas that know a missing value."""
    of_label = {"share": "Float64", "low": "Float64", "high": "Float64", "count": "Int64"}
    of_labels = {f"{label}_{name}": kind for label in labels for name, kind in of_label.items()}
    first = {"label": "string", "sentences": "Int64", BOILERPLATE: "Int64"}
    return {**first, **of_labels, "warnings": "string", "error": "string"}


def _row(profile: Profile, labels: Sequence[str]) -> dict[str, Any]:
    """Return the row of a profile."""
    counts = profile.counts
    row: dict[str, Any] = {"label": profile.label, "sentences": sum(counts.values())}
    row[BOILERPLATE] = len(profile.sentences) - row["sentences"]
    for label in labels:
        low, high = profile.intervals[label] or (None, None)
        cells = {"share": profile.shares[label], "low": low, "high": high, "count": counts[label]}
        row |= {f"{label}_{name}": cell for name, cell in cells.items()}
    return {**row, "warnings": " ".join(code for code, _ in profile.warnings), "error": None}
