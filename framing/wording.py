"""Groups of sentences -> the words and two-word phrases that are distinctive of each.

Log-odds with an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008, section 3.3.2): how much more
likely a word is in a group than in the others, in standard deviations, after both were drawn towards how
often the word is used in general. The general use is that of our corpus and of these very texts, so that
function words need a large difference and rare words a repeated one.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from .corpus import read_rows
from .lexicon import TOKEN, normal_form
from .resources import folder

LEAST_Z = 1.6448536269514722
"""Standard deviations from which a word is shown: by chance alone one word of twenty comes so far to one side."""
MOST_WORDS = 10
"""Words shown of a group: as many as one reads."""
GENERAL = 1.0
"""What a word of our corpus weighs in the prior beside a word of the texts."""

Counts = Counter[str]


@dataclass(frozen=True)
class Word:
    """A word or two-word phrase that is distinctive of a group.

    Attributes
    ----------
    text : str
        In lower case.
    z : float
        The log-odds in standard deviations; with many words some exceed 2 by chance.
    log_odds : float
        Natural logarithm of its odds here over its odds in the other groups, both with the prior.
    count, elsewhere : int
        How often it stands in this group and in the others.
    """

    text: str
    z: float
    log_odds: float
    count: int
    elsewhere: int


def tokens(text: str) -> list[str]:
    """Return the words and numbers of a text as they are written, without its marks."""
    return [token for token in TOKEN.findall(text) if token[0].isalnum()]


def distinctive(groups: Mapping[str, Sequence[str]]) -> dict[str, tuple[Word, ...]]:
    """Return the distinctive words and phrases of each group of sentences, the most distinctive first.

    A group has none where it or all the others are empty.
    """
    found: dict[str, list[Word]] = {name: [] for name in groups}
    for length in (1, 2):
        counts = {name: _counts(sentences, length) for name, sentences in groups.items()}
        pooled: Counts = sum(counts.values(), Counter())
        for name, own in counts.items():
            found[name] += _odds(own, pooled, _prior(pooled, length, len(groups)))
    return {name: _most(words) for name, words in found.items()}


def _most(words: Iterable[Word]) -> tuple[Word, ...]:
    """Return the most distinctive words and phrases, of equals the longer first."""
    ranked = sorted(words, key=lambda word: (-word.z, -len(word.text), word.text))
    return tuple(word for word in ranked if word.z >= LEAST_Z)[:MOST_WORDS]


def _counts(sentences: Iterable[str], length: int) -> Counts:
    """Return how often each run of that many words stands in sentences."""
    counts: Counts = Counter()
    for sentence in sentences:
        words = [_form(token) for token in tokens(sentence)]
        counts.update(" ".join(words[i : i + length]) for i in range(len(words) - length + 1))
    return counts


def _form(token: str) -> str:
    """Return the form in which a word is counted: lower case, straight apostrophe; numbers as they are."""
    return token if token[0].isdecimal() else normal_form(token)


def _prior(pooled: Counts, length: int, n_groups: int) -> dict[str, float]:
    """Return the weight of each word before anything is counted: together as much as one group weighs."""
    general = _general(length)
    size, n = sum(pooled.values()), sum(general.values())
    scale = GENERAL * size / max(1, n)
    total = size / max(1, n_groups) / max(1.0, (1 + GENERAL) * size)
    return {word: (pooled[word] + scale * general[word]) * total for word in pooled}


def _odds(own: Counts, pooled: Counts, prior: Mapping[str, float]) -> list[Word]:
    """Return the log-odds of the words that a group has, against all other groups."""
    here, there, weight = sum(own.values()), sum(pooled.values()) - sum(own.values()), sum(prior.values())
    if not here or not there:
        return []
    found = []
    for word, count in own.items():
        elsewhere, a = pooled[word] - count, prior[word]
        odds = [
            math.log((n + a) / max(total + weight - n - a, a)) for n, total in ((count, here), (elsewhere, there))
        ]
        deviation = math.sqrt(1 / (count + a) + 1 / (elsewhere + a))
        found.append(Word(word, (odds[0] - odds[1]) / deviation, odds[0] - odds[1], count, elsewhere))
    return found


@cache
def _general(length: int) -> Counts:
    """Return how often each run of that many words stands in our single articles."""
    corpus = folder("corpus")
    single = {row["story"] for row in read_rows(corpus, "stories.csv") if row["origin"] == "written"}
    return _counts((row["text"] for row in read_rows(corpus, "sentences.csv") if row["story"] in single), length)
