"""The retraining script: check the corpus, evaluate, fit, write the model, its manifest and its card.

In comes a corpus folder, out come ``model.npz``, ``model.json`` and ``README.md`` (the model card) in one
folder, complete or not at all. The same corpus gives the same bytes on one machine and environment,
however many threads it has.
"""

import json
import platform
from collections import Counter
from collections.abc import Callable, Sequence
from importlib.metadata import version
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import arrayfile, corpus, evaluation, knowledge, lessons, model, quotelearning, quotemodel, sentences
from ._version import __version__
from .corpus import LabelledArticle
from .features import Article
from .knowledge import Knowledge
from .labels import BOILERPLATE, LABELS
from .lessons import Example
from .model import Model
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
NO_FURNITURE = -20.0
"""Log-odds of page furniture where the corpus has none: never."""
ROUNDS = 1000
"""Most rounds of the solver; it settles before."""
PROBES = (
    "The ministry said the new rules will apply from 1 March.",
    "Residents call the closure a disgrace and say nobody listened.",
    "Join us and discover the finest coast in the country!",
    "The train left at 7.40 and arrived before noon.",
)
"""Sentences of our own whose probabilities are stored with a model and recomputed when it is loaded."""


def retrain(corpus_folder: Path | Traversable | None, out: Path) -> dict[str, Any]:
    """Write a model learnt from a corpus and return its manifest.

    Where the corpus has our labels, the real articles that come with the library as numbers are learnt from
    too, and calibration, shares and the threshold of doubt are settled on them; a corpus with labels of its
    own settles them on itself, by stories held out.

    Parameters
    ----------
    corpus_folder : path, optional
        Default: the corpus that comes with the library.
    out : path
        Folder for the files of the model; made if missing.

    Raises
    ------
    ValueError
        If the corpus has a fault or too few groups; nothing is written then.
    """
    return write(_learn(corpus_folder), out)


def cross_validated(corpus_folder: Path | Traversable | None) -> dict[str, Any]:
    """Return the manifest that `retrain` would write, scores inside, and write nothing."""
    return dict(_learn(corpus_folder).manifest)


def outlet_report(corpus_folder: Path | Traversable | None) -> str:
    """Return how often the intervals of `framing.profile_outlets` hold, on real articles by held-out models."""
    known = knowledge.shipped()
    real, own = lessons.shipped(known), lessons.from_articles(corpus.read(corpus_folder), known)
    outcomes = settle(real, LABELS, held_out_logits(real, own, LABELS))[1]
    return evaluation.outlet_table([e.group for e in real], outcomes, LABELS)


def _learn(corpus_folder: Path | Traversable | None) -> Model:
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
    labels = tuple(corpus.definitions(corpus_folder))
    known = knowledge.shipped()
    own = lessons.from_articles(articles, known)
    real = lessons.shipped(known) if labels == LABELS else []
    settled_on = real or own
    parameters, outcomes = settle(settled_on, labels, held_out_logits(settled_on, own if real else [], labels))
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
        "corpus_scores": corpus_scores(articles, own, real, labels),
    }
    quotes = learn_quotes(corpus_folder, articles)
    about["quotes"] = {name: quotes.manifest[name] for name in ("id", "sha256", "corpus", "real", "scores")}
    parts = known, learn_split(articles), quotes
    return finish(parts, fit([*own, *real], labels), parameters, about)


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
        "scores": quotelearning.scores(annotated, lesson), "sha256": arrayfile.digest(arrayfile.array_bytes(arrays)),
    }
    return QuoteModel(arrays, manifest)


def corpus_scores(
    articles: Sequence[LabelledArticle], own: Sequence[Example], real: Sequence[Example], labels: Sequence[str]
) -> dict[str, Any]:
    """Return the scores on the corpus by cross-validation grouped by story, with those of the baselines."""
    outcomes = settle(own, labels, held_out_logits(own, real, labels))[1]
    baselines = {name: baseline(articles, labels) for name, baseline in BASELINES.items()}
    return {**evaluation.scores(outcomes, labels), "baselines": baselines}


def learn_split(articles: Sequence[LabelledArticle]) -> sentences.SplitParameters:
    """Return the parameters of the splitter, learnt from the articles' texts."""
    return sentences.learn([article.text for article in articles])


