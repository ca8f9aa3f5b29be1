"""Ctrl-C: it stops at once, and also where Python would forget it. With processes it is tested in test_journal."""

import signal
import subprocess
import sys

import pytest

from framing.interrupts import heeding, withheld


class Forgetful:
    """Is pressed Ctrl-C upon while it is destroyed, where Python prints exceptions and goes on."""

    def __del__(self):
        signal.raise_signal(signal.SIGINT)


@pytest.fixture(autouse=True)
def heeds_ctrl_c():
    """Have Ctrl-C raise, as it does in a command that is started in a terminal."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def rows(number, at):
    """Yield numbers; Ctrl-C is swallowed before one of them, or after the last."""
    for i in range(number + 1):
        if i == at:
            Forgetful()
        if i < number:
            yield i


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("at", [0, 2, 5])
def test_a_swallowed_one_stops_before_the_next_row(at):
    seen = []
    with pytest.raises(KeyboardInterrupt):
        for row in heeding(rows(5, at)):
            seen.append(row)
    assert seen == list(range(at))


def test_afterwards_it_is_as_before():
    assert list(heeding(range(3))) == [0, 1, 2]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_turned_off_it_stays_off():
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for _ in heeding(range(3)):
        signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="this system cannot hold signals back")
def test_withheld_it_comes_at_the_end_of_the_block_and_not_to_helpers():
    script = "import signal; print(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, []))"
    reached = False
    with pytest.raises(KeyboardInterrupt), withheld():
        signal.raise_signal(signal.SIGINT)
        reached = True
        helper = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert reached
    assert helper.stdout == "True\n"
