"""Isolation: nothing is run, fetched or written where it may not be, and it works where little is given."""

import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import conftest
import pytest
from families import news

import framing
from framing.resources import folder

PACKAGE = Path(framing.__file__).parent
ENGLISH = "The ministry said the depot will move. Residents call the plan a disgrace. It rained."
PROFILE = f"import framing; p = framing.profile({ENGLISH!r}); print(p.label, len(p.quotes), len(p.to_html()) > 9999)"
LOADING = """
import json, sys
sys.path.insert(0, sys.argv[2])
import framing
framing.load_model(sys.argv[1])  # so that what the standard library imports late is imported
seen = []
quiet = ("exec", "import", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.spawn",
         "socket.__new__", "socket.connect", "ctypes.dlopen", "marshal.loads", "pickle.find_class")
def watch(event, given):
    if event in quiet or event == "open" and isinstance(given[1], str) and set(given[1]) & set("wax+"):
        seen.append([event, str(given[0])])
sys.addaudithook(watch)
framing.load_model(sys.argv[1])
print(json.dumps(seen))
"""


def run(code, *arguments, python=("-I",), **given):
    """Return what a process of its own prints; `-I` leaves out the user's folders and variables."""
    done = subprocess.run(
        [sys.executable, *python, "-c", code, *map(str, arguments)],
        capture_output=True, text=True, check=False, **given,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """Give a copy of the package as a wheel lays it out, in a folder that nobody may write to."""
    home = tmp_path_factory.mktemp("site-packages")
    shutil.copytree(PACKAGE, home / "framing", ignore=shutil.ignore_patterns("__pycache__", "data"))
    for name in ("models", "corpus"):
        shutil.copytree(str(folder(name)), home / "framing" / "data" / name)
    for place in (home, *home.rglob("*")):
        place.chmod(place.stat().st_mode & ~0o222)
    yield home
    for place in (home, *home.rglob("*")):
        place.chmod(place.stat().st_mode | 0o200)


class TestWatch:
    """The watch itself; every other test of the run is under it."""

    @pytest.fixture
    def noted(self):
        before = list(conftest.found)
        yield lambda: [line for line in conftest.found if line not in before]
        conftest.found[:] = before

    def test_notes_a_file_that_is_written_elsewhere(self, noted):
        place = conftest.ROOT / "not-allowed.txt"
        place.write_text("x")
        place.unlink()
        assert [line.split(": ")[-1].split()[0] for line in noted()] == ["writes", "os.remove"]

    def test_notes_a_connection_to_another_machine(self, noted):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
            out.connect(("192.0.2.1", 9))
        assert "socket.connect ('192.0.2.1', 9)" in noted()[0]

    def test_lets_the_temporary_folder_be(self, noted, tmp_path):
        (tmp_path / "x").write_text("x")
        assert noted() == []


def test_loading_a_model_runs_imports_starts_and_reaches_nothing():
    assert json.loads(run(LOADING, folder("models"), PACKAGE.parent)) == []


def test_it_works_from_a_folder_of_no_rights_without_a_home_and_from_elsewhere(alone, tmp_path):
    """Run by `python -I`, which reads neither variables nor the folder it stands in."""
    code = f"import sys; sys.path.insert(0, {str(alone)!r}); {PROFILE}; print(framing.__file__)"
    bare = {name: value for name, value in os.environ.items() if name in ("PATH", "LD_LIBRARY_PATH")}
    label, place = run(code, cwd=tmp_path, env=bare).splitlines()
    assert label.endswith("True")
    assert place.startswith(str(alone))
    assert list(tmp_path.iterdir()) == []
    assert not list(alone.rglob("__pycache__")) or os.geteuid() == 0


@pytest.mark.parametrize("seed", ["0", "1", "random"])
def test_the_answer_does_not_depend_on_the_seed_of_hashes(seed):
    text = (framing.__doc__ + ENGLISH) * 5
    code = (
        f"import sys; sys.path.insert(0, {str(PACKAGE.parent)!r}); import framing, hashlib\n"
        f"print(hashlib.sha256(framing.profile({text!r}).to_json().encode()).hexdigest())"
    )
    printed = run(code, python=(), env={**os.environ, "PYTHONHASHSEED": seed})
    assert printed.strip() == hashlib.sha256(framing.profile(text).to_json().encode()).hexdigest()


@pytest.mark.parametrize("threads", [4, 16])
def test_threads_get_the_answer_that_one_gets(threads):
    texts = [news(4000 + 100 * i)[100 * i :] for i in range(threads)]
    alone = [framing.profile(text).to_json() for text in texts]
    with ThreadPoolExecutor(threads) as pool:
        assert list(pool.map(lambda text: framing.profile(text).to_json(), texts)) == alone
