"""Several articles on one event -> what they share, what each leaves out, and how each frames it.

In come profiles, out comes a frozen, JSON-ready `Comparison`. It holds the profiles and the aligned sentences;
everything else is drawn from these two when it is asked for.
"""

import json
import math
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Any

from . import facts, knowledge, wording
from . import model as models
from .alignment import Vocabulary, matches
from .errors import InputError, InputTypeError
from .facts import Fact, Pair
from .features import Article
from .labels import BOILERPLATE
from .profiles import Profile, Sentence, check_text, choose, profile
from .wording import Word

SCHEMA = 1
"""Version of the JSON form; readers refuse any other."""
FEWEST, MOST = 2, 50
"""Articles to compare: fifty have 1,225 pairs, which take a few seconds."""
LONGEST = 1000
"""Sentences of an article: aligning two of that length takes about 100 MB."""
LEVEL = 0.05
"""Chance that a table of articles that are framed alike names any difference, as is usual."""
Z = 1.959963984540054
"""The normal quantile of a 95 % interval."""
NAME_WIDTH = 28
"""Characters of an article's name in a table."""


@dataclass(frozen=True)
class Difference:
    """The difference of a share between two articles.

    Attributes
    ----------
    articles : (str, str)
    label : str
    difference : float
        Share in the first article less that in the second.
    interval : (float, float)
        95 % interval of this difference by itself.
    p : float
        Chance of a difference at least as large between articles that do not differ, adjusted for the
        number of differences in the table.
    larger : bool
        Whether the difference is larger than its uncertainty.
    """

    articles: tuple[str, str]
    label: str
    difference: float
    interval: tuple[float, float]
    p: float
    larger: bool


@dataclass(frozen=True)
class Table:
    """Shares side by side.

    Attributes
    ----------
    rows : tuple of dict
        A row an article: ``article``, ``sentences`` (of prose), ``label``, ``shares``, ``intervals``.
    differences : tuple of Difference
        Of each label between each two articles that have shares.
    method : str
        How differences are told from uncertainty.
    """

    rows: tuple[dict[str, Any], ...]
    differences: tuple[Difference, ...]
    method: str

    def to_dict(self) -> dict[str, Any]:
        """Return the table as plain data."""
        differences = [
            {**vars(d), "articles": list(d.articles), "interval": list(d.interval)} for d in self.differences
        ]
        rows = [{**row, "intervals": {k: list(v) if v else None for k, v in row["intervals"].items()}}
                for row in self.rows]
        return {"rows": rows, "differences": differences, "method": self.method}


METHOD = (
    "Two shares differ by more than their uncertainty where the interval of their difference, made of both"
    " intervals by recovery of the variances (Newcombe 1998; Zou and Donner 2008), leaves out zero after Holm's"
    " (1979) adjustment for all labels and pairs of articles in the table, at the level of 5 %. Like the"
    " intervals, it speaks of the sentences of these articles, not of others by the same hands."
)


