"""Text -> sentences: spans that lose nothing but white space.

What a full stop means is decided as in Punkt (Kiss and Strunk 2006): abbreviations and words that like to
start a sentence are learnt from text by nltk's `PunktTrainer` when a model is trained, joined with lists set
by hand, and saved with the model. They are applied here by one pass over the text, in time linear in its
length, without nltk. Where articles from the web need it we differ from Punkt on purpose; `split` lists how.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any


@dataclass(frozen=True)
class SplitParameters:
    """What the splitter knows of a language; all words lower-cased, without their last full stop.

    Attributes
    ----------
    abbreviations : frozenset of str
        Words whose full stop ends no sentence, unless a word that starts sentences follows.
    starters : frozenset of str
        Words that, capitalised after an abbreviation, do start a sentence.
    """

    abbreviations: frozenset[str]
    starters: frozenset[str]

    def to_dict(self) -> dict[str, list[str]]:
        """Return the parameters as sorted lists."""
        return {"abbreviations": sorted(self.abbreviations), "starters": sorted(self.starters)}

    @classmethod
    def from_dict(cls, row: Mapping[str, Any]) -> "SplitParameters":
        """Return the parameters that `to_dict` wrote."""
        return cls(frozenset(row["abbreviations"]), frozenset(row["starters"]))


def _words(text: str) -> frozenset[str]:
    """Return a word list written as one string."""
    return frozenset(text.split())


CONNECTIVES = _words("vs v viz cf e.g i.e eg ie incl")
"""Abbreviated connectives: a word always follows, so their full stop never ends a sentence."""
TITLES = _words(
    "mr mrs ms mx dr prof rev fr hon messrs mme mlle gov gens sen rep reps sens pres supt insp det"
    " dist atty amb gen lt col maj capt cpt cmdr sgt cpl pvt adm brig lieut cdr ens det.sgt rt"
)
"""Titles and ranks: if capitalised ("Rep.", not "the sales rep."), a name always follows."""
PLACES = _words(
    "st mt ft ave blvd rd sq mass calif conn fla ga ariz colo ill ind kan ky la mich minn mo mont neb"
    " nev okla ore pa tenn tex va vt wash wis wyo ala ark del mon tue tues wed thu thurs fri sat sun"
)
"""Places and days: if capitalised ("Ill.", not "fell ill."), the next word decides, as below."""
EITHER = _words(
    "inc corp co ltd llc plc jr sr bros dept assn univ u.s u.k u.n e.u d.c u.s.a a.m p.m ph.d m.d b.a"
    " m.a b.sc m.sc al etc est min max avg tel ext ste apt n.y n.j n.c s.c n.d s.d n.h n.m w.va r.i l.a"
)
"""Other abbreviations that may end a sentence: the next word decides."""
BEFORE_NUMBER = _words(
    "no nos art arts sec secs para par fig figs p pp vol ch chap ed approx ca circa ver pt jan feb mar"
    " apr jun jul aug sep sept oct nov dec"
)
"""Words that are abbreviations only where a number follows: "No. 1", but "She said no. Then she left."."""
STARTERS = _words(
    "the a an this that these those he she it they we you i his her its their our my but and or so yet"
    " in on at by for from to with after before when while if as although though because since there"
    " here what who why how where however meanwhile moreover still now then not no some many most"
    " several both all one two according asked during under about despite until once"
)
"""Words that start sentences far more often than they continue a name."""
EXCLAIMED_NAMES = _words("yahoo jeopardy wham oklahoma airplane panic")
"""Names whose exclamation mark is part of them."""
PROPER = TITLES | PLACES
"""Abbreviations only where they are capitalised; in small letters they are words or parts of words."""
BY_HAND = SplitParameters(CONNECTIVES | TITLES | PLACES | EITHER, STARTERS)
"""What is known without learning."""

STOP = re.compile(
    r"([.!?…](?<![.!?…]{2})[.!?…]*+)"  # the marks, from the first of their run on
    r"((?:[\"'”’»)\]}*_`]|[“‘«](?![\w(])|[ \xa0\u202f][”»](?!\w)|\[\d{1,3}\])*+)"  # what closes after them
    r"(\s*+)"  # the gap
    r"([^\w.!?…]*+_{0,2}+)"  # what opens after it: quotes, brackets, bullets, dashes
    r"([^\Wa-z_]|(?<=[•▪●■►]\s)\w)"  # the next word's first character; a small letter only after a bullet
)
"""A place where a sentence may end. All repeats are possessive, so that none is tried twice."""
LIST_MARK = re.compile(r"\W*([0-9]{1,3}(?:\.[0-9]{1,3})*|[A-Za-z]|[ivxIVX]{2,4})?")
"""What stands before the full stop of a list mark: "1", "2.3", "b", "iv"; nothing before leading dots."""
LINE_MARK = re.compile(r"[•▪●■►*–-]|(?:[a-z]|[ivx]{2,4}|[0-9]{1,2})[.)]\s")
"""A mark that makes a line the entry of a list."""
INITIALS = re.compile(r"[^\Wa-z\d_]|(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}")
"""A capital letter, or short pieces with full stops between, known or not: "s.p.a", but not "example.com"."""
FIRST_WORD = re.compile(r"\w++(?!\.)")
ATTRIBUTION = re.compile(
    r"(?:[^\Wa-z_][\w’'.-]* ){1,6}"
    r"(?:said|says|asked|asks|replied|replies|wrote|writes|added|adds|told|wondered|shouted)\b"
)
"""A name and its titles, then a verb of saying: "New Havel Gov. Peter Stone asked"."""
ADDRESS = re.compile(r"[/@:]|www|[A-Za-z]\.[A-Za-z]")
"""Found before a full stop that is part of an address of the web or of a file's name."""
ADDRESS_GOES_ON = re.compile(r"[\w.-]{1,60}@|\w{1,40}(?:/|\.[a-z])")
"""Found after a full stop that is part of such an address."""
INSIDE = re.compile(r"\b([^\W\d_][\w.]{0,22})\.(?:,|\s+[a-z])")
"""A word before a full stop that ended no sentence."""
BULLETS = frozenset("•▪●■►")
DASHES = frozenset("-–—")
CLOSING_BRACKETS = frozenset(")]")
OPENERS = "\"'“‘„«([`\u200b"
"""What may open a sentence that is glued to the one before; the last is a space without width."""
LONGEST_TOKEN = 24
"""Code points looked back or on from a mark: longer than any abbreviation, starter or list mark."""
LONGEST_ADDRESS = 100
"""Code points looked at for an address or an attribution: long ones of either have about 80."""


