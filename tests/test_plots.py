"""Plots and tables: what a profile gives to matplotlib and to pandas."""

import csv
import io

import pytest
from commands import run

import framing
from framing import palette

TEXT = "The ministry said the depot will move. Residents call the plan a disgrace. It rained on Monday.\n"


@pytest.fixture(scope="module")
def profile():
    return framing.profile(TEXT)


@pytest.fixture
def pyplot(monkeypatch):
    matplotlib = pytest.importorskip("matplotlib", reason="the extra [plot] is not installed")
    matplotlib.use("agg")
    from matplotlib import pyplot

    monkeypatch.setattr(pyplot, "show", lambda *_: pytest.fail("a plot was shown"))
    yield pyplot
    pyplot.close("all")


class TestPlot:
    def test_draws_the_share_and_interval_of_each_framing(self, profile, pyplot):
        ax = profile.plot()
        assert [bar.get_width() for bar in ax.patches] == pytest.approx(list(profile.shares.values()))
        assert [tick.get_text() for tick in ax.get_yticklabels()] == list(framing.LABELS)
        assert len(ax.containers) == 2 * len(framing.LABELS)

    def test_uses_the_colours_of_the_page(self, profile, pyplot):
        from matplotlib.colors import to_hex

        assert [to_hex(bar.get_facecolor()) for bar in profile.plot().patches] == [
            style.strong[0] for style in palette.STYLES[:4]
        ]

    def test_draws_where_it_is_told(self, profile, pyplot):
        _, ax = pyplot.subplots()
        assert profile.plot(ax) is ax
        assert profile.plot(ax=ax) is ax

    def test_of_a_text_without_prose_is_empty(self, pyplot):
        assert len(framing.profile("").plot().patches) == 0


class TestRows:
    def test_are_one_a_sentence(self, profile):
        rows = profile.to_rows()
        assert [row["text"] for row in rows] == [s.text for s in profile.sentences]
        assert list(rows[0]) == ["number", "start", "end", "label", *framing.LABELS, "uncertain", "text"]
        assert rows[1]["critical"] == profile.sentences[1].probabilities["critical"]

    def test_are_those_of_the_command(self, profile):
        answer = run("profile", "-", "--format", "csv", input=TEXT)
        rows = list(csv.DictReader(io.StringIO(answer.stdout)))
        assert [list(row)[1:] for row in rows] == [list(row) for row in profile.to_rows()]

    def test_fill_a_frame(self, profile):
        pandas = pytest.importorskip("pandas", reason="the extra [pandas] is not installed")
        frame = profile.to_frame()
        assert isinstance(frame, pandas.DataFrame)
        assert frame.to_dict("records") == profile.to_rows()

    def test_of_an_empty_text_fill_a_frame_with_columns(self):
        pytest.importorskip("pandas", reason="the extra [pandas] is not installed")
        frame = framing.profile("").to_frame()
        assert (len(frame), list(frame)[-1]) == (0, "text")
