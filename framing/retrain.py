"""The retraining script: check the corpus, evaluate, fit, write the model, its manifest and its card.

In comes a corpus folder, out come ``model.npz``, ``model.json`` and ``README.md`` (the model card) in one
folder, complete or not at all. The same corpus gives the same bytes on one machine and environment.
"""

import hashlib
import json
import platform
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib.metadata import version
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import corpus, evaluation, model, sentences
from ._version import __version__
from .corpus import LabelledArticle
from .features import Article, FeatureSpace
from .labels import BOILERPLATE
from .model import Model

Floats = NDArray[np.float64]
SEED = 0
"""The solver is deterministic; the seed is set and recorded all the same."""
STRENGTH = 0.02
"""Inverse strength of the penalty on the weights (scikit-learn's C); the best of .005, .01, .02, .05 and .1 in
cross-validation grouped by story."""
ROUNDS = 200
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

    Parameters
    ----------
    corpus_folder : path, optional
        Default: the corpus that comes with the library.
    out : path
        Folder for the three files; made if missing.

    Raises
    ------
    ValueError
        If the corpus has a fault or too few groups; nothing is written then.
    """
    articles = corpus.read(corpus_folder)
    labels = tuple(corpus.definitions(corpus_folder))
    answers = evaluation.cross_validate(articles, lambda part: held_out_logits(part, labels))
    parameters, outcomes = settle(articles, labels, answers)
    fitted = fit(articles, labels, learn_split(articles))
    about = {
        "id": f"en-{__version__}",
        "labels": list(labels),
        "corpus": {"sha256": corpus.fingerprint(corpus_folder), "articles": len(articles),
                   "sentences": sum(len(a.labels) for a in articles)},
        "seed": SEED,
        "versions": {"framing": __version__, "python": platform.python_version(),
                     **{name: version(name) for name in ("numpy", "scikit-learn", "nltk")}},
        "scores": _with_baselines(evaluation.scores(outcomes, labels), articles, labels),
    }
    return write(finish(fitted, parameters, about), out)


def cross_validated_scores(articles: Sequence[LabelledArticle], labels: Sequence[str]) -> dict[str, Any]:
    """Return the scores of models trained without the group they are asked about, baselines beside them."""
    answers = evaluation.cross_validate(articles, lambda part: held_out_logits(part, labels))
    return _with_baselines(evaluation.scores(settle(articles, labels, answers)[1], labels), articles, labels)


def _with_baselines(
    found: dict[str, Any], articles: Sequence[LabelledArticle], labels: Sequence[str]
) -> dict[str, Any]:
    """Return scores with those of the baselines under ``baselines``."""
    return {**found, "baselines": {name: baseline(articles, labels) for name, baseline in BASELINES.items()}}


def learn_split(articles: Sequence[LabelledArticle]) -> sentences.SplitParameters:
    """Return the parameters of the splitter, learnt from the articles' texts."""
    return sentences.learn([article.text for article in articles])


def fit(articles: Sequence[LabelledArticle], labels: Sequence[str], split: sentences.SplitParameters) -> Model:
    """Return a model fitted to articles, its probabilities not yet calibrated.

    Two logistic regressions share one feature space: of the labels on prose sentences, classes weighted
    evenly, and of page furniture against prose.
    """
    read = [Article(a.text, a.spans) for a in articles]
    space = FeatureSpace.learn(read)
    coefficients, intercept = fit_linear(space, articles, labels)
    weights, layout_weights = space.unfold(coefficients)
    manifest = {"labels": list(labels), "temperature": 1.0, "id": "unsaved"}
    return Model(space, weights, layout_weights, intercept, split, manifest)


def fit_linear(space: FeatureSpace, articles: Sequence[LabelledArticle], labels: Sequence[str]) -> tuple[Floats, Floats]:
    """Return scikit-learn's coefficients (n_outputs, n_features) and intercepts: the labels, then furniture."""
    from scipy.sparse import vstack
    from sklearn.linear_model import LogisticRegression

    rows = vstack([space.matrix(Article(a.text, a.spans)) for a in articles], format="csr")
    gold = np.array([label for a in articles for label in a.labels])
    prose = gold != BOILERPLATE
    settings = {"C": STRENGTH, "max_iter": ROUNDS, "random_state": SEED}
    framings = LogisticRegression(class_weight="balanced", **settings).fit(rows[prose], gold[prose])
    order = [list(framings.classes_).index(label) for label in labels]
    if not (~prose).any():
        none = np.zeros((1, rows.shape[1]))
        return np.vstack([framings.coef_[order], none]), np.r_[framings.intercept_[order], -np.inf]
    furniture = LogisticRegression(**settings).fit(rows, ~prose)
    return (
        np.vstack([framings.coef_[order], furniture.coef_]),
        np.r_[framings.intercept_[order], furniture.intercept_],
    )


