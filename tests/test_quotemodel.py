"""The quote model: what is written is read, what does not fit is refused, and what any text gives holds together."""

import json
import pickle
import re
from dataclasses import FrozenInstanceError, replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing import ModelFileError, arrayfile, quotemodel
from framing.candidates import DECISIONS
from framing.model import shipped
from framing.quotemodel import FIELDS, QuoteModel, arrays_of, lemma_lines, lemmas_of
from framing.quotes import FORMS, SOURCE_KINDS
from framing.ranking import Rankers, tables
from framing.resources import folder
from framing.sentences import split
from framing.speakers import Kinds, Speaker

LEMMAS = {"said": "say", "says": "say", "added": "add", "claim": "claim"}
LAW = tuple(float(kind == "law") for kind in SOURCE_KINDS)
PIECES = [
    "“We sail,” ", '"we sail," ', "said Ann Holm. ", "Ann Holm, a docker, ", "The harbour board said ", "that ",
    "he added, ", "according to the union", "\n\n", "“Go on.", "Mayor: ", "the claim that ", "it rained", ". ", ", ",
    "\x00", "\ud800",
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=25).map("".join) | st.text(max_size=80)


def rankers() -> Rankers:
    """Return rankers with one weight a decision."""
    sizes = {decision: len(table.names) for decision, table in DECISIONS.items()}
    weights = {decision: tables({f"{size - 1}\tx": 2.5}, size) for decision, size in sizes.items()}
    return Rankers(LEMMAS, weights, {decision: n / 4 for n, decision in enumerate(DECISIONS)}, DECISIONS)


def arrays() -> dict[str, np.ndarray]:
    return arrays_of(rankers(), Kinds({"head law": LAW, "age": (0.5,) * len(SOURCE_KINDS)}, LAW))


def written(path, found):
    """Write arrays as a quote model; return its manifest's place."""
    place = path / "quotes.json"
    arrayfile.write(place, arrayfile.array_bytes(found), {"kind": "quotes", "id": "x"})
    return place


def read(text: str, model: QuoteModel | None = None):
    """Return the quotes of a text."""
    return (model or shipped().quotes).read(text, split(text, shipped().split_parameters))


