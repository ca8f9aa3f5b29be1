"""What is remembered: found once, forgotten all at once, the same for every thread."""

from concurrent.futures import ThreadPoolExecutor

from framing import memory
from framing.memory import Memory


def test_finds_a_value_once():
    asked = []
    lengths = Memory(lambda word: asked.append(word) or len(word))
    assert [lengths[word] for word in ("mill", "dam", "mill")] == [4, 3, 4]
    assert asked == ["mill", "dam"]


def test_starts_anew_when_it_is_full(monkeypatch):
    monkeypatch.setattr(memory, "REMEMBERED", 2)
    lengths = Memory(len)
    assert [lengths[word] for word in ("a", "bb", "ccc", "a")] == [1, 2, 3, 1]
    assert dict(lengths) == {"ccc": 3, "a": 1}


def test_gives_every_thread_the_same(monkeypatch):
    monkeypatch.setattr(memory, "REMEMBERED", 3)
    lengths = Memory(len)
    words = ["x" * (n % 7) for n in range(5000)]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: [lengths[word] for word in words], range(8)))
    assert found == [list(map(len, words))] * 8
