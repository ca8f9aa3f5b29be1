"""Rows of a long run -> a file that is whole, or can be gone on with after a kill.

Rows go to ``NAME.part``. Beside it ``NAME.resume`` says, whole or not at all, what the run is, how many articles are
done, how long the part was then, and the digest of those articles. A second run cuts what stands behind that, makes
sure that it is given the same articles by the same model, and goes on; so the file has the same bytes in the end.
What an article gave is written as a whole or not at all; the part becomes ``NAME`` when the last one is written.
While a run writes, it holds the lock of the part, so that no other run writes there; a lock dies with its process.
"""

import hashlib
import json
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from .arrayfile import write_atomically
from .errors import ResumeError
from .inputs import Entry

EVERY = 0.25
"""Seconds between two notes of how far the run is: what a kill makes it do again. A note costs a few milliseconds."""
SOON = 0.01
"""Seconds between the first two notes, of which the first comes with the first article: so a run that is killed early
again and again gets on, too. From each note to the next it is twice as long, up to `EVERY`."""

STATE = ("articles", "bytes", "digest")
"""What a note tells of a run, beside what it was about: articles written, their bytes in the part, their digest."""


class Journal:
    """Writes what each article gave; use it in a ``with`` block.

    Parameters
    ----------
    path : Path
        Where the rows stand when all are written.
    about : mapping of str to str
        What else the bytes depend on: the model, the form of the rows. An earlier run is gone on with only if it was
        about the same.

    Raises
    ------
    ResumeError
        If an earlier run was about something else, what it left does not fit together, or it still writes.
    """

    def __init__(self, path: Path, about: Mapping[str, str]) -> None:
        self._path, self._about = path, dict(about)
        self.part, self.note = (path.with_name(path.name + end) for end in (".part", ".resume"))
        self._out = self._claimed()
        try:
            self._state = self._earlier()
        except BaseException:
            self._out.close()
            raise
        self._out.truncate(self.length)
        self._out.seek(self.length)
        self._due, self._pause = time.monotonic(), SOON

    def __enter__(self) -> Self:
        return self

    @property
    def done(self) -> int:
        """Articles that are written."""
        return self._state[0]

    @property
    def length(self) -> int:
        """Their bytes."""
        return self._state[1]

    def __exit__(self, kind: type[BaseException] | None, *_: BaseException | TracebackType | None) -> None:
        """Note how far the run is if it is cut short; else move the part to its place."""
        if kind is not None and self.done:
            self._out.truncate(self.length)  # a row that a Ctrl-C came in the middle of
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
        if digest != self._state[2]:
            raise self._refusal(f"was given other articles among the first {self.done}, or in another order")
        yield from entries

    def write(self, content: str, entry: Entry) -> None:
        """Write what an article gave."""
        done, length, digest = self._state
        length += self._put(content)
        self._state = done + 1, length, _grown(digest, entry)  # at once: a Ctrl-C may come between any two steps
        if time.monotonic() >= self._due:
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
        note = dict(zip(("about", *STATE), (self._about, *self._state), strict=True))
        write_atomically(self.note, json.dumps(note).encode() + b"\n")
        self._pause = min(self._pause, EVERY)
        self._due = time.monotonic() + self._pause
        self._pause *= 2

    def _claimed(self) -> BinaryIO:
        """Return the part, opened, made if there is none, and locked against other runs."""
        while True:
            out = os.fdopen(os.open(self.part, os.O_RDWR | os.O_CREAT, 0o666), "r+b")
            if not _lock(out):
                out.close()
                raise ResumeError(
                    f"{self.part}: another run is writing it. Wait for its end, or write to another file."
                )
            if _stands_at(self.part, out):
                return out
            out.close()  # the run that held the lock has moved or removed the part since it was opened here

    def _earlier(self) -> tuple[int, int, str]:
        """Return articles, bytes and digest of an earlier run, none where there was none."""
        if not (self.part.stat().st_size and self.note.exists()):
            return 0, 0, ""
        try:
            note = json.loads(self.note.read_bytes())
            about = dict(note["about"])
            state = int(note[STATE[0]]), int(note[STATE[1]]), str(note[STATE[2]])
        except (ValueError, KeyError, TypeError) as error:
            raise self._refusal("left a note that cannot be read") from error
        different = next((key for key in self._about if about.get(key) != self._about[key]), None)
        if different is not None:
            raise self._refusal(f"had {different} {about.get(different)}, this one has {self._about[different]}")
        if self.part.stat().st_size < state[1]:
            raise self._refusal("noted more than stands there")
        return state

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


def _lock(file: BinaryIO) -> bool:
    """Lock a file until it is closed or its process ends; False if another process has locked it.

    Where a system or its files know no locks, nothing is done.
    """
    try:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except (ImportError, OSError):
        return True
    return True


def _stands_at(path: Path, file: BinaryIO) -> bool:
    """Tell whether an open file is the one at a path."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False
