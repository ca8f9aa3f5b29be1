"""What holds for every text: profile, comparison, page and JSON of it return, and what they say hangs together."""

import json
import math
from itertools import pairwise

import framing


def check_profile(text: str) -> framing.Profile:
    """Assert what is promised of the profile of any text, with evidence, quotes, sources, voices, page and JSON."""
    p = framing.profile(text)
    check_spans(p)
    check_shares(p)
    check_quotes(p)
    assert framing.Profile.from_dict(json.loads(p.to_json())) == p
    assert framing.Profile.from_dict(json.loads(p.to_json())).to_json() == p.to_json()
    assert "<html" in p.to_html()
    assert str(p)
    return p


def check_spans(p: framing.Profile) -> None:
    """Assert that sentences lie inside the text in order, that only white space is between, and evidence inside."""
    ends = [0, *(s.end for s in p.sentences)]
    starts = [*(s.start for s in p.sentences), len(p.text)]
    assert all(not p.text[a:b].strip() for a, b in zip(ends, starts, strict=True))
    for s in p.sentences:
        assert 0 <= s.start < s.end <= len(p.text)
        assert p.text[s.start : s.end] == s.text
        assert math.isclose(sum(s.probabilities.values()), 1, abs_tol=1e-9)
        for e in s.evidence:
            assert s.start <= e.start < e.end <= s.end
            assert p.text[e.start : e.end] == e.text
    assert all(a.end <= b.start for a, b in pairwise(p.sentences))


def check_shares(p: framing.Profile) -> None:
    """Assert that shares sum to one and lie in their intervals, those of the whole and of each voice."""
    for part in (p, *p.voices.values()):
        if None in part.shares.values():
            assert set(part.shares.values()) == set(part.intervals.values()) == {None}
            continue
        assert math.isclose(sum(part.shares.values()), 1, abs_tol=1e-9)
        for label, share in part.shares.items():
            low, high = part.intervals[label]
            assert 0 <= low <= share + 1e-9
            assert share <= high + 1e-9
            assert high <= 1


def check_quotes(p: framing.Profile) -> None:
    """Assert that each span of a quote lies inside the text and says what it holds, and that sources add up."""
    for q in p.quotes:
        for span in (q.speaker, q.cue, q.content):
            assert span is None or (0 <= span.start < span.end <= len(p.text))
            assert span is None or p.text[span.start : span.end] == span.text
    for s in p.sentences:
        assert all(0 <= i < len(p.quotes) for i in s.quotes)
    if p.sources and sum(source.words for source in p.sources):
        assert math.isclose(sum(source.share for source in p.sources), 1, abs_tol=1e-9)
    assert 0 <= p.balance.quoted <= 1


def check_comparison(one: str, two: str) -> framing.Comparison:
    """Assert what is promised of the comparison of any two texts."""
    c = framing.compare({"one": one, "two": two})
    for pair in c.pairs:
        for name, index, sentence in zip(pair.articles, pair.indices, pair.sentences, strict=True):
            assert c.profiles[name].sentences[index] == sentence
        assert 0 <= pair.similarity <= 1
    assert framing.Comparison.from_dict(json.loads(c.to_json())) == c
    assert "<html" in c.to_html()
    assert str(c)
    return c
