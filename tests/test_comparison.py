"""Comparisons: what `framing.compare` promises of any articles on one event."""

import json
import pickle
from dataclasses import FrozenInstanceError, replace
from pathlib import Path
from types import MappingProxyType, SimpleNamespace

import pytest
from commands import run
from hypothesis import given, settings
from hypothesis import strategies as st

import framing
from framing import comparison
from framing.alignment import LIKELY
from framing.labels import BOILERPLATE
from framing.profiles import Hearing

DOCUMENTS = Path(__file__).resolve().parent.parent.parent / "shared" / "documents"
COUNCIL = """Town to replace the ferry at Olden Point by a bridge

The council has approved the construction of a 140-metre bridge at Olden Point, the works office announced on 3 May.

The bridge will cost 9.4 million and open in 2027. Holders of a ferry pass will receive a refund by post.

The office thanked residents for 212 comments on the plan."""
NEWS = """Ferry crew learn of the end from a poster

A 140-metre bridge at Olden Point will take the place of the ferry, and nobody has told its crew what becomes of them.

“We read it on a poster,” said Marit Holm, who has steered the boat for 19 years.

At 9.4 million, the bridge costs twice what the council promised two years ago."""
CLUB = "Join the last ride of our dear old ferry on Sunday! There will be music, waffles and a swim for the brave."
ARTICLES = {"council": COUNCIL, "news": NEWS, "club": CLUB}
PIECES = ["The ministry said ", "A disgrace! ", "Join us", ".", " ", "\n\n", "\r\n", "”", "“", "\x00", "\ud800",
          "\u202e", "12,000 ", "<b>{{x}}</b>", "🎉", "twenty-one"]
TEXTS = st.one_of(
    st.text(alphabet=st.characters(exclude_categories=()), max_size=60),
    st.lists(st.sampled_from(PIECES), max_size=25).map("".join),
)
SEVERAL = st.dictionaries(st.text(max_size=5), TEXTS, min_size=2, max_size=4)


@pytest.fixture(scope="module")
def found():
    return framing.compare(ARTICLES)


def texts(found: framing.Comparison) -> set[frozenset[tuple[str, str]]]:
    """Return the sure pairs as sets of (article, text)."""
    return {
        frozenset(zip(pair.articles, (s.text for s in pair.sentences), strict=True))
        for pair in found.pairs if pair.sure
    }


def keys(found: framing.Comparison) -> set[tuple[frozenset[tuple[str, int]], float]]:
    """Return the pairs in a form that does not depend on their order."""
    return {
        (frozenset(zip(pair.articles, pair.indices, strict=True)), pair.similarity) for pair in found.pairs
    }


def check(found: framing.Comparison) -> None:
    """Assert everything that holds for every comparison."""
    names = list(found.profiles)
    for pair in found.pairs:
        assert names.index(pair.articles[0]) < names.index(pair.articles[1])
        assert LIKELY <= pair.similarity <= 1
        for name, i, span, label, sentence in zip(
            pair.articles, pair.indices, pair.spans, pair.labels, pair.sentences, strict=True
        ):
            profile = found.profiles[name]
            assert profile.sentences[i] == sentence
            assert profile.text[slice(*span)] == sentence.text
            assert label == sentence.label != BOILERPLATE
        for own, words in zip(pair.sentences, pair.words, strict=True):
            assert set(words) <= set(own.evidence)
    sure = {x for pair in found.pairs if pair.sure for x in zip(pair.articles, pair.indices, strict=True)}
    for name, profile in found.profiles.items():
        alone = [s for sentences in found.only[name].values() for s in sentences]
        told = [s for i, s in enumerate(profile.sentences) if (name, i) in sure]
        prose = [s for s in profile.sentences if s.label != BOILERPLATE]
        assert sorted(s.start for s in [*alone, *told]) == [s.start for s in prose]


