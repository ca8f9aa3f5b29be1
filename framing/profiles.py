"""The profile of an article: the one place where all stages meet.

In comes a text, out comes a frozen, JSON-ready `Profile`; nothing here splits, scores or estimates by itself.
"""

import json
import os
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

from . import extras, fitness, prevalence
from . import model as models
from . import voices as heard
from ._version import __version__
from .errors import InputError, InputTypeError
from .features import Article
from .labels import BOILERPLATE
from .quotes import SOURCE_KINDS, Quote, Span
from .sentences import split

MAX_CHARS = 5_000_000
"""Code points that a text may have unless the caller allows more: a hundred times a long feature, and half a minute
of work; what is longer is a collection, or a mistake."""
SCHEMA = 2
"""Version of the JSON form; readers refuse any other."""
MOST_EVIDENCE = 5
"""Words shown as evidence for a sentence: as many as one reads at a glance."""
BAR = 24
"""Width of a full bar in characters."""
FURNITURE = 0.5
"""Probability from which a sentence counts as page furniture: more likely than not."""
FEW_SENTENCES = 3
"""Below this many prose sentences a share says little; the interval shows it, the warning says it."""
PATH_LIKE = re.compile(
    r"(?:https?://|www\.|~?/|\.{1,2}/|[a-z]:\\)\S+"  # an address, or a path from a root or from here
    r"|[^\r\n]+\.(?:txt|html?|jsonl?|csv|md|pdf|docx?|rtf|odt)",  # one line that ends as files of text do
    re.IGNORECASE,
)
"""A text that is an address or the name of a file, and nothing else."""
LONGEST_PATH = 300
"""Code points of a text that is looked at for a path: longer ones are articles."""


@dataclass(frozen=True)
class Evidence:
    """A word that moved a sentence's label.

    Attributes
    ----------
    start, end : int
        Code points of the article.
    text : str
    weight : float
        What the word adds to the log-odds of `label` against the mean of the other labels.
    label : str
        The label of the sentence.
    """

    start: int
    end: int
    text: str
    weight: float
    label: str


@dataclass(frozen=True)
class Voice:
    """How the sentences of one voice are framed.

    Attributes
    ----------
    counts : dict of str to int
        Its sentences by label, page furniture apart.
    shares, intervals : dict
        As in `Profile`, over these sentences alone: few sentences give wide intervals.
    """

    counts: dict[str, int]
    shares: dict[str, float | None]
    intervals: dict[str, tuple[float, float] | None]


class Hearing:
    """The quotes of an article, found when first asked for and then kept; shared by profile and sentences."""

    def __init__(self, find: Callable[[], tuple[Quote, ...]]) -> None:
        self._find = find

    @cached_property
    def quotes(self) -> tuple[Quote, ...]:
        """The pieces of quotes in the order of their content."""
        return self._find()

    def __getstate__(self) -> dict[str, Any]:
        return {"quotes": self.quotes, "_find": partial(tuple, self.quotes)}


