"""Resources: the shipped folders are found in a checkout and in a wheel."""

import zipfile

import pytest

from framing import resources


class TestFolder:
    @pytest.mark.parametrize(
        ("name", "file"),
        [
            ("models", "model.json"),
            ("models", "model.npz"),
            ("corpus", "sentences.csv"),
            ("corpus", "GUIDE.md"),
            ("corpus", "example.txt"),
        ],
    )
    def test_holds_what_ships(self, name, file):
        assert (resources.folder(name) / file).is_file()

    def test_reads_as_text_and_as_bytes(self):
        file = resources.folder("corpus") / "stories.csv"
        assert file.read_text(encoding="utf-8").startswith("story,version,")
        with file.open("rb") as content:
            assert content.read(5) == b"story"

    def test_inside_the_package_comes_first(self, monkeypatch, tmp_path):
        inside = tmp_path / "framing" / "data" / "corpus"
        inside.mkdir(parents=True)
        (tmp_path / "corpus").mkdir()
        monkeypatch.setattr(resources, "PACKAGE", tmp_path / "framing")
        assert resources.folder("corpus") == inside

    def test_beside_the_package_is_taken_where_there_is_none_inside(self, monkeypatch, tmp_path):
        beside = tmp_path / "corpus"
        beside.mkdir()
        monkeypatch.setattr(resources, "PACKAGE", tmp_path / "framing")
        assert resources.folder("corpus") == beside

    def test_in_a_package_that_is_an_archive_is_found_too(self, monkeypatch, tmp_path):
        with zipfile.ZipFile(tmp_path / "packed.zip", "w") as archive:
            archive.writestr("data/corpus/GUIDE.md", "Read this.")
        monkeypatch.setattr(resources, "PACKAGE", tmp_path / "packed.zip" / "framing")
        monkeypatch.setattr("importlib.resources.files", lambda name: zipfile.Path(tmp_path / "packed.zip"))
        assert (resources.folder("corpus") / "GUIDE.md").read_text(encoding="utf-8") == "Read this."

    def test_that_is_missing_is_named_with_the_cure(self):
        with pytest.raises(FileNotFoundError, match=r"'nothing' .* missing: install framing again"):
            resources.folder("nothing")
