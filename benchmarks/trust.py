"""Campaigns that take too long for every change: hostile texts by the hundred thousand, damaged files, invariances.

Each command prints what it tried, what failed, and ends with 1 where anything did; ``--help`` lists them. What every
text must fulfil stands in tests/promises.py, and the same checks run, fewer of them, with the tests.
"""

import json
import resource
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

sys.path[:0] = [str(Path(__file__).parent.parent / part) for part in ("tests", ".")]

import clock
import damage
import families
import invariances
import promises

import framing
from framing import corpus

MOST_GROWTH, MOST_SECONDS = 15, 20
"""What is promised: times as long for ten times the text, and seconds for a million code points."""
SHOWN = 5
"""Failures that are printed in full: of more, most are the same fault."""


@click.group()
def main() -> None:
    """Try what is promised of framing, at length."""


def hostile(seed: int) -> str:
    """Return the text of a number: pieces of the families, or an odd text of ours with changes."""
    return families.mutated(seed) if seed % 3 == 0 else families.mixed(seed)


def one_example(seed: int) -> None:
    """Check one text alone or, every fifth, beside the next one; errors of ours are allowed."""
    try:
        if seed % 5:
            promises.check_profile(hostile(seed))
        else:
            promises.check_comparison(hostile(seed), hostile(seed + 1))
    except framing.FramingError:
        pass


def tried(seeds: range, attempt: Callable[[int], None], seconds: float) -> tuple[int, int]:
    """Return how many seeds were tried within some seconds, and how many failed; print the first failures."""
    begun, failed = time.monotonic(), 0
    for number, seed in enumerate(seeds):
        if time.monotonic() - begun > seconds:
            return number, failed
        try:
            attempt(seed)
        except Exception:
            failed += 1
            if failed <= SHOWN:
                click.echo(f"seed {seed}: {traceback.format_exc()}")
    return len(seeds), failed


@main.command()
@click.option("--examples", default=10_000, show_default=True, help="Texts to try.")
@click.option("--seed", default=0, show_default=True, help="The first of them; the others follow.")
@click.option("--seconds", default=float("inf"), help="Stop after so many seconds, and say how many were tried.")
def campaign(examples: int, seed: int, seconds: float) -> None:
    """Profile and compare hostile texts, with quotes, evidence, pages and JSON."""
    done, failed = tried(range(seed, seed + examples), one_example, seconds)
    click.echo(f"{done:,} hostile texts from seed {seed}, {failed} failures")
    sys.exit(bool(failed))


@main.command()
@click.option("--size", default=100_000, show_default=True, help="Code points of the shorter text.")
@click.option("--family", "names", multiple=True, type=click.Choice(sorted(families.FAMILIES)), help="Default: all.")
def growth(size: int, names: tuple[str, ...]) -> None:
    """Time each family at one length and at ten times that length."""
    profile_and_quotes(families.news(2000))
    slow = 0
    click.echo(f"seconds at {10 * size:<14,}{'profile, quotes':>16}{'ratio':>7}{'evidence':>10}{'ratio':>7}")
    for name in names or families.FAMILIES:
        few, many = ([min(times) for times in zip(*(timed(name, n) for _ in range(2)), strict=True)]
                     for n in (size, 10 * size))
        ratios = [b / max(a, clock.FLOOR) for a, b in zip(few, many, strict=True)]
        late = max(ratios) > MOST_GROWTH or many[0] > MOST_SECONDS
        slow += late
        click.echo(f"{name:25}{many[0]:16.2f}{ratios[0]:7.1f}{many[1]:10.2f}{ratios[1]:7.1f}{'  slow' if late else ''}")
    click.echo(f"{slow} families grow by more than {MOST_GROWTH} times or take more than {MOST_SECONDS} s")
    sys.exit(bool(slow))


def profile_and_quotes(text: str) -> framing.Profile:
    """Return a profile whose quotes, voices and balance are known."""
    p = framing.profile(text)
    assert p.voices is not None and p.balance is not None
    return p


