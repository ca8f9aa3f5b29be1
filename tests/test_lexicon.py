"""Words and their numbers: the same words whichever way they are asked for, whatever was met before."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing import lexicon
from framing.lexicon import Lexicon, tokens

SENTENCES = st.text(st.sampled_from("aB3 \n\t\u2003.,!?’'-“”(\x1c$é"), min_size=1).filter(str.strip)


def words_of(block):
    """Return the words of each sentence of a block."""
    words = [block.lexicon.words[number] for number in block.numbers]
    return [words[start : start + size] for start, size in zip(block.starts, block.sizes, strict=True)]


@given(st.lists(SENTENCES, min_size=1, max_size=4))
def test_a_block_has_the_tokens_of_its_sentences(sentences):
    assert words_of(Lexicon().block(sentences)) == [tokens(sentence) for sentence in sentences]


@pytest.mark.parametrize("limit", ["MOST_STRETCHES", "LONGEST_STRETCH"])
def test_forgetting_stretches_changes_nothing(monkeypatch, limit):
    monkeypatch.setattr(lexicon, limit, 2)
    known, sentences = Lexicon(), ["The mill stands idle.", "The mill, idle since May, was sold!"]
    expected = [tokens(sentence) for sentence in sentences]
    assert [words_of(known.block(sentences)) for _ in range(3)] == [expected] * 3


def test_a_word_keeps_its_number(monkeypatch):
    known = Lexicon()
    first = known.numbers(["the", "mill", "The", "the"])
    assert first.tolist() == [0, 1, 2, 0]
    known.block(["Idle stands the mill."])
    assert np.array_equal(known.numbers(["the", "mill", "The", "the"]), first)


def test_many_threads_give_a_word_one_number():
    known = Lexicon()
    sentences = [" ".join(chr(97 + i % 26) * (1 + j * i % 37) for j in range(200)) for i in range(80)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda sentence: known.block([sentence]), sentences))
    assert len(set(known.words)) == len(known.words)
    assert all(known.words[known.numbers([word])[0]] == word for word in known.words)


def test_a_full_lexicon_is_followed_by_a_new_one(monkeypatch):
    before = lexicon.in_use()
    before.block(["The mill stands idle."])
    monkeypatch.setattr(lexicon, "MOST_WORDS", 1)
    assert lexicon.in_use() is not before
