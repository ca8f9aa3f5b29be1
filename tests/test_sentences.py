"""Sentences: goldens, properties, where we differ from nltk's Punkt, and time linear in the length.

`goldens/sentences.jsonl` has one case a line: ``text``, its ``sentences``, the ``rule`` it tries, and where
we are known to fail the reason, ``hard``. All of it is invented.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from clock import grows_within, seconds
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

from framing import corpus
from framing.model import shipped
from framing.sentences import BY_HAND, EXCLAIMED_NAMES, SplitParameters, learn, split

GOLDENS = [
    json.loads(line)
    for line in (Path(__file__).parent / "goldens" / "sentences.jsonl")
    .read_text(encoding="utf-8")
    .split("\n")[:-1]
]
PIECES = [
    "A. ",
    "No. ",
    "1",
    "Mr. ",
    "U.S. ",
    "Yahoo! ",
    "”",
    "“",
    '"',
    "'",
    "(",
    ")",
    "[",
    "…",
    "...",
    ". . .",
    ".",
    "!",
    "?",
    " ",
    "\n",
    "\r\n",
    "\xa0",
    "\u2028",
    "\t",
    "Then",
    "then",
    "said",
    "• ",
    "- ",
    "— ",
    "3.5",
    "1. ",
    "a.b",
    "www.",
    "@",
    "/",
    "é",
    "É",
    "中",
    "🎉",
    "\x00",
    "\ud800",
    "\x1c",
    "\u200b",
    "_",
    "*",
]
TEXTS = st.one_of(
    st.text(alphabet=st.characters(exclude_categories=()), max_size=80),
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
)


def case(row: dict[str, object]) -> object:
    """Return a golden as a parameter, known-hard ones marked."""
    marks = [pytest.mark.xfail(reason=str(row["hard"]), strict=True)] if "hard" in row else []
    return pytest.param(row, marks=marks, id=f"{row['rule']}: {str(row['text'])[:40]!a}")


def sentences(text: str, parameters: SplitParameters = BY_HAND) -> list[str]:
    return [text[start:end] for start, end in split(text, parameters)]


class TestGoldens:
    @pytest.mark.parametrize("row", [case(row) for row in GOLDENS])
    def test_words_listed_by_hand_split_each_case(self, row):
        assert sentences(row["text"]) == row["sentences"]

    def test_words_learnt_from_the_corpus_break_no_case(self):
        parameters = shipped().split_parameters
        learnt = [row for row in GOLDENS if "hard" not in row]
        assert [r["text"] for r in learnt if sentences(r["text"], parameters) != r["sentences"]] == []

    def test_there_are_many_and_no_text_twice(self):
        assert len({row["text"] for row in GOLDENS}) == len(GOLDENS) >= 140

    def test_expected_sentences_lose_only_white_space(self):
        for row in GOLDENS:
            assert "".join("".join(row["sentences"]).split()) == "".join(row["text"].split())


class TestProperties:
    @given(TEXTS)
    @settings(max_examples=300, deadline=None)
    def test_spans_are_ordered_disjoint_and_lose_only_white_space(self, text):
        at = 0
        for start, end in split(text, BY_HAND):
            assert at <= start < end <= len(text)
            assert text[at:start].strip() == ""
            assert text[start:end] == text[start:end].strip()
            at = end
        assert text[at:].strip() == ""

    @given(TEXTS, TEXTS)
    @settings(max_examples=100, deadline=None)
    def test_no_sentence_crosses_or_sees_across_a_blank_line(self, first, second):
        shift = len(first) + 2
        later = [(start + shift, end + shift) for start, end in split(second, BY_HAND)]
        assert split(f"{first}\n\n{second}", BY_HAND) == split(first, BY_HAND) + later

    @given(TEXTS)
    @settings(max_examples=100, deadline=None)
    def test_splits_without_any_known_word(self, text):
        split(text, SplitParameters(frozenset(), frozenset()))

    @pytest.mark.parametrize("text", ["", " ", "\n\r\n", "\x00", "\ud800", ".", "…", "”", "\ufeff"])
    def test_a_text_without_words_is_one_sentence_or_none(self, text):
        assert sentences(text) == ([text] if text.strip() else [])


NAME = "|".join(sorted(EXCLAIMED_NAMES))
DIFFERENCES = {
    "a quotation that opens after a clock time starts a sentence": ("ours", r'[ap]\.m\. ¦["“]'),
    "a single letter is an initial, also before a quotation": ("punkt", r" [A-Z]\. ¦[\"“]"),
    "a drawn line starts no sentence": ("punkt", r"¦_{3,}"),
    "a line break ends a sentence": ("ours", r"[\n\r\f\v\u2028]\s*¦"),
    "a small letter starts none": ("punkt", r"\s¦\W*[a-z]"),
    "a missing space is mended": ("ours", "[.!?…][”)]?¦[“\u200b]?[A-Z][a-z]"),
    "a mark that closes stays with its sentence": ("punkt", r"[.!?]’?\s?¦(?:[”»)\[*]|\"[,.])"),
    "what closes after a space, a footnote or emphasis ends one": (
        "ours",
        r"[.’](?: ”|(?:\[\d\])+|\*\*) ¦[A-Z]",
    ),
    "a quotation mark between spaces opens": ("both", r"\. (?:¦[\"«] |[\"«] ¦)[A-Z]"),
    "an attribution goes on": ("punkt", r"[?!][”’\"] ¦(?:[A-Z]\w+\.? ){1,5}(?:said|asked)"),
    "an ellipsis ends before a capital letter": ("ours", r"…”? ¦[A-Z]"),
    "spaced dots are one ellipsis": ("punkt", r"\. ¦\. "),
    "a number follows No., Feb., p. and their like": (
        "punkt",
        r"\b(?i:nos?|art|sec|pp?|vol|fig|[a-z]{3,4})\. ¦\d",
    ),
    "the exclamation mark of a name": ("punkt", rf"\b(?i:{NAME})! ¦[A-Z]"),
    "a title or a connective ends none": ("punkt", r"(?:e\.g\.|“Dr\.”) ¦[A-Z]"),
    "titles, places and days have a capital letter": ("ours", r" (?:rep|sun|ill|mass)\. ¦[A-Z]"),
    "initials need not be known": ("punkt", r"\b(?:\w{1,2}\. ?){2,}(?<= )¦[A-Z]"),
    "a starter after an initial starts one": ("ours", r"\b[A-Z]\. ¦(?:The|When)\b"),
    "a starter after a bracket starts one": ("ours", r"Corp\.\) ¦The\b"),
    "a number or a letter alone is a list mark": (
        "punkt",
        r"(?:^|[\n.?] ?)§? ?(?:[\d.]+|[IVXivx]+)\. ¦[A-Z]",
    ),
    "marks alone are none": ("punkt", r"\. ¦#+$"),
}
"""Why only one of the two starts a sentence at a place, ``¦``: which of them, and how the place looks."""


def news_like() -> list[str]:
    """Return our own articles, and the goldens for what they lack."""
    return [article.text for article in corpus.read()] + [row["text"] for row in GOLDENS]


def differences(text: str) -> Iterator[tuple[str, str]]:
    """Yield which splitter alone starts a sentence, and the text around that place."""
    parameters = PunktParameters()
    parameters.abbrev_types = set(BY_HAND.abbreviations)
    parameters.sent_starters = set(BY_HAND.starters)
    punkt = {
        end - len(text[start:end].lstrip())
        for start, end in PunktSentenceTokenizer(parameters).span_tokenize(text)
    }
    ours = {start for start, _ in split(text, BY_HAND)}
    for at in sorted(ours ^ punkt):
        yield "ours" if at in ours else "punkt", f"{text[max(0, at - 40) : at]}¦{text[at : at + 60]}"


def reasons(side: str, place: str) -> list[str]:
    """Return every rule under which a difference falls."""
    return [
        rule
        for rule, (who, looks) in DIFFERENCES.items()
        if who in (side, "both") and re.search(looks, place)
    ]


class TestPunkt:
    def test_each_difference_from_punkt_has_a_reason_and_each_reason_a_difference(self):
        found = [
            (*difference, reasons(*difference)) for text in news_like() for difference in differences(text)
        ]
        assert [row for row in found if not row[-1]] == []
        assert {rule for row in found for rule in row[-1]} == DIFFERENCES.keys()


class TestLearn:
    def test_nothing_is_learnt_from_nothing(self):
        assert learn([]) == BY_HAND

    def test_a_word_seen_before_a_comma_and_often_before_a_full_stop_is_an_abbreviation(self):
        texts = ["The firm Orla Kft. of Vac, a Kft., sued Vela Kft. on Monday, and Bor Kft., too."] * 5
        assert "kft" in learn(texts).abbreviations

    def test_a_rare_word_that_only_ended_sentences_is_none(self):
        assert "gel" not in learn(["They sold the gel. Nobody bought it. They kept the gel."]).abbreviations

    def test_parameters_survive_json(self):
        parameters = learn(["The vote was close. However, it passed."])
        assert SplitParameters.from_dict(json.loads(json.dumps(parameters.to_dict()))) == parameters

    def test_the_same_texts_teach_the_same_in_another_process(self):
        code = (
            "import json, sys; from framing import corpus, sentences;"
            "texts = [a.text for a in corpus.read()[:40]];"
            "print(json.dumps(sentences.learn(texts).to_dict()))"
        )
        assert run(code, hash_seed="1") == run(code, hash_seed="2")

    def test_splitting_imports_no_nltk(self):
        code = (
            "import sys; from framing import sentences;"
            "sentences.split('A b. C d.', sentences.BY_HAND); print('nltk' in sys.modules)"
        )
        assert run(code) == "False\n"


def run(code: str, hash_seed: str = "0") -> str:
    """Return what Python code prints in a process of its own."""
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    command = [sys.executable, "-c", code]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout


class TestTime:
    @pytest.mark.parametrize(
        "piece",
        [
            "The mayor, Mr. Osei, left at 9 a.m. on Monday. “Why?” he was asked. Nobody at Inc. knew.\n\n",
            ".",
            ". ",
            "A. ",
            "A\n",
            "a\n",
            "x",
            "A.Aa",
            "?A",
            "1. ",
            "- 1. 1.",
            '."',
            "...a",
            ". •",
            "“Why?” Aa ",
            " ",
            "\r\n",
        ],
        ids=ascii,
    )
    def test_ten_times_the_text_takes_about_ten_times_the_time(self, piece):
        assert grows_within(15, lambda length: split(long(piece, length), BY_HAND), 20_000, 200_000)

    def test_a_megabyte_without_space_is_split_in_two_seconds(self):
        assert seconds(lambda: split(long("abcdefgh", 1_000_000), BY_HAND)) < 2
        assert seconds(lambda: split(long("http://a.B/c?D=e&", 1_000_000), BY_HAND)) < 2


def long(piece: str, length: int) -> str:
    """Return a text of a length made of one piece."""
    return (piece * (length // len(piece) + 1))[:length]
