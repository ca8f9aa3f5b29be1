"""Pages: they show the whole text, load nothing, run nothing, and can be read by everybody."""

import base64
import hashlib
import json
import re
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from commands import run
from hypothesis import given, settings
from hypothesis import strategies as st
from markup import Element, parse

import framing
from framing import report, views
from framing.legible import plain
from framing.model import shipped
from framing.resources import folder

ARTICLE = (folder("corpus") / "example.txt").read_text(encoding="utf-8")
OTHER = "East bank abandoned\n\nResidents call the closure of the pier a disgrace. It rained on Monday.\n"
HOSTILE = {
    "script": "The council said <script>alert(1)</script> so on Monday.",
    "end of script": "The council said </script></style></title> so on Monday.",
    "image": 'The council said <img src=x onerror="alert(1)"> so on Monday.',
    "attribute": "The council said \"' onmouseover='alert(1)' x=\" so on Monday.",
    "template": "The council said {{ 7 * 7 }} {% raw %} {# no #} so on Monday.",
    "entity": "The council said &lt;b&gt; &amp;amp; &#x202e; so on Monday.",
    "comment": "The council said <!-- --> <![CDATA[ ]]> so on Monday.",
    "override": "The council said \u202egnp.exe\u202c and \u2066this\u2069 on Monday.",
    "nothing": "The council said\x00 nothing\x1b[31m and \x85 more on Monday.",
    "halves": "The council said \ud83d and \ude00 on Monday.",
    "tags": "The council said so\U000e0068\U000e0069 on Monday.",
    "hebrew": "The council said שלום to the عربي on Monday.",
    "style": "The council said *{display:none} url(http://example.org) so on Monday.",
}
ACTIVE = {"script", "img", "iframe", "object", "embed", "link", "base", "form", "input", "audio", "video", "image"}
BEARS_ADDRESS = ("src", "href", "action", "formaction", "data", "srcset", "poster", "ping", "xlink:href", "background")


@pytest.fixture(scope="module")
def profile():
    return framing.profile(ARTICLE)


@pytest.fixture(scope="module")
def html(profile):
    return profile.to_html()


@pytest.fixture
def heard(profile):
    """Return the JSON form of a profile with two quotes made by hand, both in one sentence."""
    span = {"start": 0, "end": 7, "text": "Harbour"}
    index = next(i for i, s in enumerate(profile.sentences) if "Marta Quill" in s.text)
    plain_form = profile.to_dict()
    plain_form["quotes"] = [
        {"speaker": span, "name": "Marta Quill", "cue": span, "content": span, "form": "direct", "kind": "business",
         "group": 0},
        {"speaker": None, "name": None, "cue": None, "content": span, "form": "indirect", "kind": "unnamed",
         "group": 1},
    ]
    for sentence in plain_form["sentences"]:
        sentence |= {"quotes": [], "voice": "author"}
    plain_form["sentences"][index] |= {"quotes": [0, 1], "voice": "mixed"}
    plain_form["sources"] = [
        {"name": "Marta Quill", "kind": "business", "quotes": 1, "words": 13, "share": 0.65, "counts": {"critical": 1}},
        {"name": None, "kind": "unnamed", "quotes": 1, "words": 7, "share": 0.35,
         "counts": {"official": 2, "boilerplate": 1}},
    ]
    none, half = dict.fromkeys(framing.LABELS), {"official": 0.5, "critical": 0.5, "promotional": 0.0, "neutral": 0.0}
    plain_form["voices"] = {
        "author": {"counts": dict.fromkeys(framing.LABELS, 2), "shares": half,
                   "intervals": {label: [0.0, 0.9] for label in framing.LABELS}},
        "quoted": {"counts": dict.fromkeys(framing.LABELS, 0), "shares": none, "intervals": none},
    }
    plain_form["balance"] = {"effective_sources": 1.8, "largest": 0.65, "official": 0.0, "quoted": 0.2}
    return plain_form