@dataclass(frozen=True)
class Heard:
    """A source and where it is heard: `framing.voices.Source` is one of one article.

    Attributes
    ----------
    name : str or None
        The name as first written; None stands for all unnamed sources of the kind.
    kind : str
        The kind of source, as in ``profile.quotes``.
    words : dict of str to int
        Words quoted or relayed in each article that quotes the source, counted as in ``profile.sources``.
    missing : tuple of str
        The articles in which the source is not heard.
    """

    name: str | None
    kind: str
    words: dict[str, int]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """Several articles on one event.

    Attributes
    ----------
    profiles : dict of str to Profile
        In the order given.
    pairs : tuple of Pair
        Sentences that tell the same fact in different articles, in the order of the articles and sentences;
        each is the likeliest partner that one of its two sentences has in the other's article. A sentence
        may be in several pairs with one article, or in none.
    """

    profiles: dict[str, Profile]
    pairs: tuple[Pair, ...]

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The framings, in order."""
        return tuple(next(iter(self.profiles.values())).shares)

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """Facts that several articles surely tell, a sentence each; those framed in the most ways come first."""
        return facts.facts(self.pairs, tuple(self.profiles))

    @cached_property
    def further(self) -> tuple[Pair, ...]:
        """The pairs that are in no fact, the likeliest first: further sure ones, then those that are only likely."""
        rest = [pair for pair, home in zip(self.pairs, self._homes(), strict=True) if home is None]
        return tuple(sorted(rest, key=lambda pair: -pair.similarity))

    def _homes(self) -> list[int | None]:
        """Return for each pair the place in `facts` of the one that holds both its sentences."""
        home = {place: n for n, fact in enumerate(self.facts) for place in fact.indices.items()}
        sides = ((home.get(place) for place in zip(p.articles, p.indices, strict=True)) for p in self.pairs)
        return [one if one == two else None for one, two in sides]

    @property
    def only(self) -> dict[str, dict[str, tuple[Sentence, ...]]]:
        """By article and label, the sentences of prose in no sure pair: facts that the others seem to leave out."""
        sure = [pair for pair in self.pairs if pair.sure]
        told = {(name, i) for pair in sure for name, i in zip(pair.articles, pair.indices, strict=True)}
        alone = {
            name: [s for i, s in enumerate(p.sentences) if (name, i) not in told]
            for name, p in self.profiles.items()
        }
        return {
            name: {label: tuple(s for s in sentences if s.label == label) for label in self.labels}
            for name, sentences in alone.items()
        }

    @cached_property
    def words(self) -> dict[str, dict[str, tuple[Word, ...]]]:
        """Distinctive words and two-word phrases by ``article`` and by ``label``; see `framing.wording`."""
        prose = {n: [s for s in p.sentences if s.label != BOILERPLATE] for n, p in self.profiles.items()}
        everything = [s for sentences in prose.values() for s in sentences]
        labels = {label: [s.text for s in everything if s.label == label] for label in self.labels}
        articles = {name: [s.text for s in sentences] for name, sentences in prose.items()}
        return {"article": wording.distinctive(articles), "label": wording.distinctive(labels)}

    @property
    def sources(self) -> tuple[Heard, ...]:
        """Who is heard where and who is missing where, most quoted first."""
        words: dict[tuple[str, str], dict[str, int]] = {}
        names: dict[tuple[str, str], str | None] = {}
        for article, p in self.profiles.items():
            for source in p.sources:
                key = _plain_name(source.name), source.kind
                names.setdefault(key, source.name)
                heard = words.setdefault(key, {})
                heard[article] = heard.get(article, 0) + source.words
        ranked = sorted(words, key=lambda key: (-sum(words[key].values()), key))
        return tuple(
            Heard(names[key], key[1], words[key], tuple(a for a in self.profiles if a not in words[key]))
            for key in ranked
        )

    def table(self) -> Table:
        """Return shares and intervals side by side, and which differences are larger than their uncertainty."""
        rows = tuple(
            {"article": name, "sentences": sum(p.counts.values()), "label": p.label, "shares": dict(p.shares),
             "intervals": dict(p.intervals)}
            for name, p in self.profiles.items()
        )
        return Table(rows, tuple(_differences(self.profiles, self.labels)), METHOD)

    def to_html(self, model: models.AnyModel | None = None) -> str:
        """Return a page of its own: shares side by side, pairs in columns, what one alone tells, who is heard.

        Parameters
        ----------
        model : Model, optional
            The one that read the articles, for its measured quality. Default: the shipped one, if it did.
        """
        from . import report

        return report.comparison_page(self.to_dict(), model.manifest if model is not None else None)

    def _repr_html_(self) -> str:
        """Return the comparison as a notebook shows it."""
        from . import report

        return report.comparison_cell(self.to_dict())

    def save_html(self, path: str | os.PathLike[str], model: models.AnyModel | None = None) -> None:
        """Write the page of `to_html` as UTF-8, whole or not at all.

        Raises
        ------
        FileNotFoundError
            If the folder of `path` does not exist.
        """
        from . import report

        report.save(self.to_html(model), path)

    def plot(self, ax: Any = None) -> Any:
        """Return matplotlib Axes with the shares of all articles and their intervals; nothing is shown.

        Raises
        ------
        ImportError
            If matplotlib is not installed.
        """
        from . import plots

        parts = ("shares", "intervals", "model")
        shown = {name: {part: getattr(p, part) for part in parts} for name, p in self.profiles.items()}
        return plots.side_by_side(shown, ax)

    def to_dict(self) -> dict[str, Any]:
        """Return the comparison as plain data for JSON; `from_dict` gives an equal comparison back."""
        return {
            "schema": SCHEMA,
            "profiles": {name: p.to_dict() for name, p in self.profiles.items()},
            "table": self.table().to_dict(),
            "pairs": [{**p.to_dict(), "fact": home} for p, home in zip(self.pairs, self._homes(), strict=True)],
            "facts": [fact.to_dict() for fact in self.facts],
            "only": {
                name: {label: [[s.start, s.end] for s in sentences] for label, sentences in by_label.items()}
                for name, by_label in self.only.items()
            },
            "words": {
                kind: {name: [dict(vars(w)) for w in found] for name, found in groups.items()}
                for kind, groups in self.words.items()
            },
            "sources": [{**vars(source), "missing": list(source.missing)} for source in self.sources],
        }

    def to_json(self, indent: int | None = None) -> str:
        """Return the comparison as JSON, one line unless `indent` is given."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)

    @classmethod
    def from_dict(cls, plain: Mapping[str, Any]) -> "Comparison":
        """Return the comparison that `to_dict` gave.

        Raises
        ------
        ValueError
            If `plain` is no comparison of this schema version, or lacks a part of one.
        """
        if not isinstance(plain, Mapping) or plain.get("schema") != SCHEMA or "profiles" not in plain:
            raise InputError(f"not a comparison of schema {SCHEMA}: make it anew with framing.compare(articles)")
        try:
            profiles = {name: Profile.from_dict(p) for name, p in plain["profiles"].items()}
            return cls(profiles, tuple(_pair(pair, profiles) for pair in plain["pairs"]))
        except (KeyError, IndexError, TypeError, AttributeError, ValueError) as error:
            raise InputError(
                f"a damaged comparison ({error!r}): make it anew with framing.compare(articles)"
            ) from error

    def __str__(self) -> str:
        """Return a table: a line an article with its shares, then the differences and what is shared."""
        return "\n".join(_lines(self))