class TestAnyArticles:
    @given(SEVERAL)
    @settings(max_examples=60, deadline=None)
    def test_every_sentence_of_prose_is_in_a_sure_pair_or_only_there(self, articles):
        check(framing.compare(articles))

    @given(SEVERAL)
    @settings(max_examples=40, deadline=None)
    def test_json_gives_the_same_comparison_back(self, articles):
        found = framing.compare(articles)
        again = framing.Comparison.from_dict(json.loads(found.to_json()))
        assert again == found
        assert again.to_dict() == found.to_dict()
        assert str(again) == str(found)

    @given(SEVERAL)
    @settings(max_examples=40, deadline=None)
    def test_the_order_of_the_articles_changes_nothing_but_the_order(self, articles):
        turned = framing.compare(dict(reversed(articles.items())))
        assert keys(turned) == keys(framing.compare(articles))

    def test_real_articles_in_another_order_give_the_same_pairs_words_and_differences(self, found):
        turned = framing.compare(dict(reversed(ARTICLES.items())))
        check(found)
        assert keys(turned) == keys(found)
        assert turned.words["label"] == found.words["label"]
        assert {d.label: d.p for d in turned.table().differences if "club" not in d.articles} == {
            d.label: d.p for d in found.table().differences if "club" not in d.articles
        }

    @pytest.mark.parametrize("text", ["", " \n", "***\n\n—\n\n…", "\x00", "A.\n\nA.\n\nA."])
    def test_texts_without_words_are_compared(self, text):
        check(framing.compare({"a": text, "b": COUNCIL, "c": text}))
        assert str(framing.compare({"a": text, "b": text}))

    def test_identical_texts_align_one_to_one(self):
        found = framing.compare({"a": NEWS, "b": NEWS})
        prose = [i for i, s in enumerate(found.profiles["a"].sentences) if s.label != BOILERPLATE]
        assert [pair.indices for pair in found.pairs if pair.similarity == 1] == [(i, i) for i in prose]
        assert {pair.indices for pair in found.pairs if pair.sure} == {(i, i) for i in prose}

    def test_cannot_be_changed_and_survives_pickling(self, found):
        with pytest.raises(FrozenInstanceError):
            found.pairs = ()
        assert pickle.loads(pickle.dumps(found)) == found


class TestPairs:
    def test_the_same_fact_is_found_in_other_words(self, found):
        told = {frozenset(text[:24] for _, text in pair) for pair in texts(found)}
        assert frozenset({"The council has approved", "A 140-metre bridge at Ol"}) in told

    def test_a_fact_that_nobody_else_tells_is_in_no_sure_pair(self, found):
        alone = [s.text for sentences in found.only["news"].values() for s in sentences]
        assert any("poster,” said" in text for text in alone)

    def test_a_sentence_may_have_a_partner_in_several_articles(self):
        found = framing.compare({"a": NEWS, "b": NEWS, "c": NEWS})
        assert {pair.articles for pair in found.pairs} == {("a", "b"), ("a", "c"), ("b", "c")}

    def test_two_sentences_may_share_a_partner(self):
        twice = "The bridge at Olden Point costs 9.4 million.\n\nIt was: the bridge at Olden Point costs 9.4 million."
        found = framing.compare({"a": twice, "b": "The bridge at Olden Point costs 9.4 million.\n\nIt rained."})
        assert {(0, 0), (1, 0)} <= {pair.indices for pair in found.pairs if pair.sure}

    def test_words_that_both_sentences_have_are_no_difference(self, found):
        for pair in found.pairs:
            one, two = (s.text.lower() for s in pair.sentences)
            assert not any(f" {e.text.lower()} " in f" {two} " for e in pair.words[0])
            assert not any(f" {e.text.lower()} " in f" {one} " for e in pair.words[1])