def held_out_logits(
    articles: Sequence[LabelledArticle], labels: Sequence[str]
) -> Callable[[LabelledArticle], Floats]:
    """Return the function from an article to its logits (n_sentences, n_outputs) under a model of these articles."""
    fitted = fit(articles, labels, sentences.SplitParameters(frozenset(), frozenset()))
    return lambda article: fitted.logits(Article(article.text, article.spans))


def settle(
    articles: Sequence[LabelledArticle], labels: Sequence[str], answers: Sequence[Floats]
) -> tuple[dict[str, Any], list[evaluation.Outcome]]:
    """Return calibration, share and abstention parameters learnt from held-out logits, and the outcomes.

    Calibration is learnt on the folds it is scored on: five numbers from thousands of sentences.
    """
    gold = np.array([label for a in articles for label in a.labels])
    prose = gold != BOILERPLATE
    columns = np.array([labels.index(label) for label in gold[prose]])
    k = len(labels)
    temperature, shifts = evaluation.calibrate(np.vstack(answers)[prose, :k], columns)
    read = [
        (evaluation.softmax((rows[:, :k] + shifts) / temperature), 1 / (1 + np.exp(-rows[:, k]))) for rows in answers
    ]
    shares = evaluation.share_parameters(articles, labels, read)
    outcomes = [evaluation.outcome(a, labels, *pair, shares) for a, pair in zip(articles, read, strict=True)]
    curve = evaluation.scores(outcomes, labels)["risk_coverage"]
    found = {
        "temperature": temperature,
        "shifts": shifts.tolist(),
        "prevalence": shares,
        "uncertain_below": evaluation.uncertainty_threshold(curve),
    }
    return found, outcomes


def finish(fitted: Model, parameters: dict[str, Any], about: dict[str, Any]) -> Model:
    """Return the model with its calibration, its manifest and its probes, as it will be saved."""
    shifts = np.r_[parameters.pop("shifts"), 0.0]
    shifted = replace(fitted, intercept=fitted.intercept + shifts)
    content = model.array_bytes(shifted)
    manifest = {
        "format": model.FORMAT,
        "arrays": "model.npz",
        "sha256": hashlib.sha256(content).hexdigest(),
        "split": fitted.split_parameters.to_dict(),
        "probes": [],
        **parameters,
        **about,
    }
    stored = model.assemble(content, manifest)
    manifest["probes"] = [{"text": text, "probabilities": _probe(stored, text)} for text in PROBES]
    return stored


def _probe(stored: Model, text: str) -> list[float]:
    """Return the probabilities of a sentence that stands alone."""
    return stored.read(Article(text, [(0, len(text))])).probabilities[0].tolist()


def write(finished: Model, out: Path) -> dict[str, Any]:
    """Write arrays, card and, last, the manifest that vouches for the arrays; return the manifest."""
    out.mkdir(parents=True, exist_ok=True)
    model.write_atomically(out / "README.md", card(finished.manifest).encode())
    model.save(finished, out / "model.json")
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
        tables=score_tables(manifest["scores"], manifest["labels"]), below=manifest["uncertain_below"],
        shares=json.dumps(manifest["prevalence"]), versions=json.dumps(manifest["versions"]),
    )


CARD = """# Model card: {id}

Written by `framing retrain`; every number below was measured in that run.

- **What it does.** Gives each sentence of an English article one of: {labels}; tells page furniture from
  prose. A label describes wording where it stands, not truth, and not the view of a speaker or outlet.
- **How.** Multinomial logistic regression on words, word pairs, pieces of words, cue lists and layout of the
  sentence, and the words of its neighbours and its article; applied with numpy alone.
- **Trained on** {n[sentences]} sentences in {n[articles]} articles, corpus `{n[sha256]}`: written and labelled by
  the project's authors with the help of language models. People would agree less with each other than two
  readings by models of one family do.
- **Digest** `{sha256}`; versions {versions}.
- **Limits.** English only; irony, and framing by selection rather than wording, escape it. Do not use it to
  judge a person or to remove content. On articles unlike its corpus it errs more than the tables say.

## Scores in cross-validation grouped by story

{tables}
Sentences whose largest probability is below {below} are marked uncertain. Shares are estimated with {shares}.
"""


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
