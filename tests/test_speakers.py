"""Speakers: whom a mention means, what kind of source that is, and time linear in the length.

`goldens/speakers.jsonl` has one case a line: ``text``, the ``speakers`` (where a mention stands, its text, the name
it must get, the kind of source), the ``rule`` it tries, and where we are known to fail the reason, ``hard``. All of
it is invented.
"""

import json
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from clock import grows_within
from hypothesis import example, given, settings
from hypothesis import strategies as st

from framing import corpus
from framing.kindlearning import fit_kinds
from framing.quotes import OFFICIAL_KINDS, PADS, SOURCE_KINDS, Prose, Range
from framing.sentences import BY_HAND, split
from framing.speakers import LEXICON, LONGEST_PHRASE, Kinds, Speaker, kinds_of, resolve

GOLDENS = [
    json.loads(line)
    for line in (Path(__file__).parent / "goldens" / "speakers.jsonl").read_text(encoding="utf-8").split("\n")[:-1]
]
FOLDS = 8
WORDS = [
    "Mr. ", "Sen. ", "Anna Lind", "Lind", "'s ", "’s ", "the ", "The ", "ministry ", "Ministry of Defence ", "he ",
    "spokesman ", "she ", "it ", "its ", "who ", "of ", "for ", "and ", ", ", ". ", "\n\n", "“", "”", '"', "said ",
    "known as ", "(ML) ", "U.S. ", "#", "26, ", "a farmer ", "their ", "whom ", "statement ", "company ", "MAY ",
    "May ", "— ", "é", "中", "\x00", "\ud800", "_",
]
TEXTS = st.one_of(
    st.text(alphabet=st.characters(exclude_categories=()), max_size=80),
    st.lists(st.sampled_from(WORDS), max_size=40).map("".join),
)


def prose(text: str) -> Prose:
    return Prose(text, split(text, BY_HAND))


def tokens(found: Prose, start: int, end: int) -> Range:
    return bisect_right(found.ends, start), bisect_left(found.starts, end)


def speakers(text: str, *mentions: str) -> list[Speaker]:
    """Return whom each mention means, looked for from the end of the one before."""
    found, places, at = prose(text), [], 0
    for mention in mentions:
        at += re.search(rf"\b{re.escape(mention)}\b", text[at:]).start()
        places.append(tokens(found, at, at + len(mention)))
        at += len(mention)
    return resolve(found, places)


def names(text: str, *mentions: str) -> list[str | None]:
    return [speaker.name for speaker in speakers(text, *mentions)]


def plain(name: str | None) -> str:
    """Return a name as it is compared: in lower case, with straight apostrophes, without its article."""
    low = (name or "").lower().replace("’", "'")
    return next((low.removeprefix(article) for article in ("the ", "an ", "a ") if low.startswith(article)), low)


def golden(row: dict) -> list[Speaker]:
    found = prose(row["text"])
    return resolve(found, [tokens(found, start, start + len(mention)) for start, mention, _, _ in row["speakers"]])


def case(row: dict) -> object:
    """Return a golden as a parameter, known-hard ones marked."""
    marks = [pytest.mark.xfail(reason=row["hard"], strict=True)] if "hard" in row else []
    return pytest.param(row, marks=marks, id=f"{row['rule']}: {row['text'][:40]!a}")


def annotated() -> tuple[list[Speaker], list[dict[str, str]], list[str]]:
    """Return the annotated mentions of the corpus as speakers, with their rows and stories."""
    rows = defaultdict(list)
    for row in corpus.read_rows(corpus.shipped_folder("corpus"), "quotes.csv"):
        if row["speaker"]:
            rows[f"{row['story']}/{row['version']}"].append(row)
    found, told, stories = [], [], []
    for article in corpus.read():
        text, mentions = Prose(article.text, article.spans), []
        kept = sorted(rows[article.id], key=lambda row: int(row["speaker_start"]))
        for row in kept:
            start = int(row["speaker_start"])
            mentions.append(tokens(text, start, start + len(row["speaker"])))
        found += resolve(text, mentions)
        told += kept
        stories += [article.group] * len(kept)
    return found, told, stories


@pytest.fixture(scope="module")
def mentions():
    return annotated()


