"""Mentions -> speakers: whom "he", "the ministry" or "Viking" means, and what kind of source that is.

In come the tokens of a text and the mentions beside its quotes, out comes for each mention a name, the first full
form that the text gives, and the words by which its kind is told. Names are resolved by rules over what stood
before: a surname or an alias goes to the full name, a pronoun to the last speaker of its sort, a bare noun ("the
federation") to a body or a person introduced with that noun. Nothing is looked up outside the text.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from .quotes import CLASS_OF, PAD, Prose, Range

SOURCE_KINDS = ("government", "military", "law", "politics", "business", "civil", "expert", "witness", "media", "unnamed")
"""The kinds of source; each is defined, with examples, in ``corpus/GUIDE.md``."""
OFFICIAL_KINDS = ("government", "military", "law")
"""The kinds that speak for the state."""
TITLES = frozenset(
    "mr mrs ms miss dr prof professor sir dame lord lady president vice prime minister senator sen rep representative"
    " governor gov mayor judge justice chief captain capt major maj colonel col lieutenant lt general gen sergeant sgt"
    " corporal private officer sheriff detective inspector deputy king queen prince princess pope bishop archbishop"
    " father sister rabbi imam secretary chancellor ambassador commissioner councillor director chairman chairwoman"
    " chair coach attorney former state foreign interior defence defense finance spokesman spokeswoman spokesperson".split()
)
"""Words, often with a capital, that stand before a person's name and are no part of it."""
PARTICLES = frozenset("de da di del van von der den la le el al bin ben ibn of ter ten dos du".split())
ALIAS = frozenset("alias nicknamed dubbed called known".split())
ROLE_ENDINGS = ("man", "woman", "person", "er", "or", "ist", "ian", "ant", "ent", "ee", "ess", "chief", "head", "judge")
"""Endings of nouns that name a person by what he or she does."""
NEAR = 8
"""Tokens beside a name that may say who it is."""
PERSONAL, BODILY, PLURAL = frozenset(("he", "she", "i")), frozenset(("it",)), frozenset(("they", "we"))
RELATIVE = frozenset(("who", "that", "which"))


@dataclass(frozen=True)
class Speaker:
    """Whom a mention means.

    Attributes
    ----------
    name : str or None
        The first full form in the text; None where a pronoun meets nobody before it.
    words : tuple of str
        What tells the kind of source, as keys.
    """

    name: str | None
    words: tuple[str, ...]


@dataclass
class Entity:
    """Somebody or something that a text has named.

    Attributes
    ----------
    name : str
    place : (int, int)
        Tokens of the first mention.
    person : bool or None
        None where it cannot be told.
    plural : bool
    """

    name: str
    place: Range
    person: bool | None
    plural: bool = False
    roles: set[str] = field(default_factory=set)


class Cast:
    """Everybody that a text has named so far, in the order of the text."""

    def __init__(self, prose: Prose) -> None:
        self.prose = prose
        self.runs = list(_name_runs(prose))
        self.entities: dict[str, Entity] = {}
        self.by_word: dict[str, Entity] = {}
        self.by_role: dict[str, Entity] = {}
        self.read = 0

    def go_to(self, token: int) -> None:
        """Take in the names that begin before a token."""
        while self.read < len(self.runs) and self.runs[self.read][0] < token:
            self._meet(self.runs[self.read])
            self.read += 1

    def _meet(self, run: Range) -> None:
        """Take in one name."""
        words = self.prose.words[run[0] : run[1]]
        known = self.entity_of(run)
        if known is None:
            known = Entity(" ".join(words), run, _is_person(self.prose, run))
            self.entities[known.name.lower()] = known
            for word in (words[0], words[-1]) if known.person is not False else (words[-1],):
                if len(words) > 1 and word.lower() not in CLASS_OF:
                    self.by_word.setdefault(word.lower(), known)
        for role in _roles_beside(self.prose, run):
            known.roles.add(role)
            self.by_role[role] = known
        for alias in _aliases(self.prose, run):
            self.by_word[alias] = known

    def entity_of(self, run: Range) -> Entity | None:
        """Return whom a run of names means, if that was named before."""
        words = [word.lower() for word in self.prose.words[run[0] : run[1]]]
        name = " ".join(words)
        if name in self.entities:
            return self.entities[name]
        if len(words) == 1:
            return self.by_word.get(words[0].removesuffix("'s").removesuffix("’s"))
        return None


def resolve(prose: Prose, mentions: Sequence[Range | None]) -> list[Speaker | None]:
    """Return whom each mention means, in the order of the mentions, which is that of the text."""
    cast, spoken, found = Cast(prose), [], []
    for mention in mentions:
        if mention is None:
            found.append(None)
            continue
        cast.go_to(mention[1])
        entity = _meant(prose, mention, cast, spoken)
        if entity is not None:
            spoken.append(entity)
        found.append(Speaker(entity.name if entity else None, _words(prose, mention, entity)))
    return found


