"""Text -> quotes: who says what, with which word.

In come a text and its sentence spans, out come attributions: a cue ("said", "according to"), the content it
hands on, quoted or not, and the mention of its speaker (the three-part quote of Pareti 2015 and O'Keefe et al.
2012). The rules are in the candidates: which words can be a cue, where content can begin and end, which phrases
can be a speaker. Where several fit, a linear ranker decides; its weights come from `framing.attributions`. What
the rankers look at stands in readable tables: the names of the keys beside the function that gives them.

This stage knows nothing of labels or models. Everything is linear in the length of the text: a sentence has
a bounded number of candidates, however long it is.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from .marks import quotations

TOKEN = re.compile(r"[^\W_]+(?:[.,:/'’&@-][^\W_]+)*|[^\w\s]|_")
"""A word with its inner marks, or a single mark."""
Range = tuple[int, int]
FORMS = ("direct", "indirect", "mixed")
"""How much of a content stands in quotation marks: all, nothing, a part."""
REMEMBERED_WORDS = 50_000
"""Words whose class is kept: as many as the knowledge keeps rows for."""
PAD, PADS = "#", 3
"""The token that stands between sentences, and how often: as far as a ranker looks beyond a candidate."""
Keys = tuple[str, ...]
"""What a ranker looks at, in the order of the names of its table."""


def _classes(**words: str) -> dict[str, str]:
    """Return the class of each word, given the words of each class as one string."""
    return {word: name for name, listed in words.items() for word in listed.split()}


def _list(words: str) -> frozenset[str]:
    """Return a word list written as one string."""
    return frozenset(words.split())


CLASS_OF = _classes(
    pronoun="i he she they we it you who",
    object="me him them us himself herself themselves itself",
    possessive="my your his her its our their whose",
    determiner="a an the this that these those some any each every no all both several many most few another one two"
    " three other",
    preposition="of in on at by for from with about against between among into through during before after above below"
    " under over within without toward towards despite amid upon near since until like per via across along"
    " behind beyond",
    to="to",
    coordinator="and or but nor yet",
    subordinator="because although though while when where whether if as than once unless so whereas",
    question="which what how why whom",
    auxiliary="is are was were be been being am has have had having do does did",
    modal="will would can could may might shall should must",
    negation="not never n't isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't"
    " can't cannot couldn't shouldn't mustn't",
    verb="became become becomes came comes come went goes go took takes take made makes gave gives got gets get kept"
    " keeps left lost loses met meets paid pays ran runs sent sends sold spent stood stands brought brings bought"
    " caught chose fell grew grows heard held hold holds hid hit knew led let lay lies lives put puts read rose sat saw"
    " sees sought seek spread stopped struck taught threw wore won wins broke began begins became drew drove ate flew"
    " forgot froze rode sang sank shook shot showed shows slept spoke swam swore told thought wrote said says continue"
    " continues remain remains seem seems appear appears include includes provide provides allow allows want wants need"
    " needs know knows believe believes think thinks understand understands argue argues insist insists explain"
    " explains add adds tell tells describe describes become receive receives serve serves belong belongs exist exists"
    " happen happens",
    adverb="also then now later earlier previously recently often once again already still just only even ever always"
    " further furthermore however meanwhile instead initially too there here today yesterday tomorrow",
)
"""Closed classes of English; what is in none of them is classed by its shape."""
MARK_CLASS = {
    ",": "comma", ".": "stop", "!": "stop", "?": "stop", "…": "stop", ":": "colon", ";": "semicolon", "-": "dash",
    "–": "dash", "—": "dash", "(": "bracket", "[": "bracket", ")": "bracket", "]": "bracket",
}
DOUBLE_MARKS = frozenset("\"“”„«»")
"""Marks that are nothing but quotation marks."""
QUOTE_MARKS = frozenset("\"“”„«»‹›‘’‚'`")
ROLES = _list(
    "spokesman spokeswoman spokesperson minister president secretary director chief head chairman chairwoman chair"
    " officer official officials police court judge mayor governor senator lawyer attorney prosecutor prosecutors"
    " analyst professor researcher researchers critics residents ministry government agency company department"
    " union group council report study poll survey statement sources experts scientists doctors people voters"
    " workers members leader leaders candidate campaign party manager owner founder ceo coach author editor writer"
    " reporter newspaper"
)
"""Nouns that stand at the head of many mentions of a speaker."""
SHORT = 6
"""Tokens of a quotation, marks included, up to which it may be a name, a title or a scare quote."""
REACH_BACK, REACH_ON = 40, 25
"""Tokens before and after a cue among which its speaker is looked for."""
NEAR = 3
"""Tokens within which two cue words are one cue ("said in a statement")."""
START_WINDOW = 12
"""Tokens after a cue within which its content begins: an addressee may stand between."""
MOST_MARKS, MOST_WEAK, MOST_STRONG, MOST_ONSETS, MOST_SPEAKERS = 6, 5, 8, 8, 12
"""Candidates that are looked at for each decision, those nearest to the cue."""


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


class Prose:
    """The tokens of a text as the rankers need them.

    Attributes
    ----------
    text : str
    words, lower, classes : list of str
        Each token as it stands, in lower case with straight apostrophes, and its word class. Before, between
        and after the sentences stand `PADS` tokens that are no words, so that one may look beyond a sentence.
    starts, ends : list of int
        Code points of each token.
    sentences : list of (int, int)
        Token range of each sentence span.
    sentence : list of int
        The sentence of each token.
    quotations : list of (int, int)
        Token range of each quotation, marks included.
    quotation : list of int
        The quotation of each token; -1 outside.
    quoted, separators, verbal : list of int
        How many of the tokens before each one, and before the end, stand in quotations, are of a class in
        `SEPARATORS`, in `VERBAL`.
    """

    def __init__(self, text: str, spans: Sequence[Range]) -> None:
        self.text = text
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.sentence: list[int] = []
        self.sentences: list[Range] = []
        self._pad(0, 0)
        for number, (start, end) in enumerate(spans):
            first = len(self.words)
            places = [match.span() for match in TOKEN.finditer(text, start, end)]
            self.words += [text[a:b] for a, b in places]
            self.starts += [a for a, _ in places]
            self.ends += [b for _, b in places]
            self.sentences.append((first, len(self.words)))
            self.sentence += [number] * (len(self.words) - first)
            self._pad(number, end)
        self.lower = list(map(plain_word, self.words))
        self._find_quotations()
        self.classes = self._classes()
        self.separators = list(accumulate(map(SEPARATORS.__contains__, self.classes), initial=0))
        self.verbal = list(accumulate(map(VERBAL.__contains__, self.classes), initial=0))

    def _pad(self, sentence: int, place: int) -> None:
        """Append the tokens that stand between sentences."""
        self.words += [PAD] * PADS
        self.starts += [place] * PADS
        self.ends += [place] * PADS
        self.sentence += [sentence] * PADS

    def _find_quotations(self) -> None:
        """Turn the quotations of the text into token ranges."""
        self.quotations: list[Range] = []
        self.quotation = [-1] * len(self.words)
        for start, end in quotations(self.text):
            inside = range(bisect_left(self.starts, start), bisect_right(self.ends, end))
            tokens = [i for i in inside if self.words[i] is not PAD]
            for i in tokens:
                self.quotation[i] = len(self.quotations)
            if tokens:
                self.quotations.append((tokens[0], tokens[-1] + 1))
        self.quoted = list(accumulate(map((0).__le__, self.quotation), initial=0))

    def _classes(self) -> list[str]:
        """Return the word class of each token."""
        found = list(map(word_class, self.words))
        for first, end in self.sentences:
            for i in range(first, end):
                if self.words[i][0].isalnum():
                    found[i] = "first name" if found[i] == "name" else found[i]
                    break
        for first, end in self.quotations:
            if self.words[first] in QUOTE_MARKS:
                found[first] = "quote"
            if self.words[end - 1] in QUOTE_MARKS:
                found[end - 1] = "quote"
        return found

    def opens(self, i: int) -> bool:
        """Tell whether a token begins a quotation."""
        return self.quotation[i] >= 0 and self.quotations[self.quotation[i]][0] == i

    def closes(self, i: int) -> bool:
        """Tell whether a token ends a quotation."""
        return self.quotation[i] >= 0 and self.quotations[self.quotation[i]][1] == i + 1

    def in_long_quotation(self, i: int) -> bool:
        """Tell whether a token stands in a quotation that is more than a name or a scare quote."""
        if self.quotation[i] < 0:
            return False
        first, end = self.quotations[self.quotation[i]]
        return end - first > SHORT

    def span(self, tokens: Range) -> Span:
        """Return the span of a token range."""
        start, end = self.range(tokens)
        return Span(start, end, self.text[start:end])

    def range(self, tokens: Range) -> Range:
        """Return the code points of a token range."""
        return self.starts[tokens[0]], self.ends[tokens[1] - 1]

    def form(self, tokens: Range) -> str:
        """Return whether a content is direct, indirect or mixed."""
        first, end = tokens
        quoted = self.quoted[end] - self.quoted[first]
        if not quoted:
            return "indirect"
        words = range(first, end)
        outside = any(self.quotation[i] < 0 and self.words[i][0].isalnum() for i in words)
        return "mixed" if outside else "direct"


@lru_cache(maxsize=REMEMBERED_WORDS)
def plain_word(word: str) -> str:
    """Return a word in lower case with straight apostrophes."""
    return word.lower().replace("’", "'")


@lru_cache(maxsize=REMEMBERED_WORDS)
def word_class(word: str) -> str:
    """Return the class of a word, wherever it stands."""
    low = plain_word(word)
    return CLASS_OF.get(low) or shape_class(word, low)


def shape_class(word: str, low: str) -> str:
    """Return the class of a word that is in no closed class: by its capital, its ending or its mark."""
    if word[0].isalpha():
        if word[0].isupper():
            return "name"
        if low.endswith("'s"):
            return "owner"
        if low.endswith("ly"):
            return "adverb"
        for ending, name in (("ing", "-ing"), ("ed", "-ed"), ("s", "-s")):
            if low.endswith(ending):
                return name
        return "word"
    return "number" if word[0].isdigit() else MARK_CLASS.get(word, "sign")


NOTHING = (0.0,) * 40
"""What keys without a weight count, for as many as any table names."""


@dataclass(frozen=True)
class Rankers:
    """The weights that decide between candidates.

    Attributes
    ----------
    lemmas : mapping of str to str
        Every word that can be a cue, with its lemma.
    weights : mapping of str to tuple of dicts
        By decision of `DECISIONS` one mapping from key to weight for each name in its table.
    bias : mapping of str to float
        By decision.
    """

    lemmas: Mapping[str, str]
    weights: Mapping[str, tuple[dict[str, float], ...]]
    bias: Mapping[str, float]

    def score(self, decision: str, keys: Keys) -> float:
        """Return the log-odds of a candidate."""
        return sum(map(dict.get, self.weights[decision], keys, NOTHING), self.bias[decision])

    def best(self, decision: str, candidates: Sequence[tuple[Range, Keys]]) -> tuple[Range, float]:
        """Return the candidate with the highest log-odds, the first of equals, and these."""
        scores = [self.score(decision, keys) for _, keys in candidates]
        top = max(range(len(scores)), key=scores.__getitem__)
        return candidates[top][0], scores[top]


def tables(weights: Mapping[str, float], n_keys: int) -> tuple[dict[str, float], ...]:
    """Return weights by term (number of the key, tab, key) as one mapping for each key of a table."""
    found: tuple[dict[str, float], ...] = tuple({} for _ in range(n_keys))
    for term, weight in weights.items():
        number, key = term.split("\t", 1)
        found[int(number)][key] = weight
    return found


class Around:
    """A cue with what stands around it in its sentence: the words and classes of all tokens, by index."""

    def __init__(self, prose: Prose, cue: int, lemma: str) -> None:
        self.prose, self.cue, self.lemma = prose, cue, lemma
        self.first, self.end = prose.sentences[prose.sentence[cue]]
        self.word, self.kind = prose.lower, prose.classes

    def quoted(self, low: int, high: int) -> bool:
        """Tell whether any token of a range inside the sentence stands in a quotation."""
        counts = self.prose.quoted
        return counts[min(high, self.end)] > counts[max(low, self.first)]


def cue_places(prose: Prose, lemmas: Mapping[str, str]) -> Iterator[int]:
    """Yield the tokens that can be a cue: known words and colons, outside long quotations."""
    for i in [i for i, low in enumerate(prose.lower) if low in lemmas or low == ":"]:
        if not prose.in_long_quotation(i) and not _idiom(prose.lower, i):
            yield i


def _idiom(lower: Sequence[str], i: int) -> bool:
    """Tell whether a cue word is no speech: the said roof; say, forty; it goes without saying; declined to comment."""
    before, word, after = lower[i - 1], lower[i], lower[i + 1]
    return (
        (word == "said" and before in ("the", "this", "that") and after.isalpha() and lower[i - 2] == PAD)
        or (word == "say" and before == after == ",")
        or (word == "saying" and before == "without")
        or (word.startswith(("declin", "refus")) and after == "to" and lower[i + 2] == "comment")
        or (word == "say" and before == "to" and lower[i - 2] == "needless")
        or (word == "said" and before == "the" and lower[i - 2] in ("under", "of", "in", "by", "to", "for", "with"))
    )


CUE_KEYS = (
    "lemma", "word before", "word after", "second word before", "second word after", "two classes before",
    "two classes after", "classes beside", "lemma, class before", "lemma, class after", "lemma, word after",
    "third class before", "third class after", "ending", "in a short quotation", "quotations beside",
    "lemma, quotations beside", "subject's class", "subject", "auxiliary",
)
UNSTRESSED = frozenset(("adverb", "auxiliary", "modal", "negation", "to"))
"""Classes that stand between a subject and its verb."""


def cue_keys(around: Around) -> Keys:
    """Return what tells whether a word is a cue, named in `CUE_KEYS`."""
    w, k, i, lemma, prose = around.word, around.kind, around.cue, around.lemma, around.prose
    beside = f"{around.quoted(i - 8, i):d}{around.quoted(i + 1, i + 5):d}{around.quoted(around.first, i + 60):d}"
    subject = i - 1
    while k[subject] in UNSTRESSED:
        subject -= 1
    before, after = k[i - 1], k[i + 1]
    return (
        lemma, w[i - 1], w[i + 1], w[i - 2], w[i + 2], f"{k[i - 2]} {before}", f"{after} {k[i + 2]}",
        f"{before} {after}", f"{lemma} {before}", f"{lemma} {after}", f"{lemma} {w[i + 1]}", k[i - 3], k[i + 3],
        w[i][-3:], f"{prose.quotation[i] >= 0:d}", beside, f"{lemma} {beside}", k[subject], w[subject],
        w[i - 1] if before in UNSTRESSED else "none",
    )


SIDE_KEYS = (
    "mark before", "mark, room before", "quotation before, after", "mark, distance after", "near the end", "marks",
    "room after", "class after mark", "word", "lemma, mark before", "word after", "word before",
    "mark before, class after", "lemma, class after", "two classes after",
)
BOUNDARY_BEFORE = frozenset(("comma", "quote", "semicolon", "dash", "colon", "bracket"))
BOUNDARY_AFTER = frozenset(("comma", "stop", "quote", "semicolon", "dash", "colon"))


def side_keys(around: Around) -> Keys:
    """Return what tells on which sides of a cue its content stands, named in `SIDE_KEYS`."""
    w, k, i, lemma, prose = around.word, around.kind, around.cue, around.lemma, around.prose
    j = i - 1
    while j >= around.first and k[j] not in BOUNDARY_BEFORE:
        j -= 1
    mark = f"{k[j]}{prose.closes(j):d}" if k[j] == "quote" else k[j]
    quoted = f"{around.quoted(i - REACH_BACK, i):d}{around.quoted(i + 1, i + REACH_BACK):d}"
    room = min(4, max(0, j - around.first) // 2)
    j = i + 1
    while j < around.end and k[j] not in BOUNDARY_AFTER:
        j += 1
    return (
        mark, f"{mark} {room}", quoted, f"{k[j]} {min(j - i - 1, 7)}", f"{around.end - i < 4:d}", f"{k[j]} {mark}",
        str(min(6, (around.end - i) // 3)), k[j + 1] if k[j] == "comma" else "none", w[i], f"{lemma} {mark}", w[i + 1],
        w[i - 1], f"{mark} {k[i + 1]}", f"{lemma} {k[i + 1]}", f"{k[i + 1]} {k[i + 2]}",
    )


START_KEYS = (
    "distance", "word", "distance, class", "word before", "class before", "classes", "word before, class",
    "opens a quotation", "distance, lemma", "class after", "lemma, class", "class, distance between",
    "class between, class", "comma before", "quotation before", "quotation ahead", "that ahead",
)
NO_START = frozenset(("comma", "stop", "colon", "semicolon", "dash", "bracket"))


def starts(around: Around) -> list[tuple[Range, Keys]]:
    """Return where content after a cue can begin, as empty token ranges, with the keys named in `START_KEYS`."""
    w, k, i, lemma, prose = around.word, around.kind, around.cue, around.lemma, around.prose
    found: list[tuple[Range, Keys]] = []
    comma, that_ahead = "0", f"{'that' in w[i + 1 : min(around.end, i + 8)]:d}"
    for j in range(i + 1, min(around.end, i + 1 + START_WINDOW)):
        kind = k[j]
        if kind in NO_START:
            comma = "1" if kind == "comma" else comma
            continue
        distance, between, opens = j - i, k[i + 1] if j > i + 1 else "none", prose.opens(j)
        found.append(((j, j), (
            str(distance), w[j], f"{min(distance, 6)} {kind}", w[j - 1], k[j - 1], f"{k[j - 1]} {kind}",
            f"{w[j - 1]} {kind}", f"{opens:d}", f"{min(distance, 4)} {lemma}", k[j + 1], f"{lemma} {kind}",
            f"{between} {min(distance, 6)}", f"{between} {kind}",
            comma, f"{around.quoted(i + 1, j):d}", f"{around.quoted(j + 1, i + 8):d}", that_ahead,
        )))
        if opens or w[j] == "that":  # nothing later is more likely
            break
    return found


END_KEYS = (
    "class", "word", "class, length", "end of the sentence", "class after", "word after", "classes", "class before",
    "end, word", "end, word at the start", "class, lemma", "quotation marks", "whole quotation", "end, marks inside",
    "word after a comma",
)
ENDS_BEFORE = frozenset(("comma", "semicolon", "dash", "colon", "subordinator", "coordinator", "bracket", "quote",
                         "preposition", "to", "question", "stop"))
WEAK = frozenset(("preposition", "to", "coordinator"))


def ends(around: Around, start: int) -> list[tuple[Range, Keys]]:
    """Return the content after a cue that can begin at a token, with the keys named in `END_KEYS`."""
    w, k, i, lemma, prose = around.word, around.kind, around.cue, around.lemma, around.prose
    last = around.end
    while last > start + 1 and k[last - 1] == "stop" and prose.quotation[last - 1] < 0:
        last -= 1
    places, weak, strong = [], 0, 0
    for x in range(start + 1, last):
        if prose.quotation[x] >= 0 and not prose.opens(x):
            continue
        kind = k[x]
        if kind in ENDS_BEFORE or prose.closes(x - 1):
            weak, strong = weak + (kind in WEAK), strong + (kind not in WEAK)
            if weak <= MOST_WEAK if kind in WEAK else strong <= MOST_STRONG:
                places.append(x)
    found: list[tuple[Range, Keys]] = []
    marks, seen, opens = 0, start, prose.opens(start)
    for x in (*places, last):
        between = k[seen:x]
        marks += between.count("comma") + between.count("semicolon") + between.count("dash")
        seen, kind, closes, final = x, k[x], prose.closes(x - 1), f"{x == last:d}"
        whole = opens and closes and prose.quotation[start] == prose.quotation[x - 1]
        found.append(((start, x), (
            kind, w[x], f"{kind} {min(6, (x - start) // 3)}", final, k[x + 1], w[x + 1], f"{kind} {k[x + 1]}",
            k[x - 1], f"{final} {w[i]}", f"{final} {w[start]}", f"{kind} {lemma}", f"{opens:d}{closes:d}",
            f"{whole:d}", f"{final} {min(marks, 4)}", w[x + 1] if kind == "comma" else "none",
        )))
    return found


MARK_KEYS = (
    "rank", "class", "distance", "class, rank", "class after", "word after", "class before", "class after, distance",
    "two classes after", "quotation mark before", "commas between", "room before", "class before the cue",
)
MARKS = frozenset(("comma", "quote", "dash", "semicolon", "colon", "stop"))


def marks_before(around: Around) -> list[tuple[Range, Keys]]:
    """Return the marks that can end content before a cue, as token ranges, with the keys named in `MARK_KEYS`."""
    w, k, i, prose = around.word, around.kind, around.cue, around.prose
    found: list[tuple[Range, Keys]] = []
    commas, j = 0, i - 1
    floor = max(around.first, i - REACH_BACK)
    quoted = [x for x in range(floor, i) if k[x] == "quote"]
    while j >= floor and len(found) < MOST_MARKS:
        kind = k[j]
        if kind in MARKS:
            rank, closes, after = len(found), prose.closes(j), k[j + 1]
            found.append(((j, j + 1), (
                str(rank), f"{kind} {closes:d}", str(min(i - j, 10)), f"{kind} {rank} {closes:d}", after, w[j + 1],
                k[j - 1], f"{after} {min(i - j, 6)}", f"{after} {k[j + 2]}", f"{bool(quoted) and quoted[0] < j:d}",
                str(commas), str(min(5, (j - around.first) // 3)), k[i - 1],
            )))
        commas += kind == "comma"
        j -= 1
    return found


ONSET_KEYS = (
    "first", "first, mark at the end", "opens a quotation", "whole quotation", "class before", "word", "word before",
    "class", "length", "first, first word", "first, first class", "classes", "mark at the end, class before", "offset",
)
BEGINS_AFTER = frozenset(("comma", "semicolon", "dash", "colon", "subordinator", "coordinator", "stop"))


def onsets(around: Around, end: int) -> list[tuple[Range, Keys]]:
    """Return the content before a cue that can end before a token, with the keys named in `ONSET_KEYS`."""
    w, k, prose, first = around.word, around.kind, around.prose, around.first
    floor = max(first + 1, end - 10 * REACH_BACK)
    places = [x for x in range(end - 2, floor - 1, -1) if k[x - 1] in BEGINS_AFTER or prose.opens(x)][:MOST_ONSETS]
    quoted = f"{k[end - 1] == 'quote':d}"
    found: list[tuple[Range, Keys]] = []
    for x in (first, *reversed(places)):
        start, opens = f"{x == first:d}", prose.opens(x)
        whole = opens and quoted == "1" and prose.quotation[x] == prose.quotation[end - 1]
        found.append(((x, end), (
            start, start + quoted, f"{opens:d}", f"{whole:d}", k[x - 1], w[x], w[x - 1], k[x],
            str(min(6, (end - x) // 3)), f"{start} {w[first]}", f"{start} {k[first]}", f"{k[x - 1]} {k[x]}",
            f"{quoted} {k[x - 1]}", str(min(5, (x - first) // 2)),
        )))
    return found


SPEAKER_KEYS = (
    "side, distance", "classes between", "words between", "head", "side, head", "first", "class before", "class after",
    "length", "lemma, side, distance", "class before, side", "first class", "last word", "at a mark", "inverted",
    "marks between", "verbs between", "quotation between", "in a quotation", "according", "owner",
)
NOUN_CLASSES = frozenset(("determiner", "possessive", "name", "first name", "word", "-s", "number", "owner", "-ing",
                          "-ed", "sign"))
INSIDE = NOUN_CLASSES - {"determiner", "possessive"} | {"dash"}
NAMES = frozenset(("name", "first name"))
STOPS, SEPARATORS, VERBAL = (
    frozenset(("comma", "stop", PAD)), frozenset(("comma", "dash", "bracket", "quote")),
    frozenset(("auxiliary", "-ed", "modal")),
)
AFTER_PREPOSITION = frozenset(("determiner", "possessive", "name", "word", "-s", "number", "owner", "preposition"))


def phrases(around: Around) -> list[Range]:
    """Return the pronouns and noun phrases around a cue that can be its speaker, nearest first."""
    k, i, prose = around.kind, around.cue, around.prose
    low, high = max(around.first, i - REACH_BACK), min(around.end, i + REACH_ON)
    found: list[Range] = []
    j = low
    while j < high:
        if j == i or prose.in_long_quotation(j):
            j += 1
        elif k[j] == "pronoun":
            found.append((j, j + 1))
            j += 1
        elif k[j] in NOUN_CLASSES:
            end = j + 1
            while end < high and end != i and k[end] in INSIDE and prose.quotation[end] == prose.quotation[j]:
                end += 1
            found.append((j, end))
            found += _longer(around, j, end, high)
            j = end
        else:
            j += 1
    return sorted(found, key=lambda p: (min(abs(i - p[1]), abs(p[0] - i)), p))[:MOST_SPEAKERS]


def _longer(around: Around, start: int, end: int, high: int) -> Iterator[Range]:
    """Yield a noun phrase with the prepositional phrase behind it, or with the name behind its short title."""
    k, i, x = around.kind, around.cue, end + 1
    if k[end] == "preposition":
        while x < high and x != i and k[x] in AFTER_PREPOSITION:
            x += 1
    elif k[end] == "stop" and end - start == 1 and len(around.word[start]) <= 4 and k[x] == "name":
        while x < high and x != i and k[x] in ("name", "stop"):
            x += 1
        x -= k[x - 1] == "stop"
    if end + 1 < x <= high:
        yield start, x


def speakers(around: Around) -> list[tuple[Range, Keys]]:
    """Return the phrases that can be the speaker of a cue, with the keys named in `SPEAKER_KEYS`."""
    w, k, i, lemma, prose = around.word, around.kind, around.cue, around.lemma, around.prose
    found: list[tuple[Range, Keys]] = []
    for first, end in phrases(around):
        side = "before" if end <= i else "after"
        low, high = (end, i) if side == "before" else (i + 1, first)
        gap = high - low
        classes = " ".join(prose.classes[low:high]) if gap <= 3 else "many"
        words = " ".join(prose.lower[low:high]) if gap <= 2 else "many"
        head = _head(around, first, end)
        found.append(((first, end), (
            f"{side} {min(gap, 8)}", f"{side} {classes}", f"{side} {words}", head, f"{side} {head}",
            f"{side} {first == around.first:d}", k[first - 1], k[end], str(min(6, end - first)),
            f"{lemma} {side} {min(gap, 3)}", f"{k[first - 1]} {side}", k[first], w[end - 1],
            f"{k[end] in STOPS:d} {side}", f"{side} {min(gap, 2)} {k[i - 1]} {k[end]}",
            f"{side} {min(4, prose.separators[high] - prose.separators[low])}",
            f"{side} {min(3, prose.verbal[high] - prose.verbal[low])}",
            f"{side} {around.quoted(low, high):d}", f"{prose.quotation[first] >= 0:d}",
            f"{side} {gap}" if "according" in (w[i - 1], w[i]) else "none",
            f"{side} {min(gap, 2)} {k[end - 1] == 'owner' or w[end].startswith(chr(39) + 's'):d}",
        )))
    return found


def _head(around: Around, first: int, end: int) -> str:
    """Return what kind of phrase this is: pronoun, role, name or the class of its last word."""
    if around.kind[first] == "pronoun":
        return "pronoun"
    if not ROLES.isdisjoint(around.word[first:end]):
        return "role"
    if not NAMES.isdisjoint(around.kind[first:end]):
        return "name"
    return around.kind[end - 1]


DECISIONS: dict[str, Keys] = {
    "cue": CUE_KEYS, "before": SIDE_KEYS, "after": SIDE_KEYS, "start": START_KEYS, "end": END_KEYS,
    "mark": MARK_KEYS, "onset": ONSET_KEYS, "speaker": SPEAKER_KEYS,
}
"""What is decided by ranking, each with the names of what it looks at: whether a word is a cue; whether content
stands before it, after it; where content after it begins and ends; after which mark content before it ends, and
where that begins; which phrase is the speaker."""
LEAST_SPEAKER = -1.5
"""Log-odds under which no phrase is taken for the speaker: below, more were wrong than right on held-out articles."""


LONGEST_RELATIVE = 6
"""Tokens between the comma before a relative clause and its verb."""
RELATIVES = frozenset(("who", "which", "whom", "whose"))
CERTAIN = 100.0
"""Log-odds of a cue that a rule has found: more than any ranker gives."""
LONGEST_HEADLINE = 8
"""Tokens before the colon of a headline that can be its speaker."""
NOUN_CUES = _list(
    "claim claims view views accusation accusations allegation allegations assertion assertions fear fears"
    " argument arguments belief beliefs promise promises warning warnings suggestion suggestions complaint"
    " complaints charge charges hope hopes conviction assurance assurances prediction predictions rumour rumours"
    " rumor rumors contention denial insistence opinion statement statements suspicion suspicions"
)
"""Nouns of speech and thought that take a clause with "that"."""
VERBS = frozenset(("verb", "-ed", "-s"))
BEGINS_SPEAKER = frozenset(("name", "determiner", "possessive", "pronoun", "word"))
LONGEST_APPOSITION = 16
"""Tokens between a quotation and its cue that may all be the speaker: a name with its apposition."""
NO_SPEAKER = frozenset(("stop", "colon", "semicolon", "auxiliary", "modal", "verb", "subordinator", "question", "to"))
"""Classes that end the search for a quotation before a cue: what stands between would be no mere speaker."""
LONGEST_ADDRESS = 5
"""Tokens between a cue and its content that are still part of it, as in "told the court"."""
NO_ADDRESS = frozenset(("comma", "stop", "semicolon", "dash", "quote", "bracket"))
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
    scored = [(-CERTAIN, i, Around(prose, i, rankers.lemmas.get(prose.lower[i], prose.lower[i]))) for i in certain]
    for i in cue_places(prose, rankers.lemmas):
        around = Around(prose, i, rankers.lemmas.get(prose.lower[i], ":"))
        score = rankers.score("cue", cue_keys(around))
        if score > 0 and i not in certain:
            scored.append((-score, i, around))
    kept: dict[int, Around] = {}
    for _, i, around in sorted(scored, key=lambda row: row[:2]):
        near = (kept.get(j) for j in range(i - NEAR, i + NEAR + 1))
        if not any(other and other.first == around.first for other in near):
            kept[i] = around
    return list(kept.values())


def _verbs_behind_quotations(prose: Prose) -> Iterator[int]:
    """Yield the verbs directly behind a quotation and before a name, noun or pronoun: ``"...," said Ann``."""
    for first, end in prose.quotations:
        i = end
        while prose.classes[i] in ("comma", "dash") and i < end + 2:
            i += 1
        set_off = i > end or prose.classes[end - 2] in ("comma", "stop") or end - first > SHORT
        verb, before_speaker = prose.classes[i] in VERBS, prose.classes[i + 1] in BEGINS_SPEAKER
        glued = prose.starts[i] == prose.ends[end - 1] and prose.classes[i] == "word" and end - first > SHORT
        if (set_off and verb and before_speaker) or (glued and prose.classes[i + 1] == "name"):
            yield i


def _headline_colons(prose: Prose) -> Iterator[int]:
    """Yield the colons of lines without a full stop that set a speaker apart from a quotation: ``Mayor: "..."``."""
    for first, end in prose.quotations:
        i = first - 1
        start, stop = prose.sentences[prose.sentence[first]]
        if prose.classes[i] == "colon" and end == stop and 0 < i - start <= LONGEST_HEADLINE:
            yield i


def _nouns_before_that(prose: Prose) -> Iterator[int]:
    """Yield the nouns that hand over a clause: "the claim that the tower leans"."""
    for i in [i for i, low in enumerate(prose.lower) if low in NOUN_CUES]:
        if prose.lower[i + 1] == "that" and not prose.in_long_quotation(i):
            yield i


def _content(around: Around, rankers: Rankers) -> list[Range]:
    """Return the token ranges of the content of a cue."""
    beside = _quotation_before(around) or _quotation_behind_colon(around)
    if beside:
        return [beside]
    sides = side_keys(around)
    before, after = rankers.score("before", sides), rankers.score("after", sides)
    pieces: list[Range] = []
    if (before > 0 or before > after) and not (after > before and _in_relative_clause(around)):
        pieces += _content_before(around, rankers)
    if after > 0 or after >= before or not pieces:
        rest = _content_after(around, rankers)
        if not (pieces and rest and _closed(around, pieces[0]) and not around.prose.opens(rest[0][0])):
            pieces += rest
    return pieces


def _quotation_before(around: Around) -> Range | None:
    """Return the quotation that ends before a cue with nothing but its speaker between: it is the content.

    Short quotations only where a comma or a stop at their end sets them off: else they are names and scare quotes.
    """
    prose, k, j = around.prose, around.kind, around.cue - 1
    while j >= around.first and around.cue - j <= LONGEST_APPOSITION and k[j] not in NO_SPEAKER:
        if prose.closes(j):
            first, end = prose.quotations[prose.quotation[j]]
            set_off = k[j - 1] in ("comma", "stop") or k[j + 1] in ("comma", "dash") or end - first > SHORT
            return (first, end) if set_off and k[j] == "quote" else None
        j -= 1
    if j == around.first - 1 and k[around.cue + 1] in ("stop", "comma"):
        return _question_before(around)
    return None


def _question_before(around: Around) -> Range | None:
    """Return the quotation that ends the sentence before with a question or an exclamation mark."""
    prose, last = around.prose, around.first - PADS - 1
    if last < PADS or not prose.closes(last) or prose.lower[last - 1] not in ("?", "!"):
        return None
    return prose.quotations[prose.quotation[last]]


def _quotation_behind_colon(around: Around) -> Range | None:
    """Return the quotation that a cue's sentence announces with a colon at its end."""
    prose, end = around.prose, around.end
    if around.kind[end - 1] != "colon" or end + PADS >= len(prose.words) or not prose.opens(end + PADS):
        return None
    return prose.quotations[prose.quotation[end + PADS]]


