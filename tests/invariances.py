"""Changes of an article that should change no label, or one share in one direction, and how often they do otherwise."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache

import framing
from framing import corpus
from framing.features import CUES

NAMES = ("Marrow", "Tindle", "Oxley", "Varga", "Quill", "Hesper", "Lund", "Brask", "Corin", "Delft", "Ennis", "Fenby")
"""What names are swapped for: as short and as strange as those in our stories."""
NAME = re.compile(r"(?<=[a-z] )[A-Z][a-z]{2,}\b")
"""A capitalised word that begins no sentence."""
LONG_WORD = re.compile(r"\b[a-z]{7,}\b")
CUE_WORDS = frozenset().union(*CUES.values())


@cache
def common() -> frozenset[str]:
    """Return the words that our stories write with a small letter: what is none of them is a name."""
    return frozenset(word for article in corpus.read() for word in re.findall(r"\b[a-z]+\b", article.text))


def other_names(text: str) -> str:
    """Swap every name of a person or place for another, the same each time."""
    names = dict.fromkeys(name for name in NAME.findall(text) if name.lower() not in common())
    swaps = {name: NAMES[i % len(NAMES)] for i, name in enumerate(names)}
    return re.sub(r"\b[A-Z][a-z]{2,}\b", lambda m: swaps.get(m[0], m[0]), text)


def other_numbers(text: str) -> str:
    """Turn each digit after the second of a number, and each of shorter ones, into the next one."""
    return re.sub(r"(?<!\d)\d{1,2}(?!\d)|(?<=\d\d)\d", lambda m: "".join(str(int(d) % 9 + 1) for d in m[0]), text)


def straight(text: str) -> str:
    """Make typographic quotation marks and apostrophes straight."""
    return text.translate(str.maketrans("“”‘’", "\"\"''"))


def curly(text: str) -> str:
    """Make straight quotation marks and apostrophes typographic."""
    text = re.sub(r"(^|[\s(\[])\"", r"\1“", text).replace('"', "”")
    return re.sub(r"(^|[\s(\[“])'", r"\1‘", text).replace("'", "’")


def typo(text: str) -> str:
    """Swap two letters within the first long word that is no cue."""
    word = next((m for m in LONG_WORD.finditer(text) if m[0] not in CUE_WORDS), None)
    if word is None:
        return text
    at = word.start() + 3
    return text[:at] + text[at : at + 2][::-1] + text[at + 2 :]


SAME: Mapping[str, tuple[Callable[[str], str], float]] = {
    "names": (other_names, 0.08),
    "numbers": (other_numbers, 0.08),
    "straight marks": (straight, 0.02),
    "curly marks": (curly, 0.02),
    "CRLF": (lambda text: text.replace("\n", "\r\n"), 0.02),
    "trailing spaces": (lambda text: text.replace("\n", "  \n") + "  ", 0.02),
    "a typo": (typo, 0.02),
}
"""What should change no label, each with the share of labels that may change."""
ADDED = {
    "critical": "The council lied to its own people and failed them, and that is a disgrace.",
    "promotional": "We are proud and grateful, and we thank everybody who made this wonderful day possible.",
}
"""A sentence that should not lower the share of its label: an accusation, and thanks."""
LEAST_KEPT = 0.97
"""Share of stories in which it must not."""


def flipped(texts: Iterable[str], change: Callable[[str], str]) -> tuple[int, int]:
    """Return how many sentences get another label by a change, or another end, and of how many."""
    changed = total = 0
    for text in texts:
        before = [s.label for s in framing.profile(text).sentences]
        after = [s.label for s in framing.profile(change(text)).sentences]
        changed += sum(a != b for a, b in zip(before, after, strict=False)) + abs(len(before) - len(after))
        total += len(before)
    return changed, total


def kept(texts: Iterable[str], label: str) -> tuple[int, int]:
    """Return in how many texts an added sentence does not lower the share of a label, and of how many."""
    held = total = 0
    for text in texts:
        before, after = (framing.profile(t).shares[label] for t in (text, f"{text}\n\n{ADDED[label]}"))
        held += (after or 0) >= (before or 0)
        total += 1
    return held, total
