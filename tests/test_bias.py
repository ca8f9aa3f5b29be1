"""Checks of bias: planted faults are found, and the shipped corpus and model pass."""

import json

import numpy as np
import pytest

from framing import bias, corpus, knowledge
from framing.corpus import LabelledArticle
from framing.evaluation import Outcome
from framing.labels import LABELS
from framing.lessons import Example
from framing.resources import folder

FEW = ("official", "neutral")
ARTICLES = corpus.read()


def outcome(gold, predicted):
    """Return an outcome with even shares and certain answers."""
    n = len(gold)
    intervals = dict.fromkeys(FEW, (0.0, 1.0))
    return Outcome(tuple(gold), (None,) * n, tuple(predicted), (1.0,) * n, dict.fromkeys(FEW, 0.5), intervals)


def article(name, sentences, labels=None):
    """Return an article of these sentences."""
    text, spans = "", []
    for sentence in sentences:
        text += " " if text else ""
        spans.append((len(text), len(text) + len(sentence)))
        text += sentence
    return LabelledArticle(name, name.partition("/")[0], text, tuple(spans),
                           tuple(labels or ["neutral"] * len(spans)), (None,) * len(spans))


class TestParts:
    def test_show_where_a_label_is_given_too_often(self):
        fair = outcome(["official", "neutral"], ["official", "neutral"])
        unfair = outcome(["official", "neutral"], ["official", "official"])
        rows = {row["part"]: row for row in bias.by_part(["a", "b", "b"], [fair, unfair, unfair], FEW)}
        assert rows["a"]["lean"] == {"official": 0.0, "neutral": 0.0}
        assert rows["b"]["lean"] == {"official": 0.5, "neutral": -0.5}
        assert (rows["b"]["articles"], rows["b"]["accuracy"]) == (2, 0.5)

    def test_stand_with_the_largest_first(self):
        fair = outcome(["official"], ["official"])
        assert [row["part"] for row in bias.by_part(["a", "b", "b"], [fair] * 3, FEW)] == ["b", "a"]


class TestMask:
    def test_hides_names_and_keeps_all_else(self):
        one = article("s/official", ["The mayor of Bree spoke on Friday.", "Bree has 12 wells."])
        two = article("s/neutral", ["A crowd saw the mayor."])
        hidden = bias.masked([one, two])[0]
        assert [hidden.text[s:e] for s, e in hidden.spans] == [
            f"The mayor of {bias.MASK} spoke on {bias.MASK}.", f"{bias.MASK} has 12 wells."
        ]
        assert hidden.labels == one.labels

    def test_keeps_the_text_between_sentences(self):
        for before, after in zip(ARTICLES[::50], bias.masked(ARTICLES)[::50], strict=True):
            assert before.text.count("\n\n") == after.text.count("\n\n")
            assert len(before.spans) == len(after.spans)

    def test_is_a_word_that_the_knowledge_does_not_know(self):
        assert not knowledge.shipped().knows(bias.MASK.lower())

    def test_tells_of_labels_that_went_by_the_name(self):
        plain = outcome(["official", "neutral"], ["official", "neutral"])
        found = bias.without_names([plain], [("official", "official")], FEW)
        assert (found["macro_f1"], found["flipped"]) == (1.0, 0.5)
        assert found["masked_macro_f1"] < 1


class TestWhatAloneTellsTheLabel:
    def test_a_topic_that_gives_the_label_away_is_noticed(self):
        examples = [Example(f"g{i}", np.zeros((4, 1), dtype=np.float32), (FEW[i % 2],) * 4, (None,) * 4)
                    for i in range(20)]
        names = [f"topic {i % 2}" for i in range(20)]
        assert bias.part_alone(names, examples, FEW)["accuracy"] == 1

    def test_a_topic_that_says_nothing_does_no_better_than_the_commonest_label(self):
        chance = np.random.default_rng(0)
        examples = [Example(f"g{i}", np.zeros((20, 1), dtype=np.float32),
                            tuple(chance.choice(FEW, 20, p=(0.3, 0.7)).tolist()), (None,) * 20) for i in range(60)]
        found = bias.part_alone([f"topic {i % 3}" for i in range(60)], examples, FEW)
        assert found["accuracy"] == pytest.approx(found["commonest"], abs=0.03)

    def test_neither_topic_nor_fact_of_our_parallel_stories_tells_the_label(self):
        topic = bias.topic_alone(ARTICLES, LABELS)
        assert topic["accuracy"] < topic["commonest"] + 0.03
        fact = bias.fact_alone([a for a in ARTICLES if a.group in corpus.retold()], LABELS)
        assert fact["accuracy"] < fact["commonest"]

    def test_a_retelling_with_one_label_a_fact_is_noticed(self):
        told = [article(f"s/{version}", ["A.", "B."], ["official", "neutral"]) for version in ("one", "two")]
        assert bias.fact_alone(told, FEW)["accuracy"] == 1

    def test_few_stories_give_no_answer(self):
        assert bias.topic_alone(ARTICLES[:20], LABELS) == {}
        assert bias.fact_alone([], LABELS) == {}

    def test_only_stories_told_in_every_framing_count(self):
        told = [article(f"s/{version}", ["A."]) for version in FEW] + [article("t/official", ["B."])]
        assert [a.id for a in bias.told_in_full(told, FEW)] == ["s/official", "s/neutral"]


def test_the_card_shows_the_checks_of_the_manifest():
    manifest = json.loads((folder("models") / "model.json").read_text(encoding="utf-8"))
    assert bias.tables(manifest["checks"], LABELS) in (folder("models") / "README.md").read_text(encoding="utf-8")


def test_the_shipped_model_does_not_go_by_names():
    names = json.loads((folder("models") / "model.json").read_text(encoding="utf-8"))["checks"]["names"]
    assert 0 < names["flipped"] < 0.1
    assert names["masked_macro_f1"] > names["macro_f1"] - 0.05
