"""Prints how far 300 coded sentences go with labels of one's own, beside TF-IDF words with logistic regression.

The labels are our four, treated as a stranger's: `framing.SentenceClassifier`, and ``framing retrain`` on a codebook,
stand on word vectors that no label has touched. Sentences are drawn at random from one file of labelled articles and
tried on another::

    python -m benchmarks.own_labels TRAIN.jsonl DEV.jsonl

Page furniture is left out. Each line is a draw; the last ones are mean, spread and the ratio of the means, and, for the
models of ``framing retrain``, what their intervals hold and how wide they are on articles of the first file of which no
sentence was drawn.
"""

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.pipeline import make_pipeline

from framing import LABELS, Model, SentenceClassifier, codebook, load_model
from framing.corpus import LabelledArticle, read_articles
from framing.evaluation import profile_outcomes, scores
from framing.labels import BOILERPLATE
from framing.retrain import retrain

SENTENCES, DRAWS = 300, 5
ASKED = 150
"""Articles whose intervals are tried in each draw."""
Passage = tuple[str, int, int]


def passages(articles: Sequence[LabelledArticle]) -> tuple[list[Passage], np.ndarray]:
    """Return the prose sentences of labelled articles, each in its article, and their labels."""
    rows = [
        ((a.text, *span), label) for a in articles
        for span, label in zip(a.spans, a.labels, strict=True) if label != BOILERPLATE
    ]
    return [passage for passage, _ in rows], np.array([label for _, label in rows])


def bare(X: Sequence[Passage]) -> list[str]:
    """Return the sentences without their articles."""
    return [text[start:end] for text, start, end in X]


def words(class_weight: str | None) -> object:
    """Return the peer: scikit-learn's TF-IDF words with logistic regression."""
    return make_pipeline(TfidfVectorizer(), LogisticRegression(max_iter=1000, class_weight=class_weight))


PEER = "TF-IDF, balanced"
METHODS = {
    "SentenceClassifier, in their articles": (SentenceClassifier, list),
    "SentenceClassifier, alone": (SentenceClassifier, bare),
    PEER: (lambda: words("balanced"), bare),
    "TF-IDF, as it comes": (lambda: words(None), bare),
}
"""Name, maker of the classifier, and what it is shown."""


def retrained(X: Sequence[Passage], y: Sequence[str]) -> Model:
    """Return the model that ``framing retrain`` makes of a codebook with these sentences."""
    names = {text: f"article {i}" for i, text in enumerate(dict.fromkeys(text for text, _, _ in X))}
    coded = [codebook.Coded(names[text], start, end, label) for (text, start, end), label in zip(X, y, strict=True)]
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        codebook.create(folder / "corpus", dict.fromkeys(LABELS, ""))
        codebook.add(folder / "corpus", {name: text for text, name in names.items()}, coded)
        retrain(folder / "corpus", folder / "model")
        return load_model(folder / "model")


def main() -> None:
    """Print macro-F1 of each method in each draw."""
    pile, asked = (read_articles(Path(path)) for path in sys.argv[1:3])
    train, dev = passages(pile), passages(asked)
    found: dict[str, list[float]] = {name: [] for name in (*METHODS, "framing retrain")}
    intervals = []
    for draw in range(DRAWS):
        chosen = np.random.default_rng(draw).choice(len(train[0]), SENTENCES, replace=False)
        X, y = [train[0][i] for i in chosen], train[1][chosen]
        for name, (make, shown) in METHODS.items():
            predicted = make().fit(shown(X), y).predict(shown(dev[0]))
            found[name].append(f1_score(dev[1], predicted, labels=list(LABELS), average="macro", zero_division=0))
        model = retrained(X, y.tolist())
        found["framing retrain"].append(scores(profile_outcomes(asked, model), LABELS)["macro_f1"])
        drawn = {text for text, _, _ in X}
        rest = [a for a in pile if a.text not in drawn][:ASKED]
        held = scores(profile_outcomes(rest, model), LABELS)
        intervals.append((held["coverage"], held["width"]))
        print(f"draw {draw}: " + ", ".join(f"{name} {rows[-1]:.3f}" for name, rows in found.items()), flush=True)
    for name, rows in found.items():
        ratio = np.mean(rows) / np.mean(found[PEER])
        print(f"{name}: mean {np.mean(rows):.3f}, standard deviation {np.std(rows, ddof=1):.3f}, ratio {ratio:.2f}")
    coverage, width = np.mean(intervals, axis=0)
    print(f"framing retrain: its 95 % intervals hold {coverage:.3f} of the shares of other articles, width {width:.2f}")


if __name__ == "__main__":
    main()
