"""Many texts: in order, lazily, the same in other processes."""

import os
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from itertools import count, islice

import joblib
import pytest

import framing
from framing import batch, profiles
from framing.errors import InputTypeError
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
        evidence = profiles.Origin.evidence
        monkeypatch.setattr(profiles.Origin, "evidence", lambda *given: asked.append(given) or evidence(*given))
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


class TestIds:
    def test_stand_beside_the_profiles(self):
        found = list(framing.profile_many(TEXTS[:2], ids=["a", "b"]))
        assert found == [("a", framing.profile(TEXTS[0])), ("b", framing.profile(TEXTS[1]))]

    @pytest.mark.parametrize("n_jobs", [1, 2])
    @pytest.mark.parametrize(("ids", "fault"), [
        ([0], "only 1 ids, but more texts"), ([0, 1, 2], "only 2 texts, but more ids"),
    ])
    def test_must_be_as_many_as_texts(self, ids, fault, n_jobs):
        with pytest.raises(ValueError, match=fault):
            list(framing.profile_many(TEXTS[:2], n_jobs, ids=ids))


class TestErrors:
    GIVEN = ("It rained.", None, OSError("the disk is gone"), "It snowed.")

    @pytest.mark.parametrize("n_jobs", [1, 2])
    def test_raise_after_what_came_before(self, n_jobs):
        found = framing.profile_many(self.GIVEN, n_jobs)
        assert next(found).text == "It rained."
        with pytest.raises(TypeError, match="there is no text"):
            next(found)

    @pytest.mark.parametrize("n_jobs", [1, 2])
    def test_are_recorded_with_the_number_of_their_text(self, n_jobs):
        rained, missing, gone, snowed = framing.profile_many(self.GIVEN, n_jobs, errors="record")
        assert (rained.text, snowed.text) == ("It rained.", "It snowed.")
        assert [(f.id, type(f.error)) for f in (missing, gone)] == [(1, InputTypeError), (2, OSError)]
        assert str(gone.error) == "the disk is gone"

    @pytest.mark.parametrize("n_jobs", [1, 2])
    def test_are_skipped(self, n_jobs):
        found = framing.profile_many(self.GIVEN, n_jobs, ids="abcd", errors="skip")
        assert [(id, p.text) for id, p in found] == [("a", "It rained."), ("d", "It snowed.")]

    def test_of_another_kind_are_refused_at_once(self):
        with pytest.raises(ValueError, match="errors='ignore': use one of 'raise', 'record', 'skip'"):
            framing.profile_many(TEXTS, errors="ignore")

    @pytest.mark.parametrize("n_jobs", [1, 2])
    def test_of_the_texts_themselves_are_raised(self, n_jobs):
        def texts():
            yield "It rained."
            raise OSError("the disk is gone")

        with pytest.raises(OSError, match="the disk is gone"):
            list(framing.profile_many(texts(), n_jobs, errors="skip"))


class TestEach:
    @pytest.mark.parametrize("n_jobs", [1, 2])
    def test_is_called_where_the_profile_is_made(self, n_jobs):
        found = list(framing.profile_many(TEXTS, n_jobs, each=lambda p: (len(p.quotes), os.getpid())))
        assert [n for n, _ in found] == [len(framing.profile(text).quotes) for text in TEXTS]
        assert (os.getpid() in {process for _, process in found}) == (n_jobs == 1)

    @pytest.mark.parametrize("n_jobs", [1, 2])
    def test_may_fail_as_a_text_may(self, n_jobs):
        found = list(framing.profile_many(TEXTS, n_jobs, each=lambda p: 1 / len(p.text), errors="record"))
        assert [isinstance(one, framing.Failure) for one in found] == [not text for text in TEXTS]


class TestProgress:
    def test_is_counted_on_a_terminal_only(self, capsys, monkeypatch):
        list(framing.profile_many(TEXTS, progress=True))
        assert capsys.readouterr().err == ""
        monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
        list(framing.profile_many(TEXTS, progress=True))
        assert f"{len(TEXTS)} articles" in capsys.readouterr().err

    def test_needs_no_tqdm(self, monkeypatch):
        monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
        monkeypatch.setitem(sys.modules, "tqdm", None)
        assert len(list(framing.profile_many(TEXTS, progress=True))) == len(TEXTS)


class TestBackends:
    def test_threads_give_the_same(self):
        with joblib.parallel_config(backend="threading"):
            assert plain(framing.profile_many(MANY, n_jobs=2)) == plain(framing.profile_many(MANY))

    def test_a_call_keeps_the_backend_under_which_it_was_made(self):
        with joblib.parallel_config(backend="threading"):
            found = framing.profile_many(TEXTS, n_jobs=2, each=lambda _: os.getpid())
        assert set(found) == {os.getpid()}

    def test_a_dask_cluster_gives_the_same(self, tmp_path):
        distributed = pytest.importorskip("distributed", reason="dask is not installed: extra [dask]")
        settings = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None, "local_directory": tmp_path}
        model = framing.load_model(folder("models") / "model.json")
        with distributed.LocalCluster(host="127.0.0.1", **settings) as cluster, distributed.Client(cluster), \
                joblib.parallel_config(backend="dask"):
            for given in (None, model):
                assert plain(framing.profile_many(MANY, n_jobs=-1, model=given)) == plain(framing.profile_many(MANY))


class TestParts:
    def test_are_full_by_number_or_by_length(self):
        long = "a" * batch.PART_LENGTH
        pairs = [(i, text) for i, text in enumerate(["a"] * (batch.PART + 1) + [long, "b", long, None])]
        assert [[id for id, _ in part] for part in batch._parts(iter(pairs))] == [
            list(range(batch.PART)), [batch.PART, batch.PART + 1], [batch.PART + 2, batch.PART + 3], [batch.PART + 4]
        ]

    def test_depend_on_nothing_beside_a_text(self):
        texts = ["It rained.", "The dam is a disgrace. " * 900, TEXTS[0]]
        both = list(framing.profile_many(texts, n_jobs=2))
        assert plain(both) == plain(framing.profile(text) for text in texts)
