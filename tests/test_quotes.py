"""Finding quotes: goldens of our own, one row a case, and what holds for any text."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from clock import grows_within
from hypothesis import given, settings
from hypothesis import strategies as st

import framing
from framing.model import shipped
from framing.quotes import FORMS
from framing.sentences import split

CASES = [json.loads(line) for line in
         (Path(__file__).parent / "goldens" / "quotes.jsonl").read_text(encoding="utf-8").splitlines()]
ENOUGH = 0.7
"""Share of the union that found and expected content must have in common: a comma more or less is no error."""


def read(text):
    """Return the quotes of a text."""
    return shipped().quotes.read(text, split(text, shipped().split_parameters))


def rows():
    """Yield each case, those known to be hard as expected failures."""
    for case in CASES:
        marks = [pytest.mark.xfail(reason=case["hard"], strict=False)] if case["hard"] else []
        yield pytest.param(case, id=f"{case['rule']}: {case['text'][:40]}", marks=marks)


def expected_ranges(case):
    """Return the code points of each expected content, which stand in order."""
    found, at = [], 0
    for quote in case["quotes"]:
        start = case["text"].index(quote["content"], at)
        at = start + len(quote["content"])
        found.append((start, at))
    return found


class TestGoldens:
    def test_there_are_at_least_150(self):
        assert len(CASES) >= 150

    @pytest.mark.parametrize("case", list(rows()))
    def test_content_speaker_and_form_are_found(self, case):
        found = read(case["text"])
        assert len(found) == len(case["quotes"]), [q.content.text for q in found]
        for quote, expected, (start, end) in zip(found, case["quotes"], expected_ranges(case), strict=True):
            common = min(end, quote.content.end) - max(start, quote.content.start)
            union = max(end, quote.content.end) - min(start, quote.content.start)
            assert common >= ENOUGH * union
            mention, speaker = quote.speaker.text if quote.speaker else None, expected["speaker"]
            assert (mention is None) == (speaker is None)
            assert speaker is None or mention in speaker or speaker in mention
            assert quote.form == expected["form"]


texts = st.lists(st.sampled_from([
    "“Not today,” ", "said Ann Holm. ", "The mayor said ", "that ", '"we go," ', "he added, ", "according to the union",
    "\n\n", "“Go on.", "'fine' ", "« Oui »", "Karl: ", ". ", ", ", "the claim that ", "it rained", "\ud800", "\x00",
    "’", "and told reporters ", "(", "—", "5'10\" ",
]), max_size=30).map("".join)


class TestAnyText:
    @settings(max_examples=300, deadline=None)
    @given(texts | st.text(max_size=200))
    def test_spans_lie_inside_and_say_what_stands_there(self, text):
        for quote in read(text):
            for span in (quote.speaker, quote.cue, quote.content):
                if span:
                    assert 0 <= span.start < span.end <= len(text)
                    assert text[span.start : span.end] == span.text

    @settings(max_examples=300, deadline=None)
    @given(texts)
    def test_contents_stand_in_order_and_do_not_overlap(self, text):
        contents = [q.content for q in read(text)]
        assert all(a.end <= b.start for a, b in pairwise(contents))

    @settings(max_examples=100, deadline=None)
    @given(texts)
    def test_forms_kinds_and_groups_are_known_ones(self, text):
        for quote in read(text):
            assert quote.form in FORMS
            assert quote.kind in framing.SOURCE_KINDS
            assert quote.group >= 0

    def test_time_grows_with_the_text(self):
        unit = '"We go," said Ann Holm, who runs the mill. The mayor said that nobody had asked him. '
        assert grows_within(20, lambda copies: read(unit * copies), 100, 1000)
