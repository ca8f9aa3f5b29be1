"""Profiles: what `framing.profile` promises of any text, with any model."""

import json
import math
import pickle
from copy import deepcopy
from dataclasses import FrozenInstanceError, replace
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import framing
from framing import profiles
from framing.features import Article
from framing.labels import BOILERPLATE
from framing.model import shipped
from framing.prevalence import estimate
from framing.quotemodel import QuoteModel
from framing.quotes import Quote
from framing.voices import VOICES, words_in

ARTICLE = """Mill council to rebuild the footbridge by spring

The council will rebuild the footbridge in two phases, the works office announced on Monday.

“Nobody asked us,” said Ines Vahl, who runs the kiosk. The council has failed its own people for nine years!

The old bridge was built in 1954. It is 60 metres long.

Join the Friends of the Footbridge and help us give this wonderful walk back to our children!"""
BROKEN = """“We sail,” said Ann Holm, who runs the wharf, “and nobody will stop us. Not today.”

The harbour board said that the quay is unsafe. It rained. “Sheer nonsense,” Holm said.

“Nobody was told.

“Nobody was asked,” said Bo Lund, a docker."""
"""A broken quote, one that runs over sentences and one that runs over paragraphs."""
PLAIN = {
    "official": "The ministry said the new rules will apply from 1 March.",
    "critical": "Residents call the closure a disgrace and say nobody listened.",
    "promotional": "Join us and discover the finest coast in the country!",
    "neutral": "The train left at 7.40 and arrived before noon.",
}
KINDS = (*framing.LABELS, BOILERPLATE)
PIECES = [
    "The ministry said ",
    "A disgrace! ",
    "Join us",
    ".",
    " ",
    "\n\n",
    "\r\n",
    "”",
    "“",
    "\x00",
    "\ud800",
    "\udc00",
    "🎉",
    "“We sail,” said Ann Holm. ",
    " he added that it rained",
    "according to the union",
]
TEXTS = st.one_of(
    st.text(alphabet=st.characters(exclude_categories=()), max_size=60),
    st.lists(st.sampled_from(PIECES), max_size=30).map("".join),
)


@pytest.fixture(scope="module")
def profile():
    return framing.profile(ARTICLE)


def check(p: framing.Profile, text: str) -> None:
    """Assert everything that holds for the profile of every text."""
    assert p.text == text
    at = 0
    for s in p.sentences:
        assert at <= s.start < s.end <= len(text)
        assert text[s.start : s.end] == s.text
        assert s.label in KINDS
        assert tuple(s.probabilities) == framing.LABELS
        assert math.isclose(sum(s.probabilities.values()), 1, abs_tol=1e-6)
        assert s.label in (BOILERPLATE, max(s.probabilities, key=s.probabilities.__getitem__))
        assert isinstance(s.uncertain, bool)
        at = s.end
    assert tuple(p.counts) == tuple(p.shares) == tuple(p.intervals) == framing.LABELS
    assert p.counts == {label: sum(s.label == label for s in p.sentences) for label in framing.LABELS}
    if sum(p.counts.values()):
        assert math.isclose(sum(p.shares.values()), 1, abs_tol=1e-9)
        for label, (low, high) in p.intervals.items():
            assert 0 <= low <= p.shares[label] + 1e-9
            assert p.shares[label] - 1e-9 <= high <= 1
        assert p.shares[p.label] == max(p.shares.values())
    else:
        assert p.label is None
        assert {*p.shares.values(), *p.intervals.values()} == {None}


def check_evidence(p: framing.Profile) -> None:
    """Assert what holds for the evidence of every sentence."""
    for s in p.sentences:
        weights = [e.weight for e in s.evidence]
        assert weights == sorted(weights, reverse=True)
        assert all(weight > 0 for weight in weights)
        for e in s.evidence:
            assert s.start <= e.start < e.end <= s.end
            assert p.text[e.start : e.end] == e.text
            assert e.label == s.label


