"""Whether a text is what the models were made for: an article in English prose.

In come a text, its sentences and the words that the knowledge has vectors for, out come warnings, each a short code
that stays the same and a sentence, and which sentences are far from anything seen in learning. Nothing is learnt here:
function words tell a language (the small-word scheme of Grefenstette 1995), letters a script, lines and signs the
kind of text. ``python benchmarks/trust.py alarms`` prints how often each warning is given on real English articles.
"""

import re
from collections.abc import Collection, Container, Sequence
from itertools import chain, pairwise
from statistics import median

Warnings = tuple[tuple[str, str], ...]

FUNCTION_WORDS = frozenset((
    "a", "about", "after", "all", "also", "an", "and", "any", "are", "as", "at", "be", "because", "been",
    "before", "being", "between", "but", "by", "can", "could", "did", "do", "does", "during", "each", "for",
    "from", "had", "has", "have", "he", "her", "here", "him", "his", "how", "i", "if", "in", "into", "is", "it",
    "its", "may", "more", "most", "must", "my", "no", "nor", "not", "now", "of", "on", "one", "only", "or",
    "other", "our", "out", "over", "said", "she", "should", "since", "so", "some", "such", "than", "that", "the",
    "their", "them", "then", "there", "these", "they", "this", "those", "through", "to", "under", "until", "up",
    "was", "we", "were", "what", "when", "where", "which", "while", "who", "whom", "whose", "why", "will", "with",
    "would", "you", "your",
))
"""English words that every text needs, whatever it tells."""
FEWEST_WORDS = 12
"""Words below which neither language nor distance is judged: shares of fewer say nothing."""
ENGLISH = 0.2
"""Least share of function words in English. Of 4,086 real articles 99 in 100 have more than .27; paragraphs of seven
other languages, Danish with its "for" and "at" the nearest, have less than .17."""
LATIN = 0.5
"""Least share of letters of the Latin script: most letters of an English text are, whatever it quotes."""
MOSTLY = 0.8
"""Share of ASCII characters from which letters need not be looked at one by one, which takes time."""
SIGNS = 0.08
"""Share of signs of programs among all signs and letters from which a text is code; real articles have at most .036."""
CODE_SIGNS = b"{}[]()<>=_;|\\/*#&^~+`"
FEWEST_LINES = 6
"""Lines below which no list and no poem is seen: a headline, a byline and four paragraphs are an article."""
NAME_WORDS = 3
"""Words that half of the lines of a list of names have at most: no page is broken to so few."""
LIST_WORDS, POEM_WORDS = 6, 10
"""Words that half of the lines of a list or of a poem have at most."""
WIDEST_VERSE = 60
"""Characters that a line of verse or of a list without marks has at most: pages are broken at more."""
CLOSED = 0.5
"""Share of lines with a closing mark from which lines are paragraphs."""
ROOM = 0.5
"""Share of breaks before a word that had room in the longest line from which lines were not broken to fit a page."""
LIST_MARK = re.compile(r"\s*(?:[-*+•▪●■►–]|\(?(?:\d{1,3}|[a-z])[.)])\s")
LINE_CLOSED = re.compile(r"[.!?…:;][\"'”’»)\]]*\s*\Z")
UNKNOWN = 0.5
"""Share of unknown words from which a sentence is far from all seen in learning; of the real sentences of five words
that the knowledge did not learn from, 1 in 200 has more than .36."""
FEWEST_OF_SENTENCE = 5
"""Words below which a sentence is not called far: two names make one half of four."""
FAR = 0.2
"""Share of far sentences from which a text is: far more than names and loan words bring about."""

SENTENCES = {
    "script": "most letters are of another script than the Latin one; framing reads English only",
    "language": "this does not read like English: it has too few of the words that every English text needs",
    "code": "this looks like code or markup, not like prose",
    "list": "this looks like a list, not like an article; its lines are labelled as if they were sentences",
    "poem": "this looks like verse, not like an article",
    "far": "many sentences have words that the model has never met; their labels are guesses",
}
"""What each code says. All sentences of such a text are uncertain, in a text that is far those that are."""


