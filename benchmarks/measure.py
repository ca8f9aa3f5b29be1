"""Timing that a busy machine upsets little: contenders take turns, medians and ratios within one turn count."""

import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Times:
    """The seconds that some work took, a value a turn."""

    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        """The median."""
        return statistics.median(self.seconds)

    @property
    def spread(self) -> float:
        """Half the distance between the quartiles, as a share of the median."""
        low, _, high = statistics.quantiles(self.seconds, n=4)
        return (high - low) / 2 / self.median

    def ratio(self, other: "Times") -> float:
        """Return the median over the turns of how many times as long the other one took in the same turn."""
        return statistics.median(b / a for a, b in zip(self.seconds, other.seconds, strict=True))


def in_turns(
    works: Mapping[str, Callable[[], object]], turns: int, clock: Callable[[], float] = time.process_time
) -> dict[str, Times]:
    """Return the times of each work; all of them are done once before, then in turn.

    Parameters
    ----------
    works : mapping of str to callable
    turns : int
        At least 2.
    clock : callable
        Default: the processor time of this process, which others on the machine upset little. What other processes do
        needs `time.perf_counter`.
    """
    for work in works.values():
        work()
    found: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(turns):
        for name, work in works.items():
            begun = clock()
            work()
            found[name].append(clock() - begun)
    return {name: Times(tuple(seconds)) for name, seconds in found.items()}


LAUNCHER = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
"""
"""Starts a process from a small one: what a child has resident counts from its parent's size on."""


def process(command: Sequence[str], env: Mapping[str, str]) -> None:
    """Run a process."""
    subprocess.run(command, env=env, stdout=subprocess.DEVNULL, check=True)


def resident_of(command: Sequence[str], env: Mapping[str, str]) -> float:
    """Return the megabytes that a process had resident at most."""
    launched = [sys.executable, "-c", LAUNCHER, *command]
    return float(subprocess.run(launched, env=env, capture_output=True, text=True, check=True).stdout)


def resident() -> float:
    """Return the megabytes that this process has had resident at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
