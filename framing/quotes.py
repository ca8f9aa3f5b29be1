"""Text -> quotes: who says what, with which word.

In come a text and its sentence spans, out come attributions: a cue ("said", "according to"), the content it
hands on, quoted or not, and the mention of its speaker (the three-part quote of Pareti 2015 and O'Keefe et al.
2012). The rules are in the candidates (`framing.candidates`): which words can be a cue, where content can begin and
end, which phrases can be a speaker. Where several fit, a linear ranker decides (`framing.ranking`).

This stage knows nothing of labels or models. Everything is linear in the length of the text: a sentence has
a bounded number of candidates, however long it is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from . import candidates
from .candidates import PROPER, Around
from .cues import UNSTRESSED
from .prose import PADS, SHORT, Prose, Range
from .ranking import Rankers
from .wordclasses import letters, word_list

FORMS = ("direct", "indirect", "mixed")
"""How much of a content stands in quotation marks: all, nothing, a part."""
DOUBLE_MARKS = frozenset("\"“”„«»")
"""Marks that are nothing but quotation marks."""
NEAR = 3
"""Tokens within which two cue words are one cue ("said in a statement")."""


SOURCE_KINDS = (
    "government", "military", "law", "politics", "business", "civil", "expert", "witness", "media", "unnamed",
)
"""The kinds of source; each is defined, with examples, in ``corpus/GUIDE.md``."""
OFFICIAL_KINDS = ("government", "military", "law")
"""The kinds that speak for the state."""


@dataclass(frozen=True)
class Span:
    """A piece of an article: half-open code points and what stands there."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Quote:
    """One continuous piece of what somebody is said to have said, written or thought.

    Attributes
    ----------
    speaker : Span or None
        The mention beside the quote, as it stands: "he" stays "he". None where nobody is named.
    name : str or None
        The first full form by which the article names that speaker.
    cue : Span or None
        The words that hand the quote over: "said", "according to".
    content : Span
        With its quotation marks.
    form : str
        ``direct`` (all in quotation marks), ``indirect`` (nothing) or ``mixed``.
    kind : str
        One of `framing.SOURCE_KINDS`.
    group : int
        Pieces of one broken quote share it; it counts from 0 in the order of the text.
    """

    speaker: Span | None
    name: str | None
    cue: Span | None
    content: Span
    form: str
    kind: str
    group: int


@dataclass(frozen=True)
class Attribution:
    """One act of speech, as token ranges.

    Attributes
    ----------
    speaker, cue : (int, int) or None
    pieces : tuple of (int, int)
        The content, in the order of the text; more than one where the quote is broken.
    """

    speaker: Range | None
    cue: Range | None
    pieces: tuple[Range, ...]


LEAST_SPEAKER = -1.5
"""Log-odds under which no phrase is taken for the speaker: below, more were wrong than right on held-out articles."""


LONGEST_RELATIVE = 6
"""Tokens between the comma before a relative clause and its verb."""
RELATIVES = frozenset(("who", "which", "whom", "whose"))
CERTAIN = 100.0
"""Log-odds of a cue that a rule has found: more than any ranker gives."""
LONGEST_HEADLINE = 8
"""Tokens before the colon of a headline that can be its speaker."""
NOUN_CUES = word_list(
    "claim claims view views accusation accusations allegation allegations assertion assertions fear fears"
    " argument arguments belief beliefs promise promises warning warnings suggestion suggestions complaint"
    " complaints charge charges hope hopes conviction assurance assurances prediction predictions rumour rumours"
    " rumor rumors contention denial insistence opinion statement statements suspicion suspicions"
)
"""Nouns of speech and thought that take a clause with "that"."""
VERBS = letters("verb", "-ed", "-s")
BEGINS_SPEAKER = letters("name", "determiner", "possessive", "pronoun", "word")
LONGEST_APPOSITION = 16
"""Tokens between a quotation and its cue that may all be the speaker: a name with its apposition."""
NO_SPEAKER = letters("stop", "colon", "semicolon", "auxiliary", "modal", "verb", "subordinator", "question", "to")
"""Classes that end the search for a quotation before a cue: what stands between would be no mere speaker."""
LONGEST_ADDRESS = 5
"""Tokens between a cue and its content that are still part of it, as in "told the court"."""
NO_ADDRESS = letters("comma", "stop", "semicolon", "dash", "quote", "bracket")
Found = tuple[Range | None, int | None, list[Range]]
"""Speaker, cue and pieces of an attribution in tokens."""