class TestTable:
    def test_has_a_row_an_article_with_its_shares(self, found):
        rows = {row["article"]: row for row in found.table().rows}
        assert list(rows) == list(ARTICLES)
        for name, row in rows.items():
            assert row["shares"] == found.profiles[name].shares
            assert row["intervals"] == found.profiles[name].intervals

    def test_has_every_label_between_each_two_articles(self, found):
        differences = found.table().differences
        assert len(differences) == 3 * len(framing.LABELS)
        for d in differences:
            shares = [found.profiles[name].shares[d.label] for name in d.articles]
            assert d.difference == shares[0] - shares[1]
            assert d.interval[0] <= d.difference <= d.interval[1]
            assert 0 <= d.p <= 1
            assert d.larger == (d.p < comparison.LEVEL)

    def test_a_difference_reaches_as_far_as_both_intervals_in_square(self):
        one, two = (self.with_share(share, low, high) for share, low, high in ((0.8, 0.6, 0.9), (0.2, 0.1, 0.5)))
        difference, (low, high), p = comparison._difference(one, two, "critical")
        assert difference == pytest.approx(0.6)
        assert low == pytest.approx(0.6 - (0.2**2 + 0.3**2) ** 0.5)
        assert high == pytest.approx(0.6 + (0.1**2 + 0.1**2) ** 0.5)
        assert 0.0005 < p < 0.05

    def test_equal_shares_do_not_differ(self):
        one = self.with_share(0.5, 0.2, 0.8)
        assert comparison._difference(one, one, "critical")[2] == 1

    def test_certain_shares_that_differ_surely_differ(self):
        one, two = self.with_share(1.0, 1.0, 1.0), self.with_share(0.0, 0.0, 0.0)
        assert comparison._difference(one, two, "critical")[2] == 0

    def test_many_differences_are_adjusted_step_by_step(self):
        assert comparison._holm([0.01, 0.04, 0.03, 0.9]) == pytest.approx([0.04, 0.09, 0.09, 0.9])
        assert comparison._holm([]) == []

    def test_an_article_without_prose_has_no_differences(self):
        assert framing.compare({"a": "", "b": COUNCIL}).table().differences == ()

    def test_is_printed_with_all_names_and_labels(self, found):
        printed = str(found).splitlines()
        assert all(label in printed[0] for label in framing.LABELS)
        assert [line.split()[0] for line in printed[1:4]] == list(ARTICLES)

    @staticmethod
    def with_share(share: float, low: float, high: float) -> framing.Profile:
        """Return a profile with one share."""
        profile = framing.profile("It rained.")
        return replace(profile, shares={"critical": share}, intervals={"critical": (low, high)})


class TestSources:
    @staticmethod
    def quoting(article: str, *quotes: tuple[str | None, str, str]) -> tuple[str, framing.Profile]:
        """Return an article's name and a profile with quotes of (name, kind, content)."""
        made = tuple(
            SimpleNamespace(name=name, kind=kind, group=group, content=SimpleNamespace(start=0, end=1, text=text))
            for group, (name, kind, text) in enumerate(quotes)
        )
        return article, replace(framing.profile("It rained."), _hearing=Hearing(lambda: made))

    def test_are_none_without_quotes(self):
        found = framing.compare({"a": "It rained.", "b": "It snowed."})
        assert all(not p.quotes for p in found.profiles.values()) or found.sources

    def test_say_who_is_heard_where_and_who_is_missing(self):
        profiles = dict([
            self.quoting("a", ("Marit Holm", "citizen", "we read it"), ("the Council", "authority", "it will open")),
            self.quoting("b", ("marit  holm", "citizen", "on a poster in May"), (None, "citizen", "no idea")),
        ])
        sources = framing.Comparison(profiles, ()).sources
        assert [(s.name, s.kind, s.words, s.missing) for s in sources] == [
            ("Marit Holm", "citizen", {"a": 3, "b": 5}, ()),
            ("the Council", "authority", {"a": 3}, ("b",)),
            (None, "citizen", {"b": 2}, ("a",)),
        ]


