"""The retraining script: check the corpus, evaluate, fit, write the model, its manifest and its card.

In comes a corpus folder, out come ``model.npz``, ``model.json`` and ``README.md`` (the model card) in one
folder, complete or not at all. The same corpus gives the same bytes on one machine and environment,
however many threads it has.
"""

import platform
import warnings
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import (
    arrayfile,
    bias,
    card,
    confusions,
    corpus,
    evaluation,
    knowledge,
    lessons,
    model,
    quotelearning,
    quotemodel,
    regression,
    sentences,
    wordvectors,
)
from ._version import __version__
from .calibration import settle
from .corpus import LabelledArticle
from .errors import InputError
from .features import Article
from .labels import BOILERPLATE, LABELS
from .lessons import Example
from .model import Known, Model
from .quotemodel import QuoteModel
from .resources import folder

Floats = NDArray[np.float64]
SEED = 0
"""The solver is deterministic; the seed is set and recorded all the same."""
STRENGTH = 0.003
"""Inverse strength of the penalty on the weights (scikit-learn's C); the best of .003, .01, .03 and .1 in
cross-validation on the real articles, grouped by outlet."""
OWN_WEIGHT = 0.1
"""Weight of a sentence of our corpus beside a real one; the best of .01, .1 and .3 in the same."""
EVENNESS = 0.75
"""How far rare labels of one's own count more than they occur; see `Fitting`. Of 0, .5, .75 and 1 the best balance with
300 sentences of real articles by held outlets: .427, .464, .473, .475 macro-F1, and where two of the labels were made
rarer still .323, .365, .395, .403 with .186, .159, .164, .179 error of an article's shares."""
NEVER = -20.0
"""Log-odds of a label, or of page furniture, of which there is no sentence to learn from."""
ROUNDS = 1000
"""Most rounds of the solver; it settles before."""
NOTHING: Mapping[str, bytes] = MappingProxyType({})
"""No further files."""
PROBES = (
    "The ministry said the new rules will apply from 1 March.",
    "Residents call the closure a disgrace and say nobody listened.",
    "Join us and discover the finest coast in the country!",
    "The train left at 7.40 and arrived before noon.",
)
"""Sentences of our own whose probabilities are stored with a model and recomputed when it is loaded."""


@dataclass(frozen=True)
class Fitting:
    """How weights are fitted.

    Attributes
    ----------
    strength : float
        Inverse strength of the penalty on the weights (scikit-learn's C).
    evenness : float
        The power of n / n_label by which a sentence counts: with 0 all sentences count the same, with 1 all labels.
    centred : bool
        Whether the solver sees rows less their mean (`framing.regression`): soon settled, equal but for rounding.
    """

    strength: float
    evenness: float
    centred: bool

    def weights(self, gold: Sequence[str]) -> Floats:
        """Return what each of some labelled sentences counts, their mean 1."""
        sizes = Counter(gold)
        found = np.array([sizes[label] ** -self.evenness for label in gold])
        return found / found.mean() if len(found) else found

    def learn(self, rows: Floats, gold: NDArray[Any], weight: Floats) -> Any:
        """Return scikit-learn's logistic regression."""
        from sklearn.linear_model import LogisticRegression

        settings = {"C": self.strength, "max_iter": ROUNDS, "random_state": SEED}
        with warnings.catch_warnings():  # thirty labels of few sentences look like a regression, but are none
            warnings.filterwarnings("ignore", "The number of unique classes", UserWarning)
            if self.centred:
                return regression.centred(rows, gold, weight, **settings)
            return LogisticRegression(**settings).fit(rows, gold, weight)


OURS = Fitting(STRENGTH, 0.0, centred=False)
"""For the labels of `framing.labels`, on the knowledge and the real articles that come with the library."""
OWN = Fitting(wordvectors.STRENGTH, EVENNESS, centred=True)
"""For labels of one's own, on word vectors."""


def retrain(corpus_folder: Path | Traversable | None, out: Path) -> dict[str, Any]:
    """Write a model learnt from a corpus and return its manifest.

    A corpus without ``labels.csv`` is coded after our codebook: the real articles that come with the library as
    numbers are learnt from too, and calibration, shares and the threshold of doubt are settled on them. One with
    ``labels.csv`` is a codebook of its own, whatever its labels are called: nothing that was learnt from our labels
    enters, and all is settled on the corpus itself, by stories held out.

    Parameters
    ----------
    corpus_folder : path, optional
        Default: the corpus that comes with the library.
    out : path
        Folder for the files of the model; made if missing.

    Raises
    ------
    ValueError
        If the corpus has a fault, too few groups, or no sentence of a label; nothing is written then.
    """
    return write(learn(corpus_folder), out)


