"""Outlets: figures that count articles, or a sentence where there are too few."""

import json

import numpy as np
import pytest

import framing
from framing import outlets

OFFICIAL = "The ministry said the new rules will apply from 1 March. Applications must reach the office by noon."
CRITICAL = "Residents call the closure a disgrace. Nobody listened, and nobody has explained the waste."


class TestOutlets:
    def test_have_the_mean_share_of_their_articles(self):
        found = framing.profile_outlets([("a", OFFICIAL), ("a", CRITICAL)] * 3)["a"]
        shares = [framing.profile(text).shares for text in (OFFICIAL, CRITICAL)]
        assert found.articles == 6
        assert found.note is None
        for label in framing.LABELS:
            assert found.shares[label] == pytest.approx((shares[0][label] + shares[1][label]) / 2)
            low, high = found.intervals[label]
            assert 0 <= low <= found.shares[label] <= high <= 1

    def test_with_too_few_articles_have_a_sentence_instead_of_figures(self):
        found = framing.profile_outlets([("a", OFFICIAL)] * 4 + [("b", CRITICAL)])
        assert (found["a"].shares, found["a"].intervals) == (None, None)
        assert found["a"].note == "4 articles with prose, of at least 5 that a figure takes"
        assert found["b"].note.startswith("1 article with prose")

    def test_take_mappings_and_pairs_in_the_order_met(self):
        records = [{"outlet": "z", "text": OFFICIAL, "date": "today"}, ("a", CRITICAL)]
        assert list(framing.profile_outlets(iter(records))) == ["z", "a"]

    def test_articles_without_prose_are_not_counted(self):
        found = framing.profile_outlets([("a", OFFICIAL)] * 5 + [("a", "")])
        assert found["a"].articles == 5

    def test_of_no_records_are_none(self):
        assert framing.profile_outlets([]) == {}

    def test_are_the_same_in_several_processes(self):
        records = [("a", OFFICIAL), ("b", CRITICAL)] * 5
        assert framing.profile_outlets(records, n_jobs=2) == framing.profile_outlets(records)

    def test_are_ready_for_json(self):
        found = framing.profile_outlets([("a", OFFICIAL)] * 5 + [("b", CRITICAL)])
        plain = json.loads(json.dumps({name: outlet.to_dict() for name, outlet in found.items()}))
        assert plain["a"]["shares"] == found["a"].shares
        assert plain["b"]["shares"] is plain["b"]["intervals"] is None


class TestInterval:
    def test_has_the_width_of_student_beside_the_shared_error(self):
        shares = np.array([[0.3], [0.5], [0.4], [0.4], [0.4]])
        low, high = outlets.interval(shares)
        half = np.hypot(2.776 * shares.std(ddof=1) / 5**0.5, 1.96 * outlets.SHARED_ERROR)
        assert high[0] - low[0] == pytest.approx(2 * half, rel=0.01)

    @pytest.mark.parametrize(("freedom", "quantile"), [(4, 2.776), (9, 2.262), (29, 2.045), (1000, 1.962)])
    def test_uses_the_quantiles_of_student(self, freedom, quantile):
        assert outlets._student(freedom) == pytest.approx(quantile, abs=0.01)

    def test_holds_the_mean_of_articles_about_as_often_as_it_says_where_the_model_does_not_err(self, monkeypatch):
        monkeypatch.setattr(outlets, "SHARED_ERROR", 0.0)
        draw = np.random.default_rng(0)
        alpha = np.array([2.0, 1.5, 1.0, 3.0])
        bounds = [outlets.interval(draw.dirichlet(alpha, 10)) for _ in range(2000)]
        truth = alpha / alpha.sum()
        covered = np.mean([(low <= truth) & (truth <= high) for low, high in bounds])
        assert 0.93 < covered < 0.97

    def test_is_wider_for_articles_than_it_would_be_for_sentences(self):
        few, many = (np.tile([[0.2], [0.8]], (n, 1)) for n in (3, 30))
        (low, high), (lower, higher) = outlets.interval(few), outlets.interval(many)
        assert high - low > higher - lower


class TestErrors:
    @pytest.mark.parametrize(
        ("records", "message"),
        [
            ([OFFICIAL], r"record 0 is no outlet and text but str"),
            ([("a", OFFICIAL), {"outlet": "a"}], r"record 1 is no outlet and text but dict \(KeyError\('text'\)\)"),
            ([("a", OFFICIAL, 1)], r"record 0 is no outlet and text but tuple"),
            ([None], r"record 0 is no outlet and text but NoneType"),
            ([(1, OFFICIAL)], r"the outlet of record 0 is int, not str"),
            ([("a", None)], r"not NoneType: there is no text"),
            (OFFICIAL, r"takes a list of \(outlet, text\), not one str"),
            ({"outlet": "a", "text": OFFICIAL}, r"takes a list of \(outlet, text\), not one dict"),
        ],
    )
    def test_name_the_record_and_the_cure(self, records, message):
        with pytest.raises(TypeError, match=message):
            framing.profile_outlets(records)

    def test_one_article_is_never_enough(self):
        with pytest.raises(ValueError, match="fewest must be at least 2, not 1"):
            framing.profile_outlets([("a", OFFICIAL)], fewest=1)
