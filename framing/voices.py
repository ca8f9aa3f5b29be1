"""Quotes and labelled sentences -> whose voice it is: the author's or a source's, and how much each is heard.

In come the quotes of an article and its sentences with their labels; nothing here finds or labels anything.
"""

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from .prose import TOKEN
from .quotes import OFFICIAL_KINDS, Quote

VOICES = ("author", "quoted", "mixed")
"""Whose words a sentence is made of."""
MOSTLY = 0.75
"""Share of a sentence's words, speaker and cue apart, from which it is one voice's: three of four. Below and above
the same distance from the other end, both are heard."""


class Labelled(Protocol):
    """What is needed of a sentence."""

    @property
    def start(self) -> int:
        """Its first code point."""

    @property
    def end(self) -> int:
        """The code point after its last."""

    @property
    def label(self) -> str:
        """Its label."""


@dataclass(frozen=True)
class Source:
    """One speaker of an article.

    Attributes
    ----------
    name : str or None
        As first given; None for those whom nobody names.
    kind : str
        One of `framing.SOURCE_KINDS`.
    quotes : int
        Acts of speech: the pieces of a broken quote count once.
    words : int
        Words quoted or relayed.
    share : float
        Of all quoted and relayed words of the article, 0 to 1.
    counts : dict of str to int
        Sentences that hold words of this source, by their label.
    """

    name: str | None
    kind: str
    quotes: int
    words: int
    share: float
    counts: dict[str, int]


@dataclass(frozen=True)
class Balance:
    """How the quoted words of an article are spread over its sources.

    Attributes
    ----------
    effective_sources : float
        Number of equally loud sources that would give the same concentration: the inverse of the sum of squared
        shares (Herfindahl; the "effective number of parties" of Laakso and Taagepera 1979); 0 without quotes.
        Words that nobody is named for count as one source.
    largest : float
        Share of the loudest source (Berger and Parker 1970); 0 without quotes.
    official : float
        Share of `framing.quotes.OFFICIAL_KINDS`, the sources that speak for the state (Sigal 1973 counted them
        first), whatever they say: soldiers who accuse it, too; 0 without quotes.
    quoted : float
        Share of the article's words that are quoted or relayed.
    """

    effective_sources: float
    largest: float
    official: float
    quoted: float


def words_in(text: str) -> int:
    """Return the number of words in a text, numbers included."""
    return sum(token[0].isalnum() for token in TOKEN.findall(text))


def heard_in(start: int, end: int, quotes: Sequence[Quote]) -> tuple[int, ...]:
    """Return the indices of the quotes whose content has part in a range of code points.

    `quotes` are ordered by content, and their contents do not overlap.
    """
    first = bisect_left(quotes, start + 1, key=lambda q: q.content.end)
    found = []
    while first < len(quotes) and quotes[first].content.start < end:
        found.append(first)
        first += 1
    return tuple(found)


def voice(start: int, end: int, text: str, quotes: Sequence[Quote]) -> str:
    """Return whose words a sentence is made of: ``author``, ``quoted`` or ``mixed``.

    Parameters
    ----------
    start, end : int
        The sentence in code points of the article.
    text : str
        The article.
    quotes : sequence of Quote
        Of the whole article.
    """
    theirs = [quotes[i] for i in heard_in(start, end, quotes)]
    if not theirs:
        return "author"
    said = sum(words_in(_part(text, start, end, q.content.start, q.content.end)) for q in theirs)
    spans = {(s.start, s.end) for q in theirs for s in (q.speaker, q.cue) if s}
    frame = sum(words_in(_part(text, start, end, *span)) for span in spans)
    share = said / max(1, words_in(text[start:end]) - frame)
    return "quoted" if share >= MOSTLY else "author" if share <= 1 - MOSTLY else "mixed"


def _part(text: str, start: int, end: int, first: int, last: int) -> str:
    """Return what stands in both of two ranges."""
    return text[max(start, first) : max(start, first, min(end, last))]


def main_kind(start: int, end: int, quotes: Sequence[Quote]) -> str | None:
    """Return the kind of source from which most of what a sentence quotes comes; None without quotes."""
    sizes = Counter[str]()
    for quote in quotes:
        sizes[quote.kind] += min(end, quote.content.end) - max(start, quote.content.start)
    return sizes.most_common(1)[0][0] if sizes else None


def sources(quotes: Sequence[Quote], sentences: Sequence[Labelled]) -> tuple[Source, ...]:
    """Return the speakers of an article, those with most words first, equals in the order of the text."""
    words, groups = Counter[str | None](), defaultdict(set)
    kinds: dict[str | None, Counter[str]] = defaultdict(Counter)
    for quote in quotes:
        n = words_in(quote.content.text)
        words[quote.name] += n
        groups[quote.name].add(quote.group)
        kinds[quote.name][quote.kind] += n
    labels: dict[str | None, Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        for name in {quotes[i].name for i in heard_in(sentence.start, sentence.end, quotes)}:
            labels[name][sentence.label] += 1
    total = max(1, sum(words.values()))
    return tuple(
        Source(name, kinds[name].most_common(1)[0][0], len(groups[name]), n, n / total, dict(labels[name]))
        for name, n in words.most_common()
    )


def balance(found: Sequence[Source], n_words: int) -> Balance:
    """Return how concentrated the quoted words of an article are.

    Parameters
    ----------
    found : sequence of Source
    n_words : int
        Words of the article.
    """
    if not found:
        return Balance(0.0, 0.0, 0.0, 0.0)
    squares = math.fsum(s.share**2 for s in found)
    official = math.fsum(s.share for s in found if s.kind in OFFICIAL_KINDS)
    quoted = sum(s.words for s in found) / max(1, n_words)
    return Balance(1 / squares if squares else 0.0, max(s.share for s in found), official, min(1.0, quoted))