def compare(articles: Mapping[str, str], model: models.AnyModel | str | None = None) -> Comparison:
    """Return how several articles on one event differ in framing, fact by fact.

    Parameters
    ----------
    articles : mapping of str to str
        Two to fifty texts by a name of yours, such as the outlet's.
    model : Model or str, optional
        As for `framing.profile`.

    Raises
    ------
    FramingError
        And nothing else, whatever the texts: `framing.errors.InputTypeError`, a TypeError, if `articles` is no
        mapping, a name or a text no str; `InputError`, a ValueError, if there are fewer than 2 or more than 50
        articles, or one has more than 1,000 sentences; else as `framing.profile`.
    """
    _check(articles)
    chosen = choose(model)
    profiles = {name: profile(text, chosen) for name, text in articles.items()}
    return Comparison(profiles, tuple(_pairs(profiles)))


def _check(articles: object) -> None:
    """Raise an error that says what to do unless these are texts to compare."""
    if not isinstance(articles, Mapping):
        name = type(articles).__name__
        raise InputTypeError(
            f"framing.compare takes a mapping of names to texts, not {name}: give each text a name, as in "
            "framing.compare({'ministry': text, 'news': other})"
        )
    for name, text in articles.items():
        if not isinstance(name, str):
            raise InputTypeError(f"framing.compare takes names as str, not {type(name).__name__}: use str({name!r})")
        check_text(text)
    if len(articles) < FEWEST:
        raise InputError(
            f"framing.compare needs at least {FEWEST} articles, not {len(articles)}: for one, use framing.profile"
        )
    if len(articles) > MOST:
        raise InputError(
            f"framing.compare takes at most {MOST} articles, not {len(articles)}: compare those on one event, or "
            "use framing.profile_outlets for many articles by outlet"
        )


def _pairs(profiles: Mapping[str, Profile]) -> Iterator[Pair]:
    """Yield the aligned sentences of profiles; page furniture tells no fact.

    Articles are aligned in the order of their names, so that the order in which they are given changes nothing. The
    weights of the alignment were fitted on the knowledge that ships, so it is used whatever model labelled them.
    """
    prose = {n: [i for i, s in enumerate(p.sentences) if s.label != BOILERPLATE] for n, p in profiles.items()}
    for name, kept in prose.items():
        if len(kept) > LONGEST:
            raise InputError(f"{name!r} has {len(kept)} sentences, of which framing.compare takes {LONGEST}: cut it")
    order = sorted(profiles)
    spans = {n: [(profiles[n].sentences[i].start, profiles[n].sentences[i].end) for i in prose[n]] for n in order}
    vocabulary = Vocabulary([Article(profiles[n].text, spans[n]) for n in order], knowledge.shipped())
    for one, two in combinations(profiles, 2):
        a, b = sorted((one, two))
        found = vocabulary.align(order.index(a), order.index(b))
        found = found if a == one else found.T
        for i, j in matches(found):
            first, second = prose[one][i], prose[two][j]
            sentences = profiles[one].sentences[first], profiles[two].sentences[second]
            yield Pair((one, two), (first, second), float(found[i, j]), sentences)


