"""The labels: which framings there are, in which order, and what each one means.

Everything else takes labels, their order and their definitions from here. The definitions shorten the
codebook, ``corpus/GUIDE.md``, which has the rules and examples behind them.
"""

from typing import Final

LABELS: Final = ("official", "critical", "promotional", "neutral")
"""The framings, in the order of every probability column, share and table."""

BOILERPLATE: Final = "boilerplate"
"""The label of page furniture: kept with its offsets, left out of every share."""

TAKEN: Final = (BOILERPLATE, "file", "id", "number", "start", "end", "label", "uncertain", "text")
"""What no label of one's own may be called: page furniture, or a column that stands beside those of the labels."""

DEFINITIONS: Final = {
    "official": "hands over an institution's own account of its acts, rules, figures or plans, unchallenged",
    "critical": "finds fault with somebody or something, whoever speaks",
    "promotional": "praises, celebrates, sells, recruits, thanks or appeals",
    "neutral": "gives facts, events, context or a quotation that does none of the above",
    BOILERPLATE: "is page furniture and no part of the article's prose",
}
"""One sentence a label: what a sentence so labelled mainly does for its reader."""
