"""Many texts: in order, lazily, the same in other processes."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from itertools import count, islice

import pytest

import framing
from framing import batch, profiles
from framing.resources import folder

TEXTS = [
    "The ministry said the depot will move. Residents call the plan a disgrace.",
    "",
    "Join us and discover the finest coast in the country!\n\nThe train left at 7.40.",
    "“Nobody listened,” said Ines Vahl. \x00 The office gave no answer.",
]
MANY = [f"{TEXTS[i % 4]} The train left at {i % 24}.15." for i in range(batch.PART * batch.PARTS * 2 + 5)]


def plain(found: Iterable[framing.Profile]) -> list[dict]:
    return [p.to_dict() for p in found]


class TestProfileMany:
    def test_gives_what_profile_gives_in_the_order_of_the_texts(self):
        assert plain(framing.profile_many(TEXTS)) == [framing.profile(text).to_dict() for text in TEXTS]

    def test_two_processes_give_the_same_as_one(self):
        assert plain(framing.profile_many(MANY, n_jobs=2)) == plain(framing.profile_many(MANY))

    def test_many_threads_give_the_same_as_one(self):
        with ThreadPoolExecutor(8) as threads:
            found = list(threads.map(framing.profile, MANY))
        assert plain(found) == plain(framing.profile_many(MANY))

    def test_two_processes_use_the_model_given(self):
        model = framing.load_model(folder("models") / "model.json")
        assert plain(framing.profile_many(TEXTS, n_jobs=2, model=model)) == plain(framing.profile_many(TEXTS))

    @pytest.mark.parametrize("n_jobs", [1, 2])
    def test_no_texts_give_no_profiles(self, n_jobs):
        assert list(framing.profile_many([], n_jobs=n_jobs)) == []

    def test_reads_one_text_at_a_time(self):
        taken = []
        found = framing.profile_many(taken.append(i) or f"Text {i} is here." for i in count())
        assert taken == []
        assert [p.text for p in islice(found, 2)] == ["Text 0 is here.", "Text 1 is here."]
        assert taken == [0, 1]

    def test_several_processes_never_read_far_ahead(self):
        taken = []
        found = framing.profile_many((taken.append(i) or f"Text {i} is here." for i in count()), n_jobs=2)
        assert taken == []
        assert next(found).text == "Text 0 is here."
        assert len(taken) == 2 * 2 * batch.PART * batch.PARTS
        found.close()

    @pytest.mark.parametrize("n_jobs", [1, 2])
    def test_evidence_is_computed_only_when_asked_for(self, n_jobs, monkeypatch):
        asked = []
        evidence = profiles._evidence
        monkeypatch.setattr(profiles, "_evidence", lambda *given: asked.append(given) or evidence(*given))
        found = list(framing.profile_many(TEXTS, n_jobs=n_jobs))
        assert asked == []
        assert found[0].sentences[0].evidence == framing.profile(TEXTS[0]).sentences[0].evidence

    @pytest.mark.parametrize("n_jobs", [1, 2])
    @pytest.mark.parametrize("text", ["one text", b"one text"])
    def test_refuses_one_text_at_once(self, text, n_jobs):
        with pytest.raises(TypeError, match=r"several texts; use framing\.profile\(text\)"):
            framing.profile_many(text, n_jobs=n_jobs)

    @pytest.mark.parametrize("n_jobs", [1, 2])
    def test_refuses_an_element_that_is_no_text(self, n_jobs):
        with pytest.raises(TypeError, match=r"NoneType: there is no text"):
            list(framing.profile_many(["A text.", None], n_jobs=n_jobs))
