"""Array files: what is written is read, and nothing else is."""

import contextlib
import io
import itertools
import json
import tracemalloc
import zipfile
from pathlib import Path

import damage
import numpy as np
import pytest

from framing import ModelFileError, accurate, arrayfile, load_model
from framing.resources import folder

ARRAYS = {"a": np.arange(6, dtype=np.float32).reshape(2, 3), "b": np.array([1, 2], dtype=np.int8)}


@pytest.fixture
def pair(tmp_path):
    arrayfile.write(tmp_path / "x.json", arrayfile.array_bytes(ARRAYS), {"kind": "test"})
    return tmp_path / "x.json"


@pytest.fixture
def copied_model(tmp_path):
    for name in (f"{part}.{ending}" for part in ("model", "knowledge", "quotes") for ending in ("json", "npz")):
        (tmp_path / name).write_bytes((folder("models") / name).read_bytes())
    return tmp_path


def replace_arrays(pair, content):
    """Put other array bytes in place, with a manifest that vouches for them."""
    arrayfile.write(pair, content, {"kind": "test"})


def test_what_is_written_is_read(pair):
    manifest, arrays = arrayfile.read(pair, ("kind",))
    assert manifest["kind"] == "test"
    assert all(np.array_equal(arrays[name], ARRAYS[name]) for name in ARRAYS)


def test_equal_arrays_give_equal_bytes():
    assert arrayfile.array_bytes(ARRAYS) == arrayfile.array_bytes(dict(ARRAYS))


def test_no_draft_is_left_behind(pair):
    assert sorted(p.name for p in pair.parent.iterdir()) == ["x.json", "x.npz"]


def test_a_compressed_member_is_refused(pair):
    buffer = io.BytesIO()
    np.savez_compressed(buffer, a=np.zeros(10_000_000))
    replace_arrays(pair, buffer.getvalue())
    with pytest.raises(ModelFileError, match="compressed"):
        arrayfile.read(pair, ())


def test_an_array_of_objects_is_refused(pair):
    buffer = io.BytesIO()
    np.savez(buffer, allow_pickle=True, a=np.array([print], dtype=object))
    replace_arrays(pair, buffer.getvalue())
    with pytest.raises(ModelFileError, match="objects"):
        arrayfile.read(pair, ())


def test_a_member_that_stands_there_twice_is_refused(pair):
    buffer = io.BytesIO(arrayfile.array_bytes(ARRAYS))
    with pytest.warns(UserWarning), zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("a.npy", archive.read("a.npy"))
    replace_arrays(pair, buffer.getvalue())
    with pytest.raises(ModelFileError, match="twice"):
        arrayfile.read(pair, ())


def test_a_missing_file_is_named_with_the_cure(tmp_path):
    with pytest.raises(ModelFileError, match=r"none\.json: the file cannot be read.*framing retrain"):
        arrayfile.read(tmp_path / "none.json", ())


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"format": 1}', "[" * 100_000, "\x00"])
def test_a_manifest_that_is_none_is_refused(pair, content):
    pair.write_text(content)
    with pytest.raises(ModelFileError, match=r"x\.json"):
        arrayfile.read(pair, ())


def test_a_manifest_without_a_field_is_refused(pair):
    with pytest.raises(ModelFileError, match="lacks 'labels'"):
        arrayfile.read(pair, ("labels",))


def test_numbers_that_are_not_finite_are_refused():
    with pytest.raises(ValueError, match="a is not an array of finite float32"):
        arrayfile.check({"a": np.array([np.nan], dtype=np.float32)}, {"a": (np.float32, (1,))})


def test_a_vocabulary_out_of_order_is_refused():
    with pytest.raises(ValueError, match="not sorted"):
        arrayfile.words_of(arrayfile.text_array(("b", "a")))


def sealed_anew(copied_model, **changes):
    """Put a manifest in place that vouches for itself, with some fields changed."""
    place = copied_model / "model.json"
    place.write_bytes(arrayfile.sealed({**json.loads(place.read_bytes()), **changes}))


def test_a_model_with_other_knowledge_is_refused(copied_model):
    sealed_anew(copied_model, knowledge="0" * 64)
    with pytest.raises(ModelFileError, match="not the one that the model beside it was made with"):
        load_model(copied_model)


def test_a_model_that_gives_other_answers_than_its_probes_is_refused(copied_model):
    probes = json.loads((copied_model / "model.json").read_text())["probes"]
    sealed_anew(copied_model, probes=[{**probes[0], "probabilities": [0.25] * 4}])
    with pytest.raises(ModelFileError, match="probe"):
        load_model(copied_model)


@pytest.mark.parametrize("field", ["labels", "probes", "knowledge", "quotes", "split", "temperature"])
@pytest.mark.parametrize("value", [None, 0, [], {}, "x", [[]], {"sha256": []}, [{"text": 1}]])
def test_a_manifest_with_a_field_of_another_kind_is_refused(copied_model, field, value):
    sealed_anew(copied_model, **{field: value})
    with np.errstate(all="ignore"):
        assert outcome(copied_model)