def find(prose: Prose, rankers: Rankers) -> list[Attribution]:
    """Return the attributions of a text, in the order of their content, none overlapping another."""
    taken = bytearray(len(prose.words))
    found: list[Found] = []
    for around in _cues(prose, rankers):
        if taken[around.cue]:
            continue
        pieces = [p for p in _content(around, rankers) if not any(taken[p[0] : p[1]])]
        if not pieces:
            continue
        for first, end in pieces:
            taken[first:end] = b"\1" * (end - first)
        found.append((_speaker(around, rankers, pieces), around.cue, pieces))
    found += _unclaimed(prose, taken, found)
    found.sort(key=lambda a: a[2][0])
    return [
        Attribution(speaker, _whole_cue(prose, cue, speaker, pieces), tuple(sorted(pieces)))
        for speaker, cue, pieces in found
    ]


def _whole_cue(prose: Prose, cue: int | None, speaker: Range | None, pieces: Sequence[Range]) -> Range | None:
    """Return the cue with its auxiliaries ("has said") and its addressee before the content ("told the court")."""
    if cue is None:
        return None
    first, end = cue, cue + 1
    while prose.classes[first - 1] in UNSTRESSED and not (speaker and speaker[0] < first <= speaker[1]):
        first -= 1
    starts = [p[0] for p in pieces if end <= p[0] <= end + LONGEST_ADDRESS]
    taken = {*range(*speaker)} if speaker else set()
    if starts and not any(i in taken or prose.classes[i] in NO_ADDRESS for i in range(end, starts[0])):
        end = starts[0]
    return first, end


def _cues(prose: Prose, rankers: Rankers) -> list[Around]:
    """Return the words that are cues, the surest first, of neighbouring ones only the surest."""
    certain = {*_verbs_behind_quotations(prose), *_headline_colons(prose), *_nouns_before_that(prose)}
    words = {i: prose.lower[i] for i in certain}
    scored = [(-CERTAIN, i, rankers.lemmas.get(word, word)) for i, word in words.items()]
    scored += [(-score, i, lemma) for score, i, lemma in rankers.cues.find(prose) if i not in certain]
    kept: dict[int, Around] = {}
    for _, i, lemma in sorted(scored):
        around = Around(prose, i, lemma)
        if not any(j in kept and kept[j].first == around.first for j in range(i - NEAR, i + NEAR + 1)):
            kept[i] = around
    return list(kept.values())


def _verbs_behind_quotations(prose: Prose) -> Iterator[int]:
    """Yield the verbs directly behind a quotation and before a name, noun or pronoun: ``"...," said Ann``."""
    for first, end in prose.quotations:
        i = end
        while prose.classes[i] in ",-" and i < end + 2:
            i += 1
        set_off = i > end or prose.classes[end - 2] in ",." or end - first > SHORT
        verb, before_speaker = prose.classes[i] in VERBS, prose.classes[i + 1] in BEGINS_SPEAKER
        named = prose.classes[i : i + 2] == "WN" and end - first > SHORT
        if (set_off and verb and before_speaker) or (named and prose.start(i) == prose.end(end - 1)):
            yield i


def _headline_colons(prose: Prose) -> Iterator[int]:
    """Yield the colons of lines without a full stop that set a speaker apart from a quotation: ``Mayor: "..."``."""
    for first, end in prose.quotations:
        i = first - 1
        start, stop = prose.sentences[prose.sentence[first]]
        if prose.classes[i] == ":" and end == stop and 0 < i - start <= LONGEST_HEADLINE:
            yield i


def _nouns_before_that(prose: Prose) -> Iterator[int]:
    """Yield the nouns that hand over a clause: "the claim that the tower leans"."""
    at = -1
    for _ in range(prose.lower.count("that")):
        at = prose.lower.index("that", at + 1)
        if prose.lower[at - 1] in NOUN_CUES and not prose.hidden[at - 1]:
            yield at - 1


