"""Sentences -> features: what the model sees of an article, in readable tables.

In comes an article as sentence spans, out come numbers a sentence. `pieces` gives the character n-grams that stand
for words that the knowledge has no vectors for; `CUES` are word lists for attribution, stance and style in the manner
of Recasens, Danescu-Niculescu-Mizil and Jurafsky (2013); `STYLE` says how a sentence is built and where it stands,
`PAGE` how it is set on the page.
"""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import eq
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from . import lexicon
from .lexicon import Block, tokens

Floats = NDArray[np.float32]

KINDS = {"capital": "A-ZÀ-ÖØ-Þ", "digit": "0-9", "quotation mark": "\"“”«»„"}
"""Kinds of characters that are counted, each as in the brackets of a regular expression."""
LAST_KIND = ord("„")
"""The last code point that is of such a kind."""
AT_ONCE = 64
"""Sentences in a block: the vectors of their words fit into a processor's cache, those of a book do not."""


def _kinds_of_points() -> NDArray[np.uint8]:
    """Return for each code point up to one beyond `LAST_KIND` its kind, counted from 1; 0 for any other."""
    kinds = np.zeros(LAST_KIND + 2, dtype=np.uint8)
    points = "".join(map(chr, range(len(kinds))))
    for number, listed in enumerate(KINDS.values(), 1):
        kinds[[found.start() for found in re.finditer(f"[{listed}]", points)]] = number
    return kinds


KIND_OF_POINT = _kinds_of_points()


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
    def sentences(self) -> list[str]:
        """The texts of the sentences."""
        return [self.text[start:end] for start, end in self.spans]

    @property
    def words(self) -> list[list[str]]:
        """The normalised tokens of each sentence, between a start mark and an end mark."""
        return [tokens(sentence) for sentence in self.sentences]

    @cached_property
    def blocks(self) -> list[Block]:
        """The normalised tokens of all sentences as numbers, in blocks of at most `AT_ONCE` sentences."""
        sentences = self.sentences
        return [lexicon.in_use().block(sentences[i : i + AT_ONCE]) for i in range(0, len(sentences), AT_ONCE)]

    @cached_property
    def sizes(self) -> NDArray[np.int64]:
        """Tokens of each sentence, the marks at its ends included."""
        if not self.spans:
            return np.zeros(0, dtype=np.int64)
        return np.concatenate([block.sizes for block in self.blocks])

    @cached_property
    def remembered(self) -> dict[str, Any]:
        """What readers keep of this article, each under its digest."""
        return {}

    @cached_property
    def style(self) -> Floats:
        """The `STYLE` features, of shape (n_sentences, n_style)."""
        return self._table(STYLE)

    @cached_property
    def page(self) -> Floats:
        """The `PAGE` features, of shape (n_sentences, n_page)."""
        return self._table(PAGE)

    @cached_property
    def breaks(self) -> list[bool]:
        """Whether a line break stands before each sentence and, last, after the text: n_sentences + 1 values."""
        gaps = zip(self.spans, self.spans[1:], strict=False)
        return [True, *("\n" in self.text[before[1] : after[0]] for before, after in gaps), True]

    def count(self, kind: str) -> NDArray[np.int64]:
        """Return how many characters of a kind of `KINDS` are in each sentence."""
        return self._counts[list(KINDS).index(kind)]

    @property
    def lengths(self) -> NDArray[np.int64]:
        """Characters of each sentence."""
        starts, ends = self._bounds
        return ends - starts

    @cached_property
    def _counts(self) -> NDArray[np.int64]:
        """Characters of each kind in each sentence, of shape (n_kinds, n_sentences)."""
        points = np.frombuffer(self.text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        kinds = KIND_OF_POINT.take(points, mode="clip")
        places = kinds.nonzero()[0]
        seen = np.zeros((len(KINDS), len(places) + 1), dtype=np.int64)
        np.cumsum(kinds[places] == np.arange(1, len(KINDS) + 1)[:, None], axis=1, out=seen[:, 1:])
        before, until = np.searchsorted(places, self._bounds)
        return seen[:, until] - seen[:, before]

    @cached_property
    def _bounds(self) -> NDArray[np.int64]:
        """The starts and the ends of the sentences, of shape (2, n_sentences)."""
        return np.array(self.spans, dtype=np.int64).reshape(-1, 2).T

    def _table(self, table: "Table") -> Floats:
        """Return the features of a table, of shape (n_sentences, n_features)."""
        columns = np.empty((len(self.spans), len(table)), dtype=np.float32)
        for number, (_, extract) in enumerate(table):
            columns[:, number] = extract(self)
        return columns


Table = tuple[tuple[str, Callable[[Article], ArrayLike]], ...]
"""Features by readable name, each with its extractor of a number near 0 to 1 for each sentence, or one for all."""


def pieces(word: str) -> list[str]:
    """Return the character n-grams of a word, three to five long, with ``^`` and ``$`` at its ends.

    Three to five is the range in which Kanaris et al. (2007) found such features to work on style. Numbers
    and marks have none.
    """
    if not word[0].isalpha():
        return []
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

def cues(word: str) -> list[bool]:
    """Return for each list of `CUES`, in order, whether it holds the word."""
    return [word in cue for cue in CUES.values()]


LINK = re.compile(r"https?:|www\.|\S@\S")
LINK_PARTS = ("http", "www.", "@")
"""One of these is in every text in which `LINK` is found, and in few others."""
STOPS = frozenset(".!?…\"'”’")
"""How sentences end that are prose."""
FAR = 25
"""Sentences after which the place in the article no longer counts: the knowledge was learnt on beginnings."""


def _has_link(article: Article) -> ArrayLike:
    """Tell for each sentence whether there is an address in it; most articles have none."""
    if not any(part in article.text for part in LINK_PARTS):
        return False
    return [LINK.search(sentence) is not None for sentence in article.sentences]


def _no_stop(article: Article) -> NDArray[np.bool_]:
    """Tell for each sentence whether it ends otherwise than prose does."""
    return np.array([sentence[-1] not in STOPS for sentence in article.sentences], dtype=np.bool_)


STYLE: Table = (
    ("first sentence", lambda a: np.arange(len(a.spans)) == 0),
    ("second sentence", lambda a: np.arange(len(a.spans)) == 1),
    ("place", lambda a: np.minimum(np.arange(len(a.spans)), FAR) / FAR),
    ("article length", lambda a: math.log1p(min(len(a.spans), FAR)) / 4),
    ("length", lambda a: np.minimum(a.sizes, 60) / 30),
    ("very short", lambda a: a.sizes < 7),
    ("has a quotation mark", lambda a: a.count("quotation mark") > 0),
    ("starts inside a quotation", lambda a: [sentence[0] in "\"“«„'‘" for sentence in a.sentences]),
    ("share of capitals", lambda a: a.count("capital") / a.lengths),
    ("share of digits", lambda a: a.count("digit") / a.lengths),
    ("has a link", _has_link),
    ("no full stop", _no_stop),
    ("said just before", lambda a: list(map(eq, a.sentences, ["", *a.sentences]))),
)
"""How a sentence is built and where it stands; all of it can be told from the sentences alone."""

PAGE: Table = (
    ("starts a paragraph", lambda a: a.breaks[:-1]),
    ("ends a paragraph", lambda a: a.breaks[1:]),
    ("a line without a full stop", lambda a: np.array(a.breaks[:-1]) & a.breaks[1:] & _no_stop(a)),
    ("last sentence", lambda a: np.arange(len(a.spans)) == len(a.spans) - 1),
)
"""How a sentence is set on the page; needs the line breaks of the text."""
