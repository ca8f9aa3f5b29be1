"""Sentences -> feature matrix: what the model sees of an article, in one readable table.

In comes an article as sentence spans, out comes one sparse row a sentence. Words, pairs of words and pieces
of words (character n-grams) are counted as in Joachims (1998); `CUES` are word lists for attribution, stance
and style in the manner of Recasens, Danescu-Niculescu-Mizil and Jurafsky (2013); `LAYOUT` says where and how
a sentence stands on the page. Each row then stands three times, as itself, as the mean of its neighbours and
as the mean of its article (`in_context`), because a sentence is read in its article.
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Floats = NDArray[np.float64]

TOKEN = re.compile(
    r"[^\W\d_]+(?:['’-][^\W\d_]+)*"  # words, with their apostrophes and hyphens
    r"|\d+(?:[.,:]\d+)*"  # numbers, times and sums as one token
    r"|[!?%$€£@#:;…(–—\"“”«»]"  # marks that say something about style
)
END_MARKS = ".!?:…,;"
CLOSERS = "\"'”’»)]"
"""Marks that may follow the full stop of a sentence."""
CONTEXTS = ("own", "neighbours", "article")
"""The three places a sentence's features are looked up in, in the order of the blocks of a row."""


@dataclass(frozen=True)
class Article:
    """The sentences of one text as the features need them.

    Attributes
    ----------
    text : str
    spans : sequence of (int, int)
        Sentences as half-open code point offsets, ordered.
    """

    text: str
    spans: Sequence[tuple[int, int]]

    @cached_property
    def words(self) -> list[list[str]]:
        """The normalised tokens of each sentence, between a start mark and an end mark."""
        return [tokens(self.text[start:end]) for start, end in self.spans]

    @cached_property
    def layout(self) -> Floats:
        """The `LAYOUT` features, of shape (n_sentences, n_layout_features)."""
        rows = [[extract(self, i) for _, extract in LAYOUT] for i in range(len(self.spans))]
        return np.array(rows, dtype=np.float64).reshape(len(rows), len(LAYOUT))

    def sentence(self, index: int) -> str:
        """Return the text of a sentence."""
        start, end = self.spans[index]
        return self.text[start:end]


def tokens(sentence: str) -> list[str]:
    """Return the normalised tokens of a sentence, between a start mark and an end mark.

    Words are lower-cased, numbers become their kind, so that a model cannot learn a date by heart.

    Examples
    --------
    >>> tokens("Prices rose 3.5% in 2024, she said")
    ['<s>', 'prices', 'rose', '<number>', '%', 'in', '<year>', 'she', 'said', '</s>']
    """
    return ["<s>", *map(normal_form, TOKEN.findall(sentence)), end_mark(sentence)]


def normal_form(token: str) -> str:
    """Return the form under which a token is counted: lower case, straight apostrophe, kind of number.

    Years are the four-digit numbers from 1800 to 2099: those that articles date events by.
    """
    if token[0].isdecimal():
        return "<year>" if len(token) == 4 and token[:2] in ("18", "19", "20") else "<number>"
    return token.lower().replace("’", "'")


def end_mark(sentence: str) -> str:
    """Return the token that says how a sentence ends: ``</s.>``, ``</s!>`` and so on; ``</s>`` without a mark."""
    last = sentence.rstrip(CLOSERS)[-1:]
    return f"</s{last}>" if last and last in END_MARKS else "</s>"


def pieces(word: str) -> list[str]:
    """Return the character n-grams of a word, three to five long, with ``^`` and ``$`` at its ends.

    Three to five is the range in which Kanaris et al. (2007) found such features to work on style.
    """
    marked = f"^{word}$"
    return [marked[i : i + n] for n in (3, 4, 5) for i in range(len(marked) - n + 1)]


def _words(text: str) -> frozenset[str]:
    """Return a word list written as one string."""
    return frozenset(text.split())