@pytest.fixture
def comparison(profile):
    """Return the JSON form of a comparison, made by hand."""
    profiles = {"the ministry": profile.to_dict(), "<the paper>": framing.profile(OTHER).to_dict()}
    one, two = (p["sentences"] for p in profiles.values())
    labels = [("official", one, 0, one[0]), ("critical", two, 1, two[1])]
    for label, _, _, sentence in labels:
        sentence["label"] = label
    start = two[1]["start"]
    word = {"start": start, "end": start + 9, "text": "Residents", "weight": 1.2, "label": "critical"}
    names = list(profiles)
    return {
        "schema": 1, "profiles": profiles,
        "table": {"rows": [], "method": "By hand.", "differences": [
            {"articles": names, "label": "critical", "difference": -0.4, "interval": [-0.7, -0.1], "p": 0.01,
             "larger": True},
            {"articles": names, "label": "neutral", "difference": 0.1, "interval": [-0.3, 0.4], "p": 1.0,
             "larger": False},
        ]},
        "facts": [{"indices": {names[0]: 0, names[1]: 1}, "similarity": 0.8,
                   "labels": dict(zip(names, ("official", "critical"), strict=True)),
                   "words": {names[0]: [], names[1]: [word]}}],
        "pairs": [
            {"articles": names, "indices": [0, 1], "spans": [], "similarity": 0.8, "labels": ["official", "critical"],
             "sure": True, "words": [[], [word]], "fact": 0},
            {"articles": names, "indices": [0, 0], "spans": [], "similarity": 0.6, "labels": ["official", "critical"],
             "sure": True, "words": [[], []], "fact": None},
            {"articles": names, "indices": [1, 0], "spans": [], "similarity": 0.1, "labels": ["official", "critical"],
             "sure": False, "words": [[], []], "fact": None},
        ],
        "only": {names[0]: {"official": [[one[2]["start"], one[2]["end"]], [one[1]["start"], one[1]["end"]]]},
                 names[1]: {"official": []}},
        "words": {"article": {names[0]: [], names[1]: [
            {"text": "a disgrace", "z": 2.3, "log_odds": 1.0, "count": 1, "elsewhere": 0}]}, "label": {"official": []}},
        "sources": [{"name": None, "kind": "unnamed", "words": {names[0]: 12}, "missing": [names[1]]}],
    }


def relabelled(form: dict, names: dict[str, str]) -> dict:
    """Return the JSON form of a profile as a model with other labels gives it; "official" in a balance is no label."""
    text = json.dumps({part: value for part, value in form.items() if part != "balance"})
    for old, new in names.items():
        text = text.replace(json.dumps(old), json.dumps(new))
    return {**json.loads(text), "balance": form["balance"]}


def sentences(page: str) -> list[str]:
    """Return the texts of the sentences on a page, as one sees them."""
    return [element.text for element in parse(page).all("span", "t")]


def shown(text: str) -> str:
    """Return a sentence as a page shows it: hidden characters spelt out, line ends as HTML has them."""
    return re.sub(r"\[(U\+[0-9A-F]+)\]", r"\1", plain(text)).replace("\r\n", "\n").replace("\r", "\n")


def policy(root: Element) -> str:
    """Return the content-security policy of a page."""
    (meta,) = (m for m in root.all("meta") if m.attributes.get("http-equiv") == "Content-Security-Policy")
    return meta.attributes["content"]


def check_inert(root: Element) -> None:
    """Assert that nothing on a page runs, loads or leads away."""
    assert {element.tag for element in root.all()} & ACTIVE == set()
    for element in root.all():
        assert [name for name in element.attributes if name.startswith("on") or name == "style"] == []
        assert all((element.attributes.get(name) or "#").startswith("#") for name in BEARS_ADDRESS)
    for style in root.all("style"):
        assert "url(" not in style.text
        assert "@import" not in style.text


