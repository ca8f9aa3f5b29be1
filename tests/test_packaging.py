"""Packaging: what ships reaches the wheel, and using the library loads nothing that it does not need."""

import configparser
import os
import re
import subprocess
import sys
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import pytest

import framing

ROOT = Path(__file__).resolve().parent.parent
SETUP = configparser.ConfigParser()
SETUP.read(ROOT / "setup.cfg", encoding="utf-8")
HEAVY = ("nltk", "sklearn", "scipy", "torch", "transformers", "pandas", "matplotlib", "jinja2", "trafilatura")
PUBLIC = [
    "Comparison",
    "Failure",
    "FramingError",
    "LABELS",
    "Model",
    "ModelFileError",
    "Outlet",
    "Profile",
    "Quote",
    "SOURCE_KINDS",
    "SentenceClassifier",
    "SentenceVectorizer",
    "__version__",
    "compare",
    "load_model",
    "profile",
    "profile_frame",
    "profile_html",
    "profile_many",
    "profile_outlets",
]


def shipped(folder: str) -> list[str]:
    """Return the tracked files of a top-level folder, or all of them in a copy without git."""
    if not (ROOT / ".git").exists():
        return [str(path.relative_to(ROOT / folder)) for path in (ROOT / folder).rglob("*") if path.is_file()]
    command = ["git", "-C", str(ROOT / folder), "ls-files"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()


def listed(section: str, option: str) -> list[str]:
    """Return the lines of a list in setup.cfg."""
    return [line for line in SETUP[section][option].splitlines() if line]


def loaded(code: str) -> set[str]:
    """Return the top-level modules that are loaded after some code ran in a process of its own."""
    code = f"{code}\nimport sys; print('loaded:', *{{name.partition('.')[0] for name in sys.modules}})"
    here = {**os.environ, "PYTHONPATH": str(Path(framing.__file__).parent.parent)}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env=here, capture_output=True, text=True, check=True)
    return set(done.stdout.rpartition("loaded:")[2].split())


class TestWheel:
    @pytest.mark.parametrize("folder", ["corpus", "models", "framing/templates"])
    def test_takes_every_file_of_the_folder(self, folder):
        package = "framing" if folder.startswith("framing/") else f"framing.data.{folder}"
        below = folder.removeprefix("framing/") + "/" if package == "framing" else ""
        listed = [p.strip() for p in SETUP["options.package_data"][package].split(",")]
        patterns = [p.removeprefix(below) for p in listed if p.startswith(below)]
        files = shipped(folder)
        assert files
        for file in files:
            fitting = [p for p in patterns if p.count("/") == file.count("/") and fnmatch(file, p)]
            assert fitting, f"{folder}/{file} is in no package_data pattern of setup.cfg"

    def test_takes_the_folders_to_where_resources_looks(self):
        assert listed("options", "packages") == ["framing", "framing.data.models", "framing.data.corpus"]
        assert listed("options", "package_dir") == [
            "framing = framing",
            "framing.data.models = models",
            "framing.data.corpus = corpus",
        ]

    def test_the_folders_are_no_python_packages(self):
        assert not list(ROOT.glob("models/**/*.py")) + list(ROOT.glob("corpus/**/*.py"))

    def test_is_typed(self):
        assert (ROOT / "framing" / "py.typed").is_file()
        assert "py.typed" in SETUP["options.package_data"]["framing"].split(", ")

    def test_every_module_lies_flat_in_the_package(self):
        assert list((ROOT / "framing").glob("*/*.py")) == []

    def test_has_the_licence(self):
        assert listed("metadata", "license_files") == ["LICENSE", "NOTICE", "LICENSES/Apache-2.0.txt"]
        assert SETUP["metadata"]["license"] == "BSD-3-Clause"
        assert (ROOT / "LICENSE").is_file()
        assert (ROOT / "NOTICE").is_file()


