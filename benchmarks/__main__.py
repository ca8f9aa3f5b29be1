"""Prints the table of the README: framing beside its rivals, in one run, on the same text, in turns.

``python -m benchmarks`` takes some minutes; ``--articles FILE`` times real ones, JSON Lines with ``text`` or
``sentences``, instead of generated ones; ``--turns`` and ``--number`` make it longer and steadier.
"""

import argparse
import json
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from importlib import metadata
from pathlib import Path
from typing import Any

import framing
from framing.model import shipped
from framing.sentences import split

from .measure import Times, in_turns, process, resident_of
from .news import Newsroom
from .rivals import COLD, RIVALS, pipeline, punkt

FULL, LABELS = "framing: labels, shares, intervals and quotes", "framing: labels, shares and intervals"
WORDS, CHARACTERS = list(RIVALS)[:2]
GOLDENS = Path(__file__).resolve().parent.parent / "tests" / "goldens" / "sentences.jsonl"
LIBRARIES = (
    "numpy", "nltk", "scikit-learn", "joblib", "vaderSentiment", "textblob", "spacy", "fasttext-wheel", "fasttext",
)


def main() -> None:
    """Print versions, table, and what the project promises beside what was measured."""
    asked = _arguments()
    articles = read(asked.articles, asked.number) if asked.articles else list(Newsroom().articles(asked.number))
    print(f"{len(articles)} articles of {statistics.mean(map(len, articles)):.0f} characters; {versions()}\n")
    times = warm(articles, asked.turns)
    print(table(times, len(articles)))
    found = promises(times) + splitting(articles, asked.turns) + cold(articles[0], asked.turns)
    found += [latency(articles), *throughput(articles)]
    print("\n".join(found))


def _arguments() -> argparse.Namespace:
    """Return what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--articles", type=Path)
    parser.add_argument("--number", type=int, default=100)
    parser.add_argument("--turns", type=int, default=7)
    return parser.parse_args()


def read(path: Path, number: int) -> list[str]:
    """Return the texts of JSON Lines; sentences are set a line each."""
    with open(path, encoding="utf-8") as lines:
        rows = [json.loads(line) for _, line in zip(range(number), lines, strict=False)]
    return [row["text"] if "text" in row else "\n".join(row["sentences"]) for row in rows]


def versions() -> str:
    """Return the versions of Python and of the libraries that are there."""
    found = []
    for name in LIBRARIES:
        try:
            found.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            continue
    return f"Python {platform.python_version()}, framing {framing.__version__}, {', '.join(found)}, one thread"


def warm(articles: Sequence[str], turns: int) -> dict[str, Times]:
    """Return the times that framing and its rivals take for all articles."""
    contenders: dict[str, Callable[[str], Any]] = {
        FULL: lambda text: framing.profile(text).quotes, LABELS: lambda text: framing.profile(text).shares,
    }
    for name, build in RIVALS.items():
        try:
            contenders[name] = build()
        except ImportError as error:
            print(f"left out: {name} ({error})")
    return in_turns({name: partial(_each, work, articles) for name, work in contenders.items()}, turns)


def _each(work: Callable[[str], Any], articles: Sequence[str]) -> None:
    """Do some work on each article."""
    for text in articles:
        work(text)


def table(times: dict[str, Times], number: int) -> str:
    """Return a Markdown table: milliseconds an article, and how many times framing's."""
    lines = ["| | ms an article | ± | times labels and shares | times all of framing |", "|---|---|---|---|---|"]
    for name, taken in times.items():
        ratios = f"{times[LABELS].ratio(taken):.2f} | {times[FULL].ratio(taken):.2f}"
        lines.append(f"| {name} | {1000 * taken.median / number:.2f} | {taken.spread:.0%} | {ratios} |")
    return "\n".join([*lines, ""])


def _line(what: str, found: float, bound: str) -> str:
    """Return a line that says what was measured beside what is promised."""
    return f"{what}: {found:.2f} (promised: {bound})"


def promises(times: dict[str, Times]) -> list[str]:
    """Return the promises on a warm process."""
    full, labels = times[FULL], times[LABELS]
    return [
        _line("words pipeline / full profile", full.ratio(times[WORDS]), "at least 1"),
        _line("words and characters pipeline / full profile", full.ratio(times[CHARACTERS]), "at least 4"),
        _line("words pipeline / labels and shares", labels.ratio(times[WORDS]), "at least 2.5"),
    ]


