"""Retraining: the shipped model again, labels of one's own, nothing half-written."""

import csv
import json

import numpy as np
import pytest

from framing import arrayfile, corpus, knowledge, lessons, load_model, profile, retrain
from framing.features import Article
from framing.model import features, shipped
from framing.resources import folder


def write_corpus(place, rows):
    """Write a corpus of (story, sentence, label) with labels of its own."""
    place.mkdir()
    names = {"labels.csv": [("label", "definition"), ("warm", "is warm"), ("cold", "is cold")],
             "stories.csv": [("story", "version", "group", "register", "origin"),
                             *((s, "single", s, "wire", "written") for s in dict.fromkeys(r[0] for r in rows))]}
    numbers = {}
    sentences = [("story", "version", "number", "paragraph", "text", "label", "also", "first", "second")]
    for story, text, label in rows:
        numbers[story] = numbers.get(story, -1) + 1
        sentences.append((story, "single", numbers[story], 1, text, label, "", label, label))
    names["sentences.csv"] = sentences
    for name, content in names.items():
        with open(place / name, "w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(content)
    return place


WARM = ("They hugged {} at the gate.", "A kind word reached {} today.", "The neighbours cooked for {} all week.")
COLD = ("The clerk ignored {} at the desk.", "No one greeted {} in the hall.", "The office sent {} a short refusal.")
NAMES = ("Ada", "Bo", "Cy", "Dov", "Eli", "Fay", "Gus")


@pytest.fixture
def own_corpus(tmp_path):
    rows = [(f"story-{name.lower()}", text.format(name), label)
            for name in NAMES for texts, label in ((WARM, "warm"), (COLD, "cold")) for text in texts]
    return write_corpus(tmp_path / "corpus", rows)


@pytest.fixture
def easier_check(monkeypatch):
    """Let sentences that differ by a name pass as different, as this tiny corpus needs."""
    monkeypatch.setattr(corpus, "NEAR_DUPLICATE", 1.1)


@pytest.mark.usefixtures("easier_check")
def test_labels_of_ones_own_are_learnt_and_the_same_corpus_gives_the_same_bytes(own_corpus, tmp_path):
    for out in ("a", "b"):
        retrain.retrain(own_corpus, tmp_path / out)
    for name in ("model.npz", "model.json", "README.md"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
    found = profile("The clerk ignored Hal at the desk.", model=load_model(tmp_path / "a"))
    assert found.sentences[0].label == "cold"
    assert set(found.shares) == {"warm", "cold"}
    manifest = json.loads((tmp_path / "a" / "model.json").read_text())
    assert manifest["settled_on"] == "the corpus, by story"


def test_a_fault_in_the_corpus_stops_before_anything_is_written(tmp_path):
    place = write_corpus(tmp_path / "corpus", [("a", "One.", "warm"), ("b", "Two.", "tepid")])
    with pytest.raises(ValueError, match="unknown label 'tepid'"):
        retrain.retrain(place, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_prediction_equals_scikit_learns(tmp_path):
    from sklearn.linear_model import LogisticRegression

    known = knowledge.shipped()
    examples = lessons.from_articles(corpus.read()[:60], known)
    weights, intercept = retrain.fit(examples, shipped().labels)
    rows = np.concatenate([e.rows for e in examples]).astype(np.float64)
    gold = np.array([label for e in examples for label in e.labels])
    prose = gold != "boilerplate"
    peer = LogisticRegression(C=retrain.STRENGTH, max_iter=retrain.ROUNDS).fit(rows[prose], gold[prose])
    order = [list(peer.classes_).index(label) for label in shipped().labels]
    logits = rows @ weights[:, :4] + intercept[:4]
    odds = np.exp(logits - logits.max(axis=1, keepdims=True))
    np.testing.assert_allclose(odds / odds.sum(axis=1, keepdims=True), peer.predict_proba(rows)[:, order], atol=1e-9)


def made_up(labels, sentences=40):
    """Return examples of labels that lie apart."""
    chance = np.random.default_rng(0)
    found = []
    for i in range(6):
        gold = [labels[j] for j in chance.integers(0, len(labels), sentences)]
        rows = chance.normal(size=(sentences, 8)) + [[3.0 * (label == x) for x in (*labels, *range(8))][:8]
                                                     for label in gold]
        found.append(lessons.Example(f"s{i}", rows.astype(np.float32), tuple(gold), (None,) * sentences))
    return found


@pytest.mark.parametrize("labels", [("a", "b"), ("b", "a", "c")])
@pytest.mark.parametrize("how", [retrain.OURS, retrain.OWN])
def test_two_labels_and_three_give_the_probabilities_of_scikit_learn(labels, how):
    from sklearn.linear_model import LogisticRegression

    examples = made_up(labels)
    rows = np.concatenate([e.rows for e in examples]).astype(np.float64)
    gold = [label for e in examples for label in e.labels]
    peer = LogisticRegression(C=how.strength, max_iter=10_000, tol=1e-8).fit(rows, gold, how.weights(gold))
    weights, intercept = retrain.fit(examples, labels, how)
    logits = (rows @ weights + intercept)[:, : len(labels)]
    odds = np.exp(logits - logits.max(axis=1, keepdims=True))
    expected = peer.predict_proba(rows)[:, [list(peer.classes_).index(label) for label in labels]]
    np.testing.assert_allclose(odds / odds.sum(axis=1, keepdims=True), expected, atol=1e-3)


def test_a_label_that_no_sentence_has_is_never_found():
    weights, intercept = retrain.fit(made_up(("a", "b")), ("x", "a", "b"))
    assert not weights[:, 0].any()
    assert intercept[0] == retrain.NEVER
    weights, intercept = retrain.fit(list(made_up(("a",))), ("x", "a"))
    assert intercept[:2].tolist() == [retrain.NEVER, 0.0]


@pytest.mark.parametrize(("evenness", "expected"), [(0.0, (1.0, 1.0)), (1.0, (2.0, 2 / 3))])
def test_rare_labels_count_more_by_evenness(evenness, expected):
    found = retrain.Fitting(1.0, evenness, centred=True).weights(["rare", *["common"] * 3])
    assert tuple(found[:2]) == pytest.approx(expected)
    assert found.mean() == pytest.approx(1)


def test_the_shipped_model_is_what_retraining_gives(tmp_path):
    retrain.retrain(None, tmp_path)
    again = load_model(tmp_path)
    for article in corpus.read()[::40]:
        read = Article(article.text, article.spans)
        np.testing.assert_allclose(
            again.read(read).probabilities, shipped().read(read).probabilities, atol=1e-4
        )
    learnt, kept = (np.load(place / "quotes.npz") for place in (tmp_path, folder("models")))
    assert learnt.files == kept.files
    for name in kept.files:
        if kept[name].dtype.kind == "f":
            np.testing.assert_allclose(learnt[name], kept[name], atol=1e-3)
        else:
            np.testing.assert_array_equal(learnt[name], kept[name])


def test_the_lessons_that_ship_fit_the_knowledge_that_ships():
    known = knowledge.shipped()
    examples = lessons.shipped(known)
    assert len(examples) > 400
    assert {e.rows.shape[1] for e in examples} == {features(known, Article("A.", [(0, 2)])).shape[1]}
    assert all(len(e.labels) == len(e.rows) for e in examples)


def test_the_lessons_that_ship_are_numbers_only():
    manifest, arrays = arrayfile.read(folder("models") / "lessons.json", lessons.FIELDS)
    assert set(manifest) == {
        "arrays", "features", "format", "kind", "knowledge", "registers", "seal", "sha256", "topics",
    }
    assert {name: array.dtype.name for name, array in arrays.items()} == {
        "rows": "float16", "label": "int8", "also": "int8", "size": "int32", "outlet": "int32",
        "register": "int8", "topic": "int8",
    }