def _pair(plain: Mapping[str, Any], profiles: Mapping[str, Profile]) -> Pair:
    """Return the pair that `Pair.to_dict` gave."""
    (one, two), (i, j) = plain["articles"], plain["indices"]
    sentences = profiles[one].sentences[i], profiles[two].sentences[j]
    return Pair((one, two), (i, j), plain["similarity"], sentences)


def _differences(profiles: Mapping[str, Profile], labels: Sequence[str]) -> Iterator[Difference]:
    """Yield the difference of each share between each two articles, adjusted for their number."""
    found = [
        ((one, two), label, *_difference(profiles[one], profiles[two], label))
        for one, two in combinations(profiles, 2) if profiles[one].label and profiles[two].label
        for label in labels
    ]
    adjusted = _holm([p for *_, p in found])
    for (articles, label, difference, interval, _), p in zip(found, adjusted, strict=True):
        yield Difference(articles, label, difference, interval, p, p < LEVEL)


def _difference(one: Profile, two: Profile, label: str) -> tuple[float, tuple[float, float], float]:
    """Return the difference of a share, its 95 % interval and the two-sided p of no difference.

    The interval reaches as far down as the first share may lie below and the second above its estimate, and
    the other way round; p is that of the normal distribution for the bound on the side of zero.
    """
    (share, (low, high)), (other, (other_low, other_high)) = _known(one, label), _known(two, label)
    difference = share - other
    down, up = math.hypot(share - low, other_high - other), math.hypot(high - share, other - other_low)
    reach = down if difference > 0 else up
    z = Z * abs(difference) / reach if reach else math.inf * abs(difference) if difference else 0.0
    return difference, (difference - down, difference + up), math.erfc(z / math.sqrt(2))


def _known(p: Profile, label: str) -> tuple[float, tuple[float, float]]:
    """Return share and interval of a profile that has them."""
    share, interval = p.shares[label], p.intervals[label]
    return share or 0.0, interval or (0.0, 1.0)


def _holm(values: Sequence[float]) -> list[float]:
    """Return p values adjusted for their number, step by step down from the smallest (Holm 1979)."""
    adjusted, largest = [0.0] * len(values), 0.0
    for rank, i in enumerate(sorted(range(len(values)), key=values.__getitem__)):
        largest = max(largest, min(1.0, (len(values) - rank) * values[i]))
        adjusted[i] = largest
    return adjusted


def _plain_name(name: str | None) -> str:
    """Return a name in the form in which equal names are found: any case, no article before it."""
    return " ".join((name or "").casefold().split()).removeprefix("the ")


def _lines(comparison: Comparison) -> Iterator[str]:
    """Yield the lines of a comparison in print."""
    table = comparison.table()
    names = {row["article"]: _short(row["article"]) for row in table.rows}
    width = max(map(len, names.values()))
    yield f"{'':{width}}  " + "".join(f"{label:>18}" for label in comparison.labels) + "  sentences"
    for row in table.rows:
        cells = "".join(f"{_cell(row['shares'][x], row['intervals'][x]):>18}" for x in comparison.labels)
        yield f"{names[row['article']]:{width}}  {cells}  {row['sentences']:>9}"
    for d in table.differences:
        if d.larger:
            more, less = d.articles if d.difference > 0 else d.articles[::-1]
            yield f"more {d.label} in {names[more]} than in {names[less]}, by {abs(d.difference):.0%} (p {d.p:.3f})"
    if not any(d.larger for d in table.differences):
        yield "no share differs by more than its uncertainty"
    sure = [pair for pair in comparison.pairs if pair.sure]
    differ = sum(one != two for one, two in (pair.labels for pair in sure))
    alone = sum(len(s) for by_label in comparison.only.values() for s in by_label.values())
    perhaps = len(comparison.pairs) - len(sure)
    yield f"{len(sure)} pairs of sentences tell one fact, {differ} with different labels; {perhaps} more perhaps do"
    yield f"sentences that seem to tell what no other article tells: {alone}"


def _short(name: str) -> str:
    """Return a name that fits a column."""
    return name if len(name) <= NAME_WIDTH else f"{name[: NAME_WIDTH - 1]}…"


def _cell(share: float | None, interval: tuple[float, float] | None) -> str:
    """Return a share with its interval."""
    if share is None or interval is None:
        return "–"
    low, high = (round(100 * bound) for bound in interval)
    return f"{share:.0%} ({low}–{high} %)"
