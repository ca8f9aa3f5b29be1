"""The way of the worked example, from init-codebook to retrain, a command a step, each in a process of its own."""

import csv
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import framing

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "docs" / "example"
LABELS = ("conflict", "human interest", "economic consequences", "morality", "responsibility", "none")
DOUBLE = 60


class Walk:
    """A user's folder, and the commands that are run in it.

    Parameters
    ----------
    place : path
        Empty.
    command : list of str, optional
        What starts framing; default: this Python with this checkout.
    """

    def __init__(self, place: Path, command: list[str] | None = None) -> None:
        self.place, self.model, self.corpus = place, place / "model", place / "frames"
        self.printed: dict[str, str] = {}
        self._command = command or [sys.executable, "-m", "framing"]
        kept = {name: os.environ[name] for name in ("PATH", "LANG", "OMP_NUM_THREADS") if name in os.environ}
        ours = {} if command else {"PYTHONPATH": str(Path(framing.__file__).parent.parent)}
        self._env = {**kept, **ours, "HOME": str(place)}

    def run(self, *command: object) -> str:
        """Run a command in an environment without the user's settings; return what it printed."""
        told = [*self._command, *map(str, command)]
        done = subprocess.run(told, cwd=self.place, env=self._env, capture_output=True, text=True, check=False)
        if done.returncode or done.stderr:
            raise ValueError(f"{' '.join(told)} ended with {done.returncode}\n{done.stdout}{done.stderr}")
        self.printed[str(command[0])] = done.stdout
        return done.stdout

    def from_codebook_to_model(self) -> None:
        """Make the codebook, draw two sheets, code them as in the example, compare, import, check and retrain."""
        self.run("init-codebook", "frames", *(part for label in LABELS for part in ("-l", f"{label}=is so")))
        self.run("sample", EXAMPLE / "articles", "-n", 200, "--double", DOUBLE, "-o", "sheet.csv")
        code(self.place / "sheet-a.csv", EXAMPLE / "sheet-a.csv", as_it_is)
        code(self.place / "sheet-b.csv", EXAMPLE / "sheet-b.csv", as_a_spreadsheet)
        self.run("agreement", "sheet-a.csv", "sheet-b.csv")
        self.run("import", "sheet-a.csv", "sheet-b.csv", "--corpus", "frames", "--articles", EXAMPLE / "articles")
        self.run("check", "--corpus", "frames")
        self.run("retrain", "--corpus", "frames", "--out", "model")


def code(sheet: Path, coded: Path, save: Callable[[list[list[str]]], bytes]) -> None:
    """Fill in the labels of a sheet as another one has them for the same sentences, and save it."""
    with open(coded, encoding="utf-8-sig", newline="") as file:
        said = {(row["article"], row["start"]): row["label"] for row in csv.DictReader(file)}
    with open(sheet, encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    article, start, label = (header.index(name) for name in ("article", "start", "label"))
    for row in rows:
        row[label] = said[row[article], row[start]]
    sheet.write_bytes(save([header, *rows]))


def as_it_is(rows: list[list[str]]) -> bytes:
    """Return a sheet as framing writes it."""
    return _csv(rows, ",", "\n").encode("utf-8-sig")


def as_a_spreadsheet(rows: list[list[str]]) -> bytes:
    """Return a sheet as a spreadsheet saves it where the comma is a decimal sign."""
    return _csv(rows, ";", "\r\n").encode("utf-8-sig")


def _csv(rows: list[list[str]], mark: str, end: str) -> str:
    """Return rows as CSV."""
    lines = [mark.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    return end.join(lines) + end
