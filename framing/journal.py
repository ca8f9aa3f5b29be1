"""Rows of a long run -> a file that is whole, or can be gone on with after a kill.

Rows go to ``NAME.part``. Beside it ``NAME.resume`` says, whole or not at all, what the run is, how many articles are
done, how long the part was then, and the digest of those articles. A second run cuts what stands behind that, makes
sure that it is given the same articles by the same model, and goes on; so the file has the same bytes in the end.
What an article gave is written as a whole or not at all; the part becomes ``NAME`` when the last one is written.
"""

import hashlib
import json
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from .arrayfile import write_atomically
from .errors import ResumeError
from .inputs import Entry

EVERY = 0.25
"""Seconds between two notes of how far the run is: what a kill makes it do again. A note costs a few milliseconds."""


class Journal:
    """Writes what each article gave; use it in a ``with`` block.

    Parameters
    ----------
    path : Path
        Where the rows stand when all are written.
    about : mapping of str to str
        What else the bytes depend on: the model, the form of the rows. An earlier run is gone on with only if it was
        about the same.

    Attributes
    ----------
    done, length : int
        Articles that are written, and their bytes.

    Raises
    ------
    ResumeError
        If an earlier run was about something else, or what it left does not fit together.
    """

    def __init__(self, path: Path, about: Mapping[str, str]) -> None:
        self._path, self._about = path, dict(about)
        self.part, self.note = (path.with_name(path.name + end) for end in (".part", ".resume"))
        self.done, self.length, self._wanted = self._earlier()
        self._digest = ""
        self._out = open(self.part, "r+b" if self.length else "wb")  # noqa: SIM115 - closed when the block ends
        self._out.truncate(self.length)
        self._out.seek(self.length)
        self._noted = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: BaseException | TracebackType | None) -> None:
        """Note how far the run is if it is cut short; else move the part to its place."""
        if kind is not None and self.done:
            self._take_note()
        self._out.close()
        if kind is None:
            os.replace(self.part, self._path)
        elif not self.done:
            self.part.unlink()
        if kind is None or not self.done:
            self.note.unlink(missing_ok=True)

    def remaining(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """Yield the articles that are still to do; ResumeError if those before are not the ones that were done."""
        entries = iter(entries)
        digest = ""
        for number in range(self.done):
            entry = next(entries, None)
            if entry is None:
                raise self._refusal(f"had done {self.done} articles, but now there are only {number}")
            digest = _grown(digest, entry)
        if digest != self._wanted:
            raise self._refusal(f"was given other articles among the first {self.done}, or in another order")
        self._digest = digest
        yield from entries

    def write(self, content: str, entry: Entry) -> None:
        """Write what an article gave."""
        self.done += 1
        self.length += self._put(content)
        self._digest = _grown(self._digest, entry)
        if time.monotonic() - self._noted > EVERY:
            self._take_note()

    def close(self, content: str) -> None:
        """Write what stands behind the last article."""
        self._put(content)
        self._out.flush()
        os.fsync(self._out.fileno())

    def _put(self, content: str) -> int:
        """Write a text; half a surrogate pair, which no file can hold, becomes a question mark."""
        return self._out.write(content.encode("utf-8", "replace"))

    def _take_note(self) -> None:
        """Say how far the run is, once that is safely on the disk."""
        self._out.flush()
        os.fsync(self._out.fileno())
        note = {"about": self._about, "articles": self.done, "bytes": self.length, "digest": self._digest}
        write_atomically(self.note, json.dumps(note).encode() + b"\n")
        self._noted = time.monotonic()

    def _earlier(self) -> tuple[int, int, str]:
        """Return articles, bytes and digest of an earlier run, none where there was none."""
        if not (self.part.exists() and self.note.exists()):
            return 0, 0, ""
        try:
            note = json.loads(self.note.read_bytes())
            about, done, length = dict(note["about"]), int(note["articles"]), int(note["bytes"])
            digest = str(note["digest"])
        except (ValueError, KeyError, TypeError) as error:
            raise self._refusal("left a note that cannot be read") from error
        different = next((key for key in self._about if about.get(key) != self._about[key]), None)
        if different is not None:
            raise self._refusal(f"had {different} {about.get(different)}, this one has {self._about[different]}")
        if self.part.stat().st_size < length:
            raise self._refusal("noted more than stands there")
        return done, length, digest

    def _refusal(self, fault: str) -> ResumeError:
        """Return the error for a run that cannot be gone on with."""
        return ResumeError(
            f"{self.part}: the run that wrote it {fault}. Go on with what it was given, or delete {self.part.name} "
            f"and {self.note.name} to begin anew."
        )


def _grown(digest: str, entry: Entry) -> str:
    """Return the digest of articles after one more."""
    row = json.dumps([digest, entry.file, entry.id, str(entry.text), isinstance(entry.text, str)])
    return hashlib.sha256(row.encode()).hexdigest()
