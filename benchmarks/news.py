"""Generated text that is built like news: for timing only, it says nothing and is nobody's.

Words follow Zipf's law (1949) over a made-up vocabulary with common English words on top; sentences have the lengths,
numbers, abbreviations, names and quotations that make work for splitters. Equal seeds give equal texts.
"""

import random
from collections.abc import Iterator
from itertools import accumulate

COMMON = (
    "the of to and a in that it is was for on with he as at by his this had not are but from they which an were her"
    " she been their more will would about when there has who one all so out up said into than its time only could"
    " government minister people council residents report company year police plan money city support failed proud"
    " new public great work school health river bridge market vote law court group week week's don't never best"
).split()
"""Words on top of the vocabulary, most frequent first as far as they are function words."""
SYLLABLES = "ba den cor fi gal hu ka len mor ni pal ro san tor ul ve win yar est ing".split()
FIRST_NAMES = "Ada Bruno Clara Daniel Edda Farid Greta Hugo Ines Jonas".split()
ABBREVIATIONS = ("Mr.", "Dr.", "Gov.", "U.S.", "St.", "Inc.", "Jan.", "No. 4")
VOCABULARY = 20_000
"""Words, as many different ones as a few hundred real articles have."""
QUOTED, ABBREVIATED, NUMBERED = 0.2, 0.15, 0.15
"""Shares of sentences with a quotation, an abbreviation, a number: near those of the real articles we read."""


class Newsroom:
    """Writes articles.

    Parameters
    ----------
    seed : int
    """

    def __init__(self, seed: int = 0) -> None:
        self._random = random.Random(seed)
        made = {"".join(self._random.choices(SYLLABLES, k=self._random.randint(2, 4))) for _ in range(3 * VOCABULARY)}
        self._words = [*COMMON, *sorted(made)[: VOCABULARY - len(COMMON)]]
        self._weights = list(accumulate(1 / (rank + 3) for rank in range(len(self._words))))

    def article(self, sentences: int = 40) -> str:
        """Return an article of so many sentences in paragraphs of three, a headline first."""
        lines = [" ".join(self._draw(8)).capitalize()]
        made = [self.sentence() for _ in range(sentences - 1)]
        return "\n\n".join([*lines, *(" ".join(made[i : i + 3]) for i in range(0, len(made), 3))])

    def articles(self, number: int, sentences: int = 40) -> Iterator[str]:
        """Yield so many articles."""
        return (self.article(sentences) for _ in range(number))

    def text(self, length: int) -> str:
        """Return one article of about so many code points."""
        return "\n\n".join(self.articles(1 + length // 4500))[:length]

    def sentence(self) -> str:
        """Return a sentence of six to forty words."""
        words = self._draw(min(40, 6 + int(self._random.expovariate(1 / 15))))
        words[0] = words[0].capitalize()
        if self._random.random() < ABBREVIATED:
            words.insert(2, f"{self._random.choice(ABBREVIATIONS)} {words[1].capitalize()}")
        if self._random.random() < NUMBERED:
            words.insert(3, f"{self._random.randint(1, 999)}.{self._random.randint(0, 9)}")
        if self._random.random() >= QUOTED:
            return " ".join(words) + "."
        name = f"{self._random.choice(FIRST_NAMES)} {words[-1].capitalize()}"
        return f"“{' '.join(words)},” said {name}." if self._random.random() < 0.5 else f'{name} said: "{" ".join(words)}."'

    def _draw(self, number: int) -> list[str]:
        """Return words, a comma after some."""
        drawn = self._random.choices(self._words, cum_weights=self._weights, k=number)
        return [f"{word}," if self._random.random() < 0.05 else word for word in drawn]