CUES: dict[str, frozenset[str]] = {
    "attribution verb": _words(
        "say says said saying tell tells told state states stated announce announces announced report reports"
        " reported add adds added explain explains explained note notes noted confirm confirms confirmed inform"
        " informs informed stress stresses stressed emphasize emphasized emphasise emphasised underline underlined"
        " according statement spokesperson spokesman spokeswoman communique"
    ),
    "claim verb": _words(
        "claim claims claimed allege alleges alleged insist insists insisted argue argues argued contend contends"
        " contended deny denies denied maintain maintains maintained purportedly allegedly supposedly so-called"
    ),
    "office": _words(
        "ministry minister ministers department agency authority authorities commission commissioner council court"
        " police prosecutor prosecutors government cabinet secretary directorate bureau office administration"
        " committee board parliament senate army navy command headquarters municipality university company"
        " corporation union association federation institute regulator official officials"
    ),
    "commitment": _words(
        "will shall plans planned intends aims pursuant accordance implement implemented implementation measures"
        " provision provisions programme program framework eligible eligibility required requirement requirements"
        " apply applicants deadline effective amended regulation regulations order decree approved adopted"
        " submitted issued established extended allocated funding phase"
    ),
    "blame": _words(
        "failed fails failing failure failures abandoned betrayed betrayal scandal blame blamed blames accused"
        " accuses accusing accusation accusations criticised criticized criticism criticise criticize condemned"
        " condemns outrage outraged disgrace shame shameful corrupt corruption lie lies lied lying misleading"
        " misled neglect neglected ignored ignores ignoring waste wasted reckless incompetent incompetence"
        " mismanagement abuse abuses abused unjust unfair illegal unlawful violated violation violations broken"
        " collapse chaos disaster disastrous crisis threat threatens dangerous danger harm harmful damage damaging"
        " worse worst wrong never secretly quietly hidden concealed refused refuses denied hypocrisy absurd"
    ),
    "doubt": _words(
        "but yet despite although however nevertheless instead unclear question questions questioned doubt doubts"
        " doubtful skeptical sceptical concern concerns concerned worry worried worries fear fears warn warns"
        " warned warning critics opponents without nobody nothing hardly barely merely"
    ),
    "praise": _words(
        "proud proudly pride honour honor honoured honored heroes hero heroic brave bravery courage courageous"
        " outstanding excellent excellence exceptional extraordinary remarkable incredible amazing wonderful"
        " fantastic beautiful stunning unforgettable finest best leading world-class award-winning innovative"
        " innovation groundbreaking cutting-edge state-of-the-art premium unique unrivalled exciting excited"
        " thrilled delighted pleased inspiring inspire inspires dedicated dedication passionate passion vibrant"
        " celebrate celebrates celebrating celebration success successful achievement achievements milestone"
        " trusted perfect love loved great greatest dream"
    ),
    "appeal": _words(
        "join discover enjoy explore visit buy book order donate support supporting subscribe register sign apply"
        " volunteer contact learn download try become help imagine experience don't miss today now free"
        " welcome invite invites invited together"
    ),
    "thanks": _words(
        "thank thanks thankful grateful gratitude appreciate appreciation congratulations congratulate tribute"
    ),
    "reader": _words("you your yours yourself"),
    "we": _words("we our ours us ourselves"),
    "first person": _words("i my me mine myself"),
    "negation": _words("not no never none neither nor cannot can't don't doesn't didn't won't isn't aren't wasn't"),
    "third person": _words("he she his her him they their them"),
    "past": _words("was were had did went came took began became made held died killed injured born"),
    "time": _words(
        "monday tuesday wednesday thursday friday saturday sunday january february march april june july august"
        " september october november december yesterday today week month year years earlier later ago"
    ),
    "furniture": _words(
        "copyright reserved photo photograph image credit getty reuters afp newsletter advertisement cookies"
        " cookie click share tweet facebook twitter linkedin instagram e-mail email tel phone fax byline edited"
        " editor correspondent published updated posted related read more loading menu login http https www"
    ),
}
"""Word lists of our own: each counts its words in the sentence. They steer, the weights are learnt."""

NO_STOP = re.compile(r"[^.!?…]\s*$")
LINK = re.compile(r"https?://|www\.|\S@\S+\.\w")

