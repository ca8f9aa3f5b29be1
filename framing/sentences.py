"""Text -> sentences: spans that lose nothing but white space.

What a full stop means is decided as in Punkt (Kiss and Strunk 2006): abbreviations and words that like to
start a sentence are learnt from text by nltk's `PunktTrainer` when a model is trained, joined with lists set
by hand, and saved with the model. They are applied here by one pass over the text, in time linear in its
length, without nltk. Where articles from the web need it we differ from Punkt on purpose; `split` lists how.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
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


BEFORE_NAME = _words(
    "mr mrs ms mx dr prof rev fr hon st messrs mme mlle sr gov sen rep reps sens pres supt insp det dist atty"
    " gen lt col maj capt cpt cmdr sgt cpl pvt adm brig lieut cdr ens det.sgt vs v viz cf e.g i.e eg ie al ft mt"
)
"""Titles, ranks and connectives: a word always follows, so their full stop never ends a sentence."""
BEFORE_NUMBER = _words(
    "no nos art arts sec secs para par fig figs p pp vol ch chap ed approx ca circa ver pt"
    " jan feb mar apr jun jul aug sep sept oct nov dec"
)
"""Words that are abbreviations only where a number follows: "No. 1", but "She said no. Then she left."."""
EITHER = _words(
    "inc corp co ltd llc plc jr bros dept assn univ u.s u.k u.n e.u d.c u.s.a a.m p.m ph.d m.d b.a m.a b.sc m.sc"
    " etc est min max avg tel ext ave blvd rd sq ste apt mass calif conn fla ga ariz colo ill ind kan ky la mich"
    " minn mo mont neb nev okla ore pa tenn tex va vt wash wis wyo ala ark del n.y n.j n.c s.c n.d s.d n.h n.m"
    " w.va r.i l.a mon tue tues wed thu thurs fri sat sun"
)
"""Abbreviations that may end a sentence: the next word decides."""
STARTERS = _words(
    "the a an this that these those he she it they we you i his her its their our my but and or so yet in on at"
    " by for from to with after before when while if as although though because since there here what who why how"
    " where however meanwhile moreover still now then not no some many most several both all one two according"
    " asked during under about despite until once"
)
"""Words that start sentences far more often than they continue a name."""
EXCLAIMED_NAMES = _words("yahoo jeopardy wham oklahoma airplane panic")
"""Names whose exclamation mark is part of them."""

LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
STOP = re.compile(
    r"([.!?…]+)([\"'”’»)\]]*)"  # the marks, and what may close after them
    r"(\s*)([\"'“‘„«(\[]*)(\w?)"  # the gap, what may open after it, and the first character of the next word
)
FIRST_WORD = re.compile(r"\w+(?:['’]\w+)?\.?")
ATTRIBUTION = re.compile(
    r"(?:[\w’'.-]+ ){0,4}(?:said|says|asked|asks|replied|replies|wrote|writes|added|adds|told|wondered|shouted)\b"
)
NUMBERED = re.compile(r"\W*[0-9]{1,3}")
LONGEST_TOKEN = 24
"""Code points looked back from a full stop: longer than any abbreviation."""
WRAPPED = (40, 120, 25)
"""Least and greatest length of a line in text that was broken to fit a page, and how far lines may differ:
plain-text mail breaks at 72 to 80 columns, books at 60 to 70."""


def split(text: str, parameters: SplitParameters) -> list[tuple[int, int]]:
    """Return the sentences of a text as half-open (start, end) code point offsets.

    Spans are ordered and disjoint, never empty, and leave out nothing but white space. Beyond Punkt:

    - a line break ends a sentence, so headlines and bullets need no full stop; not so in a block of lines
      that were broken to fit a page, and never before a lower-case letter;
    - a missing space after a full stop is mended where a small letter stands before and a capitalised word
      after it ("days.There", "over.”He");
    - a sentence goes on after a quotation that ends in ? or ! where an attribution follows (“… home?” he
      asked), and after any mark before a lower-case letter;
    - "No." is an abbreviation before a number only, and so are months, "Art.", "p." and their like;
    - a number at the start of a line is a list mark, not a sentence ("1. Open the door");
    - the exclamation mark of "Yahoo!" and a few others belongs to the name.

    Parameters
    ----------
    text : str
    parameters : SplitParameters
        Of the model in use.

    Examples
    --------
    >>> from framing.sentences import BEFORE_NAME, STARTERS, SplitParameters, split
    >>> text = "Mr. Smith left. “Why?” he asked"
    >>> [text[a:b] for a, b in split(text, SplitParameters(BEFORE_NAME, STARTERS))]
    ['Mr. Smith left.', '“Why?” he asked']
    """
    spans = []
    for start, end in _blocks(text):
        for stop in _stops(text, start, end, parameters):
            _append_trimmed(spans, text, start, stop)
            start = stop
        _append_trimmed(spans, text, start, end)
    return spans


def learn(texts: Iterable[str]) -> SplitParameters:
    """Return the parameters learnt from texts by nltk's PunktTrainer, with the lists set by hand.

    Examples
    --------
    >>> from framing.sentences import learn
    >>> "gov" in learn(["The council met. It voted."]).abbreviations
    True
    """
    from nltk.tokenize.punkt import PunktTrainer

    trainer = PunktTrainer()
    for text in texts:
        trainer.train(text, finalize=False)
    trainer.finalize_training()
    learnt = trainer.get_params()
    words = {word for word in learnt.abbrev_types if word.replace(".", "").isalpha()}
    return SplitParameters(frozenset(words | BEFORE_NAME | EITHER), frozenset(learnt.sent_starters | STARTERS))


def _append_trimmed(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    """Append the span without the white space around it, if anything is left."""
    piece = text[start:end]
    lead = len(piece) - len(piece.lstrip())
    if lead < len(piece):
        spans.append((start + lead, start + len(piece.rstrip())))


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of text that no sentence crosses: lines, or wrapped lines taken together."""
    lines = [m.span() for m in LINE.finditer(text)]
    wrapped = _wrapped(text, lines)
    first = 0
    for i in range(1, len(lines) + 1):
        if i == len(lines) or not (wrapped[i] or _goes_on(text, lines[i - 1][1], lines[i][0])):
            yield lines[first][0], lines[i - 1][1]
            first = i


