"""Builds the wheel, installs it into an empty environment and walks through a codebook of one's own in it."""

import os
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from walk import EXAMPLE, Walk

ROOT = Path(__file__).resolve().parent.parent
NOT_SOURCE = shutil.ignore_patterns(".*", "build", "dist", "*.egg-info", "__pycache__")
USE = """
import framing
p = framing.profile("The council said the bridge will open in May. Drivers call the delay a scandal.")
assert len(p.sentences) == 2 and abs(sum(p.shares.values()) - 1) < 1e-9
assert "<main" in p.to_html()
assert "site-packages" in framing.__file__, framing.__file__
from framing import corpus, resources
assert corpus.read()
assert resources.folder("corpus").joinpath("example.txt").is_file()
"""


def main() -> None:
    """Build, install, use; any failure ends with a traceback and a non-zero exit."""
    with tempfile.TemporaryDirectory() as folder:
        source = shutil.copytree(ROOT, Path(folder) / "source", ignore=NOT_SOURCE)
        run(sys.executable, "-m", "build", "--wheel", "--outdir", folder, str(source), cwd=folder)
        shutil.rmtree(source)
        (wheel,) = Path(folder).glob("*.whl")
        venv.create(Path(folder) / "env", with_pip=True)
        python = str(Path(folder) / "env" / "bin" / "python")
        run(python, "-m", "pip", "install", "--quiet", str(wheel), cwd=folder)
        run(python, "-c", USE, cwd=folder)
        command = str(Path(folder) / "env" / "bin" / "framing")
        run(command, "--version", cwd=folder)
        run(command, "check", cwd=folder)
        walk = Walk(Path(tempfile.mkdtemp(dir=folder)), [command])
        walk.from_codebook_to_model()
        walk.run("report", EXAMPLE / "articles" / "stadium.txt", "--model", "model", "-o", "page.html")
        print(f"wheel of {wheel.stat().st_size / 1e6:.1f} MB built, installed and used")


def run(*command: str, cwd: str | Path) -> None:
    """Run a command without the checkout on its path; show what it printed if it failed."""
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(command, cwd=cwd, env=clean, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    main()
