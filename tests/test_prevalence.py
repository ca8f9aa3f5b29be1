"""Shares and intervals, each beside the same method written down again in another way."""

import numpy as np
import pytest

from framing import prevalence

BASE = [0.1, 0.6, 0.3]
ROWS = [[0.7, 0.2, 0.1], [0.1, 0.5, 0.4], [0.2, 0.2, 0.6], [0.05, 0.9, 0.05], [0.4, 0.3, 0.3]]
PARAMETERS = {"base": BASE, "strength": 0.4, "spread": 1.3, "drift": 0.5}
NORMAL_95 = 1.96
"""The quantile of a 95 % interval, as it is printed in tables."""


def expected_rows(rows, base, strength, rounds=25):
    """Return the rows after so many rounds of expectation and maximisation, step by step, in plain numbers."""
    mixture = list(base)
    for step in range(rounds):
        weighted = [[p * m / b for p, m, b in zip(row, mixture, base, strict=True)] for row in rows]
        adapted = [[w / sum(row) for w in row] for row in weighted]
        if step < rounds - 1:
            counts = [sum(column) for column in zip(*adapted, strict=True)]
            total = len(rows) + strength
            mixture = [(count + strength * b) / total for count, b in zip(counts, base, strict=True)]
    return np.array(adapted)


def expected_bounds(rows, spread, drift):
    """Return Wilson's bounds of each share as the roots of his equation, moved outwards to whole sentences."""
    n, bounds = len(rows), []
    for column in np.transpose(rows):
        share = column.mean()
        variance = spread * sum(p * (1 - p) for p in column) / n**2 + (drift * share * (1 - share)) ** 2
        many = share * (1 - share) / variance
        low, high = sorted(np.roots([1 + NORMAL_95**2 / many, -2 * share - NORMAL_95**2 / many, share**2]))
        bounds.append((max(np.floor(low * n), 0) / n, min(np.ceil(high * n), n) / n))
    return bounds


@pytest.mark.parametrize("strength", [0.01, 0.4, 6.0])
def test_rows_are_those_of_expectation_and_maximisation(strength):
    found = prevalence.adapt(np.array(ROWS), np.array(BASE), strength)
    np.testing.assert_allclose(found, expected_rows(ROWS, BASE, strength), rtol=1e-12)


def test_the_rounds_suffice_where_the_prior_is_worth_a_few_sentences():
    np.testing.assert_allclose(
        expected_rows(ROWS, BASE, 6.0, 25), expected_rows(ROWS, BASE, 6.0, 100), atol=1e-6
    )


@pytest.mark.parametrize("n", [1, 2, 7, 40, 300])
@pytest.mark.parametrize(("spread", "drift"), [(1.0, 0.0), (1.3, 0.5), (4.0, 1.5), (0.4, 0.1)])
def test_bounds_are_wilsons_moved_outwards_to_whole_sentences(n, spread, drift):
    rows = np.random.default_rng(n).dirichlet([1, 3, 0.5, 0.1], size=n)
    low, high = prevalence.interval(rows, spread, drift)
    np.testing.assert_allclose(list(zip(low, high, strict=True)), expected_bounds(rows, spread, drift), atol=1e-9)


def test_bounds_of_several_spreads_at_once_are_those_of_each():
    rows, pairs = np.array(ROWS), [(1.0, 0.2), (2.0, 0.7)]
    low, high = prevalence.interval(rows, *(np.array(column)[:, None] for column in zip(*pairs, strict=True)))
    for i, pair in enumerate(pairs):
        np.testing.assert_array_equal((low[i], high[i]), prevalence.interval(rows, *pair))


def test_a_label_that_is_sure_or_impossible_counts_as_seen_once():
    """Of numbers that are exactly 0 or 1 nothing is known of their error, so the interval is as wide as it can be."""
    low, high = prevalence.interval(np.array([[1.0, 0.0], [1.0, 0.0]]), 1.0, 0.0)
    assert (low.tolist(), high.tolist()) == ([0.0, 0.0], [1.0, 1.0])


def test_hardly_sure_labels_keep_an_interval():
    rows = np.tile([1 - 1e-4, 1e-4], (20, 1))
    low, high = prevalence.interval(rows, 1.0, 0.0)
    np.testing.assert_allclose(list(zip(low, high, strict=True)), expected_bounds(rows, 1.0, 0.0), atol=1e-9)


def test_the_estimate_is_the_mean_of_the_rows_by_label():
    shares, intervals = prevalence.estimate(ROWS, ("a", "b", "c"), PARAMETERS)
    rows = expected_rows(ROWS, BASE, PARAMETERS["strength"])
    assert list(shares) == list(intervals) == ["a", "b", "c"]
    np.testing.assert_allclose(list(shares.values()), rows.mean(axis=0), rtol=1e-12)
    np.testing.assert_allclose(list(intervals.values()), expected_bounds(rows, 1.3, 0.5), atol=1e-9)


def test_no_sentence_has_no_share():
    nothing = {"a": None, "b": None}
    assert prevalence.estimate([], ("a", "b"), {**PARAMETERS, "base": [0.5, 0.5]}) == (nothing, nothing)
