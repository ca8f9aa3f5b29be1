"""Prints how far 300 coded sentences go with labels of one's own, beside TF-IDF words with logistic regression.

The labels are our four, treated as a stranger's: `framing.SentenceClassifier` stands on word vectors that no label
has touched. Sentences are drawn at random from one file of labelled articles and tried on another::

    python benchmarks/own_labels.py TRAIN.jsonl DEV.jsonl

Page furniture is left out. Each line is a draw; the last ones are mean, spread and the ratio of the means.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.pipeline import make_pipeline

from framing import LABELS, SentenceClassifier
from framing.corpus import read_articles
from framing.labels import BOILERPLATE

SENTENCES, DRAWS = 300, 5


def passages(path: str) -> tuple[list[tuple[str, int, int]], np.ndarray]:
    """Return the prose sentences of labelled articles, each in its article, and their labels."""
    rows = [
        ((a.text, *span), label) for a in read_articles(Path(path))
        for span, label in zip(a.spans, a.labels, strict=True) if label != BOILERPLATE
    ]
    return [passage for passage, _ in rows], np.array([label for _, label in rows])


def bare(X: Sequence[tuple[str, int, int]]) -> list[str]:
    """Return the sentences without their articles."""
    return [text[start:end] for text, start, end in X]


def words(class_weight: str | None) -> object:
    """Return the peer: scikit-learn's TF-IDF words with logistic regression."""
    return make_pipeline(TfidfVectorizer(), LogisticRegression(max_iter=1000, class_weight=class_weight))


METHODS = {
    "framing, in their articles": (SentenceClassifier, list),
    "framing, alone": (SentenceClassifier, bare),
    "TF-IDF, balanced": (lambda: words("balanced"), bare),
    "TF-IDF, as it comes": (lambda: words(None), bare),
}
"""Name, maker of the classifier, and what it is shown."""


def main() -> None:
    """Print macro-F1 of each method in each draw."""
    train, dev = map(passages, sys.argv[1:3])
    scores = {name: [] for name in METHODS}
    for draw in range(DRAWS):
        chosen = np.random.default_rng(draw).choice(len(train[0]), SENTENCES, replace=False)
        for name, (make, shown) in METHODS.items():
            model = make().fit(shown([train[0][i] for i in chosen]), train[1][chosen])
            found = model.predict(shown(dev[0]))
            scores[name].append(f1_score(dev[1], found, labels=list(LABELS), average="macro", zero_division=0))
        print(f"draw {draw}: " + ", ".join(f"{name} {rows[-1]:.3f}" for name, rows in scores.items()), flush=True)
    for name, rows in scores.items():
        ratio = np.mean(rows) / np.mean(scores["TF-IDF, balanced"])
        print(f"{name}: mean {np.mean(rows):.3f}, standard deviation {np.std(rows, ddof=1):.3f}, ratio {ratio:.2f}")


if __name__ == "__main__":
    main()