def fit(examples: Sequence[Example], labels: Sequence[str]) -> tuple[Floats, Floats]:
    """Return scikit-learn's weights (n_features, n_outputs) and intercepts: the labels, then furniture.

    Two logistic regressions share the rows: of the labels on prose sentences, and of page furniture against
    prose. A sentence of our own counts `OWN_WEIGHT` where there are real ones beside it.
    """
    from sklearn.linear_model import LogisticRegression

    own, real = ([e for e in examples if e.real is kind] for kind in (False, True))
    rows = np.concatenate([e.rows for e in (*own, *real)]).astype(np.float64)
    gold = np.array([label for e in (*own, *real) for label in e.labels])
    weight = np.r_[np.full(sum(len(e.labels) for e in own), OWN_WEIGHT if real else 1.0), sentence_weights(real)]
    prose = gold != BOILERPLATE
    settings = {"C": STRENGTH, "max_iter": ROUNDS, "random_state": SEED}
    framings = LogisticRegression(**settings).fit(rows[prose], gold[prose], weight[prose])
    order = [list(framings.classes_).index(label) for label in labels]
    coefficients, intercepts = framings.coef_, framings.intercept_
    if len(order) == 2:
        coefficients, intercepts = np.vstack([-coefficients, coefficients]), np.r_[-intercepts, intercepts]
    if prose.all():
        furniture, bias = np.zeros((1, rows.shape[1])), NO_FURNITURE
    else:
        binary = LogisticRegression(**settings).fit(rows, ~prose, weight)
        furniture, bias = binary.coef_, float(binary.intercept_[0])
    return np.vstack([coefficients[order], furniture]).T, np.r_[intercepts[order], bias]


def sentence_weights(examples: Sequence[Example]) -> Floats:
    """Return a weight for each sentence, their mean 1: an outlet counts by the square root of its sentences.

    So a large outlet says more than a small one, but does not drown it; in cross-validation by outlet this
    gave .607 macro-F1 where equal weights gave .601.
    """
    sizes = Counter(e.group for e in examples for _ in e.labels)
    weights = np.array([sizes[e.group] ** -0.5 for e in examples for _ in e.labels])
    return weights / weights.mean() if len(weights) else weights


def held_out_logits(examples: Sequence[Example], beside: Sequence[Example], labels: Sequence[str]) -> list[Floats]:
    """Return the logits (n_sentences, n_outputs) of examples under models of the other groups and of `beside`."""

    def fit_part(part: Sequence[Example]) -> Callable[[Example], Floats]:
        """Return the function from an example to its logits under a model of a part."""
        weights, intercept = fit([*part, *beside], labels)
        return lambda example: example.rows @ weights + intercept

    return evaluation.cross_validate(examples, fit_part)


def settle(
    examples: Sequence[Example], labels: Sequence[str], answers: Sequence[Floats]
) -> tuple[dict[str, Any], list[evaluation.Outcome]]:
    """Return calibration, share and abstention parameters learnt from held-out logits, and the outcomes.

    Calibration is learnt on the folds it is scored on: five numbers from thousands of sentences.
    """
    gold = np.array([label for e in examples for label in e.labels])
    prose = gold != BOILERPLATE
    columns = np.array([labels.index(label) for label in gold[prose]])
    k = len(labels)
    weights = sentence_weights(examples)[prose]
    temperature, shifts = evaluation.calibrate(np.vstack(answers)[prose, :k], columns, weights)
    read = [
        (evaluation.softmax((rows[:, :k] + shifts) / temperature), 1 / (1 + np.exp(-rows[:, k]))) for rows in answers
    ]
    shares = evaluation.share_parameters(examples, labels, read)
    outcomes = [evaluation.outcome(e, labels, *pair, shares) for e, pair in zip(examples, read, strict=True)]
    curve = evaluation.scores(outcomes, labels)["risk_coverage"]
    found = {
        "temperature": temperature,
        "shifts": shifts.tolist(),
        "prevalence": shares,
        "uncertain_below": evaluation.uncertainty_threshold(curve),
    }
    return found, outcomes


