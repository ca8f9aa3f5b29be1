"""Third articles: a sentence that tells the fact of both makes their pair likelier."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.alignment import LIKELY
from framing.thirds import FAINT, LINK, THIRD, cells, features, refined


def tables(*found: list[list[float]]) -> dict:
    """Return the tables of articles two by two as they are kept, in order of the two."""
    several = {1: 2, 3: 3, 6: 4}[len(found)]
    return {two: cells(np.array(table)) for two, table in zip(combinations(range(several), 2), found, strict=True)}


@st.composite
def several(draw):
    """Return the probabilities of all pairs of two to four articles of up to four sentences."""
    sizes = draw(st.lists(st.integers(0, 4), min_size=2, max_size=4))
    chances = st.sampled_from([0.0, 0.01, 0.05, 0.2, 0.5, 0.9, 1.0])
    return {
        (i, j): np.array(draw(st.lists(chances, min_size=sizes[i] * sizes[j], max_size=sizes[i] * sizes[j])))
        .reshape(sizes[i], sizes[j])
        for i, j in combinations(range(len(sizes)), 2)
    }


class TestCells:
    def test_keep_all_that_anybody_is_told(self):
        assert FAINT < LIKELY
        table = np.array([[0.5, FAINT / 2], [0.0, 1.0]])
        assert cells(table).table().tolist() == [[0.5, 0], [0, 1]]

    def test_of_no_sentences_are_none(self):
        assert cells(np.zeros((0, 3))).table().shape == (0, 3)


class TestThirds:
    def test_are_the_best_product_along_two_pairs(self):
        found = tables([[0.3]], [[0.8, 0.2]], [[0.5, 0.9]])
        assert np.exp(features(found)[0, 1][0, 1]) == pytest.approx(0.8 * 0.5)

    def test_need_two_pairs_that_are_likely_enough(self):
        found = tables([[0.3]], [[0.8, LINK / 2]], [[LINK / 2, 0.9]])
        assert np.exp(features(found)[0, 1][0, 1]) == pytest.approx(LINK**2)

    def test_make_a_pair_likelier(self):
        joined = refined(tables([[0.3]], [[0.9]], [[0.9]]))[0, 1].values[0]
        alone = refined(tables([[0.3]], [[0.9]], [[0.0]]))[0, 1].values[0]
        assert joined > 0.3 > alone

    def test_make_no_pair_of_sentences_that_share_nothing(self):
        assert refined(tables([[0.0]], [[0.9]], [[0.9]]))[0, 1].values.size == 0

    @given(several())
    @settings(max_examples=100, deadline=None)
    def test_are_found_as_by_trying_every_sentence_of_every_other_article(self, tables):
        found = {two: cells(table) for two, table in tables.items()}
        kept = {two: cell.table() for two, cell in found.items()}
        chance = {**kept, **{(j, i): table.T for (i, j), table in kept.items()}}
        articles = {i for two in kept for i in two}
        for (one, two), cell in found.items():
            for i, j, (_, third) in zip(cell.rows, cell.columns, features(found)[one, two], strict=True):
                links = [
                    there * back for other in articles - {one, two}
                    for there, back in zip(chance[one, other][i], chance[two, other][j], strict=True)
                    if min(there, back) >= LINK
                ]
                assert np.exp(third) == pytest.approx(max(links, default=LINK**2))

    @given(several())
    @settings(max_examples=100, deadline=None)
    def test_leave_probabilities_probabilities_and_what_is_sure_sure(self, tables):
        found = {two: cells(table) for two, table in tables.items()}
        for two, cell in refined(found).items():
            assert ((cell.values >= 0) & (cell.values <= 1)).all()
            assert (cell.values[found[two].values == 1] == 1).all()
            assert len(found) > 1 or (cell.values == found[two].values).all()


def test_the_weights_have_the_names_of_what_they_weigh():
    assert [name for name, _ in THIRD] == ["pair", "third", "constant"]
