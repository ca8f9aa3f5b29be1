"""Invariances: what should turn no label seldom does; `python benchmarks/trust.py invariance` asks all stories."""

import pytest
from invariances import ADDED, LEAST_KEPT, SAME, flipped, kept

from framing import corpus

STORIES = [article.text for article in corpus.read()]
MANY, FEW = STORIES, STORIES[::8]
"""All stories where the rate is near what is promised, every eighth where it is far below."""


@pytest.mark.parametrize("name", sorted(SAME))
def test_what_should_turn_no_label_seldom_does(name):
    change, most = SAME[name]
    changed, total = flipped(MANY if name == "names" else FEW, change)
    assert changed <= most * total


@pytest.mark.parametrize("label", sorted(ADDED))
def test_a_sentence_of_a_label_does_not_lower_its_share(label):
    held, total = kept(FEW, label)
    assert held >= LEAST_KEPT * total
