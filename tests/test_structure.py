"""Structure: text goes one way through the modules, none of them prints, and each part says what it does."""

import ast
import builtins
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

import pytest

import framing

PACKAGE = Path(framing.__file__).parent
TREES = {path.stem: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.glob("*.py"))}
SCRIPTS = {"__main__", "distil", "teacher"}
"""The commands, and what is run by hand for hours and says how far it is."""
LEARNING = {
    "teacher", "distil", "retrain", "evaluation", "calibration", "bias", "topics", "documents", "confusions",
    "card", "pairs", "prospects", "quotelearning", "kindlearning", "__main__",
}
"""Modules that only work on models; everything else profiles texts."""
VIEWS = {"report", "views", "plots", "comparison", "batch", "webpage", "__main__"}
"""What shows profiles or makes several of them."""
CAUGHT = {"arrayfile", "knowledge", "lessons", "quotemodel", "quotelearning", "wordvectors"}
"""Modules that check what a file holds by errors of Python's own, which their callers turn into one of ours."""
BUILT_IN = {name for name, value in vars(builtins).items() if isinstance(value, type) and issubclass(value, Exception)}
HANDING_OVER = {"to_html", "save_html", "_repr_html_", "plot"}
"""Methods of a profile that import a view when they are called and hand the JSON form over to it."""
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def statements(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes of a module that run when it is imported or used, not as a script or for types."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) in ("__name__ == '__main__'", "TYPE_CHECKING"):
            continue
        yield node
        yield from statements(node)


def imports(tree: ast.AST) -> set[str]:
    """Return the modules of ours that a module imports, at its top or inside a function."""
    found = set()
    for node in statements(tree):
        if isinstance(node, ast.ImportFrom) and node.level:
            found |= {node.module} if node.module else {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "framing":
            inside = node.module.split(".")[1:2]
            found |= set(inside) or {
                alias.name if alias.name in TREES else "__init__" for alias in node.names
            }
        elif isinstance(node, ast.Import):
            ours = [alias.name.split(".") for alias in node.names if alias.name.split(".")[0] == "framing"]
            found |= {parts[1] if len(parts) > 1 else "__init__" for parts in ours}
    return found


class WithoutHandingOver(ast.NodeTransformer):
    """A module without the methods that hand over to a view."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef | None:
        return None if node.name in HANDING_OVER else node


IMPORTS = {name: imports(tree) for name, tree in TREES.items()}


def reached(name: str) -> set[str]:
    """Return every module that a module imports, directly or by another one."""
    found: set[str] = set()
    todo = {name}
    while todo:
        todo = {other for module in todo for other in IMPORTS.get(module, ())} - found
        found |= todo
    return found


class TestImports:
    def test_are_of_modules_that_exist(self):
        assert {other for found in IMPORTS.values() for other in found} <= set(TREES)

    @pytest.mark.parametrize("name", sorted(set(TREES) - {"__main__"}))
    def test_never_go_round(self, name):
        assert name not in reached(name)

    @pytest.mark.parametrize("name", ["labels", "resources", "errors", "_version"])
    def test_none_of_ours_but_errors_in_the_modules_that_stand_alone(self, name):
        assert IMPORTS[name] <= {"errors"} - {name}

    @pytest.mark.parametrize("name", sorted({"sentences", "quotes", "features"} & set(TREES)))
    def test_stages_of_the_text_know_nothing_of_models_or_profiles(self, name):
        later = {"arrayfile", "knowledge", "model", "prevalence", "profiles", "batch", "corpus", *LEARNING}
        assert reached(name) & later == set()

    def test_sentences_and_quotes_know_no_labels(self):
        assert all("labels" not in reached(name) for name in ("sentences", "quotes") if name in TREES)

    def test_models_know_nothing_of_profiles(self):
        assert reached("model") & {"prevalence", "profiles", "batch", "corpus", *LEARNING} == set()

    def test_shares_know_nothing_of_texts(self):
        assert reached("prevalence") <= {"labels"}

    def test_profiles_know_no_views_but_where_a_method_hands_over_to_one(self):
        """`to_html` must find its view, so it imports it when called; nothing else of profiles rests on one."""
        rest = imports(WithoutHandingOver().visit(deepcopy(TREES["profiles"])))
        assert set().union(rest, *map(reached, rest)) & VIEWS == set()

    @pytest.mark.parametrize("name", ["report", "views", "plots"])
    def test_views_of_the_json_form_know_no_profiles(self, name):
        assert reached(name) & {"profiles", "model", "features", "sentences", "batch", *LEARNING} == set()

    def test_only_what_learns_and_the_commands_evaluate(self):
        allowed = {
            "retrain", "calibration", "bias", "documents", "confusions", "prospects", "quotelearning", "teacher",
            "__main__",
        }
        assert {name for name, found in IMPORTS.items() if "evaluation" in found} <= allowed

    def test_profiling_never_touches_what_learns(self):
        using = {"__init__", "profiles", "model", "corpus", "outlets", *VIEWS - {"__main__"}} & set(TREES)
        for name in using:
            assert (reached(name) & LEARNING, name) == (set(), name)

    def test_the_package_itself_is_imported_by_the_commands_alone(self):
        assert {name for name, found in IMPORTS.items() if "__init__" in found} <= {"__main__"}


def public(tree: ast.AST, inside: str = "") -> Iterator[tuple[str, Definition]]:
    """Yield name and node of the public functions, classes and methods of a module."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, Definition) and not node.name.startswith("_"):
            yield inside + node.name, node
            if isinstance(node, ast.ClassDef):
                yield from public(node, f"{node.name}.")


@pytest.mark.parametrize("name", sorted(TREES))
class TestModules:
    def test_print_nothing(self, name):
        if name in SCRIPTS:
            pytest.skip("a script, which prints")
        called = [ast.unparse(node.func) for node in ast.walk(TREES[name]) if isinstance(node, ast.Call)]
        assert [call for call in called if call in ("print", "sys.stdout.write", "click.echo")] == []

    def test_never_end_the_process(self, name):
        if name in SCRIPTS:
            pytest.skip("a script, which has an exit code")
        called = [ast.unparse(node.func) for node in ast.walk(TREES[name]) if isinstance(node, ast.Call)]
        assert [call for call in called if call in ("sys.exit", "exit", "quit", "os._exit")] == []

    def test_say_what_they_are(self, name):
        assert ast.get_docstring(TREES[name])

    def test_say_what_each_public_part_does(self, name):
        assert [part for part, node in public(TREES[name]) if not ast.get_docstring(node)] == []

    def test_define_no_error_where_another_would_look_in_vain(self, name):
        defined = {node.name for node in ast.walk(TREES[name]) if isinstance(node, ast.ClassDef)}
        assert name == "errors" or not {one for one in defined if one.endswith("Error")}

    def test_raise_errors_of_ours_but_where_loading_turns_them_into_one(self, name):
        if name in CAUGHT:
            pytest.skip("what is raised here is turned into an error of ours by what loads the file")
        called = {ast.unparse(node.exc.func) for node in ast.walk(TREES[name])
                  if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call)}
        assert called & BUILT_IN == ({"AttributeError"} if name == "__init__" else set())

    def test_check_nothing_by_assert(self, name):
        assert not any(isinstance(node, ast.Assert) for node in ast.walk(TREES[name]))