def cross_validated(corpus_folder: Path | Traversable | None) -> dict[str, Any]:
    """Return the manifest that `retrain` would write, scores inside, and write nothing."""
    return dict(learn(corpus_folder).manifest)


def outlet_report(corpus_folder: Path | Traversable | None) -> str:
    """Return how often the intervals of `framing.profile_outlets` hold, on real articles by held-out models.

    Raises
    ------
    ValueError
        If the corpus has labels of its own: the real articles are labelled with ours.
    """
    if corpus.own_labels(corpus_folder):
        raise InputError(f"{corpus_folder}: has labels of its own, but the real articles by outlet are labelled with "
                         "ours; score it by --articles of yours")
    known = knowledge.shipped()
    real, own = lessons.shipped(known), lessons.from_articles(corpus.read(corpus_folder), known)
    outcomes = settle(real, LABELS, held_out_logits(real, own, LABELS))[1]
    return evaluation.outlet_table([e.group for e in real], outcomes, LABELS)


def learn(corpus_folder: Path | Traversable | None) -> Model:
    """Return a model learnt from a corpus on one thread, with all that its manifest says.

    Only libraries that are loaded already can be held to one thread, so the solvers are imported first.
    """
    import scipy.optimize  # noqa: F401
    import sklearn.linear_model  # noqa: F401
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):
        return _model_of(corpus_folder)


def _model_of(corpus_folder: Path | Traversable | None) -> Model:
    """Return a model learnt from a corpus; its last bits depend on the number of threads."""
    articles = corpus.read(corpus_folder)
    labels, own_labels = tuple(corpus.definitions(corpus_folder)), corpus.own_labels(corpus_folder)
    _check_labels(articles, labels)
    known: Known = wordvectors.shipped() if own_labels else knowledge.shipped()
    own = lessons.from_articles(articles, known)
    real = [] if own_labels else lessons.shipped(knowledge.shipped())
    how = OWN if own_labels else OURS
    parameters, own_outcomes = settle(own, labels, held_out_logits(own, real, labels, how=how))
    outcomes = own_outcomes
    if real:
        parameters, outcomes = settle(real, labels, held_out_logits(real, own, labels))
    about = {
        "id": f"en-{__version__}",
        "labels": list(labels),
        "knowledge": known.digest,
        "corpus": {"sha256": corpus.fingerprint(corpus_folder), "articles": len(articles),
                   "sentences": sum(len(a.labels) for a in articles)},
        "lessons": {"articles": len(real), "sentences": sum(len(a.labels) for a in real)},
        "settled_on": "real articles, by outlet" if real else "the corpus, by story",
        "seed": SEED,
        "versions": {"framing": __version__, "python": platform.python_version(),
                     **{name: version(name) for name in ("numpy", "scikit-learn", "nltk")}},
        "scores": evaluation.scores(outcomes, labels),
        "corpus_scores": {**evaluation.scores(own_outcomes, labels), "baselines": baselines(articles, labels)},
    }
    if real:
        retold = corpus.retold(corpus_folder)
        about["ece_of_few"] = evaluation.calibration_of_few(outcomes)
        about["confusions"] = confusions.commonest(outcomes, [e.register for e in real])
        about["checks"] = checks((articles, own, own_outcomes), (real, outcomes), known, retold)
    quotes = learn_quotes(corpus_folder, articles)
    if own_labels:
        about |= {
            "id": f"own-{corpus.fingerprint(corpus_folder)[:8]}", "reader": wordvectors.KIND, "own_labels": own_labels,
        }
    about["quotes"] = {name: quotes.manifest[name] for name in ("id", "sha256", "corpus", "real", "scores")}
    parts = known, learn_split(articles), quotes
    return finish(parts, fit([*own, *real], labels, how), parameters, about)


def _check_labels(articles: Sequence[LabelledArticle], labels: Sequence[str]) -> None:
    """Raise ValueError where a label has no sentence to learn it from."""
    missing = sorted(set(labels) - {label for a in articles for label in a.labels}, key=labels.index)
    if missing:
        raise InputError(
            f"no sentence of the corpus is labelled {', '.join(map(repr, missing))}: code some, or take the label out "
            "of labels.csv"
        )


