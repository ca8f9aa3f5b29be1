"""Quotation marks: goldens, one row a case, and what holds for any text."""

from itertools import pairwise

import pytest
from clock import grows_within
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.marks import LONGEST_SINGLE, quotations

GOLDENS = [
    ("nothing to find", "The ferry left at nine.", []),
    ("a whole sentence", "“We sail at nine,” she said.", ["“We sail at nine,”"]),
    ("a broken quotation", '"Well," she said, "it is fine."', ['"Well,"', '"it is fine."']),
    ("two side by side", "“Yes?” “No!”", ["“Yes?”", "“No!”"]),
    ("a single word", "They are so-called “experts”.", ["“experts”"]),
    ("in brackets", '("We sail")', ['"We sail"']),
    ("after a dash", "The skipper—“never!”—left.", ["“never!”"]),
    ("German, closed by “", "„Wir gehen“, sagte er.", ["„Wir gehen“"]),
    ("German, closed by ”", "„Wir gehen”, sagte er.", ["„Wir gehen”"]),
    ("German, single", "‚Wir gehen‘, sagte er.", ["‚Wir gehen‘"]),
    ("French with spaces", "« Nous partons », dit-elle.", ["« Nous partons »"]),
    ("French without", "«Nous partons», dit-elle.", ["«Nous partons»"]),
    ("French marks the German way", "»Wir gehen«, sagte sie.", ["»Wir gehen«"]),
    ("French, single", "‹Non›, dit-elle.", ["‹Non›"]),
    ("single curly", "‘We sail,’ he said.", ["‘We sail,’"]),
    ("single straight", "'We sail,' he said.", ["'We sail,'"]),
    ("a grave accent for a mark", "`We sail,' he said.", ["`We sail,'"]),
    ("an apostrophe inside single marks", "'It isn't over,' he said.", ["'It isn't over,'"]),
    ("curly opened, straight closed", "“We sail\" is what he said.", ["“We sail\""]),
    ("straight opened, curly closed", '"We sail” is what he said.', ['"We sail”']),
    ("single inside double", "“He said ‘never’ twice,” she said.", ["“He said ‘never’ twice,”"]),
    ("straight single inside double", "\"He said 'never' twice,\" she said.", ["\"He said 'never' twice,\""]),
    ("double inside single", "'He said \"never\" twice,' she said.", ["'He said \"never\" twice,'"]),
    ("apostrophes", "Don't touch the mayor's hat or the farmers’ carts.", []),
    ("plural owners", "the farmers' market and the bakers' guild", []),
    ("years", "Class of ’98, not the '90s or ‘87.", []),
    ("feet and inches", "He is 5'10\" tall, she is 6'1\".", []),
    ("inches, then speech", 'It is 12" wide and 6" deep, she said: "Buy it."', ['"Buy it."']),
    ("paragraphs opened anew", "“One.\n\n“Two.\n\n“Three,” he said.", ["“One.", "“Two.", "“Three,”"]),
    ("the same, straight", '"One.\n\n"Two," he said.', ['"One.', '"Two,"']),
    ("the same, French", "« Un.\n\n« Deux », dit-il.", ["« Un.", "« Deux »"]),
    ("the same, one line break", "“One.\n“Two,” he said.", ["“One.", "“Two,”"]),
    ("the same, Windows line ends", "“One.\r\n\r\n“Two,” he said.", ["“One.", "“Two,”"]),
    ("opened anew behind a gap", "“One.\n\n\n \n“Two.”", ["“One.", "“Two.”"]),
    ("opened anew behind an indent", "“One.\n\n   “Two.”", ["“One.", "“Two.”"]),
    ("never closed", "“We sail", ["“We sail"]),
    ("never closed, white space behind", "“We sail \t\n", ["“We sail"]),
    ("never closed in its paragraph", "“We sail.\n\nThe “ship” left.", ["“We sail.", "“ship”"]),
    ("never closed in its paragraph, straight", '"We sail.\n\nThe "ship" left.', ['"We sail.', '"ship"']),
    ("closed only", "We sail,” he said.", []),
    ("a lone mark", '"', []),
    ("a mark at the end", "We sail “", []),
    ("straight inside straight", '"He said "never" to me," she said.', ['"He said "never" to me,"']),
    ("straight, and again", '"A" and "b" are letters.', ['"A"', '"b"']),
    ("spaces inside the marks", "“ We sail, ” he said.", ["“ We sail, ”"]),
    ("a plural owner inside single marks", "‘Dogs’ dinners are fine,’ she said.", ["‘Dogs’ dinners are fine,’"]),
    ("a plural owner behind single marks", "He met ‘boys’ at the dogs’ home.", ["‘boys’"]),
    ("lone surrogates", "\ud800“\udc00”", ["“\udc00”"]),
]
HARD = [
    ("an elided beginning", "'Tis the season for dogs' dinners.", [],
     "an elision looks like an opening mark where a plural owner follows"),
]
PIECES = ["“", "”", '"', "'", "‘", "’", "„", "«", "»", "‹", "›", "‚", "`", " ", "\n", "\n\n", "\r\n", "\t", "It's ",
          "we sail", ",", ".", "9", "\x00", "\ud800", "é"]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=60).map("".join) | st.text(max_size=80)
