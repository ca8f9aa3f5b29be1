"""Knowledge: rows that depend on the article alone."""

import pickle
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from clock import grows_within

from framing import corpus, knowledge, lexicon
from framing.features import Article


@pytest.fixture(scope="module")
def articles():
    return [Article(a.text, a.spans) for a in corpus.read()[:40]]


@pytest.fixture
def fresh():
    return knowledge.load(knowledge.folder("models") / "knowledge.json")


def test_an_empty_article_has_no_rows(fresh):
    assert fresh.read(Article("", [])).shape == (0, fresh.width)


def test_rows_do_not_depend_on_what_was_read_before(fresh, articles):
    alone = [fresh.read(articles[7])]
    alone += [knowledge.shipped().read(a) for a in (articles[3], articles[7])][1:]
    assert np.array_equal(alone[0], alone[1])


def test_beginning_lexicons_anew_changes_nothing(fresh, articles, monkeypatch):
    before = [fresh.read(a) for a in articles]
    monkeypatch.setattr(lexicon, "MOST_WORDS", 300)
    again = [Article(a.text, a.spans) for a in articles]
    assert all(np.array_equal(rows, fresh.read(a)) for rows, a in zip(before, again, strict=True))
    assert len({block.lexicon for a in again for block in a.blocks}) > 5
    assert all(np.array_equal(rows, fresh.read(a)) for rows, a in zip(before, again, strict=True))


def test_the_rows_of_a_lexicon_go_with_it(fresh, articles, monkeypatch):
    monkeypatch.setattr(lexicon, "MOST_WORDS", 300)
    for a in articles:
        fresh.read(Article(a.text, a.spans))
    assert len(fresh.memory._tables) <= 2


def test_the_vector_of_a_word_does_not_depend_on_those_beside_it(fresh):
    words = ["the", "reorganisationally", "</s.>", "ministry", "x", "ministers", "«"]
    assert all(np.array_equal(row, fresh.vector(w)) for w, row in zip(words, fresh.vectors_of(words), strict=True))


def test_many_threads_read_as_one(fresh, articles):
    expected = [knowledge.shipped().read(a) for a in articles]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(fresh.read, articles))
    assert all(np.array_equal(a, b) for a, b in zip(expected, found, strict=True))


def test_an_unknown_word_has_the_vector_of_its_pieces(fresh):
    assert "reorganisationally" not in fresh.words
    assert np.abs(fresh.vector("reorganisationally")).max() > 0


def test_leaving_out_no_word_gives_the_row_itself(fresh, articles):
    article = articles[0]
    rows = fresh.without_each_word(article, 2)
    assert len(rows) == 1 + len(article.words[2])
    np.testing.assert_allclose(rows[0], fresh.read(article)[2], atol=1e-5)
    assert not np.allclose(rows[1:], rows[0])


def test_many_threads_weigh_words_as_one(fresh, articles):
    asked = [(article, i) for i in range(3) for article in articles]
    expected = [fresh.without_each_word(*one) for one in asked]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda one: fresh.without_each_word(*one), asked))
    assert all(np.array_equal(a, b) for a, b in zip(expected, found, strict=True))


def test_words_are_weighed_in_linear_time(fresh):
    sentence = "The board met on Friday. "

    def weigh(n_sentences: int) -> None:
        spans = [(len(sentence) * i, len(sentence) * (i + 1) - 1) for i in range(n_sentences)]
        article = Article(sentence * n_sentences, spans)
        for i in range(n_sentences):
            fresh.without_each_word(article, i)

    assert grows_within(8, weigh, 200, 800)


def test_a_sentence_is_read_in_its_article(fresh):
    text = "The board met. It failed them again."
    spans = [(0, 14), (15, len(text))]
    together = fresh.read(Article(text, spans))
    assert not np.allclose(together[0], fresh.read(Article(text, spans[:1]))[0])


def test_it_goes_to_other_processes_without_its_memory(fresh, articles):
    copy = pickle.loads(pickle.dumps(fresh))
    assert np.array_equal(copy.read(articles[0]), fresh.read(articles[0]))