def splitting(articles: Sequence[str], turns: int) -> list[str]:
    """Return how the splitter compares with Punkt, in speed and on our goldens."""
    parameters, theirs = shipped().split_parameters, punkt()
    times = in_turns({
        "ours": lambda: [split(text, parameters) for text in articles],
        "punkt": lambda: [list(theirs.span_tokenize(text)) for text in articles],
    }, turns)
    speed = sum(map(len, articles)) / times["ours"].median / 1e6
    score = {
        "ours": boundary_score(lambda text: split(text, parameters)),
        "Punkt": boundary_score(lambda text: list(theirs.span_tokenize(text))),
    }
    return [
        _line("Punkt / our splitter", times["ours"].ratio(times["punkt"]), "at least 8"),
        f"our splitter: {speed:.0f} million characters a second; boundary F1 on our goldens: "
        + ", ".join(f"{name} {value:.3f}" for name, value in score.items()),
    ]


def boundary_score(splitter: Callable[[str], Sequence[tuple[int, int]]]) -> float:
    """Return the F1 score of the places where sentences end inside the texts of our goldens."""
    found = wanted = both = 0
    for row in map(json.loads, GOLDENS.read_text(encoding="utf-8").split("\n")[:-1]):
        at, ends = 0, set()
        for sentence in row["sentences"][:-1]:
            at = row["text"].index(sentence, at) + len(sentence)
            ends.add(at)
        ours = {end for _, end in splitter(row["text"])[:-1]}
        found, wanted, both = found + len(ours), wanted + len(ends), both + len(ours & ends)
    return 2 * both / (found + wanted)


def cold(article: str, turns: int) -> list[str]:
    """Return how long it takes from the start of a process to the first printed answer, and in how much memory."""
    import joblib

    root = str(Path(framing.__file__).parent.parent)
    env = {**os.environ, "PYTHONPATH": root}
    with tempfile.TemporaryDirectory() as folder:
        text, kept = Path(folder) / "article.txt", Path(folder) / "kept.joblib"
        text.write_text(article, encoding="utf-8")
        joblib.dump((punkt(), pipeline(characters=False)), kept)
        commands = {
            "ours": [sys.executable, "-m", "framing", "profile", str(text)],
            "theirs": [sys.executable, "-c", COLD, str(kept), str(text)],
        }
        memory = {name: resident_of(command, env) for name, command in commands.items()}
        works = {name: partial(process, command, env) for name, command in commands.items()}
        times = in_turns(works, turns, time.perf_counter)
    load = in_turns({"load": lambda: framing.load_model(Path(root) / "models")}, turns)["load"]
    return [
        f"cold start to a printed profile: {times['ours'].median:.2f} s, words pipeline {times['theirs'].median:.2f} s",
        _line("our cold start / words pipeline's", times["theirs"].ratio(times["ours"]), "at most 0.15"),
        _line("our memory in MB", memory["ours"], f"under 120; words pipeline {memory['theirs']:.0f}"),
        _line("loading the model in ms", 1000 * load.median, "under 60"),
    ]


def latency(articles: Sequence[str]) -> str:
    """Return the median and the 99th percentile of a full profile."""
    seconds = []
    for text in articles:
        begun = time.perf_counter()
        _ = framing.profile(text).quotes
        seconds.append(1000 * (time.perf_counter() - begun))
    hundredths = statistics.quantiles(seconds, n=100)
    return f"full profile: p50 {hundredths[49]:.1f} ms, p99 {hundredths[98]:.1f} ms"


def throughput(articles: Sequence[str], repeats: int = 10) -> list[str]:
    """Return how many articles a second one and two processes profile, quotes included."""
    many = [*articles] * repeats

    def work(n_jobs: int) -> None:
        for _ in framing.profile_many(many, n_jobs, each=_counted_quotes):
            pass

    times = in_turns({"one": partial(work, 1), "two": partial(work, 2)}, 3, time.perf_counter)
    rates = ", ".join(f"{name} {len(many) / taken.median:.0f}" for name, taken in times.items())
    gain = times["two"].ratio(times["one"])
    return [f"articles a second by processes: {rates}", _line("gain of two processes", gain, "at least 1.7")]


def _counted_quotes(profile: framing.Profile) -> int:
    """Return how many quotes a profile has."""
    return len(profile.quotes)


if __name__ == "__main__":
    main()
