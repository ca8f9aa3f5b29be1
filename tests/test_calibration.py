"""Calibration: the temperature, intervals and thresholds that are planted in made-up answers are found again."""

import numpy as np
import pytest

from framing import calibration, evaluation
from framing.lessons import Example
from framing.model import reading

LABELS = ("official", "critical", "neutral")
HEAT = 2.0


def made_up(articles, sentences, drift=0.0):
    """Return examples, and logits that are `HEAT` times too sure and err together by `drift` in an article."""
    chance = np.random.default_rng(0)
    examples, answers = [], []
    for i in range(articles):
        truth = chance.normal(size=(sentences, len(LABELS)))
        odds = np.exp(truth + drift * chance.normal(size=len(LABELS)))
        cumulated = (odds / odds.sum(axis=1, keepdims=True)).cumsum(axis=1)
        gold = np.minimum((cumulated < chance.random((sentences, 1))).sum(axis=1), len(LABELS) - 1)
        rows = np.zeros((sentences, 1), dtype=np.float32)
        examples.append(Example(f"outlet {i}", rows, tuple(LABELS[g] for g in gold), (None,) * sentences))
        answers.append(np.hstack([HEAT * truth, np.full((sentences, 1), -9.0)]))
    return examples, answers


def test_the_temperature_is_found_that_was_planted():
    assert calibration.temperature(*_in_order(*made_up(200, 50))) == pytest.approx(HEAT, abs=0.1)


def _in_order(examples, answers):
    """Return the arguments of `calibration.temperature`."""
    return examples, LABELS, answers


@pytest.mark.parametrize("drift", [0.0, 1.0])
def test_intervals_hold_what_they_promise_on_articles_that_took_no_part_in_their_fit(drift):
    examples, answers = made_up(300, 20, drift)
    found = evaluation.scores(calibration.settle(examples, LABELS, answers)[1], LABELS)
    assert 0.93 < found["coverage"] < 0.99
    assert found["ece"] < 0.05


def test_errors_that_articles_share_make_intervals_wider():
    widths = []
    for drift in (0.0, 1.0):
        outcomes = calibration.settle(*_in_order(*made_up(200, 20, drift)))[1]
        widths.append(evaluation.scores(outcomes, LABELS)["width"])
    assert widths[1] > 1.2 * widths[0]


def test_an_outcome_is_got_without_the_labels_of_its_own_fold():
    examples, answers = made_up(50, 20)
    before = calibration.settle(examples, LABELS, answers)[1]
    held = evaluation.folds(examples)[0]
    for i in held:
        examples[i] = Example(examples[i].group, examples[i].rows, ("neutral",) * 20, examples[i].also)
    after = calibration.settle(examples, LABELS, answers)[1]
    assert all(before[i].shares == after[i].shares and before[i].confidence == after[i].confidence for i in held)


def test_a_label_that_no_sentence_has_keeps_a_little_of_the_mixture():
    examples = [Example("a", np.zeros((2, 1), dtype=np.float32), ("official", "official"), (None, None))]
    found = calibration.mixture(examples, LABELS)
    assert found.sum() == pytest.approx(1)
    assert (found > 0).all()


def test_the_threshold_of_doubt_is_the_least_that_is_reliable():
    assert calibration.uncertainty_threshold([[0.3, 1.0, 0.6], [0.5, 0.8, 0.8], [0.6, 0.6, 0.9]]) == 0.5


def test_where_no_threshold_keeps_half_it_is_the_least():
    assert calibration.uncertainty_threshold([[0.5, 0.2, 0.4]]) == evaluation.THRESHOLDS[0]
    assert calibration.uncertainty_threshold([]) == evaluation.THRESHOLDS[0]


def few_of_many(sentences):
    """Return made-up examples of which so many sentences are labelled, and those that nobody labelled."""
    examples, answers = made_up(400, 20, drift=1.0)
    coded = [Example(e.group, e.rows[:sentences], e.labels[:sentences], e.also[:sentences]) for e in examples[:200]]
    return coded, [a[:sentences] for a in answers[:200]], examples[200:], answers[200:]


@pytest.mark.parametrize("sentences", [1, 2, 20])
def test_intervals_of_whole_articles_hold_though_few_of_their_sentences_were_labelled(sentences):
    coded, told, whole, answers = few_of_many(sentences)
    parameters, _ = calibration.settle(coded, LABELS, told)
    outcomes = [evaluation.outcome(e, LABELS, reading(a, parameters["temperature"]), parameters["prevalence"])
                for e, a in zip(whole, answers, strict=True)]
    assert evaluation.scores(outcomes, LABELS)["coverage"] > 0.93
    learnt = {name: parameters["prevalence"][name] for name in calibration.UNLEARNT} != calibration.UNLEARNT
    assert learnt == (sentences >= calibration.LONG)


def test_short_articles_do_not_make_intervals_narrower():
    coded, told, whole, answers = few_of_many(1)
    alone, both = (calibration.settle([*part, *whole], LABELS, [*given, *answers])[0]["prevalence"]
                   for part, given in (([], []), (coded, told)))
    assert both["drift"] == pytest.approx(alone["drift"], abs=0.11)


def test_where_nothing_is_reliable_the_threshold_keeps_half_of_the_sentences():
    assert calibration.uncertainty_threshold([[0.3, 1.0, 0.5], [0.5, 0.6, 0.7], [0.8, 0.2, 0.75]]) == 0.5


def test_probabilities_follow_the_temperature_and_furniture_does_not():
    logits = np.array([[2.0, 0.0, 0.0, 1.0]])
    warm, cold = reading(logits, 2.0), reading(logits, 1.0)
    assert warm.probabilities[0, 0] == pytest.approx(np.e / (np.e + 2))
    assert cold.probabilities[0, 0] > warm.probabilities[0, 0]
    assert warm.furniture[0] == cold.furniture[0] == pytest.approx(1 / (1 + np.exp(-1)))