class TestAnyText:
    @given(TEXTS)
    @settings(max_examples=150, deadline=None)
    def test_spans_shares_intervals_and_counts_hold_together(self, text):
        check(framing.profile(text), text)

    @given(TEXTS)
    @settings(max_examples=60, deadline=None)
    def test_evidence_lies_inside_its_sentence(self, text):
        check_evidence(framing.profile(text))

    @given(TEXTS)
    @settings(max_examples=60, deadline=None)
    def test_dict_json_and_pickle_give_the_same_profile_back(self, text):
        p = framing.profile(text)
        assert framing.Profile.from_dict(p.to_dict()) == p
        assert framing.Profile.from_dict(json.loads(p.to_json())) == p
        assert pickle.loads(pickle.dumps(p)) == p

    @given(TEXTS)
    @settings(max_examples=60, deadline=None)
    def test_prints_one_line_a_label_and_one_below(self, text):
        p = framing.profile(text)
        assert len(str(p).split("\n")) == len(framing.LABELS) + 1 + len(p.warnings)

    @given(TEXTS)
    @settings(max_examples=60, deadline=None)
    def test_the_same_text_gets_the_same_profile(self, text):
        assert framing.profile(text).to_dict() == framing.profile(text).to_dict()

    @pytest.mark.parametrize(
        "text",
        [
            "",
            " ",
            "\n\r\n",
            "\x00",
            "\ud800",
            "\ufeff",
            ".",
            "a",
            "a" * 50_000,
            "中文。",
            "A.\n" * 999,
        ],
        ids=lambda text: ascii(text[:9]),
    )
    def test_odd_texts_have_profiles_too(self, text):
        check(framing.profile(text), text)


class TestProfile:
    def test_keeps_every_promise_for_an_article(self, profile):
        check(profile, ARTICLE)
        check_evidence(profile)

    def test_offsets_count_code_points_of_the_text_as_given(self):
        text = "\ufeff 🎉🎉 Cafe\u0301 owners call it a disgrace.\r\n\r\nThe old bridge was built in 1954.  "
        p = framing.profile(text)
        check(p, text)
        assert [s.text for s in p.sentences][-1] == "The old bridge was built in 1954."

    @pytest.mark.parametrize("label", PLAIN)
    def test_a_plain_sentence_alone_gets_the_label_that_any_reader_would_give(self, label):
        assert [s.label for s in framing.profile(PLAIN[label]).sentences] == [label]

    @pytest.mark.xfail(strict=False, reason="in so short a text the neighbours outweigh the sentence's own words")
    def test_plain_sentences_of_different_framings_keep_their_labels_side_by_side(self):
        text = "\n\n".join(PLAIN.values())
        assert [s.label for s in framing.profile(text).sentences] == list(PLAIN)

    def test_is_frozen(self, profile):
        with pytest.raises(FrozenInstanceError):
            profile.text = ""
        with pytest.raises(FrozenInstanceError):
            profile.sentences[0].label = "critical"
        with pytest.raises(FrozenInstanceError):
            profile.sentences[0].evidence[0].weight = 0.0

    def test_holds_tuples(self, profile):
        assert isinstance(profile.sentences, tuple)
        assert isinstance(profile.warnings, tuple)
        assert isinstance(profile.sentences[0].evidence, tuple)

    def test_has_the_quotes_of_its_text(self, profile):
        office, kiosk = profile.quotes
        assert (office.name, office.form, office.content.text) == (
            "works office", "indirect", "The council will rebuild the footbridge in two phases"
        )
        assert (kiosk.name, kiosk.form, kiosk.content.text) == ("Ines Vahl", "direct", "“Nobody asked us,”")

    def test_looks_for_quotes_only_when_asked(self, monkeypatch):
        looked = []
        monkeypatch.setattr(QuoteModel, "read", lambda *_: looked.append(1) or ())
        p = framing.profile(ARTICLE)
        assert (p.label is not None, looked) == (True, [])
        assert (p.quotes, p.sources, p.sentences[0].voice, looked) == ((), (), "author", [1])

    def test_names_model_and_library(self, profile):
        assert profile.model == {
            "id": shipped().id,
            "digest": shipped().digest,
            "library": framing.__version__,
        }

    def test_a_text_without_a_sentence_has_no_shares(self):
        p = framing.profile("")
        nothing = dict.fromkeys(framing.LABELS)
        assert (p.label, p.shares, p.intervals, p.sentences) == (None, nothing, nothing, ())
        assert p.counts == dict.fromkeys(framing.LABELS, 0)

    def test_a_given_model_is_used(self, profile):
        other = replace(shipped(), manifest={**shipped().manifest, "id": "en-other", "uncertain_below": 1.1})
        p = framing.profile(ARTICLE, model=other)
        assert p.model["id"] == "en-other"
        assert all(s.uncertain for s in p.sentences)
        assert p.shares == profile.shares


