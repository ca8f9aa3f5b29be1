"""The three documents: found, verified, and read by a model that has not met their event."""

from pathlib import Path

import pytest
from commands import run

from framing import corpus, documents
from framing.labels import LABELS
from framing.resources import folder

SHARED = Path(__file__).resolve().parents[2] / "shared" / "documents"
ROWS = corpus.read_rows(folder("corpus"), "documents.csv")


def test_the_annotations_give_shares_that_sum_to_one():
    found = documents.annotated_shares()
    assert set(found) == {row["document"] for row in ROWS}
    assert all(sum(shares.values()) == pytest.approx(1) for shares in found.values())


def test_a_folder_without_the_documents_is_refused_with_the_cure(tmp_path):
    with pytest.raises(ValueError, match=r"is not in .*: give the folder of the documents that were annotated"):
        corpus.document_texts(tmp_path)


def test_another_text_under_the_name_of_a_document_is_refused(tmp_path):
    for row in ROWS:
        (tmp_path / row["file"]).write_text("Something else.")
    with pytest.raises(ValueError, match="another text than the one annotated"):
        corpus.document_texts(tmp_path)


def test_the_command_asks_for_the_folder_of_the_documents():
    answer = run("evaluate", "--of", "documents")
    assert answer.exit_code == 1
    assert "--documents FOLDER" in answer.stderr


@pytest.mark.skipif(not SHARED.is_dir(), reason="the documents are not at hand")
def test_the_official_document_is_read_as_official_without_its_retellings():
    lines = documents.report(SHARED).splitlines()[1:]
    found = next(line for line in lines if line.startswith("000") and "without retellings" in line)
    assert found.split()[-len(LABELS)].endswith("*")
    assert len(lines) == 9
