"""Mutants: every change is one, makes a module that compiles, and leaves alone what no test can notice."""

import ast

import pytest

from benchmarks.mutants import LEAST_KILLED, TESTS, mutants, mutated

SOURCE = '''
"""Says what it is."""
MOST = 3
"""Why three."""
def least(a: int, b: int | None = None) -> str:
    """Compare."""
    if a < MOST and b:
        print(a)
    if a - 1 in (True,):
        raise ValueError("no")
    return "x" if a else b"y"
'''


def changed(source):
    """Return the code of every mutant of some code."""
    tree = ast.parse(source)
    return [ast.unparse(mutated(tree, mutant)) for mutant in mutants(tree)]


@pytest.mark.parametrize(("before", "after"), [
    ("MOST = 3", "MOST = 4"), ("a < MOST", "a <= MOST"), ("and b", "or b"), ("print(a)", "None"), ("a - 1", "a + 1"),
    (" in (", " not in ("), ("True,", "False,"), ("raise ValueError('no')", "None"), ("'no'", "'XXno'"),
    ("'x'", "'XXx'"), ("b'y'", "b'XXy'"), ("return 'x' if a else b'y'", "return None"), ("if a else", "if not a else"),
    ("if a < MOST and b:", "if not (a < MOST and b):"),
])
def test_each_place_is_changed_once(before, after):
    whole = ast.unparse(ast.parse(SOURCE))
    assert changed(SOURCE).count(whole.replace(before, after, 1)) == 1


def test_each_is_another_program_that_keeps_docstrings_and_annotations():
    found = changed(SOURCE)
    assert ast.unparse(ast.parse(SOURCE)) not in found
    for code in found:
        compile(code, "mutant", "exec")
        assert all(kept in code for kept in ("Says what it is.", "Why three.", "Compare.", "b: int | None=None"))


def test_the_modules_that_were_promised_are_tried():
    assert {"sentences", "prevalence", "arrayfile"} <= set(TESTS)
    assert LEAST_KILLED >= 0.85
