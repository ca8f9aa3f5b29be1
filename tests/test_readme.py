"""The README: its code runs, its output is real, its links lead somewhere."""

import re
import warnings
from pathlib import Path

import pytest
from commands import run

import framing
from framing.__main__ import main

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", README, flags=re.DOTALL | re.MULTILINE)
COMMANDS = [code for language, code in BLOCKS if language == "sh"]


def shown() -> str:
    """Return the block right after the first command: the output that the README promises."""
    first = next(i for i, (language, _) in enumerate(BLOCKS) if language == "sh")
    return BLOCKS[first + 1][1]


class TestReadme:
    def test_its_python_runs_as_written(self, monkeypatch):
        monkeypatch.chdir(ROOT)
        (code,) = (code for language, code in BLOCKS if language == "python")
        names: dict[str, object] = {}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)
            exec(compile(code, "README.md", "exec"), names)
        assert isinstance(names["p"], framing.Profile)
        assert names["p"].label in framing.LABELS

    def test_its_first_command_prints_what_it_shows(self, monkeypatch):
        monkeypatch.chdir(ROOT)
        assert COMMANDS[0].strip().endswith("framing profile corpus/example.txt")
        answer = run("profile", "corpus/example.txt")
        assert answer.stdout.rstrip("\n") == shown().rstrip("\n")

    def test_its_comparison_prints_what_it_shows(self, monkeypatch):
        monkeypatch.chdir(ROOT)
        (block,) = (code for _, code in BLOCKS if code.startswith("$ framing compare "))
        command, _, promised = block.partition("\n")
        answer = run(*command.split()[2:])
        assert answer.stdout.rstrip("\n") == promised.rstrip("\n")

    def test_its_first_command_installs_into_an_environment_of_its_own(self):
        make, install, use = COMMANDS[0].strip().split(" && ")
        assert make == "python3 -m venv .venv"
        assert re.fullmatch(r"\.venv/bin/python -m pip install (--quiet )?\.", install)
        assert use == ".venv/bin/framing profile corpus/example.txt"

    def test_its_second_command_runs_the_tests(self):
        assert COMMANDS[1:] == ["sh tests/run\n"]
        assert (ROOT / "tests" / "run").is_file()

    def test_it_names_every_command_and_no_other(self):
        named = set(re.findall(r"`framing (\w[\w-]*)", README))
        assert named == set(main.commands)

    def test_it_names_every_label(self):
        assert all(f"**{label}**" in README for label in framing.LABELS)

    @pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\((?!https?:)([^)#]+)", README))))
    def test_its_links_lead_somewhere(self, link):
        assert (ROOT / link).exists()
