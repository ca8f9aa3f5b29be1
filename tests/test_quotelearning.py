"""Learning to find quotes: what is read, what is learnt from it, and how it is scored; articles are our own."""

import json
import math
from dataclasses import replace

import numpy as np
import pytest

from framing import corpus, quotemodel, quotes
from framing.corpus import LabelledArticle
from framing.quotelearning import (
    BOLDNESS,
    IRREGULAR,
    LEAST_ROWS,
    OPEN_CLASSES,
    Evidence,
    GoldQuote,
    Lesson,
    QuotedArticle,
    Rows,
    annotated_speakers,
    collect,
    cue_lemmas,
    decisions,
    evidence_arrays,
    evidence_of,
    learn,
    lemma,
    quote_model,
    quote_scores,
    read_attributions,
    read_quotes,
    scores,
    shipped_evidence,
    updated,
    write_evidence,
)
from framing.quotes import CLASS_OF, DECISIONS, SOURCE_KINDS, Prose
from framing.resources import folder
from framing.sentences import BY_HAND, split
from framing.speakers import Kinds

NAMES = ["Ann Holm", "Bo Lund", "Cy Rask", "Dora Vik", "Emil Brask", "Fay Orne", "Gus Tolk", "Ida Quill"]
NOTHING = {decision: Evidence((), np.zeros(0, np.float32), np.zeros(0, np.float32), 0.0) for decision in DECISIONS}
"""What is known before any real article was read."""


def article(
    text: str, *parts: tuple[str | None, str | None, tuple[str, ...]],
    group: str = "a", kind: str | None = None, name: str | None = None,
) -> QuotedArticle:
    """Return an article whose quotes are given as (speaker, cue, contents), each standing in the text once."""

    def place(part: str | None) -> tuple[int, int] | None:
        return (text.index(part), text.index(part) + len(part)) if part else None

    spans = tuple(split(text, BY_HAND))
    gold = tuple(GoldQuote(place(s), place(c), tuple(map(place, contents)), kind, name) for s, c, contents in parts)
    return QuotedArticle(group, Prose(text, spans), spans, gold)


