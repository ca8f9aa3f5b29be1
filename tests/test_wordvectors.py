"""Word vectors that no label has touched: rows by hand, equal rows for equal articles, and no damaged file."""

import json
import pickle
from dataclasses import replace

import numpy as np
import pytest

from framing import ModelFileError, arrayfile, wordvectors
from framing.features import STYLE, Article, tokens
from framing.resources import folder
from framing.sentences import split
from framing.wordvectors import WordVectors

TEXT = "The council closed the pool. Swimmers were angry! A vote is due in May."


def article(text: str = TEXT) -> Article:
    """Return an article as the shipped splitter sees it."""
    from framing.model import shipped

    return Article(text, split(text, shipped().split_parameters))


def toy(**changes) -> WordVectors:
    """Return vectors of two words in two dimensions of equal spread, with all scales 1."""
    made = WordVectors(("rain", "sun"), np.array([[2, 0], [0, 2]], dtype=np.int8), np.ones(2, dtype=np.float32),
                       np.ones(3, dtype=np.float32), np.ones(len(STYLE), dtype=np.float32), {"sha256": ""})
    return replace(made, **changes)


class TestRows:
    def test_are_the_sum_of_the_words_over_the_root_of_their_number(self):
        own, around, whole = toy().parts(Article("rain sun\nsun", [(0, 8), (9, 12)]))
        n = [len(tokens("rain sun")), len(tokens("sun"))]
        expected = np.array([[2, 2], [0, 2]]) / np.sqrt(n)[:, None]
        np.testing.assert_allclose(own, expected, rtol=1e-6)
        np.testing.assert_allclose(around, expected[::-1] / 2, rtol=1e-6)
        np.testing.assert_allclose(whole, np.tile(expected.mean(axis=0), (2, 1)), rtol=1e-6)

    def test_of_a_sentence_alone_have_no_neighbours_and_no_article(self):
        own, around, whole = toy().parts(Article("rain", [(0, 4)]))
        assert own.any()
        assert not around.any()
        assert not whole.any()

    def test_leading_components_count_more(self):
        wide = toy(vectors=np.array([[8, 0], [0, 2]], dtype=np.int8))
        rain, sun = (wide.parts(Article(word, [(0, len(word))]))[0][0] for word in ("rain", "sun"))
        assert rain[0] / sun[1] == pytest.approx(8 / 2 * (8 / 2) ** wordvectors.ACCENT)

    def test_unknown_words_count_as_nothing(self):
        assert not toy().parts(Article("hail", [(0, 4)]))[0].any()

    def test_of_no_sentence_are_none(self):
        known = wordvectors.shipped()
        assert known.read(Article("", [])).shape == (0, known.width)

    def test_have_a_spread_near_one(self):
        from framing import corpus

        known = wordvectors.shipped()
        rows = np.vstack([known.read(Article(a.text, a.spans)) for a in corpus.read()[:60]])
        size = known.vectors.shape[1]
        for part, weight in enumerate(wordvectors.WEIGHTS):
            assert 0.5 * weight < rows[:, part * size : (part + 1) * size].std() < 2 * weight

    def test_without_each_word_leave_out_that_word_alone(self):
        known, read = wordvectors.shipped(), article()
        rows = known.without_each_word(read, 1)
        size = known.vectors.shape[1]
        assert len(rows) == 1 + len(read.words[1])
        np.testing.assert_array_equal(rows[0], known.read(read)[1])
        np.testing.assert_array_equal(rows[1:, size:], np.tile(rows[0, size:], (len(rows) - 1, 1)))
        places = [i for i, word in enumerate(read.words[1]) if word not in known.known]
        np.testing.assert_array_equal(rows[1:][places], np.tile(rows[0], (len(places), 1)))

    def test_come_back_from_a_pickle(self):
        known, read = wordvectors.shipped(), article()
        np.testing.assert_array_equal(pickle.loads(pickle.dumps(known)).read(read), known.read(read))