class TestFurniture:
    """Sentences that the model takes for page furniture, by a reading made by hand."""

    TEXT = "Read more\n\nIt rained. It was a scandal. It rained."
    PROSE = np.array([[0.1, 0.7, 0.1, 0.1], [0.1, 0.1, 0.1, 0.7], [0.1, 0.7, 0.1, 0.1], [0.1, 0.1, 0.1, 0.7]])

    def made(self, *furniture: float) -> framing.Profile:
        """Return the profile under these probabilities that a sentence is furniture."""
        article = Article(self.TEXT, [(0, 9), (11, 21), (22, 39), (40, 50)])
        reading = SimpleNamespace(probabilities=self.PROSE, furniture=np.array(furniture))
        return profiles.assemble(article, reading, shipped())

    def test_is_kept_with_its_offsets_and_the_probabilities_it_would_have_as_prose(self):
        p = self.made(0.9, 0.1, 0.1, 0.1)
        check(p, self.TEXT)
        first = p.sentences[0]
        assert (first.start, first.end, first.text, first.label) == (0, 9, "Read more", BOILERPLATE)
        assert first.probabilities["critical"] == 0.7

    def test_is_left_out_of_counts_and_shares(self):
        p = self.made(0.9, 0.1, 0.1, 0.1)
        assert p.counts == {"official": 0, "critical": 1, "promotional": 0, "neutral": 2}
        parameters = shipped().manifest["prevalence"]
        assert (p.shares, p.intervals) == estimate(self.PROSE[1:].tolist(), framing.LABELS, parameters)
        assert p.shares["critical"] < self.made(0.1, 0.1, 0.1, 0.1).shares["critical"]

    def test_alone_gives_no_shares(self):
        p = self.made(0.9, 0.9, 0.9, 0.9)
        check(p, self.TEXT)
        assert [code for code, _ in p.warnings] == ["empty"]


class TestEvidence:
    def test_is_computed_when_first_asked_for_and_only_once(self, monkeypatch):
        asked = []
        evidence = profiles.Origin.evidence
        monkeypatch.setattr(profiles.Origin, "evidence", lambda *given: asked.append(given) or evidence(*given))
        sentence = framing.profile(ARTICLE).sentences[2]
        assert asked == []
        assert sentence.evidence == sentence.evidence
        assert len(asked) == 1

    def test_shows_few_words(self, profile):
        assert all(len(s.evidence) <= profiles.MOST_EVIDENCE for s in profile.sentences)

    def test_names_the_words_that_carry_a_label(self):
        (sentence,) = framing.profile("Residents call the closure a disgrace and say nobody listened.").sentences
        assert sentence.label == "critical"
        assert {"disgrace", "nobody"} & {e.text for e in sentence.evidence}

    def test_offsets_are_those_of_the_article(self, profile):
        last = profile.sentences[-1]
        assert last.evidence
        assert all(e.start >= last.start == ARTICLE.index("Join") for e in last.evidence)

    def test_survives_pickling_copying_and_json(self, profile):
        expected = [s.evidence for s in profile.sentences]
        copies = (
            pickle.loads(pickle.dumps(profile)),
            deepcopy(profile),
            framing.Profile.from_dict(json.loads(profile.to_json())),
        )
        for p in copies:
            assert [s.evidence for s in p.sentences] == expected

    def test_of_a_changed_copy_can_still_be_asked_for(self, profile):
        sentence = pickle.loads(pickle.dumps(profile)).sentences[2]
        assert replace(sentence, uncertain=True).evidence == profile.sentences[2].evidence


