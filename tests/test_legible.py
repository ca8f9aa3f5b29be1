"""Hidden characters: each is spelt out, and nothing else is touched."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.legible import HIDDEN, pieces, plain

WHITE = "\t\n\r\f"
SEEN = {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD, *range(0x13430, 0x13440)}
"""Format characters of Arabic, Syriac, Kaithi and Egyptian that do show something."""


def test_every_control_format_and_lone_surrogate_is_spelt_out():
    hidden = [
        c for c in map(chr, range(sys.maxunicode + 1))
        if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") and c not in WHITE and ord(c) not in SEEN
    ]
    assert [f"{ord(c):X}" for c in hidden if not HIDDEN.fullmatch(c)] == []


@pytest.mark.parametrize("text", [
    "", "plain words, “quoted” – with dashes… and 5 €", "a\tb\nc\r\nd", "naïve Ελλάδα Россия עברית عربي 日本語",
    "e\u0301 \u00a0\u202f", "👍🏽 👩‍🚀 ❤️‍🔥 🇳🇴",
])
def test_what_is_seen_stays(text):
    assert plain(text) == text


@pytest.mark.parametrize(("text", "shown"), [
    ("a\u202eb", "a[U+202E]b"), ("\x00", "[U+0000]"), ("\ud800x", "[U+D800]x"), ("a\u200db", "a[U+200D]b"),
    ("\ufeffa", "[U+FEFF]a"), ("co\xadop", "co[U+00AD]op"), ("x\U000e0041", "x[U+E0041]"),
])
def test_what_is_hidden_is_spelt_out(text, shown):
    assert plain(text) == shown


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_pieces_lose_nothing_and_can_be_written(text):
    back = "".join(chr(int(piece[2:], 16)) if hidden else piece for piece, hidden in pieces(text))
    assert back == text
    plain(text).encode()