class TestPage:
    def test_shows_every_sentence_verbatim_and_in_order(self, profile, html):
        assert sentences(html) == [s.text for s in profile.sentences]

    def test_gives_every_sentence_its_letter_and_says_its_label(self, profile, html):
        for s, element in zip(profile.sentences, parse(html).all("span", "s"), strict=True):
            (mark,), (says,) = element.all("span", "mark"), [
                part for part in element.content if isinstance(part, Element) and part.classes == ["hidden"]
            ]
            if s.label == "boilerplate":
                assert (mark.text, says.text) == ("–", "page furniture: ")
            else:
                assert mark.text == s.label[0].upper() + "?" * s.uncertain
                assert says.text == f"{s.label}{', unsure' * s.uncertain}: "

    def test_notes_the_probabilities_and_the_evidence_of_every_sentence(self, profile, html):
        for s, element in zip(profile.sentences, parse(html).all("span", "s"), strict=True):
            (note,) = element.all("span", "note")
            assert "hidden" in note.attributes
            for label, p in s.probabilities.items():
                assert f"{label}{views.percent(p)}" in note.text
            for e in s.evidence:
                assert (e.text in note.text) or e.weight < views.LIGHT

    def test_says_shares_intervals_and_counts(self, profile, html):
        table = next(parse(html).all("table", "shares"))
        for label, row in zip(profile.shares, list(table.all("tr"))[1:], strict=True):
            assert label in row.text
            assert views.percent(profile.shares[label]) in row.text
            assert views.between(profile.intervals[label]) in row.text

    def test_says_what_the_model_is_and_what_it_is_worth(self, profile, html):
        text = parse(html).text
        scores = shipped().manifest["scores"]
        for part in (profile.model["id"], profile.model["digest"], "A label describes wording, not truth.",
                     f"{scores['sentences']:,} sentences", f"{100 * scores['accuracy']:.0f} got the label"):
            assert part in text

    def test_says_so_where_the_quality_of_the_model_is_unknown(self, profile):
        form = profile.to_dict()
        form["model"]["digest"] = "0" * 64
        assert "on the card beside it" in parse(report.page({"": form})).text
        manifest = {**shipped().manifest, "sha256": "0" * 64}
        assert "on the card beside it" not in parse(report.page({"": form}, manifest)).text

    def test_is_the_same_each_time(self, profile, html):
        assert framing.profile(ARTICLE).to_html() == html
        assert framing.Profile.from_dict(profile.to_dict()).to_html() == html

    def test_warns_of_a_short_text(self):
        assert "say little" in parse(framing.profile("It rained.").to_html()).text

    @pytest.mark.parametrize("text", ["", " \n", "\x00", "Photo: Port of Arnesby"])
    def test_of_a_text_without_prose_says_so(self, text):
        page = framing.profile(text).to_html()
        assert "no prose sentence" in parse(page).text
        assert sentences(page) == [shown(s.text) for s in framing.profile(text).sentences]

    def test_keeps_paragraphs(self, html):
        text = next(parse(html).all("div", "text"))
        assert len(list(text.all("p"))) == len(ARTICLE.strip().split("\n\n"))
        assert next(text.all("p")).classes == ["headline"]

    def test_lets_lines_flow_that_only_fit_a_page(self):
        text = "The council said that\nthe bridge will open. It rained\nall day. The\nend was near.\n\nNobody came."
        paragraphs = list(next(parse(framing.profile(text).to_html()).all("div", "text")).all("p"))
        assert len(paragraphs) == 2

    def test_of_several_articles_has_one_section_each_and_their_shares_side_by_side(self, profile):
        form = profile.to_dict()
        root = parse(report.page({"a.txt": form, "b.txt": framing.profile(OTHER).to_dict()}))
        assert len(list(root.all("section", "profile"))) == 2
        assert [h.text for h in root.all("h1")] == ["How 2 articles are framed"]
        assert "b.txt" in next(root.all("table", "cells")).text
        assert sum(x.text == "What these labels are worth" for x in root.all("h2")) == 1

    def test_of_different_labels_puts_no_shares_side_by_side(self, profile):
        other = relabelled(profile.to_dict(), {"official": "praise"})
        root = parse(report.page({"a": profile.to_dict(), "b": other}))
        assert "Shares side by side" not in root.text
        assert len(list(root.all("section", "profile"))) == 2

    def test_shows_labels_of_ones_own(self, profile):
        form = relabelled(profile.to_dict(), {"official": "praise", "critical": "püff"})
        root = parse(report.page({"": form}))
        assert {m.text.rstrip("?") for m in root.all("span", "mark")} <= {"P", "Ü", "R", "N", "–"}

    def test_shows_labels_of_ones_own_for_each_voice(self, heard):
        root = parse(report.page({"": relabelled(heard, {"official": "praise", "critical": "püff"})}))
        (table,) = root.all("table", "cells")
        columns = [cell.text for cell in table.all("th") if cell.attributes["scope"] == "col"]
        assert columns == ["Voice", "Ppraise", "Üpüff", "Rpromotional", "Nneutral", "Sentences"]
        assert "praise 2, page furniture 1" in root.text

    def test_begins_its_colours_again_after_eight_labels(self, profile):
        form = profile.to_dict()
        names = [f"kind {i}" for i in range(10)]
        form |= {"shares": dict.fromkeys(names, 0.1), "intervals": {name: [0.0, 0.5] for name in names},
                 "counts": dict.fromkeys(names, 1), "sentences": []}
        assert [label["style"] for label in views.label_views(form)][7:] == ["k7", "k0", "k1"]
        assert len(set(views.letters(names))) == 10


