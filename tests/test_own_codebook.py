"""The whole way with labels of one's own: through the command line, from init-codebook to report."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import framing
from framing import exchange, sheets
from framing.codebook import create
from framing.corpus import own_labels, problems

EXAMPLE = Path(__file__).resolve().parent.parent / "docs" / "example"
LABELS = ("conflict", "human interest", "economic consequences", "morality", "responsibility", "none")


def test_the_worked_example_goes_from_codebook_to_report(tmp_path):
    env = {**os.environ, "PYTHONPATH": str(Path(framing.__file__).parent.parent)}

    def run(*command):
        done = subprocess.run([sys.executable, "-m", "framing", *map(str, command)], cwd=tmp_path, env=env,
                              capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr + done.stdout
        return done.stdout

    run("init-codebook", "frames", *(part for label in LABELS for part in ("-l", f"{label}=is so")))
    run("sample", EXAMPLE / "articles", "-n", 200, "--double", 200, "-o", "sheet.csv")
    drawn, coded = (sheets.read(place) for place in (tmp_path / "sheet-a.csv", EXAMPLE / "sheet-a.csv"))
    assert [row.key for row in drawn] == [row.key for row in coded]
    both = EXAMPLE / "sheet-a.csv", EXAMPLE / "sheet-b.csv"
    assert "Krippendorff's alpha 0.976" in run("agreement", *both)
    run("import", *both, "--corpus", "frames", "--articles", EXAMPLE / "articles")
    assert "no faults" in run("check", "--corpus", "frames")
    assert "learning curve" in run("retrain", "--corpus", "frames", "--out", "model")
    run("report", EXAMPLE / "articles" / "stadium.txt", "--model", "model", "-o", "page.html")
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert all(label in page for label in LABELS)
    assert "k0" in page
    assert own_labels(tmp_path / "frames")["conflict"]["colour"][1:] in page


def test_a_changed_text_is_refused_with_its_row(tmp_path):
    text = (EXAMPLE / "sheet-a.csv").read_text(encoding="utf-8-sig").replace("opened in 1968", "opened in 1969")
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"row \d+ \(number \d+\): the text"):
        sheets.read(tmp_path / "a.csv")


@pytest.mark.parametrize("form", exchange.FORMS)
def test_labelled_spans_come_back_from_every_format(form, tmp_path):
    texts = {"a": "\U0001f600 It rained.\n=SUM(1) fell!"}
    rained, fell = ("It rained.", "none"), ("=SUM(1) fell", "war")
    rows = [sheets.Row("a", at, at + len(said), "", said, "", label) for at, (said, label) in ((2, rained), (13, fell))]
    exchange.write(tmp_path / "out", form, texts, rows)
    found = exchange.read(tmp_path / "out", form, texts, ["none", "war"])
    assert [(r.key, r.label) for r in found.rows] == [(r.key, r.label) for r in rows]
    assert found.refused == ()


@pytest.mark.parametrize("labels", [["one"], [str(i) for i in range(31)], ["a", ""], ["a", "label"]])
def test_label_sets_that_cannot_be_are_refused(labels, tmp_path):
    with pytest.raises(ValueError, match=r"from 2 to 30|no label may be called"):
        create(tmp_path / "c", dict.fromkeys(labels, ""))


def test_labels_may_hold_commas_quotes_and_emoji(tmp_path):
    labels = {"war, peace": "a", 'the "other"': "b", "\U0001f600": "c"}
    create(tmp_path / "c", labels)
    assert list(own_labels(tmp_path / "c")) == list(labels)
    assert problems(tmp_path / "c") == []
