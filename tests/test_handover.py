"""Handing a model over: by name where it ships, else packed, unpacked once."""

from dataclasses import replace

import numpy as np
import pytest

import framing
from framing import handover
from framing.model import shipped


def other() -> framing.Model:
    """Return a model that does not ship."""
    return replace(shipped(), manifest={**shipped().manifest, "temperature": 2.0})


def test_the_shipped_model_goes_by_name_alone():
    ticket, packed = handover.pack(shipped())
    assert (ticket.name, packed.size) == ("light", 0)
    assert handover.unpack(ticket, packed) is shipped()


def test_another_is_packed_and_gives_the_same_answers():
    ticket, packed = handover.pack(other())
    model = handover.unpack(ticket, packed)
    text = "The ministry said the depot will move. Residents call the plan a disgrace."
    assert framing.profile(text, model) == framing.profile(text, other()) != framing.profile(text)


def test_a_packed_model_is_unpacked_once():
    ticket, packed = handover.pack(other())
    assert handover.unpack(ticket, packed) is handover.unpack(ticket, packed.copy())


def test_models_that_differ_in_their_manifest_alone_are_two():
    assert handover.pack(other())[0] != handover.pack(replace(shipped(), manifest={**shipped().manifest}))[0]


def test_an_installation_with_another_model_is_refused():
    with pytest.raises(framing.ModelFileError, match="install the same version of framing everywhere"):
        handover.unpack(handover.Ticket("light", "0" * 64), np.zeros(0, dtype=np.uint8))
