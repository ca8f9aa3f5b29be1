"""Candidates -> the likeliest one: linear rankers over readable keys, applied by few look-ups.

A decision has a table of keys, what its ranker looks at, by name. Keys are strings, so that weights can be read and
stored; to make twenty strings a candidate would cost more than all the rest. So a candidate comes as *facts*, a
few small values, each of which settles a `Group` of keys. What the keys of a group weigh together is worked out when
its facts are first met, in any text, and then remembered.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import getitem
from typing import Any, NamedTuple

from .cues import CueWeights
from .memory import Memory
from .prose import Range

Keys = tuple[str, ...]
"""What a ranker looks at, in the order of the names of its table."""
Facts = tuple[Any, ...]
"""The facts of a candidate, those of a group each."""
Candidate = tuple[Range, Facts]
"""Tokens that may be the answer, and what is known of them."""


class Group(NamedTuple):
    """Keys that the same facts settle.

    Attributes
    ----------
    names : tuple of str
        Of the keys, as in the table of the decision.
    keys : callable
        Returns the keys, in the order of the names, given the facts.
    """

    names: tuple[str, ...]
    keys: Callable[[Any], Keys]


@dataclass(frozen=True)
class Decision:
    """What is decided by ranking.

    Attributes
    ----------
    names : tuple of str
        What its ranker looks at, in the order in which a model numbers them.
    groups : tuple of Group
        The same, each name once, by the facts that settle them.
    """

    names: Keys
    groups: tuple[Group, ...]

    def keys(self, facts: Facts) -> Keys:
        """Return the keys of a candidate in the order of `names`."""
        found = {
            name: key for group, known in zip(self.groups, facts, strict=True)
            for name, key in zip(group.names, group.keys(known), strict=True)
        }
        return tuple(found[name] for name in self.names)


@dataclass(frozen=True)
class Rankers:
    """The weights that decide between candidates.

    Attributes
    ----------
    lemmas : mapping of str to str
        Every word that can be a cue, with its lemma.
    weights : mapping of str to tuple of dicts
        By decision one mapping from key to weight for each name in its table.
    bias : mapping of str to float
        By decision.
    decisions : mapping of str to Decision
    """

    lemmas: Mapping[str, str]
    weights: Mapping[str, tuple[dict[str, float], ...]]
    bias: Mapping[str, float]
    decisions: Mapping[str, Decision]

    @cached_property
    def cues(self) -> CueWeights:
        """The weights that tell whether a word is a cue, as they are looked up."""
        return CueWeights(self.lemmas, self.weights["cue"], self.bias["cue"])

    @cached_property
    def remembered(self) -> dict[str, tuple[tuple[Memory[Any, float], ...], float]]:
        """By decision: what the keys of each group weigh together by its facts, and the bias."""
        return {name: (tuple(self._weighed(name)), self.bias[name]) for name in self.decisions}

    def _weighed(self, name: str) -> "list[Memory[Any, float]]":
        """Return for each group of a decision a memory of its weights."""
        decision = self.decisions[name]
        table = dict(zip(decision.names, self.weights[name], strict=True))
        return [Memory(_weigher([table[part] for part in group.names], group.keys)) for group in decision.groups]

    def score(self, decision: str, facts: Facts) -> float:
        """Return the log-odds of a candidate."""
        weighed, bias = self.remembered[decision]
        return sum(map(getitem, weighed, facts), bias)

    def choose(self, decision: str, candidates: Sequence[Candidate]) -> Range:
        """Return the candidate with the highest log-odds, the first of equals."""
        return candidates[0][0] if len(candidates) == 1 else self.best(decision, candidates)[0]

    def best(self, decision: str, candidates: Sequence[Candidate]) -> tuple[Range, float]:
        """Return the candidate with the highest log-odds, the first of equals, and these."""
        weighed, bias = self.remembered[decision]
        scores = [sum(map(getitem, weighed, facts), bias) for _, facts in candidates]
        top = max(scores)
        return candidates[scores.index(top)][0], top


def _weigher(tables: Sequence[Mapping[str, float]], keys: Callable[[Any], Keys]) -> Callable[[Any], float]:
    """Return what gives the sum of the weights of the keys that some facts settle."""

    def weigh(facts: Any) -> float:
        """Return the sum of the weights."""
        return sum(table.get(key, 0.0) for table, key in zip(tables, keys(facts), strict=True))

    return weigh


def tables(weights: Mapping[str, float], n_keys: int) -> tuple[dict[str, float], ...]:
    """Return weights by term (number of the key, tab, key) as one mapping for each key of a table."""
    found: tuple[dict[str, float], ...] = tuple({} for _ in range(n_keys))
    for term, weight in weights.items():
        number, key = term.split("\t", 1)
        found[int(number)][key] = weight
    return found
