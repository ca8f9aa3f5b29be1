"""Same-fact pairs: the gold of `framing.alignment`, the fit of its weights and its scores.

In comes ``corpus/pairs.csv``, out come weights and scores. A story that stands there has all same-fact pairs
between its versions marked, so that every other pair of their sentences is none; pairs marked ``no`` are
near-misses, which share a topic and not the fact. Weights that score a story were fitted without it, and the
pairs of the documents take part in no fit, though they were looked at while features were sought.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from itertools import combinations, groupby
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from . import alignment, corpus, thirds
from .alignment import Doubles, Vocabulary, Weights
from .comparison import compare
from .features import Article
from .knowledge import Knowledge, shipped
from .resources import folder as shipped_folder

Cells = frozenset[tuple[int, int]]
Scored = tuple[Doubles, "Versions"]
"""The probabilities of all pairs of sentences, and their gold."""
RETELLING = "legion-"
"""How the stories begin in which each fact of an event is retold in four framings; the others are drafts."""
RIDGE = 1.0
"""Strength of the penalty of the logistic fits, on standardised features: the usual one, not tuned."""
RETOLD_WEIGHT = 0.15
"""Weight of the retelling in the fits: its versions have many more facts in common than coverage has. Of .05, .1,
.15, .2 and .5 more of it costs F1 on marked pairs of held-out drafts (.665, .656, .651, .640, .624), less of it recall
over all, at a precision of .85 with the sentences shuffled (.514, .566, .582, .591, .614)."""
FOLDS = 10
"""Parts in which stories are held out: as many as usual; leaving out one story at a time takes four times as long."""
SEED = 0
"""Of the order into which sentences are shuffled."""


class Fitted(NamedTuple):
    """Weights of pairs alone, of the looks at their surroundings, and of third articles."""

    alone: Weights
    around: list[Weights]
    third: Weights


@dataclass(frozen=True)
class Versions:
    """Two articles with their gold.

    Attributes
    ----------
    story : str
    articles : (int, int)
        Numbers of the two among those of the story.
    same, near : frozenset of (int, int)
        Indices of the sentences that tell one fact, and of those that only seem to.
    features : numpy.ndarray of shape (n_one, n_two, n_features)
        As `framing.alignment.Vocabulary.features` gives them.
    """

    story: str
    articles: tuple[int, int]
    same: Cells
    near: Cells
    features: Doubles

    @property
    def retold(self) -> bool:
        """Whether they are of the retelling."""
        return self.story.startswith(RETELLING)

    @property
    def gold(self) -> NDArray[np.bool_]:
        """Whether each pair tells one fact, of shape (n_one, n_two)."""
        return _marked(self.same, self.features.shape[:2])

    def shuffled(self) -> "Versions":
        """Return the same with the sentences of each article in another order, which is the same in all its pairs."""
        one, two = (
            np.random.default_rng([SEED, article]).permutation(n)
            for article, n in zip(self.articles, self.features.shape[:2], strict=True)
        )
        places = [{int(old): new for new, old in enumerate(order)} for order in (one, two)]
        same, near = (frozenset((places[0][i], places[1][j]) for i, j in cells) for cells in (self.same, self.near))
        return Versions(self.story, self.articles, same, near, self.features[np.ix_(one, two)])


def read(folder: Path | Traversable | None = None, known: Knowledge | None = None) -> list[Versions]:
    """Return all pairs of versions of the stories in ``pairs.csv``, with their gold.

    Raises
    ------
    ValueError
        If the corpus has a fault.
    """
    folder, known = folder or shipped_folder("corpus"), known or shipped()
    marked = _marks(folder)
    stories = sorted({name.split("/")[0] for pair in marked for name in pair})
    versions: dict[str, list[corpus.LabelledArticle]] = defaultdict(list)
    for article in corpus.read(folder):
        versions[article.id.split("/")[0]].append(article)
    return [found for story in stories for found in _versions(story, versions[story], marked, known)]


def _marks(folder: Path | Traversable) -> dict[tuple[str, str], dict[str, Cells]]:
    """Return the same-fact and the near-miss pairs between our stories, by the articles and by ``same``."""
    index: dict[str, dict[str, int]] = defaultdict(dict)
    for row in corpus.read_rows(folder, "sentences.csv"):
        name = f"{row['story']}/{row['version']}"
        index[name][row["number"]] = len(index[name])
    found: dict[tuple[str, str], dict[str, set[tuple[int, int]]]] = defaultdict(lambda: {"yes": set(), "no": set()})
    for row in corpus.read_rows(folder, "pairs.csv"):
        if row["first"] in index:
            cell = index[row["first"]][row["first_sentence"]], index[row["second"]][row["second_sentence"]]
            found[row["first"], row["second"]][row["same"]].add(cell)
    return {pair: {same: frozenset(cells) for same, cells in sides.items()} for pair, sides in found.items()}


def _versions(
    story: str, articles: Sequence[corpus.LabelledArticle], marked: Mapping[tuple[str, str], Mapping[str, Cells]],
    known: Knowledge,
) -> Iterable[Versions]:
    """Yield the pairs of versions of a story."""
    vocabulary = Vocabulary([Article(a.text, a.spans) for a in articles], known)
    none: Mapping[str, Cells] = {"yes": frozenset(), "no": frozenset()}
    for (i, one), (j, two) in combinations(enumerate(articles), 2):
        cells = marked.get((one.id, two.id), none)
        yield Versions(story, (i, j), cells["yes"], cells["no"], vocabulary.features(i, j))


def fit(gold: Sequence[Versions]) -> Fitted:
    """Return the weights of `framing.alignment` and of `framing.thirds`.

    Those of the surroundings are fitted on each pair of versions twice, as it is and with its sentences shuffled, so
    that order is trusted as far as it shows.
    """
    alone = _logistic([(v.features, v) for v in gold], alignment.ALONE)
    both = [*gold, *(v.shuffled() for v in gold)]
    around: list[Weights] = []
    for shape in alignment.AROUND:
        seen = [(alignment.weigh(v.features, alone), alignment.probabilities(v.features, alone, around)) for v in both]
        rows = [alignment.surroundings(odds, found) for odds, found in seen]
        around.append(_logistic(list(zip(rows, both, strict=True)), shape))
    return Fitted(alone, around, _fit_thirds(gold, alone, around))


def _fit_thirds(gold: Sequence[Versions], alone: Weights, around: Sequence[Weights]) -> Weights:
    """Return the weights of `framing.thirds`, fitted on the pairs that it keeps."""
    examples = []
    for versions, found in _by_story(gold, alone, around):
        rows = thirds.features(found)
        examples += [(rows[v.articles], v.gold[found[v.articles].rows, found[v.articles].columns], v) for v in versions]
    return _weights(examples, thirds.THIRD)


def _by_story(
    gold: Sequence[Versions], alone: Weights, around: Sequence[Weights]
) -> Iterator[tuple[list[Versions], dict[thirds.Two, thirds.Cells]]]:
    """Yield for each story its pairs of versions and their likelier pairs of sentences."""
    for _, group in groupby(gold, key=lambda v: v.story):
        versions = list(group)
        yield versions, {
            v.articles: thirds.cells(alignment.probabilities(v.features, alone, around)) for v in versions
        }


def _logistic(examples: Sequence[Scored], names: Weights) -> Weights:
    """Return the weights of a logistic regression on the pairs of sentences, under the names given."""
    return _weights([(rows.reshape(-1, rows.shape[2]), v.gold.ravel(), v) for rows, v in examples], names)


def _weights(examples: Sequence[tuple[Doubles, NDArray[np.bool_], Versions]], names: Weights) -> Weights:
    """Return the weights of a logistic regression on rows of features, under the names given."""
    from sklearn.linear_model import LogisticRegression

    rows, gold = (np.concatenate([example[part] for example in examples]) for part in (0, 1))
    weights = np.concatenate([np.full(len(g), RETOLD_WEIGHT if v.retold else 1.0) for _, g, v in examples])
    mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    learnt = LogisticRegression(C=1 / RIDGE, max_iter=1000).fit((rows - mean) / spread, gold, weights)
    slopes = learnt.coef_[0] / spread
    values = [*slopes, learnt.intercept_[0] - slopes @ mean]
    return tuple((name, round(float(value), 3)) for (name, _), value in zip(names, values, strict=True))


def folds(gold: Sequence[Versions]) -> list[tuple[list[Versions], Fitted]]:
    """Return the gold in `FOLDS` parts of whole stories, each with the weights that were fitted without it."""
    stories = sorted({v.story for v in gold})
    parts = [frozenset(stories[fold::FOLDS]) for fold in range(FOLDS)]
    return [
        ([v for v in gold if v.story in part], fit([v for v in gold if v.story not in part])) for part in parts if part
    ]


def held_out(folds: Iterable[tuple[Sequence[Versions], Fitted]], shuffle: bool = False) -> list[Scored]:
    """Return each pair of versions with the probabilities under weights that were fitted without its story.

    Parameters
    ----------
    folds : iterable of (sequence of Versions, Fitted)
        As `folds` gives them.
    shuffle : bool, default False
        Whether the sentences of each version are put into random order.
    """
    scored: list[Scored] = []
    for part, fitted in folds:
        held = [v.shuffled() if shuffle else v for v in part]
        for versions, found in _by_story(held, fitted.alone, fitted.around):
            refined = thirds.refined(found, fitted.third)
            scored += [(refined[v.articles].table(), v) for v in versions]
    return scored


def at_one(scored: Sequence[Scored], least: float = alignment.SURE) -> tuple[float, float]:
    """Return precision at one and recall of the facts, over the sentences of both sides.

    Every sentence is asked for its best partner among all sentences of the other version and answers where
    that one's probability is at least `least`. Precision is the share of right answers among the answers,
    recall their share among the sentences that have a partner.
    """
    right = answered = facts = 0
    for found, versions in scored:
        for side, gold in ((found, versions.gold), (found.T, versions.gold.T)):
            sure = side.max(axis=1) >= least
            right += int((gold[np.arange(len(side)), side.argmax(axis=1)] & sure).sum())
            answered += int(sure.sum())
            facts += int(gold.any(axis=1).sum())
    return right / max(1, answered), right / max(1, facts)


def marked_scores(scored: Sequence[Scored]) -> tuple[float, float, float]:
    """Return precision, recall and F1 of the pairs found among those marked: same-fact pairs and near-misses."""
    found = [(frozenset(alignment.matches(p)), v) for p, v in scored]
    hits = sum(len(pairs & v.same) for pairs, v in found)
    return _f1(hits, sum(len(pairs & v.near) for pairs, v in found), sum(len(v.same) for _, v in found))


def _f1(hits: int, false: int, same: int) -> tuple[float, float, float]:
    """Return precision, recall and F1 of counts."""
    return hits / max(1, hits + false), hits / max(1, same), 2 * hits / max(1, hits + false + same)


def _marked(cells: Cells, shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """Return a table in which some cells are true."""
    table = np.zeros(shape, dtype=bool)
    for cell in cells:
        table[cell] = True
    return table


def document_scores(documents: Path, folder: Path | Traversable | None = None) -> tuple[float, float, float, int]:
    """Return precision, recall and F1 on the marked pairs of the documents, and how many pairs were found in all.

    They are compared as anybody compares texts: split by `framing.profile`, with the weights that ship.
    """
    folder = folder or shipped_folder("corpus")
    texts = corpus.document_texts(documents, folder)
    found = {pair.articles + pair.spans for pair in compare(texts).pairs}
    rows = [row for row in corpus.read_rows(folder, "pairs.csv") if row["first"] in texts]
    hits = {same: sum(_is_found(row, found) for row in rows if row["same"] == same) for same in ("yes", "no")}
    return *_f1(hits["yes"], hits["no"], sum(row["same"] == "yes" for row in rows)), len(found)


def _is_found(row: Mapping[str, str], found: Iterable[tuple[str, str, tuple[int, int], tuple[int, int]]]) -> bool:
    """Tell whether a pair of sentences that overlap the marked ones is among those found."""
    marks = {row[side]: _span(row[f"{side}_sentence"]) for side in ("first", "second")}
    return any(
        {one, two} == set(marks) and _overlap(marks[one], first) and _overlap(marks[two], second)
        for one, two, first, second in found
    )


def _span(text: str) -> tuple[int, int]:
    """Return the offsets of a sentence of a document."""
    start, end = text.split("-")
    return int(start), int(end)


def _overlap(one: tuple[int, int], two: tuple[int, int]) -> bool:
    """Tell whether two spans share more than half of the shorter one."""
    return 2 * (min(one[1], two[1]) - max(one[0], two[0])) > min(one[1] - one[0], two[1] - two[0])


def report(folder: Path | Traversable | None = None, documents: Path | None = None) -> str:
    """Return the scores of alignment on held-out stories, and the weights fitted on all, as text."""
    gold = read(folder)
    parts = folds(gold)
    lines = ["pairs of versions     n  precision at 1  recall | on marked pairs: precision  recall  F1"]
    for shuffle, order in ((False, ""), (True, ", shuffled")):
        scored = held_out(parts, shuffle)
        for name, chosen in PARTS.items():
            part = [(found, v) for found, v in scored if chosen(v)]
            figures = (*at_one(part), *marked_scores(part))
            lines.append(f"{name + order:<19} {len(part):>3}  " + "  ".join(f"{figure:.3f}" for figure in figures))
    if documents is not None:
        *scores, n = document_scores(documents, folder)
        lines.append(f"documents: precision, recall, F1 {'  '.join(f'{f:.3f}' for f in scores)}; {n} pairs found")
    fitted = fit(gold)
    around = [f"around: {weights}" for weights in fitted.around]
    return "\n".join([*lines, f"alone: {fitted.alone}", *around, f"third: {fitted.third}"]) + "\n"


PARTS: dict[str, Callable[[Versions], bool]] = {
    "retelling": lambda v: v.retold, "drafts": lambda v: not v.retold, "all": lambda v: True,
}
"""The parts of the gold that are scored, by name."""