def _closed(around: Around, content: Range) -> bool:
    """Tell whether content before a cue ends with its quotation: what then follows unquoted is the author's."""
    return around.kind[content[1] - 1] == "quote"


def _content_before(around: Around, rankers: Rankers) -> list[Range]:
    """Return the content before a cue, if there is a mark that can end it."""
    prose, marks = around.prose, marks_before(around)
    if not marks:
        return []
    (mark, _), _ = rankers.best("mark", marks)
    end = mark + 1 if around.kind[mark] == "quote" else mark
    if end <= around.first:
        return []
    (start, _), _ = rankers.best("onset", onsets(around, end))
    number = prose.quotation[end - 1]
    if number >= 0:  # a quotation of several sentences
        start = min(start, prose.quotations[number][0])
    return [(start, end)] if start < end else []


def _content_after(around: Around, rankers: Rankers) -> list[Range]:
    """Return the content after a cue, if there is room for it."""
    prose, places = around.prose, starts(around)
    if not places:
        return []
    (start, _), _ = rankers.best("start", places)
    if prose.opens(start):
        first, end = prose.quotations[prose.quotation[start]]
        if prose.classes[end - 2] == "stop":  # a whole sentence of speech ends with its marks
            return [(first, end)]
    (_, end), _ = rankers.best("end", ends(around, start))
    if _in_relative_clause(around):
        end = next((i for i in range(start + 1, end) if around.kind[i] == "comma" and prose.quotation[i] < 0), end)
    number = prose.quotation[end - 1]
    if number >= 0:
        end = max(end, prose.quotations[number][1])
    return [(start, end)]


