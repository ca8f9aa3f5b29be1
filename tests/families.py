"""Families of hostile text: what people paste, what machines spill, and what breaks splitters, each at any length."""

import json
import random
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path

from framing import corpus

Maker = Callable[[int], str]
"""Makes a text of so many code points; equal numbers give equal texts."""

UNITS: Mapping[str, str] = {
    "straight quotes": '"We sail," said Ann Holm. The board denied it. "Nobody asked us," she added. ',
    "curly quotes": "“We sail,” said Ann Holm, who runs the wharf, “and nobody will stop us.” ‘No,’ he said. ",
    "unclosed quotes": "“We sail, said Ann Holm. \"Nobody was told. ‘It rained. «The quay is shut. ",
    "words of saying": "Ann Holm said that Bo Lund said that she told him, according to the union, he added that ",
    "dots": ".",
    "spaced dots": ". ",
    "loud marks": "!?",
    "one letter": "a",
    "spaces": " ",
    "newlines": "\n",
    "CRLF": "The quay is shut.\r\nNobody was told.\r\n\r\n",
    "nested brackets": "([{",
    "initials": "A. ",
    "titles": "Mr. ",
    "numbered": "1. ",
    "digits": "0123456789",
    "zero width": "qu\u200bay\u200c \u200dwas\u2060 shut\ufeff. ",
    "lone surrogates": "\ud800 quay \udfff\udc00. ",
    "NUL": "\x00quay\x00 was. \x00",
    "controls": "".join(map(chr, (*range(1, 32), *range(127, 160)))),
    "right to left overrides": "\u202eThe quay\u202c is \u2066shut\u2069. \u200f",
    "broken HTML": "<p><a href='x\">The quay</b> is <script>shut&nbsp;&amp;&#x0;.</p <!-- -- ]]> ",
    "angles": "<",
    "joined emoji": "👩\u200d👩\u200d👧🏽\ufe0f🇩🇰",
    "combining marks": "e\u0301\u0327\u0338\u20dd",
    "Arabic": "قالت الوزارة إن الرصيف مغلق. لم يخبرنا أحد، قال العمال؟ ",
    "Chinese": "部门说码头已经关闭。没有人告诉我们！工人问：“为什么？”",
    "mojibake": "â€œWe sail,â€\x9d said Ã…se. Itâ€™s fÃ¼r Ã©tÃ©. ï¿½ ",
    "addresses": "https://example.org/a.b?c=d.e&f=G.H#i www.example.org/A.B mail@example.org ",
    "dashes": "—",
    "ellipses": "…",
    "byte order marks": "\ufeff",
    "no space": "Thequayisshut.Nobodywastold,“said”AnnHolm!",
    "one-word lines": "Quay\n",
}
"""What each family repeats; `news` alone is made of articles."""


def repeated(unit: str, size: int) -> str:
    """Return a text that repeats a unit."""
    return (unit * (size // len(unit) + 1))[:size]


@cache
def _stories() -> str:
    """Return the articles of our corpus, one after the other."""
    return "\n\n".join(article.text for article in corpus.read(None)) + "\n\n"


def news(size: int) -> str:
    """Return articles of our corpus, from its beginning again where they do not suffice."""
    return repeated(_stories(), size)


FAMILIES: Mapping[str, Maker] = {"news": news, **{name: partial(repeated, unit) for name, unit in UNITS.items()}}
"""The thirty-five families by name."""

LONGEST_PIECE = 60
"""Code points of one family in a mixed text: more of the same finds no more, and takes longer."""


def piece(name: str, skipped: int, size: int) -> str:
    """Return part of a family's text, of at most `size` code points, after leaving out its first `skipped`."""
    return FAMILIES[name](skipped + size)[skipped:]


def mixed(seed: int) -> str:
    """Return a text of one to twelve pieces of random families, with random code points now and then between them."""
    chance = random.Random(seed)
    names = list(FAMILIES)
    parts = []
    for _ in range(chance.randint(1, 12)):
        parts.append(piece(chance.choice(names), chance.randrange(4 * LONGEST_PIECE), chance.randint(1, LONGEST_PIECE)))
        if chance.random() < 0.2:
            parts.append(chr(chance.randrange(0x110000)))
    return "".join(parts)


@cache
def seeds() -> Mapping[str, str]:
    """Return the odd texts of our own from which a campaign starts, by name."""
    lines = (Path(__file__).parent / "seeds.jsonl").read_text(encoding="ascii").splitlines()
    return {row["name"]: row["text"] for row in map(json.loads, lines)}


def mutated(seed: int) -> str:
    """Return an odd text with one to five random changes: a stretch left out, doubled, or another one put in."""
    chance = random.Random(seed)
    text = chance.choice(list(seeds().values()))
    for _ in range(chance.randint(1, 5)):
        start, end = sorted(chance.randrange(len(text) + 1) for _ in range(2))
        other = chance.choice([
            "", 2 * text[start:end], chance.choice(list(seeds().values())),
            piece(chance.choice(list(FAMILIES)), chance.randrange(LONGEST_PIECE), 8), chr(chance.randrange(0x110000)),
        ])
        text = text[:start] + other + text[end:]
    return text[: 12 * LONGEST_PIECE]
