"""How time grows with the length of a text, and memory with the number of texts.

``python -m benchmarks.growth`` takes texts from 10 kB to 4 MB and a batch of 200,000 articles; ``--memory N`` tries
only a batch of so many.
"""

import argparse
import statistics
import time
from collections.abc import Callable, Iterator
from typing import Any

import framing
from framing.model import shipped
from framing.sentences import split

from .measure import resident
from .news import Newsroom

LINEAR = 11.0
"""Times that ten times the text may take."""
MOST_MEMORY = 50.0
"""Megabytes by which a batch may grow after its first thousand articles."""
SETTLED = 1000
"""Articles after which the words that come again and again have been met."""
LENGTHS = (10_000, 40_000, 100_000, 400_000, 1_000_000, 4_000_000)
WORKS: dict[str, Callable[[str], Any]] = {
    "splitting": lambda text: split(text, shipped().split_parameters),
    "labels, shares and intervals": lambda text: framing.profile(text).shares,
    "quotes, too": lambda text: framing.profile(text).quotes,
}
"""What is timed."""


def text(length: int) -> str:
    """Return an article of so many code points."""
    return Newsroom().text(length)


def seconds(work: Callable[[str], Any], given: str) -> float:
    """Return the processor time of some work: the median of as many tries as a second or so allows."""
    found: list[float] = []
    while len(found) < 3 or (sum(found) < 1 and len(found) < 50):
        begun = time.process_time()
        work(given)
        found.append(time.process_time() - begun)
    return statistics.median(found)


def grown(articles: int) -> float:
    """Return by how many megabytes a batch grew after its first thousand articles."""
    before = 0.0
    for number, _ in enumerate(framing.profile_many(endless(articles)), 1):
        if number == min(SETTLED, articles // 2):
            before = resident()
    return resident() - before


def endless(articles: int) -> Iterator[str]:
    """Yield short articles whose made-up names never end."""
    return Newsroom().articles(articles, 8)


def main() -> None:
    """Print both."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth", description=__doc__)
    parser.add_argument("--memory", type=int)
    asked = parser.parse_args()
    if asked.memory is None:
        _print_times()
    articles = asked.memory or 200_000
    print(f"a batch of {articles} articles grew by {grown(articles):.1f} MB after its first {SETTLED}")


def _print_times() -> None:
    """Print the time of each work for each length, and how much ten times the text takes."""
    whole = text(LENGTHS[-1])
    for name, work in WORKS.items():
        taken = {length: seconds(work, whole[:length]) for length in LENGTHS}
        tenfold = [taken[10 * n] / taken[n] for n in LENGTHS if 10 * n in taken]
        times = ", ".join(f"{length // 1000} kB {1000 * found:.1f} ms" for length, found in taken.items())
        print(f"{name}: {times}; ten times the text: {max(tenfold):.1f} times as long at most (promised: {LINEAR:.0f})")


if __name__ == "__main__":
    main()
