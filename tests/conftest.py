"""Watches the whole test run: whatever is tested reaches no network and writes only where tests may write."""

import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
OF_TOOLS = tuple(ROOT / name for name in (".pytest_cache", ".hypothesis", "build", "framing_profile.egg-info"))
"""Folders of the checkout that a test run may write in: those of the tools that run it."""
ELSEWHERE = (Path(tempfile.gettempdir()).resolve(), Path("/dev"), Path("/proc"))
"""Folders outside it that a test run may write in; a checkout inside of one, as CI has, stays closed."""
DRAFT = "pytest-cache-files-"
"""Begin of the name of the folder beside the others that pytest renames to its own once it is whole."""
WRITING = os.O_WRONLY | os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_TRUNC
LOOPBACK = ("127.0.0.1", "::1", "localhost")
MOVES = ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate")
"""Events that change a folder; the first argument is a path, the last the folder's handle it is relative to, or -1."""
found: list[str] = []
"""What was done against the rules, each with the test that was running."""


def note(what: object) -> None:
    """Write down what happened, once a test."""
    line = f"{os.environ.get('PYTEST_CURRENT_TEST', 'before or after the tests')}: {what}"
    if line not in found:
        found.append(line)


def is_allowed(path: object) -> bool:
    """Tell whether a test may write to a path; file descriptors were allowed when they were opened."""
    if not isinstance(path, str | bytes | os.PathLike):
        return True
    place = Path(os.path.abspath(os.fsdecode(path)))
    if "__pycache__" in place.parts or place.suffix == ".pyc":
        return True
    allowed = OF_TOOLS if ROOT in place.parents else ELSEWHERE
    if any(place == folder or folder in place.parents for folder in allowed):
        return True
    return any(one.parent == ROOT and one.name.startswith(DRAFT) for one in (place, *place.parents))


def watch(event: str, given: tuple[object, ...]) -> None:
    """Note an event of Python's that reaches out of the machine or writes outside the folders."""
    if event in ("socket.connect", "socket.sendto", "socket.bind") and isinstance(given[1], tuple):
        if given[1][0] not in LOOPBACK:
            note(f"{event} {given[1]}")
    elif event in ("socket.getaddrinfo", "socket.gethostbyname") and given[0] not in (*LOOPBACK, None, ""):
        note(f"{event} {given[0]}")
    elif event == "open" and isinstance(given[2], int) and given[2] & WRITING and not is_allowed(given[0]):
        note(f"writes {given[0]!r}")
    elif event == "os.mkdir" and os.path.isdir(given[0]):
        return  # it is there, and stays as it is
    elif event in MOVES and given[-1] == -1 and not is_allowed(given[0]):
        note(f"{event} {given[0]!r}")


sys.addaudithook(watch)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail the run where a rule was broken, whichever tests ran."""
    if found:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print what was done against the rules."""
    for line in found:
        terminalreporter.write_line(f"AGAINST THE RULES {line}", red=True)


@pytest.fixture(scope="session")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Return the folder in which a user went from init-codebook to retrain, with what each command printed."""
    from walk import Walk

    found = Walk(tmp_path_factory.mktemp("walk"))
    found.from_codebook_to_model()
    return found
