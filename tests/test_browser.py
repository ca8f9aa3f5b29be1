"""Pages in a real browser: nothing is asked for, nothing goes wrong, every sentence is there, axe finds no fault."""

import json
import re
import shutil
import subprocess
from html import escape, unescape
from importlib.resources import files
from pathlib import Path

import pytest
from markup import parse
from test_report import ARTICLE, HOSTILE, comparison, heard, profile, sentences, shown  # noqa: F401

import framing
from framing import report

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-quic", "--disable-extensions", "--enable-logging=stderr",
    "--proxy-server=127.0.0.1:9", "--virtual-time-budget=10000",
)
"""A new window without anything of its own to load; whatever a page asks for goes to a port where nobody is."""
LOUD = """<!doctype html><title>Loud</title><img src="http://127.0.0.1:9/pixel.png"><script>console.error("ouch")</script>"""
RUN = """
axe.run(document, {resultTypes: ["violations"], runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]})
  .then(found => {
    const place = Object.assign(document.createElement("pre"), {id: "found"});
    place.textContent = JSON.stringify(found.violations.map(v => [v.impact, v.id, v.nodes.map(n => n.html)]));
    document.body.replaceChildren(place);
  })
"""
"""Has axe-core look at the page, then puts what it found in its place."""


class Visit:
    """What a browser made of a page.

    Attributes
    ----------
    dom : str
        The document after it was loaded.
    messages : list of str
        Of its console, refusals of its policy among them.
    requests : set of str
        Every address the page asked for; what the browser itself asks for has no origin.
    """

    def __init__(self, html: str, folder: Path, *flags: str) -> None:
        page, log = folder / "page.html", folder / "net.json"
        report.save(html, page)
        command = [CHROMIUM, *FLAGS, *flags, f"--user-data-dir={folder / 'profile'}", f"--log-net-log={log}",
                   "--dump-dom", page.as_uri()]
        done = subprocess.run(command, capture_output=True, timeout=120, check=True)
        self.dom = done.stdout.decode()
        self.messages = [line for line in done.stderr.decode(errors="replace").splitlines() if "CONSOLE" in line]
        events = json.loads(log.read_text(encoding="utf-8"))["events"]
        asked = [event["params"] for event in events if "initiator" in event.get("params", {})]
        self.requests = {p["url"] for p in asked if p["initiator"] != "not an origin"}


def axe(html: str, folder: Path, *flags: str) -> list[list[object]]:
    """Return the faults that axe-core finds on a page: impact, rule, places."""
    package = pytest.importorskip("axe_core_python", reason="axe-core-python is not installed")
    script = (files(package) / "axe.min.js").read_text(encoding="utf-8")
    free = re.sub("<meta http-equiv=[^>]*>", "", html)  # a policy that lets no script run lets no check run
    dom = Visit(free.replace("</body>", f"<script>{script}</script><script>{RUN}</script></body>"), folder, *flags).dom
    found = re.search('<pre id="found">(.*)</pre>', dom, re.DOTALL)
    assert found, "axe-core did not end"
    return json.loads(unescape(found[1]))


@pytest.fixture(params=["one", "heard", "two", "comparison", "hostile"])
def page(request):
    """Return each kind of page in turn."""
    if request.param == "two":
        form = request.getfixturevalue("profile").to_dict()
        return report.page({"a.txt": form, "b.txt": form})
    if request.param == "hostile":
        return framing.profile("\n".join(HOSTILE.values())).to_html()
    if request.param == "one":
        return request.getfixturevalue("profile").to_html()
    form = request.getfixturevalue(request.param)
    return report.comparison_page(form) if request.param == "comparison" else report.page({"": form})


class TestBrowser:
    def test_a_page_asks_for_nothing_and_nothing_goes_wrong(self, page, tmp_path):
        visit = Visit(page, tmp_path)
        assert visit.messages == []
        assert visit.requests == set()
        assert sentences(visit.dom) == sentences(page)

    def test_that_would_be_seen(self, tmp_path):
        visit = Visit(LOUD, tmp_path)
        assert visit.requests == {"http://127.0.0.1:9/pixel.png"}
        assert any("ouch" in line for line in visit.messages)

    def test_the_policy_stops_what_escaping_would_have_let_through(self, profile, tmp_path):  # noqa: F811
        inside = '<img src="http://127.0.0.1:9/pixel.png"><script>document.title="changed"</script></main>'
        visit = Visit(profile.to_html().replace("</main>", inside), tmp_path)
        assert visit.requests == set()
        assert "<title>changed" not in visit.dom
        assert len(visit.messages) == 2

    def test_every_sentence_is_there_verbatim(self, profile, tmp_path):  # noqa: F811
        assert sentences(Visit(profile.to_html(), tmp_path).dom) == [s.text for s in profile.sentences]

    def test_hostile_sentences_are_there_as_text(self, tmp_path):
        p = framing.profile("\n".join(HOSTILE.values()))
        assert sentences(Visit(p.to_html(), tmp_path).dom) == [shown(s.text) for s in p.sentences]

    def test_the_style_is_let_through_and_hides_the_notes(self, profile, tmp_path):  # noqa: F811
        probe = "<script>document.title = getComputedStyle(document.querySelector('.note')).display + ' ' + " \
                "getComputedStyle(document.body).backgroundColor</script></body>"
        html = profile.to_html().replace("default-src 'none'", "default-src 'none'; script-src 'unsafe-inline'")
        day = parse(Visit(html.replace("</body>", probe), tmp_path).dom)
        assert next(day.all("title")).text == "none rgb(255, 253, 248)"
        night = parse(Visit(html.replace("</body>", probe), tmp_path, "--blink-settings=preferredColorScheme=0").dom)
        assert next(night.all("title")).text == "none rgb(23, 25, 28)"


    @pytest.mark.parametrize("width", [1280, 390, 320])
    def test_nothing_sticks_out_of_the_screen(self, page, tmp_path, width):
        """A window has at least 500 pixels, so a page of the same origin looks into a frame."""
        free = re.sub("<meta http-equiv=[^>]*>", "", page)
        frame = f'<!doctype html><title></title><iframe width="{width}" height="800" srcdoc="{escape(free)}"></iframe>'
        probe = "<script>onload = () => document.title = frames[0].document.documentElement.scrollWidth + ' of ' + " \
                "frames[0].document.documentElement.clientWidth</script>"
        wide, _, given = next(parse(Visit(frame + probe, tmp_path).dom).all("title")).text.partition(" of ")
        assert int(wide) <= int(given) <= width


class TestAxe:
    def test_finds_no_fault_by_day(self, page, tmp_path):
        assert axe(page, tmp_path) == []

    def test_finds_no_fault_by_night(self, profile, tmp_path):  # noqa: F811
        assert axe(profile.to_html(), tmp_path, "--blink-settings=preferredColorScheme=0") == []

    def test_finds_no_fault_on_a_small_screen(self, heard, tmp_path):  # noqa: F811
        assert axe(report.page({"": heard}), tmp_path, "--window-size=500,844") == []

    def test_would_find_one(self, profile, tmp_path):  # noqa: F811
        found = axe(profile.to_html().replace('<html lang="en">', "<html>"), tmp_path)
        assert [rule for _, rule, _ in found] == ["html-has-lang"]
