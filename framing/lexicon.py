"""Sentences -> words, and words -> numbers under which a table can keep what is known of each.

In comes a sentence, out come the words under which the knowledge looks up its vectors, between marks for its start and
its end. Most stretches of a text between white space have been met before, and no word reaches beyond one: a `Lexicon`
remembers the numbers of the words in each, so that an article costs one look-up a stretch.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock

import numpy as np
from numpy.typing import NDArray

TOKEN = re.compile(
    r"[^\W\d_]+(?:['’-][^\W\d_]+)*"  # words, with their apostrophes and hyphens
    r"|\d+(?:[.,:]\d+)*"  # numbers, times and sums as one token
    r"|[!?%$€£@#:;…(–—\"“”«»]"  # marks that say something about style
)
START = "<s>"
"""The mark before the first word of a sentence."""
END_MARKS = ".!?:…,;"
CLOSERS = "\"'”’»)]"
"""Marks that may follow the full stop of a sentence."""
LONGEST_WORD = 40
"""Letters of a word that are looked at: a longer run is no word, and its pieces would cost as much as a page."""
MOST_WORDS = 50_000
"""Words that a lexicon numbers before a new one is begun: what is known of so many takes about 30 MB."""
MOST_STRETCHES, LONGEST_STRETCH = 50_000, 60
"""Stretches that a lexicon remembers at a time (about 10 MB), and characters of those that it does."""
BORDER = "\n"
"""Begins the stretches that stand for the marks of a sentence; no stretch of a text holds white space."""


def tokens(sentence: str) -> list[str]:
    """Return the normalised tokens of a sentence, between a start mark and an end mark.

    Words are lower-cased, numbers become their kind, so that a model cannot learn a date by heart.

    Examples
    --------
    >>> tokens("Prices rose 3.5% in 2024, she said")
    ['<s>', 'prices', 'rose', '<number>', '%', 'in', '<year>', 'she', 'said', '</s>']
    """
    return [START, *map(normal_form, TOKEN.findall(sentence)), end_mark(sentence)]


def normal_form(token: str) -> str:
    """Return the form under which a token is counted: lower case, straight apostrophe, kind of number; marks stay.

    Years are the four-digit numbers from 1800 to 2099: those that articles date events by.
    """
    if token[0].isdecimal():
        return "<year>" if len(token) == 4 and token[:2] in ("18", "19", "20") else "<number>"
    return token[:LONGEST_WORD].lower().replace("’", "'")


def end_mark(sentence: str) -> str:
    """Return the token that says how a sentence ends: ``</s.>``, ``</s!>`` and so on; ``</s>`` without a mark."""
    last = sentence.rstrip(CLOSERS)[-1:]
    return f"</s{last}>" if last and last in END_MARKS else "</s>"


class Lexicon:
    """Numbers words in the order in which they are met.

    Safe to use from several threads: a word has one number, and keeps it.

    Attributes
    ----------
    words : list of str
        By their numbers; it only grows.
    """

    def __init__(self) -> None:
        self.words: list[str] = []
        self._numbers: dict[str, int] = {}
        self._stretches: dict[str, bytes] = {}
        self._lock = Lock()

    def block(self, sentences: Iterable[str]) -> "Block":
        """Return the tokens of one or more sentences as numbers."""
        stretches: list[str] = []
        for sentence in sentences:
            stretches += (BORDER + START, *sentence.split(), BORDER + end_mark(sentence))
        try:
            packed = b"".join(map(self._stretches.__getitem__, stretches))
        except KeyError:  # one of them is new, or another thread has just made room
            packed = b"".join([self._stretches.get(stretch) or self._packed(stretch) for stretch in stretches])
        numbers = np.frombuffer(packed, dtype=np.intp)
        return Block(self, numbers, np.flatnonzero(numbers == numbers[0]))

    def numbers(self, words: Iterable[str]) -> NDArray[np.intp]:
        """Return the numbers of words, of shape (n_words,)."""
        return np.array([self._number(word) for word in words], dtype=np.intp)

    def _packed(self, stretch: str) -> bytes:
        """Return the numbers of the words in a stretch as bytes; they are remembered unless it is very long."""
        words = [stretch[1:]] if stretch[0] == BORDER else map(normal_form, TOKEN.findall(stretch))
        found = self.numbers(words).tobytes()
        if len(stretch) <= LONGEST_STRETCH:
            if len(self._stretches) >= MOST_STRETCHES:
                self._stretches.clear()
            self._stretches[stretch] = found
        return found

    def _number(self, word: str) -> int:
        """Return the number of a word, the next one if it is new."""
        found = self._numbers.get(word)
        if found is None:
            with self._lock:
                found = self._numbers.get(word, len(self.words))
                if found == len(self.words):
                    self.words.append(word)  # first, so that whoever sees the number finds the word
                    self._numbers[word] = found
        return found


@dataclass(frozen=True)
class Block:
    """Sentences whose tokens are numbers.

    Attributes
    ----------
    lexicon : Lexicon
        Whose numbers they are.
    numbers : numpy.ndarray of shape (n_tokens,)
        Of all tokens, a start mark before each sentence and an end mark after it.
    starts : numpy.ndarray of shape (n_sentences,)
        Where in `numbers` each sentence begins.
    """

    lexicon: Lexicon
    numbers: NDArray[np.intp]
    starts: NDArray[np.intp]

    @property
    def sizes(self) -> NDArray[np.int64]:
        """Tokens of each sentence, its marks included."""
        ends = np.empty(len(self.starts), dtype=np.int64)
        ends[:-1], ends[-1] = self.starts[1:], len(self.numbers)
        return ends - self.starts


_in_use = [Lexicon()]


def in_use() -> Lexicon:
    """Return the lexicon in use, a new one where it is full; a former one lives as long as a block of it."""
    if len(_in_use[0].words) > MOST_WORDS:
        _in_use[0] = Lexicon()
    return _in_use[0]
