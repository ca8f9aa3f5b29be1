"""What framing is timed against: each a function from the text of an article to a label or a score a sentence.

All are trained on our corpus in a moment, for their speed, not for their quality. None of them gives shares, intervals,
evidence or quotes. Where one is not installed (extra ``[bench]``), it is left out.
"""

import random
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from framing import corpus

Rival = Callable[[str], Sequence[Any]]
TRAINING = 400
"""Stories that Punkt learns its abbreviations from: as nltk's own model cannot be downloaded, ours is learnt."""


def labelled() -> tuple[list[str], list[str]]:
    """Return the sentences of our corpus and their labels."""
    stories = corpus.read()
    texts = [story.text[start:end] for story in stories for start, end in story.spans]
    return texts, [label for story in stories for label in story.labels]


def punkt() -> Any:
    """Return nltk's sentence splitter, trained on our corpus."""
    from nltk.tokenize.punkt import PunktSentenceTokenizer, PunktTrainer

    trainer = PunktTrainer()
    for story in corpus.read()[:TRAINING]:
        trainer.train(story.text, finalize=False)
    trainer.finalize_training()
    return PunktSentenceTokenizer(trainer.get_params())


def pipeline(characters: bool) -> Any:
    """Return a scikit-learn pipeline: TF-IDF of words, if wanted with characters, then logistic regression."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline, make_union

    words = TfidfVectorizer()
    features = make_union(words, TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5))) if characters else words
    return make_pipeline(features, LogisticRegression(max_iter=200)).fit(*labelled())


def words() -> Rival:
    """Return Punkt, then TF-IDF of words and logistic regression."""
    splitter, model = punkt(), pipeline(characters=False)
    return lambda text: model.predict(splitter.tokenize(text))


def words_and_characters() -> Rival:
    """Return Punkt, then TF-IDF of words and characters and logistic regression."""
    splitter, model = punkt(), pipeline(characters=True)
    return lambda text: model.predict(splitter.tokenize(text))


def vader() -> Rival:
    """Return Punkt, then VADER's rules."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    splitter, analyzer = punkt(), SentimentIntensityAnalyzer()
    return lambda text: [analyzer.polarity_scores(sentence) for sentence in splitter.tokenize(text)]


def textblob() -> Rival:
    """Return Punkt, then TextBlob's lexicon."""
    from textblob import TextBlob

    splitter = punkt()
    return lambda text: [TextBlob(sentence).sentiment.polarity for sentence in splitter.tokenize(text)]


def spacy() -> Rival:
    """Return spaCy's blank English with its sentencizer, then its bag-of-words classifier."""
    import spacy as library
    from spacy.training import Example

    splitter = library.blank("en")
    splitter.add_pipe("sentencizer")
    reader = library.blank("en")
    reader.add_pipe("textcat", config={"model": {
        "@architectures": "spacy.TextCatBOW.v3", "exclusive_classes": True, "length": 262144, "ngram_size": 1,
        "no_output_layer": False,
    }})
    texts, labels = labelled()
    drawn = random.Random(0).sample(range(len(texts)), 500)
    names = sorted(set(labels))
    examples = [
        Example.from_dict(reader.make_doc(texts[i]), {"cats": {name: float(name == labels[i]) for name in names}})
        for i in drawn
    ]
    reader.initialize(lambda: examples)
    reader.update(examples)
    return lambda text: [doc.cats for doc in reader.pipe(s.text for s in splitter(text).sents)]


def fasttext() -> Rival:
    """Return Punkt, then fastText's supervised classifier."""
    import fasttext as library

    texts, labels = labelled()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "train.txt"
        path.write_text("".join(f"__label__{b} {' '.join(a.split())}\n" for a, b in zip(texts, labels, strict=True)))
        model = library.train_supervised(str(path), verbose=0, thread=1)
    splitter = punkt()

    def read(text: str) -> Sequence[Any]:
        lines = [" ".join(sentence.split()) for sentence in splitter.tokenize(text)]
        return model.f.multilinePredict(lines, 1, 0.0, "strict")  # its own predict() fails with numpy 2

    return read


RIVALS: dict[str, Callable[[], Rival]] = {
    "Punkt + TF-IDF of words + logistic regression": words,
    "Punkt + TF-IDF of words and characters + logistic regression": words_and_characters,
    "Punkt + vaderSentiment": vader,
    "Punkt + TextBlob": textblob,
    "spaCy blank + sentencizer + bag of words": spacy,
    "Punkt + fastText": fasttext,
}
"""What is timed, by the name in the table."""

COLD = """
import sys
import joblib
splitter, model = joblib.load(sys.argv[1])
print(model.predict(splitter.tokenize(open(sys.argv[2], encoding="utf-8").read())))
"""
"""What somebody runs who keeps a splitter and a pipeline in a file."""