def finish(
    parts: tuple[Knowledge, sentences.SplitParameters, QuoteModel], linear: tuple[Floats, Floats],
    parameters: dict[str, Any], about: dict[str, Any],
) -> Model:
    """Return the model with its calibration, its manifest and its probes, as it will be saved."""
    known, split, quotes = parts
    arrays = calibrated(linear, parameters.pop("shifts"))
    manifest = {"split": split.to_dict(), "probes": [], **parameters, **about}
    manifest["sha256"] = arrayfile.digest(arrayfile.array_bytes(arrays))
    stored = model.assemble(arrays, manifest, known, quotes)
    manifest["probes"] = [{"text": text, "probabilities": _probe(stored, text)} for text in PROBES]
    return stored


def calibrated(linear: tuple[Floats, Floats], shifts: Sequence[float]) -> dict[str, NDArray[np.float32]]:
    """Return the arrays of a linear model whose labels are shifted as calibration found; furniture is not."""
    weights, intercept = linear
    return {"weights": weights.astype(np.float32), "intercept": (intercept + np.r_[shifts, 0.0]).astype(np.float32)}


def _probe(stored: Model, text: str) -> list[float]:
    """Return the probabilities of a sentence that stands alone."""
    return [float(p) for p in stored.read(Article(text, [(0, len(text))])).probabilities[0]]


