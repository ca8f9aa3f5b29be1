"""Voices: whose words a sentence is made of, and how loud each source is; quotes are set by hand."""

import math
from collections.abc import Sequence
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.quotes import OFFICIAL_KINDS, SOURCE_KINDS, Quote, Span
from framing.voices import (
    MOSTLY,
    VOICES,
    Balance,
    Source,
    balance,
    heard_in,
    main_kind,
    sources,
    voice,
    words_in,
)


def spot(text: str, part: str | None) -> Span | None:
    """Return where a part stands in a text."""
    return Span(text.index(part), text.index(part) + len(part), part) if part else None


def quote(text: str, content: str, speaker: str | None = None, cue: str | None = None, **more: object) -> Quote:
    """Return a quote whose parts stand in a text."""
    given_more = {"name": speaker, "form": "direct", "kind": "civil", "group": 0, **more}
    return Quote(spot(text, speaker), given_more["name"], spot(text, cue), spot(text, content),
                 given_more["form"], given_more["kind"], given_more["group"])


def said(n: int, name: str | None, kind: str = "civil", group: int = 0, at: int = 0) -> Quote:
    """Return a quote of so many words, from a place on."""
    content = " ".join(["word"] * n)
    return Quote(None, name, None, Span(at, at + len(content), content), "indirect", kind, group)


def source(share: float, kind: str = "civil", words: int = 10) -> Source:
    return Source("x", kind, 1, words, share, {})


class TestWords:
    @pytest.mark.parametrize(
        ("text", "n"),
        [
            ("", 0),
            ("The ferry left.", 3),
            ("It is 7.40 o'clock — a well-kept secret!", 7),
            ("“ ... ” – ?!", 0),
            ("Été à Zürich", 3),
            ("_ # %", 0),
            ("\ud800", 0),
        ],
    )
    def test_are_counted_numbers_included_and_marks_apart(self, text, n):
        assert words_in(text) == n

    @given(st.lists(st.sampled_from(["ferry", "don’t", "3,400", "U.S", "naïve"]), max_size=20))
    def test_parted_by_spaces_are_one_each(self, words):
        assert words_in(" ".join(words)) == len(words)


class TestHeardIn:
    QUOTES = (said(2, "a", at=10), said(2, "b", at=30), said(2, "c", at=40))
    """Contents of nine code points: 10-19, 30-39, 40-49."""

    @pytest.mark.parametrize(
        ("start", "end", "heard"),
        [
            (0, 10, ()),
            (0, 11, (0,)),
            (18, 30, (0,)),
            (19, 30, ()),
            (0, 60, (0, 1, 2)),
            (12, 15, (0,)),
            (38, 41, (1, 2)),
            (39, 40, ()),
            (49, 60, ()),
        ],
    )
    def test_is_who_has_at_least_one_code_point_there(self, start, end, heard):
        assert heard_in(start, end, self.QUOTES) == heard

    def test_is_nobody_without_quotes(self):
        assert heard_in(0, 9, ()) == ()

    @given(
        st.lists(st.tuples(st.integers(0, 5), st.integers(1, 4)), max_size=12), st.integers(0, 60), st.integers(1, 20)
    )
    def test_agrees_with_a_look_at_every_quote(self, gaps, start, length):
        at, quotes = 0, []
        for gap, n in gaps:
            quotes.append(said(n, "a", at=at + gap))
            at = quotes[-1].content.end
        end = start + length
        every = tuple(i for i, q in enumerate(quotes) if q.content.start < end and start < q.content.end)
        assert heard_in(start, end, quotes) == every