def timed(name: str, size: int) -> tuple[float, float]:
    """Return the seconds that profile and quotes take, and then the evidence of all sentences."""
    text = families.FAMILIES[name](size)
    kept: list[framing.Profile] = []
    first = clock.seconds(lambda: kept.append(profile_and_quotes(text)))
    return first, clock.seconds(lambda: [s.evidence for s in kept[0].sentences])


@main.command()
@click.option("--flips", default=10_000, show_default=True, help="Single bits to flip.")
@click.option("--cuts", default=1_000, show_default=True, help="Files to cut off.")
@click.option("--forms", default=1_000, show_default=True, help="Broken arrays under a digest that fits.")
@click.option("--kills", default=50, show_default=True, help="Writings to kill.")
def damaged(flips: int, cuts: int, forms: int, kills: int) -> None:
    """Damage, forge and half write a copy of the model files, and load them each time."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for name in damage.FILES:
            shutil.copy(Path("models") / name, folder / name)
        counts = {
            "bits flipped": [refused(folder, damage.flipped, seed) for seed in range(flips)],
            "files cut off": [refused(folder, damage.truncated, seed) for seed in range(cuts)],
            "files forged": [refused(folder, damage.crafted, name) for name in damage.CRAFTED],
            "arrays broken under a digest that fits (those that load are equal in form)":
                [refused(folder, damage.reformed, seed) is not None for seed in range(forms)],
        }
        whole = [damage.killed(folder, seed) for seed in range(kills)]
    for kind, outcomes in counts.items():
        click.echo(f"{kind}: {len(outcomes):,}, refused or sound {sum(outcomes):,}")
    click.echo(f"writings killed: {kills}, after which a model loads {sum(whole)}")
    click.echo(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    sys.exit(not all(all(outcomes) for outcomes in (*counts.values(), whole)))


def refused(folder: Path, harm: Callable[[Path, Any], Any], which: Any) -> bool:
    """Return whether a harmed model is refused as promised; any other error ends the campaign."""
    with harm(folder, which):
        try:
            framing.load_model(folder)
        except framing.ModelFileError:
            return True
    return False


@main.command()
@click.argument("articles", type=click.Path(exists=True, dir_okay=False, path_type=Path), nargs=-1)
def alarms(articles: tuple[Path, ...]) -> None:
    """Count the warnings that real articles in English get; ARTICLES are JSON Lines with text or sentences."""
    for place in articles:
        found: Counter[str] = Counter()
        profiles = [framing.profile(text_of(line)) for line in place.read_text(encoding="utf-8").splitlines()]
        found.update(code for p in profiles for code, _ in p.warnings)
        sentences = [s for p in profiles for s in p.sentences]
        uncertain = sum(s.uncertain for s in sentences) / len(sentences)
        click.echo(f"{place.parent.name}/{place.name}: {len(profiles)} articles, warnings {dict(found)}; "
                   f"{uncertain:.3f} of {len(sentences)} sentences uncertain")


@main.command()
@click.option("--stories", default=1000, show_default=True, help="Of our corpus, from its beginning.")
def invariance(stories: int) -> None:
    """Count labels that changes turn which should turn none, and shares that fall where they should not."""
    texts = [article.text for article in corpus.read()[:stories]]
    missed = 0
    for name, (change, most) in invariances.SAME.items():
        changed, total = invariances.flipped(texts, change)
        missed += changed > most * total
        click.echo(f"{name}: {changed} of {total} labels turn, {changed / total:.3f} (at most {most})")
    for label in invariances.ADDED:
        held, total = invariances.kept(texts, label)
        missed += held < invariances.LEAST_KEPT * total
        click.echo(f"{label} added: not lowered in {held} of {total}, {held / total:.3f} "
                   f"(at least {invariances.LEAST_KEPT})")
    sys.exit(bool(missed))


def text_of(line: str) -> str:
    """Return the text of an article in a line of JSON, sentences a paragraph each where it has only these."""
    row = json.loads(line)
    return str(row["text"]) if "text" in row else "\n\n".join(row["sentences"])


if __name__ == "__main__":
    main()