def checks(
    ours: tuple[Sequence[LabelledArticle], Sequence[Example], Sequence[evaluation.Outcome]],
    theirs: tuple[Sequence[Example], Sequence[evaluation.Outcome]], known: Known, retold: AbstractSet[str],
) -> dict[str, Any]:
    """Return the checks of bias and leakage that the card shows; see `framing.bias`.

    Parameters
    ----------
    ours : (articles, examples, outcomes)
        Our corpus, cross-validated by story.
    theirs : (examples, outcomes)
        The real articles, cross-validated by outlet.
    retold : set of str
        The groups of our stories that retell the documents.
    """
    (articles, own, own_outcomes), (real, outcomes) = ours, theirs
    hidden = lessons.from_articles(bias.masked(articles), known)
    masked = [evaluation.likeliest(model.reading(x, 1.0), LABELS) for x in held_out_logits(own, real, LABELS, hidden)]
    registers, topics = ([getattr(e, name) for e in real] for name in ("register", "topic"))
    return {
        "parts": {
            "real articles, kind of text": bias.by_part(registers, outcomes, LABELS),
            "real articles, topic": bias.by_part(topics, outcomes, LABELS),
            "our articles, register": bias.by_part([a.register for a in articles], own_outcomes, LABELS),
        },
        "alone": {
            "our stories told in four framings: their topic": bias.topic_alone(articles, LABELS),
            "our retellings: the fact": bias.fact_alone([a for a in articles if a.group in retold], LABELS),
            "real articles: their topic": bias.part_alone(topics, real, LABELS),
            "real articles: their kind of text": bias.part_alone(registers, real, LABELS),
        },
        "names": bias.without_names(own_outcomes, masked, LABELS),
    }


def learn_quotes(corpus_folder: Path | Traversable | None, articles: Sequence[LabelledArticle]) -> QuoteModel:
    """Return what finds quotes, learnt from the corpus's own and from what real articles taught.

    A corpus without annotated quotes gets the quote model that comes with the library.
    """
    place = corpus_folder if corpus_folder is not None else folder("corpus")
    annotated = quotelearning.read_quotes(place, articles)
    if len({a.group for a in annotated}) < evaluation.FOLDS:
        return model.shipped().quotes
    prior, lemmas, real = quotelearning.shipped_evidence()
    lesson = quotelearning.Lesson(lemmas, prior)
    arrays = quotemodel.arrays_of(*quotelearning.quote_model(annotated, lesson))
    manifest = {
        "id": f"en-quotes-{__version__}", "kind": "quotes",
        "real": {name: real[name] for name in ("articles", "quotes", "scores")},
        "corpus": {"articles": len(annotated), "quotes": sum(len(a.quotes) for a in annotated)},
        "scores": quotelearning.scores(annotated, lesson, corpus.fresh(place)),
        "sha256": arrayfile.digest(arrayfile.array_bytes(arrays)),
    }
    return QuoteModel(arrays, manifest)


def learn_split(articles: Sequence[LabelledArticle]) -> sentences.SplitParameters:
    """Return the parameters of the splitter, learnt from the articles' texts."""
    return sentences.learn([article.text for article in articles])


def fit(examples: Sequence[Example], labels: Sequence[str], how: Fitting = OURS) -> tuple[Floats, Floats]:
    """Return scikit-learn's weights (n_features, n_outputs) and intercepts: the labels, then furniture.

    Two logistic regressions share the rows: of the labels on prose sentences, and of page furniture against
    prose. A sentence of our own counts `OWN_WEIGHT` where there are real ones beside it. A label that no sentence has
    gets `NEVER`.
    """
    own, real = ([e for e in examples if e.real is kind] for kind in (False, True))
    rows = np.concatenate([e.rows for e in (*own, *real)]).astype(np.float64)
    gold = np.array([label for e in (*own, *real) for label in e.labels])
    weight = np.r_[np.full(sum(len(e.labels) for e in own), OWN_WEIGHT if real else 1.0), lessons.weights(real)]
    prose = gold != BOILERPLATE
    even = how.weights(gold[prose].tolist())
    coefficients, intercepts = np.zeros((len(labels), rows.shape[1])), np.full(len(labels), NEVER)
    present = sorted(set(gold[prose].tolist()))
    order = [labels.index(label) for label in present]
    intercepts[order] = 0.0
    if len(present) > 1:
        framings = how.learn(rows[prose], gold[prose], weight[prose] * even)
        coefficients[order], intercepts[order] = _by_class(framings)
    if prose.all():
        furniture, bias = np.zeros((1, rows.shape[1])), NEVER
    else:
        binary = how.learn(rows, ~prose, weight)
        furniture, bias = binary.coef_, float(binary.intercept_[0])
    return np.vstack([coefficients, furniture]).T, np.r_[intercepts, bias]


def _by_class(fitted: Any) -> tuple[Floats, Floats]:
    """Return weights and intercepts of a logistic regression by class; of two, scikit-learn keeps the difference."""
    if len(fitted.classes_) > 2:
        return fitted.coef_, fitted.intercept_
    half, level = fitted.coef_ / 2, fitted.intercept_ / 2
    return np.vstack([-half, half]), np.r_[-level, level]


