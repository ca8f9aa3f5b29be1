"""Resources: the shipped folders are found in a checkout and in a wheel."""

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
        inside = tmp_path / "data" / "corpus"
        inside.mkdir(parents=True)
        monkeypatch.setattr(resources, "files", lambda name: tmp_path)
        assert resources.folder("corpus") == inside

    def test_beside_the_package_is_taken_where_there_is_none_inside(self, monkeypatch, tmp_path):
        package = tmp_path / "framing"
        beside = tmp_path / "corpus"
        beside.mkdir()
        monkeypatch.setattr(resources, "files", lambda name: package)
        monkeypatch.setattr(resources, "__file__", str(package / "resources.py"))
        assert resources.folder("corpus") == beside

    def test_that_is_missing_is_named_with_the_cure(self):
        with pytest.raises(FileNotFoundError, match=r"'nothing' .* missing: install framing again"):
            resources.folder("nothing")