class TestHeard:
    def test_nothing_is_shown_where_nobody_is_heard(self):
        silent = framing.profile("It rained on Monday. The river rose by a metre. The bridge stayed open.")
        assert silent.quotes == ()
        page = silent.to_html()
        assert "Who is heard" not in page
        assert "How each voice frames" not in page
        assert "Said by" not in page

    def test_who_is_heard_in_a_real_article_is_shown(self, profile, html):
        text = parse(html).text
        assert profile.sources
        assert all(part in text for part in ("Who is heard", "How each voice frames", "Said by"))
        assert all(source.name in text for source in profile.sources if source.name)

    def test_sources_voices_and_balance_are_shown(self, heard):
        root = parse(report.page({"": heard}))
        headings = [h.text for h in root.all("h2")]
        assert "Who is heard" in headings
        assert "How each voice frames" in headings
        for part in ("Marta Quill", "nobody named", "official 2, page furniture 1", "as if 1.8 sources", "65\u00a0%"):
            assert part in root.text

    def test_a_voice_without_sentences_is_left_out(self, heard):
        (table,) = parse(report.page({"": heard})).all("table", "cells")
        assert [row.text for row in table.all("th") if row.attributes["scope"] == "row"] == ["author"]

    def test_the_speaker_stands_in_the_note(self, heard):
        notes = [note.text for note in parse(report.page({"": heard})).all("span", "note")]
        assert any("Said by: Marta Quill (business), direct." in note for note in notes)
        assert any("Said by: nobody named (unnamed), indirect." in note for note in notes)


