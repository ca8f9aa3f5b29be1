"""Ctrl-C stops a command, whenever it comes: its helpers do not take it, and it is never lost.

Python raises KeyboardInterrupt wherever the main thread happens to be. In a destructor it is printed and forgotten, in
a helper process it becomes a traceback on the terminal. A command that is started with Ctrl-C turned off, as shells
start those in the background, leaves it off.
"""

import signal
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TypeVar

T = TypeVar("T")


def heeding(rows: Iterable[T]) -> Iterator[T]:
    """Yield rows, and no more of them after a Ctrl-C, even if something swallowed the exception.

    Raises
    ------
    KeyboardInterrupt
        At the latest before the next row.
    """
    pressed = False

    def press(_: int, __: FrameType | None) -> None:
        nonlocal pressed
        pressed = True
        raise KeyboardInterrupt

    ours = signal.getsignal(signal.SIGINT) is signal.default_int_handler and _in_main_thread()
    if ours:
        signal.signal(signal.SIGINT, press)
    try:
        for row in rows:
            if pressed:
                raise KeyboardInterrupt
            yield row
        if pressed:
            raise KeyboardInterrupt
    finally:
        if ours:
            signal.signal(signal.SIGINT, signal.default_int_handler)


@contextmanager
def withheld() -> Iterator[None]:
    """Hold Ctrl-C back within the block; processes that are started there never see it.

    It is delivered when the block ends. Where a system cannot hold signals back, nothing is done.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    from multiprocessing.resource_tracker import ensure_running

    ensure_running()  # helpers need it; started within the block, it would let Ctrl-C through again (Python 3.11)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _in_main_thread() -> bool:
    """Tell whether this is the thread that signals come to."""
    return threading.current_thread() is threading.main_thread()