def _goes_on(text: str, end: int, start: int) -> bool:
    """Tell whether a single line break between two lines stands before a small letter."""
    return text[start].islower() and text.count("\n", end, start) == 1


def _wrapped(text: str, lines: list[tuple[int, int]]) -> list[bool]:
    """Return for each line whether the break before it only fits the text to a page.

    So it is in a paragraph of three lines or more where all but the last are long and nearly equally long.
    """
    least, greatest, differ = WRAPPED
    joined = [False] * len(lines)
    first = 0
    for i in range(1, len(lines) + 1):
        if i < len(lines) and not _is_gap(text, lines[i - 1][1], lines[i][0]):
            continue
        lengths = [end - start for start, end in lines[first : i - 1]]
        if len(lengths) >= 2 and min(lengths) >= least and max(lengths) <= greatest:
            if max(lengths) - min(lengths) <= differ:
                joined[first + 1 : i] = [True] * (i - first - 1)
        first = i
    return joined


def _is_gap(text: str, end: int, start: int) -> bool:
    """Tell whether more than one line break lies between two lines."""
    return start - end > (2 if text[end : end + 2] == "\r\n" else 1)


def _stops(text: str, start: int, end: int, parameters: SplitParameters) -> Iterator[int]:
    """Yield the ends of the sentences inside a block, its own end apart."""
    begin = start
    for stop in STOP.finditer(text, start, end):
        first = stop[5]
        if not first or first.islower() or first == "_":
            if not _opens_unclear(stop, end):
                continue
        if _ends_sentence(text, begin, stop, parameters):
            begin = stop.end(2)
            yield begin


def _opens_unclear(stop: re.Match[str], end: int) -> bool:
    """Tell whether something that is neither letter nor digit follows a gap, as a bullet or a dash would."""
    return bool(not stop[5] and stop[3] and stop.end() < end and stop.string[stop.end()] in "•▪●*►■–—-¡¿#@")


def _ends_sentence(text: str, begin: int, stop: re.Match[str], parameters: SplitParameters) -> bool:
    """Tell whether a sentence that began at `begin` ends at these marks; what follows is no small letter."""
    marks, closers, gap = stop[1], stop[2], stop[3]
    at = stop.start()
    token = text[max(begin, at - LONGEST_TOKEN) : at]
    token = token[max(token.rfind(" "), token.rfind("\n"), token.rfind("\xa0")) + 1 :]
    if not gap:
        return _ends_without_gap(text, token, stop)
    if marks != ".":
        return _ends_loudly(text, token, stop, parameters)
    word = token.lstrip("\"'“‘„«([-–—").lower()
    if closers:
        return bool(closers.strip(")]")) or word not in parameters.abbreviations
    if word in BEFORE_NAME:
        return False
    if word in BEFORE_NUMBER and stop[5].isdigit():
        return False
    if word.isdigit():
        return NUMBERED.fullmatch(text, begin, at) is None
    if len(word) == 1 or word in parameters.abbreviations or ("." in word and word.replace(".", "").isalpha()):
        return _starts_sentence(text, stop.start(5), parameters)
    return True


def _ends_without_gap(text: str, token: str, stop: re.Match[str]) -> bool:
    """Tell whether a space is missing after the marks, rather than standing in an address or a number."""
    after = stop.end()
    if not (stop[5].isupper() and text[after : after + 1].islower()):
        return False
    if any(mark in token for mark in "/@:") or token.startswith("www"):
        return False
    return bool(stop[2]) or (len(token) > 1 and token[-2:].islower()) or stop[1] != "."


def _ends_loudly(text: str, token: str, stop: re.Match[str], parameters: SplitParameters) -> bool:
    """Tell whether ``!``, ``?`` or an ellipsis ends the sentence."""
    if stop[1] == "!" and token.lower() in EXCLAIMED_NAMES:
        return _starts_sentence(text, stop.start(5), parameters)
    if stop[2] and "." not in stop[1] and not stop[4]:
        return ATTRIBUTION.match(text, stop.start(5), stop.start(5) + 100) is None
    return True


def _starts_sentence(text: str, at: int, parameters: SplitParameters) -> bool:
    """Tell whether the capitalised word at a place is one that starts sentences."""
    word = FIRST_WORD.match(text, at, at + LONGEST_TOKEN)
    return word is not None and word[0].lower() in parameters.starters