def write(finished: Model, out: Path) -> dict[str, Any]:
    """Write knowledge, card, arrays and, last, the manifest that vouches for them; return the manifest."""
    out.mkdir(parents=True, exist_ok=True)
    arrayfile.replace_together(out, {
        **{name: (folder("models") / name).read_bytes() for name in ("knowledge.npz", "knowledge.json")},
        **arrayfile.pair("quotes", arrayfile.array_bytes(finished.quotes.arrays), finished.quotes.manifest),
        "README.md": card(finished.manifest).encode(),
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
        texts, gold = zip(*[row for a in part for row in _prose(a)], strict=True)
        classifier = make_pipeline(TfidfVectorizer(), LogisticRegression(class_weight="balanced", max_iter=ROUNDS))
        classifier.fit(texts, gold)
        return lambda a: classifier.predict([text for text, _ in _prose(a)]) if _prose(a) else np.array([])

    predicted = [label for rows in evaluation.cross_validate(articles, fit_words) for label in rows]
    return _baseline_scores([label for a in articles for _, label in _prose(a)], predicted, labels)


BASELINES = {"majority": majority, "bag of words": bag_of_words}


def _prose(article: LabelledArticle) -> list[tuple[str, str]]:
    """Return (text, label) of the sentences that are no page furniture."""
    pairs = zip(article.spans, article.labels, strict=True)
    return [(article.text[start:end], label) for (start, end), label in pairs if label != BOILERPLATE]


def _baseline_scores(gold: Sequence[str], predicted: Sequence[str], labels: Sequence[str]) -> dict[str, float]:
    """Return macro-F1 and accuracy."""
    from sklearn.metrics import accuracy_score, f1_score

    macro = f1_score(gold, predicted, labels=list(labels), average="macro", zero_division=0)
    return {"macro_f1": float(macro), "accuracy": float(accuracy_score(gold, predicted))}


def card(manifest: Any) -> str:
    """Return the model card: what the model is, what it was trained on and how good it was found to be."""
    return CARD.format(
        id=manifest["id"], sha256=manifest["sha256"], n=manifest["corpus"], labels=", ".join(manifest["labels"]),
        m=manifest["lessons"], scores=score_report(manifest),
        versions=json.dumps(manifest["versions"]),
    )


CARD = """# Model card: {id}

Written by `framing retrain`; every number below was measured in that run.

- **What it does.** Gives each sentence of an English article one of: {labels}; tells page furniture from
  prose. A label describes wording where it stands, not truth, and not the view of a speaker or outlet.
- **How.** Multinomial logistic regression on what a small network (`framing/knowledge.py`) says of the sentence
  in its article, and on how it is set on the page; applied with numpy alone.
- **Trained on** {n[sentences]} sentences in {n[articles]} articles, corpus `{n[sha256]}`, written and labelled by
  the project's authors with the help of language models, and on {m[sentences]} sentences in {m[articles]} real
  articles, kept as numbers. All labels, also those that the network learnt from, are readings by language models
  of one family. People would agree less with each other than two such readings do.
- **Digest** `{sha256}`; versions {versions}.
- **Limits.** English only; irony, and framing by selection rather than wording, escape it. Do not use it to
  judge a person or to remove content. On articles unlike its corpus it errs more than the tables say.

{scores}"""


def score_report(manifest: Any) -> str:
    """Return the scores in a manifest as the card and `framing evaluate` show them."""
    labels = manifest["labels"]
    return REPORT.format(
        settled=manifest["settled_on"], tables=score_tables(manifest["scores"], labels),
        below=manifest["uncertain_below"], shares=json.dumps(manifest["prevalence"]),
        seen=SEEN if manifest["lessons"]["articles"] else "", own=score_tables(manifest["corpus_scores"], labels),
        quotes=quote_tables(manifest["quotes"]),
    )


REPORT = """## Scores in cross-validation on {settled}

{tables}
Sentences whose largest probability is below {below} are marked uncertain. Shares are estimated with {shares}.

## Scores in cross-validation on the corpus, by story

{seen}

{own}
## Quotes

{quotes}"""
SEEN = """The shipped knowledge has learnt from these stories too (not from the retellings): this table shows that
nothing is broken, not how well the model does on new text. The table above does."""
"""What the card says of scores on our own corpus."""


def quote_tables(found: Any) -> str:
    """Return the scores of finding quotes, names and kinds of source as Markdown tables."""
    real, own = found["real"], found["scores"]
    names = ("articles", "quotes", "sentence_f1", "content_f1", "speaker_f1", "speaker_precision")
    lines = [QUOTES.format(id=found["id"]), "| measure | real articles | our stories |", "|---|---|---|"]
    lines += [f"| {name} | {_shown(real['scores'][name])} | {_shown(own[name])} |" for name in names]
    lines += [f"| {name} | | {_shown(own[name])} |" for name in ("speakers", "kind_accuracy", "name_accuracy")]
    kinds = list(own["kinds"])
    lines += ["", f"| kind of source, gold \\ found | {' | '.join(kinds)} |", "|---" * (len(kinds) + 1) + "|"]
    lines += [f"| {gold} | {' | '.join(str(row[k]) for k in kinds)} |" for gold, row in own["kinds"].items()]
    return "\n".join(lines) + "\n"


def _shown(number: float) -> str:
    """Return a count as it is and a score to three places."""
    return str(number) if isinstance(number, int) else f"{number:.3f}"


QUOTES = """Quote model {id}. Real articles: annotated by others after their own scheme, articles held out; our stories:
held out by story, names and kinds given the annotated mention. The measures are defined in
`framing.quotelearning.quote_scores`.
"""
"""What the card says of the scores of quotes."""


def score_tables(found: dict[str, Any], labels: Sequence[str]) -> str:
    """Return the scores of `framing.evaluation.scores` as Markdown tables."""
    lines = ["| measure | value |", "|---|---|"]
    names = ("sentences", "articles", "macro_f1", "accuracy", "lenient", "ece", "boilerplate_f1", "dominant",
             "share_mae", "coverage", "width")
    lines += [f"| {name} | {found[name]:.3f} |" if isinstance(found[name], float) else f"| {name} | {found[name]} |"
              for name in names]
    lines += [f"| {name}: macro_f1 | {row['macro_f1']:.3f} |" for name, row in found.get("baselines", {}).items()]
    lines += ["", "| label | precision | recall | F1 | sentences |", "|---|---|---|---|---|"]
    lines += [f"| {label} | {row['precision']:.3f} | {row['recall']:.3f} | {row['f1']:.3f} | {row['support']} |"
              for label, row in found["labels"].items()]
    predicted = (*labels, BOILERPLATE)
    lines += ["", f"| gold \\ predicted | {' | '.join(predicted)} |", "|---" * (len(predicted) + 1) + "|"]
    lines += [f"| {gold} | {' | '.join(str(row[p]) for p in predicted)} |" for gold, row in found["confusion"].items()]
    lines += ["", "| least probability | share of sentences kept | accuracy of these |", "|---|---|---|"]
    lines += [f"| {t:.2f} | {kept:.3f} | {right:.3f} |" for t, kept, right in found["risk_coverage"]]
    return "\n".join(lines) + "\n"