OPENING = "\"“”„«»‹‘‚'`"


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in quotations(text)]


def cases():
    """Yield each golden as a parameter, those known to be hard as expected failures."""
    for rule, text, expected in GOLDENS:
        yield pytest.param(text, expected, id=rule)
    for rule, text, expected, reason in HARD:
        yield pytest.param(text, expected, id=rule, marks=pytest.mark.xfail(strict=False, reason=reason))


class TestGoldens:
    @pytest.mark.parametrize(("text", "expected"), list(cases()))
    def test_quotations_are_found_with_their_marks(self, text, expected):
        assert found(text) == expected

    @pytest.mark.parametrize(("rule", "text", "expected"), GOLDENS, ids=[row[0] for row in GOLDENS])
    def test_a_paragraph_before_and_one_behind_change_nothing(self, rule, text, expected):
        assert found(f"It rained.\n\n{text}\n\nIt rained again.") == expected


class TestSingleMarks:
    def test_must_be_closed_soon(self):
        near, far = "we sail " * 40, "we sail " * 60
        assert len(near) < LONGEST_SINGLE < len(far)
        assert found(f"‘{near}now,’ he said.") == [f"‘{near}now,’"]
        assert found(f"‘{far}now,’ he said.") == []

    def test_of_others_may_be_closed_late(self):
        far = "we sail " * 60
        assert found(f"“{far}now,” he said.") == [f"“{far}now,”"]

    def test_that_are_never_closed_hide_nothing_behind_them(self):
        assert found("The 'wharf rule stands. “We sail,” she said.") == ["“We sail,”"]


class TestAnyText:
    @given(TEXTS)
    @settings(max_examples=500, deadline=None)
    def test_ranges_lie_inside_in_order_and_apart(self, text):
        ranges = quotations(text)
        assert all(0 <= start < end <= len(text) for start, end in ranges)
        assert all(a[1] <= b[0] for a, b in pairwise(ranges))

    @given(TEXTS)
    @settings(max_examples=500, deadline=None)
    def test_a_quotation_begins_with_a_mark_and_ends_with_no_space(self, text):
        for quotation in found(text):
            assert quotation[0] in OPENING
            assert not quotation[-1].isspace()

    @given(TEXTS)
    @settings(max_examples=500, deadline=None)
    def test_a_quotation_stays_in_its_paragraph_line_breaks_included(self, text):
        assert all("\n" not in quotation for quotation in found(text))

    @given(st.text(alphabet=st.characters(exclude_characters=OPENING + "›’"), max_size=80))
    @settings(max_examples=100, deadline=None)
    def test_without_a_mark_there_is_no_quotation(self, text):
        assert quotations(text) == []

    @given(st.lists(st.sampled_from(["We sail", "It rained, she said", "Nobody came"]), min_size=1, max_size=8))
    def test_every_quoted_sentence_is_one_quotation(self, sentences):
        quoted = [f"“{sentence}.”" for sentence in sentences]
        assert found(" ".join(quoted)) == quoted

    @pytest.mark.parametrize(
        "unit",
        ["“One,” he said. ", "It's ", "‘", "'a ", "“a\n\n", '"a\n', "“ ", "“\n ", "\n \n", "« ", '" "'],
        ids=ascii,
    )
    def test_time_is_linear_in_the_length(self, unit):
        """Sixteen times the text takes at most sixty times as long; a quadratic scan would take 256 times."""
        assert grows_within(60, lambda copies: quotations(unit * copies), 2_000, 32_000)
