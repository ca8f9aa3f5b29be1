"""Array files: what is written is read, and nothing else is."""

import io
import json
import random
import zipfile

import numpy as np
import pytest

from framing import ModelFileError, arrayfile, load_model
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


@pytest.mark.parametrize("name", ["model.npz", "knowledge.npz"])
def test_every_single_bit_flip_of_a_model_is_refused(copied_model, name):
    file = copied_model / name
    content = file.read_bytes()
    chance = random.Random(name)
    for _ in range(100):
        at, bit = chance.randrange(len(content)), chance.randrange(8)
        file.write_bytes(content[:at] + bytes([content[at] ^ 1 << bit]) + content[at + 1 :])
        with pytest.raises(ModelFileError, match="digest"):
            load_model(copied_model)


def test_every_truncation_of_a_model_is_refused(copied_model):
    chance = random.Random(0)
    for name in ("model.npz", "model.json", "knowledge.json", "knowledge.npz"):
        content = (copied_model / name).read_bytes()
        for _ in range(10):
            (copied_model / name).write_bytes(content[: chance.randrange(len(content) - 2)])
            with pytest.raises(ModelFileError):
                load_model(copied_model)
        (copied_model / name).write_bytes(content)
    assert load_model(copied_model)


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


def test_a_model_with_other_knowledge_is_refused(copied_model):
    manifest = json.loads((copied_model / "model.json").read_text())
    (copied_model / "model.json").write_text(json.dumps({**manifest, "knowledge": "0" * 64}))
    with pytest.raises(ModelFileError, match="not the one it was learnt with"):
        load_model(copied_model)


def test_a_model_that_gives_other_answers_than_its_probes_is_refused(copied_model):
    manifest = json.loads((copied_model / "model.json").read_text())
    manifest["probes"][0]["probabilities"] = [0.25] * 4
    (copied_model / "model.json").write_text(json.dumps(manifest))
    with pytest.raises(ModelFileError, match="probe"):
        load_model(copied_model)