@dataclass(frozen=True)
class Sentence:
    """One sentence of an article with its framing.

    Attributes
    ----------
    start, end : int
        Half-open code points of the article: ``article[start:end] == text``.
    text : str
    label : str
        One of the model's labels, by default `framing.LABELS`, or ``"boilerplate"`` for page furniture.
    probabilities : dict of str to float
        Of each label; they sum to 1. For page furniture: those it would have as prose. They are
        calibrated: of sentences given .7, about 70 % carry that label in the view of a careful reader.
    uncertain : bool
        The label is likely to be disputed: the largest probability is small (the model card has the threshold
        and what it buys), or the sentence or its text is unlike all that the model has learnt from.
    """

    start: int
    end: int
    text: str
    label: str
    probabilities: dict[str, float]
    uncertain: bool
    _origin: "Origin | Kept" = field(repr=False, compare=False)

    @cached_property
    def evidence(self) -> tuple[Evidence, ...]:
        """The words that moved this label most, heaviest first; computed when first asked for."""
        return self._origin.evidence(self)

    @cached_property
    def voice(self) -> str:
        """Whose words these are: ``author``, ``quoted`` or ``mixed``; see `framing.voices.voice`."""
        return self._origin.voice(self)

    @cached_property
    def quotes(self) -> tuple[int, ...]:
        """The quotes of the profile whose content has part in this sentence, by index."""
        return self._origin.quotes(self)

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_origin": Kept(self.evidence, self.voice, self.quotes)}

    def to_dict(self) -> dict[str, Any]:
        """Return the sentence as plain data, evidence included."""
        return {
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "label": self.label,
            "probabilities": dict(self.probabilities),
            "uncertain": self.uncertain,
            "voice": self.voice,
            "quotes": list(self.quotes),
            "evidence": [dict(vars(e)) for e in self.evidence],
        }

    @classmethod
    def from_dict(cls, plain: Mapping[str, Any]) -> "Sentence":
        """Return the sentence that `to_dict` gave."""
        fields = {**plain, "probabilities": dict(plain["probabilities"])}
        evidence = tuple(Evidence(**e) for e in fields.pop("evidence"))
        origin = Kept(evidence, fields.pop("voice"), tuple(fields.pop("quotes")))
        return cls(**fields, _origin=origin)


@dataclass(frozen=True)
class Origin:
    """What evidence, voices and quotes of the sentences of an article are worked out from.

    Attributes
    ----------
    article : Article
    model : Model
    hearing : Hearing
    """

    article: Article
    model: models.AnyModel
    hearing: Hearing

    def evidence(self, sentence: Sentence) -> tuple[Evidence, ...]:
        """Return the words that speak most for the label of a sentence, heaviest first."""
        index = bisect_left(self.article.spans, (sentence.start, sentence.end))
        words = self.model.evidence(self.article, index, sentence.label)
        heaviest = sorted((w for w in words if w[2] > 0), key=lambda w: (-w[2], w[0]))[:MOST_EVIDENCE]
        text = self.article.text
        return tuple(Evidence(start, end, text[start:end], weight, sentence.label) for start, end, weight in heaviest)

    def voice(self, sentence: Sentence) -> str:
        """Return whose words a sentence is made of."""
        return heard.voice(sentence.start, sentence.end, self.article.text, self.hearing.quotes)

    def quotes(self, sentence: Sentence) -> tuple[int, ...]:
        """Return which quotes have part in a sentence."""
        return heard.heard_in(sentence.start, sentence.end, self.hearing.quotes)


class Kept:
    """What was worked out for a sentence whose origin is not at hand."""

    def __init__(self, evidence: tuple[Evidence, ...], voice: str, quotes: tuple[int, ...]) -> None:
        self._evidence, self._voice, self._quotes = evidence, voice, quotes

    def evidence(self, _: Sentence) -> tuple[Evidence, ...]:
        """Return the words that moved its label."""
        return self._evidence

    def voice(self, _: Sentence) -> str:
        """Return whose words it is made of."""
        return self._voice

    def quotes(self, _: Sentence) -> tuple[int, ...]:
        """Return which quotes have part in it."""
        return self._quotes