def _in_relative_clause(around: Around) -> bool:
    """Tell whether a cue stands in a relative clause that a comma opens: its content ends with the next comma."""
    k, i = around.kind, around.cue - 1
    while i > around.first and around.cue - i <= LONGEST_RELATIVE and k[i] != "comma":
        i -= 1
    return k[i] == "comma" and not RELATIVES.isdisjoint(around.word[i + 1 : i + 3])


def _speaker(around: Around, rankers: Rankers, pieces: Sequence[Range]) -> Range | None:
    """Return the phrase that is the speaker of a cue, outside its content."""
    free = [row for row in speakers(around) if not any(a < row[0][1] and row[0][0] < b for a, b in pieces)]
    next_to = [row for row in free if row[0][0] == around.cue + 1]
    says = around.word[around.cue] in ("said", "says") and around.kind[around.cue + 1] == "name"
    inverted = says and any(end == around.cue - 1 for _, end in pieces)
    if next_to and (inverted or around.cue in _verbs_after(around.prose, pieces)):
        return rankers.best("speaker", next_to)[0]
    if not free:
        return None
    phrase, score = rankers.best("speaker", free)
    nobody = around.word[phrase[0]] == "it" and around.kind[around.cue - 1] == "auxiliary"  # it is said
    return _with_name(around, phrase) if score > LEAST_SPEAKER and not nobody else None