class TestFiles:
    def test_what_is_written_is_read(self, tmp_path):
        model = quotemodel.load(written(tmp_path, arrays()))
        assert model.rankers == rankers()
        assert model.kinds == Kinds({"head law": LAW, "age": (0.5,) * len(SOURCE_KINDS)}, LAW)

    def test_digest_is_that_of_the_array_file(self, tmp_path):
        place = written(tmp_path, arrays())
        assert quotemodel.load(place).digest == arrayfile.digest((tmp_path / "quotes.npz").read_bytes())

    def test_equal_weights_give_equal_bytes_in_whatever_order_they_were_learnt(self):
        given_, turned = rankers(), rankers()
        turned = replace(turned, lemmas=dict(reversed(turned.lemmas.items())))
        kinds = Kinds({"b": LAW, "a": LAW}, LAW), Kinds({"a": LAW, "b": LAW}, LAW)
        first, second = arrays_of(given_, kinds[0]), arrays_of(turned, kinds[1])
        assert arrayfile.array_bytes(first) == arrayfile.array_bytes(second)

    def test_without_any_weight_can_be_read_and_finds_nothing_to_stumble_over(self, tmp_path):
        weights = {decision: tables({}, len(table.names)) for decision, table in DECISIONS.items()}
        empty = arrays_of(Rankers({}, weights, dict.fromkeys(DECISIONS, -1.0), DECISIONS), Kinds({}, LAW))
        model = quotemodel.load(written(tmp_path, empty))
        assert [q.content.text for q in read("It rained. “We sail at nine tomorrow,” said Ann Holm.", model)] == [
            "“We sail at nine tomorrow,”"
        ]
        assert read("Ann Holm said that it rained.", model) == ()

    def test_is_read_from_the_shipped_files(self):
        model = quotemodel.load(folder("models") / "quotes.json")
        assert set(FIELDS) <= set(model.manifest)
        assert model.digest == shipped().quotes.digest

    @pytest.mark.parametrize("name", ["quotes.json", "quotes.npz"])
    def test_that_are_missing_are_named(self, tmp_path, name):
        place = written(tmp_path, arrays())
        (tmp_path / name).unlink()
        with pytest.raises(ModelFileError, match=re.escape(name)):
            quotemodel.load(place)

    def test_whose_bytes_changed_are_refused(self, tmp_path):
        place = written(tmp_path, arrays())
        content = bytearray((tmp_path / "quotes.npz").read_bytes())
        content[len(content) // 2] ^= 1
        (tmp_path / "quotes.npz").write_bytes(content)
        with pytest.raises(ModelFileError, match="digest"):
            quotemodel.load(place)

    @pytest.mark.parametrize("field", FIELDS)
    def test_whose_manifest_lacks_a_field_are_refused(self, tmp_path, field):
        place = written(tmp_path, arrays())
        manifest = json.loads(place.read_text(encoding="utf-8"))
        del manifest[field]
        place.write_text(json.dumps(manifest), encoding="utf-8")
        with pytest.raises(ModelFileError, match=f"lacks '{field}'"):
            quotemodel.load(place)

    @pytest.mark.parametrize("name", list(arrays()))
    def test_that_lack_an_array_are_refused(self, tmp_path, name):
        found = arrays()
        del found[name]
        with pytest.raises(ModelFileError, match=r"damaged or not of this version"):
            quotemodel.load(written(tmp_path, found))

    @pytest.mark.parametrize(
        ("name", "array"),
        [
            ("bias", np.zeros(len(DECISIONS) + 1)),
            ("bias", np.zeros(len(DECISIONS), dtype=np.float32)),
            ("bias", np.full(len(DECISIONS), np.nan)),
            ("kind_bias", np.zeros(3, dtype=np.float32)),
            ("kind_weights", np.zeros((2, 3), dtype=np.float32)),
            ("kind_weights", np.zeros((3, len(SOURCE_KINDS)), dtype=np.float32)),
            ("kind_weights", np.full((2, len(SOURCE_KINDS)), np.inf, dtype=np.float32)),
            ("cue_weights", np.zeros(2, dtype=np.float32)),
            ("speaker_terms", arrayfile.text_array(("0\ta", "0\tb"))),
            ("lemmas", np.zeros(3, dtype=np.int8)),
            ("more", np.zeros(1)),
        ],
    )
    def test_with_an_array_that_does_not_fit_are_refused(self, tmp_path, name, array):
        with pytest.raises(ModelFileError, match="the arrays cannot be used"):
            quotemodel.load(written(tmp_path, {**arrays(), name: array}))

    @pytest.mark.parametrize("term", ["99\tx", "x", "a\tx"])
    def test_with_a_term_of_no_table_are_refused(self, tmp_path, term):
        with pytest.raises(ModelFileError):
            quotemodel.load(written(tmp_path, {**arrays(), "cue_terms": arrayfile.text_array((term,))}))


class TestLemmas:
    def test_are_sorted_lines(self):
        assert lemma_lines({"says": "say", "added": "add"}) == ("added\tadd", "says\tsay")

    @given(st.dictionaries(st.text("abé'", min_size=1, max_size=6), st.text("abé", max_size=6), max_size=8))
    def test_come_back(self, lemmas):
        assert lemmas_of(arrayfile.text_array(lemma_lines(lemmas))) == lemmas


class TestModel:
    def test_is_frozen(self):
        with pytest.raises(FrozenInstanceError):
            shipped().quotes.manifest = {}

    def test_makes_its_tables_once(self):
        model = quotemodel.load(folder("models") / "quotes.json")
        assert "rankers" not in vars(model)
        assert model.rankers is model.rankers

    def test_that_has_read_can_be_sent_to_another_process(self):
        text = "“We sail at nine tomorrow,” said Ann Holm."
        assert read(text, shipped().quotes)
        sent = pickle.loads(pickle.dumps(shipped().quotes))
        assert "rankers" not in vars(sent)
        assert read(text, sent) == read(text, shipped().quotes)

    def test_knows_every_decision(self):
        found = shipped().quotes.rankers
        assert set(found.weights) == set(found.bias) == set(DECISIONS)
        assert all(len(found.weights[decision]) == len(table.names) for decision, table in DECISIONS.items())
        assert {"said", "says", "told", "according"} <= set(found.lemmas)

    def test_has_weights_for_each_kind(self):
        kinds = shipped().quotes.kinds
        assert len(kinds.bias) == len(SOURCE_KINDS)
        assert all(len(row) == len(SOURCE_KINDS) for row in kinds.weights.values())

    @pytest.mark.parametrize(
        ("mention", "kind"),
        [
            ("the ministry", "government"), ("The regiment", "military"), ("The court", "law"),
            ("The opposition", "politics"), ("The airline", "business"), ("the trade union", "civil"),
            ("A historian", "expert"), ("A neighbour", "witness"), ("The newspaper", "media"), ("critics", "unnamed"),
        ],
    )
    def test_tells_the_kind_of_a_plain_source(self, mention, kind):
        (quote,) = read(f"“The bridge will be closed for a year,” said {mention}.")
        assert (quote.speaker.text, quote.kind) == (mention, kind)

    def test_gives_all_quotes_of_one_speaker_one_name_and_kind(self):
        text = ("Judge Ada Quill spoke first. “The lease is void,” Quill said. It rained. “The tenants may stay,” she "
                "added. The judge said that both sides had a month.")
        assert {(q.name, q.kind) for q in read(text)} == {("Ada Quill", "law")}

    def test_a_quotation_without_a_speaker_is_unnamed(self):
        (quote,) = read("It rained. “We shall never sail from here again.” The quay was empty.")
        assert (quote.speaker, quote.name, quote.cue, quote.kind) == (None, None, None, "unnamed")

    def test_a_broken_quote_is_one_group_of_two_pieces(self):
        first, second, third = read("“We sail,” said Ann Holm, “and nobody will stop us.” Bo Lund said that it rained.")
        assert first.group == second.group != third.group
        assert (first.speaker, first.cue) == (second.speaker, second.cue)

    @pytest.mark.parametrize("text", ["", " ", "\n\n", "\x00", "\ud800", "It rained.", "a" * 20_000])
    def test_finds_nothing_where_nobody_speaks(self, text):
        assert read(text) == ()

    def test_needs_sentences_to_find_quotes(self):
        assert shipped().quotes.read("“We sail,” said Ann Holm.", []) == ()


class TestAnyText:
    @given(TEXTS)
    @settings(max_examples=200, deadline=None)
    def test_quotes_stand_in_the_order_of_their_content_which_does_not_overlap(self, text):
        found = read(text)
        assert all(a.content.end <= b.content.start for a, b in pairwise(found))

    @given(TEXTS)
    @settings(max_examples=200, deadline=None)
    def test_groups_count_from_nought_in_the_order_of_the_text(self, text):
        assert list(dict.fromkeys(q.group for q in read(text))) == list(range(len({q.group for q in read(text)})))

    @given(TEXTS)
    @settings(max_examples=200, deadline=None)
    def test_pieces_of_a_group_have_one_speaker_name_cue_and_kind(self, text):
        found = {}
        for q in read(text):
            assert found.setdefault(q.group, (q.speaker, q.name, q.cue, q.kind)) == (q.speaker, q.name, q.cue, q.kind)

    @given(TEXTS)
    @settings(max_examples=200, deadline=None)
    def test_neither_speaker_nor_cue_stands_in_its_own_content(self, text):
        for q in read(text):
            for span in (q.speaker, q.cue):
                assert span is None or span.end <= q.content.start or q.content.end <= span.start

    @given(TEXTS)
    @settings(max_examples=100, deadline=None)
    def test_who_has_no_speaker_has_no_name_and_is_unnamed(self, text):
        for q in read(text):
            assert q.form in FORMS
            assert q.speaker or (q.name, q.kind) == (None, "unnamed")

    @given(TEXTS)
    @settings(max_examples=50, deadline=None)
    def test_the_same_text_gets_the_same_quotes(self, text):
        assert read(text) == read(text)

    @given(st.lists(st.sampled_from(["head law", "age", "noun never seen"]), max_size=4))
    def test_a_kind_is_known_whatever_is_said_of_the_speaker(self, words):
        assert shipped().quotes.kinds.kinds([Speaker("x", tuple(words))])[0] in SOURCE_KINDS
