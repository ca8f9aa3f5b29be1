"""Words -> cues: which words of a text hand over what somebody said, wrote or thought.

A linear ranker looks at each word that can be a cue and at what stands beside it, under the names of `NAMES_OF_KEYS`.
It learns from keys as strings, which can be read and stored. A text has some seventy such words, so to find its cues
the same weights are arranged by what is looked up: a few dictionaries for each word that can be a cue (`Form`), and
one for each place beside it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import compress

from .memory import Memory
from .prose import Prose
from .wordclasses import NAMES, PAD, letters, names_of

COLON = ":"
"""The mark that can be a cue, and its lemma."""
UNSTRESSED = letters("adverb", "auxiliary", "modal", "negation", "to")
"""Classes that stand between a subject and its verb."""
NO_QUOTATION = "000"
"""What stands beside a cue without a quotation in its sentence."""
QUOTED_BEFORE, QUOTED_AFTER, QUOTED_AHEAD = 8, 4, 59
"""Tokens before and after a cue that are beside it, and after it that its quotation can begin in."""
NAMES_OF_KEYS = (
    "lemma", "word before", "word after", "second word before", "second word after", "two classes before",
    "two classes after", "classes beside", "lemma, class before", "lemma, class after", "lemma, word after",
    "third class before", "third class after", "ending", "in a short quotation", "quotations beside",
    "lemma, quotations beside", "subject's class", "subject", "auxiliary",
)
"""What the ranker looks at, in the order in which a model numbers them."""


def with_colon(lemmas: Mapping[str, str]) -> dict[str, str]:
    """Return the words that can be a cue with their lemmas, the colon among them."""
    return {**lemmas, COLON: COLON}


def places(prose: Prose, lemmas: Mapping[str, str]) -> list[int]:
    """Return the tokens that stand outside long quotations and are words, or marks, of a list."""
    lower, hidden = prose.lower, prose.hidden
    return [i for i in compress(range(len(lower)), map(lemmas.__contains__, lower)) if not hidden[i]]


def is_idiom(lower: Sequence[str], i: int) -> bool:
    """Tell whether a cue word is no speech: the said roof; say, forty; it goes without saying; declined to comment."""
    before, word, after = lower[i - 1], lower[i], lower[i + 1]
    if word == "said":
        roof = before in ("the", "this", "that") and after.isalpha() and lower[i - 2] == PAD
        return roof or (before == "the" and lower[i - 2] in ("under", "of", "in", "by", "to", "for", "with"))
    if word == "say":
        return before == after == "," or (before == "to" and lower[i - 2] == "needless")
    if word == "saying":
        return before == "without"
    return after == "to" and lower[i + 2] == "comment" and word.startswith(("declin", "refus"))


def keys(prose: Prose, i: int, lemma: str) -> tuple[str, ...]:
    """Return what the ranker learns from at a word with its lemma, named in `NAMES_OF_KEYS`."""
    w, k, beside, subject = prose.lower, prose.classes, _quotations_beside(prose, i), _subject(prose.classes, i)
    before, after = NAMES[k[i - 1]], NAMES[k[i + 1]]
    return (
        lemma, w[i - 1], w[i + 1], w[i - 2], w[i + 2], names_of(k[i - 2 : i]), names_of(k[i + 1 : i + 3]),
        f"{before} {after}", f"{lemma} {before}", f"{lemma} {after}", f"{lemma} {w[i + 1]}", NAMES[k[i - 3]],
        NAMES[k[i + 3]], w[i][-3:], f"{prose.quoted[i]}", beside, f"{lemma} {beside}", NAMES[k[subject]], w[subject],
        w[i - 1] if k[i - 1] in UNSTRESSED else "none",
    )


def _quotations_beside(prose: Prose, i: int) -> str:
    """Return whether quotations stand close before a token, close after it, and in its sentence: a digit each."""
    quoted, (first, end) = prose.quoted, prose.sentences[prose.sentence[i]]
    if quoted.find(1, first, min(end, i + 1 + QUOTED_AHEAD)) < 0:
        return NO_QUOTATION
    before = quoted.find(1, max(first, i - QUOTED_BEFORE), i) >= 0
    after = quoted.find(1, i + 1, min(end, i + 1 + QUOTED_AFTER)) >= 0
    return f"{before:d}{after:d}1"


def _subject(classes: str, i: int) -> int:
    """Return the token before a verb and its auxiliaries."""
    i -= 1
    while classes[i] in UNSTRESSED:
        i -= 1
    return i


@dataclass(frozen=True, slots=True)
class Form:
    """What a word that can be a cue weighs: by itself, and with what stands beside it.

    Attributes
    ----------
    lemma : str
    itself : float
        With the bias of the ranker.
    before, after, beside : Memory
        By the letter of the class before it and after it, by the quotations beside it.
    word_after : mapping of str to float
    """

    lemma: str
    itself: float
    before: Memory[str, float]
    after: Memory[str, float]
    beside: Memory[str, float]
    word_after: Mapping[str, float]


class CueWeights:
    """The weights of the ranker of cues as they are looked up.

    Attributes
    ----------
    lemmas : mapping of str to str
        Every word and mark that can be a cue, with its lemma.
    """

    def __init__(self, lemmas: Mapping[str, str], weights: Sequence[Mapping[str, float]], bias: float) -> None:
        self.lemmas = with_colon(lemmas)
        self._bias, self._weights = bias, dict(zip(NAMES_OF_KEYS, weights, strict=True))
        self._words_after = self._by_lemma("lemma, word after")
        self._forms = Memory(self._form)
        self._classes_before = Memory(self._of_classes_before)
        self._classes_after = Memory(self._of_classes_after)
        self._classes_beside = Memory(self._of_classes_beside)
        self._subject_class = Memory(partial(self._of_class, "subject's class", ""))

    def _by_lemma(self, name: str) -> dict[str, dict[str, float]]:
        """Return the weights of keys that are a lemma and a word, by lemma and then by word."""
        found: dict[str, dict[str, float]] = {}
        for key, weight in self._weights[name].items():
            lemma, _, word = key.partition(" ")
            found.setdefault(lemma, {})[word] = weight
        return found

    def _form(self, word: str) -> Form:
        """Return what a word weighs."""
        lemma = self.lemmas[word]
        return Form(
            lemma,
            self._bias + self._weigh("lemma", lemma) + self._weigh("ending", word[-3:]),
            Memory(partial(self._of_class, "lemma, class before", f"{lemma} ")),
            Memory(partial(self._of_class, "lemma, class after", f"{lemma} ")),
            Memory(partial(self._of_quotations, lemma)),
            self._words_after.get(lemma, {}),
        )

    def _weigh(self, name: str, key: str) -> float:
        """Return the weight of a key."""
        return self._weights[name].get(key, 0.0)

    def _of_class(self, name: str, before: str, letter: str) -> float:
        """Return the weight of the key that ends with the name of a class."""
        return self._weigh(name, before + NAMES[letter])

    def _of_quotations(self, lemma: str, beside: str) -> float:
        """Return what the quotations beside a cue weigh."""
        return self._weigh("quotations beside", beside) + self._weigh("lemma, quotations beside", f"{lemma} {beside}")

    def _of_classes_before(self, three: str) -> float:
        """Return what the classes of the three tokens before a cue weigh."""
        two = self._weigh("two classes before", names_of(three[1:]))
        return self._of_class("third class before", "", three[0]) + two

    def _of_classes_after(self, three: str) -> float:
        """Return what the classes of the three tokens after a cue weigh."""
        two = self._weigh("two classes after", names_of(three[:2]))
        return self._of_class("third class after", "", three[2]) + two

    def _of_classes_beside(self, three: str) -> float:
        """Return what the classes of the tokens before and after a cue weigh, given its own between them."""
        return self._weigh("classes beside", names_of(three[0] + three[2]))

    def find(self, prose: Prose) -> list[tuple[float, int, str]]:
        """Return the likely cues of a text in their order: log-odds, which are above 0, token and lemma."""
        w, k, quoted = prose.lower, prose.classes, prose.quoted
        before, after = self._weights["word before"].get, self._weights["word after"].get
        second_before, second_after = self._weights["second word before"].get, self._weights["second word after"].get
        subject_word, auxiliary = self._weights["subject"].get, self._weights["auxiliary"].get
        in_quotation = [self._weigh("in a short quotation", "0"), self._weigh("in a short quotation", "1")]
        no_auxiliary = self._weigh("auxiliary", "none")
        found = []
        for i in places(prose, self.lemmas):
            form, subject, last, following = self._forms[w[i]], _subject(k, i), w[i - 1], w[i + 1]
            score = (
                form.itself + form.before[k[i - 1]] + form.after[k[i + 1]] + form.word_after.get(following, 0.0)
                + form.beside[_quotations_beside(prose, i)] + in_quotation[quoted[i]]
                + self._classes_before[k[i - 3 : i]] + self._classes_after[k[i + 1 : i + 4]]
                + self._classes_beside[k[i - 1 : i + 2]]
                + before(last, 0.0) + after(following, 0.0)
                + second_before(w[i - 2], 0.0) + second_after(w[i + 2], 0.0)
                + subject_word(w[subject], 0.0) + self._subject_class[k[subject]]
                + (no_auxiliary if subject == i - 1 else auxiliary(last, 0.0))
            )
            if score > 0 and not is_idiom(w, i):
                found.append((score, i, form.lemma))
        return found