@pytest.fixture(scope="module")
def shipped_kinds(mentions):
    found, rows, stories = mentions
    return fit_kinds(found, [row["kind"] for row in rows], stories)


class TestGoldens:
    @pytest.mark.parametrize("row", [case(row) for row in GOLDENS])
    def test_each_mention_gets_the_name_first_given_in_full(self, row):
        assert [plain(s.name) for s in golden(row)] == [plain(name) for _, _, name, _ in row["speakers"]]

    def test_mentions_stand_where_they_are_said_to(self):
        for row in GOLDENS:
            for start, mention, _, kind in row["speakers"]:
                assert row["text"][start : start + len(mention)] == mention
                assert kind in SOURCE_KINDS

    def test_there_are_many_and_no_text_twice(self):
        assert len({row["text"] for row in GOLDENS}) == len(GOLDENS) >= 150

    def test_kinds_learnt_from_the_corpus_fit_nearly_all(self, shipped_kinds):
        """Six in seven since the guide was sharpened, nine in ten when the cases were written, by the guide before."""
        right = [shipped_kinds.kinds([s])[0] == given[3] for row in GOLDENS for s, given in
                 zip(golden(row), row["speakers"], strict=True)]
        assert 0.84 <= sum(right) / len(right) < 1


class TestCorpus:
    def test_five_in_six_mentions_get_the_annotated_name(self, mentions):
        found, rows, _ = mentions
        right = [plain(s.name) == plain(row["name"]) for s, row in zip(found, rows, strict=True)]
        assert 0.83 <= sum(right) / len(right) < 0.97

    def test_kinds_of_stories_held_out_are_mostly_right_and_not_too_good(self, mentions):
        found, rows, stories = mentions
        order = {story: n % FOLDS for n, story in enumerate(sorted(set(stories)))}
        right = 0
        for fold in range(FOLDS):
            held = [order[story] == fold for story in stories]
            train = [n for n, out in enumerate(held) if not out]
            kinds = fit_kinds(
                [found[n] for n in train], [rows[n]["kind"] for n in train], [stories[n] for n in train]
            )
            right += sum(kinds.kinds([found[n]])[0] == rows[n]["kind"] for n, out in enumerate(held) if out)
        assert 0.77 <= right / len(rows) < 0.92

    def test_three_in_four_kinds_are_right_in_stories_written_after_the_lists(self, mentions):
        found, rows, stories = mentions
        fresh = corpus.fresh()
        held = [n for n, story in enumerate(stories) if story in fresh]
        train = [n for n, story in enumerate(stories) if story not in fresh]
        kinds = fit_kinds([found[n] for n in train], [rows[n]["kind"] for n in train], [stories[n] for n in train])
        right = sum(kinds.kinds([found[n]])[0] == rows[n]["kind"] for n in held)
        assert len(held) > 150
        assert 0.74 <= right / len(held) < 0.92


