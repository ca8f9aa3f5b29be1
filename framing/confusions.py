"""The commonest confusions: how often one label is given for another, where, and why.

Counts come from cross-validation. The words are ours, from reading a hundred errors on real articles whose text is not
here; they are of the labels of `framing.labels` and of the shipped model, and would need reading again after a
change that moves the counts.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from .evaluation import Outcome
from .labels import BOILERPLATE, LABELS

MOST = 10
"""Confusions that are told."""
PARTS = 2
"""Kinds of text that are named with a confusion: those where most of it happens."""
OFFICIAL, CRITICAL, PROMOTIONAL, NEUTRAL = LABELS
REASONS: Mapping[tuple[str, str], tuple[str, str]] = {
    (OFFICIAL, NEUTRAL): (
        "An institution's account without a word of saying in the sentence: a prosecutor's steps of a case, a "
        "technical notice, a plan told in plain words; the source stands sentences before, or is the author.",
        "More releases of courts, agencies and projects to learn from; who speaks, carried over from sentence to "
        "sentence."),
    (CRITICAL, NEUTRAL): (
        "Fault found without a loaded word: by contrast, dry understatement, a comparison, a warning of what will "
        "follow; asides of a few words; headings.",
        "A reader that understands more: the accurate model confuses fewer. More comment among the articles learnt "
        "from."),
    (NEUTRAL, CRITICAL): (
        "Disputes, refusals, attacks and losses told without blame: the words are bad, the sentence blames nobody; "
        "short answers in quotation marks.",
        "More plain reports of conflict, crime and defeat to learn from."),
    (NEUTRAL, OFFICIAL): (
        "Background on companies, bodies and products inside an announcement; instructions in technical notices; "
        "figures that stand among an institution's own.",
        "Little: readers are split on many of them. Clearer rules in the guide for background inside a release."),
    (PROMOTIONAL, OFFICIAL): (
        "Sales talk in the tone of an announcement: features, benefits and partners told as plans; a company's "
        "portrait of itself; gifts and appeals reported by the giver.",
        "Releases of more sources: most of these come from one archive that the model of the fold never met."),
    (PROMOTIONAL, NEUTRAL): (
        "Praise without words of praise: expectations of a market, an athlete's form, professions of belief, a "
        "question as heading.",
        "More market talk and sports praise to learn from; a reader that understands more."),
    (NEUTRAL, PROMOTIONAL): (
        "Lists of winners, contributors and guests, and plain facts inside an admiring article: the article "
        "outweighs the sentence; cheerful but factual words of athletes.",
        "Lists told apart as page furniture; more plain sentences in admiring articles to learn from."),
    (OFFICIAL, PROMOTIONAL): (
        "Strategies and missions in glowing words: an institution's plan and its praise of itself in one sentence.",
        "Little: most are labels that a careful reader could defend both ways."),
    (OFFICIAL, CRITICAL): (
        "Officials who deny, defend or answer a charge, and rulings and settlements about wrongdoing: the subject "
        "is bad, the sentence accuses nobody.",
        "Who speaks of whom, from the quotes; more denials and rulings to learn from."),
    (CRITICAL, OFFICIAL): (
        "An official or an expert who warns or accuses in measured words: the word of saying outweighs what is "
        "said.",
        "What is said read apart from who says it; more such charges to learn from."),
}
"""What is confused in a (gold, predicted) pair, and what would help."""


def commonest(outcomes: Sequence[Outcome], registers: Sequence[str]) -> list[dict[str, Any]]:
    """Return the commonest confusions of prose sentences, the commonest first.

    Parameters
    ----------
    outcomes : sequence of Outcome
    registers : sequence of str
        The kind of text of each outcome's article.

    Returns
    -------
    list of dict
        ``gold``, ``predicted``, ``sentences``; ``defended``, the share of them whose second defensible label is the
        predicted one; ``registers``, {kind of text: sentences} of the `PARTS` that have most.
    """
    found: dict[tuple[str, str], list[tuple[bool, str]]] = defaultdict(list)
    for o, register in zip(outcomes, registers, strict=True):
        for gold, also, predicted in zip(o.gold, o.also, o.predicted, strict=True):
            if predicted != gold and BOILERPLATE not in (gold, predicted):
                found[gold, predicted].append((also == predicted, register))
    ordered = sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))[:MOST]
    return [
        {"gold": gold, "predicted": predicted, "sentences": len(rows),
         "defended": sum(defended for defended, _ in rows) / len(rows),
         "registers": dict(Counter(register for _, register in rows).most_common(PARTS))}
        for (gold, predicted), rows in ordered
    ]


def table(found: Sequence[Mapping[str, Any]]) -> str:
    """Return confusions as a Markdown table, with their reasons where these are known."""
    lines = ["| gold | predicted | sentences | second reader could agree | mostly in | what | what would help |",
             "|---|---|---|---|---|---|---|"]
    for row in found:
        what, cure = REASONS.get((row["gold"], row["predicted"]), ("", ""))
        places = ", ".join(f"{name} {n}" for name, n in sorted(row["registers"].items(), key=lambda x: (-x[1], x[0])))
        lines.append(f"| {row['gold']} | {row['predicted']} | {row['sentences']} | {row['defended']:.0%} | {places} "
                     f"| {what} | {cure} |")
    return "\n".join(lines) + "\n"