LAYOUT: tuple[tuple[str, Callable[[Article, int], float]], ...] = (
    ("first sentence", lambda a, i: i == 0),
    ("last sentence", lambda a, i: i == len(a.spans) - 1),
    ("position", lambda a, i: i / max(1, len(a.spans) - 1)),
    ("starts a paragraph", lambda a, i: _starts_line(a, i)),
    ("ends a paragraph", lambda a, i: _starts_line(a, i + 1)),
    ("line without a full stop", lambda a, i: _is_line(a, i) and bool(NO_STOP.search(a.sentence(i)))),
    ("length", lambda a, i: min(len(a.words[i]), 60) / 30),
    ("very short", lambda a, i: len(a.words[i]) < 6),
    ("has a quotation mark", lambda a, i: not QUOTATION.isdisjoint(a.sentence(i))),
    ("starts inside a quotation", lambda a, i: a.sentence(i)[0] in "\"“«„'‘"),
    ("share of capitals", lambda a, i: _share(a.sentence(i), str.isupper)),
    ("share of digits", lambda a, i: _share(a.sentence(i), str.isdecimal)),
    ("has a link", lambda a, i: bool(LINK.search(a.sentence(i)))),
    ("said before", lambda a, i: a.sentence(i) in _earlier(a, i)),
    ("article length", lambda a, i: math.log1p(len(a.spans)) / 4),
)
"""The readable table of features that are no words: (name, extractor of a number near 0 to 1)."""
QUOTATION = frozenset("\"“”«»„")


def _starts_line(article: Article, index: int) -> bool:
    """Tell whether a line break stands before the sentence, or the text ends there."""
    if not 0 < index < len(article.spans):
        return True
    return "\n" in article.text[article.spans[index - 1][1] : article.spans[index][0]]


def _is_line(article: Article, index: int) -> bool:
    """Tell whether the sentence has a line of its own."""
    return _starts_line(article, index) and _starts_line(article, index + 1)


def _share(sentence: str, kind: Callable[[str], bool]) -> float:
    """Return the share of characters of a kind."""
    return sum(map(kind, sentence)) / len(sentence)


def _earlier(article: Article, index: int) -> list[str]:
    """Return the one sentence before, for a headline that is repeated."""
    return [article.sentence(index - 1)] if index else []


