"""A pair of files that holds learnt numbers: arrays in ``<name>.npz``, their manifest in ``<name>.json``.

Models and knowledge are kept this way. Nothing in the pair can be code: arrays are read without pickle, from
members that are stored, not deflated, so that a small file cannot unfold into a large one. The manifest names
format, kind and the digest of the array file, and bears a seal, a digest of its own bytes; reading verifies all of
it before an array is used. Seal and digests tell damage; they do not tell who wrote a file.

Files that belong together are replaced one by one, the one that vouches for the others last. Until then the former
ones stand beside them under `FORMER`, and readers take whichever has the digest that is asked for. So a reader finds
the old files or the new ones, whole, at whatever moment the writing ends.
"""

import hashlib
import io
import json
import os
import zipfile
from collections.abc import Mapping
from operator import lt
from pathlib import Path
from struct import unpack_from
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from .errors import FolderGivenError, MissingFolderError, ModelFileError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

FORMAT = 3
"""Version of the two files' layout; a reader refuses any other."""
LARGEST_ARRAYS = 64_000_000
"""Bytes of an array file that are read at most: seven times the largest that ships."""
LARGEST_MANIFEST = 4_000_000
"""Bytes of a manifest that are read at most: hundreds of times the largest that ships."""
LONGEST_HEADER = 10_000
"""Bytes of the header of an array that are read at most: numpy's own bound."""
EPOCH = (1980, 1, 1, 0, 0, 0)
"""Time stamp of every member, the earliest that zip knows: equal arrays give equal bytes."""

UNSEALED = "0" * 64
"""What stands for the seal while the bytes of a manifest are digested."""
FORMER = ".old"
"""End of the name of a file that is being replaced."""

