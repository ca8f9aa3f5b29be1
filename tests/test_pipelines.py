"""Models as scikit-learn Pipelines: the same labels after a way through joblib, which framing itself never goes."""

import ast
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import damage
import joblib
import numpy as np
import pytest
from click.testing import CliRunner

import framing
from framing import accurate, corpus, pipelines, wordvectors
from framing.__main__ import main
from framing.features import Article
from framing.model import shipped
from framing.resources import folder
from framing.sentences import split

STORIES = [article.text for article in corpus.read()[::100]]


def own(labels):
    """Return a model of other labels on the word vectors, its weights drawn by chance."""
    known, chance = wordvectors.shipped(), np.random.default_rng(len(labels))
    weights = chance.normal(size=(known.width + 4, len(labels) + 1)).astype(np.float32)
    manifest = {**shipped().manifest, "labels": labels, "reader": "words", "id": "en-own", "temperature": 1.7}
    return replace(shipped(), knowledge=known, weights=weights, manifest=manifest,
                   intercept=chance.normal(size=len(labels) + 1).astype(np.float32))


def assert_same(model, pipeline, texts):
    """Assert that a pipeline gives the probabilities and labels that the model gives the sentences of texts."""
    columns = [list(pipeline.classes_).index(label) for label in model.labels]
    for text in texts:
        spans = split(text, model.split_parameters)
        expected = model.read(Article(text, spans)).probabilities
        passages = [(text, *span) for span in spans]
        np.testing.assert_allclose(pipeline.predict_proba(passages)[:, columns], expected, atol=1e-5)
        assert pipeline.predict(passages).tolist() == [model.labels[i] for i in expected.argmax(axis=1)]


def exported(tmp_path, *options):
    """Return what the command prints, and the pipeline that joblib loads from its file."""
    done = CliRunner().invoke(main, ["export", "--joblib", str(tmp_path / "model.joblib"), *options])
    assert done.exit_code == 0, done.output
    return done, joblib.load(tmp_path / "model.joblib")


def test_the_shipped_model_gives_the_same_labels_as_a_pipeline(tmp_path):
    done, pipeline = exported(tmp_path)
    assert_same(shipped(), pipeline, STORIES)
    assert f"model.joblib: a scikit-learn Pipeline of the model {shipped().id}" in done.output
    assert f"warning: {pipelines.WARNING}" in done.output
    assert [path.name for path in tmp_path.iterdir()] == ["model.joblib"]


def test_prose_gets_the_labels_that_its_profile_has(tmp_path):
    pipeline = exported(tmp_path)[1]
    for text in STORIES:
        prose = [s for s in framing.profile(text).sentences if s.label != "boilerplate"]
        assert pipeline.predict([(text, s.start, s.end) for s in prose]).tolist() == [s.label for s in prose]


def test_another_folder_may_be_named(tmp_path):
    done, pipeline = exported(tmp_path, "--model", str(folder("models")))
    assert shipped().id in done.output
    assert set(pipeline.classes_) == set(framing.LABELS)


@pytest.mark.parametrize("labels", [("warm", "cold"), ("c", "a", "b")])
def test_labels_of_ones_own_come_through(labels, tmp_path):
    model = own(labels)
    pipelines.write(tmp_path / "own.joblib", model)
    pipeline = joblib.load(tmp_path / "own.joblib")
    assert_same(model, pipeline, STORIES[:2])
    assert len(pipeline[0].get_feature_names_out()) == len(model.weights)


def test_the_accurate_model_comes_through(tmp_path):
    pytest.importorskip("onnxruntime", reason="onnxruntime is not installed: extra [accurate]")
    pytest.importorskip("tokenizers", reason="tokenizers is not installed: extra [accurate]")
    pipeline = exported(tmp_path, "--model", "accurate")[1]
    assert_same(accurate.shipped(), pipeline, STORIES[:2])
    assert len(pipeline[0].get_feature_names_out()) == len(accurate.shipped().weights)


@pytest.mark.parametrize("options", [
    [], ["--joblib", "m", "--corpus", "."], ["--corpus", "."], ["--corpus", ".", "-o", "x", "--model", "accurate"],
    ["--joblib", "m", "-o", "x"], ["--joblib", "m", "--format", "csv"], ["-o", "x"],
])
def test_what_to_export_must_be_told_apart(options, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["export", *options])
    assert done.exit_code == 1
    assert done.output.startswith("Error: say what to export, one at a time: --corpus FOLDER -o FILE")
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_a_folder_that_is_not_there_is_an_error_of_one_line(tmp_path):
    done = CliRunner().invoke(main, ["export", "--joblib", str(tmp_path / "no" / "m")])
    assert done.exit_code == 1
    assert done.output.count("\n") == 1
    assert str(tmp_path / "no") in done.output


def test_labelled_sentences_are_exported_as_before(tmp_path):
    place = tmp_path / "out.jsonl"
    done = CliRunner().invoke(main, ["export", "--corpus", str(folder("corpus")), "-o", str(place)])
    assert done.exit_code == 0, done.output
    assert f"{place}: " in done.output
    assert place.stat().st_size > 0


def test_nothing_of_framing_loads_a_joblib_file():
    for path in Path(framing.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = ast.unparse(node) if isinstance(node, ast.Attribute) else ""
            assert named not in ("joblib.load", "pickle.load", "pickle.Unpickler")
            assert not (isinstance(node, ast.ImportFrom) and node.module in ("joblib", "pickle")
                        and {"load", "Unpickler"} & {alias.name for alias in node.names})


@pytest.mark.parametrize("name", ["model.npz", "quotes.npz", "model.json"])
def test_a_pipeline_in_the_place_of_a_model_is_refused(name, tmp_path):
    for file in damage.FILES:
        (tmp_path / file).write_bytes((folder("models") / file).read_bytes())
    pipelines.write(tmp_path / name, shipped())
    with pytest.raises(framing.ModelFileError, match=name.split(".")[0]):
        framing.load_model(tmp_path)


def test_help_shows_both_ways():
    done = CliRunner().invoke(main, ["export", "--help"])
    assert "framing export --corpus FOLDER -o FILE" in done.output
    assert "framing export --joblib FILE [--model MODEL]" in done.output


def test_a_pipeline_works_in_a_process_that_has_imported_nothing_of_framing(tmp_path):
    exported(tmp_path)
    code = ("import sys, joblib; sys.path.insert(0, sys.argv[2]); p = joblib.load(sys.argv[1]); "
            "print(p.predict(['Residents call the plan a disgrace.'])[0])")
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "model.joblib"), str(Path(framing.__file__).parent.parent)],
        capture_output=True, text=True, check=False,
    )
    assert done.stdout.strip() == "critical", done.stderr
