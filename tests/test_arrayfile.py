"""Array files: what is written is read, and nothing else is."""

import contextlib
import io
import itertools
import json
import re
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


def zipped(**members):
    """Return a zip file of stored npy members with these bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(f"{name}.npy", content)
    return buffer.getvalue()


def npy(array, version=(1, 0)):
    """Return an npy file of a version."""
    buffer = io.BytesIO()
    np.lib.format.write_array(buffer, array, version=version)
    return buffer.getvalue()


def test_members_bear_the_earliest_date_so_that_bytes_depend_on_arrays_alone():
    with zipfile.ZipFile(io.BytesIO(arrayfile.array_bytes(ARRAYS))) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_words_are_lines_of_utf_8_and_none_is_an_empty_array():
    assert arrayfile.text_array(("a", "é")).tobytes() == b"a\n\xc3\xa9"
    assert arrayfile.words_of(arrayfile.text_array(("a", "é"))) == ("a", "é")
    assert arrayfile.words_of(np.zeros(0, dtype=np.uint8)) == ()


def test_a_word_that_stands_there_twice_is_refused():
    with pytest.raises(ValueError, match=r"^the vocabulary is not sorted"):
        arrayfile.words_of(arrayfile.text_array(("a", "a")))


@pytest.mark.parametrize(("content", "fault"), [
    (zipped(a=npy(np.asfortranarray(np.eye(3)[:, :2]))), "an array holds objects or is not in C order"),
    (zipped(a=npy(ARRAYS["b"], (2, 0))), "npy version (2, 0)"),
    (zipped(a=npy(ARRAYS["b"])[:-1]), "cannot reshape array"),
    (zipped(a=b"x"), "EOF"),
    (b"PK", "File is not a zip file"),
])
def test_an_array_of_another_make_is_refused(pair, content, fault):
    replace_arrays(pair, content)
    with pytest.raises(ModelFileError) as error:
        arrayfile.read(pair, ())
    assert f"{pair}: the arrays cannot be read (" in str(error.value)
    assert fault in str(error.value)


def test_members_that_overlap_are_refused(pair):
    replace_arrays(pair, damage.CRAFTED["overlapping members"]((folder("models") / "model.npz").read_bytes()))
    with pytest.raises(ModelFileError, match=r"\(members overlap\)"):
        arrayfile.read(pair, ())


def test_arrays_that_are_changed_do_not_match_their_digest(pair):
    pair.with_suffix(".npz").write_bytes(arrayfile.array_bytes({"a": ARRAYS["b"]}))
    with pytest.raises(ModelFileError, match=r"x\.json: the arrays beside it do not match the digest that it gives"):
        arrayfile.read(pair, ())


def test_a_manifest_that_is_changed_does_not_match_its_seal(pair):
    pair.write_bytes(pair.read_bytes().replace(b'"test"', b'"best"'))
    with pytest.raises(ModelFileError, match=r"x\.json: the manifest does not match its seal: a byte of it was"):
        arrayfile.read(pair, ())


def test_a_manifest_of_another_format_is_refused(pair):
    manifest = json.loads(pair.read_bytes())
    pair.write_bytes(arrayfile.sealed({**manifest, "format": arrayfile.FORMAT + 1}))
    with pytest.raises(ModelFileError, match=rf"x\.json: it is no manifest of format {arrayfile.FORMAT}"):
        arrayfile.read(pair, ())


def test_a_pair_of_another_digest_than_is_wanted_is_refused(pair):
    assert arrayfile.read(pair, (), json.loads(pair.read_bytes())["sha256"])
    with pytest.raises(ModelFileError, match=r"x\.json: it is not the one that the model beside it was made with"):
        arrayfile.read(pair, (), "0" * 64)


def test_a_file_may_be_as_large_as_is_allowed_and_no_larger(tmp_path):
    place = tmp_path / "x"
    place.write_bytes(b"12345")
    assert arrayfile.read_bytes(place, 5) == b"12345"
    with pytest.raises(ModelFileError, match="x: it is larger than 4 bytes"):
        arrayfile.read_bytes(place, 4)


def test_the_largest_files_are_some_times_those_that_ship():
    sizes = [(file.stat().st_size, file.suffix) for file in Path(str(folder("models"))).iterdir()]
    assert 5 * max(n for n, kind in sizes if kind == ".npz") < arrayfile.LARGEST_ARRAYS < 1e8
    assert 100 * max(n for n, kind in sizes if kind == ".json") < 100 * arrayfile.LARGEST_MANIFEST < 1e9


def test_what_is_beside_a_file_in_an_archive_is_what_ships(tmp_path):
    (tmp_path / "a.zip").write_bytes(zipped(model=b""))
    assert arrayfile.sibling(zipfile.Path(tmp_path / "a.zip"), "model.npz") == folder("models") / "model.npz"


def test_a_file_is_on_the_disk_before_it_takes_its_place(tmp_path, monkeypatch):
    seen = []
    monkeypatch.setattr("os.fsync", lambda handle: seen.append((tmp_path / "x.part").read_bytes()))
    arrayfile.write_atomically(tmp_path / "x", b"whole")
    assert seen == [b"whole"]
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("x", b"whole")]


@pytest.mark.parametrize(("array", "shape"), [
    (np.zeros(3, np.float64), None), (np.zeros((3, 1), np.float32), None), (np.zeros(3, np.float32), (4,)),
    (np.full(3, np.inf, np.float32), (3,)),
])
def test_an_array_of_another_kind_or_shape_is_named_with_what_it_should_be(array, shape):
    with pytest.raises(ValueError, match=re.escape(f"a is not an array of finite float32 of shape {shape or '(n,)'}")):
        arrayfile.check({"a": array}, {"a": (np.float32, shape)})


def test_arrays_of_other_names_are_told(tmp_path):
    with pytest.raises(ValueError, match=r"^members \['b'\] instead of \['a'\]"):
        arrayfile.check({"b": ARRAYS["b"]}, {"a": (np.int8, None)})


def test_a_compressed_member_is_refused(pair):
    buffer = io.BytesIO()
    np.savez_compressed(buffer, a=np.zeros(10_000_000))
    replace_arrays(pair, buffer.getvalue())
    with pytest.raises(ModelFileError, match=r"\(a member is compressed\)"):
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
    with pytest.raises(ModelFileError, match=r"\(a member stands there twice\)"):
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
    with pytest.raises(ModelFileError, match=r"x\.json: the manifest lacks 'labels'"):
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
