"""Checks of bias and leakage: where a model is better or worse, and what it must not go by.

In come outcomes of cross-validation, and our own stories, out come plain numbers for the model card:

- scores by part (kind of text, topic), with how much more of each label is found than there is;
- what changes when the names in our own articles are masked: the labels should be of the wording;
- how far the topic alone tells the label: our stories are told in four framings each, so that it must not.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from . import evaluation
from .corpus import LabelledArticle
from .evaluation import Outcome
from .labels import BOILERPLATE
from .lessons import Example
from .topics import topics

MASK = "Zorvek"
"""What stands for every name when names are masked: a word that no model knows."""
WORD = re.compile(r"[^\W\d_]+")
FEWEST_STORIES = 50
"""Stories in all framings from which topics can be told apart."""


def by_part(names: Sequence[str], outcomes: Sequence[Outcome], labels: Sequence[str]) -> list[dict[str, Any]]:
    """Return the scores of the articles of each part, the largest part first.

    Parameters
    ----------
    names : sequence of str
        The part that each outcome belongs to.

    Returns
    -------
    list of dict
        ``part``, ``articles``, ``sentences``, ``macro_f1``, ``accuracy``, ``lenient``, ``ece`` as
        `framing.evaluation.scores` has them, and ``lean``: for each label the share of prose sentences that
        were given it, less the share that have it.
    """
    parts: dict[str, list[Outcome]] = defaultdict(list)
    for name, found in zip(names, outcomes, strict=True):
        parts[name].append(found)
    ordered = sorted(parts.items(), key=lambda part: (-len(part[1]), part[0]))
    return [{"part": name, **_part_scores(found, labels)} for name, found in ordered]


def _part_scores(outcomes: Sequence[Outcome], labels: Sequence[str]) -> dict[str, Any]:
    """Return the scores of one part."""
    found = evaluation.scores(outcomes, labels)
    rows = found["confusion"]
    given = {label: sum(row[label] for row in rows.values()) for label in labels}
    lean = {x: (given[x] - sum(rows[x].values())) / max(1, found["sentences"]) for x in labels}
    kept = ("articles", "sentences", "macro_f1", "accuracy", "lenient", "ece")
    return {**{name: found[name] for name in kept}, "lean": lean}


def masked(articles: Sequence[LabelledArticle]) -> list[LabelledArticle]:
    """Return the articles with `MASK` for each word of a name, sentences and line breaks as they are.

    A name is a capitalised word that stands nowhere in the articles without its capital, so days and months count
    as names too. Numbers need no mask: models see only what kind of number stands somewhere.
    """
    lower = {word for a in articles for word in WORD.findall(a.text) if word.islower()}

    def hidden(match: re.Match[str]) -> str:
        """Return the mask for a name, any other word as it is."""
        word = match[0]
        return MASK if word[0].isupper() and len(word) > 1 and word.lower() not in lower else word

    return [_rewritten(article, lambda text: WORD.sub(hidden, text)) for article in articles]


def _rewritten(article: LabelledArticle, change: Callable[[str], str]) -> LabelledArticle:
    """Return an article whose sentences were changed one by one."""
    text, spans, end = "", [], 0
    for start, stop in article.spans:
        text += article.text[end:start]
        sentence = change(article.text[start:stop])
        spans.append((len(text), len(text) + len(sentence)))
        text += sentence
        end = stop
    return replace(article, text=text + article.text[end:], spans=tuple(spans))


def without_names(
    outcomes: Sequence[Outcome], masked: Sequence[Sequence[str]], labels: Sequence[str]
) -> dict[str, float]:
    """Return what masking changed: ``macro_f1``, ``masked_macro_f1`` and ``flipped``.

    ``flipped`` is the share of prose sentences that got another label.

    Parameters
    ----------
    outcomes : sequence of Outcome
        Of the articles as they are.
    masked : sequence of sequences of str
        The labels given to their sentences under the mask.
    """
    rows = [row for o, found in zip(outcomes, masked, strict=True)
            for row in zip(o.gold, o.predicted, found, strict=True) if row[0] != BOILERPLATE]
    gold, before, after = zip(*rows, strict=True)
    return {"macro_f1": evaluation.macro_f1(gold, before, labels),
            "masked_macro_f1": evaluation.macro_f1(gold, after, labels),
            "flipped": float(np.mean([one != other for one, other in zip(before, after, strict=True)]))}


def told_in_full(articles: Sequence[LabelledArticle], labels: Sequence[str]) -> list[LabelledArticle]:
    """Return the articles of the stories that are told once in the framing of each label."""
    versions: dict[str, set[str]] = defaultdict(set)
    for article in articles:
        story, _, version = article.id.partition("/")
        versions[story].add(version)
    return [a for a in articles if versions[a.id.partition("/")[0]] >= set(labels)]


def topic_alone(articles: Sequence[LabelledArticle], labels: Sequence[str]) -> dict[str, float]:
    """Return how well the topic of a story tells the labels of its sentences, stories held out.

    The topic of a story is that of all its versions together. Empty where fewer than `FEWEST_STORIES` are told in
    full.
    """
    parallel = told_in_full(articles, labels)
    texts: dict[str, str] = defaultdict(str)
    for article in parallel:
        texts[article.group] += f"{article.text}\n"
    if len(texts) < FEWEST_STORIES:
        return {}
    weights = dict(zip(texts, topics(list(texts.values()))[0], strict=True))
    rows = [np.repeat(weights[a.group][None], len(a.labels), axis=0) for a in parallel]
    return _alone([Example(a.group, r, a.labels, a.also) for a, r in zip(parallel, rows, strict=True)], labels)


def part_alone(names: Sequence[str], examples: Sequence[Example], labels: Sequence[str]) -> dict[str, float]:
    """Return how well the part that an article belongs to tells the labels of its sentences, groups held out."""
    columns = {name: i for i, name in enumerate(sorted(set(names)))}
    table = np.eye(len(columns), dtype=np.float32)
    rows = [np.repeat(table[[columns[name]]], len(e.labels), axis=0) for name, e in zip(names, examples, strict=True)]
    return _alone([replace(e, rows=r) for e, r in zip(examples, rows, strict=True)], labels)


def _alone(examples: Sequence[Example], labels: Sequence[str]) -> dict[str, float]:
    """Return the cross-validated ``accuracy`` and ``macro_f1`` of rows that say nothing of a sentence's wording.

    Beside them ``commonest``: the accuracy of always giving the commonest label of the other groups.
    """
    from sklearn.linear_model import LogisticRegression

    def fit(part: Sequence[Example]) -> Callable[[Example], tuple[list[str], list[str]]]:
        """Return the function from an example to the labels by the rows, and to the commonest one."""
        gold = [label for e in part for label in e.labels]
        prose = np.array(gold) != BOILERPLATE
        table = np.concatenate([e.rows for e in part])[prose]
        classifier = LogisticRegression(max_iter=1000).fit(table, np.array(gold)[prose])
        first = Counter(label for label in gold if label != BOILERPLATE).most_common(1)[0][0]
        return lambda e: (classifier.predict(e.rows).tolist(), [first] * len(e.labels))

    answers = evaluation.cross_validate(examples, fit)
    rows = [row for e, (found, first) in zip(examples, answers, strict=True)
            for row in zip(e.labels, found, first, strict=True) if row[0] != BOILERPLATE]
    gold, found, first = (np.array(column) for column in zip(*rows, strict=True))
    return {"accuracy": float((gold == found).mean()), "commonest": float((gold == first).mean()),
            "macro_f1": evaluation.macro_f1(gold.tolist(), found.tolist(), labels)}


def fact_alone(retold: Sequence[LabelledArticle], labels: Sequence[str]) -> dict[str, float]:
    """Return how well a fact tells the label of its sentence, going by the other versions that tell it.

    Parameters
    ----------
    retold : sequence of LabelledArticle
        Versions of a story that tell the same facts in the same order.

    Returns
    -------
    dict
        ``accuracy`` of giving the label that the fact's other sentences have most often (the first of equals), and
        ``commonest``: of giving the commonest label of all. Empty where there is no retelling.
    """
    told: dict[tuple[str, int], list[str]] = defaultdict(list)
    for article in retold:
        for place, label in enumerate(article.labels):
            if label != BOILERPLATE:
                told[article.id.partition("/")[0], place].append(label)
    right = [_guess(found, i, labels) == label for found in told.values() for i, label in enumerate(found)]
    counts = Counter(label for found in told.values() for label in found)
    return {"accuracy": float(np.mean(right)), "commonest": max(counts.values()) / len(right)} if right else {}


def _guess(found: Sequence[str], left_out: int, labels: Sequence[str]) -> str:
    """Return the commonest of some labels, one left out."""
    others = Counter(label for i, label in enumerate(found) if i != left_out)
    return max(labels, key=lambda label: others[label])


def tables(found: Mapping[str, Any], labels: Sequence[str]) -> str:
    """Return the checks of a manifest as Markdown."""
    lines = ["Share found less share there is, in points, stands under each label.", ""]
    for title, rows in sorted(found["parts"].items()):
        lines += [f"| {title} | articles | sentences | macro_f1 | accuracy | lenient | ece | {' | '.join(labels)} |",
                  "|---" * (7 + len(labels)) + "|", *(_line(row, labels) for row in rows), ""]
    lines += ["| what alone tells the label | accuracy | of the commonest label |", "|---|---|---|"]
    lines += [f"| {name} | {row['accuracy']:.3f} | {row['commonest']:.3f} |"
              for name, row in sorted(found["alone"].items()) if row]
    names = found["names"]
    lines += ["", f"With names masked, {names['flipped']:.1%} of the sentences of our articles get another label; "
              f"macro-F1 goes from {names['macro_f1']:.3f} to {names['masked_macro_f1']:.3f}."]
    return "\n".join(lines) + "\n"


def _line(row: Mapping[str, Any], labels: Sequence[str]) -> str:
    """Return a row of scores of a part."""
    scores = " | ".join(f"{row[name]:.3f}" for name in ("macro_f1", "accuracy", "lenient", "ece"))
    lean = " | ".join(f"{100 * x:+.0f}" for x in (row["lean"][label] for label in labels))
    return f"| {row['part']} | {row['articles']} | {row['sentences']} | {scores} | {lean} |"