class TestVoice:
    @pytest.mark.parametrize(
        ("text", "parts", "expected"),
        [
            ("The ferry left at nine.", [], "author"),
            ("“We sail,” said Ann Holm.", [("“We sail,”", "Ann Holm", "said")], "quoted"),
            ("Ann Holm said that the ferry leaks.", [("that the ferry leaks", "Ann Holm", "said")], "quoted"),
            ("The tall and rather tired skipper of the old ferry called it “unfit”.", [("“unfit”", None, "called")],
             "author"),
            ("The council, which met on Friday, said the ferry would sail again.",
             [("the ferry would sail again", "The council", "said")], "mixed"),
            ("“We sail,” said Ann Holm, and “no,” said Bo Lund.",
             [("“We sail,”", "Ann Holm", "said"), ("“no,”", "Bo Lund", "said")], "mixed"),
        ],
    )
    def test_goes_by_the_words_that_are_neither_speaker_nor_cue(self, text, parts, expected):
        quotes = [quote(text, content, speaker, cue) for content, speaker, cue in parts]
        assert voice(0, len(text), text, quotes) == expected

    @pytest.mark.parametrize(
        ("quoted", "others", "expected"),
        [(3, 1, "quoted"), (74, 26, "mixed"), (1, 1, "mixed"), (26, 74, "mixed"), (1, 3, "author"), (1, 0, "quoted")],
    )
    def test_is_one_voice_s_from_three_of_four_words_on(self, quoted, others, expected):
        text = " ".join(["word"] * (quoted + others))
        assert MOSTLY == 0.75
        assert voice(0, len(text), text, [said(quoted, "a")]) == expected

    def test_a_speaker_of_two_quotes_is_set_aside_once(self):
        text = "Ann Holm said yes and later on no."
        both = [quote(text, "yes", "Ann Holm", "said"), quote(text, "no", "Ann Holm", "said")]
        assert voice(0, len(text), text, both) == "mixed"  # two words of five; of two or fewer it would be "quoted"

    def test_of_a_quotation_that_runs_over_sentences_is_told_for_each(self):
        text = "Ann said: “We sail. We stay. Then we eat.” It rained."
        quotes = [quote(text, "“We sail. We stay. Then we eat.”", "Ann", "said")]
        spans = [(0, 19), (20, 28), (29, 42), (43, 53)]
        assert [text[a:b] for a, b in spans] == ["Ann said: “We sail.", "We stay.", "Then we eat.”", "It rained."]
        assert [voice(a, b, text, quotes) for a, b in spans] == ["quoted"] * 3 + ["author"]

    def test_of_a_sentence_that_is_all_speaker_and_cue_can_be_told(self):
        text = "Ann said: “!”"
        assert voice(0, len(text), text, [quote(text, "“!”", "Ann", "said")]) in VOICES

    @given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 40), st.integers(1, 40))
    def test_is_one_of_three_wherever_sentence_and_quote_stand(self, at, length, start, size):
        text = "we sail at nine and eat at ten, said Ann " * 3
        content = Span(at, at + length + 1, text[at : at + length + 1])
        quotes = [Quote(None, None, None, content, "direct", "civil", 0)]
        assert voice(start, start + size, text, quotes) in VOICES


class TestMainKind:
    def test_is_nothing_without_quotes(self):
        assert main_kind(0, 9, []) is None

    def test_is_that_of_most_of_what_is_quoted(self):
        assert main_kind(0, 99, [said(2, "a", "law"), said(5, "b", "media", at=20)]) == "media"

    def test_adds_up_over_sources_of_a_kind(self):
        quotes = [said(3, "a", "law"), said(4, "b", "media", at=20), said(3, "c", "law", at=50)]
        assert main_kind(0, 99, quotes) == "law"

    def test_counts_what_stands_in_the_sentence_alone(self):
        quotes = [said(20, "a", "law"), said(3, "b", "media", at=100)]
        assert main_kind(96, 120, quotes) == "media"


def sentence(start: int, end: int, label: str) -> SimpleNamespace:
    return SimpleNamespace(start=start, end=end, label=label)