class TestNames:
    def test_a_surname_means_the_full_name_even_if_that_comes_later(self):
        assert names("Brask smiled. Emil Brask was tired.", "Brask", "Emil Brask") == ["Emil Brask"] * 2

    def test_of_two_with_one_surname_the_title_tells(self):
        text = "Ida Holm and Karl Holm came. Mrs Holm waved. Mr Holm did not."
        assert names(text, "Mrs Holm", "Mr Holm") == ["Ida Holm", "Karl Holm"]

    def test_a_place_inside_a_description_is_not_the_speaker(self):
        assert names("Norrland's foreign ministry protested.", "Norrland's foreign ministry") == [
            "Norrland's foreign ministry"
        ]

    @pytest.mark.parametrize("alias", ["known as Viking", "alias Viking", "nicknamed “Viking”", "call sign Viking"])
    def test_an_alias_means_who_was_given_it(self, alias):
        text = f"Karl Ostrom, {alias}, dug in. Later Viking spoke."
        found = prose(text)
        at = text.rindex("Viking")
        assert resolve(found, [tokens(found, at, at + 6)])[0].name == "Karl Ostrom"

    def test_letters_in_brackets_mean_the_name_before_them(self):
        text = "The Coastal Homes Alliance (CHA) sued. The CHA says it will win."
        assert names(text, "The CHA") == ["Coastal Homes Alliance"]

    def test_a_pronoun_means_nobody_where_nobody_was_named(self):
        assert names("“Well,” she said.", "she") == [None]

    def test_words_of_the_writer_and_the_reader_mean_nobody(self):
        assert names("Ida Holm came. I say you know.", "I", "you") == [None, None]

    def test_a_she_goes_past_the_last_man(self):
        assert names("Mrs Ida Holm met Mr Karl Brask. She left.", "She") == ["Ida Holm"]

    def test_who_was_once_a_she_is_no_later_he(self):
        text = "Rua Amadi fished. “No,” she said. Tor Wick watched. “Yes,” he said."
        assert names(text, "she", "he") == ["Rua Amadi", "Tor Wick"]

    def test_a_mention_inside_a_longer_name_means_that_name(self):
        assert names("Emil Brask spoke.", "Brask") == ["Emil Brask"]

    def test_a_verb_that_begins_a_sentence_is_no_part_of_a_name(self):
        assert names("Meet Skald, a rower. He rows, Skald said.", "Skald said"[:5]) == ["Skald"]

    def test_an_office_with_of_is_no_part_of_a_name(self):
        assert names("Secretary of State Grady Lomax said so.", "Secretary of State Grady Lomax") == ["Grady Lomax"]

    def test_a_report_speaks_for_who_wrote_it(self):
        text = "The Port Courier did a poll. A poll by the Port Courier had him ahead. The Courier's report was long."
        assert names(text, "A poll by the Port Courier", "The Courier's report") == ["Port Courier"] * 2

    def test_a_press_service_speaks_for_its_body(self):
        assert names("The Defence Ministry denied it. The ministry's press service said no.",
                     "The Defence Ministry", "The ministry's press service") == ["Defence Ministry"] * 2

    def test_two_spellings_are_one_name(self):
        text = "The Defense Ministry denied it. The Defence Ministry said no."
        assert names(text, "The Defense Ministry", "The Defence Ministry") == ["Defense Ministry"] * 2

    def test_some_are_a_part_of_those_before_them_in_the_sentence(self):
        assert names("Two bakers spoke, and some said no.", "some") == ["Two bakers"]

    def test_a_description_behind_a_comma_that_goes_on_to_speak_is_no_apposition(self):
        assert names("They join the Armed Forces, the ministry said.", "the ministry") == ["ministry"]

    def test_headlines_with_capitals_throughout_name_nobody(self):
        text = "Delmont Opens Third Office In Town\n\nFounding partner Teresa Delmont smiled. Delmont waved."
        assert names(text, "Founding partner Teresa Delmont", "Delmont") == ["Teresa Delmont"] * 2