class TestSetup:
    def test_names_the_distribution_and_its_command(self):
        assert SETUP["metadata"]["name"] == "framing-profile"
        assert listed("options.entry_points", "console_scripts") == ["framing = framing.__main__:main"]

    def test_needs_seven_libraries_and_no_others(self):
        names = [re.split(r"[<>=!~ ]", line)[0] for line in listed("options", "install_requires")]
        assert names == ["numpy", "scikit-learn", "nltk", "joblib", "click", "tqdm", "jinja2"]

    def test_needs_python_3_11(self):
        assert SETUP["options"]["python_requires"] == ">=3.11"

    def test_pyproject_holds_only_the_build_system(self):
        assert list(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))) == ["build-system"]

    def test_version_is_read_from_one_place(self):
        assert SETUP["metadata"]["version"] == "attr: framing._version.__version__"
        assert re.fullmatch(r"\d+\.\d+\.\d+", framing.__version__)


class TestImports:
    @pytest.mark.parametrize(
        "code",
        [
            "import framing",
            "import framing; framing.LABELS, framing.__version__, dir(framing)",
            "from click.testing import CliRunner; from framing.__main__ import main\n"
            "assert CliRunner().invoke(main, ['--help']).exit_code == 0",
            "from click.testing import CliRunner; from framing.__main__ import main\n"
            "assert CliRunner().invoke(main, ['profile', '--help']).exit_code == 0",
        ],
        ids=["import", "names", "help", "help of a command"],
    )
    def test_cost_next_to_nothing(self, code):
        assert loaded(code) & {*HEAVY, "numpy", "joblib"} == set()

    def test_profiling_needs_numpy_alone(self):
        code = (
            "import framing; p = framing.profile('It rained.'); str(p), p.to_json();"
            "list(framing.profile_many(['It rained.']))"
        )
        assert loaded(code) & {*HEAVY, "joblib"} == set()

    def test_a_page_needs_jinja_besides(self):
        code = "import framing; p = framing.profile('It rained.'); p.to_html(), p._repr_html_(), p.to_rows()"
        assert loaded(code) & {*HEAVY, "joblib"} == {"jinja2"}

    def test_checking_the_corpus_needs_no_library(self):
        code = "from framing import corpus, resources; corpus.problems(resources.folder('corpus'))"
        assert loaded(code) & {*HEAVY, "numpy", "joblib"} == set()


class TestPublicNames:
    def test_are_these(self):
        assert sorted(framing.__all__) == PUBLIC
        assert sorted(dir(framing)) == PUBLIC

    @pytest.mark.parametrize("name", PUBLIC)
    def test_can_be_imported(self, name):
        assert getattr(framing, name) is not None

    def test_that_do_not_exist_are_refused_with_those_that_do(self):
        with pytest.raises(AttributeError, match=r"no attribute 'analyse'; it has LABELS, .*profile_many"):
            framing.analyse  # noqa: B018

    def test_none_is_a_module_too(self):
        modules = {path.stem for path in (ROOT / "framing").glob("*.py")}
        assert modules & set(PUBLIC) == set()


class TestContinuousIntegration:
    def test_lints_checks_types_uses_a_wheel_and_tests_last(self):
        script = (ROOT / "tests" / "run").read_text(encoding="utf-8").splitlines()
        steps = ["ruff check", "mypy", "tests/wheel.py", "pytest"]
        found = [next(i for i, line in enumerate(script) if line.endswith(step)) for step in steps]
        assert found == sorted(found)
        assert found[-1] == len(script) - 1

    def test_runs_the_tests_as_the_readme_does_and_leaves_nothing(self):
        script = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
        assert script[-1] == "sh tests/run"
        assert any(line.startswith("trap 'rm -rf") and line.endswith("EXIT") for line in script)

    def test_doctests_run_with_the_tests(self):
        assert "--doctest-modules" in SETUP["tool:pytest"]["addopts"]
        assert SETUP["tool:pytest"]["testpaths"] == "framing tests"