def _content(around: Around, rankers: Rankers) -> list[Range]:
    """Return the token ranges of the content of a cue."""
    beside = _quotation_before(around) or _quotation_behind_colon(around)
    if beside:
        return [beside]
    sides = candidates.side_facts(around)
    before, after = rankers.score("before", sides), rankers.score("after", sides)
    pieces: list[Range] = []
    if (before > 0 or before > after) and not (after > before and _in_relative_clause(around)):
        pieces += _content_before(around, rankers)
    if after > 0 or after >= before or not pieces:
        rest = _content_after(around, rankers)
        if not (pieces and rest and _closed(around, pieces[0]) and not around.prose.opens[rest[0][0]]):
            pieces += rest
    return pieces


def _quotation_before(around: Around) -> Range | None:
    """Return the quotation that ends before a cue with nothing but its speaker between: it is the content.

    Short quotations only where a comma or a stop at their end sets them off: else they are names and scare quotes.
    """
    prose, k, j = around.prose, around.kind, around.cue - 1
    while j >= around.first and around.cue - j <= LONGEST_APPOSITION and k[j] not in NO_SPEAKER:
        if prose.closes[j]:
            first, end = prose.quotations[prose.quotation[j]]
            set_off = k[j - 1] in ",." or k[j + 1] in ",-" or end - first > SHORT
            return (first, end) if set_off and k[j] == '"' else None
        j -= 1
    if j == around.first - 1 and k[around.cue + 1] in ".,":
        return _question_before(around)
    return None


def _question_before(around: Around) -> Range | None:
    """Return the quotation that ends the sentence before with a question or an exclamation mark."""
    prose, last = around.prose, around.first - PADS - 1
    if last < PADS or not prose.closes[last] or prose.lower[last - 1] not in ("?", "!"):
        return None
    return prose.quotations[prose.quotation[last]]


def _quotation_behind_colon(around: Around) -> Range | None:
    """Return the quotation that a cue's sentence announces with a colon at its end."""
    prose, end = around.prose, around.end
    if around.kind[end - 1] != ":" or end + PADS >= len(prose.words) or not prose.opens[end + PADS]:
        return None
    return prose.quotations[prose.quotation[end + PADS]]


def _closed(around: Around, content: Range) -> bool:
    """Tell whether content before a cue ends with its quotation: what then follows unquoted is the author's."""
    return around.kind[content[1] - 1] == '"'


def _content_before(around: Around, rankers: Rankers) -> list[Range]:
    """Return the content before a cue, if there is a mark that can end it."""
    prose, marks = around.prose, candidates.marks_before(around)
    if not marks:
        return []
    mark, _ = rankers.choose("mark", marks)
    end = mark + 1 if around.kind[mark] == '"' else mark
    if end <= around.first:
        return []
    start, _ = rankers.choose("onset", candidates.onsets(around, end))
    number = prose.quotation[end - 1]
    if number >= 0:  # a quotation of several sentences
        start = min(start, prose.quotations[number][0])
    return [(start, end)] if start < end else []


def _content_after(around: Around, rankers: Rankers) -> list[Range]:
    """Return the content after a cue, if there is room for it."""
    prose, places = around.prose, candidates.starts(around)
    if not places:
        return []
    start, _ = rankers.choose("start", places)
    if prose.opens[start]:
        first, end = prose.quotations[prose.quotation[start]]
        if prose.classes[end - 2] == ".":  # a whole sentence of speech ends with its marks
            return [(first, end)]
    _, end = rankers.choose("end", candidates.ends(around, start))
    if _in_relative_clause(around):
        end = next((i for i in range(start + 1, end) if around.kind[i] == "," and prose.quotation[i] < 0), end)
    number = prose.quotation[end - 1]
    if number >= 0:
        end = max(end, prose.quotations[number][1])
    return [(start, end)]


def _in_relative_clause(around: Around) -> bool:
    """Tell whether a cue stands in a relative clause that a comma opens: its content ends with the next comma."""
    k, i = around.kind, around.cue - 1
    while i > around.first and around.cue - i <= LONGEST_RELATIVE and k[i] != ",":
        i -= 1
    return k[i] == "," and not RELATIVES.isdisjoint(around.word[i + 1 : i + 3])


