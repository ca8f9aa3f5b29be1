"""Confusions: counted as they happen, told in words for the shipped model."""

import json

from framing import confusions
from framing.evaluation import Outcome
from framing.resources import folder


def outcome(gold, predicted, also):
    """Return an outcome of which only the labels matter."""
    return Outcome(tuple(gold), tuple(also), tuple(predicted), (1.0,) * len(gold), {}, {})


def test_the_commonest_stands_first_with_where_it_happens_and_whether_readers_could_agree():
    news = outcome(["critical", "critical", "official", "official"], ["neutral", "neutral", "neutral", "official"],
                   ["neutral", None, None, None])
    court = outcome(["official"] * 3, ["neutral"] * 3, [None] * 3)
    assert confusions.commonest([news, court], ["news", "court"]) == [
        {"gold": "official", "predicted": "neutral", "sentences": 4, "defended": 0.0,
         "registers": {"court": 3, "news": 1}},
        {"gold": "critical", "predicted": "neutral", "sentences": 2, "defended": 0.5, "registers": {"news": 2}},
    ]


def test_page_furniture_is_no_confusion():
    found = outcome(["boilerplate", "official"], ["official", "boilerplate"], [None, None])
    assert confusions.commonest([found], ["news"]) == []


def test_the_card_tells_the_ten_commonest_of_the_shipped_model_in_words():
    manifest = json.loads((folder("models") / "model.json").read_text(encoding="utf-8"))
    rows = manifest["confusions"]
    assert len(rows) == confusions.MOST
    for row in rows:
        assert row["sentences"] == manifest["scores"]["confusion"][row["gold"]][row["predicted"]]
        assert all(confusions.REASONS[row["gold"], row["predicted"]])
    assert confusions.table(rows) in (folder("models") / "README.md").read_text(encoding="utf-8")
