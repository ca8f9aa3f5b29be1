"""What was found out about words and the like, kept so that it need not be found out anew."""

from collections.abc import Callable
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")
REMEMBERED = 5_000
"""Keys whose value is kept at most. Of 5, 10, 20 and 50 thousand none found the quotes of 2,000 articles faster; with
50 thousand a run of 3,000 articles grew by 37 MB after the first thousand, with 5 thousand by 17 MB."""


class Memory(dict[K, V]):
    """Values by key, each found by a function when first asked for; beyond `REMEMBERED` it starts anew.

    Looking up what is there costs no call of a Python function, also from ``map(memory.__getitem__, keys)``. Safe to
    use from several threads: who does not find what another thread dropped finds it out anew.

    Examples
    --------
    >>> lengths = Memory(len)
    >>> lengths["word"], dict(lengths)
    (4, {'word': 4})
    """

    def __init__(self, find: Callable[[K], V]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, key: K) -> V:
        found = self._find(key)
        if len(self) >= REMEMBERED:
            self.clear()
        self[key] = found
        return found
