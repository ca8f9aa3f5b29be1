"""How long comparing takes once the model is loaded: ``python benchmarks/compare.py [FOLDER]``.

Compares three articles, then fifty; prints the seconds of the processor, the median of several runs, and how they
divide between the parts. The articles are those of a folder of text files, or else our own of the corpus; fifty are
made of them by taking each again under another name until there are enough. Equal sentences are then aligned, too,
which costs what unequal ones do.
"""

import statistics
import sys
import time
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path

import framing
from framing import corpus

RUNS = 3
"""Runs of which the median is told."""
PARTS = ("facts", "only", "words", "sources", "table", "to_dict", "to_html")
"""What a comparison is asked for; parts that it keeps are asked of a new one each time."""


def articles(folder: Path | None) -> list[str]:
    """Return the texts of a folder, or our own articles of a usual length, the longest first."""
    if folder is not None:
        return [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    return sorted((article.text for article in corpus.read()), key=len, reverse=True)[:50]


def seconds(work: Callable[[], object]) -> float:
    """Return the median processor time of some runs."""
    taken = []
    for _ in range(RUNS):
        begun = time.process_time()
        work()
        taken.append(time.process_time() - begun)
    return statistics.median(taken)


def part(found: framing.Comparison, name: str) -> float:
    """Return what one part of a comparison takes by itself."""

    def ask() -> object:
        value = getattr(framing.Comparison(found.profiles, found.pairs), name)
        return value() if callable(value) else value

    return seconds(ask)


def main(folder: Path | None) -> None:
    """Print a line for three articles and for fifty, then a line a part."""
    texts = articles(folder)
    for n in (3, 50):
        chosen = {str(i): text for i, text in enumerate(islice(cycle(texts), n))}
        found = framing.compare(chosen)
        sentences = sum(len(p.sentences) for p in found.profiles.values())
        print(f"{n} articles, {sentences} sentences, {len(found.pairs)} pairs")
        print(f"  profiles  {seconds(lambda c=chosen: [framing.profile(text) for text in c.values()]):8.3f} s")
        print(f"  compare   {seconds(lambda c=chosen: framing.compare(c)):8.3f} s")
        for name in PARTS:
            print(f"  {name:<9} {part(found, name):8.3f} s")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