def held_out_logits(
    examples: Sequence[Example], beside: Sequence[Example], labels: Sequence[str],
    asked: Sequence[Example] | None = None, how: Fitting = OURS,
) -> list[Floats]:
    """Return the logits (n_sentences, n_outputs) of examples under models of the other groups and of `beside`.

    Where given, `asked` has another form of each example, which is answered in its place.
    """

    def fit_part(part: Sequence[Example]) -> Callable[[Example], Floats]:
        """Return the function from an example to its logits under a model of a part."""
        weights, intercept = fit([*part, *beside], labels, how)
        return lambda example: example.rows @ weights + intercept

    return evaluation.cross_validate(examples, fit_part, asked)


def finish(
    parts: tuple[Known, sentences.SplitParameters, QuoteModel], linear: tuple[Floats, Floats],
    parameters: dict[str, Any], about: dict[str, Any],
) -> Model:
    """Return the model with its calibration, its manifest and its probes, as it will be saved."""
    known, split, quotes = parts
    arrays = arrays_of(linear)
    manifest = {"split": split.to_dict(), "probes": [], **parameters, **about}
    manifest["sha256"] = arrayfile.digest(arrayfile.array_bytes(arrays))
    stored = model.assemble(arrays, manifest, known, quotes)
    manifest["probes"] = [{"text": text, "probabilities": _probe(stored, text)} for text in PROBES]
    return stored


def arrays_of(linear: tuple[Floats, Floats]) -> dict[str, NDArray[np.float32]]:
    """Return the arrays of a linear model, as they are stored."""
    weights, intercept = linear
    return {"weights": weights.astype(np.float32), "intercept": intercept.astype(np.float32)}


def _probe(stored: Model, text: str) -> list[float]:
    """Return the probabilities of a sentence that stands alone."""
    return [float(p) for p in stored.read(Article(text, [(0, len(text))])).probabilities[0]]


def write(finished: Model, out: Path, beside: Mapping[str, bytes] = NOTHING) -> dict[str, Any]:
    """Write knowledge, card, arrays and, last, the manifest that vouches for them; return the manifest.

    Further files `beside` them, by name, are replaced with them.
    """
    out.mkdir(parents=True, exist_ok=True)
    kind = finished.knowledge.manifest["kind"]
    arrayfile.replace_together(out, {
        **{name: (folder("models") / name).read_bytes() for name in (f"{kind}.npz", f"{kind}.json")},
        **arrayfile.pair("quotes", arrayfile.array_bytes(finished.quotes.arrays), finished.quotes.manifest),
        "README.md": card.card(finished.manifest).encode(), **beside,
        **arrayfile.pair("model", model.to_bytes(finished), finished.manifest),
    })
    return dict(finished.manifest)


def majority(articles: Sequence[LabelledArticle], labels: Sequence[str]) -> dict[str, float]:
    """Return the scores of always giving the commonest label."""
    gold = [label for a in articles for label in a.labels if label != BOILERPLATE]
    commonest = max(labels, key=gold.count)
    return _baseline_scores(gold, [commonest] * len(gold), labels)


def bag_of_words(articles: Sequence[LabelledArticle], labels: Sequence[str]) -> dict[str, float]:
    """Return the cross-validated scores of scikit-learn's TF-IDF words with logistic regression."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    def fit_words(part: Sequence[LabelledArticle]) -> Callable[[LabelledArticle], NDArray[Any]]:
        """Return the classifier of these articles' sentences."""
        rows = [row for a in part for row in a.prose]
        known = sorted({label for _, label in rows})
        if len(known) < 2:
            return lambda a: np.array((known or list(labels))[:1] * len(a.prose))
        texts, gold = zip(*rows, strict=True)
        classifier = make_pipeline(TfidfVectorizer(), LogisticRegression(class_weight="balanced", max_iter=ROUNDS))
        classifier.fit(texts, gold)
        return lambda a: classifier.predict([text for text, _ in a.prose]) if a.prose else np.array([])

    predicted = [label for rows in evaluation.cross_validate(articles, fit_words) for label in rows]
    return _baseline_scores([label for a in articles for _, label in a.prose], predicted, labels)


def baselines(articles: Sequence[LabelledArticle], labels: Sequence[str]) -> dict[str, dict[str, float]]:
    """Return the scores of what a model must beat, by name."""
    return {"majority": majority(articles, labels), "bag of words": bag_of_words(articles, labels)}


def _baseline_scores(gold: Sequence[str], predicted: Sequence[str], labels: Sequence[str]) -> dict[str, float]:
    """Return macro-F1 and accuracy."""
    accuracy = float(np.mean([one == other for one, other in zip(gold, predicted, strict=True)]))
    return {"macro_f1": evaluation.macro_f1(gold, predicted, labels), "accuracy": accuracy}
