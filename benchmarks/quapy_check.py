"""Shares of articles by `framing` beside those of QuaPy (Moreo, Esuli and Sebastiani 2021), on the real articles.

Every method gets the same probabilities: those that models fitted without an article's outlet give its sentences.
What a method learns (how labels are confused, the mixture of the training articles, our prior and our intervals), it
learns on the other folds. The error is the mean absolute error of an article's shares; coverage and width are those of
95 % intervals, QuaPy's by resampling the article's sentences (Moreo and Salvati 2025).

QuaPy is made for bags of hundreds of documents from a population; a bag here is the ten to twenty sentences of an
article, and the question is the share among these very sentences. So this tells which method suits short articles, not
which is better in general.

    python -m venv .quapy && .quapy/bin/pip install . 'quapy==0.2.3'
    .quapy/bin/python benchmarks/quapy_check.py
"""

import argparse
from collections.abc import Callable, Sequence

import numpy as np
from quapy.method.aggregative import CC, EMQ, PACC, PCC
from quapy.method.confidence import AggregativeBootstrap
from sklearn.base import BaseEstimator

from framing import calibration, evaluation, knowledge, lessons, retrain
from framing.corpus import read
from framing.labels import BOILERPLATE, LABELS
from framing.model import Reading, reading
from framing.profiles import FURNITURE

CODES = np.arange(len(LABELS))


class Given(BaseEstimator):
    """A classifier for QuaPy whose inputs are the probabilities themselves."""

    classes_ = CODES

    def __sklearn_is_fitted__(self):
        return True

    def fit(self, rows, gold):
        """Return the classifier as it is."""
        return self

    def predict_proba(self, rows):
        """Return the probabilities that were given."""
        return rows

    def predict(self, rows):
        """Return the likeliest label of each row."""
        return rows.argmax(axis=1)


METHODS: dict[str, Callable] = {
    "CC, classify and count": lambda: CC(Given(), fit_classifier=False),
    "PCC, mean of the probabilities": lambda: PCC(Given(), fit_classifier=False),
    "PACC, confusion inverted": lambda: PACC(Given(), fit_classifier=False, val_split=None),
    "EMQ, expectation-maximisation": lambda: EMQ(Given(), fit_classifier=False, val_split=None),
}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--resamples", type=int, default=200, help="of an article's sentences, for QuaPy's intervals")
    asked = parser.parse_args()
    known = knowledge.shipped()
    examples = lessons.shipped(known)
    answers = retrain.held_out_logits(examples, lessons.from_articles(read(), known), LABELS)
    outcomes = calibration.settle(examples, LABELS, answers)[1]
    kept = [i for i, o in enumerate(outcomes)
            if evaluation.gold_shares(o.gold, LABELS) is not None and o.shares["neutral"] is not None]
    gold = np.array([evaluation.gold_shares(outcomes[i].gold, LABELS) for i in kept])
    print("| method | share_mae | dominant | coverage | width |\n|---|---|---|---|---|")
    ours = np.array([[outcomes[i].shares[label] for label in LABELS] for i in kept])
    print(row("framing", gold, ours, np.array([[outcomes[i].intervals[label] for label in LABELS] for i in kept])))
    for name, method in METHODS.items():
        print(row(name, gold, *by_quapy(method, examples, answers, kept, asked.resamples)), flush=True)


def by_quapy(
    method: Callable, examples: Sequence[lessons.Example], answers: Sequence[np.ndarray], kept: Sequence[int],
    resamples: int,
) -> tuple[np.ndarray, np.ndarray]:
    """Return the shares (n_articles, n_labels) and intervals (n_articles, n_labels, 2) of a method of QuaPy."""
    shares, bounds, asked = {}, {}, set(kept)
    for held in evaluation.folds(examples):
        others = sorted(set(range(len(examples))) - set(held.tolist()))
        part = [examples[i] for i in others]
        heat = calibration.temperature(part, LABELS, [answers[i] for i in others])
        rows, gold = training_rows(part, [reading(answers[i], heat) for i in others])
        point = method().fit(rows, gold)
        resampled = AggregativeBootstrap(method(), n_test_samples=resamples, random_state=0).fit(rows, gold)
        for i in (i for i in held.tolist() if i in asked):
            found = reading(answers[i], heat)
            prose = found.probabilities[found.furniture < FURNITURE]
            shares[i] = point.predict(prose)
            region = resampled.predict_conf(prose)[1]
            bounds[i] = np.stack([region.I_low, region.I_high], axis=1)
    return np.array([shares[i] for i in kept]), np.array([bounds[i] for i in kept])


def training_rows(examples: Sequence[lessons.Example], readings: Sequence[Reading]) -> tuple[np.ndarray, np.ndarray]:
    """Return the probabilities and the gold columns of the prose sentences of some articles."""
    gold = np.array([label for e in examples for label in e.labels])
    prose = gold != BOILERPLATE
    rows = np.concatenate([found.probabilities for found in readings])[prose]
    return rows, np.array([LABELS.index(label) for label in gold[prose]])


def row(name: str, gold: np.ndarray, shares: np.ndarray, bounds: np.ndarray) -> str:
    """Return a line of the table."""
    dominant = np.mean([truth[found.argmax()] == truth.max() for truth, found in zip(gold, shares, strict=True)])
    low, high = bounds[..., 0] - 1e-9, bounds[..., 1] + 1e-9
    covered, width = ((low <= gold) & (gold <= high)).mean(), (high - low).mean()
    return f"| {name} | {np.abs(shares - gold).mean():.3f} | {dominant:.3f} | {covered:.3f} | {width:.3f} |"


if __name__ == "__main__":
    main()