class TestErrors:
    def test_one_article_is_sent_to_profile(self):
        with pytest.raises(ValueError, match=r"at least 2 articles, not 1: for one, use framing\.profile"):
            framing.compare({"a": COUNCIL})

    def test_fifty_one_articles_are_too_many(self):
        with pytest.raises(ValueError, match=r"at most 50 articles, not 51.*profile_outlets"):
            framing.compare({str(i): "It rained." for i in range(51)})

    def test_fifty_articles_are_not(self):
        found = framing.compare({str(i): f"It rained {i} times." for i in range(50)})
        assert len(found.profiles) == 50

    @pytest.mark.parametrize("wrong", [COUNCIL, [COUNCIL, NEWS], None])
    def test_texts_without_names_are_told_to_get_them(self, wrong):
        with pytest.raises(TypeError, match=r"mapping of names to texts, not (str|list|NoneType)"):
            framing.compare(wrong)

    def test_any_mapping_will_do(self):
        assert list(framing.compare(MappingProxyType(ARTICLES)).profiles) == list(ARTICLES)

    def test_a_text_that_is_none_is_named(self):
        with pytest.raises(TypeError, match="not bytes: decode it first"):
            framing.compare({"a": b"It rained.", "b": COUNCIL})

    def test_a_name_that_is_no_str_is_named(self):
        with pytest.raises(TypeError, match=r"names as str, not int: use str\(1\)"):
            framing.compare({1: COUNCIL, "b": NEWS})

    def test_a_book_is_refused(self):
        with pytest.raises(ValueError, match=r"'a' has \d+ sentences"):
            framing.compare({"a": "The council met on Monday. " * 1001, "b": NEWS})

    @pytest.mark.parametrize("wrong", [None, {}, {"schema": 0}, {"schema": 1}])
    def test_what_is_no_comparison_is_refused(self, wrong):
        with pytest.raises(ValueError, match="not a comparison of schema 1"):
            framing.Comparison.from_dict(wrong)

    def test_a_damaged_comparison_is_refused(self, found):
        plain = found.to_dict()
        plain["pairs"][0]["articles"] = ["council", "nobody"]
        with pytest.raises(ValueError, match="a damaged comparison"):
            framing.Comparison.from_dict(plain)


@pytest.mark.skipif(not DOCUMENTS.is_dir(), reason="the documents are not at hand; they are not ours to ship")
class TestDocuments:
    @pytest.fixture
    def pairs(self):
        files = {path.name[:3]: path.read_text(encoding="utf-8") for path in sorted(DOCUMENTS.glob("*.txt"))}
        return framing.compare(files).pairs

    @pytest.mark.parametrize(
        ("first", "second", "labels"),
        [
            ("reorganized", "dissolves", ("official", "critical")),
            ("rights", "salary", ("official", "neutral")),
        ],
    )
    def test_the_same_fact_told_officially_is_found_in_the_critical_report(self, pairs, first, second, labels):
        between = [pair for pair in pairs if pair.articles == ("000", "001")]
        told = [pair for pair in between if first in pair.sentences[0].text and second in pair.sentences[1].text]
        assert [pair.labels for pair in told][:1] == [labels]


class TestViews:
    TEXTS = MappingProxyType({
        "company": "The mill will close on 4 May, the company said. All 30 workers were offered posts.",
        "paper": "On 4 May the mill dies, and nobody asked the workers. Shame on the company, they say.",
    })

    def test_a_page_holds_every_sentence_of_every_article(self):
        page = framing.compare(self.TEXTS).to_html()
        for text in self.TEXTS.values():
            for sentence in framing.profile(text).sentences:
                assert sentence.text in page

    def test_a_page_is_written_whole(self, tmp_path):
        framing.compare(self.TEXTS).save_html(tmp_path / "page.html")
        assert (tmp_path / "page.html").read_text(encoding="utf-8").rstrip().endswith("</html>")

    def test_a_plot_has_a_bar_for_each_share(self):
        pytest.importorskip("matplotlib", reason="matplotlib is not installed: pip install 'framing-profile[plot]'")
        compared = framing.compare(self.TEXTS)
        axes = compared.plot()
        assert len(axes.patches) == sum(len(p.shares) for p in compared.profiles.values())

    def test_the_command_writes_the_page(self, tmp_path):


        for name, text in self.TEXTS.items():
            (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        files = [str(tmp_path / f"{name}.txt") for name in self.TEXTS]
        outcome = run("compare", *files, "-o", tmp_path / "page.html")
        assert (outcome.exit_code, outcome.output) == (0, "")
        assert "<main" in (tmp_path / "page.html").read_text(encoding="utf-8")