def heard(p: framing.Profile) -> tuple[object, ...]:
    """Return everything that a profile says of quotes and voices; equality of profiles leaves it out."""
    spoken = tuple((s.voice, s.quotes) for s in p.sentences)
    return p.quotes, p.sources, p.voices, p.balance, spoken


def check_quotes(p: framing.Profile) -> None:
    """Assert what holds for the quotes and voices of every profile."""
    for q in p.quotes:
        for span in (q.speaker, q.cue, q.content):
            assert span is None or (0 <= span.start < span.end <= len(p.text))
            assert span is None or p.text[span.start : span.end] == span.text
        assert q.kind in framing.SOURCE_KINDS
    assert all(a.content.end <= b.content.start for a, b in pairwise(p.quotes))
    for s in p.sentences:
        inside = [i for i, q in enumerate(p.quotes) if q.content.start < s.end and s.start < q.content.end]
        assert s.quotes == tuple(inside)
        assert s.voice in VOICES
        assert s.quotes or s.voice == "author"
    check_sources(p)
    prose = [s for s in p.sentences if s.label != BOILERPLATE]
    assert tuple(p.voices)[:3] == VOICES
    assert set(p.voices) <= {*VOICES, *framing.SOURCE_KINDS}
    for name in VOICES:
        assert sum(p.voices[name].counts.values()) == sum(s.voice == name for s in prose)
    kinds = [sum(v.counts.values()) for name, v in p.voices.items() if name not in VOICES]
    assert all(kinds)
    assert sum(kinds) == sum(bool(s.quotes) for s in prose)


def check_sources(p: framing.Profile) -> None:
    """Assert that sources and balance say what the quotes say."""
    assert {s.name for s in p.sources} == {q.name for q in p.quotes}
    assert sum(s.words for s in p.sources) == sum(words_in(q.content.text) for q in p.quotes)
    assert all(0 <= s.share <= 1 for s in p.sources)
    for s in p.sources:
        assert s.quotes == len({q.group for q in p.quotes if q.name == s.name})
    assert 0 <= p.balance.effective_sources <= len(p.sources) + 1e-9
    assert p.balance.largest == max((s.share for s in p.sources), default=0)
    assert 0 <= p.balance.official <= 1 + 1e-9
    assert 0 <= p.balance.quoted <= 1


@pytest.fixture(scope="module")
def broken():
    return framing.profile(BROKEN)


class TestQuotes:
    @pytest.mark.parametrize("text", [ARTICLE, BROKEN, "", "“", "\ud800", *PLAIN.values()], ids=lambda t: ascii(t[:9]))
    def test_keep_every_promise(self, text):
        check_quotes(framing.profile(text))

    @given(TEXTS)
    @settings(max_examples=150, deadline=None)
    def test_keep_every_promise_in_any_text(self, text):
        check_quotes(framing.profile(text))

    @given(TEXTS)
    @settings(max_examples=60, deadline=None)
    def test_dict_json_and_pickle_keep_what_is_heard_in_any_text(self, text):
        p = framing.profile(text)
        copies = framing.Profile.from_dict(json.loads(p.to_json())), pickle.loads(pickle.dumps(p))
        assert [heard(copy) for copy in copies] == [heard(p)] * 2

    def test_are_quotes_in_a_tuple(self, broken):
        assert isinstance(broken.quotes, tuple)
        assert {type(q) for q in broken.quotes} == {Quote}
        with pytest.raises(FrozenInstanceError):
            broken.quotes[0].name = "Bo"

    def test_pieces_of_one_act_of_speech_share_their_group_and_speaker(self, broken):
        first, second, *_, told, asked = broken.quotes
        assert (first.content.text, second.content.text) == ("“We sail,”", "“and nobody will stop us. Not today.”")
        assert (first.group, first.name) == (second.group, second.name) == (first.group, "Ann Holm")
        assert (told.content.text, asked.content.text) == ("“Nobody was told.", "“Nobody was asked,”")
        assert (told.group, told.name) == (asked.group, asked.name) == (asked.group, "Bo Lund")

    def test_offsets_are_those_of_the_text_as_given(self):
        p = framing.profile(f"\ufeff 🎉🎉\r\n\r\n{BROKEN}")
        check_quotes(p)
        assert [q.content.text for q in p.quotes] == [q.content.text for q in framing.profile(BROKEN).quotes]