def story(number: int) -> QuotedArticle:
    """Return one of many small articles that resemble each other, each of a group of its own."""
    name, verb = NAMES[number % len(NAMES)], ("said", "insisted")[number % 2]
    claim = ("that the crane leaks and rusts", "the crane leaks and rusts")[number // 2 % 2]
    text = (f"It rained on quay {number}. {name}, a docker, {verb} {claim}. “We sail at nine or at ten,” added the "
            f"board. The crane is blue, and the cook has added {number} onions to the soup.")
    return article(
        text, (f"{name}, a docker", verb, (claim,)),
        ("the board", "added", ("“We sail at nine or at ten,”",)), group=str(number), kind="witness", name=name,
    )


@pytest.fixture(scope="module")
def stories():
    return [story(n) for n in range(16)]


def found_in(one: QuotedArticle, rankers: quotes.Rankers) -> list[str]:
    """Return the contents that rankers find in an article."""
    prose = one.prose
    return [prose.span(piece).text for a in quotes.find(prose, rankers) for piece in a.pieces]


PLAIN = "Ann Holm said that it rained."
GOOD = {"id": "x", "text": PLAIN, "attributions": [{"source": [[0, 8]], "cue": [[9, 13]], "content": [[14, 28]]}]}


class TestReadAttributions:
    def read(self, tmp_path, *rows):
        path = tmp_path / "real.jsonl"
        lines = (row if isinstance(row, str) else json.dumps(row) for row in rows)
        path.write_text("\n".join(lines), encoding="utf-8")
        return read_attributions(path, BY_HAND)

    def test_gives_articles_grouped_by_their_id(self, tmp_path):
        (found,) = self.read(tmp_path, GOOD)
        assert (found.group, found.prose.text, found.spans) == ("x", PLAIN, ((0, 29),))
        assert found.quotes == (GoldQuote((0, 8), (9, 13), ((14, 28),)),)

    def test_blank_lines_are_skipped_and_articles_without_id_are_groups_of_their_own(self, tmp_path):
        bare = {"text": PLAIN, "attributions": []}
        assert [found.group for found in self.read(tmp_path, bare, "", " ", bare)] == ["1", "4"]

    def test_quotes_may_lack_speaker_and_cue_and_have_several_contents(self, tmp_path):
        row = {"text": PLAIN, "attributions": [{"source": [], "cue": [], "content": [[14, 18], [19, 28]]}]}
        assert self.read(tmp_path, row)[0].quotes == (GoldQuote(None, None, ((14, 18), (19, 28))),)

    def test_of_a_speaker_in_two_parts_the_first_counts(self, tmp_path):
        row = {**GOOD, "attributions": [{"source": [[0, 3], [4, 8]], "cue": [], "content": []}]}
        assert self.read(tmp_path, row)[0].quotes[0].speaker == (0, 3)

    @pytest.mark.parametrize(
        "row",
        [
            "{", "[]", '"text"', {"text": "x"}, {"attributions": []},
            {"text": "x", "attributions": [{}]}, {"text": "x", "attributions": [{"source": [], "cue": []}]},
            {"text": "x", "attributions": [{"source": [], "cue": [], "content": [[1]]}]},
        ],
        ids=ascii,
    )
    def test_a_faulty_line_is_named_with_its_file(self, tmp_path, row):
        with pytest.raises(ValueError, match=r"real\.jsonl, line 2: not an article with text and attributions"):
            self.read(tmp_path, GOOD, row)

    @pytest.mark.parametrize("fault", [{"text": 3}, {"attributions": [{"source": [[3]], "cue": [], "content": []}]}])
    def test_a_text_or_span_of_another_shape_is_named_too(self, tmp_path, fault):
        with pytest.raises(ValueError, match=r"real\.jsonl, line 1"):
            self.read(tmp_path, GOOD | fault)

    @pytest.mark.parametrize("part", [{"content": [[14, 9999]]}, {"content": [[28, 14]]}, {"cue": [[-1, 4]]}])
    def test_offsets_outside_the_text_are_named(self, tmp_path, part):
        row = {**GOOD, "attributions": [{**GOOD["attributions"][0], **part}]}
        with pytest.raises(ValueError, match=r"real\.jsonl, line 1"):
            self.read(tmp_path, row)


class TestReadQuotes:
    TEXT = "“We sail,” said Ann Holm, “at nine.” Bo Lund said that it rained."
    ROWS = (
        ("0", "direct", "witness", "Ann Holm", "“We sail,”", "said", "Ann Holm"),
        ("0", "direct", "witness", "Ann Holm", "“at nine.”", "said", "Ann Holm"),
        ("1", "indirect", "civil", "", "that it rained", "", ""),
    )

    def read(self, tmp_path):
        rows = [",".join(corpus.COLUMNS["quotes.csv"])]
        for group, form, kind, name, *parts in self.ROWS:
            placed = [f'{self.TEXT.index(part)},"{part}"' if part else "," for part in parts]
            rows.append(f'one,single,{group},{form},{kind},{name},{",".join(placed)}')
        (tmp_path / "quotes.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
        spans = tuple(split(self.TEXT, BY_HAND))
        labelled = LabelledArticle("one/single", "g", self.TEXT, spans, ("neutral",) * len(spans), (None,) * len(spans))
        return read_quotes(tmp_path, [labelled])

    def test_gives_one_quote_an_act_of_speech_with_its_pieces(self, tmp_path):
        (found,) = self.read(tmp_path)
        first, _ = found.quotes
        assert found.group == "g"
        assert [self.TEXT[a:b] for a, b in first.contents] == ["“We sail,”", "“at nine.”"]
        assert (self.TEXT[slice(*first.speaker)], self.TEXT[slice(*first.cue)]) == ("Ann Holm", "said")
        assert (first.kind, first.name) == ("witness", "Ann Holm")

    def test_an_empty_part_is_none(self, tmp_path):
        second = self.read(tmp_path)[0].quotes[1]
        assert (second.speaker, second.cue, second.name, second.kind) == (None, None, None, "civil")

    def test_of_the_shipped_corpus_are_one_article_a_version_with_every_row(self):
        found = read_quotes(folder("corpus"), corpus.read())
        rows = corpus.read_rows(folder("corpus"), "quotes.csv")
        assert len(found) == len({(row["story"], row["version"]) for row in rows})
        assert sum(len(q.contents) for one in found for q in one.quotes) == len(rows)
        assert {q.kind for one in found for q in one.quotes} == set(SOURCE_KINDS)

    def test_of_the_shipped_corpus_have_cue_and_speaker_outside_the_content(self):
        for one in read_quotes(folder("corpus"), corpus.read()):
            for gold in one.quotes:
                for part in (gold.speaker, gold.cue):
                    assert part is None or all(part[1] <= a or b <= part[0] for a, b in gold.contents)


class TestLemmas:
    @pytest.mark.parametrize(
        ("forms", "expected"),
        [(("say", "says", "said", "saying"), "say"), (("claim", "claims", "claimed"), "claim"), (("told",), "tell"),
         (("wrote", "written", "writing"), "write"), (("thought",), "think"),
         pytest.param(("adds", "added", "adding"), "add",
                      marks=pytest.mark.xfail(strict=False, reason="the stem of added is ad, that of adds is add"))],
    )
    def test_of_forms_of_one_word_agree(self, forms, expected):
        assert {lemma(form) for form in forms} == {lemma(expected)}

    def test_of_irregular_forms_are_those_of_their_verb(self):
        assert all(lemma(form) == lemma(verb) for form, verb in IRREGULAR.items())

    def test_are_kept_of_words_that_were_cues(self, stories):
        found = cue_lemmas(stories, ())
        assert {found["said"], found["insisted"], found["added"]} == {lemma(w) for w in ("said", "insisted", "added")}
        assert not {"crane", "rained", "blue", "onions", "docker"} & set(found)

    def test_are_given_to_other_forms_among_the_words(self, stories):
        found = cue_lemmas(stories, ["insists", "adding", "rains", "the", "3", "“"])
        assert found["insists"] == found["insisted"]
        assert found["adding"] == found["added"]
        assert not {"rains", "the", "3", "“"} & set(found)

    def test_are_sorted_by_word(self, stories):
        assert list(cue_lemmas(stories, ["insists"])) == sorted(cue_lemmas(stories, ["insists"]))

    def test_of_a_word_that_is_seldom_a_cue_are_dropped(self):
        plain = "The crane notes were lost. " * 40
        cue = ("Ann Holm", "notes", ("that it rained",))
        assert "notes" in cue_lemmas([article("Ann Holm notes that it rained.", cue)], ())
        assert "notes" not in cue_lemmas([article(f"Ann Holm notes that it rained. {plain}", cue)], ())

    def test_of_closed_classes_are_never_kept(self):
        found = cue_lemmas([article("By him it rained.", (None, "By him", ("it rained",)))], ())
        assert found == {}
        assert not OPEN_CLASSES & {CLASS_OF["by"], CLASS_OF["him"]}

    def test_need_a_cue(self):
        assert cue_lemmas([], ["said"]) == cue_lemmas([article("It rained.")], ["said"]) == {}


class TestDecisions:
    @pytest.fixture(scope="class")
    @staticmethod
    def rows():
        return decisions(story(0), cue_lemmas([story(n) for n in range(4)], ()))

    def test_are_all_there_with_as_many_keys_as_names(self, rows):
        assert set(rows) == set(DECISIONS)
        for decision, names in DECISIONS.items():
            assert len(rows[decision].keys) == len(rows[decision].right)
            assert all(len(keys) == len(names) for keys in rows[decision].keys)

    def test_name_every_cue(self, rows):
        assert [keys[0] for keys, right in zip(rows["cue"].keys, rows["cue"].right, strict=True) if right] == [
            lemma("said"), lemma("added")
        ]

    def test_count_a_word_that_is_elsewhere_a_cue_as_none(self, rows):
        assert rows["cue"].right == [True, True, False]

    def test_name_the_side_of_the_content(self, rows):
        assert (rows["before"].right, rows["after"].right) == ([False, True], [True, False])

    @pytest.mark.parametrize("decision", ["start", "end", "mark", "onset"])
    def test_have_one_right_candidate_for_one_cue(self, rows, decision):
        assert sum(rows[decision].right) == 1

    def test_have_one_right_speaker_a_quote(self, rows):
        assert sum(rows["speaker"].right) == 2

    def test_have_no_right_speaker_where_nobody_is_annotated(self):
        one = article("Ann Holm said that it rained.", (None, "said", ("that it rained",)))
        rows = decisions(one, {"said": "say"})["speaker"]
        assert rows.keys
        assert not any(rows.right)

    def test_leave_out_speakers_that_are_no_candidate(self):
        one = article("It was said that it rained. Later Ann Holm left.", ("Ann Holm", "said", ("that it rained",)))
        assert decisions(one, {"said": "say"})["speaker"].keys == []

    def test_of_a_cue_without_content_are_only_that_it_is_one(self):
        rows = decisions(article("Ann Holm said so.", ("Ann Holm", "said", ())), {"said": "say"})
        assert rows["cue"].right == [True]
        assert not any(rows[decision].right for decision in DECISIONS if decision != "cue")

    def test_of_all_articles_are_those_of_each_one_after_the_other(self, stories):
        lemmas = cue_lemmas(stories, ())
        each, total = [decisions(one, lemmas) for one in stories], collect(stories, lemmas)
        for decision in DECISIONS:
            assert total[decision].right == [right for rows in each for right in rows[decision].right]

    def test_of_no_article_are_none(self):
        assert not any(rows.keys for rows in collect([], {}).values())


def coin(key: str, right: int, wrong: int) -> Rows:
    """Return candidates with one key, of which so many are right and wrong."""
    return Rows([(key,)] * (right + wrong), [True] * right + [False] * wrong)


def both(*rows: Rows) -> Rows:
    return Rows([k for r in rows for k in r.keys], [x for r in rows for x in r.right])


class TestEvidence:
    ROWS = both(coin("yes", 30, 10), coin("no", 10, 30), coin("once", 1, 0))

    def test_gives_weights_in_the_direction_of_what_was_right(self):
        found = evidence_of(self.ROWS)
        weight = dict(zip(found.terms, found.weight.tolist(), strict=True))
        assert weight["0\tyes"] > 0.5
        assert weight["0\tno"] < -0.5

    def test_gives_no_weight_to_a_key_that_stands_in_one_candidate(self):
        assert LEAST_ROWS == 2
        assert evidence_of(self.ROWS).terms == ("0\tno", "0\tyes")

    def test_information_is_the_curvature_of_the_likelihood(self):
        found = evidence_of(self.ROWS)
        weight = dict(zip(found.terms, found.weight.tolist(), strict=True))
        chance = 1 / (1 + math.exp(-weight["0\tyes"] - found.bias))
        information = dict(zip(found.terms, found.information.tolist(), strict=True))
        assert math.isclose(information["0\tyes"], 40 * chance * (1 - chance), rel_tol=1e-3)

    def test_keeps_keys_of_different_names_apart(self):
        rows = Rows([("a", "b"), ("b", "a")] * 5, [True, False] * 5)
        assert evidence_of(rows).terms == ("0\ta", "0\tb", "1\ta", "1\tb")


class TestUpdated:
    NEWS = both(coin("yes", 12, 2), coin("no", 2, 12))

    def prior(self, weight: float, information: float) -> Evidence:
        return Evidence(("0\tyes",), np.array([weight], np.float32), np.array([information], np.float32), 0.0)

    def test_without_a_prior_learns_from_the_rows_alone(self):
        weights, _ = updated(NOTHING["cue"], self.NEWS)
        assert weights["0\tyes"] > 0.5 > -0.5 > weights["0\tno"]

    def test_keeps_the_odds_that_a_prior_and_the_rows_agree_on(self):
        prior = evidence_of(both(coin("yes", 120, 20), coin("no", 20, 120)))
        weights, bias = updated(prior, self.NEWS)
        assert math.isclose(weights["0\tyes"] + bias, math.log(6), abs_tol=0.4)

    def test_keeps_a_key_that_only_the_prior_knows(self):
        prior = Evidence(("0\told", "0\tyes"), np.array([2, 1], np.float32), np.array([50, 50], np.float32), 0.0)
        weights, _ = updated(prior, self.NEWS)
        assert weights["0\told"] > 0

    def test_moves_a_weight_the_less_the_more_is_known_of_it(self):
        """The rows speak for "yes", which the prior holds for wrong, and against "no"."""
        rows = both(coin("yes", 12, 2), coin("no", 2, 12), coin("old", 2, 40))
        moved = []
        for information in (0.1, 10, 1000):
            prior = Evidence(("0\told", "0\tyes"), np.array([-3, -1], np.float32),
                             np.array([1000, information], np.float32), 0.0)
            weights, _ = updated(prior, rows)
            trust = weights["0\told"] / -3
            moved.append(weights["0\tyes"] + trust)
        assert moved[0] > moved[1] > moved[2]
        assert moved[2] < 0.2

    def test_is_the_same_twice(self):
        prior = self.prior(1.0, 5.0)
        assert updated(prior, self.NEWS) == updated(prior, self.NEWS)


class TestLearn:
    def test_finds_the_quotes_of_an_article_like_those_it_learnt_from(self, stories):
        lemmas = cue_lemmas(stories, ())
        assert found_in(story(99), learn(stories, lemmas, NOTHING)) == [
            "the crane leaks and rusts", "“We sail at nine or at ten,”"
        ]

    def test_a_verb_that_was_never_a_cue_finds_nothing(self, stories):
        rankers = learn(stories, cue_lemmas(stories, ()), NOTHING)
        assert found_in(article("Ann Holm, a docker, painted the crane and went home."), rankers) == []

    def test_without_an_article_keeps_what_was_known_but_for_boldness(self):
        known = Evidence(("0\tsay",), np.array([1.5], np.float32), np.array([9], np.float32), -0.5)
        rankers = learn([], {"said": "say"}, dict.fromkeys(DECISIONS, known))
        assert rankers.lemmas == {"said": "say"}
        for decision, names in DECISIONS.items():
            assert rankers.weights[decision] == ({"say": 1.5}, *[{}] * (len(names) - 1))
            assert rankers.bias[decision] == -0.5 + BOLDNESS * (decision == "cue")

    def test_gives_kinds_too(self, stories):
        rankers, kinds = quote_model(stories, Lesson({"murmured": "murmur"}, NOTHING))
        assert isinstance(kinds, Kinds)
        assert rankers.lemmas["murmured"] == "murmur"
        assert kinds.kinds([annotated_speakers([story(99)])[0][0]])[0] == "witness"

    def test_is_what_the_shipped_model_knows(self):
        found, lemmas, manifest = shipped_evidence()
        assert set(found) == set(DECISIONS)
        assert manifest["articles"] > 0
        assert set(lemmas) <= set(quotemodel.load(folder("models") / "quotes.json").rankers.lemmas)
        for evidence in found.values():
            assert len(evidence.terms) == len(evidence.weight) == len(evidence.information)
            assert (evidence.information >= 0).all()


class TestAnnotatedSpeakers:
    ONE = article(
        "Judge Ada Quill came with Bo Lund. “The lease is void,” she said. The tenants left.",
        ("she", "said", ("“The lease is void,”",)), kind="law", name="Ada Quill",
    )

    def test_are_resolved_with_their_annotation(self):
        ((speaker, gold),) = annotated_speakers([self.ONE])
        assert gold is self.ONE.quotes[0]
        assert speaker.name == gold.name
        assert "head law" in speaker.words

    def test_are_told_by_how_they_speak_too(self):
        ((said, _),) = annotated_speakers([self.ONE])
        quote = replace(self.ONE.quotes[0], cue=None)
        ((silent, _),) = annotated_speakers([replace(self.ONE, quotes=(quote,))])
        assert said.name == silent.name
        assert said.words != silent.words

    def test_leave_out_quotes_of_nobody_and_of_no_kind(self):
        nobody = article("It was said that it rained.", (None, "said", ("that it rained",)), kind="unnamed")
        no_kind = article("Ann Holm said that it rained.", ("Ann Holm", "said", ("that it rained",)))
        assert annotated_speakers([nobody, no_kind]) == []


class TestScores:
    """By hand: one article with two quotes in two of its three sentences."""

    TEXT = "Ann Holm said that it rained. Bo Lund added that it snowed. The crane is blue."
    GOLD = article(TEXT, ("Ann Holm", "said", ("that it rained",)), ("Bo Lund", "added", ("that it snowed",)))

    def piece(self, content: str, speaker: str | None = None, cue: str | None = None):
        place = lambda part: (self.TEXT.index(part), self.TEXT.index(part) + len(part)) if part else None  # noqa: E731
        return place(speaker), place(cue), place(content)

    def score(self, *found):
        return quote_scores([(self.GOLD, list(found))])

    def test_of_what_was_annotated_are_one(self):
        found = self.score(self.piece("that it rained", "Ann Holm", "said"),
                           self.piece("that it snowed", "Bo Lund", "added"))
        assert found == {"articles": 1, "quotes": 2, "sentence_f1": 1, "content_f1": 1, "speaker_f1": 1,
                         "speaker_precision": 1}

    def test_of_nothing_are_nought(self):
        found = self.score()
        assert {found[name] for name in ("sentence_f1", "content_f1", "speaker_f1", "speaker_precision")} == {0}

    def test_of_no_article_are_nought(self):
        assert quote_scores([])["content_f1"] == 0

    def test_of_one_of_two_are_two_thirds(self):
        found = self.score(self.piece("that it rained", "Ann Holm", "said"))
        assert (found["sentence_f1"], found["content_f1"], found["speaker_f1"]) == (2 / 3, 2 / 3, 2 / 3)
        assert found["speaker_precision"] == 1

    def test_of_content_count_code_points(self):
        found = self.score(self.piece("that it", "Ann Holm"))
        assert math.isclose(found["content_f1"], 2 * 7 / (7 + 28))

    def test_of_a_wrong_speaker_are_nought_for_speakers_alone(self):
        found = self.score(self.piece("that it rained", "Bo Lund"))
        assert (found["speaker_f1"], found["speaker_precision"]) == (0, 0)
        assert found["content_f1"] == 2 / 3

    def test_of_half_a_speaker_s_name_are_right(self):
        assert self.score(self.piece("that it rained", "Holm"))["speaker_precision"] == 1

    def test_of_a_quote_that_is_none_are_wrong(self):
        found = self.score(self.piece("is blue", "The crane"))
        assert (found["speaker_f1"], found["sentence_f1"]) == (0, 0)

    def test_leave_out_pieces_without_a_speaker(self):
        found = self.score(self.piece("that it rained", "Ann Holm"), self.piece("that it snowed"))
        assert (found["speaker_precision"], found["speaker_f1"]) == (1, 2 / 3)

    def test_leave_out_further_pieces_of_a_quote_that_was_found(self):
        found = self.score(self.piece("that it", "Ann Holm"), self.piece("rained", "Ann Holm"))
        assert (found["speaker_precision"], found["speaker_f1"]) == (1, 2 / 3)

    def test_leave_out_annotated_quotes_without_a_speaker(self):
        gold = replace(self.GOLD, quotes=tuple(replace(q, speaker=None) for q in self.GOLD.quotes))
        found = quote_scores([(gold, [self.piece("that it rained", "Ann Holm")])])
        assert (found["speaker_f1"], found["speaker_precision"]) == (0, 0)
        assert found["content_f1"] == 2 / 3

    def test_add_up_over_articles(self):
        perfect = [self.piece("that it rained", "Ann Holm"), self.piece("that it snowed", "Bo Lund")]
        found = quote_scores([(self.GOLD, perfect), (self.GOLD, [])])
        assert (found["articles"], found["quotes"], found["content_f1"]) == (2, 4, 2 / 3)

    def test_of_stories_held_out_are_high_where_all_are_alike(self, stories):
        found = scores(stories, Lesson({}, NOTHING))
        assert found["content_f1"] > 0.9
        assert found["speaker_f1"] > 0.9
        assert found["kind_accuracy"] == 1
        assert found["speakers"] == 2 * len(stories)
        assert sum(sum(row.values()) for row in found["kinds"].values()) == found["speakers"]
        assert "fresh" not in found

    def test_of_fresh_stories_are_told_by_themselves(self, stories):
        found = scores(stories, Lesson({}, NOTHING), {stories[0].group})
        assert found["fresh"] == {"speakers": len(stories[0].speakers), "kind_accuracy": 1}


class TestWriteEvidence:
    def test_holds_numbers_and_no_sentence(self, stories, tmp_path):
        write_evidence(tmp_path / "attributions.json", stories, [], ["insists"])
        manifest = json.loads((tmp_path / "attributions.json").read_text(encoding="utf-8"))
        assert (manifest["articles"], manifest["quotes"]) == (len(stories), 2 * len(stories))
        assert manifest["scores"]["content_f1"] > 0.9
        assert b"crane leaks" not in (tmp_path / "attributions.npz").read_bytes()

    def test_arrays_are_terms_weights_and_information_of_each_decision(self):
        found = evidence_arrays(NOTHING, {"said": "say"})
        parts = ("terms", "weights", "information")
        assert set(found) == {"lemmas", "bias", *(f"{decision}_{part}" for decision in DECISIONS for part in parts)}
        assert quotemodel.lemmas_of(found["lemmas"]) == {"said": "say"}
