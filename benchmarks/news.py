"""Generated text that is built like news, as much of it as is wanted: for timing only, it tells nothing.

Sentences are drawn from our own corpus, so that their lengths, quotations, numbers and abbreviations are those of
articles, and some words are replaced by made-up names, so that the vocabulary never ends. Equal seeds give equal texts.
"""

import random
from collections.abc import Iterator

from framing import corpus

SYLLABLES = ("ba", "den", "cor", "fi", "gal", "hu", "ka", "len", "mor", "ni", "pal", "ro", "san", "tor", "ul", "ve")
NEW_WORDS = 0.02
"""Share of words that are made up: as many as are new in the next real article after some thousand."""


class Newsroom:
    """Writes articles.

    Parameters
    ----------
    seed : int
    """

    def __init__(self, seed: int = 0) -> None:
        self._random = random.Random(seed)
        self._sentences = [story.text[a:b] for story in corpus.read() for a, b in story.spans]

    def article(self, sentences: int = 40) -> str:
        """Return an article of so many sentences, in paragraphs of three."""
        drawn = [self._altered(sentence) for sentence in self._random.choices(self._sentences, k=sentences)]
        return "\n\n".join(" ".join(drawn[i : i + 3]) for i in range(0, len(drawn), 3))

    def articles(self, number: int, sentences: int = 40) -> Iterator[str]:
        """Yield so many articles."""
        return (self.article(sentences) for _ in range(number))

    def text(self, length: int) -> str:
        """Return one article of so many code points."""
        return "\n\n".join(self.articles(1 + length // 2000))[:length]

    def _altered(self, sentence: str) -> str:
        """Return a sentence with made-up names for some of its words."""
        words = sentence.split(" ")
        for i, word in enumerate(words):
            if word.isalpha() and self._random.random() < NEW_WORDS:
                words[i] = "".join(self._random.choices(SYLLABLES, k=3)).capitalize()
        return " ".join(words)
