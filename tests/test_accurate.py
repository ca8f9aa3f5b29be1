"""The accurate model: it answers like the light one, and says what is missing where its extra is not installed."""

import builtins
import importlib.util
import json
from pathlib import Path

import pytest

import framing
from framing import accurate
from framing.encoder import BREAK, LONGEST, LONGEST_SENTENCE, UNKNOWN, load, sequences
from framing.errors import ModelFileError
from framing.resources import folder

TEXT = (
    "The ministry said the bridge would reopen in May. Residents call the delay a disgrace. "
    "Join us on Sunday and celebrate the finest bridge in the valley! It has four arches."
)
INSTALLED = all(importlib.util.find_spec(name) for name in ("onnxruntime", "tokenizers"))
needs_extra = pytest.mark.skipif(not INSTALLED, reason="needs pip install 'framing-profile[accurate]'")


class TestSequences:
    def test_hold_every_sentence_once_and_in_order(self):
        tokenized = [[7] * n for n in (5, 90, 96, 200, 0, 380, 3)]
        found = [index for run in sequences(tokenized) for index, _ in run]
        assert found == list(range(len(tokenized)))

    def test_fit_the_encoder(self):
        for run in sequences([[7] * 200] * 20):
            assert 1 + sum(len(tokens) + 1 for _, tokens in run) <= LONGEST
            assert all(len(tokens) <= LONGEST_SENTENCE for _, tokens in run)

    def test_give_a_sentence_without_tokens_one(self):
        assert list(sequences([[]])) == [[(0, [UNKNOWN])]]
        assert UNKNOWN != BREAK


@needs_extra
class TestAccurate:
    def test_labels_plain_cases(self):
        labels = [s.label for s in framing.profile(TEXT, model="accurate").sentences]
        assert labels == ["official", "critical", "promotional", "neutral"]

    def test_gives_the_same_profile_twice_and_in_a_batch(self):
        one = framing.profile(TEXT, model="accurate")
        assert one == framing.profile(TEXT, model="accurate")
        assert list(framing.profile_many([TEXT], model="accurate")) == [one]

    def test_goes_through_json(self):
        found = framing.profile(TEXT, model="accurate")
        assert framing.Profile.from_dict(json.loads(found.to_json())) == found
        assert found.model["id"].startswith("en-accurate")

    @pytest.mark.parametrize("text", ["", " \n", "!", "word " * 2000, "\ud800", "日本語。" * 50])
    def test_takes_any_text(self, text):
        found = framing.profile(text, model="accurate")
        assert all(sum(s.probabilities.values()) == pytest.approx(1) for s in found.sentences)

    def test_quotes_are_those_of_the_light_model(self):
        assert framing.profile(TEXT, model="accurate").quotes == framing.profile(TEXT).quotes

    def test_compares_articles(self):
        assert framing.compare({"a": TEXT, "b": TEXT}, model="accurate").pairs


class TestErrors:
    def test_an_unknown_name_is_refused_with_the_cure(self):
        with pytest.raises(ValueError, match=r"'exact'.*'accurate'.*load_model"):
            framing.profile(TEXT, model="exact")

    def test_a_missing_extra_is_named(self, monkeypatch):
        real = builtins.__import__

        def without(name, *args, **kwargs):
            """Import anything but the runtime."""
            if name.startswith("onnxruntime"):
                raise ImportError(name)
            return real(name, *args, **kwargs)

        accurate.shipped.cache_clear()
        monkeypatch.setattr("framing.extras.import_module", without)
        with pytest.raises(ImportError, match=r"framing-profile\[accurate\]"):
            framing.profile(TEXT, model="accurate")

    def test_another_graph_than_the_verified_one_is_refused(self):
        with pytest.raises(ModelFileError, match=r"encoder\.onnx"):
            load(folder("models") / "accurate.json", "0" * 64, "0" * 64)


def test_its_card_shows_the_scores_of_its_manifest():
    manifest = json.loads((folder("models") / "accurate.json").read_bytes())
    card = (Path(str(folder("models"))) / "ACCURATE.md").read_text(encoding="utf-8")
    assert f"| macro_f1 | {manifest['scores']['macro_f1']:.3f} |" in card
    assert 0.66 < manifest["scores"]["macro_f1"] < 0.85
