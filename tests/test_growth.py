"""Growth: time and memory with the size of a text and of a batch; ``python -m benchmarks.growth`` goes further."""

import subprocess
import sys
from pathlib import Path

import pytest
from clock import grows_within

import framing
from benchmarks import growth


@pytest.mark.parametrize("name", sorted(growth.WORKS))
def test_ten_times_the_text_takes_little_more_than_ten_times_as_long(name):
    text = growth.text(300_000)
    assert grows_within(growth.LINEAR, lambda n: growth.WORKS[name](text[:n]), len(text) // 10, len(text))


def test_evidence_of_every_sentence_grows_with_the_text():
    text = growth.text(60_000)
    work = lambda n: [s.evidence for s in framing.profile(text[:n]).sentences]  # noqa: E731
    assert grows_within(growth.LINEAR, work, len(text) // 10, len(text))


def test_memory_of_a_batch_does_not_grow_with_its_length():
    command = [sys.executable, "-m", "benchmarks.growth", "--memory", "2000"]
    done = subprocess.run(command, cwd=Path(growth.__file__).parent.parent, capture_output=True, text=True, check=True)
    grown = float(done.stdout.split(" MB")[0].rpartition(" ")[2])
    assert grown < growth.MOST_MEMORY
