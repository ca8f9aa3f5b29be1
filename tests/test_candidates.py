"""Candidates: where content can begin and end and who can speak, never more of them than are looked at."""

import pytest

from framing import candidates, corpus
from framing.candidates import DECISIONS, Around
from framing.cues import places
from framing.model import shipped
from framing.prose import Prose
from framing.sentences import BY_HAND, split


def around(text: str, cue: str, lemma: str = "say") -> Around:
    found = Prose(text, split(text, BY_HAND))
    return Around(found, found.lower.index(cue), lemma)


def texts(where: Around, found: list) -> list[str]:
    """Return candidates as they stand in the text."""
    prose = where.prose
    return [prose.text[slice(*prose.range(place))] for place in found]


def cases() -> list[Around]:
    """Return every word of some stories that can be a cue."""
    lemmas = shipped().quotes.rankers.cues.lemmas
    texts = [Prose(article.text, article.spans) for article in corpus.read()[:12]]
    return [Around(prose, i, lemmas[prose.lower[i]]) for prose in texts for i in places(prose, lemmas)]


@pytest.fixture(scope="module")
def everywhere():
    return cases()


def test_content_after_a_cue_begins_at_words_up_to_that():
    where = around("Ann said on Monday that it rained.", "said")
    starts = [where.word[first] for (first, _), _ in candidates.starts(where)]
    assert starts == ["on", "monday", "that"]


def test_content_after_a_cue_ends_before_what_can_end_it():
    where = around("Ann said it rained, and the mill of Vesk stood still.", "said")
    ends = texts(where, [place for place, _ in candidates.ends(where, where.cue + 1)])
    assert ends == ["it rained", "it rained,", "it rained, and the mill", "it rained, and the mill of Vesk stood still"]


def test_content_before_a_cue_ends_at_marks_the_nearest_first():
    where = around("“It rained,” and hailed, Ann said.", "said")
    assert texts(where, [place for place, _ in candidates.marks_before(where)]) == [",", "”", ",", "“"]


def test_content_before_a_cue_begins_with_its_sentence_or_behind_a_mark():
    where = around("Later, as the mill stood still, it rained, Ann said.", "said")
    onsets = candidates.onsets(where, where.cue - 2)
    assert texts(where, [place for place, _ in onsets]) == [
        "Later, as the mill stood still, it rained", "as the mill stood still, it rained",
        "the mill stood still, it rained", "it rained",
    ]


def test_speakers_are_the_phrases_around_a_cue_the_nearest_first():
    where = around("The head of the mill, Ann Holm, said it rained.", "said")
    assert texts(where, candidates.phrases(where)) == [
        "Ann Holm", "it", "rained", "The head of the mill", "the mill", "The head",
    ]


def test_no_speaker_overlaps_with_what_is_taken():
    where = around("The head of the mill, Ann Holm, said it rained.", "said")
    taken = [(where.cue + 1, where.end)]
    assert "it" not in texts(where, candidates.phrases(where, taken))


def test_facts_settle_a_key_for_every_name(everywhere):
    for where in everywhere:
        found = candidates.phrases(where)
        rows = {
            "before": [((0, 0), candidates.side_facts(where))], "start": candidates.starts(where),
            "end": candidates.ends(where, where.cue + 1) if where.cue + 2 < where.end else [],
            "mark": candidates.marks_before(where), "speaker": candidates.speakers(where, found),
        }
        for decision, candidate in rows.items():
            for _, facts in candidate:
                assert all(type(key) is str for key in DECISIONS[decision].keys(facts))


def test_there_are_never_more_than_are_looked_at(everywhere):
    assert len(everywhere) > 100
    assert max(len(candidates.phrases(where)) for where in everywhere) <= candidates.MOST_SPEAKERS
    assert max(len(candidates.marks_before(where)) for where in everywhere) <= candidates.MOST_MARKS
    assert max(len(candidates.starts(where)) for where in everywhere) <= candidates.START_WINDOW
