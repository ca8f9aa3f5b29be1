"""Classes of words: goldens, one row a case, and letters that stand for one class each."""

import re

import pytest

from framing.wordclasses import CLASS_OF, LETTERS, NAMES, PAD, PAD_MARK, letter, letters, names_of, pattern, plain

GOLDENS = [
    ("she", "pronoun"), ("Them", "object"), ("their", "possessive"), ("The", "determiner"), ("of", "preposition"),
    ("to", "to"), ("and", "coordinator"), ("because", "subordinator"), ("which", "question"), ("were", "auxiliary"),
    ("would", "modal"), ("didn’t", "negation"), ("told", "verb"), ("meanwhile", "adverb"), ("Holm", "name"),
    ("BBC", "name"), ("Élise", "name"), ("mill's", "owner"), ("mill’s", "owner"), ("quickly", "adverb"),
    ("running", "-ing"), ("warned", "-ed"), ("mills", "-s"), ("mill", "word"), ("12", "number"), ("3rd", "number"),
    (",", "comma"), ("…", "stop"), (":", "colon"), (";", "semicolon"), ("—", "dash"), ("]", "bracket"), ("%", "sign"),
    ("“", "sign"), ("#", "sign"),
]


@pytest.mark.parametrize(("word", "name"), GOLDENS)
def test_a_word_has_its_class(word, name):
    assert NAMES[letter(word)] == name


def test_every_class_has_a_letter_of_its_own():
    assert {NAMES[found] for found in LETTERS.values()} == set(LETTERS)
    assert all(len(found) == 1 for found in (*LETTERS.values(), PAD))


def test_what_stands_between_sentences_is_no_sign_of_the_text():
    assert (letter(PAD_MARK), letter("#")) == (PAD, LETTERS["sign"])
    assert plain(f"He said{PAD_MARK}It’s") == f"he said{PAD}it's"


def test_every_listed_word_is_of_the_class_that_lists_it():
    assert all(NAMES[letter(word)] == name for word, name in CLASS_OF.items())


@pytest.mark.parametrize("name", LETTERS)
def test_a_pattern_is_that_of_its_classes_alone(name):
    matches = re.compile(pattern(letters(name))).fullmatch
    assert [other for other, found in LETTERS.items() if matches(found)] == [name]


def test_letters_can_be_read_as_names():
    assert names_of("N,") == "name comma"