def _meant(prose: Prose, mention: Range, cast: Cast, spoken: Sequence[Entity]) -> Entity | None:
    """Return the entity that a mention means; a new one for a description that nobody was given before."""
    first, end = mention
    low = prose.lower[first]
    if end - first == 1 and low in RELATIVE:
        return _antecedent(prose, first, cast)
    if end - first == 1 and prose.classes[first] == "pronoun":
        return _of_pronoun(low, first, cast, spoken)
    runs = [run for run in cast.runs if first <= run[0] < end]
    if runs:
        run = next((r for r in runs if _is_person(prose, r)), runs[0])
        return cast.entity_of(run) or Entity(_text(prose, run), run, None)
    head = _head(prose, mention)
    known = cast.by_role.get(head) or _body(head, cast)
    return known if known and prose.lower[first] in ("the", "that", "this", head) else _described(prose, mention)


def _of_pronoun(low: str, place: int, cast: Cast, spoken: Sequence[Entity]) -> Entity | None:
    """Return whom a pronoun means: the last speaker of its sort, else the last of that sort that was named."""
    named = [cast.entities[k] for k in cast.entities if cast.entities[k].place[0] < place]
    for entity in (*reversed(spoken), *reversed(named)):
        if low in PERSONAL and entity.person is not False and not entity.plural:
            return entity
        if low in BODILY and not entity.person and not entity.plural:
            return entity
        if low in PLURAL and (entity.plural or entity.person is not True):
            return entity
    return spoken[-1] if spoken and low in PLURAL else None


def _antecedent(prose: Prose, place: int, cast: Cast) -> Entity | None:
    """Return whom a relative pronoun means: the noun phrase before it."""
    end = place
    while end > 0 and prose.classes[end - 1] in ("comma", "bracket"):
        end -= 1
    first = end
    while first > 0 and prose.words[first - 1] is not PAD and prose.classes[first - 1] not in (
        "comma", "stop", "quote", "auxiliary", "modal", "pronoun", "coordinator", "subordinator", "colon", "preposition"
    ):
        first -= 1
        if prose.classes[first] in ("determiner", "possessive"):
            break
    if first == end:
        return None
    runs = [run for run in cast.runs if first <= run[0] < end]
    if runs:
        return cast.entity_of(runs[-1]) or Entity(_text(prose, runs[-1]), runs[-1], None)
    return _described(prose, (first, end))


def _body(head: str, cast: Cast) -> Entity | None:
    """Return the last named body that has a noun in its name."""
    for entity in reversed(list(cast.entities.values())):
        if entity.person is not True and head in entity.name.lower().split():
            return entity
    return None


def _described(prose: Prose, mention: Range) -> Entity | None:
    """Return a speaker who is known by a description alone, without its article."""
    first, end = mention
    if prose.lower[first] in ("the", "a", "an") and end - first > 1:
        first += 1
    head = _head(prose, mention)
    person = True if head.endswith(ROLE_ENDINGS) else None
    return Entity(_text(prose, (first, end)), mention, person, head.endswith("s") and not head.endswith("ss"))


def _text(prose: Prose, tokens: Range) -> str:
    """Return the text of a token range on one line."""
    start, end = prose.range(tokens)
    return " ".join(prose.text[start:end].split()).removesuffix("'s").removesuffix("’s")


def _head(prose: Prose, mention: Range) -> str:
    """Return the head noun of a mention: its last word before a preposition, a comma or a bracket."""
    first, end = mention
    for i in range(first, end):
        if i > first and prose.classes[i] in ("preposition", "comma", "bracket", "dash"):
            end = i
            break
    return prose.lower[end - 1].removesuffix("'s")


def _name_runs(prose: Prose) -> list[Range]:
    """Return the runs of capitalised words that name somebody, titles before them left out."""
    known = {low for low, kind in zip(prose.lower, prose.classes, strict=True) if kind == "name"}
    found = []
    i, n = 0, len(prose.words)
    while i < n:
        if not _is_name(prose, i, known):
            i += 1
            continue
        first = i
        while i < n and (_is_name(prose, i, known) or _joins(prose, i, known)):
            i += 1
        while first < i - 1 and prose.lower[first].rstrip(".") in TITLES:
            first += 1
            if prose.classes[first] == "stop":
                first += 1
        if first < i and not (i - first == 1 and prose.lower[first] in TITLES):
            found.append((first, i))
    return found


def _is_name(prose: Prose, i: int, known: set[str]) -> bool:
    """Tell whether a token is a name: capitalised inside a sentence, or at its start and known as a name."""
    kind = prose.classes[i]
    if kind == "first name":
        return prose.lower[i] in known or prose.classes[i + 1] == "name"
    return kind == "name"