@dataclass(frozen=True)
class FeatureSpace:
    """The terms that were frequent enough in training to be features, and their weights.

    A row of the matrix is the sentence's own terms and cues, then the single words and cues of its neighbours,
    then those of its article, and at its end the layout. Pairs and pieces are left out of the context: they
    tripled the time of training and changed no score there.

    Attributes
    ----------
    terms : tuple of str
        Sorted. A word or mark stands as it is, a pair as two words with a space between them, a piece of a
        word behind ``~``.
    idf : numpy.ndarray of shape (n_terms,)
        Smoothed inverse sentence frequency (Spärck Jones 1972).
    """

    terms: tuple[str, ...]
    idf: Floats

    @classmethod
    def learn(cls, articles: Sequence[Article], least: int = 2) -> "FeatureSpace":
        """Return the space of all terms that stand in at least `least` sentences of the articles."""
        found = Counter(term for a in articles for words in a.words for term in set(terms_of(words)))
        kept = tuple(sorted(term for term, n in found.items() if n >= least))
        total = sum(len(a.spans) for a in articles)
        frequency = np.array([found[term] for term in kept], dtype=np.float64)
        return cls(kept, np.log((1 + total) / (1 + frequency)) + 1)

    @cached_property
    def column(self) -> dict[str, int]:
        """The column of each term."""
        return {term: column for column, term in enumerate(self.terms)}

    @property
    def width(self) -> int:
        """Columns of one context block: terms, then cues."""
        return len(self.terms) + len(CUES)

    @cached_property
    def context_columns(self) -> NDArray[np.int64]:
        """The columns that the context has too: single words and marks, and cues."""
        single = [i for i, term in enumerate(self.terms) if " " not in term and not term.startswith("~")]
        return np.array([*single, *range(len(self.terms), self.width)], dtype=np.int64)

    def columns_of_word(self, word: str) -> list[int]:
        """Return the columns that one occurrence of a word adds to: itself, its pieces, its cues."""
        named = (word, *(f"~{piece}" for piece in pieces(word))) if word[0].isalpha() else (word,)
        columns = [self.column[term] for term in named if term in self.column]
        return columns + [len(self.terms) + k for k, cue in enumerate(CUES.values()) if word in cue]

    def scale(self) -> Floats:
        """Return what one occurrence adds to each column of a block: the idf of a term, 1 for a cue."""
        return np.concatenate([self.idf, np.ones(len(CUES))])

    def matrix(self, article: Article) -> "csr_matrix":
        """Return the features of an article's sentences in context, of shape (n_sentences, n_features).

        Counts are divided by the square root of the number of tokens, so that long sentences weigh more
        than short ones, but not in proportion.
        """
        from scipy.sparse import csr_matrix, hstack

        counts = csr_matrix((len(article.spans), self.width))
        rows = [self._counts(words) for words in article.words]
        if rows:
            columns = np.concatenate([np.array(list(row), dtype=np.int64) for row in rows])
            values = np.concatenate([np.array(list(row.values())) for row in rows])
            starts = np.cumsum([0, *map(len, rows)])
            counts = csr_matrix((values, columns, starts), shape=counts.shape)
        light = counts[:, self.context_columns]
        blocks = (counts, neighbours(len(rows)) @ light, article_mean(len(rows)) @ light)
        return hstack([*blocks, article.layout], format="csr")

    def unfold(self, coefficients: Floats) -> tuple[Floats, Floats]:
        """Return coefficients on the columns of `matrix` as the weights of one occurrence of a term.

        Parameters
        ----------
        coefficients : numpy.ndarray of shape (n_outputs, n_features)

        Returns
        -------
        weights : numpy.ndarray of shape (n_columns, n_contexts, n_outputs)
        layout_weights : numpy.ndarray of shape (n_layout_features, n_outputs)
        """
        wide, light = self.width, len(self.context_columns)
        weights = np.zeros((wide, len(CONTEXTS), len(coefficients)))
        weights[:, 0] = coefficients[:, :wide].T
        weights[self.context_columns, 1] = coefficients[:, wide : wide + light].T
        weights[self.context_columns, 2] = coefficients[:, wide + light : wide + 2 * light].T
        return weights * self.scale()[:, None, None], coefficients[:, wide + 2 * light :].T

    def _counts(self, words: Sequence[str]) -> dict[int, float]:
        """Return the scaled counts of a sentence by column."""
        scale, norm, row = self.scale(), 1 / math.sqrt(len(words)), Counter[int]()
        for word in words:
            row.update(self.columns_of_word(word))
        row.update(self.column[pair] for pair in pairs(words) if pair in self.column)
        return {column: n * scale[column] * norm for column, n in row.items()}


def pairs(words: Sequence[str]) -> list[str]:
    """Return the pairs of adjacent words, as terms."""
    return [f"{first} {second}" for first, second in zip(words, words[1:], strict=False)]


def terms_of(words: Sequence[str]) -> list[str]:
    """Return all terms of a sentence: words, pairs and pieces of words."""
    parts = [f"~{piece}" for word in words if word[0].isalpha() for piece in pieces(word)]
    return [*words, *pairs(words), *parts]


def neighbours(n: int) -> "csr_matrix":
    """Return the (n, n) matrix that takes the mean of the sentences before and after each sentence.

    The first and the last sentence have one neighbour, which counts half: on its other side stands nothing.
    """
    from scipy.sparse import diags

    return diags([0.5, 0.5], [-1, 1], shape=(n, n), format="csr")


def article_mean(n: int) -> "csr_matrix":
    """Return the (n, n) matrix that takes the mean of all sentences."""
    from scipy.sparse import csr_matrix

    return csr_matrix(np.full((n, n), 1 / max(1, n)))
