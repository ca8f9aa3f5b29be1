"""Logistic regression on centred rows: the optimum of the rows as they are, sooner."""

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from framing import regression

CHANCE = np.random.default_rng(0)
ROWS = CHANCE.normal(size=(200, 5)) + np.array([0, 0, 0, 30, -30])


@pytest.mark.parametrize("n_labels", [2, 3])
def test_is_the_optimum_of_the_rows_as_they_are(n_labels):
    gold = (ROWS[:, 0] + CHANCE.normal(size=200) > 0).astype(int) + (n_labels - 2) * (ROWS[:, 1] > 0)
    found = regression.centred(ROWS, gold, C=0.1, max_iter=10_000, tol=1e-9)
    peer = LogisticRegression(C=0.1, max_iter=10_000, tol=1e-9).fit(ROWS, gold)
    np.testing.assert_allclose(found.predict_proba(ROWS), peer.predict_proba(ROWS), atol=1e-4)
    assert found.n_iter_.max() < peer.n_iter_.max()