def _speaker(around: Around, rankers: Rankers, pieces: Sequence[Range]) -> Range | None:
    """Return the phrase that is the speaker of a cue, outside its content."""
    free = candidates.phrases(around, pieces)
    next_to = [phrase for phrase in free if phrase[0] == around.cue + 1]
    says = around.word[around.cue] in ("said", "says") and around.kind[around.cue + 1] == "N"
    inverted = says and any(end == around.cue - 1 for _, end in pieces)
    if next_to and (inverted or around.cue in _verbs_after(around.prose, pieces)):
        return rankers.choose("speaker", candidates.speakers(around, next_to))
    if not free:
        return None
    phrase, score = rankers.best("speaker", candidates.speakers(around, free))
    nobody = around.word[phrase[0]] == "it" and around.kind[around.cue - 1] == "x"  # it is said
    return _with_name(around, phrase) if score > LEAST_SPEAKER and not nobody else None


def _with_name(around: Around, phrase: Range) -> Range:
    """Return a phrase with the name before it to which it stands in apposition: "Ann Lee, a baker, said"."""
    k, (first, end) = around.kind, phrase
    apposed = k[first] == "d" and k[first - 1] == k[end] == "," and k[first - 2] in PROPER
    if not apposed or first - 2 < around.first:
        return phrase
    start = first - 2
    while start > around.first and k[start - 1] in PROPER:
        start -= 1
    return start, end


def _verbs_after(prose: Prose, pieces: Sequence[Range]) -> set[int]:
    """Return the tokens directly behind pieces of content that are quotations, commas and dashes skipped."""
    found = set()
    for _, end in pieces:
        if prose.closes[end - 1]:
            behind = end
            while prose.classes[behind] in ",-":
                behind += 1
            found.add(behind)
    return found


def _unclaimed(prose: Prose, taken: bytearray, found: Sequence[Found]) -> list[Found]:
    """Join quotations without a cue to the quote they go on from; return the others as quotes of their own."""
    owner = {piece[0]: row[2] for row in found for piece in row[2]}
    _join_paragraphs_before(prose, taken, owner)
    ended = sorted((_end(row), row[2]) for row in found)
    alone: list[Found] = []
    at, last = 0, None
    for first, end in prose.quotations:
        while at < len(ended) and ended[at][0] <= first:
            last, at = ended[at] if last is None or ended[at][0] >= last[0] else last, at + 1
        if any(taken[first:end]):
            continue
        long = end - first > SHORT
        if last and _goes_on(prose, last[0], first) and (long or prose.classes[end - 2] == "."):
            last[1].append((first, end))
            last = end, last[1]
        elif long:
            alone.append((None, None, [(first, end)]))
            last = end, alone[-1][2]
        else:
            continue
        taken[first:end] = b"\1" * (end - first)
    return alone


def _join_paragraphs_before(prose: Prose, taken: bytearray, owner: dict[int, list[Range]]) -> None:
    """Join the paragraphs of a quotation that are left open to the quote in whose paragraph it is attributed."""
    for this, following in zip(reversed(prose.quotations[:-1]), reversed(prose.quotations[1:]), strict=True):
        open_end = prose.classes[this[1] - 1] != '"'
        if open_end and following[0] in owner and not any(taken[this[0] : this[1]]):
            between = prose.text[prose.end(this[1] - 1) : prose.start(following[0])]
            if not between.strip():
                owner[this[0]] = owner[following[0]]
                owner[this[0]].insert(0, this)
                taken[this[0] : this[1]] = b"\1" * (this[1] - this[0])


def _end(row: Found) -> int:
    """Return the token after the last one of an attribution."""
    speaker, cue, pieces = row
    return max(pieces[-1][1], (cue if cue is not None else -1) + 1, speaker[1] if speaker else 0)


def _goes_on(prose: Prose, end: int, first: int) -> bool:
    """Tell whether a quotation that begins at a token goes on from a quote that ended before another."""
    if prose.sentence[first] - prose.sentence[end - 1] > 1:
        return False
    between = prose.text[prose.end(end - 1) : prose.start(first)]
    if "\n" in between:  # a new paragraph of a quotation that was not closed before it
        return not between.strip() and prose.quotation[end - 1] >= 0 and prose.classes[end - 1] != '"'
    return first - end <= SHORT or prose.sentences[prose.sentence[first]][0] == first