def _joins(prose: Prose, i: int, known: set[str]) -> bool:
    """Tell whether a token joins two parts of one name: a particle, or the stop of an initial or a title."""
    if i + 1 >= len(prose.words) or not _is_name(prose, i + 1, known):
        return False
    if prose.lower[i] in PARTICLES or prose.words[i] == "&":
        return True
    before = prose.words[i - 1]
    return prose.words[i] == "." and (len(before) == 1 or before.lower() in TITLES)


BODY_WORDS = frozenset(
    "ministry department agency authority council commission committee court parliament senate house congress party"
    " company group bank university institute union federation association society club police army navy force forces"
    " office bureau board trust fund foundation church network league team school hospital times post news journal"
    " daily press radio television centre center inc ltd corp llc plc gmbh ag co brigade regiment battalion legion"
    " service administration government district county city state nations alliance coalition movement campaign front"
    " airlines railways port museum theatre tribunal embassy command staff guard corps".split()
)
"""Words in the names of bodies."""


def _is_person(prose: Prose, run: Range) -> bool | None:
    """Tell whether a name is a person's; None where it cannot be told."""
    words = [w.removesuffix("'s") for w in prose.lower[run[0] : run[1]]]
    if any(w in BODY_WORDS for w in words) or "of" in words:
        return False
    before = prose.lower[run[0] - 1]
    if before in TITLES or (before == "." and prose.lower[run[0] - 2] in TITLES):
        return True
    if before in ("the", "in", "at", "from") or prose.words[run[0]].isupper():
        return False
    return True if len(words) in (2, 3) else None


def _roles_beside(prose: Prose, run: Range) -> list[str]:
    """Return the nouns of role that stand directly before a name or in the apposition behind it."""
    found = []
    first, end = run
    i = first - 1
    while i >= first - 3 and prose.words[i] is not PAD and prose.classes[i] in ("word", "name", "first name", "stop"):
        found.append(prose.lower[i])
        i -= 1
    if prose.classes[end] in ("comma", "bracket"):
        for i in range(end + 1, min(end + NEAR, len(prose.words))):
            if prose.classes[i] in ("comma", "stop", "quote", "bracket") or prose.words[i] is PAD:
                break
            if prose.classes[i] == "preposition":
                break
            found.append(prose.lower[i])
    return [w for w in found if w not in CLASS_OF and (w in TITLES or w.endswith(ROLE_ENDINGS) or w in BODY_WORDS)]


def _aliases(prose: Prose, run: Range) -> list[str]:
    """Return the names by which somebody is also known, said directly behind the name."""
    found = []
    for i in range(run[1], min(run[1] + NEAR, len(prose.words))):
        if prose.words[i] is PAD:
            break
        if prose.lower[i] in ALIAS or prose.words[i] == "(":
            after = range(i + 1, min(i + 6, len(prose.words)))
            names = [j for j in after if prose.classes[j] == "name" and prose.words[i] != "("
                     or prose.quotation[j] >= 0 and prose.classes[j] in ("name", "word")]
            found += [prose.lower[j] for j in names[:1]]
    return found


def _words(prose: Prose, mention: Range, entity: Entity | None) -> tuple[str, ...]:
    """Return the keys by which the kind of a source is told: of the mention, the name and what stands beside it."""
    first, end = mention
    keys = [f"mention {w}" for w in prose.lower[first:end] if w[0].isalnum()]
    keys.append(f"head {_head(prose, mention)}")
    after = range(end, min(end + NEAR, len(prose.words)))
    keys += [f"beside {w}" for w in _until_mark(prose, after)] if prose.classes[end] == "comma" else []
    if entity is None:
        return (*keys, "nobody")
    keys += [f"name {w}" for w in entity.name.lower().split()]
    keys += [f"role {w}" for w in sorted(entity.roles)]
    keys += [f"ending {w[-4:]}" for w in (_head(prose, mention), *sorted(entity.roles))]
    first, end = entity.place
    keys += [f"beside {w}" for w in prose.lower[max(0, first - 4) : first] if w[0].isalpha()]
    keys += [f"beside {w}" for w in _until_mark(prose, range(end + 1, min(end + 1 + NEAR, len(prose.words))))]
    keys.append(f"person {entity.person} plural {entity.plural}")
    return tuple(keys)


def _until_mark(prose: Prose, places: range) -> list[str]:
    """Return the words of a range of tokens up to the end of their sentence or quotation."""
    found = []
    for i in places:
        if prose.words[i] is PAD or prose.classes[i] in ("stop", "quote", "semicolon"):
            break
        if prose.words[i][0].isalpha():
            found.append(prose.lower[i])
    return found