class TestKinds:
    def test_are_ten_of_which_three_are_official(self):
        assert len(set(SOURCE_KINDS)) == 10
        assert set(OFFICIAL_KINDS) < set(SOURCE_KINDS)

    def test_are_the_same_for_all_that_one_name_says(self):
        """Two keys for law outweigh one for business, whichever was said with which."""
        law, business = ((0.0,) * n + (2.0,) + (0.0,) * (9 - n) for n in (2, 4))
        kinds = Kinds({"a": law, "b": business, "c": law}, (0.0,) * 10)
        heard = [Speaker("Ann", ("a",)), Speaker("Ann", ("b",)), Speaker("Bo", ("b",)), Speaker("Ann", ("c",))]
        assert kinds.kinds(heard) == ["law", "law", "business", "law"]

    def test_nobody_is_unnamed(self):
        assert Kinds({}, (0.0,) * 10).kinds([None])[0] == "unnamed"

    def test_keys_that_were_never_seen_count_nothing(self):
        bias = tuple(float(kind == "law") for kind in SOURCE_KINDS)
        assert Kinds({}, bias).kinds([Speaker("x", ("noun never seen",))])[0] == "law"

    def test_all_mentions_of_one_speaker_have_the_same_keys(self):
        text = "The mayor, Ada Quill, came. “No,” she said. “Never,” Quill added. The mayor laughed."
        assert len({s.words for s in speakers(text, "Ada Quill", "she", "Quill", "The mayor")}) == 1

    @pytest.mark.parametrize(
        ("text", "mention", "key"),
        [
            ("A spokesman for the airline smiled.", "A spokesman for the airline", "for business"),
            ("The ministry's spokeswoman smiled.", "The ministry's spokeswoman", "for government"),
            ("The court adjourned.", "The court", "head law"),
            ("Ida Holm, who teaches in Orme, smiled.", "Ida Holm", "does expert"),
            ("Ida Holm, 57, smiled.", "Ida Holm", "age"),
            ("Sen. Ida Holm (R-Wyeth) smiled.", "Ida Holm", "party"),
            ("Norway protested.", "Norway", "state"),
            ("The governor of Lower Vesk, Arne Tolk, smiled.", "Arne Tolk", "head government"),
            ("The brewers' association smiled.", "The brewers' association", "head business"),
            ("A retired miner smiled.", "A retired miner", "retired"),
            ("The shadow transport secretary smiled.", "The shadow transport secretary", "head politics"),
            ("The midwives at the barracks smiled.", "The midwives at the barracks", "noun midwives"),
            ("The Eel Company paid. Its director, Ann Holm, smiled.", "Its director, Ann Holm", "for business"),
            ("The regulator paid. Its director, Ann Holm, smiled.", "Its director, Ann Holm", "for government"),
            ("The town's surveyor, Ann Holm, smiled.", "The town's surveyor, Ann Holm", "whose government"),
            ("Ann Holm, who leads the Orchard Party, smiled.", "Ann Holm, who leads the Orchard Party", "for politics"),
            ("Ann Holm, who studies armies, smiled.", "Ann Holm, who studies armies", "head expert"),
            ("Ann Holm, whose firm runs nine carts, smiled.", "Ann Holm, whose firm runs nine carts", "for business"),
            ("Stiltologist Ann Marie Holm smiled.", "Stiltologist Ann Marie Holm", "head expert"),
            ("A person briefed on the sale smiled.", "A person briefed on the sale", "head unnamed"),
            ("A man close to the sale smiled.", "A man close to the sale", "head unnamed"),
            ("The weekly Skerry lied.", "The weekly Skerry", "head media"),
            ("Some smiled.", "Some", "head unnamed"),
            ("Astrophysicist Ann Holm smiled.", "Astrophysicist Ann Holm", "head expert"),
            ("A former minister smiled.", "A former minister", "retired"),
            ("The bureau itself smiled.", "The bureau itself", "noun bureau"),
            ("A note found in the loft lied.", "A note found in the loft", "noun note"),
            ("The group Parents for Ponds smiled.", "The group Parents for Ponds", "head civil"),
            ("It lay in the Ostrand Argus. The Ostrand Argus lied.", "The Ostrand Argus", "head media"),
            ("The Court of Audit smiled.", "The Court of Audit", "head government"),
            ("The broadcaster Radio Vesk lied.", "The broadcaster Radio Vesk", "head media"),
            ("All Republicans smiled. Republicans smiled.", "Republicans", "head politics"),
            ("Danish officials smiled.", "Danish officials", "head government"),
            ("Tarn Holt officials smiled.", "Tarn Holt officials", "title government"),
        ],
    )
    def test_are_told_by_what_the_text_says(self, text, mention, key):
        assert key in speakers(text, mention)[0].words

    @pytest.mark.parametrize(
        ("text", "mention", "key"),
        [
            ("It led the boats of the Vesk Navy, Vesk Foods claimed on Monday.", "Vesk Foods", "head military"),
            ("The yard of Pentland Marine closed. Pentland Marine smiled.", "Pentland Marine", "head military"),
            ("A critic of the mayor smiled.", "A critic of the mayor", "for government"),
            ("A map historian smiled.", "A map historian", "for media"),
            ("Ann Holm, whose house burned, smiled.", "Ann Holm, whose house burned", "for politics"),
        ],
    )
    def test_are_not_told_by_what_only_stands_near(self, text, mention, key):
        assert key not in speakers(text, mention)[0].words

    @pytest.mark.parametrize("mention", ["Defence Ministry", "the ministry", "The ministry's press service"])
    def test_a_defence_ministry_is_government_even_behind_the_forces_it_speaks_of(self, mention, shipped_kinds):
        text = (
            "The Marsh Legion will not be dissolved but merged, to make stronger the northern brigades of Vesk's "
            "Defence Forces, Defence Ministry claimed on 9 May. The ministry's press service said the legion had been "
            "a name for many small units. Its soldiers keep their pay, the ministry added."
        )
        assert shipped_kinds.kinds(speakers(text, mention)) == ["government"]

    def test_an_officer_of_the_army_is_military(self, shipped_kinds):
        text = "The army will merge its legions, Colonel Ann Holm said. The ministry was silent."
        assert shipped_kinds.kinds(speakers(text, "Colonel Ann Holm")) == ["military"]

    def test_one_of_a_group_is_told_by_what_is_said_of_the_group(self):
        text = "Three people briefed on the sale had doubts. One of them said so."
        assert "head unnamed" in speakers(text, "Three people briefed on the sale", "One of them")[1].words

    def test_a_story_counts_for_no_more_than_its_limit(self):
        loud = [Speaker("a", ("article military", "noun cook"))] * 200
        calm = [Speaker("b", ("article military", "noun cook"))] * 30
        told = ["military"] * 200 + ["witness"] * 30
        learnt = fit_kinds(loud + calm, told, ["legion"] * 200 + [*map(str, range(30))])
        assert learnt.kinds(calm[:1]) == ["witness"]

    def test_learnt_weights_tell_what_was_learnt(self):
        two = [Speaker("a", ("head law",)), Speaker("b", ("head media",))]
        learnt = fit_kinds(two * 5, ["law", "media"] * 5, ["x"] * 10)
        assert learnt.kinds([Speaker("c", ("head law",))])[0] == "law"

    def test_what_is_learnt_of_all_kinds_holds_for_one_seldom_annotated(self):
        often = [Speaker("a", ("head law",)), Speaker("b", ("head media",)), Speaker("c", ("head expert",))] * 20
        seldom = [Speaker("d", ("noun sniper",))] * 3
        learnt = fit_kinds(often + seldom, ["law", "media", "expert"] * 20 + ["military"] * 3, [*map(str, range(63))])
        assert learnt.kinds([Speaker("e", ("head military",))])[0] == "military"