UNUSABLE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What using a manifest or arrays of another make may end with."""

Place: TypeAlias = "Path | Traversable"


def array_bytes(arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """Return the npz file of some arrays; equal arrays in equal order give equal bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, array in arrays.items():
            member = io.BytesIO()
            np.lib.format.write_array(member, np.ascontiguousarray(array), version=(1, 0), allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy", EPOCH), member.getvalue())
    return buffer.getvalue()


def digest(content: bytes) -> str:
    """Return the SHA-256 of some bytes in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def text_array(words: tuple[str, ...]) -> NDArray[np.uint8]:
    """Return words that hold no line break as one array of UTF-8 bytes."""
    return np.frombuffer("\n".join(words).encode(), dtype=np.uint8)


def words_of(array: NDArray[np.uint8]) -> tuple[str, ...]:
    """Return the words of a `text_array`.

    Raises
    ------
    ValueError
        If they are not sorted and distinct, as every vocabulary here is.
    """
    words = tuple(array.tobytes().decode().split("\n")) if array.size else ()
    if not all(map(lt, words, words[1:])):
        raise ValueError("the vocabulary is not sorted")
    return words


def write(path: Path, arrays: bytes, manifest: Mapping[str, Any]) -> None:
    """Write the pair whose manifest is `path`; a reader finds the former pair or the new one at any moment.

    Parameters
    ----------
    path : Path
        Of the manifest, ending in ``.json``; the arrays go beside it with ``.npz``.
    arrays : bytes
        From `array_bytes`.
    manifest : mapping
        As for `pair`.
    """
    replace_together(path.parent, pair(path.stem, arrays, manifest))


def pair(stem: str, arrays: bytes, manifest: Mapping[str, Any]) -> dict[str, bytes]:
    """Return the two files of a pair by their names, the manifest last.

    Parameters
    ----------
    stem : str
        Name of both, without ending.
    arrays : bytes
        From `array_bytes`.
    manifest : mapping
        JSON-ready; ``format``, ``arrays``, ``sha256`` and ``seal`` are set here.
    """
    complete = {**manifest, "format": FORMAT, "arrays": f"{stem}.npz", "sha256": digest(arrays)}
    return {f"{stem}.npz": arrays, f"{stem}.json": sealed(complete)}


def sealed(manifest: Mapping[str, Any]) -> bytes:
    """Return the bytes of a manifest with the digest of all of them but its own under ``seal``."""
    content = json.dumps({**manifest, "seal": UNSEALED}, indent=1, sort_keys=True).encode() + b"\n"
    return content.replace(_seal(UNSEALED), _seal(digest(content)), 1)


def _seal(value: str) -> bytes:
    """Return the seal as it stands in a manifest."""
    return f'"seal": "{value}"'.encode()


def replace_together(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files of a folder so that a reader finds all former or all new ones, whenever the writing ends.

    Parameters
    ----------
    folder : Path
    files : mapping of str to bytes
        By name; the last one vouches for the digests of the others.
    """
    last = folder / list(files)[-1]
    new = {name: content for name, content in files.items() if not _holds(folder / name, content)}
    former = {folder / name: folder / f"{name}{FORMER}" for name in (*new, last.name) if (folder / name).is_file()}
    cut_off = last in former and _holds(former[last], last.read_bytes())
    for place, kept in former.items():
        if not (cut_off and kept.is_file()):  # else what is kept is vouched for, and what is in place may not be
            write_atomically(kept, place.read_bytes())
    for name, content in new.items():
        write_atomically(folder / name, content)
    for name in files:
        (folder / f"{name}{FORMER}").unlink(missing_ok=True)


def _holds(place: Path, content: bytes) -> bool:
    """Tell whether there is a file with that content."""
    return place.is_file() and place.read_bytes() == content


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file beside its place and move it there, so that a reader never sees half of it.

    Raises
    ------
    FileNotFoundError
        If its folder does not exist.
    IsADirectoryError
        If there is a folder of that name.
    """
    if not path.parent.is_dir():
        raise MissingFolderError(f"{path}: the folder {str(path.parent)!r} does not exist; make it first")
    if path.is_dir():
        raise FolderGivenError(f"{path}: this is a folder; give the name of a file")
    draft = path.with_name(path.name + ".part")
    with open(draft, "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    os.replace(draft, path)


def read(
    place: Place, fields: tuple[str, ...], wanted: str | None = None
) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """Return the manifest and the verified arrays of a pair.

    Parameters
    ----------
    place : Path or Traversable
        The manifest.
    fields : tuple of str
        What the manifest must have.
    wanted : str, optional
        Digest that the array file must have, where another file vouches for the pair.

    Raises
    ------
    ModelFileError
        If a file is missing, too large, of another format, lacks a field, or does not match its seal or digest.
    """
    manifest = _manifest(place, fields)
    if wanted not in (None, manifest["sha256"]):
        manifest = _former_manifest(place, fields, str(wanted))
    content = _arrays_of(place, manifest["sha256"])
    try:
        return manifest, _arrays(content)
    except Exception as error:  # whatever zipfile or numpy trip over in a file that is none
        raise damaged(place, f"the arrays cannot be read ({error})") from error


def _former_manifest(place: Place, fields: tuple[str, ...], wanted: str) -> dict[str, Any]:
    """Return the manifest that was being replaced when writing was cut off, if it is the one that is wanted."""
    former = sibling(place, place.name + FORMER)
    manifest = _manifest(former, fields) if former.is_file() else {"sha256": None}
    if manifest["sha256"] != wanted:
        raise damaged(place, "it is not the one that the model beside it was made with")
    return manifest


def _arrays_of(place: Place, wanted: str) -> bytes:
    """Return the array file of a manifest that has a digest, the one in place or the one that was being replaced."""
    name = f"{place.name.removesuffix(FORMER).removesuffix('.json')}.npz"
    for candidate in (sibling(place, name), sibling(place, name + FORMER)):
        if candidate.name == name or candidate.is_file():
            content = read_bytes(candidate, LARGEST_ARRAYS)
            if digest(content) == wanted:
                return content
    raise damaged(place, "the arrays beside it do not match the digest that it gives")


def check(arrays: Mapping[str, NDArray[Any]], expected: Mapping[str, tuple[Any, tuple[int, ...] | None]]) -> None:
    """Raise ValueError unless the arrays have exactly these names, each with its dtype, shape and finite numbers.

    Parameters
    ----------
    arrays : mapping
    expected : mapping of str to (dtype, shape)
        A shape of None admits any one-dimensional array.
    """
    if sorted(arrays) != sorted(expected):
        raise ValueError(f"members {sorted(arrays)} instead of {sorted(expected)}")
    for name, (dtype, shape) in expected.items():
        array = arrays[name]
        fits = array.ndim == 1 if shape is None else array.shape == shape
        if array.dtype != dtype or not fits or (array.dtype.kind == "f" and not np.isfinite(array).all()):
            raise ValueError(f"{name} is not an array of finite {np.dtype(dtype)} of shape {shape or '(n,)'}")


def sibling(place: Place, name: str) -> Place:
    """Return the file of that name in the folder of `place`."""
    if isinstance(place, Path):
        return place.with_name(name)
    from .resources import folder

    return folder("models") / name


def damaged(place: Place, fault: str) -> ModelFileError:
    """Return the error for a file that is there but cannot be trusted."""
    return ModelFileError(
        f"{place}: {fault}. The file is damaged or not of this version: copy it again from where it "
        "came from, run `framing retrain`, or install framing again for the files that come with it."
    )


def _manifest(place: Place, fields: tuple[str, ...]) -> dict[str, Any]:
    """Return the manifest, checked for format and fields."""
    content = read_bytes(place, LARGEST_MANIFEST)
    try:
        manifest = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise damaged(place, f"the manifest is no JSON ({error})") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise damaged(place, f"it is no manifest of format {FORMAT}")
    missing = [name for name in ("sha256", "seal", *fields) if name not in manifest]
    if missing:
        raise damaged(place, f"the manifest lacks {missing[0]!r}")
    seal = str(manifest["seal"])
    if digest(content.replace(_seal(seal), _seal(UNSEALED), 1)) != seal:
        raise damaged(place, "the manifest does not match its seal: a byte of it was changed")
    return manifest


def read_bytes(place: Place, most: int) -> bytes:
    """Return the bytes of a file that may not be larger than `most`."""
    try:
        with place.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(0)
            content = file.read(min(size, most) + 1)  # of what is there: a buffer for the most takes time to make
    except OSError as error:
        raise ModelFileError(
            f"{place}: the file cannot be read ({error.strerror or error}). Give the path of a model.json "
            "that `framing retrain` wrote, or install framing again for the model that comes with it."
        ) from error
    if len(content) > most:
        raise damaged(place, f"it is larger than {most} bytes")
    return bytes(content)


def _arrays(content: bytes) -> dict[str, NDArray[Any]]:
    """Return the arrays of an npz file whose members are stored; ValueError for any other file.

    The digest of the file has been verified, so the check sums of its members are not looked at.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = archive.infolist()
        if any(m.compress_type != zipfile.ZIP_STORED or m.file_size != m.compress_size for m in members):
            raise ValueError("a member is compressed")
        if len({m.filename for m in members}) != len(members):
            raise ValueError("a member stands there twice")
        if sum(m.file_size for m in members) > len(content):
            raise ValueError("members overlap")
    return {m.filename.removesuffix(".npy"): _array(_stored(content, m)) for m in members}


def _stored(content: bytes, member: zipfile.ZipInfo) -> memoryview:
    """Return the bytes of a member; they stand behind its header of 30 bytes, name and extra field (APPNOTE 4.3.7)."""
    begin = member.header_offset + 30 + sum(unpack_from("<HH", content, member.header_offset + 26))
    return memoryview(content)[begin : begin + member.file_size]


def _array(content: memoryview) -> NDArray[Any]:
    """Return the array of an npy member; bytes are not copied, numbers are, to where a processor reads them fast."""
    header = io.BytesIO(content[: LONGEST_HEADER + 12])
    version = np.lib.format.read_magic(header)
    if version != (1, 0):
        raise ValueError(f"npy version {version}")
    shape, fortran, dtype = np.lib.format.read_array_header_1_0(header, max_header_size=LONGEST_HEADER)
    if dtype.hasobject or fortran:
        raise ValueError("an array holds objects or is not in C order")
    array = np.frombuffer(content, dtype=dtype, offset=header.tell()).reshape(shape)
    return array if dtype.itemsize == 1 else array.copy()
