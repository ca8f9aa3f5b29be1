"""Figures: a number is the same word however it is written, and what may be no number stays a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.alignment import terms
from framing.figures import words

SMALL = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def below_hundred(number: int) -> str:
    """Return a number from 1 to 99 in words."""
    if number < 20:
        return SMALL[number - 1]
    tens = TENS[number // 10 - 2]
    return f"{tens}-{SMALL[number % 10 - 1]}" if number % 10 else tens


def below_thousand(number: int) -> str:
    """Return a number from 1 to 999 in words."""
    hundreds, rest = divmod(number, 100)
    parts = [f"{SMALL[hundreds - 1]} hundred"] * bool(hundreds) + [below_hundred(rest)] * bool(rest)
    return " and ".join(parts)


def spelt(number: int) -> str:
    """Return a number from 2 to 999,999 in words."""
    thousands, rest = divmod(number, 1000)
    joint = " and " if 0 < rest < 100 else " "
    parts = [f"{below_thousand(thousands)} thousand"] * bool(thousands) + [below_thousand(rest)] * bool(rest)
    return joint.join(parts)


class TestNumbers:
    @given(st.integers(2, 999_999))
    def test_in_words_are_the_same_in_digits(self, number):
        assert terms(f"It holds {spelt(number)} boats") == terms(f"It holds {number:,} boats")

    @pytest.mark.parametrize(
        ("sentence", "expected"),
        [
            ("two dozen", ["24"]),
            ("a hundred and one", ["101"]),
            ("1.5 million", ["1500000"]),
            ("$61.4m", ["61400000"]),
            ("€ 3 bn", ["3000000000"]),
            ("three crore", ["30000000"]),
            ("the 3rd of 12", ["the", "3", "of", "12"]),
            ("twelve hundred", ["1200"]),
        ],
    )
    def test_count_their_scale(self, sentence, expected):
        assert terms(sentence) == expected

    @pytest.mark.parametrize(
        ("sentence", "expected"),
        [
            ("one-third", ["33"]),
            ("two thirds", ["67"]),
            ("a quarter of it", ["25", "of", "it"]),
            ("half of them", ["50", "of", "them"]),
            ("fell by half", ["fell", "by", "50"]),
        ],
    )
    def test_that_are_shares_are_percentages(self, sentence, expected):
        assert terms(sentence) == expected

    @pytest.mark.parametrize(
        "sentence",
        [
            "one of them", "a quarter past", "the second half", "half asleep", "million reasons",
            pytest.param("a third party", marks=pytest.mark.xfail(reason="a third may be of any word that follows")),
        ],
    )
    def test_are_not_read_where_there_may_be_none(self, sentence):
        assert terms(sentence) == sentence.split()

    def test_stay_apart_where_nothing_joins_them(self):
        assert terms("seven eight nine") == ["7", "8", "9"]
        assert terms("twenty and thirty") == ["20", "and", "30"]
        assert terms("at 9.30 on 3.5.2024") == ["at", "9.3", "on", "3.5.2024"]

    def test_after_money_alone_are_counted_by_a_letter(self):
        assert terms("$5 m") == ["5000000"]
        assert terms("5 m") == ["5", "m"]


    def test_too_large_to_count_are_equal(self):
        assert terms("9" * 400) == terms("two" + " hundred" * 200) == ["inf"]


class TestAnyTokens:
    @given(st.lists(st.sampled_from([
        "one", "two", "twenty", "hundred", "thousand", "and", "a", "third", "quarter", "half", "of", "by", "$", "m",
        "3", "4.5", "1,200", "12:30", "3.4.5", "½", "²", "th", "-", "well-known", "two-thirds", "port’s", "'s", "²³",
        "9" * 400, "billion",
    ]), max_size=40))
    def test_give_words_in_small_letters_and_numbers_without_end(self, tokens):
        found = words(tokens)
        assert all(found)
        assert len(found) <= sum(1 + token.count("-") for token in tokens)
