"""Cues -> candidates: where content can begin and end, which phrases can be its speaker, and what tells them apart.

Each decision has a table of what its ranker looks at, by name, and a function that gives its candidates with the facts
behind those keys (`framing.ranking`). All of them look at a bounded stretch around a cue, however long a sentence is.
"""

import re
from collections.abc import Sequence

from . import cues
from .prose import Prose, Range
from .ranking import Candidate, Decision, Facts, Group
from .wordclasses import NAMES, letters, names_of, pattern, word_list

REACH_BACK, REACH_ON = 40, 25
"""Tokens before and after a cue among which its speaker is looked for."""
START_WINDOW = 12
"""Tokens after a cue within which its content begins: an addressee may stand between."""
MOST_MARKS, MOST_WEAK, MOST_STRONG, MOST_ONSETS, MOST_SPEAKERS = 6, 5, 8, 8, 12
"""Candidates that are looked at for each decision, those nearest to the cue."""
ROLES = word_list(
    "spokesman spokeswoman spokesperson minister president secretary director chief head chairman chairwoman chair"
    " officer official officials police court judge mayor governor senator lawyer attorney prosecutor prosecutors"
    " analyst professor researcher researchers critics residents ministry government agency company department"
    " union group council report study poll survey statement sources experts scientists doctors people voters"
    " workers members leader leaders candidate campaign party manager owner founder ceo coach author editor writer"
    " reporter newspaper"
)
"""Nouns that stand at the head of many mentions of a speaker."""


class Around:
    """A cue with what stands around it in its sentence: the words and classes of all tokens, by index."""

    __slots__ = ("cue", "end", "first", "kind", "lemma", "prose", "word")

    def __init__(self, prose: Prose, cue: int, lemma: str) -> None:
        self.prose, self.cue, self.lemma = prose, cue, lemma
        self.first, self.end = prose.sentences[prose.sentence[cue]]
        self.word, self.kind = prose.lower, prose.classes

    def quoted(self, low: int, high: int) -> bool:
        """Tell whether any token of a range inside the sentence stands in a quotation."""
        return self.prose.quoted.find(1, max(low, self.first), min(high, self.end)) >= 0


def _itself(word: str) -> tuple[str]:
    """Return the one key that is its own fact."""
    return (word,)


# --- on which side does its content stand? ---------------------------------------------------------------------------


