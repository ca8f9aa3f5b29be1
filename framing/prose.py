"""Text -> tokens: the words and marks of its sentences, their classes, and what stands in quotation marks.

A few passes that call no Python function a token make them. Places in the text are worked out for the sentences
in which somebody asks for them.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from typing import Any, TypeVar

from .marks import quotations
from .memory import Memory
from .wordclasses import LETTER, LETTERS, NAMES, PAD, PAD_MARK, letters, pattern, plain

TOKEN = re.compile(r"[^\W_]+(?:[.,:/'’&@-][^\W_]+)*|[^\w\s]|_")
"""A word with its inner marks, or a single mark. No token has white space in it, and no other character is outside."""
Range = tuple[int, int]
T = TypeVar("T")
PADS = 3
"""How many tokens stand between sentences: as far as a ranker looks beyond a candidate."""
BETWEEN = PAD * PADS
QUOTE_MARKS = frozenset("\"“”„«»‹›‘’‚'`")
SHORT = 6
"""Tokens of a quotation, marks included, up to which it may be a name, a title or a scare quote."""
MARKS = letters("comma", "stop", "colon", "semicolon", "dash", "bracket", "sign")
BEHIND_MARKS = re.compile(rf"(?<={BETWEEN}){pattern(MARKS)}+(?={LETTERS['name']})")
"""The marks between the beginning of a sentence and a name."""


def _start(span: Range) -> int:
    """Return where a span begins."""
    return span[0]


class Prose:
    """The tokens of a text as the rankers need them.

    Attributes
    ----------
    text : str
    words, lower : list of str
        Each token as it stands, and in lower case with straight apostrophes. Before, between and after the sentences
        stand `PADS` tokens that are no words, so that one may look beyond a sentence.
    classes : str
        The letter of the class of each token.
    sentences : list of (int, int)
        Token range of each sentence span.
    sentence : list of int
        The sentence of each token.
    quotations : list of (int, int)
        Token range of each quotation, marks included.
    quotation : list of int
        The quotation of each token; -1 outside.
    quoted, hidden : bytearray
        Whether each token stands in a quotation, and in one that is more than a name or a scare quote: 1 or 0.
    opens, closes : bytearray
        Whether each token begins, and ends, a quotation.
    """

    def __init__(self, text: str, spans: Sequence[Range]) -> None:
        self.text = text
        self._plain = text.replace(PAD_MARK, "\1") if PAD_MARK in text else text
        self._spans = spans
        padded = (PAD_MARK * PADS).join(["", *[self._plain[start:end] for start, end in spans], ""])
        self.words: list[str] = TOKEN.findall(padded)
        self.lower = plain("\n".join(self.words)).split("\n")
        classes = "".join(map(LETTER.__getitem__, self.words))
        self._find_sentences(classes)
        self._starts: dict[int, list[int]] = {}
        self._looked_up: dict[int, list[Any]] = {}
        self._find_quotations()
        self.classes = self._in_context(classes)

    def _find_sentences(self, classes: str) -> None:
        """Find the token ranges of the sentences."""
        self.sentences: list[Range] = []
        self.sentence: list[int] = [0] * PADS
        end = 0
        for number, inside in enumerate(classes.split(BETWEEN)[1:-1]):
            start = end + PADS
            end = start + len(inside)
            self.sentences.append((start, end))
            self.sentence += [number] * (end + PADS - start)

    def _find_quotations(self) -> None:
        """Turn the quotations of the text into token ranges."""
        n = len(self.words)
        self.quotations: list[Range] = []
        self.quotation = [-1] * n
        self.quoted, self.hidden, self.opens, self.closes = (bytearray(n) for _ in range(4))
        for start, end in quotations(self.text):
            first, stop = self._token_from(start), self._token_after(end)
            if first >= stop:
                continue
            for a, b in self._without_pads(first, stop):
                self.quotation[a:b] = [len(self.quotations)] * (b - a)
                self.quoted[a:b] = b"\1" * (b - a)
                if stop - first > SHORT:
                    self.hidden[a:b] = b"\1" * (b - a)
            self.opens[first] = self.closes[stop - 1] = 1
            self.quotations.append((first, stop))

    def _without_pads(self, first: int, stop: int) -> list[Range]:
        """Return a token range sentence by sentence."""
        inside = self.sentences[self.sentence[first] : self.sentence[stop - 1] + 1]
        return [(max(first, a), min(stop, b)) for a, b in inside]

    def _token_from(self, place: int) -> int:
        """Return the first token of a sentence that does not begin before a code point."""
        number = max(0, bisect_right(self._spans, place, key=_start) - 1)
        if number >= len(self.sentences):
            return len(self.words)
        first, end = self.sentences[number]
        found = first + bisect_left(self.places(number), place)
        return found if found < end else end + PADS

    def _token_after(self, place: int) -> int:
        """Return the token after the last one of a sentence that does not end behind a code point."""
        number = bisect_left(self._spans, place, key=_start) - 1
        if number < 0:
            return 0
        first = self.sentences[number][0]
        found = first + bisect_left(self.places(number), place)
        if found > first and self.end(found - 1) > place:
            found -= 1
        return found if found > first else max(0, first - PADS)

    def _in_context(self, classes: str) -> str:
        """Return the letters of the classes, with names that begin a sentence and marks of quotations as such."""
        name, first_name = LETTERS["name"], LETTERS["first name"]
        classes = classes.replace(BETWEEN + name, BETWEEN + first_name)
        found = list(classes)
        for marks in BEHIND_MARKS.finditer(classes):
            if not any(word[0].isalnum() for word in self.words[marks.start() : marks.end()]):
                found[marks.end()] = first_name
        for first, end in self.quotations:
            for mark in (first, end - 1):
                if self.words[mark] in QUOTE_MARKS:
                    found[mark] = LETTERS["quote"]
        return "".join(found)

    @cached_property
    def unhidden(self) -> str:
        """The letters of the classes, with blanks for the tokens of long quotations."""
        pieces, at = [], 0
        for first, end in self.quotations:
            if self.hidden[first]:
                pieces += [self.classes[at:first], " " * (end - first)]
                at = end
        return "".join([*pieces, self.classes[at:]])

    def look_up(self, memory: Memory[str, T]) -> list[T]:
        """Return what is remembered of each token in lower case; each memory is asked once."""
        found = self._looked_up.get(id(memory))
        if found is None:
            found = self._looked_up[id(memory)] = list(map(memory.__getitem__, self.lower))
        return found

    def places(self, number: int) -> list[int]:
        """Return where the tokens of a sentence begin, as code points."""
        found = self._starts.get(number)
        if found is None:
            found = self._starts[number] = []
            find, at = self._plain.find, self._spans[number][0]
            for word in self.words[slice(*self.sentences[number])]:
                at = find(word, at)
                found.append(at)
                at += len(word)
        return found

    def start(self, i: int) -> int:
        """Return the code point at which a token begins; one between sentences stands where the one before ends."""
        number = self.sentence[i]
        first, end = self.sentences[number]
        return self.places(number)[i - first] if i < end else self._spans[number][1]

    def end(self, i: int) -> int:
        """Return the code point behind a token."""
        return self.start(i) + len(self.words[i]) * (self.words[i] != PAD_MARK)

    @cached_property
    def starts(self) -> list[int]:
        """The code points at which all tokens begin; those between sentences stand where the one before ends."""
        found = [0] * PADS
        for number, (_, end) in enumerate(self._spans):
            found += [*self.places(number), *[end] * PADS]
        return found

    @cached_property
    def ends(self) -> list[int]:
        """The code points behind all tokens."""
        return [start + len(word) * (word != PAD_MARK) for start, word in zip(self.starts, self.words, strict=True)]

    def range(self, tokens: Range) -> Range:
        """Return the code points of a token range."""
        first, last = tokens[0], tokens[1] - 1
        number = self.sentence[first]
        begin, end = self.sentences[number]
        if last >= end:
            return self.start(first), self.end(last)
        places = self._starts.get(number) or self.places(number)
        return places[first - begin], places[last - begin] + len(self.words[last])

    def form(self, tokens: Range) -> str:
        """Return whether a content is direct, indirect or mixed."""
        first, end = tokens
        if self.quoted.find(1, first, end) < 0:
            return "indirect"
        words, quoted = self.words, self.quoted
        return "mixed" if any(not quoted[i] and words[i][0].isalnum() for i in range(first, end)) else "direct"

    def class_name(self, i: int) -> str:
        """Return the name of the class of a token."""
        return NAMES[self.classes[i]]
