"""Topics: articles on one subject come together, whatever is said of it."""

import numpy as np
import pytest

from framing import topics

SUBJECTS = ("harbour ferry sailor tide", "orchard apple picker cider", "violin concert tenor choir",
            "glacier summit climber rope", "beehive honey swarm meadow", "furnace steel smelter ingot",
            "library shelf reader archive", "kitchen oven baker flour")

ABOUT = [i for i in range(len(SUBJECTS)) for _ in range(6 + 2 * i)]
"""The subject of each article; no two subjects have equally many, which would leave the solver without a direction."""


@pytest.fixture(scope="module")
def found():
    chance = np.random.default_rng(0)
    texts = [f"The {' '.join(chance.permutation(SUBJECTS[i].split() * 3))} and others" for i in ABOUT]
    return topics.topics(texts)


def test_articles_with_the_same_words_share_a_topic(found):
    pairs = set(zip(ABOUT, found[0].argmax(axis=1).tolist(), strict=True))
    assert len(pairs) == len({topic for _, topic in pairs}) == len(SUBJECTS)


def test_a_topic_is_named_by_its_words(found):
    assert {frozenset(name.split()) for name in found[1]} == {frozenset(words.split()) for words in SUBJECTS}


def test_weights_of_an_article_sum_to_one(found):
    np.testing.assert_allclose(found[0].sum(axis=1), 1)
