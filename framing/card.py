"""Manifest -> model card: the scores of a model as Markdown, for the card and for `framing evaluate`.

Formats what `framing.retrain` measured and computes nothing.
"""

import json
from collections.abc import Sequence
from typing import Any

from . import bias, confusions, owncard
from .labels import BOILERPLATE
from .tables import markdown_cell


def card(manifest: Any) -> str:
    """Return the model card: what the model is, what it was trained on and how good it was found to be."""
    text = owncard.CARD if "own_labels" in manifest else CARD
    return text.format(
        id=manifest["id"], sha256=manifest["sha256"], n=manifest["corpus"], labels=", ".join(manifest["labels"]),
        m=manifest["lessons"], scores=score_report(manifest),
        versions=json.dumps(manifest["versions"]),
    )


CARD = """# Model card: {id}

Written by `framing retrain`; every number below was measured in that run.

- **What it does.** Gives each sentence of an English article one of: {labels}; tells page furniture from
  prose. A label describes wording where it stands, not truth, and not the view of a speaker or outlet.
- **How.** Multinomial logistic regression on what a small network (`framing/knowledge.py`) says of the sentence
  in its article, and on how it is set on the page; applied with numpy alone.
- **Trained on** {n[sentences]} sentences in {n[articles]} articles, corpus `{n[sha256]}`, written and labelled by
  the project's authors with the help of language models, and on {m[sentences]} sentences in {m[articles]} real
  articles, kept as numbers. All labels, also those that the network learnt from, are readings by language models
  of one family. People would agree less with each other than two such readings do.
- **Digest** `{sha256}`; versions {versions}.
- **Limits.** English only; irony, and framing by selection rather than wording, escape it. Do not use it to
  judge a person or to remove content. On articles unlike its corpus it errs more than the tables say.

{scores}"""


def score_report(manifest: Any) -> str:
    """Return the scores in a manifest as the card and `framing evaluate` show them."""
    labels = manifest["labels"]
    shown = {
        "below": manifest["uncertain_below"], "shares": json.dumps(manifest["prevalence"]),
        "own": score_tables(manifest["corpus_scores"], labels), "quotes": quote_tables(manifest["quotes"]),
    }
    if "own_labels" in manifest:
        return owncard.REPORT.format(**shown)
    return REPORT.format(
        settled=manifest["settled_on"], tables=score_tables(manifest["scores"], labels),
        few=_few(manifest["ece_of_few"]), confusions=CONFUSIONS.format(table=confusions.table(manifest["confusions"])),
        seen=SEEN, checks=CHECKS.format(tables=bias.tables(manifest["checks"], labels)), **shown,
    )


REPORT = """## Scores in cross-validation on {settled}

{tables}
Sentences whose largest probability is below {below} are marked uncertain. Shares are estimated with {shares}
([beside those of QuaPy](../docs/prevalence.md)).
{few}

{confusions}## Scores in cross-validation on the corpus, by story

{seen}

{own}{checks}
## Quotes

{quotes}"""
CONFUSIONS = """## The commonest confusions

In the same cross-validation; by the model that ships, and in words by its authors (`framing/confusions.py`).

{table}
"""
"""What the card says of the commonest confusions."""
CHECKS = """
## Bias and leakage

Our own stories are told once in each framing, so that neither topic nor fact may tell the label. In real articles
they do to a degree: a topic at which much fault is found will be met again. Topics are found by
`framing/topics.py` in the words of the articles and named by their heaviest words. Where a label is rare in a part,
its macro_f1 says little.

{tables}"""
"""What the card says of the checks."""
SEEN = """The shipped knowledge has learnt from these stories too (not from the retellings): this table shows that
nothing is broken, not how well the model does on new text. The table above does."""
"""What the card says of scores on our own corpus."""


def _few(found: Any) -> str:
    """Return what the card says of the calibration error of a small test set."""
    model, chance = ("{:.3f} ({:.3f} to {:.3f})".format(*found[name]) for name in ("found", "perfect"))
    return (f"On {found['articles']} articles drawn from these, ece is {model}; answers that are perfectly calibrated "
            f"would have {chance}: so few articles cannot show a small error (means, and the middle 90 %).")


def quote_tables(found: Any) -> str:
    """Return the scores of finding quotes, names and kinds of source as Markdown tables."""
    real, own = found["real"], found["scores"]
    names = ("articles", "quotes", "sentence_f1", "content_f1", "speaker_f1", "speaker_precision")
    lines = [QUOTES.format(id=found["id"]), "| measure | real articles | our stories |", "|---|---|---|"]
    lines += [f"| {name} | {_shown(real['scores'][name])} | {_shown(own[name])} |" for name in names]
    lines += [f"| {name} | | {_shown(own[name])} |" for name in ("speakers", "kind_accuracy", "name_accuracy")]
    lines += [f"| fresh stories: {name} | | {_shown(value)} |" for name, value in own.get("fresh", {}).items()]
    kinds = list(own["kinds"])
    lines += ["", f"| kind of source, gold \\ found | {' | '.join(kinds)} |", "|---" * (len(kinds) + 1) + "|"]
    lines += [f"| {gold} | {' | '.join(str(row[k]) for k in kinds)} |" for gold, row in own["kinds"].items()]
    return "\n".join(lines) + "\n"


def _shown(number: float) -> str:
    """Return a count as it is and a score to three places."""
    return str(number) if isinstance(number, int) else f"{number:.3f}"


QUOTES = """Quote model {id}. Real articles: annotated by others after their own scheme, articles held out; our stories:
held out by story, names and kinds given the annotated mention. The measures are defined in
`framing.quotelearning.quote_scores`. Weights never saw the stories that they were scored on; the lists of nouns in
`framing.speakers` were widened after a look at errors on these stories, so expect a lower accuracy of kinds elsewhere.
Fresh stories, if there are any, were written after the lists were closed, which took no word from them.
"""
"""What the card says of the scores of quotes."""


def score_tables(found: dict[str, Any], labels: Sequence[str]) -> str:
    """Return the scores of `framing.evaluation.scores` as Markdown tables."""
    lines = ["| measure | value |", "|---|---|"]
    names = ("sentences", "articles", "macro_f1", "accuracy", "lenient", "ece", "boilerplate_f1", "dominant",
             "share_mae", "coverage", "width")
    lines += [f"| {name} | {found[name]:.3f} |" if isinstance(found[name], float) else f"| {name} | {found[name]} |"
              for name in names]
    lines += [f"| {name}: macro_f1 | {row['macro_f1']:.3f} |" for name, row in found.get("baselines", {}).items()]
    lines += ["", "| label | precision | recall | F1 | sentences |", "|---|---|---|---|---|"]
    lines += [f"| {markdown_cell(label)} | {row['precision']:.3f} | {row['recall']:.3f} | {row['f1']:.3f} "
              f"| {row['support']} |" for label, row in found["labels"].items()]
    predicted = (*labels, BOILERPLATE)
    header = " | ".join(map(markdown_cell, predicted))
    lines += ["", f"| gold \\ predicted | {header} |", "|---" * (len(predicted) + 1) + "|"]
    lines += [f"| {markdown_cell(gold)} | {' | '.join(str(row[p]) for p in predicted)} |"
              for gold, row in found["confusion"].items()]
    lines += ["", "| least probability | share of sentences kept | accuracy of these |", "|---|---|---|"]
    lines += [f"| {t:.2f} | {kept:.3f} | {right:.3f} |" for t, kept, right in found["risk_coverage"]]
    return "\n".join(lines) + "\n"