class TestComparison:
    def test_shows_a_fact_with_all_its_labels_and_the_words_that_differ(self, comparison):
        root = parse(report.comparison_page(comparison))
        fact = next(root.all("div", "fact"))
        assert [name.text for name in fact.all("span", "name")] == ["Oofficial", "Ccritical"]
        assert [quote.text for quote in fact.all("blockquote")] == [
            p["sentences"][i]["text"] for p, i in zip(comparison["profiles"].values(), (0, 1), strict=True)
        ]
        assert [w.text for w in fact.all("span", "w")] == ["Residents"]

    def test_tells_the_facts_before_the_shares(self, comparison):
        heads = [head.text for head in parse(report.comparison_page(comparison)).all("h2")]
        assert heads[:2] == ["The same fact, told differently", "Shares side by side"]

    def test_says_where_an_article_does_not_tell_a_fact(self, comparison):
        comparison["profiles"]["third"] = framing.profile("It rained on Monday.").to_dict()
        fact = next(parse(report.comparison_page(comparison)).all("div", "fact"))
        assert "no sentence found that tells it" in fact.text

    def test_shows_differences_larger_than_their_uncertainty_as_more_and_less(self, comparison):
        root = parse(report.comparison_page(comparison))
        (item,) = root.all("main").__next__().all("ul").__next__().all("li")
        assert item.text == "critical: <the paper> has 40 points more than the ministry (10 to 70\u00a0%)"
        assert "By hand." in root.text

    def test_shows_what_one_alone_tells_in_the_order_of_the_article(self, comparison):
        (found,) = parse(report.comparison_page(comparison)).all("ul", "alone")
        told = comparison["profiles"]["the ministry"]["sentences"]
        assert [quote.text for quote in found.all("blockquote")] == [told[1]["text"], told[2]["text"]]

    def test_shows_who_is_not_heard_and_the_distinctive_words(self, comparison):
        text = parse(report.comparison_page(comparison)).text
        assert "not heard" in text
        assert "a disgrace +2.3" in text

    def test_shows_the_profile_of_each_article(self, comparison):
        page = report.comparison_page(comparison)
        assert len(sentences(page)) == sum(len(p["sentences"]) for p in comparison["profiles"].values())

    def test_folds_away_further_pairs_and_those_that_are_only_likely(self, comparison):
        folded = list(parse(report.comparison_page(comparison)).all("details"))
        assert [len(list(fold.all("div", "fact"))) for fold in folded] == [1, 1]
        assert "most of these do not" in folded[1].text

    def test_folds_away_facts_that_all_tell_alike(self, comparison):
        comparison["profiles"]["<the paper>"]["sentences"][1]["label"] = "official"
        folded = next(parse(report.comparison_page(comparison)).all("details"))
        assert folded.text.strip().startswith("Facts told in one framing: 1")

    def test_a_cell_shows_the_same_without_the_profiles(self, comparison):
        root = parse(report.comparison_cell(comparison))
        check_inert(root)
        assert [head.text for head in root.all("h4")][:2] == ["The same fact, told differently", "Shares side by side"]
        assert "A label describes wording, not truth." in root.text

    @pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
    def test_hostile_texts_and_names_are_shown_and_do_nothing(self, text):
        compared = framing.compare({text: text, "other": f"{text} It rained."})
        for html in (compared.to_html(), compared._repr_html_()):
            check_inert(parse(html))
        assert sentences(compared.to_html()) == [shown(s.text) for p in compared.profiles.values() for s in p.sentences]

    def test_is_inert_and_accessible(self, comparison):
        root = parse(report.comparison_page(comparison))
        check_inert(root)
        check_accessible(root)


class TestSafety:
    @pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
    def test_a_hostile_text_is_shown_and_does_nothing(self, text):
        for page in (framing.profile(text).to_html(), report.page({text: framing.profile(text).to_dict()})):
            root = parse(page)
            check_inert(root)
            assert sentences(page) == [shown(s.text) for s in framing.profile(text).sentences]
            assert plain(page) == page
            page.encode()

    @pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
    def test_a_hostile_text_is_inert_in_a_notebook(self, text):
        root = parse(framing.profile(text)._repr_html_())
        check_inert(root)

    def test_a_hostile_label_source_or_model_does_nothing(self, heard):
        bad = HOSTILE["image"] + HOSTILE["override"]
        text = json.dumps(heard)
        for name in ("critical", "Marta Quill"):
            text = text.replace(json.dumps(name), json.dumps(bad))
        form = json.loads(text)
        form["model"]["id"] = bad
        form["warnings"] = [["code", bad]]
        page = report.page({bad: form})
        check_inert(parse(page))
        assert plain(page) == page

    def test_the_policy_forbids_all_but_the_one_style(self, html):
        root = parse(html)
        (style,) = root.all("style")
        digest = base64.b64encode(hashlib.sha256(style.text.encode()).digest()).decode()
        assert policy(root) == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"

    def test_the_policy_stands_before_what_it_governs(self, html):
        assert html.index("Content-Security-Policy") < html.index("<style")
        assert html.index("<meta charset") < 100

    @settings(max_examples=30, deadline=None)
    @given(st.text(alphabet=st.characters(exclude_categories=()), max_size=60))
    def test_any_text_gives_an_inert_page_with_its_sentences(self, text):
        page = framing.profile(text).to_html()
        check_inert(parse(page))
        assert sentences(page) == [shown(s.text) for s in framing.profile(text).sentences]
        page.encode()


