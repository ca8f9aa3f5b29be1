"""Mutation testing: one small change at a time to a module, each of which some test should notice.

``python -m benchmarks.mutants`` changes each place of the modules in `TESTS` in turn: a comparison, an operation, a
number, a text, a condition, a call, an error, an answer. A mutant is killed where its tests fail or do not end; it is
loaded in a process of its own, so that no file is written. Survivors are printed with their place. ``--module`` and
``--every N`` make it shorter.
"""

import argparse
import ast
import copy
import importlib
import importlib.machinery
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType

ROOT = Path(__file__).resolve().parent.parent
TESTS = {
    "prevalence": ("tests/test_prevalence.py",),
    "sentences": ("tests/test_sentences.py",),
    "arrayfile": ("tests/test_arrayfile.py",),
}
"""The modules that are changed, and where their tests stand."""
SLOW = "TestDamage or TestTime or another_process"
"""Tests that are left out: they take seconds a mutant, and would kill by chance what plainer tests should notice."""
COSTLY = ("numpy", "pytest", "hypothesis", "nltk.tokenize.punkt", "click.testing", "jinja2")
"""What tests import that is not ours: imported once, each process with a mutant begins with it."""
LEAST_KILLED = 0.85
"""Share of mutants that must be killed."""
PATIENCE = 8
"""Times as long as without a change after which a mutant counts as killed: it does not end."""
OPPOSITE: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.Pow: ast.Mult,
    ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}
"""What each operator is changed into."""


@dataclass(frozen=True)
class Mutant:
    """A change of one node.

    Attributes
    ----------
    node : int
        Its number in the order of `ast.walk`.
    line : int
    what : str
        The code that is changed.
    change : callable
        Takes the node in a copy of the tree and changes it.
    """

    node: int
    line: int
    what: str
    change: Callable[[ast.AST], None]


def mutants(tree: ast.Module) -> Iterator[Mutant]:
    """Yield every change of a module, those of docstrings and annotations apart."""
    spared = set(map(id, _spared(tree)))
    for number, node in enumerate(ast.walk(tree)):
        if id(node) not in spared:
            for change in _changes(node):
                yield Mutant(number, getattr(node, "lineno", 0), ast.unparse(node).split("\n")[0][:100], change)


def _spared(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield the nodes that no test can notice: docstrings, and what stands only for readers and type checkers."""
    for node in ast.walk(tree):
        for part in ("annotation", "returns"):
            if isinstance(found := getattr(node, part, None), ast.AST):
                yield from ast.walk(found)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield from ast.walk(node)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            yield from ast.walk(node)


def _changes(node: ast.AST) -> Iterator[Callable[[ast.AST], None]]:
    """Yield the ways in which a node is changed."""
    for field in ("op", "ops"):
        operators = getattr(node, field, None)
        for at, operator in enumerate(operators if isinstance(operators, list) else [operators]):
            if type(operator) in OPPOSITE:
                yield _operator(field, at, OPPOSITE[type(operator)])
    if isinstance(node, ast.Constant) and isinstance(node.value, bool | int | float | str | bytes) and node.value != "":
        yield lambda n: setattr(n, "value", _other(n.value))  # type: ignore[attr-defined]
    if isinstance(node, ast.If | ast.IfExp | ast.While):
        yield lambda n: setattr(n, "test", ast.UnaryOp(ast.Not(), n.test))  # type: ignore[attr-defined]
    if isinstance(node, ast.Return) and not isinstance(node.value, ast.Constant | None):
        yield lambda n: setattr(n, "value", ast.Constant(None))
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield lambda n: setattr(n, "value", ast.Constant(None))
    if isinstance(node, ast.Raise):
        yield _nothing


def _operator(field: str, at: int, other: type[ast.AST]) -> Callable[[ast.AST], None]:
    """Return a change of one operator of a node."""
    def change(node: ast.AST) -> None:
        if field == "ops":
            node.ops[at] = other()  # type: ignore[attr-defined]
        else:
            node.op = other()  # type: ignore[attr-defined]
    return change


def _other(value: object) -> object:
    """Return another value of the same kind."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, str):
        return f"XX{value}"
    return b"XX" + value if isinstance(value, bytes) else value + 1  # type: ignore[operator]


def _nothing(node: ast.AST) -> None:
    """Make an error that is raised a statement without effect."""
    node.__class__, node.value = ast.Expr, ast.Constant(None)  # type: ignore[attr-defined]


def mutated(tree: ast.Module, mutant: Mutant) -> ast.Module:
    """Return a copy of a module with a change."""
    changed = copy.deepcopy(tree)
    mutant.change(list(ast.walk(changed))[mutant.node])
    return ast.fix_missing_locations(changed)


def killed(module: str, tree: ast.Module, seconds: float) -> bool:
    """Return whether the tests of a module fail, or do not end in so many seconds, when it is made of that tree."""
    child = os.fork()
    if not child:
        os.setsid()
        _run_tests(module, compile(tree, str(ROOT / "framing" / f"{module}.py"), "exec"))
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status) != 0
        time.sleep(0.01)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return True


def _run_tests(module: str, code: CodeType) -> None:
    """End this process with 0 if the tests of a module pass while it is made of that code."""
    whole = importlib.machinery.SourceFileLoader.get_code

    def get_code(loader: importlib.machinery.SourceFileLoader, name: str) -> CodeType | None:
        return code if name == f"framing.{module}" else whole(loader, name)

    importlib.machinery.SourceFileLoader.get_code = get_code  # type: ignore[method-assign]
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    failed = 1
    try:
        import pytest

        failed = pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-k", f"not ({SLOW})", *TESTS[module]])
    finally:
        os._exit(int(failed) != 0)


def survivors(module: str, every: int) -> tuple[list[Mutant], int]:
    """Return, and print when found, the mutants of a module that no test notices, and of how many."""
    tree = ast.parse((ROOT / "framing" / f"{module}.py").read_text(encoding="utf-8"))
    begun = time.monotonic()
    if killed(module, tree, float("inf")):
        raise SystemExit(f"the tests of {module} fail without any change: mend them first")
    patience = PATIENCE * (time.monotonic() - begun)
    tried = list(mutants(tree))[::every]
    living = []
    for mutant in tried:
        if not killed(module, mutated(tree, mutant), patience):
            living.append(mutant)
            print(f"survived: {module}, line {mutant.line}: {mutant.what}", flush=True)
    return living, len(tried)


def main() -> None:
    """Print the survivors of each module and the share that was killed; end with 1 where it is too small."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mutants", description=__doc__)
    parser.add_argument("--module", action="append", choices=TESTS)
    parser.add_argument("--every", type=int, default=1, metavar="N", help="try each N-th mutant only")
    asked = parser.parse_args()
    os.chdir(ROOT)
    sys.dont_write_bytecode = True
    for name in COSTLY:
        importlib.import_module(name)
    few = False
    for module in asked.module or TESTS:
        living, tried = survivors(module, asked.every)
        share = 1 - len(living) / tried
        few |= share < LEAST_KILLED
        print(f"{module}: {tried - len(living)} of {tried} mutants killed, {share:.3f} (promised: {LEAST_KILLED})")
    sys.exit(few)


if __name__ == "__main__":
    main()
