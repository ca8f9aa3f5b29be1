"""Samples: random ones are fair and repeat, active ones are unsure and unlike each other, double ones share rows."""

from collections import Counter
from itertools import pairwise

import numpy as np
import pytest

from framing import sampling, wordvectors
from framing.features import Article
from framing.model import shipped
from framing.sheets import Row

PILE = {
    f"a{i}": f"The council said {name} will get a pool. Residents of {name} call it a disgrace! It rained in {name}. "
             f"Come and love {name}, the pearl of the coast!"
    for i, name in enumerate(("Aven", "Bree", "Cole", "Dorn", "Esk", "Firth", "Glen", "Holt"))
}
SENTENCES = 4 * len(PILE)


def test_every_sentence_has_its_place_and_its_neighbours():
    rows = sampling.rows(PILE)
    assert len(rows) == SENTENCES
    assert all(PILE[row.article][row.start : row.end] == row.text for row in rows)
    assert all(one.after == two.text and two.before == one.text for one, two in pairwise(rows)
               if one.article == two.article)
    assert {row.before for row in rows[::4]} == {row.after for row in rows[3::4]} == {""}


def test_a_random_sample_repeats_and_another_seed_draws_another():
    one, same, other = (sampling.draw(PILE, 10, seed=seed) for seed in (0, 0, 1))
    assert one == same != other
    assert len({row.key for row in one}) == 10


def test_a_random_sample_draws_every_sentence_about_as_often():
    drawn = Counter(row.key for seed in range(400) for row in sampling.draw(PILE, 8, seed=seed))
    assert len(drawn) == SENTENCES
    assert 50 < min(drawn.values()) <= max(drawn.values()) < 160


@pytest.mark.parametrize("n", [0, SENTENCES + 1])
def test_more_than_there_are_cannot_be_drawn(n):
    with pytest.raises(ValueError, match=f"cannot draw {n} of the {SENTENCES} sentences that are left in 8 art"):
        sampling.draw(PILE, n)


@pytest.mark.parametrize("size", [1, 5, SENTENCES])
def test_an_active_sample_is_of_the_least_sure_and_repeats(size):
    found = sampling.draw(PILE, size, shipped())
    assert found == sampling.draw(PILE, size, shipped())
    assert len({row.key for row in found}) == size
    doubt = {}
    for name, text in PILE.items():
        spans = [(row.start, row.end) for row in sampling.rows({name: text})]
        for span, p in zip(spans, shipped().read(Article(text, spans)).probabilities, strict=True):
            doubt[name, *span] = 1 - p.max()
    unsure = sorted(doubt, key=lambda key: -doubt[key])[: sampling.CANDIDATES * size]
    assert {row.key for row in found} <= set(unsure)
    assert unsure[0] in {row.key for row in found}


def test_an_active_sample_holds_unlike_sentences():
    twins = {f"a{i}": "Residents may or may not call the plan a disgrace." for i in range(20)} | {
        "b": "The band plays.", "c": "Join us now!"}
    found = sampling.draw(twins, 3, shipped())
    assert len({row.text for row in found}) == 3


def test_the_farthest_are_chosen_one_by_one():
    places = np.array([[0.0, 0], [1, 0], [10, 0], [0, 6], [10, 1]])
    assert sampling.farthest(places, 3) == [0, 4, 3]
    assert sorted(sampling.farthest(places, 5)) == [0, 1, 2, 3, 4]
    assert sorted(sampling.farthest(np.zeros((4, 2)), 4)) == [0, 1, 2, 3]


def test_articles_without_sentences_do_no_harm():
    assert len(sampling.draw({"empty": " \n", **PILE}, 5, shipped())) == 5
    assert wordvectors.shipped().parts(Article("A.", [(0, 2)]))[0].shape == (1, wordvectors.DIMENSIONS)


class TestDoubled:
    ROWS = tuple(Row("a", i, i + 1, "", str(i), "") for i in range(20))

    @pytest.mark.parametrize(("double", "coders", "sizes"), [(0, 2, [10, 10]), (6, 2, [13, 13]), (20, 2, [20, 20]),
                                                              (5, 3, [10, 10, 10]), (20, 1, [20])])
    def test_sheets_share_so_many_and_deal_out_the_others(self, double, coders, sizes):
        sheets = sampling.doubled(self.ROWS, double, coders)
        assert [len(sheet) for sheet in sheets] == sizes
        times = Counter(row.key for sheet in sheets for row in sheet)
        assert set(times) == {row.key for row in self.ROWS}
        assert sum(n == coders for n in times.values()) == (double if coders > 1 else 20)

    def test_sheets_are_shuffled_each_in_its_own_way(self):
        one, two = sampling.doubled(self.ROWS, 20)
        assert one != two != list(self.ROWS)
        assert sampling.doubled(self.ROWS, 20) == [one, two]

    def test_no_more_can_be_shared_than_there_are(self):
        with pytest.raises(ValueError, match="cannot put 21 of 20 sentences into both sheets: ask for fewer"):
            sampling.doubled(self.ROWS, 21)


@pytest.mark.parametrize("active", [False, True])
def test_a_second_sample_leaves_out_the_first(active):
    model = shipped() if active else None
    first = {row.key for row in sampling.draw(PILE, 10, model)}
    second = {row.key for row in sampling.draw(PILE, SENTENCES - 10, model, without=first)}
    assert len(second) == SENTENCES - 10
    assert first.isdisjoint(second)