class TestVoices:
    def test_of_sentences_are_told_with_the_quotes_they_hold(self, broken):
        said = {s.text.split("\n")[0][:16]: (s.voice, len(s.quotes)) for s in broken.sentences}
        assert said["“We sail,” said "][1] == 2
        assert said["Not today.”"] == ("quoted", 1)
        assert said["The harbour boar"] == ("quoted", 1)
        assert said["It rained."] == ("author", 0)
        assert said["“Sheer nonsense,"] == ("quoted", 1)

    def test_a_quotation_over_two_sentences_is_in_both(self, broken):
        both = [s for s in broken.sentences if 1 in s.quotes]
        assert len(both) == 2
        assert both[1].text == "Not today.”"

    def test_are_the_whole_profile_where_nobody_is_quoted(self):
        p = framing.profile("It rained on Monday. The river rose. The bridge was closed.")
        assert (p.quotes, p.sources) == ((), ())
        assert list(p.voices) == list(VOICES)
        assert p.voices["author"].shares == p.shares
        assert p.voices["author"].intervals == p.intervals
        assert p.voices["quoted"].shares == dict.fromkeys(framing.LABELS)
        assert set(vars(p.balance).values()) == {0.0}

    def test_leave_page_furniture_out(self):
        article = Article("Read more\n\nAnn said it rained.", [(0, 9), (11, 30)])
        row = [0.1, 0.2, 0.1, 0.6]
        reading = SimpleNamespace(probabilities=np.array([row, row]), furniture=np.array([0.9, 0.1]))
        p = profiles.assemble(article, reading, shipped())
        assert sum(sum(p.voices[name].counts.values()) for name in VOICES) == 1

    def test_survive_pickling_copying_and_json(self, broken):
        copies = (
            pickle.loads(pickle.dumps(broken)),
            deepcopy(broken),
            framing.Profile.from_dict(broken.to_dict()),
            framing.Profile.from_dict(json.loads(broken.to_json())),
            pickle.loads(pickle.dumps(framing.Profile.from_dict(broken.to_dict()))),
        )
        for p in copies:
            assert heard(p) == heard(broken)
            assert p.to_json() == broken.to_json()

    def test_are_kept_by_a_pickle_that_was_made_before_anybody_asked(self, broken):
        assert heard(pickle.loads(pickle.dumps(framing.profile(BROKEN)))) == heard(broken)

    def test_in_a_pickle_need_no_model(self, broken, monkeypatch):
        stored = pickle.dumps(framing.profile(BROKEN))
        monkeypatch.setattr(QuoteModel, "read", lambda *_: pytest.fail("the quotes were looked for anew"))
        assert heard(pickle.loads(stored)) == heard(broken)

    def test_of_a_sentence_alone_survive_pickling(self, broken):
        sentence = pickle.loads(pickle.dumps(framing.profile(BROKEN).sentences[0]))
        assert (sentence.voice, sentence.quotes) == (broken.sentences[0].voice, broken.sentences[0].quotes)


@pytest.fixture(scope="module")
def release():
    return framing.profile(TestReports.RELEASE)


@pytest.fixture(scope="module")
def soldiers():
    return framing.profile(TestReports.SOLDIERS)


@pytest.fixture(scope="module")
def recruiting():
    return framing.profile(TestReports.RECRUITING)


