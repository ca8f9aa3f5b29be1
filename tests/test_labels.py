"""Labels: one definition each, in one place and one order."""

import ast
from pathlib import Path

import pytest

import framing
from framing.labels import BOILERPLATE, DEFINITIONS, LABELS

PACKAGE = Path(framing.__file__).parent
OTHERS = sorted(path for path in PACKAGE.glob("*.py") if path.stem != "labels")


def literals(tree: ast.AST) -> set[object]:
    """Return the constants in a module's code, docstrings among them."""
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}


class TestLabels:
    def test_are_the_four_framings_in_their_order(self):
        assert framing.LABELS == LABELS == ("official", "critical", "promotional", "neutral")

    def test_do_not_hold_page_furniture(self):
        assert BOILERPLATE == "boilerplate"
        assert BOILERPLATE not in LABELS

    def test_have_one_definition_each_in_the_same_order(self):
        assert tuple(DEFINITIONS) == (*LABELS, BOILERPLATE)
        assert len(set(DEFINITIONS.values())) == len(DEFINITIONS)

    def test_definitions_read_on_from_the_word_sentence(self):
        for definition in DEFINITIONS.values():
            assert definition.split()[0].strip(",").endswith("s")
            assert definition[-1].isalpha()

    @pytest.mark.parametrize("path", OTHERS, ids=lambda path: path.stem)
    def test_are_spelt_in_no_other_module(self, path):
        found = literals(ast.parse(path.read_text(encoding="utf-8")))
        assert found & {*LABELS, BOILERPLATE} == set()
