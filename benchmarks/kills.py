"""Kills `framing profile -o` at random and starts it again: the answer must have the bytes of an unbroken run.

``python -m benchmarks.kills`` does so twenty times, in one process and in two.
"""

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from .news import Newsroom

SENTENCES = 8
"""Sentences an article: few, so that there are many rows to lose."""
LONGEST = 60.0
"""Seconds after which a run that was to be killed is taken to hang."""


def write_articles(path: Path, number: int, seed: int = 0) -> None:
    """Write JSON Lines with so many generated articles."""
    rows = ({"id": i, "text": text} for i, text in enumerate(Newsroom(seed).articles(number, SENTENCES)))
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def command(source: Path, out: Path, jobs: int) -> list[str]:
    """Return the command that is killed."""
    return [sys.executable, "-m", "framing", "profile", str(source), "-o", str(out), "--jobs", str(jobs)]


def killed(source: Path, out: Path, jobs: int, seconds: float) -> bool:
    """Run the command and kill it, with its processes, so long after it has begun to write; False if it ended first."""
    part = out.with_name(out.name + ".part")
    begun = part.stat().st_mtime_ns if part.exists() else 0
    with subprocess.Popen(command(source, out, jobs), start_new_session=True, stderr=subprocess.DEVNULL) as run:
        limit = time.monotonic() + LONGEST
        while run.poll() is None and time.monotonic() < limit:
            if part.exists() and part.stat().st_mtime_ns != begun:
                break
            time.sleep(0.01)
        try:
            run.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(run.pid, signal.SIGKILL)
            return True
        return False


def survives(folder: Path, articles: int, kills: int, jobs: int, seed: int = 0) -> tuple[int, bool]:
    """Return how many runs were really killed, and whether the answer has the bytes of an unbroken run."""
    source, whole, out = folder / "in.jsonl", folder / "whole.jsonl", folder / "out.jsonl"
    write_articles(source, articles, seed)
    subprocess.run(command(source, whole, 1), check=True)
    chance = random.Random(seed)
    done = sum(killed(source, out, jobs, chance.uniform(0, 0.9)) for _ in range(kills))
    subprocess.run(command(source, out, jobs), check=True)
    left = [path.name for path in folder.iterdir() if path.name.startswith("out.jsonl.")]
    return done, out.read_bytes() == whole.read_bytes() and not left


def main(articles: int = 3000, kills: int = 20) -> None:
    """Print the outcome for one and two processes."""
    for jobs in (1, 2):
        with tempfile.TemporaryDirectory() as folder:
            done, same = survives(Path(folder), articles, kills, jobs)
        outcome = "the same bytes as unbroken" if same else "OTHER BYTES THAN UNBROKEN"
        print(f"--jobs {jobs}: {articles} articles, {done} of {kills} runs killed, {outcome}")


if __name__ == "__main__":
    main()
