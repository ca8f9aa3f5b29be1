"""Cues: what can be one, what is an idiom, and log-odds that are the sum of what the ranker learns from."""

import pytest

from framing import corpus, cues
from framing.cues import CueWeights, keys
from framing.model import shipped
from framing.prose import Prose
from framing.sentences import BY_HAND, split

LEMMAS = {"said": "say", "say": "say", "saying": "say", "told": "tell", "declined": "declin"}


def prose(text: str) -> Prose:
    return Prose(text, split(text, BY_HAND))


def words(text: str) -> list[str]:
    """Return the words that can be a cue."""
    found = prose(text)
    return [found.lower[i] for i in cues.places(found, cues.with_colon(LEMMAS))]


def test_listed_words_and_colons_can_be_cues():
    assert words("Mayor: I told her, she SAID so, he thought.") == [":", "told", "said"]


def test_nothing_inside_a_long_quotation_can():
    assert words("“We said that we never told him,” she said of the “said” roof.") == ["said", "said"]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The said roof leaks.", "said"), ("They spoke of the said roof.", "said"), ("Take, say, forty.", "say"),
        ("It goes without saying that it rained.", "saying"), ("Needless to say, it rained.", "say"),
        ("She declined to comment.", "declined"),
    ],
)
def test_idioms_are_no_speech(text, word):
    found = prose(text)
    assert cues.is_idiom(found.lower, found.lower.index(word))


@pytest.mark.parametrize("text", ["Ann said that it rained.", "They say it rained.", "She declined to sail."])
def test_other_words_are_no_idioms(text):
    lower = prose(text).lower
    assert not any(cues.is_idiom(lower, i) for i in cues.places(prose(text), LEMMAS))


def test_a_word_has_a_key_for_every_name():
    found = prose("Ann Holm has said, “We sail.”")
    told = dict(zip(cues.NAMES_OF_KEYS, keys(found, found.lower.index("said"), "say"), strict=True))
    assert told == {
        "lemma": "say", "word before": "has", "word after": ",", "second word before": "holm", "second word after": "“",
        "two classes before": "name auxiliary", "two classes after": "comma quote", "classes beside": "auxiliary comma",
        "lemma, class before": "say auxiliary", "lemma, class after": "say comma", "lemma, word after": "say ,",
        "third class before": "first name", "third class after": "pronoun", "ending": "aid",
        "in a short quotation": "0", "quotations beside": "011", "lemma, quotations beside": "say 011",
        "subject's class": "name", "subject": "holm", "auxiliary": "has",
    }


def test_log_odds_are_the_sum_of_the_weights_of_all_keys():
    """The arrangement of the weights for speed changes nothing."""
    rankers = shipped().quotes.rankers
    weights, bias = rankers.weights["cue"], rankers.bias["cue"]
    n = 0
    for article in corpus.read()[:40]:
        found = Prose(article.text, article.spans)
        summed = {}
        for i in cues.places(found, rankers.cues.lemmas):
            told = keys(found, i, rankers.cues.lemmas[found.lower[i]])
            score = bias + sum(table.get(key, 0.0) for table, key in zip(weights, told, strict=True))
            if score > 0 and not cues.is_idiom(found.lower, i):
                summed[i] = score
        likely = {i: score for score, i, _ in rankers.cues.find(found)}
        assert likely == pytest.approx(summed)
        n += len(likely)
    assert n > 40


def test_without_weights_the_bias_decides():
    none = [{}] * len(cues.NAMES_OF_KEYS)
    found = prose("Ann said that it rained.")
    assert CueWeights(LEMMAS, none, -1.0).find(found) == []
    assert CueWeights(LEMMAS, none, 1.0).find(found) == [(1.0, found.lower.index("said"), "say")]