BOUNDARY_BEFORE = letters("comma", "quote", "semicolon", "dash", "colon", "bracket")
BOUNDARY_AFTER = letters("comma", "stop", "quote", "semicolon", "dash", "colon")
SIDE = Decision(
    ("mark before", "mark, room before", "quotation before, after", "mark, distance after", "near the end", "marks",
     "room after", "class after mark", "word", "lemma, mark before", "word after", "word before",
     "mark before, class after", "lemma, class after", "two classes after"),
    (
        Group(("mark before", "mark, room before"), lambda f: (f[0], f"{f[0]} {f[1]}")),
        Group(("quotation before, after",), _itself),
        Group(("mark, distance after", "marks", "class after mark"),
              lambda f: (f"{NAMES[f[0]]} {f[1]}", f"{NAMES[f[0]]} {f[2]}", NAMES[f[3]] if f[0] == "," else "none")),
        Group(("near the end", "room after"), lambda f: (f"{f < 4:d}", str(f // 3))),
        Group(("word", "lemma, mark before"), lambda f: (f[0], f"{f[1]} {f[2]}")),
        Group(("word after",), _itself),
        Group(("word before",), _itself),
        Group(("mark before, class after", "lemma, class after", "two classes after"),
              lambda f: (f"{f[1]} {NAMES[f[2][0]]}", f"{f[0]} {NAMES[f[2][0]]}", names_of(f[2]))),
    ),
)
"""Does the content of a cue stand before it? The same is looked at for whether it stands after it."""


def side_facts(around: Around) -> Facts:
    """Return what tells on which sides of a cue its content stands."""
    w, k, i, lemma, prose = around.word, around.kind, around.cue, around.lemma, around.prose
    j = i - 1
    while j >= around.first and k[j] not in BOUNDARY_BEFORE:
        j -= 1
    mark = f"quote{prose.closes[j]}" if k[j] == '"' else NAMES[k[j]]
    quoted = f"{around.quoted(i - REACH_BACK, i):d}{around.quoted(i + 1, i + REACH_BACK):d}"
    room = min(4, max(0, j - around.first) // 2)
    j = i + 1
    while j < around.end and k[j] not in BOUNDARY_AFTER:
        j += 1
    return (
        (mark, room), quoted, (k[j], min(j - i - 1, 7), mark, k[j + 1]), min(around.end - i, 18), (w[i], lemma, mark),
        w[i + 1], w[i - 1], (lemma, mark, k[i + 1 : i + 3]),
    )


# --- where does content after a cue begin and end? -------------------------------------------------------------------


NO_START = letters("comma", "stop", "colon", "semicolon", "dash", "bracket")
START = Decision(
    ("distance", "word", "distance, class", "word before", "class before", "classes", "word before, class",
     "opens a quotation", "distance, lemma", "class after", "lemma, class", "class, distance between",
     "class between, class", "comma before", "quotation before", "quotation ahead", "that ahead"),
    (
        Group(("distance", "distance, class", "distance, lemma", "lemma, class"), lambda f: (
            str(f[1]), f"{min(f[1], 6)} {NAMES[f[2]]}", f"{min(f[1], 4)} {f[0]}", f"{f[0]} {NAMES[f[2]]}")),
        Group(("class, distance between", "class between, class"),
              lambda f: (f"{NAMES.get(f[0], f[0])} {min(f[1], 6)}", f"{NAMES.get(f[0], f[0])} {NAMES[f[2]]}")),
        Group(("opens a quotation", "comma before", "quotation before", "quotation ahead", "that ahead"),
              lambda f: tuple(f"{flag:d}" for flag in f)),
        Group(("class before", "classes", "class after"), lambda f: (NAMES[f[0]], names_of(f[:2]), NAMES[f[2]])),
        Group(("word",), _itself),
        Group(("word before", "word before, class"), lambda f: (f[0], f"{f[0]} {NAMES[f[1]]}")),
    ),
)
"""Where does content after a cue begin?"""


def starts(around: Around) -> list[Candidate]:
    """Return where content after a cue can begin, as empty token ranges."""
    w, k, i, lemma, prose = around.word, around.kind, around.cue, around.lemma, around.prose
    found: list[Candidate] = []
    comma, that_ahead = False, "that" in w[i + 1 : min(around.end, i + 8)]
    near = prose.quoted.find(1, i + 1, min(around.end, i + 1 + 2 * START_WINDOW)) >= 0
    for j in range(i + 1, min(around.end, i + 1 + START_WINDOW)):
        kind = k[j]
        if kind in NO_START:
            comma = comma or kind == ","
            continue
        distance, between, opens = j - i, k[i + 1] if j > i + 1 else "none", prose.opens[j]
        quotations = (around.quoted(i + 1, j), around.quoted(j + 1, i + 8)) if near else (False, False)
        found.append(((j, j), (
            (lemma, distance, kind), (between, distance, kind), (opens, comma, *quotations, that_ahead),
            k[j - 1 : j + 2], w[j], (w[j - 1], kind),
        )))
        if opens or w[j] == "that":  # nothing later is more likely
            break
    return found


ENDS_BEFORE = letters("comma", "semicolon", "dash", "colon", "subordinator", "coordinator", "bracket", "quote",
                      "preposition", "to", "question", "stop")
WEAK = letters("preposition", "to", "coordinator")
DIVIDING = letters("comma", "semicolon", "dash")
MOST_DIVIDING = 4
"""The marks that are counted inside content, and how many are as good as more."""
END = Decision(
    ("class", "word", "class, length", "end of the sentence", "class after", "word after", "classes", "class before",
     "end, word", "end, word at the start", "class, lemma", "quotation marks", "whole quotation", "end, marks inside",
     "word after a comma"),
    (
        Group(("class before", "class", "classes", "class after"),
              lambda f: (NAMES[f[0]], NAMES[f[1]], names_of(f[1:]), NAMES[f[2]])),
        Group(("class, lemma",), lambda f: (f"{NAMES[f[0]]} {f[1]}",)),
        Group(("class, length", "end of the sentence", "end, marks inside", "quotation marks", "whole quotation"),
              lambda f: (f"{NAMES[f[0]]} {f[1]}", f"{f[2]:d}", f"{f[2]:d} {f[3]}", f"{f[4]}{f[5]}", f"{f[6]:d}")),
        Group(("end, word",), lambda f: (f"{f[0]:d} {f[1]}",)),
        Group(("end, word at the start",), lambda f: (f"{f[0]:d} {f[1]}",)),
        Group(("word",), _itself),
        Group(("word after", "word after a comma"), lambda f: (f[0], f[0] if f[1] == "," else "none")),
    ),
)
"""Where does content after a cue end?"""


def ends(around: Around, start: int) -> list[Candidate]:
    """Return the content after a cue that can begin at a token."""
    w, k, lemma, prose = around.word, around.kind, around.lemma, around.prose
    last, quotation, closing = around.end, prose.quotation, prose.closes
    while last > start + 1 and k[last - 1] == "." and quotation[last - 1] < 0:
        last -= 1
    found: list[Candidate] = []
    cue, begin, opens = w[around.cue], w[start], prose.opens[start]
    for x, marks in _end_places(around, start, last):
        kind, closes, final = k[x], closing[x - 1], x == last
        whole = opens and closes and quotation[start] == quotation[x - 1]
        found.append(((start, x), (
            k[x - 1 : x + 2], (kind, lemma), (kind, min(6, (x - start) // 3), final, marks, opens, closes, whole),
            (final, cue), (final, begin), w[x], (w[x + 1], kind),
        )))
    return found


def _end_places(around: Around, start: int, last: int) -> list[tuple[int, int]]:
    """Return the tokens before which content can end, of those that seldom end any only the first few.

    Each stands with the number of marks before it that divide the content, up to the most that matters.
    """
    k, prose = around.kind, around.prose
    quoted, opens, closes = prose.quoted, prose.opens, prose.closes
    places, weak, strong, marks = [], 0, 0, int(k[start] in DIVIDING)
    for x in range(start + 1, last):
        kind = k[x]
        if (kind in ENDS_BEFORE or closes[x - 1]) and (not quoted[x] or opens[x]):
            if kind in WEAK:
                weak += 1
                if weak <= MOST_WEAK:
                    places.append((x, min(marks, MOST_DIVIDING)))
            else:
                strong += 1
                if strong <= MOST_STRONG:
                    places.append((x, min(marks, MOST_DIVIDING)))
        if kind in DIVIDING:
            marks += 1
    places.append((last, min(marks, MOST_DIVIDING)))
    return places


# --- where does content before a cue end and begin? ------------------------------------------------------------------


MARKS = letters("comma", "quote", "dash", "semicolon", "colon", "stop")
MARK = Decision(
    ("rank", "class", "distance", "class, rank", "class after", "word after", "class before", "class after, distance",
     "two classes after", "quotation mark before", "commas between", "room before", "class before the cue"),
    (
        Group(("rank", "class", "class, rank"), lambda f: (
            str(f[0]), f"{NAMES[f[1]]} {f[2]}", f"{NAMES[f[1]]} {f[0]} {f[2]}")),
        Group(("class after, distance", "distance"), lambda f: (f"{NAMES[f[0]]} {min(f[1], 6)}", str(f[1]))),
        Group(("class before",), lambda f: (NAMES[f],)),
        Group(("class after", "two classes after"), lambda f: (NAMES[f[0]], names_of(f))),
        Group(("word after",), _itself),
        Group(("quotation mark before", "commas between", "room before", "class before the cue"), lambda f: (
            f"{f[0]:d}", str(f[1]), str(f[2]), NAMES[f[3]])),
    ),
)
"""After which mark does content before a cue end?"""


def marks_before(around: Around) -> list[Candidate]:
    """Return the marks that can end content before a cue, as token ranges."""
    w, k, i, prose = around.word, around.kind, around.cue, around.prose
    found: list[Candidate] = []
    commas, j = 0, i - 1
    floor = max(around.first, i - REACH_BACK)
    quoted = k.find('"', floor, i)
    while j >= floor and len(found) < MOST_MARKS:
        kind = k[j]
        if kind in MARKS:
            found.append(((j, j + 1), (
                (len(found), kind, prose.closes[j]), (k[j + 1], min(i - j, 10)), k[j - 1], k[j + 1 : j + 3], w[j + 1],
                (0 <= quoted < j, commas, min(5, (j - around.first) // 3), k[i - 1]),
            )))
        commas += kind == ","
        j -= 1
    return found


BEGINS_AFTER = letters("comma", "semicolon", "dash", "colon", "subordinator", "coordinator", "stop")
ONSET = Decision(
    ("first", "first, mark at the end", "opens a quotation", "whole quotation", "class before", "word", "word before",
     "class", "length", "first, first word", "first, first class", "classes", "mark at the end, class before",
     "offset"),
    (
        Group(("first", "first, mark at the end", "opens a quotation", "whole quotation", "length", "offset"),
              lambda f: (f"{f[0]:d}", f"{f[0]:d}{f[1]:d}", f"{f[2]}", f"{f[3]:d}", str(f[4]), str(f[5]))),
        Group(("class before", "class", "classes", "mark at the end, class before"), lambda f: (
            NAMES[f[0][0]], NAMES[f[0][1]], names_of(f[0]), f"{f[1]:d} {NAMES[f[0][0]]}")),
        Group(("word",), _itself),
        Group(("word before",), _itself),
        Group(("first, first word", "first, first class"), lambda f: (
            f"{f[0]:d} {f[1]}", f"{f[0]:d} {NAMES[f[2]]}")),
    ),
)
"""Where does content before a cue begin?"""


def onsets(around: Around, end: int) -> list[Candidate]:
    """Return the content before a cue that can end before a token."""
    w, k, prose, first = around.word, around.kind, around.prose, around.first
    floor = max(first + 1, end - 10 * REACH_BACK)
    places = [x for x in range(end - 2, floor - 1, -1) if k[x - 1] in BEGINS_AFTER or prose.opens[x]][:MOST_ONSETS]
    quoted = k[end - 1] == '"'
    found: list[Candidate] = []
    for x in (first, *reversed(places)):
        start, opens = x == first, prose.opens[x]
        whole = opens and quoted and prose.quotation[x] == prose.quotation[end - 1]
        found.append(((x, end), (
            (start, quoted, opens, bool(whole), min(6, (end - x) // 3), min(5, (x - first) // 2)),
            (k[x - 1 : x + 1], quoted), w[x], w[x - 1], (start, w[first], k[first]),
        )))
    return found


# --- which phrase is the speaker? ------------------------------------------------------------------------------------


NOUN_CLASSES = letters("determiner", "possessive", "name", "first name", "word", "-s", "number", "owner", "-ing", "-ed",
                       "sign")
INSIDE = NOUN_CLASSES - letters("determiner", "possessive") | letters("dash")
PROPER = letters("name", "first name")
STOPS = letters("comma", "stop")
SEPARATING, VERBAL = letters("comma", "dash", "bracket", "quote"), letters("auxiliary", "-ed", "modal")
"""Classes that are counted between a cue and a phrase."""
COUNTED = {ord(letter): "," if letter in SEPARATING else "x" if letter in VERBAL else " " for letter in (*NAMES, " ")}
"""Each class by the letter of the kind under which it is counted, a blank for those that are not."""
AFTER_PREPOSITION = letters("determiner", "possessive", "name", "word", "-s", "number", "owner", "preposition")
NEAR_GAP, FAR_GAP = 3, 8
"""Tokens between cue and phrase that are looked at one by one, and beyond which all distances are one."""
PHRASE = re.compile(
    f"{pattern(letters('pronoun'))}"
    f"|{pattern(NOUN_CLASSES)}{pattern(INSIDE)}*(?=({pattern(letters('preposition'))}{pattern(AFTER_PREPOSITION)}+)?)"
)
"""A pronoun, or a noun phrase with what stands behind a preposition in a group of its own, in classes."""
LONGEST_TITLE = 4
"""Letters of a title before a full stop and a name."""


def _between_keys(facts: tuple[str, str, int]) -> tuple[str, ...]:
    """Return what the tokens between a cue and a phrase tell."""
    side, classes, gap = facts
    separating = min(4, sum(map(SEPARATING.__contains__, classes)))
    verbal = min(3, sum(map(VERBAL.__contains__, classes)))
    named = names_of(classes) if gap <= NEAR_GAP else "many"
    return f"{side} {gap}", f"{side} {named}", f"{side} {separating}", f"{side} {verbal}"


def _phrase_keys(facts: tuple[str, str, str, str, int, str, bool, int]) -> tuple[str, ...]:
    """Return what a phrase tells by itself."""
    side, before, own, after, length, head, first, quoted = facts
    return (
        head, f"{side} {head}", f"{side} {first:d}", NAMES[before], NAMES[after], str(length),
        f"{NAMES[before]} {side}", NAMES[own], f"{after in STOPS:d} {side}", f"{quoted}",
    )


SPEAKER = Decision(
    ("side, distance", "classes between", "words between", "head", "side, head", "first", "class before", "class after",
     "length", "lemma, side, distance", "class before, side", "first class", "last word", "at a mark", "inverted",
     "marks between", "verbs between", "quotation between", "in a quotation", "according", "owner"),
    (
        Group(("side, distance", "classes between", "marks between", "verbs between"), _between_keys),
        Group(("words between",), lambda f: (f"{f[0]} {f[1]}",)),
        Group(("head", "side, head", "first", "class before", "class after", "length", "class before, side",
               "first class", "at a mark", "in a quotation"), _phrase_keys),
        Group(("lemma, side, distance", "according"), lambda f: (
            f"{f[0]} {f[1]} {f[2]}", "none" if f[3] is None else f"{f[1]} {f[3]}")),
        Group(("last word",), _itself),
        Group(("inverted", "owner", "quotation between"), lambda f: (
            f"{f[0]} {f[1]} {names_of(f[2] + f[3])}", f"{f[0]} {f[1]} {f[4]:d}", f"{f[0]} {f[5]:d}")),
    ),
)
"""Is a phrase the speaker of a cue?"""


def phrases(around: Around, taken: Sequence[Range] = ()) -> list[Range]:
    """Return the pronouns and noun phrases around a cue that can be its speaker, nearest first.

    Those nearest to the cue are looked at; none that overlaps with what is taken is among them.
    """
    i, prose = around.cue, around.prose
    low, high = max(around.first, i - REACH_BACK), min(around.end, i + REACH_ON)
    found: list[tuple[int, int, int]] = []
    for first, stop in ((low, i), (i + 1, high)):
        for match in PHRASE.finditer(prose.unhidden, first, stop):
            start, end = match.span()
            longer = match.end(1)
            if prose.quoted.find(1, start, end) >= 0:
                *pieces, (start, end) = _at_quotations(prose, start, end)
                found += [(i - piece[1] if piece[1] <= i else piece[0] - i, *piece) for piece in pieces]
            if longer < 0 and end - start == 1 and prose.classes[end] == ".":
                longer = _with_title(around, start, stop)
            found.append((i - end if end <= i else start - i, start, end))
            if longer > end:
                found.append((i - longer if longer <= i else start - i, start, longer))
    found.sort()
    return [(start, end) for _, start, end in found[:MOST_SPEAKERS] if not _overlaps(start, end, taken)]


def _at_quotations(prose: Prose, start: int, end: int) -> list[Range]:
    """Return the pieces into which the limits of quotations divide a phrase."""
    pieces = []
    while start < end:
        stop = start + 1
        if prose.classes[start] != "-":
            while stop < end and prose.quotation[stop] == prose.quotation[start]:
                stop += 1
            pieces.append((start, stop))
        start = stop
    return pieces


def _with_title(around: Around, start: int, high: int) -> int:
    """Return where the name ends that stands behind a short title with its full stop; -1 where there is none."""
    k, x = around.kind, start + 2
    if len(around.word[start]) > LONGEST_TITLE or k[x] != "N":
        return -1
    while x < high and k[x] in "N.":
        x += 1
    x -= k[x - 1] == "."
    return x if x > start + 2 else -1


def speakers(around: Around, found: Sequence[Range]) -> list[Candidate]:
    """Return phrases around a cue with what tells whether they are its speaker."""
    w, k, i, lemma, prose = around.word, around.kind, around.cue, around.lemma, around.prose
    quoted, first_token, according = prose.quoted, around.first, "according" in (w[i - 1], w[i])
    any_quoted = quoted.find(1, max(first_token, i - REACH_BACK), min(around.end, i + REACH_ON)) >= 0
    offset = max(first_token, i - REACH_BACK)
    beside, counted = k[i - 1], k[offset : i + REACH_ON].translate(COUNTED)
    told: list[Candidate] = []
    for first, end in found:
        side, low, high = ("before", end, i) if end <= i else ("after", i + 1, first)
        gap = high - low
        if gap < NEAR_GAP:
            between, words, near = k[low:high], " ".join(w[low:high]), gap
        else:
            words, near = "many", NEAR_GAP - 1
            if gap == NEAR_GAP:
                between = k[low:high]
            else:
                far = counted[low - offset : high - offset]
                between = "," * min(4, far.count(",")) + "x" * min(3, far.count("x"))
        before, own, last, after = k[first - 1], k[first], w[end - 1], k[end]
        owner = k[end - 1] == "O" or w[end].startswith("'s")
        head = "pronoun" if own == "p" else _head(around, first, end)
        told.append(((first, end), (
            (side, between, gap if gap < FAR_GAP else FAR_GAP), (side, words),
            (side, before, own, after, min(end - first, 6), head, first == first_token, quoted[first]),
            (lemma, side, gap if gap < NEAR_GAP else NEAR_GAP, gap if according else None), last,
            (side, near, beside, after, owner, any_quoted and quoted.find(1, low, high) >= 0),
        )))
    return told


def _overlaps(first: int, end: int, taken: Sequence[Range]) -> bool:
    """Tell whether a token range has a token in one of those that are taken."""
    return any(start < end and first < stop for start, stop in taken)


def _head(around: Around, first: int, end: int) -> str:
    """Return what kind of noun phrase this is: role, name or the class of its last word."""
    if not ROLES.isdisjoint(around.word[first:end]):
        return "role"
    classes = around.kind[first:end]
    return "name" if "N" in classes or "F" in classes else NAMES[classes[-1]]


CUE = Decision(cues.NAMES_OF_KEYS, (Group(cues.NAMES_OF_KEYS, lambda keys: keys),))
"""Is a word a cue? Its only fact are its keys: `framing.cues.CueWeights` has quicker ways to them."""
DECISIONS: dict[str, Decision] = {
    "cue": CUE, "before": SIDE, "after": SIDE, "start": START, "end": END, "mark": MARK, "onset": ONSET,
    "speaker": SPEAKER,
}
"""What is decided by ranking: whether a word is a cue; whether content stands before it, after it; where content after
it begins and ends; after which mark content before it ends, and where that begins; which phrase is the speaker."""