def _with_name(around: Around, phrase: Range) -> Range:
    """Return a phrase with the name before it to which it stands in apposition: "Ann Lee, a baker, said"."""
    k, (first, end) = around.kind, phrase
    apposed = k[first] == "determiner" and k[first - 1] == k[end] == "comma" and k[first - 2] in NAMES
    if not apposed or first - 2 < around.first:
        return phrase
    start = first - 2
    while start > around.first and k[start - 1] in NAMES:
        start -= 1
    return start, end


def _verbs_after(prose: Prose, pieces: Sequence[Range]) -> set[int]:
    """Return the tokens directly behind pieces of content that are quotations, commas and dashes skipped."""
    found = set()
    for _, end in pieces:
        if prose.closes(end - 1):
            behind = end
            while prose.classes[behind] in ("comma", "dash"):
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
        if last and _goes_on(prose, last[0], first) and (long or prose.classes[end - 2] == "stop"):
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
        open_end = prose.classes[this[1] - 1] != "quote"
        if open_end and following[0] in owner and not any(taken[this[0] : this[1]]):
            between = prose.text[prose.ends[this[1] - 1] : prose.starts[following[0]]]
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
    between = prose.text[prose.ends[end - 1] : prose.starts[first]]
    if "\n" in between:  # a new paragraph of a quotation that was not closed before it
        return not between.strip() and prose.quotation[end - 1] >= 0 and prose.classes[end - 1] != "quote"
    near = prose.sentence[first] - prose.sentence[end - 1] <= 1
    return near and (first - end <= SHORT or prose.sentences[prose.sentence[first]][0] == first)
