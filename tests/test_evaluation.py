"""Evaluation: scores that can be worked out by hand, folds, agreement."""

import json
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from framing import corpus, evaluation
from framing.labels import LABELS
from framing.resources import folder

FEW = ("official", "neutral")


def outcome(gold, predicted, also=None):
    """Return an outcome with even shares and certain answers."""
    n = len(gold)
    shares = {"official": 0.5, "neutral": 0.5}
    intervals = dict.fromkeys(FEW, (0.25, 0.75))
    return evaluation.Outcome(tuple(gold), tuple(also or [None] * n), tuple(predicted), (1.0,) * n, shares, intervals)


def test_scores_of_one_error_in_four():
    found = evaluation.scores([outcome(["official", "official", "neutral", "neutral"],
                                       ["official", "neutral", "neutral", "neutral"])], FEW)
    assert found["accuracy"] == 3 / 4
    assert found["macro_f1"] == pytest.approx((2 / 3 + 4 / 5) / 2)
    assert found["confusion"]["official"]["neutral"] == 1
    assert found["ece"] == pytest.approx(1 / 4)
    assert found["share_mae"] == 0
    assert found["coverage"] == 1


def test_the_second_label_counts_in_the_lenient_score_only():
    found = evaluation.scores([outcome(["official"], ["neutral"], ["neutral"])], FEW)
    assert (found["accuracy"], found["lenient"]) == (0, 1)


def test_page_furniture_is_scored_apart():
    found = evaluation.scores([outcome(["official", "boilerplate"], ["official", "boilerplate"])], FEW)
    assert (found["sentences"], found["accuracy"], found["boilerplate_f1"]) == (1, 1, 1)


def test_few_articles_show_a_calibration_error_by_chance_alone():
    chance = np.random.default_rng(0)
    outcomes = []
    for _ in range(200):
        right = chance.random(15) < 0.7
        predicted = ["official" if hit else "neutral" for hit in right]
        found = outcome(["official"] * 15, predicted)
        outcomes.append(evaluation.Outcome(**{**vars(found), "confidence": (0.7,) * 15}))
    few, many = (evaluation.calibration_of_few(outcomes, n) for n in (5, 200))
    assert few["found"][0] > 3 * many["found"][0]
    assert few["perfect"][1] < few["found"][0] < few["perfect"][2]


def test_a_group_never_stands_on_both_sides_of_a_fold():
    articles = corpus.read()
    held = [{articles[i].group for i in part} for part in evaluation.folds(articles)]
    assert len(held) == evaluation.FOLDS
    assert not any(a & b for a, b in combinations(held, 2))


def test_another_form_of_an_article_is_answered_by_the_model_that_never_met_its_group():
    articles = corpus.read()[:40]
    answers = evaluation.cross_validate(articles, lambda part: lambda asked: (asked, {a.group for a in part}),
                                        [a.group for a in articles])
    assert [asked for asked, _ in answers] == [a.group for a in articles]
    assert not any(asked in met for asked, met in answers)


def test_macro_f1_is_the_mean_over_the_labels():
    assert evaluation.macro_f1(["a", "a", "b"], ["a", "b", "b"], ("a", "b")) == pytest.approx(2 / 3)


def test_too_few_groups_are_refused_with_the_cure():
    with pytest.raises(ValueError, match="at least 5 groups"):
        evaluation.folds(corpus.read()[:3])




def test_the_data_card_shows_the_counts_and_the_agreement_of_the_corpus():
    assert evaluation.corpus_tables().strip() in (folder("corpus") / "README.md").read_text(encoding="utf-8")


def test_articles_in_a_file_are_scored_on_their_bare_text(tmp_path):
    article = corpus.read()[0]
    sentences = [{"start": s, "end": e, "label": label} for (s, e), label in
                 zip(article.spans, article.labels, strict=True)]
    file = tmp_path / "a.jsonl"
    file.write_text(json.dumps({"id": "x", "text": article.text, "sentences": sentences}) + "\n")
    found = evaluation.profile_outcomes(corpus.read_articles(file))
    assert found[0].gold == article.labels
    assert len(found[0].predicted) == len(article.labels)


def test_the_model_card_repeats_the_scores_of_the_manifest_and_they_lie_in_a_credible_band():
    manifest = json.loads((folder("models") / "model.json").read_text(encoding="utf-8"))
    card = (folder("models") / "README.md").read_text(encoding="utf-8")
    for name in ("macro_f1", "accuracy", "ece", "coverage"):
        assert f"| {name} | {manifest['scores'][name]:.3f} |" in card
    assert manifest["sha256"] in card
    assert 0.55 < manifest["scores"]["macro_f1"] < 0.85
    assert 0.90 < manifest["scores"]["coverage"] < 0.99


SHARED = Path(__file__).resolve().parents[2] / "shared" / "dev" / "articles.jsonl"


@pytest.mark.skipif(not SHARED.is_file(), reason="the real articles for measuring are not at hand")
def test_on_real_articles_the_shipped_model_keeps_its_level():
    found = evaluation.scores(evaluation.profile_outcomes(corpus.read_articles(SHARED)), LABELS)
    assert 0.60 < found["macro_f1"] < 0.85