def check_accessible(root: Element) -> None:
    """Assert what can be said of a page without a browser, after WCAG 2.2."""
    (page,) = root.all("html")
    assert page.attributes["lang"] == "en"
    assert next(root.all("title")).text.strip()
    assert len(list(root.all("main"))) == 1
    assert len(list(root.all("footer"))) == 1
    assert len(list(root.all("h1"))) == 1
    levels = [int(e.tag[1]) for e in root.all() if re.fullmatch("h[1-6]", e.tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = [e.attributes["id"] for e in root.all() if "id" in e.attributes]
    assert len(ids) == len(set(ids))
    for element in root.all():
        for name in ("aria-describedby", "aria-labelledby"):
            assert set(element.attributes.get(name, "").split()) <= set(ids)
        if element.tag == "a":
            assert element.attributes["href"].removeprefix("#") in ids
            assert element.text.strip() or element.attributes.get("aria-label")
        if element.tag == "svg":
            assert element.attributes.get("aria-hidden") == "true" or element.attributes["aria-label"]
        if element.tag == "th":
            assert element.attributes["scope"] in ("row", "col")
            assert element.text.strip()
        if element.attributes.get("tabindex") == "0":
            assert element.text.strip()
    (viewport,) = (m.attributes["content"] for m in root.all("meta") if m.attributes.get("name") == "viewport")
    assert "scal" not in viewport.replace("initial-scale=1", "")


class TestReaders:
    def test_a_page_has_landmarks_headings_in_order_and_names(self, html):
        check_accessible(parse(html))

    def test_so_have_pages_of_several_articles_and_with_sources(self, heard, profile):
        check_accessible(parse(report.page({"a": heard, "b": profile.to_dict()})))

    def test_every_sentence_can_be_reached_and_says_its_note(self, html):
        for element in parse(html).all("span", "s"):
            assert element.attributes["tabindex"] == "0"
            assert element.attributes["aria-describedby"] == next(element.all("span", "note")).attributes["id"]

    def test_the_course_leads_to_every_sentence_and_says_which(self, profile, html):
        (course,) = parse(html).all("div", "course")
        links = list(course.all("a"))
        assert [a.attributes["href"] for a in links] == [f"#a1s{i}" for i in range(len(profile.sentences))]
        assert links[0].attributes["aria-label"].startswith("Sentence 1: official")

    def test_the_style_is_for_day_night_phone_and_paper(self, html):
        (style,) = parse(html).all("style")
        for query in ("prefers-color-scheme: dark", "max-width: 40rem", "print"):
            assert query in style.text


class TestCell:
    def test_shows_every_sentence(self, profile):
        assert sentences(profile._repr_html_()) == [s.text for s in profile.sentences]

    def test_its_style_touches_nothing_around_it(self, profile):
        (style,) = parse(profile._repr_html_()).all("style")
        rules = re.sub(r"@(?:media|container)[^{]*\{|@page \{[^}]*\}", "", style.text)
        selectors = [s.strip(" }\n") for part in re.findall(r"([^{}]*)\{", rules) for s in part.split(",")]
        assert selectors
        assert [s for s in selectors if not s.startswith(".framing")] == []

    def test_ids_of_different_texts_do_not_meet(self, profile):
        cells = (profile._repr_html_(), framing.profile(OTHER)._repr_html_())
        one, two = ({e.attributes.get("id") for e in parse(html).all()} - {None} for html in cells)
        assert one & two == set()

    def test_needs_no_ipython(self, profile):
        profile._repr_html_()
        assert "IPython" not in sys.modules

    @pytest.mark.parametrize(("name", "article"), [("profile", ARTICLE), ("compare", {"a": ARTICLE, "b": OTHER})],
                             ids=["profile", "comparison"])
    def test_a_notebook_renders_it(self, tmp_path, name, article):
        nbformat = pytest.importorskip("nbformat", reason="nbconvert is not installed")
        nbconvert = pytest.importorskip("nbconvert", reason="nbconvert is not installed")
        pytest.importorskip("ipykernel", reason="ipykernel is not installed")
        from nbconvert.preprocessors import ExecutePreprocessor

        shown_here = getattr(framing, name)(article)._repr_html_()
        place = Path(framing.__file__).parent.parent
        code = f"import sys; sys.path.insert(0, {str(place)!r})\nimport framing\nframing.{name}({article!r})"
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
        ExecutePreprocessor(timeout=120, kernel_name="python3").preprocess(notebook, {"metadata": {"path": tmp_path}})
        assert notebook.cells[0].outputs[0].data["text/html"] == shown_here
        page, _ = nbconvert.HTMLExporter(template_name="basic").from_notebook_node(notebook)
        there, here = (next(parse(html).all("div", "framing-cell")) for html in (page, shown_here))
        assert [(e.tag, e.attributes) for e in there.all()] == [(e.tag, e.attributes) for e in here.all()]
        assert there.text.split() == here.text.split()


class TestSave:
    def test_writes_the_page_as_utf_8(self, profile, html, tmp_path):
        profile.save_html(tmp_path / "page.html")
        assert (tmp_path / "page.html").read_text(encoding="utf-8") == html
        assert [path.name for path in tmp_path.iterdir()] == ["page.html"]

    def test_takes_the_place_of_an_older_one(self, profile, html, tmp_path):
        (tmp_path / "page.html").write_text("old", encoding="utf-8")
        profile.save_html(str(tmp_path / "page.html"))
        assert (tmp_path / "page.html").read_text(encoding="utf-8") == html

    def test_names_a_folder_that_is_missing(self, profile, tmp_path):
        with pytest.raises(FileNotFoundError, match=r"nowhere' does not exist; make it first"):
            profile.save_html(tmp_path / "nowhere" / "page.html")

    def test_refuses_to_write_over_a_folder(self, profile, tmp_path):
        with pytest.raises(IsADirectoryError, match="give the name of a file"):
            profile.save_html(tmp_path)


class TestCommand:
    def run(self, *command: object, text: str = ""):
        return run("report", *command, input=text)

    def test_writes_one_page_with_a_profile_a_file(self, tmp_path):
        for name, text in (("one.txt", ARTICLE), ("two.txt", OTHER)):
            (tmp_path / name).write_text(text, encoding="utf-8", newline="")
        answer = self.run(tmp_path / "one.txt", tmp_path / "two.txt", "-o", tmp_path / "page.html")
        assert (answer.exit_code, answer.stdout) == (0, "")
        page = (tmp_path / "page.html").read_text(encoding="utf-8")
        assert sentences(page) == [s.text for text in (ARTICLE, OTHER) for s in framing.profile(text).sentences]

    def test_reads_standard_input_and_writes_report_html(self, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        assert self.run("-", text=ARTICLE).exit_code == 0
        assert "Framing profile of standard input" in (tmp_path / "report.html").read_text(encoding="utf-8")

    def test_names_a_missing_folder_in_one_line(self, tmp_path):
        answer = self.run("-", "-o", tmp_path / "nowhere" / "page.html", text=ARTICLE)
        assert answer.exit_code == 1
        assert answer.stderr.startswith("Error: ")
        assert "does not exist; make it first" in answer.stderr


@pytest.mark.parametrize(("share", "said"), [
    (None, "–"), (0.0, "0 %"), (0.004, "<1 %"), (0.006, "1 %"), (0.583, "58 %"), (0.994, "99 %"), (0.996, ">99 %"),
    (1.0, "100 %"),
])
def test_a_share_is_said_in_whole_per_cent(share, said):
    assert views.percent(share).replace("\u00a0", " ") == said