class TestDamage:
    """The full counts are tried by ``python benchmarks/trust.py damage``."""

    def test_every_single_bit_flip_is_refused(self, copied_model):
        assert accepted(copied_model, damage.flipped, range(300)) == []

    def test_every_truncation_is_refused(self, copied_model):
        assert accepted(copied_model, damage.truncated, range(50)) == []

    def test_every_change_of_the_arrays_is_refused_where_the_digest_is_made_to_fit(self, copied_model):
        """So it is not the digest alone that keeps broken arrays out; numbers may change, the form may not."""
        for seed in range(60):
            with damage.reformed(copied_model, seed):
                outcome(copied_model)

    @pytest.mark.parametrize("name", sorted(damage.CRAFTED))
    def test_every_crafted_file_is_refused(self, copied_model, name):
        with damage.crafted(copied_model, name):
            assert outcome(copied_model)

    def test_a_deflate_bomb_is_refused_before_it_unfolds(self, copied_model):
        with damage.crafted(copied_model, "a deflate bomb"):
            tracemalloc.start()
            assert "compressed" in outcome(copied_model)
            peak = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
        assert peak < damage.BOMB / 2

    def test_every_flip_of_the_accurate_model_is_refused(self, tmp_path):
        for name in damage.ACCURATE:
            (tmp_path / name).write_bytes((folder("models") / name).read_bytes())
        for seed in range(20):
            with damage.flipped(tmp_path, seed, damage.ACCURATE), pytest.raises(ModelFileError):
                accurate.verified(tmp_path / "accurate.json")

    def test_three_writings_killed_leave_a_model(self, copied_model):
        for seed in range(3):
            assert damage.killed(copied_model, seed)


def accepted(copied_model, harm, seeds):
    """Return the seeds of harm that the model loads in spite of."""
    found = []
    for seed in seeds:
        with harm(copied_model, seed):
            found += [] if outcome(copied_model) else [seed]
    return found


def outcome(copied_model):
    """Return the message with which a model is refused, None where it loads; any other error is a fault."""
    try:
        load_model(copied_model)
    except ModelFileError as error:
        assert str(copied_model) in str(error)
        assert "framing retrain" in str(error)
        return str(error)
    return None


class TestReplacing:
    FORMER = arrayfile.pair("x", arrayfile.array_bytes(ARRAYS), {"kind": "former"})
    NEW = arrayfile.pair("x", arrayfile.array_bytes({"a": ARRAYS["b"]}), {"kind": "new"})

    @pytest.mark.parametrize("stop", range(8))
    def test_leaves_the_former_pair_or_the_new_one_wherever_it_stops(self, tmp_path, monkeypatch, stop):
        arrayfile.replace_together(tmp_path, self.FORMER)
        stop_at_step(monkeypatch, stop)
        with contextlib.suppress(InterruptedError):
            arrayfile.replace_together(tmp_path, self.NEW)
        monkeypatch.undo()
        manifest, arrays = arrayfile.read(tmp_path / "x.json", ())
        assert sorted(arrays) == {"former": ["a", "b"], "new": ["a"]}[manifest["kind"]]

    @pytest.mark.parametrize("stop", range(8))
    @pytest.mark.parametrize("again", range(8))
    def test_does_so_after_a_writing_that_was_cut_off(self, tmp_path, monkeypatch, stop, again):
        arrayfile.replace_together(tmp_path, self.FORMER)
        third = arrayfile.pair("x", arrayfile.array_bytes({"c": ARRAYS["b"]}), {"kind": "third"})
        for at, files in ((stop, self.NEW), (again, third)):
            stop_at_step(monkeypatch, at)
            with contextlib.suppress(InterruptedError):
                arrayfile.replace_together(tmp_path, files)
            monkeypatch.undo()
        manifest, arrays = arrayfile.read(tmp_path / "x.json", ())
        assert sorted(arrays) == {"former": ["a", "b"], "new": ["a"], "third": ["c"]}[manifest["kind"]]

    def test_leaves_nothing_else_behind(self, tmp_path):
        arrayfile.replace_together(tmp_path, self.FORMER)
        arrayfile.replace_together(tmp_path, self.NEW)
        assert sorted(p.name for p in tmp_path.iterdir()) == ["x.json", "x.npz"]


def stop_at_step(monkeypatch, step):
    """Make the writing of that number, or the removal, fail as if the process ended there."""
    steps = itertools.count()

    def counted(act):
        def maybe(*given, **options):
            if next(steps) == step:
                raise InterruptedError
            return act(*given, **options)
        return maybe

    monkeypatch.setattr(arrayfile, "write_atomically", counted(arrayfile.write_atomically))
    monkeypatch.setattr(Path, "unlink", counted(Path.unlink))
