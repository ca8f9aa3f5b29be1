"""Tokens of a text: the same words at the same places, whatever the text."""

from hypothesis import given
from hypothesis import strategies as st

from framing.memory import Memory
from framing.prose import PADS, Prose
from framing.sentences import BY_HAND, split
from framing.wordclasses import PAD, PAD_MARK

TEXT = "“We sail at nine, or never,” said Ann Holm. The 'boss' isn’t here."
PIECES = [
    "“We sail. Now,”", "Ann ", "said", " the 'boss'", ". ", "\n\n", "3.5 %", "’", "\x00", "\ud800", "#", "İ", "ΑΣ'",
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=15).map("".join) | st.text(max_size=60)


def prose(text: str) -> Prose:
    return Prose(text, split(text, BY_HAND))


def inside(found: Prose) -> list[int]:
    """Return the tokens of the sentences."""
    return [i for first, end in found.sentences for i in range(first, end)]


def test_words_keep_their_inner_marks():
    found = prose("Isn’t it U.S.-made, at 3.5%?")
    words = [found.words[i] for i in inside(found)]
    assert words == ["Isn’t", "it", "U.S", ".", "-", "made", ",", "at", "3.5", "%", "?"]


def test_lower_case_has_straight_apostrophes():
    assert "isn't" in prose(TEXT).lower


def test_between_sentences_stand_tokens_that_are_no_words():
    found = prose(TEXT)
    between = sorted({*range(len(found.words))} - {*inside(found)})
    assert len(between) == PADS * (1 + len(found.sentences))
    assert {(found.words[i], found.lower[i], found.classes[i]) for i in between} == {(PAD_MARK, PAD, PAD)}


def test_a_name_that_begins_a_sentence_is_told_from_others():
    found = prose("Ann Holm left. “Nobody saw it,” Karl said.")
    classes = dict(zip(found.words, map(found.class_name, range(len(found.words))), strict=True))
    assert [classes[word] for word in ("Ann", "Holm", "Nobody", "Karl")] == ["first name", "name", "first name", "name"]


def test_marks_of_a_quotation_are_told_from_others():
    found = prose(TEXT)
    assert [found.class_name(found.words.index(mark)) for mark in ("“", "”", "'")] == ["quote"] * 3


def test_only_long_quotations_hide_their_tokens():
    found = prose(TEXT)
    word = found.words.index
    assert (found.quoted[word("nine")], found.hidden[word("nine")], found.unhidden[word("nine")]) == (1, 1, " ")
    assert (found.quoted[word("boss")], found.hidden[word("boss")], found.unhidden[word("boss")]) == (1, 0, "S")


def test_the_form_is_told_by_what_stands_in_marks():
    found = prose("Ann Holm said that “we sail at nine” and he agreed.")
    first, end = found.sentences[0]
    opens, closes = found.quotations[0]
    forms = [found.form(tokens) for tokens in ((opens, closes), (first, opens), (first, end))]
    assert forms == ["direct", "indirect", "mixed"]


def test_a_memory_is_asked_once_a_text():
    found, asked = prose("the mill the mill"), []
    lengths = Memory(lambda word: asked.append(word) or len(word))
    assert found.look_up(lengths) is found.look_up(lengths)
    assert found.look_up(lengths) == list(map(len, found.lower))


@given(TEXTS)
def test_a_token_stands_where_it_is_said_to(text):
    found = prose(text)
    assert all(text[found.start(i) : found.end(i)].replace("\x00", "\1") == found.words[i] for i in inside(found))
    assert [found.start(i) for i in range(PADS, len(found.words))] == found.starts[PADS:]
    assert [found.end(i) for i in range(PADS, len(found.words))] == found.ends[PADS:]


@given(TEXTS)
def test_nothing_but_white_space_is_outside_the_tokens(text):
    found = prose(text)
    for (start, stop), (first, end) in zip(split(text, BY_HAND), found.sentences, strict=True):
        assert "".join(found.words[first:end]) == "".join(text[start:stop].replace("\x00", "\1").split())


@given(TEXTS)
def test_every_token_has_a_class_a_lower_case_form_and_a_sentence(text):
    found = prose(text)
    columns = (found.lower, found.classes, found.sentence, found.quotation, found.quoted, found.hidden, found.unhidden)
    assert {len(column) for column in columns} == {len(found.words)}


@given(TEXTS)
def test_quotations_are_apart_and_begin_and_end_where_it_is_marked(text):
    found = prose(text)
    assert all(a[1] <= b[0] for a, b in zip(found.quotations, found.quotations[1:], strict=False))
    assert [i for i, opens in enumerate(found.opens) if opens] == [first for first, _ in found.quotations]
    assert [i for i, closes in enumerate(found.closes) if closes] == [end - 1 for _, end in found.quotations]
