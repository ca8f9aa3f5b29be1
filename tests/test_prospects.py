"""What a corpus of one's own gives: curves of made-up examples, forecasts and confusions by hand."""

import math

import numpy as np
import pytest

from framing import prospects, retrain
from framing.lessons import Example

LABELS = ("war", "peace", "none")


def made_up(articles=30, sentences=8, noise=1.5):
    """Return examples whose labels lie apart in three dimensions of twenty."""
    chance = np.random.default_rng(0)
    found = []
    for i in range(articles):
        gold = chance.integers(0, len(LABELS), sentences)
        rows = chance.normal(size=(sentences, 20)) * noise
        rows[np.arange(sentences), gold] += 3
        labels = tuple(LABELS[g] for g in gold)
        found.append(Example(f"story {i}", rows.astype(np.float32), labels, (None,) * sentences))
    return found


class TestCurve:
    def test_rises_with_the_sentences_and_ends_at_the_score_of_all(self):
        examples = made_up()
        curve = prospects.learning_curve(examples, LABELS)
        sizes, scores = [n for n, _ in curve], [np.mean(found) for _, found in curve]
        assert sizes == sorted(sizes)
        assert sizes[-1] == 192
        assert [len(found) for _, found in curve] == [prospects.DRAWS] * (len(curve) - 1) + [1]
        assert scores[-1] > scores[0]
        logits = np.vstack(retrain.held_out_logits(examples, [], LABELS, how=retrain.OWN))[:, : len(LABELS)]
        gold = np.array([LABELS.index(label) for e in examples for label in e.labels])
        assert curve[-1][1][0] == pytest.approx(f1(gold, logits.argmax(axis=1)))

    def test_is_drawn_alike_each_time(self):
        assert prospects.learning_curve(made_up(), LABELS) == prospects.learning_curve(made_up(), LABELS)

    def test_has_no_point_of_fewer_than_twenty_sentences(self):
        curve = prospects.learning_curve(made_up(articles=6, sentences=8), LABELS)
        assert min(n for n, _ in curve) >= prospects.FEWEST

    def test_bears_labels_that_a_part_lacks(self):
        examples = made_up(articles=12, sentences=4)
        one = Example("alone", examples[0].rows[:1], ("rare",), (None,))
        assert all(0 <= score <= 1 for _, found in prospects.learning_curve([*examples, one], (*LABELS, "rare"))
                   for score in found)


def f1(gold, found) -> float:
    """Return macro-F1 by scikit-learn."""
    from sklearn.metrics import f1_score

    return float(f1_score(gold, found, average="macro"))


class TestForecast:
    def test_of_a_straight_line_goes_on_along_it(self):
        curve = [(n, [0.1 * math.log(n)]) for n in (50, 100, 200)]
        low, high = prospects.forecast(curve)
        gain = 0.1 * math.log(300 / 200)
        assert high == pytest.approx(0.1 * math.log(200) + gain + 0.01)
        assert low == pytest.approx(0.1 * math.log(200) + gain / 2 - 0.01)

    def test_of_a_scattered_curve_is_wider(self):
        sizes = (50, 100, 200, 400)
        straight, scattered = ([(n, [0.1 * math.log(n) + off]) for n, off in zip(sizes, offs, strict=True)]
                               for offs in ((0, 0, 0, 0), (0.05, -0.05, 0.05, -0.05)))
        (a, b), (c, d) = map(prospects.forecast, (straight, scattered))
        assert d - c > 2 * (b - a)

    def test_of_a_falling_curve_promises_nothing(self):
        low, high = prospects.forecast([(50, [0.6]), (100, [0.55]), (200, [0.5])])
        assert low < 0.5
        assert high == pytest.approx(0.51)

    def test_stays_between_0_and_1(self):
        low, high = prospects.forecast([(20, [0.0]), (100, [0.5]), (200, [0.99])])
        assert 0 <= low <= high == 1

    def test_of_two_points_is_none(self):
        assert prospects.forecast([(50, [0.5]), (100, [0.6])]) is None


class TestConfused:
    @pytest.mark.parametrize(("rows", "expected"), [
        (((40, 2), (3, 50)), ()),
        (((20, 20), (20, 20)), (("a", "b"),)),
        (((3, 1), (1, 3)), (("a", "b"),)),
        (((0, 30), (0, 30)), (("a", "b"),)),
        (((0, 0), (3, 9)), (("a", "b"),)),
    ], ids=["told apart", "a coin", "too few", "never found", "never there"])
    def test_names_labels_that_are_not_surely_told_apart(self, rows, expected):
        confusion = {gold: dict(zip("ab", row, strict=True)) for gold, row in zip("ab", rows, strict=True)}
        assert prospects.confused(confusion) == expected

    def test_is_wilsons_bound_where_labels_are_as_frequent(self):
        right, n = 0.8, 40
        z2 = prospects.Z**2
        expected = (right + z2 / (2 * n) - prospects.Z * math.sqrt(right * (1 - right) / n + z2 / (4 * n**2))) / (
            1 + z2 / n)
        confusion = {"a": {"a": 16, "b": 4}, "b": {"a": 4, "b": 16}}
        assert prospects._lower_bound("a", "b", confusion) == pytest.approx(expected)


class TestText:
    MADE = prospects.Prospects(200, 20, 0.7, {"majority": 0.1}, None, None, ((40, 0.5), (80, 0.6)), None, ())

    def test_says_where_it_knows_nothing(self):
        told = str(self.MADE)
        assert "too few sentences to say what a further 100 would give" in told
        assert "cannot tell apart: none" in told
        assert "second coder" not in told

    def test_of_a_walk_is_what_the_manifest_and_the_sheets_say(self, walk):
        import json

        manifest = json.loads((walk.model / "model.json").read_text(encoding="utf-8"))
        found = prospects.look(walk.corpus, manifest)
        assert (found.sentences, found.articles) == (200, 20)
        assert found.macro_f1 == manifest["corpus_scores"]["macro_f1"]
        assert found.curve[-1][1] == pytest.approx(found.macro_f1, abs=0.03)
        assert found.coders.sentences == 60
        assert set(str(found).splitlines()) <= set(walk.printed["retrain"].splitlines())  # JSON sorts the baselines


def test_who_stops_a_retraining_keeps_the_former_model_with_its_own_cards(walk, tmp_path, monkeypatch):
    """The learning curve takes longest; a data card must not be left beside a model of another corpus."""
    import shutil

    from click.testing import CliRunner

    from framing.__main__ import main

    def stop(*_):
        raise KeyboardInterrupt

    shutil.copytree(walk.model, tmp_path / "model")
    shutil.copytree(walk.corpus, tmp_path / "frames")
    with open(tmp_path / "frames" / "labels.csv", "a", encoding="utf-8", newline="\n") as labels:
        labels.write("\n")
    before = {path.name: path.read_bytes() for path in (tmp_path / "model").iterdir()}
    monkeypatch.setattr(prospects, "learning_curve", stop)
    command = ["retrain", "--corpus", str(tmp_path / "frames"), "--out", str(tmp_path / "model")]
    answer = CliRunner().invoke(main, command)
    assert (answer.exit_code, answer.stderr) == (130, "Error: stopped\n")
    assert {path.name: path.read_bytes() for path in (tmp_path / "model").iterdir()} == before