class TestMaking:
    def test_keeps_most_of_what_tells_words_apart(self):
        chance = np.random.default_rng(0)
        vectors = chance.normal(size=(200, 8)) * np.array([9, 7, 5, 3, 0.01, 0.01, 0.01, 0.01])
        kept = wordvectors.reduced(vectors.astype(np.float32), 4)
        whole = vectors - vectors.mean(axis=0)
        np.testing.assert_allclose((kept**2).sum(axis=1), (whole**2).sum(axis=1), rtol=0.01)
        assert (np.diff(kept.std(axis=0)) < 0).all()

    def test_takes_a_byte_a_number(self):
        rows = np.random.default_rng(0).normal(size=(50, 6)).astype(np.float32)
        whole, scale = wordvectors.quantised(rows)
        assert whole.dtype == np.int8
        np.testing.assert_allclose(whole * scale[:, None], rows, atol=float(scale.max()) / 2 + 1e-6)

    def test_gives_scales_that_bring_each_part_to_a_spread_of_one(self):
        read = [article(), article("It rained in May. The council voted. Swimmers were angry.")]
        words = tuple(sorted({word for a in read for sentence in a.words for word in sentence}))
        vectors = np.random.default_rng(0).normal(size=(len(words), 200)).astype(np.float32)
        made = wordvectors.make(words, vectors, read)
        for part, spread in zip(zip(*(made.parts(a) for a in read), strict=True), made.spread, strict=True):
            assert np.concatenate(part).std() == pytest.approx(float(spread), rel=1e-5)


class TestFile:
    @pytest.fixture
    def place(self, tmp_path):
        """Return the manifest of a copy."""
        for ending in ("json", "npz"):
            name = f"{wordvectors.KIND}.{ending}"
            (tmp_path / name).write_bytes((folder("models") / name).read_bytes())
        return tmp_path / f"{wordvectors.KIND}.json"

    def again(self, place, known, **manifest):
        """Write word vectors, with a manifest that vouches for them."""
        fields = {name: value for name, value in wordvectors.shipped().manifest.items()
                  if name not in ("sha256", "arrays", "format", "seal")}
        arrayfile.write(place, wordvectors.to_bytes(known), {**fields, **manifest})

    def test_gives_back_what_was_written(self, place):
        known = toy()
        self.again(place, known, dimensions=2)
        found = wordvectors.load(place)
        assert found.words == known.words
        np.testing.assert_array_equal(found.vectors, known.vectors)

    @pytest.mark.parametrize("name", ["words.json", "words.npz"])
    def test_that_is_missing_is_named(self, place, name):
        (place.parent / name).unlink()
        with pytest.raises(ModelFileError, match="words"):
            wordvectors.load(place)

    @pytest.mark.parametrize("at", [0, 100, 5000, -40])
    def test_with_a_changed_byte_is_refused(self, place, at):
        content = bytearray((place.parent / "words.npz").read_bytes())
        content[at] ^= 1
        (place.parent / "words.npz").write_bytes(content)
        with pytest.raises(ModelFileError, match=r"words\.json"):
            wordvectors.load(place)

    @pytest.mark.parametrize(("changes", "dimensions"), [
        ({}, 3), ({"scale": np.ones(3, dtype=np.float32)}, 2), ({"spread": np.ones(2, dtype=np.float32)}, 2),
        ({"words": ("rain",)}, 2), ({"style_spread": np.ones(3, dtype=np.float32)}, 2),
        ({"vectors": np.ones((2, 2), dtype=np.int16)}, 2),
    ])
    def test_whose_parts_do_not_fit_is_refused(self, place, changes, dimensions):
        self.again(place, toy(**changes), dimensions=dimensions)
        with pytest.raises(ModelFileError, match="the arrays cannot be used"):
            wordvectors.load(place)

    def test_without_a_field_is_refused(self, place):
        manifest = json.loads(place.read_text(encoding="utf-8"))
        del manifest["dimensions"]
        place.write_text(json.dumps(manifest), encoding="utf-8")
        with pytest.raises(ModelFileError, match=r"words\.json"):
            wordvectors.load(place)