def judge(text: str, sentences: Sequence[str], known: Collection[str]) -> tuple[Warnings, list[bool]]:
    """Return (code, sentence) for each way in which a text is no article in English, and which sentences that touches.

    Parameters
    ----------
    text : str
    sentences : sequence of str
        Those of the text.
    known : collection of str
        The words in small letters that the knowledge has vectors for.

    Returns
    -------
    tuple of (str, str), list of bool
        The warnings, and for each sentence whether it is uncertain whatever the model says: in a text of another kind
        all are, else those that are far from anything seen in learning.

    Examples
    --------
    >>> text = "Der Kai ist seit Montag zu und niemand hat die Leute aus dem Viertel gefragt."
    >>> judge(text, [text], ())[0][0][0]
    'language'
    """
    words = [sentence.lower().split() for sentence in sentences]
    kind = _kind(text, list(chain.from_iterable(words)))
    distant = _far(words, known)
    code = kind or ("far" if sum(distant) > FAR * len(distant) else None)
    return ((code, SENTENCES[code]),) if code else (), [True] * len(distant) if kind else distant


def _far(sentences: Sequence[Sequence[str]], known: Collection[str]) -> list[bool]:
    """Return for each sentence, given as words, whether at least half of its words are unknown."""
    rarer = set(filter(str.isalpha, chain.from_iterable(sentences))) - FUNCTION_WORDS
    unknown = rarer.difference(known)
    return [not unknown.isdisjoint(words) and _is_far(words, unknown) for words in sentences]


def _is_far(words: Sequence[str], unknown: Container[str]) -> bool:
    """Tell whether the words of a sentence are mostly unknown."""
    n = sum(map(str.isalpha, words))
    return n >= FEWEST_OF_SENTENCE and sum(map(unknown.__contains__, words)) >= UNKNOWN * n


def _kind(text: str, words: Sequence[str]) -> str | None:
    """Return the code of what a text is instead of English prose, the plainest first, or None."""
    ascii_part = text.encode("ascii", "ignore")
    if len(ascii_part) < MOSTLY * len(text) and _is_of_another_script(text):
        return "script"
    n_signs = len(ascii_part) - len(ascii_part.translate(None, CODE_SIGNS))
    if len(words) >= FEWEST_WORDS and n_signs and n_signs >= SIGNS * len("".join(words)):
        return "code"
    return _lines(text) or (None if _is_english(words) else "language")


def _is_english(words: Sequence[str]) -> bool:
    """Tell whether words have the function words of English among them, or are too few to tell."""
    n = sum(map(FUNCTION_WORDS.__contains__, words))
    if n >= ENGLISH * len(words):  # so it is among those of letters alone, which need not be counted
        return True
    n_letters = sum(map(str.isalpha, words))
    return n_letters < FEWEST_WORDS or n >= ENGLISH * n_letters


def _is_of_another_script(text: str) -> bool:
    """Tell whether a text has letters, most of them beyond the Latin blocks."""
    letters = [character for character in text if character.isalpha()]
    latin = sum(character < "\u0250" or "\u1e00" <= character < "\u1f00" for character in letters)
    return latin < LATIN * len(letters)


def _lines(text: str) -> str | None:
    """Return whether the lines of a text are those of a list or of a poem."""
    lines = [line.strip() for line in text.splitlines()]
    full = [line for line in lines if line]
    if len(full) < FEWEST_LINES:
        return None
    if 2 * sum(LIST_MARK.match(line) is not None for line in full) > len(full):
        return "list"
    usual, longest = median(len(line.split()) for line in full), max(map(len, full))
    closed = sum(LINE_CLOSED.search(line) is not None for line in full)
    if longest > WIDEST_VERSE or usual > POEM_WORDS or closed >= CLOSED * len(full):
        return None
    if usual > NAME_WORDS and _fits_a_page(lines, longest):
        return None
    return "poem" if usual > LIST_WORDS or _reads_on(full) else "list"


def _fits_a_page(lines: Sequence[str], width: int) -> bool:
    """Tell whether lines, blank ones between, are broken where the next word found no room in a width."""
    breaks = [(line, following.split()[0]) for line, following in pairwise(lines) if line and following]
    room = sum(len(line) + 1 + len(word) <= width for line, word in breaks)
    return bool(breaks) and room < ROOM * len(breaks)


def _reads_on(lines: Sequence[str]) -> bool:
    """Tell whether lines go on from one to the next, as verse does: by small letters, commas or dashes."""
    going_on = sum(line[0].islower() or line.endswith((",", ";", "—")) for line in lines)
    return 4 * going_on > len(lines)