def split(text: str, parameters: SplitParameters) -> list[tuple[int, int]]:
    """Return the sentences of a text as half-open (start, end) code point offsets.

    Spans are ordered and disjoint, never empty, and leave out nothing but white space. Beyond Punkt:

    - a line break ends a sentence, so headlines and bullets need no full stop; not so before a small letter,
      nor where it only fits the text to a page;
    - a missing space is mended where a capitalised word is glued to the mark, or to the quotation mark or
      bracket that closes after it ("days.There", "over.”He"), but not in an address;
    - a sentence goes on before a small letter, whatever the mark, and after a quotation that ends in ? or !
      where an attribution follows (“… home?” Flores asked);
    - closing marks after a space, footnote numbers, German and TeX quotation marks stay with their
      sentence;
    - "No." is an abbreviation before a number only, and so are months, "Art.", "p." and their like;
    - "Sun.", "Ill." or "Rep." are abbreviations only with a capital letter;
    - nothing but dots, a number or a letter makes no sentence, but a list mark ("1. Open the door");
    - a bullet or a dash inside a line may start a sentence;
    - the exclamation mark of "Yahoo!" and a few others belongs to the name.

    Parameters
    ----------
    text : str
    parameters : SplitParameters
        Of the model in use.

    Examples
    --------
    >>> from framing.sentences import BY_HAND, split
    >>> text = "Mr. Smith left. “Why?” he asked"
    >>> [text[a:b] for a, b in split(text, BY_HAND)]
    ['Mr. Smith left.', '“Why?” he asked']
    """
    spans = []
    for start, end in _blocks(text):
        begin = start
        for stop in STOP.finditer(text, start, end):
            if _ends_sentence(text, begin, stop, parameters):
                spans.append((begin, stop.end(2)))
                begin = stop.end(3)
        spans.append((begin, end))
    return spans


