"""What it takes to learn a model of 5,000 coded sentences of one's own: seconds, and megabytes at most.

``python -m benchmarks.own_speed`` makes a codebook of sentences of our own corpus, once with our four labels and once
with each of them split at random into seven, which nothing can tell apart, and runs ``framing retrain`` on it.
"""

import os
import random
import sys
import tempfile
import time
from pathlib import Path

import framing
from framing import codebook, corpus
from framing.labels import BOILERPLATE

from .measure import resident_of

SENTENCES = 5_000
PARTS = (1, 7)
"""Into how many labels each of ours is split."""
MOST_SECONDS, MOST_MEGABYTES = 120, 1_500
"""What is promised on two cores."""


def write(folder: Path, parts: int, sentences: int = SENTENCES) -> None:
    """Write a codebook with sentences drawn from our corpus."""
    chance = random.Random(0)
    articles = {article.id.replace("/", "-"): article for article in corpus.read()}
    found = [(name, *span, label) for name, a in articles.items()
             for span, label in zip(a.spans, a.labels, strict=True) if label != BOILERPLATE]
    codebook.create(folder, {f"{label} {i}": "" for label in framing.LABELS for i in range(parts)})
    coded = [codebook.Coded(name, start, end, f"{label} {chance.randrange(parts)}")
             for name, start, end, label in chance.sample(found, sentences)]
    codebook.add(folder, {name: article.text for name, article in articles.items()}, coded)


def main() -> None:
    """Print time and memory for each number of labels."""
    env = {**os.environ, "PYTHONPATH": str(Path(framing.__file__).parent.parent)}
    for parts in PARTS:
        with tempfile.TemporaryDirectory() as place:
            write(Path(place) / "corpus", parts)
            command = [sys.executable, "-m", "framing", "retrain", "--corpus", f"{place}/corpus", "--out", f"{place}/m"]
            begun = time.perf_counter()
            megabytes = resident_of(command, env)
            print(f"{SENTENCES} sentences, {parts * len(framing.LABELS)} labels: {time.perf_counter() - begun:.0f} s "
                  f"(promised: {MOST_SECONDS}), {megabytes:.0f} MB at most (promised: {MOST_MEGABYTES})", flush=True)


if __name__ == "__main__":
    main()