class TestReports:
    """Three ways of reporting one invented war, told apart by who is heard; every name and event is our own."""

    RELEASE = """Ministry reopens the Karven crossing to aid convoys

The Ministry of Defence of Ostrava Vale said on Tuesday that the crossing at Karven will open to aid convoys \
from 4 May. “Every convoy will be escorted by our engineers, and every driver will receive a map of the cleared \
road,” the ministry said. According to the ministry, 62 lorries have been registered so far. The crossing was \
closed in February. The ministry added that it had repaired two bridges and a pumping station. “We shall keep this \
road open in all weathers,” it said. A driver from Karven, Tova Rill, said she was ready."""
    SOLDIERS = """A winter without supplies on Lake Morra

Private Aron Teslin spent four months in the trenches north of Lake Morra. “We counted cartridges the way other \
people count coins, and nobody at headquarters would answer the radio,” Teslin said. Corporal Milo Varga, who \
served beside him, said that boots and bandages never came and that the wounded walked eleven kilometres. “They \
lied to our families about where we were,” Varga said. Lieutenant Sana Orlik said the plan had been a disgrace from \
the first day. “I wrote nine reports and I believe that not one of them was read,” she said. A spokesman for the \
defence ministry said it would look into the matter."""
    RECRUITING = """Find your place in the River Guard

The River Guard is looking for 300 men and women who want more than a job. Training begins on 1 September and lasts \
twelve weeks. “You will learn to navigate, to dive and to lead, and you will find friends for life,” said Captain \
Jonas Feld, the spokesman of the Guard. Recruits receive a uniform, a room and a monthly wage. Feld said that every \
application is answered within ten days. Discover what you can do and apply today!"""

    def test_keep_every_promise(self, release, soldiers, recruiting):
        for p in (release, soldiers, recruiting):
            check_quotes(p)

    def test_in_a_release_one_ministry_is_the_loudest_source(self, release):
        assert (release.sources[0].name, release.sources[0].kind) == (
            "Ministry of Defence of Ostrava Vale", "government"
        )
        assert release.sources[0].quotes >= 4

    def test_in_a_release_the_state_holds_nearly_all_quoted_words(self, release):
        state = math.fsum(s.share for s in release.sources if s.kind in ("government", "military"))
        assert 0.8 <= state < 1
        assert math.isclose(release.balance.official, state)
        assert release.balance.effective_sources < 1.6

    def test_in_a_release_sentences_of_the_ministry_are_quoted_and_official(self, release):
        ministry = release.voices["government"]
        assert sum(ministry.counts.values()) >= 4
        assert max(ministry.counts, key=ministry.counts.__getitem__) == "official"
        assert not release.voices["author"].counts["critical"]

    def test_where_soldiers_speak_three_names_hold_most_quoted_words(self, soldiers):
        named = {s.name: s for s in soldiers.sources}
        assert {"Aron Teslin", "Milo Varga", "Sana Orlik"} <= set(named)
        three = [named[name] for name in ("Aron Teslin", "Milo Varga", "Sana Orlik")]
        assert {s.kind for s in three} <= {"military", "witness"}
        assert 0.7 <= math.fsum(s.share for s in three) < 1
        assert {s.name for s in soldiers.sources[:3]} == set(named) & {s.name for s in three}

    def test_where_soldiers_speak_the_government_is_nearly_absent(self, soldiers):
        assert 0 < math.fsum(s.share for s in soldiers.sources if s.kind == "government") <= 0.2
        assert soldiers.balance.effective_sources >= 2.5

    def test_where_soldiers_speak_criticism_is_more_theirs_than_the_author_s(self, soldiers):
        by_voice = {name: voice.counts["critical"] for name, voice in soldiers.voices.items()}
        assert by_voice["military"] > by_voice["author"]
        assert by_voice["government"] == 0

    def test_where_soldiers_complain_most_of_what_they_say_is_critical(self, soldiers):
        counts = soldiers.voices["military"].counts
        assert 2 * counts["critical"] > sum(counts.values())

    @pytest.mark.xfail(strict=False, reason="soldiers count as official whatever they say: the kind is by office")
    def test_soldiers_who_accuse_the_state_do_not_speak_for_it(self, soldiers):
        assert soldiers.balance.official <= 0.5

    def test_a_rank_in_apposition_is_the_one_whom_it_describes(self):
        text = self.SOLDIERS.replace("Sana Orlik said", "Sana Orlik, an officer of the same brigade, said")
        assert len(framing.profile(text).sources) == 4

    def test_who_declines_to_comment_is_no_source(self):
        text = self.SOLDIERS.replace("said it would look into the matter", "declined to comment")
        assert len(framing.profile(text).sources) == 3

    def test_on_a_recruiting_page_only_the_spokesman_is_heard(self, recruiting):
        (feld,) = recruiting.sources
        assert (feld.name, feld.share, feld.quotes) == ("Jonas Feld", 1.0, 2)
        assert feld.kind in ("military", "government")
        assert recruiting.balance.effective_sources == recruiting.balance.official == 1

    def test_on_a_recruiting_page_most_is_said_by_the_page_itself(self, recruiting):
        assert 0.1 <= recruiting.balance.quoted <= 0.5
        voices = recruiting.voices
        assert sum(voices["author"].counts.values()) > sum(voices["quoted"].counts.values())

    def test_on_a_recruiting_page_both_page_and_spokesman_promote(self, recruiting):
        assert recruiting.voices["author"].counts["promotional"] >= 1
        assert recruiting.voices["quoted"].counts["promotional"] >= 1
        assert recruiting.counts["critical"] == 0

    def test_the_three_are_told_apart_by_who_is_heard(self, release, soldiers, recruiting):
        loudest = [p.sources[0].share for p in (soldiers, release, recruiting)]
        assert loudest == sorted(loudest)
        assert soldiers.balance.effective_sources > 1.5 * release.balance.effective_sources