class TestLists:
    def test_hold_many_nouns_for_each_kind(self):
        count = Counter(kind for kinds in LEXICON.values() for kind in kinds)
        assert set(count) == set(SOURCE_KINDS)
        assert all(n >= 100 for kind, n in count.items() if kind != "unnamed")

    def test_hold_no_phrase_longer_than_is_looked_for(self):
        assert [phrase for phrase in LEXICON if len(phrase.split()) > LONGEST_PHRASE] == []

    @pytest.mark.parametrize("word", ["ministries", "policemen", "co-founder", "banks"])
    def test_know_plurals_and_co(self, word):
        assert kinds_of(word)


class TestProperties:
    @given(TEXTS, st.lists(st.tuples(st.floats(0, 1), st.integers(1, 6)), max_size=6))
    @example("::THE#", [(0.625, 2)])  # a noun that looks like what stands between sentences
    @settings(max_examples=300, deadline=None)
    def test_any_mention_of_any_text_is_resolved_to_words_that_stand_in_it(self, text, places):
        found = prose(text)
        count = len(found.words)
        wanted = sorted((int(at * (count - 1)), size) for at, size in places)
        mentions = [(at, min(count - PADS, at + size)) for at, size in wanted if PADS <= at < count - PADS]
        flat = " ".join(text.split())
        for speaker in resolve(found, mentions):
            assert isinstance(speaker.words, tuple)
            assert speaker.name is None or all(part in flat for part in speaker.name.split("'s "))

    @given(TEXTS)
    @settings(max_examples=50, deadline=None)
    def test_nobody_stays_nobody(self, text):
        assert resolve(prose(text), [None, None]) == [None, None]

    def test_time_is_linear_in_the_length(self):
        """Sixteen times the text takes at most forty times as long; a quadratic scan would take 256 times."""
        story = ("Ida Holm, who chairs the Orme Pilots' Union, met minister Karl Brask. “No,” she said. The union said"
                 " the company knew. He denied it, according to a spokesman for the ministry.\n\n")

        def work(copies: int) -> None:
            found = prose(story * copies)
            spots = [i for i, word in enumerate(found.lower) if word in ("she", "union", "company", "he", "spokesman")]
            resolve(found, [(i, i + 1) for i in spots])

        assert grows_within(40, work, 50, 800)
