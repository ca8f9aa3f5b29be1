"""Web pages: the article on them is profiled, nothing around it."""

import json

import pytest
from commands import run

import framing
from framing import extras
from framing.webpage import article

BODY = [
    "The council will rebuild the footbridge in two phases, the works office announced on Monday.",
    "Residents call the plan a disgrace and say that nobody had asked them before the decision was made.",
    "The old bridge was built in 1954 and is 60 metres long; about two thousand people cross it on a weekday.",
]
TITLE = "Mill council to rebuild the footbridge by spring"
PAGE = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{TITLE}</title></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>{TITLE}</h1>{"".join(f"<p>{line}</p>" for line in BODY)}</article>
<footer>All rights reserved. <a href="/cookies">Cookies</a></footer><script>track()</script></body></html>"""

needs_trafilatura = pytest.mark.usefixtures("trafilatura")


@pytest.fixture
def trafilatura():
    pytest.importorskip("trafilatura", reason="the extra [html] is not installed")


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    return path


@needs_trafilatura
class TestProfileHtml:
    def test_takes_the_title_and_the_paragraphs_and_nothing_around_them(self):
        assert article(PAGE) == "\n\n".join([TITLE, *BODY])

    def test_offsets_are_those_of_the_extracted_text(self):
        p = framing.profile_html(PAGE)
        assert p.text == article(PAGE)
        assert all(p.text[s.start : s.end] == s.text for s in p.sentences)
        assert p == framing.profile(p.text)

    def test_takes_a_title_that_stands_only_in_the_head(self):
        assert article(PAGE.replace(f"<h1>{TITLE}</h1>", "")).startswith(f"{TITLE}\n\n{BODY[0]}")

    def test_finds_out_the_encoding_of_bytes(self):
        text = PAGE.replace("utf-8", "iso-8859-1").replace("Residents", "Résidents")
        assert "Résidents call" in article(text.encode("iso-8859-1"))

    @pytest.mark.parametrize("html", ["", " \n", b"", "<html><body></body></html>", "<script>render()</script>"])
    def test_says_so_where_nothing_is_left(self, html):
        with pytest.raises(ValueError, match="no article is left of the web page"):
            framing.profile_html(html)

    def test_refuses_what_is_no_page(self):
        with pytest.raises(TypeError, match="as str or bytes, not int"):
            framing.profile_html(7)

    def test_the_command_reads_a_page_by_its_name(self, page):
        answer = run("profile", page, "--format", "json")
        assert json.loads(answer.stdout)[0]["text"] == article(PAGE)

    def test_the_command_names_a_page_without_an_article(self, tmp_path):
        (tmp_path / "empty.HTM").write_text("<html></html>", encoding="utf-8")
        answer = run("profile", tmp_path / "empty.HTM")
        assert answer.exit_code == 1
        assert "empty.HTM: no article is left" in answer.stderr


class TestWithoutTheExtra:
    @pytest.fixture(autouse=True)
    def gone(self, monkeypatch):
        def missing(name):
            raise ImportError(name)

        monkeypatch.setattr(extras, "import_module", missing)

    @pytest.mark.parametrize(("use", "extra"), [
        (lambda: framing.profile_html(PAGE), "html"),
        (lambda: framing.profile("It rained.").plot(), "plot"),
        (lambda: framing.profile("It rained.").to_frame(), "pandas"),
    ], ids=["html", "plot", "pandas"])
    def test_one_sentence_says_what_to_install(self, use, extra):
        with pytest.raises(ImportError, match=rf"pip install 'framing-profile\[{extra}\]'"):
            use()

    def test_the_command_says_it_in_one_line(self, page):
        answer = run("profile", page)
        assert answer.exit_code == 1
        assert answer.stderr.startswith("Error: this needs trafilatura, which is not installed")
