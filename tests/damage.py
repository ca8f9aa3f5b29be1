"""Ways in which model files come to harm, each by a number: bits flipped, ends cut off, members forged."""

import io
import json
import pickle
import random
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np

import framing
from framing import arrayfile

FILES = tuple(f"{part}.{ending}" for part in ("model", "knowledge", "quotes") for ending in ("json", "npz"))
"""What the light model is made of."""
ACCURATE = ("accurate.json", "accurate.npz", "encoder.onnx", "tokenizer.json")
"""What the accurate model is made of besides."""


BOMB = 200_000_000
"""Bytes that a deflate bomb of a fifth of a megabyte unfolds into."""


@contextmanager
def other_content(place: Path, content: bytes) -> Iterator[None]:
    """Put other bytes in place of a file for a while."""
    whole = place.read_bytes()
    place.write_bytes(content)
    try:
        yield
    finally:
        place.write_bytes(whole)


@contextmanager
def flipped(folder: Path, seed: int, files: Sequence[str] = FILES) -> Iterator[None]:
    """Flip one bit of one file."""
    chance = random.Random(f"flip {seed}")
    place = folder / files[seed % len(files)]
    content = bytearray(place.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    with other_content(place, bytes(content)):
        yield


@contextmanager
def truncated(folder: Path, seed: int) -> Iterator[None]:
    """Cut off the end of one file."""
    chance = random.Random(f"cut {seed}")
    place = folder / FILES[seed % len(FILES)]
    content = place.read_bytes()
    with other_content(place, content[: chance.randrange(len(content))]):
        yield


@contextmanager
def vouched(folder: Path, arrays: bytes, stem: str = "model") -> Iterator[None]:
    """Put other array bytes in place, with a manifest whose digest and seal fit them."""
    manifest = json.loads((folder / f"{stem}.json").read_bytes())
    files = arrayfile.pair(stem, arrays, manifest)
    with (
        other_content(folder / f"{stem}.npz", files[f"{stem}.npz"]),
        other_content(folder / f"{stem}.json", files[f"{stem}.json"]),
    ):
        yield


@contextmanager
def reformed(folder: Path, seed: int) -> Iterator[None]:
    """Flip some bits of the model's arrays where zip and npy say what is in them, and vouch for the outcome."""
    chance = random.Random(f"form {seed}")
    content = bytearray((folder / "model.npz").read_bytes())
    heads = [i for head in (b"PK", b"\x93NUMPY") for i in range(len(content)) if content.startswith(head, i)]
    for _ in range(chance.randint(1, 3)):
        at = min(chance.choice(heads) + chance.randrange(128), len(content) - 1)
        content[at] ^= 1 << chance.randrange(8)
    with vouched(folder, bytes(content)):
        yield


def _zip(members: dict[str, bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    """Return a zip file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _members(arrays: bytes) -> dict[str, bytes]:
    """Return the members of a zip file."""
    with zipfile.ZipFile(io.BytesIO(arrays)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _npy(array: np.ndarray) -> bytes:
    """Return an npy file."""
    buffer = io.BytesIO()
    np.save(buffer, array, allow_pickle=True)
    return buffer.getvalue()


def _header(text: str) -> bytes:
    """Return an npy file with that header and no numbers."""
    padded = text.encode() + b"\n"
    return b"\x93NUMPY\x01\x00" + len(padded).to_bytes(2, "little") + padded


def _overlapping(arrays: bytes) -> bytes:
    """Return a zip file whose directory lists the first member a hundred times under different names."""
    end = arrays.index(b"PK\x05\x06")
    start = int.from_bytes(arrays[end + 16 : end + 20], "little")
    entry = bytearray(arrays[start : arrays.index(b"PK\x01\x02", start + 4)])
    entries = b"".join(bytes(entry[:46]) + b"%011d" % i + bytes(entry[57:]) for i in range(100))
    tail = bytearray(arrays[end:])
    tail[8:12] = (100).to_bytes(2, "little") * 2
    tail[12:16] = len(entries).to_bytes(4, "little")
    return arrays[:start] + entries + bytes(tail)


def _swapped(arrays: bytes) -> bytes:
    members = _members(arrays)
    first, second = list(members)[:2]
    return _zip({**members, first: members[second], second: members[first]})


def _with(arrays: bytes, **members: bytes) -> bytes:
    return _zip({**_members(arrays), **{f"{name}.npy": content for name, content in members.items()}})


CRAFTED: dict[str, Callable[[bytes], bytes]] = {
    "swapped members": _swapped,
    "an extra member": lambda a: _with(a, extra=_npy(np.zeros(3, np.float32))),
    "a missing member": lambda a: _zip(dict(list(_members(a).items())[:1])),
    "a member outside": lambda a: _zip({**_members(a), "../../evil.npy": _npy(np.zeros(3))}),
    "a deflate bomb": lambda a: _zip({"weights.npy": bytes(BOMB)}, zipfile.ZIP_DEFLATED),
    "overlapping members": _overlapping,
    "an array of objects": lambda a: _with(a, intercept=_npy(np.array([print, len, 0, 0, 0], dtype=object))),
    "a pickle under the name of an array": lambda a: _with(a, intercept=pickle.dumps(print)),
    "a pickle under the name of the file": lambda a: pickle.dumps(print),
    "another dtype": lambda a: _with(a, intercept=_npy(np.zeros(5, np.float64))),
    "another shape": lambda a: _with(a, intercept=_npy(np.zeros((5, 1), np.float32))),
    "another order": lambda a: _with(a, weights=_npy(np.zeros((264, 5), np.float32, order="F"))),
    "numbers that are none": lambda a: _with(a, intercept=_npy(np.full(5, np.nan, np.float32))),
    "other numbers": lambda a: _with(a, intercept=_npy(np.full(5, 3, np.float32) * np.arange(5, dtype=np.float32))),
    "a shape beyond memory": lambda a: _with(
        a, intercept=_header("{'descr': '<f4', 'fortran_order': False, 'shape': (10000000000000,)}")
    ),
    "a header that calls": lambda a: _with(a, intercept=_header("__import__('os').system('true')")),
    "a header of brackets": lambda a: _with(a, intercept=_header("(" * 9000)),
    "an empty file": lambda a: b"",
}
"""Array files that no writer of ours makes, each made of the bytes of a good one."""


@contextmanager
def crafted(folder: Path, name: str) -> Iterator[None]:
    """Put a crafted array file in place, with a manifest that vouches for it."""
    with vouched(folder, CRAFTED[name]((folder / "model.npz").read_bytes())):
        yield


WRITER = """
import sys
from dataclasses import replace
from pathlib import Path
from framing import arrayfile, quotemodel, retrain
from framing.model import load
out = Path(sys.argv[1])
model = load(out)
def version(i):
    quotes = replace(model.quotes, arrays={**model.quotes.arrays, "bias": model.quotes.arrays["bias"] + i})
    arrays = arrayfile.array_bytes(quotes.arrays)
    quotes = replace(quotes, manifest={**quotes.manifest, "sha256": arrayfile.digest(arrays)})
    about = {**model.manifest["quotes"], "sha256": quotes.manifest["sha256"]}
    return replace(model, quotes=quotes, manifest={**model.manifest, "quotes": about})
versions = [version(i) for i in range(4)]
print("ready", flush=True)
while True:
    for each in versions:
        retrain.write(each, out)
"""
"""Writes four models over each other for ever, as retraining does at its end."""


def killed(folder: Path, seed: int) -> bool:
    """Return whether a model can be loaded after a process that replaces it was killed at a random moment."""
    with subprocess.Popen([sys.executable, "-c", WRITER, str(folder)], stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"ready\n"
        time.sleep(random.Random(f"kill {seed}").random() / 2)
        writer.send_signal(signal.SIGKILL)
    return bool(framing.load_model(folder).digest)