class TestSources:
    def test_are_none_without_quotes(self):
        assert sources([], [sentence(0, 9, "neutral")]) == ()

    def test_stand_in_the_order_of_their_words_with_everything_counted(self):
        quotes = [said(2, "Ann", "law", 0), said(5, "Bo", "media", 1, at=20), said(1, "Ann", "law", 2, at=60)]
        labelled = [sentence(0, 15, "neutral"), sentence(16, 50, "critical"), sentence(51, 90, "critical")]
        assert sources(quotes, labelled) == (
            Source("Bo", "media", 1, 5, 5 / 8, {"critical": 1}),
            Source("Ann", "law", 2, 3, 3 / 8, {"neutral": 1, "critical": 1}),
        )

    def test_of_equal_words_stand_in_the_order_of_the_text(self):
        quotes = [said(3, "Cy", group=0), said(3, "Ann", group=1, at=20), said(3, "Bo", group=2, at=40)]
        assert [s.name for s in sources(quotes, [])] == ["Cy", "Ann", "Bo"]

    def test_pieces_of_a_broken_quote_count_once(self):
        (found,) = sources([said(2, "Ann", group=4), said(3, "Ann", group=4, at=20)], [])
        assert (found.quotes, found.words, found.share) == (1, 5, 1.0)

    def test_nobody_named_is_one_source(self):
        (found,) = sources([said(2, None, "unnamed", 0), said(2, None, "unnamed", 1, at=20)], [])
        assert (found.name, found.kind, found.quotes) == (None, "unnamed", 2)

    def test_the_kind_is_that_of_most_words(self):
        (found,) = sources([said(2, "Ann", "law", 0), said(5, "Ann", "expert", 1, at=20)], [])
        assert found.kind == "expert"

    def test_a_sentence_counts_once_for_a_source_however_often_it_is_quoted_there(self):
        quotes = [said(1, "Ann", group=0), said(1, "Ann", group=1, at=10), said(1, "Bo", group=2, at=20)]
        found = {s.name: s.counts for s in sources(quotes, [sentence(0, 30, "critical")])}
        assert found == {"Ann": {"critical": 1}, "Bo": {"critical": 1}}

    def test_a_quotation_over_two_sentences_counts_in_both(self):
        (found,) = sources([said(8, "Ann")], [sentence(0, 15, "neutral"), sentence(15, 39, "critical")])
        assert found.counts == {"neutral": 1, "critical": 1}

    def test_without_a_single_word_have_no_share(self):
        marks = Quote(None, "Ann", None, Span(0, 5, "“?!”"), "direct", "civil", 0)
        (found,) = sources([marks], [])
        assert (found.words, found.share) == (0, 0.0)

    @given(st.lists(st.tuples(st.integers(1, 9), st.sampled_from(["Ann", "Bo", None]), st.sampled_from(SOURCE_KINDS)),
                    min_size=1, max_size=12))
    def test_shares_sum_to_one_and_words_to_all(self, acts):
        quotes = [said(n, name, kind, group, at=group * 50) for group, (n, name, kind) in enumerate(acts)]
        found = sources(quotes, [])
        assert math.isclose(math.fsum(s.share for s in found), 1)
        assert sum(s.words for s in found) == sum(n for n, *_ in acts)
        assert sum(s.quotes for s in found) == len(acts)
        assert [s.words for s in found] == sorted((s.words for s in found), reverse=True)


class TestBalance:
    def test_is_all_nought_without_quotes(self):
        assert balance([], 100) == Balance(0.0, 0.0, 0.0, 0.0)

    def test_of_one_source_is_one_loud_source(self):
        assert balance([source(1.0, "government", 20)], 80) == Balance(1.0, 1.0, 1.0, 0.25)

    @pytest.mark.parametrize(
        ("shares", "effective"),
        [((0.5, 0.5), 2), ((0.25,) * 4, 4), ((0.75, 0.25), 1 / (9 / 16 + 1 / 16)), ((0.8, 0.1, 0.1), 1 / 0.66)],
    )
    def test_effective_sources_are_the_inverse_of_the_summed_squares(self, shares, effective):
        assert math.isclose(balance([source(share) for share in shares], 100).effective_sources, effective)

    def test_official_are_the_kinds_that_speak_for_the_state(self):
        every = [source(1 / len(SOURCE_KINDS), kind) for kind in SOURCE_KINDS]
        assert math.isclose(balance(every, 100).official, len(OFFICIAL_KINDS) / len(SOURCE_KINDS))
        assert balance([source(0.6, "politics"), source(0.4, "law")], 100).official == 0.4

    def test_quoted_is_the_part_of_the_article_that_others_say(self):
        assert balance([source(0.5, words=10), source(0.5, words=10)], 80).quoted == 0.25

    def test_of_sources_without_a_word_is_nought(self):
        assert balance([source(0.0, words=0)], 0) == Balance(0.0, 0.0, 0.0, 0.0)

    @given(st.lists(st.tuples(st.integers(1, 500), st.sampled_from(SOURCE_KINDS)), min_size=1, max_size=15))
    def test_measures_agree_with_each_other(self, heard: Sequence[tuple[int, str]]):
        total = sum(n for n, _ in heard)
        found = balance([source(n / total, kind, n) for n, kind in heard], total)
        assert 1 - 1e-9 <= found.effective_sources <= len(heard) + 1e-9
        assert 1 / found.effective_sources - 1e-9 <= found.largest <= 1
        assert found.largest <= 1 / math.sqrt(found.effective_sources) + 1e-9
        assert 0 <= found.official <= 1 + 1e-9
        assert found.quoted == 1