@dataclass(frozen=True)
class Profile:
    """How an article is framed.

    Attributes
    ----------
    text : str
        The article as given; all offsets refer to it.
    sentences : tuple of Sentence
    shares : dict of str to (float or None)
        Estimated share of each framing among the article's prose sentences, corrected for the model's
        known errors; sums to 1. None for a text without prose.
    intervals : dict of str to ((float, float) or None)
        95 % interval of each share: where the share lies that a careful reader would count over this
        article's own prose sentences. It says nothing of other articles by the same author or outlet.
    warnings : tuple of (str, str)
        (short stable code, sentence) for what a reader should know of this text: ``path`` (it looks like a file
        name), ``empty`` and ``short`` (no prose, or fewer than three sentences), and the codes of
        `framing.fitness`: ``script``, ``language``, ``code``, ``list``, ``poem``, ``far``.
    model : dict
        ``id`` and ``digest`` of the model, ``library`` version; of a model with labels of its own also ``labels``:
        {label: {definition, colour}}.
    """

    text: str
    sentences: tuple[Sentence, ...]
    shares: dict[str, float | None]
    intervals: dict[str, tuple[float, float] | None]
    warnings: tuple[tuple[str, str], ...]
    model: dict[str, Any]
    _hearing: Hearing = field(repr=False, compare=False)
    _measure: Callable[[Iterable[Sentence]], Voice] = field(repr=False, compare=False)

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """Who says what: one `Quote` a continuous piece, in the order of the text; found when first asked for."""
        return self._hearing.quotes

    @cached_property
    def sources(self) -> tuple[heard.Source, ...]:
        """Who is heard: one row a speaker, those with most words first."""
        return heard.sources(self.quotes, self.sentences)

    @cached_property
    def balance(self) -> heard.Balance:
        """How concentrated the quoted words are; every measure is defined in `framing.voices.Balance`."""
        return heard.balance(self.sources, heard.words_in(self.text))

    @cached_property
    def voices(self) -> dict[str, Voice]:
        """How each voice frames: ``author``, ``quoted`` and ``mixed`` sentences, then those by kind of source.

        A sentence belongs to a kind if the largest part of what it quotes comes from a source of that kind.
        Kinds that are not heard are left out.
        """
        prose = [s for s in self.sentences if s.label != BOILERPLATE]
        by_voice = {name: [s for s in prose if s.voice == name] for name in heard.VOICES}
        kinds = [heard.main_kind(s.start, s.end, [self.quotes[i] for i in s.quotes]) for s in prose]
        by_kind = {kind: [s for s, k in zip(prose, kinds, strict=True) if k == kind] for kind in SOURCE_KINDS}
        named = {kind: found for kind, found in by_kind.items() if found}
        return {name: self._measure(found) for name, found in (by_voice | named).items()}

    def __getstate__(self) -> dict[str, Any]:
        kept = {name: self.__dict__[name] for name in self.__dataclass_fields__}
        return {**kept, "voices": self.voices, "_measure": None}

    @property
    def label(self) -> str | None:
        """The framing with the largest share (of equals the first in order); None without prose."""
        known = {label: share for label, share in self.shares.items() if share is not None}
        return max(known, key=known.__getitem__) if known else None

    @property
    def counts(self) -> dict[str, int]:
        """Sentences by label as the model labels them, page furniture apart.

        ``counts[label] / sum(counts.values())`` may differ from ``shares[label]``: the model misses some
        framings more often than others, and the shares are corrected for that (see `framing.prevalence`).
        """
        found = Counter(s.label for s in self.sentences)
        return {label: found[label] for label in self.shares}

    def to_dict(self) -> dict[str, Any]:
        """Return the profile as plain data for JSON; `from_dict` gives an equal profile back."""
        return {
            "schema": SCHEMA,
            "model": dict(self.model),
            "label": self.label,
            "shares": dict(self.shares),
            "intervals": {label: list(i) if i else None for label, i in self.intervals.items()},
            "counts": self.counts,
            "warnings": [list(warning) for warning in self.warnings],
            "text": self.text,
            "sentences": [s.to_dict() for s in self.sentences],
            "quotes": [_quote_to_dict(q) for q in self.quotes],
            "sources": [dict(vars(source)) for source in self.sources],
            "voices": {name: _voice_to_dict(v) for name, v in self.voices.items()},
            "balance": dict(vars(self.balance)),
        }

    def to_json(self, indent: int | None = None) -> str:
        """Return the profile as JSON, one line unless `indent` is given."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)

    def to_rows(self) -> list[dict[str, Any]]:
        """Return a row a sentence: number, start, end, label, the probability of each label, uncertain, text."""
        return [
            {"number": i, "start": s.start, "end": s.end, "label": s.label, **s.probabilities,
             "uncertain": s.uncertain, "text": s.text}
            for i, s in enumerate(self.sentences)
        ]

    def to_frame(self) -> Any:
        """Return `to_rows` as a pandas DataFrame, with its columns also where there is no sentence.

        Raises
        ------
        ImportError
            If pandas is not installed.
        """
        columns = ["number", "start", "end", "label", *self.shares, "uncertain", "text"]
        return extras.load("pandas", "pandas").DataFrame(self.to_rows(), columns=columns)

    def to_html(self, model: models.AnyModel | None = None) -> str:
        """Return a page of its own that asks for nothing: no script, nothing from the network.

        Parameters
        ----------
        model : Model, optional
            The one that made the profile, for its measured quality. Default: the shipped one, if it did.
        """
        from . import report

        return report.page({"": self.to_dict()}, model.manifest if model is not None else None)

    def save_html(self, path: str | os.PathLike[str], model: models.AnyModel | None = None) -> None:
        """Write the page of `to_html` as UTF-8, whole or not at all.

        Raises
        ------
        FileNotFoundError
            If the folder of `path` does not exist.
        """
        from . import report

        report.save(self.to_html(model), path)

    def _repr_html_(self) -> str:
        """Return what a notebook shows: the profile in a style that touches nothing around it."""
        from . import report

        return report.cell(self.to_dict())

    def plot(self, ax: Any = None) -> Any:
        """Return matplotlib Axes with the shares and their intervals; nothing is shown.

        Parameters
        ----------
        ax : matplotlib.axes.Axes, optional
            Where to draw. Default: the axes of a new figure.

        Raises
        ------
        ImportError
            If matplotlib is not installed.
        """
        from . import plots

        return plots.shares(self.to_dict(), ax)

    @classmethod
    def from_dict(cls, plain: Mapping[str, Any]) -> "Profile":
        """Return the profile that `to_dict` gave.

        Raises
        ------
        ValueError
            If `plain` is no profile of this schema version, or lacks a part of one.
        """
        if not isinstance(plain, Mapping) or plain.get("schema") != SCHEMA:
            raise InputError(f"not a profile of schema {SCHEMA}: make it anew with framing.profile(text)")
        try:
            return cls._from_parts(plain)
        except (KeyError, IndexError, TypeError, AttributeError) as error:
            raise InputError(
                f"a damaged profile ({error!r}): make it anew with framing.profile(text)"
            ) from error

    @classmethod
    def _from_parts(cls, plain: Mapping[str, Any]) -> "Profile":
        """Return the profile of these parts."""
        quotes = tuple(_quote_from_dict(q) for q in plain["quotes"])
        found = cls(
            text=plain["text"],
            sentences=tuple(Sentence.from_dict(s) for s in plain["sentences"]),
            shares=dict(plain["shares"]),
            intervals=_intervals(plain["intervals"]),
            warnings=tuple((code, sentence) for code, sentence in plain["warnings"]),
            model=dict(plain["model"]),
            _hearing=Hearing(partial(tuple, quotes)),
            _measure=_unknown,
        )
        known = {name: _voice_from_dict(v) for name, v in plain["voices"].items()}
        found.__dict__["voices"] = known  # the measured ones: the model that measured them may not be at hand
        return found

    def __str__(self) -> str:
        """Return a compact table: one line a label with its bar, share, interval and count."""
        counts, width = self.counts, max(map(len, self.shares), default=0)
        lines = [
            _line(label.ljust(width), share, self.intervals[label], counts[label])
            for label, share in self.shares.items()
        ]
        furniture = sum(s.label == BOILERPLATE for s in self.sentences)
        total = f"{sum(counts.values())} sentences, {furniture} more are page furniture"
        tail = f"{total}; model {self.model['id']}"
        return "\n".join([*lines, tail, *(f"note ({code}): {sentence}" for code, sentence in self.warnings)])


def profile(text: str, model: models.AnyModel | str | None = None, max_chars: int = MAX_CHARS) -> Profile:
    """Return how an article is framed.

    Parameters
    ----------
    text : str
        The article as plain text; its title may stand first, on a line of its own.
    model : Model or str, optional
        From `framing.load_model`, or ``"accurate"``: slower and better, needs the extra ``[accurate]``. Default:
        the light model that comes with the library.
    max_chars : int
        Code points that a text may have.

    Raises
    ------
    FramingError
        And nothing else, whatever the text: `framing.errors.InputTypeError`, a TypeError, if `text` is no str;
        `InputError`, a ValueError, if it is longer than `max_chars` or there is no such model;
        `MissingExtraError`, an ImportError, if ``"accurate"`` is asked for and its extra is not installed;
        `ModelFileError`, an InputError, if the shipped model is damaged.
    """
    check_text(text, max_chars)
    chosen = choose(model)
    return assemble(*read(text, chosen), chosen)


def choose(model: models.AnyModel | str | None) -> models.AnyModel:
    """Return the model that a caller means: one of ours by name, one that was loaded, or by default the light one.

    Raises
    ------
    ValueError
        If there is no model of that name.
    TypeError
        If it is no model at all.
    """
    if model is None:
        return models.shipped()
    if not isinstance(model, str):
        if hasattr(model, "split_parameters"):
            return model
        raise InputTypeError(f"a model must be one from framing.load_model, not {type(model).__name__}; "
                             "`framing retrain` makes one of labels of your own")
    if model != "accurate":
        raise InputError(f"no model {model!r} comes with framing: use 'accurate', or framing.load_model(path)")
    from . import accurate

    return accurate.shipped()


def check_text(value: object, max_chars: int = MAX_CHARS) -> None:
    """Raise an error that says what to do unless a value is a text of at most so many code points."""
    if isinstance(value, str):
        if len(value) > max_chars:
            raise InputError(
                f"the text has {len(value):,} code points, more than the {max_chars:,} of max_chars: it is hardly one "
                f"article; cut it into its articles, or use framing.profile(text, max_chars={len(value)})"
            )
        return
    cures: tuple[tuple[type | tuple[type, ...], str], ...] = (
        ((bytes, bytearray), "decode it first, for example text.decode('utf-8')"),
        (type(None), "there is no text; pass '' for an empty article"),
        (os.PathLike, "read the file first, for example path.read_text(encoding='utf-8')"),
        ((Mapping,), "pass the text that it holds"),
        ((Iterable,), "pass one article, or use framing.profile_many(texts) for several"),
    )
    cure = next((cure for kind, cure in cures if isinstance(value, kind)), "pass the article as a str")
    name = type(value).__name__
    raise InputTypeError(f"framing.profile takes the text of an article as str, not {name}: {cure}")


def read(text: str, model: models.AnyModel) -> tuple[Article, models.Reading]:
    """Return an article with its sentences, and what the model says of them."""
    article = Article(text, split(text, model.split_parameters))
    return article, model.read(article)


def assemble(article: Article, reading: models.Reading, model: models.AnyModel) -> Profile:
    """Return the profile of an article that a model has read."""
    hearing = Hearing(partial(model.quotes.read, article.text, article.spans))
    unfit, doubtful = fitness.judge(article.text, article.sentences, model.light.knowledge.known)
    sentences = _sentences(article, reading, model, hearing, doubtful)
    measured = partial(_measured, labels=model.labels, parameters=model.manifest["prevalence"])
    rows = reading.probabilities[reading.furniture < FURNITURE]
    whole = measured([s.label for s in sentences if s.label != BOILERPLATE], rows)
    about: dict[str, Any] = {"id": model.id, "digest": model.digest, "library": __version__}
    if "own_labels" in model.manifest:
        about["labels"] = model.manifest["own_labels"]
    warnings = (*_warnings(article.text, len(rows)), *unfit)
    measure = partial(_measured_some, measured)
    return Profile(article.text, sentences, whole.shares, whole.intervals, warnings, about, hearing, measure)


def _measured(
    found: Iterable[str], rows: prevalence.Rows, labels: Sequence[str], parameters: Mapping[str, Any]
) -> Voice:
    """Return counts, shares and intervals over prose sentences with these labels and probabilities."""
    shares, intervals = prevalence.estimate(rows, labels, parameters)
    counts = Counter(found)
    return Voice({label: counts[label] for label in labels}, shares, intervals)


def _measured_some(measured: Callable[[Iterable[str], prevalence.Rows], Voice], sentences: Iterable[Sentence]) -> Voice:
    """Return counts, shares and intervals over the prose among some sentences."""
    prose = [s for s in sentences if s.label != BOILERPLATE]
    return measured([s.label for s in prose], [list(s.probabilities.values()) for s in prose])


def _unknown(sentences: Iterable[Sentence]) -> Voice:
    """Stand for the measure of a profile that was read from a file: its voices were measured before."""
    raise InputError("a profile read from a file cannot be measured anew: use framing.profile(text)")


def _sentences(
    article: Article, reading: models.Reading, model: models.AnyModel, hearing: Hearing, doubtful: Sequence[bool]
) -> tuple[Sentence, ...]:
    """Return the labelled sentences of an article; what the model was not made for is uncertain."""
    least, names = model.manifest["uncertain_below"], model.labels
    best, highest = reading.probabilities.argmax(axis=1), reading.probabilities.max(axis=1, initial=0)
    columns = (reading.probabilities, best, highest < least, reading.furniture >= FURNITURE)
    rows = zip(article.spans, article.sentences, doubtful, *(column.tolist() for column in columns), strict=True)
    origin, labelled = Origin(article, model, hearing), []
    for (start, end), text, strange, row, column, unsure, furniture in rows:
        label = BOILERPLATE if furniture else names[column]
        probabilities = dict(zip(names, row, strict=True))
        labelled.append(Sentence(start, end, text, label, probabilities, strange or unsure, origin))
    return tuple(labelled)


def _warnings(text: str, n_prose: int) -> tuple[tuple[str, str], ...]:
    """Return what a reader should know of this text."""
    found = []
    if len(text) <= LONGEST_PATH and PATH_LIKE.fullmatch(text.strip()):
        cure = "give the article's own text instead"
        found.append(("path", f"the text looks like a file name or address; {cure}"))
    if n_prose == 0:
        found.append(("empty", "the text has no prose sentence, so there are no shares"))
    elif n_prose < FEW_SENTENCES:
        few = f"the text has fewer than {FEW_SENTENCES} prose sentences; shares of so few say little"
        found.append(("short", few))
    return tuple(found)


def _intervals(plain: Mapping[str, Any]) -> dict[str, tuple[float, float] | None]:
    """Return intervals that were written as lists."""
    return {label: (i[0], i[1]) if i else None for label, i in plain.items()}


def _quote_to_dict(quote: Quote) -> dict[str, Any]:
    """Return a quote as plain data."""
    return {name: dict(vars(v)) if isinstance(v, Span) else v for name, v in vars(quote).items()}


def _quote_from_dict(plain: Mapping[str, Any]) -> Quote:
    """Return the quote that `_quote_to_dict` gave."""
    spans = {name: Span(**plain[name]) if plain[name] else None for name in ("speaker", "cue")}
    content = Span(**plain["content"])
    return Quote(
        spans["speaker"], plain["name"], spans["cue"], content, plain["form"], plain["kind"], plain["group"]
    )


def _voice_to_dict(voice: Voice) -> dict[str, Any]:
    """Return a voice as plain data."""
    intervals = {label: list(i) if i else None for label, i in voice.intervals.items()}
    return {"counts": dict(voice.counts), "shares": dict(voice.shares), "intervals": intervals}


def _voice_from_dict(plain: Mapping[str, Any]) -> Voice:
    """Return the voice that `_voice_to_dict` gave."""
    return Voice(dict(plain["counts"]), dict(plain["shares"]), _intervals(plain["intervals"]))


def _line(name: str, share: float | None, interval: tuple[float, float] | None, count: int) -> str:
    """Return one line of the table."""
    if share is None or interval is None:
        return f"{name}  {'':{BAR}}    –"
    bar = ("█" * round(share * BAR)).ljust(BAR, "░")
    low, high = (round(100 * bound) for bound in interval)
    return f"{name}  {bar}  {share:4.0%}  ({low}–{high} %)  {count:>3}"