class TestDict:
    def test_has_everything_that_a_reader_needs(self, profile):
        plain = profile.to_dict()
        assert set(plain) == {
            "schema",
            "model",
            "label",
            "shares",
            "intervals",
            "counts",
            "warnings",
            "text",
            "sentences",
            "quotes",
            "sources",
            "voices",
            "balance",
        }
        assert set(plain["model"]) == {"id", "digest", "library"}
        assert set(plain["sentences"][0]) == {
            "start",
            "end",
            "text",
            "label",
            "probabilities",
            "uncertain",
            "voice",
            "quotes",
            "evidence",
        }
        assert set(plain["quotes"][0]) == {"speaker", "name", "cue", "content", "form", "kind", "group"}
        assert set(plain["quotes"][0]["content"]) == {"start", "end", "text"}
        assert set(plain["sources"][0]) == {"name", "kind", "quotes", "words", "share", "counts"}
        assert set(plain["voices"]) >= {"author", "quoted", "mixed"}
        assert set(plain["voices"]["author"]) == {"counts", "shares", "intervals"}
        assert set(plain["balance"]) == {"effective_sources", "largest", "official", "quoted"}
        assert set(plain["sentences"][0]["evidence"][0]) == {"start", "end", "text", "weight", "label"}

    def test_is_plain_json(self, profile):
        plain = profile.to_dict()
        assert json.loads(json.dumps(plain, allow_nan=False)) == plain

    def test_goes_round_exactly(self, profile):
        plain = profile.to_dict()
        back = framing.Profile.from_dict(plain)
        assert back == profile
        assert back.to_dict() == plain
        assert (back.label, back.counts, str(back)) == (profile.label, profile.counts, str(profile))

    def test_shares_nothing_with_the_profile(self, profile):
        before = profile.to_json()
        plain = profile.to_dict()
        back = framing.Profile.from_dict(plain)
        plain["shares"].clear()
        plain["sentences"][0]["probabilities"].clear()
        plain["sentences"][0]["evidence"].clear()
        assert profile.to_json() == back.to_json() == before

    def test_json_is_one_line_unless_indented(self, profile):
        assert "\n" not in profile.to_json()
        assert json.loads(profile.to_json(indent=2)) == json.loads(profile.to_json())

    def test_json_keeps_letters_readable(self, profile):
        assert "“Nobody asked us,”" in profile.to_json()

    @pytest.mark.parametrize("plain", [{}, {"schema": 1}, {"schema": 3}, {"schema": "2"}, None, [], "{}"])
    def test_of_another_schema_is_refused(self, plain):
        with pytest.raises(ValueError, match=r"schema 2: make it anew"):
            framing.Profile.from_dict(plain)

    @pytest.mark.parametrize(
        "part", ["shares", "intervals", "sentences", "text", "warnings", "model", "quotes", "voices"]
    )
    def test_that_lacks_a_part_is_refused(self, profile, part):
        plain = profile.to_dict()
        del plain[part]
        with pytest.raises(ValueError, match=f"damaged.*{part}"):
            framing.Profile.from_dict(plain)

    def test_with_an_unknown_part_of_a_sentence_is_refused(self, profile):
        plain = profile.to_dict()
        plain["sentences"][0]["mood"] = "glad"
        with pytest.raises(ValueError, match=r"damaged.*mood"):
            framing.Profile.from_dict(plain)


