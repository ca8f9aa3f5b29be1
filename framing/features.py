"""Sentences -> features: what the model sees of an article, in readable tables.

In comes an article as sentence spans, out come numbers a sentence. `tokens` gives the words under which the
knowledge looks up its vectors, `pieces` the character n-grams that stand for unknown words; `CUES` are word
lists for attribution, stance and style in the manner of Recasens, Danescu-Niculescu-Mizil and Jurafsky
(2013); `STYLE` says how a sentence is built and where it stands, `PAGE` how it is set on the page.
"""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

TOKEN = re.compile(
    r"[^\W\d_]+(?:['’-][^\W\d_]+)*"  # words, with their apostrophes and hyphens
    r"|\d+(?:[.,:]\d+)*"  # numbers, times and sums as one token
    r"|[!?%$€£@#:;…(–—\"“”«»]"  # marks that say something about style
)
END_MARKS = ".!?:…,;"
CLOSERS = "\"'”’»)]"
"""Marks that may follow the full stop of a sentence."""
LONGEST_WORD = 40
"""Letters of a word that are looked at: a longer run is no word, and its pieces would cost as much as a page."""


@dataclass(frozen=True)
class Article:
    """The sentences of one text as the features need them.

    Attributes
    ----------
    text : str
    spans : sequence of (int, int)
        Sentences as half-open code point offsets, ordered.
    kept : dict
        What a reader has worked out of the article and will need again, by the digest of the reader.
    """

    text: str
    spans: Sequence[tuple[int, int]]
    kept: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def sentences(self) -> list[str]:
        """The texts of the sentences."""
        return [self.text[start:end] for start, end in self.spans]

    @cached_property
    def words(self) -> list[list[str]]:
        """The normalised tokens of each sentence, between a start mark and an end mark."""
        return [tokens(sentence) for sentence in self.sentences]

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

    def _table(self, table: "Table") -> Floats:
        """Return the features of a table, of shape (n_sentences, n_features)."""
        rows = [[extract(self, i) for _, extract in table] for i in range(len(self.spans))]
        return np.array(rows, dtype=np.float32).reshape(len(rows), len(table))


Table = tuple[tuple[str, Callable[[Article, int], float]], ...]
"""Features by readable name, each with its extractor of a number near 0 to 1."""


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
    return token[:LONGEST_WORD].lower().replace("’", "'")


def end_mark(sentence: str) -> str:
    """Return the token that says how a sentence ends: ``</s.>``, ``</s!>`` and so on; ``</s>`` without a mark."""
    last = sentence.rstrip(CLOSERS)[-1:]
    return f"</s{last}>" if last and last in END_MARKS else "</s>"


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
CAPITAL = re.compile(r"[A-ZÀ-ÖØ-Þ]")
DIGIT = re.compile(r"[0-9]")
QUOTATION = re.compile(r"[\"“”«»„]")
NO_STOP = re.compile(r"[^.!?…\"'”’]\s*\Z")
FAR = 25
"""Sentences after which the place in the article no longer counts: the knowledge was learnt on beginnings."""

STYLE: Table = (
    ("first sentence", lambda a, i: i == 0),
    ("second sentence", lambda a, i: i == 1),
    ("place", lambda a, i: min(i, FAR) / FAR),
    ("article length", lambda a, i: math.log1p(min(len(a.spans), FAR)) / 4),
    ("length", lambda a, i: min(len(a.words[i]), 60) / 30),
    ("very short", lambda a, i: len(a.words[i]) < 7),
    ("has a quotation mark", lambda a, i: QUOTATION.search(a.sentences[i]) is not None),
    ("starts inside a quotation", lambda a, i: a.sentences[i][0] in "\"“«„'‘"),
    ("share of capitals", lambda a, i: _share(a.sentences[i], CAPITAL)),
    ("share of digits", lambda a, i: _share(a.sentences[i], DIGIT)),
    ("has a link", lambda a, i: LINK.search(a.sentences[i]) is not None),
    ("no full stop", lambda a, i: NO_STOP.search(a.sentences[i]) is not None),
    ("said just before", lambda a, i: i > 0 and a.sentences[i] == a.sentences[i - 1]),
)
"""How a sentence is built and where it stands; all of it can be told from the sentences alone."""

PAGE: Table = (
    ("starts a paragraph", lambda a, i: a.breaks[i]),
    ("ends a paragraph", lambda a, i: a.breaks[i + 1]),
    ("a line without a full stop", lambda a, i: _is_line(a, i) and NO_STOP.search(a.sentences[i]) is not None),
    ("last sentence", lambda a, i: i == len(a.spans) - 1),
)
"""How a sentence is set on the page; needs the line breaks of the text."""


def _is_line(article: Article, index: int) -> bool:
    """Tell whether a sentence has a line of its own."""
    return article.breaks[index] and article.breaks[index + 1]


def _share(sentence: str, kind: re.Pattern[str]) -> float:
    """Return the share of characters of a kind."""
    return len(kind.findall(sentence)) / len(sentence)
