"""A model -> other processes, on this machine or another, once each and not with every task.

A model that comes with framing is loaded where it is needed, and its digest is compared. Any other travels as one
array of bytes: joblib shares a large array between the processes of a machine, and scatters it over a cluster,
instead of sending it anew with each task. Whoever has met its digest before does not unpack it again. It is pickled,
as joblib pickles all that it sends between processes of one user; no pickle is ever read from a file.
"""

import pickle
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import model as models
from .arrayfile import digest
from .errors import ModelFileError
from .model import AnyModel

Packed = NDArray[np.uint8]
AT_HAND = 2
"""Models that a process keeps unpacked: the light and the accurate one of a caller."""


@dataclass(frozen=True)
class Ticket:
    """By what a process knows which model is meant; small enough to go with every task.

    Attributes
    ----------
    name : {"light", "accurate"} or None
        Of a model that comes with framing; None for a packed one.
    digest : str
        SHA-256 of its array file, or of what is packed.
    """

    name: str | None
    digest: str


def pack(model: AnyModel) -> tuple[Ticket, Packed]:
    """Return the ticket of a model, and the model as bytes: none of them where it comes with framing."""
    for name in ("light", "accurate"):
        loader = _loader(name)
        if loader.cache_info().currsize and model is loader():
            return Ticket(name, model.digest), np.zeros(0, dtype=np.uint8)
    content = pickle.dumps(model, protocol=5)
    return Ticket(None, digest(content)), np.frombuffer(content, dtype=np.uint8)


def unpack(ticket: Ticket, packed: Packed) -> AnyModel:
    """Return the model that `pack` was given.

    Raises
    ------
    ModelFileError
        If the model that comes with framing is another one here than where the call was made.
    """
    if ticket.name is None:
        return _opened(_Sealed(ticket.digest, packed))
    model: AnyModel = _loader(ticket.name)()
    if model.digest != ticket.digest:
        raise ModelFileError(
            f"the model {model.id} of this process has the digest {model.digest[:12]}, that of the caller "
            f"{ticket.digest[:12]}: install the same version of framing everywhere"
        )
    return model


def _loader(name: str) -> Any:
    """Return what loads, once, the model of that name that comes with framing."""
    from . import accurate

    return {"light": models.shipped, "accurate": accurate.shipped}[name]


class _Sealed:
    """Packed bytes that count as equal to others of the same digest, so that a cache need not look at them."""

    def __init__(self, digest: str, packed: Packed) -> None:
        self.digest, self.packed = digest, packed

    def __hash__(self) -> int:
        return hash(self.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Sealed) and self.digest == other.digest


@lru_cache(maxsize=AT_HAND)
def _opened(sealed: _Sealed) -> AnyModel:
    """Return the model that was packed, kept for the next task."""
    model: AnyModel = pickle.loads(sealed.packed.tobytes())
    return model