class TestTable:
    def test_shows_a_bar_share_interval_and_count_a_label(self, profile):
        lines = str(profile).split("\n")
        for line, label in zip(lines, framing.LABELS, strict=False):
            low, high = (round(100 * bound) for bound in profile.intervals[label])
            assert line.startswith(label)
            assert line.count("█") + line.count("░") == profiles.BAR
            assert line.count("█") == round(profile.shares[label] * profiles.BAR)
            assert f"{profile.shares[label]:.0%}  ({low}–{high} %)" in line
            assert line.endswith(f" {profile.counts[label]}")

    def test_lines_up(self, profile):
        lines = str(profile).split("\n")[: len(framing.LABELS)]
        assert len({len(line.split("█")[0].split("░")[0]) for line in lines}) == 1

    def test_names_the_model_below(self, profile):
        assert str(profile).split("\n")[len(framing.LABELS)].endswith(f"model {shipped().id}")

    def test_of_an_empty_text_shows_dashes_and_says_why(self):
        lines = str(framing.profile("")).split("\n")
        assert all(line.endswith("–") for line in lines[: len(framing.LABELS)])
        assert "no prose sentence" in lines[-1]


def codes(text: str) -> list[str]:
    return [code for code, _ in framing.profile(text).warnings]


class TestWarnings:
    def test_an_article_has_none(self, profile):
        assert profile.warnings == ()

    @pytest.mark.parametrize(
        "text",
        [
            "article.txt",
            "my article.txt",
            "corpus/example.txt",
            "./one",
            "../one/two",
            "~/news/one",
            "/tmp/x",
            "C:\\news\\one.txt",
            "REPORT.PDF",
            "page.html",
            "news.jsonl",
            " a.md\n",
            "http://example.org",
            "https://example.org/a?b=c",
            "HTTPS://EXAMPLE.ORG",
            "www.example.org/news",
        ],
    )
    def test_a_path_or_address_instead_of_an_article_is_noticed(self, text):
        assert "path" in codes(text)

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "/",
            ".",
            "Read it at https://example.org today.",
            "He left. See notes.txt.",
            "www",
            "either/or",
            "Notes in one.txt\nand in two.txt\nwere lost",
            "and/or",
            "Vote 3.5",
            "a.b",
            "x" * 400 + ".txt",
        ],
    )
    def test_prose_is_not_taken_for_a_path(self, text):
        assert "path" not in codes(text)

    @pytest.mark.parametrize("text", ["", " \n\t\r\n ", "\u2003"])
    def test_a_text_without_prose_is_empty(self, text):
        assert codes(text) == ["empty"]

    def test_one_or_two_sentences_are_short(self):
        few = "The old bridge was built in 1954. It is 60 metres long."
        assert codes(few) == ["short"]
        assert codes(f"{few} It leads from the mill to the island.") == []

    def test_each_is_a_code_and_a_sentence(self):
        for code, sentence in framing.profile("article.txt").warnings:
            assert code.isidentifier()
            assert " " in sentence


class TestWrongTypes:
    @pytest.mark.parametrize(
        ("value", "cure"),
        [
            (b"text", r"bytes: decode it first"),
            (bytearray(b"text"), r"bytearray: decode it first"),
            (None, r"NoneType: .*pass '' for an empty article"),
            (["text"], r"list: .*profile_many"),
            (("text",), r"tuple: .*profile_many"),
            ((text for text in ["text"]), r"generator: .*profile_many"),
            (Path("article.txt"), r"Path: read the file first"),
            ({"text": "text"}, r"dict: pass the text that it holds"),
            (3, r"int: pass the article as a str"),
        ],
        ids=lambda value: type(value).__name__,
    )
    def test_are_refused_with_what_to_do(self, value, cure):
        with pytest.raises(TypeError, match=cure):
            framing.profile(value)
