"""What a million and a billion articles cost: time and room, from rates measured here and now.

``python -m benchmarks.cost`` prints the table of ``docs/scale.md``.
"""

import json
import time
from collections.abc import Callable
from typing import Any

import framing

from .news import Newsroom

ARTICLES, SENTENCES = 200, 24
"""Articles that are timed, and sentences of each: as many as the real ones have that we measure on."""
WORKS: dict[str, Callable[[framing.Profile], Any]] = {
    "labels, shares and intervals": lambda p: p.shares,
    "and quotes": lambda p: p.quotes,
    "all, as a line of JSON": lambda p: json.dumps(p.to_dict(), ensure_ascii=False),
}
"""What is asked of each profile."""
SIZES = {"a million": 1e6, "a billion": 1e9}


def rate(work: Callable[[framing.Profile], Any], articles: list[str]) -> tuple[float, float]:
    """Return articles a second of processor time, and bytes an article of what the work gives, if that is text."""
    begun = time.process_time()
    found = [work(framing.profile(text)) for text in articles]
    size = sum(len(one.encode()) for one in found if isinstance(one, str)) / len(articles)
    return len(articles) / (time.process_time() - begun), size


def main() -> None:
    """Print a Markdown table."""
    articles = list(Newsroom().articles(ARTICLES, SENTENCES))
    print("| | articles a second and core | " + " | ".join(f"core hours for {name}" for name in SIZES) + " |")
    print("|---|---|---|---|")
    for name, work in WORKS.items():
        rate(work, articles[:20])
        speed, size = rate(work, articles)
        hours = " | ".join(f"{number / speed / 3600:,.1f}" for number in SIZES.values())
        print(f"| {name} | {speed:.0f} | {hours} |")
        if size:
            rooms = ", ".join(f"{number * size / 1e9:,.0f} GB for {name}" for name, number in SIZES.items())
            print(f"\n{size / 1000:.0f} kB of JSON an article: {rooms}")


if __name__ == "__main__":
    main()