def learn(texts: Iterable[str]) -> SplitParameters:
    """Return the parameters learnt from texts by nltk's PunktTrainer, with the lists set by hand.

    From few texts the trainer takes any rare short word before a full stop for an abbreviation. So one counts
    only if a comma or a small letter was seen after its full stop.

    Examples
    --------
    >>> from framing.sentences import learn
    >>> "gov" in learn(["The council met. It voted."]).abbreviations
    True
    """
    from nltk.tokenize.punkt import PunktTrainer

    trainer = PunktTrainer()
    seen_inside: set[str] = set()
    for text in texts:
        trainer.train(text, finalize=False)
        seen_inside.update(word.lower() for word in INSIDE.findall(text))
    trainer.finalize_training()
    learnt = trainer.get_params()
    return SplitParameters(
        frozenset(learnt.abbrev_types & seen_inside | BY_HAND.abbreviations),
        frozenset(learnt.sent_starters | BY_HAND.starters),
    )


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of text that no sentence crosses: lines, or lines that continue each other."""
    for lines in _paragraphs(text):
        width = _page_width(text, lines)
        start = lines[0][0]
        for line, following in pairwise(lines):
            if not _goes_on(text, line, following, width):
                yield start, line[1]
                start = following[0]
        yield start, lines[-1][1]


def _paragraphs(text: str) -> Iterator[list[tuple[int, int]]]:
    """Yield the lines between blank lines as offsets, without white space around them."""
    lines: list[tuple[int, int]] = []
    at = 0
    for line in text.splitlines(keepends=True):
        body = line.strip()
        if body:
            start = at + line.index(body[0])
            lines.append((start, start + len(body)))
        elif lines:
            yield lines
            lines = []
        at += len(line)
    if lines:
        yield lines


def _page_width(text: str, lines: list[tuple[int, int]]) -> int | None:
    """Return the length of the longest line if the lines are prose broken to fit a page, else None.

    In prose at least half of the breaks stand before a small letter. Broken at 72 columns, 86 % of the breaks
    in our corpus do, and 98 % of its paragraphs of three lines or more pass; a list of headlines does not.
    """
    small = sum(text[start].islower() for start, _ in lines[1:])
    if small and 2 * small >= len(lines) - 1:
        return max(end - start for start, end in lines)
    return None


def _goes_on(text: str, line: tuple[int, int], following: tuple[int, int], width: int | None) -> bool:
    """Tell whether a line goes on: before a small letter, or where the next word found no room."""
    start, end = following
    if LINE_MARK.match(text, start, end):
        return False
    if text[start].islower() or width is None:
        return text[start].islower()
    space = text.find(" ", start, end)
    word = (end if space < 0 else space) - start
    return line[1] - line[0] + 1 + word > width


def _ends_sentence(text: str, begin: int, stop: re.Match[str], parameters: SplitParameters) -> bool:
    """Tell whether a sentence that began at `begin` ends at these marks."""
    marks, closers, gap, opening, first = stop.groups()
    if first.islower():
        return opening[:1] in BULLETS
    if _is_list_mark(text, begin, stop):
        return False
    if not gap:
        return _ends_without_gap(text, begin, stop, parameters)
    token = _token(text, begin, stop.start(), LONGEST_TOKEN)
    if marks != ".":
        return _ends_loudly(text, token, stop, parameters)
    if closers.strip(")]"):
        return token.lower() not in TITLES
    return _ends_plainly(text, token, stop, parameters)


def _is_list_mark(text: str, begin: int, stop: re.Match[str]) -> bool:
    """Tell whether only a number or a letter stands before a full stop, or nothing before any mark."""
    at = stop.start()
    if at - begin > LONGEST_TOKEN:
        return False
    mark = LIST_MARK.fullmatch(text, begin, at)
    return mark is not None and (stop[1] == "." or not mark[1])


def _token(text: str, begin: int, at: int, longest: int) -> str:
    """Return what stands before a mark, back to white space, without opening quotes and brackets."""
    piece = text[max(begin, at - longest) : at + 1]  # with the mark, so that white space before it leaves ""
    return piece.rsplit(None, 1)[-1][:-1].lstrip(OPENERS)


def _ends_without_gap(text: str, begin: int, stop: re.Match[str], parameters: SplitParameters) -> bool:
    """Tell whether a space is missing after the marks, rather than standing in an address or a number."""
    marks, closers, _, opening, first = stop.groups()
    if opening.strip(OPENERS) or not (first.isupper() and text[stop.end() : stop.end() + 1].islower()):
        return False
    token = _token(text, begin, stop.start(), LONGEST_ADDRESS)
    if ADDRESS.search(token) or ADDRESS_GOES_ON.match(text, stop.start(5)):
        return False
    if closers or marks != ".":
        return True
    word = token.lower()
    known = word in parameters.abbreviations or word in TITLES or word in BEFORE_NUMBER
    return len(token) > 1 and not token[-1].isupper() and not known


def _ends_loudly(text: str, token: str, stop: re.Match[str], parameters: SplitParameters) -> bool:
    """Tell whether ``!``, ``?`` or an ellipsis ends the sentence."""
    at = stop.start(5)
    if stop[1] == "!" and token.lower() in EXCLAIMED_NAMES:
        return _starts_sentence(text, at, parameters)
    if _is_question(stop) and ATTRIBUTION.match(text, at, at + LONGEST_ADDRESS):
        return _starts_sentence(text, at, parameters)
    return bool(token) or stop[2][:1] not in CLOSING_BRACKETS  # as in "[...]"


def _is_question(stop: re.Match[str]) -> bool:
    """Tell whether the marks are the ? or ! of a quotation that closes, none opening after it."""
    return bool(stop[2]) and not stop[4] and not stop[1].strip("?!")


def _ends_plainly(text: str, token: str, stop: re.Match[str], parameters: SplitParameters) -> bool:
    """Tell whether a full stop before a gap ends the sentence."""
    word = token.lower()
    if word in CONNECTIVES:
        return False
    if word in PROPER and token[0].islower():
        return True
    if word in TITLES:
        return False
    if word in BEFORE_NUMBER and stop[5].isdigit():
        return False
    if word in parameters.abbreviations or INITIALS.fullmatch(token):
        return stop[4][:1] not in DASHES and _starts_sentence(text, stop.start(5), parameters)
    return True


def _starts_sentence(text: str, at: int, parameters: SplitParameters) -> bool:
    """Tell whether the capitalised word at a place is one that starts sentences."""
    word = FIRST_WORD.match(text, at, at + LONGEST_TOKEN)
    return word is not None and word[0].lower() in parameters.starters
