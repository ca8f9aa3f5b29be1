"""How the time that work takes grows with its size, told in a way that a busy machine does not upset."""

import time
from collections.abc import Callable

TRIES = 5
"""Comparisons before growth counts as measured: what else runs on the machine slows single ones down."""
FLOOR = 0.002
"""Seconds; below it, clocks and caches weigh more than the work."""


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time of one call."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def grows_within(times: float, work: Callable[[int], object], few: int, many: int) -> bool:
    """Return whether work of size ``many`` takes at most so many times as long as work of size ``few``."""
    return any(
        seconds(lambda: work(many)) <= times * max(seconds(lambda: work(few)), FLOOR) for _ in range(TRIES)
    )
