"""The rules of the house that a machine can check."""

import ast
import functools
import re
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("sim", "analysis")
TEXT = {".py", ".md", ".yaml", ".yml", ".toml", ".cff", ".j2", ".html", ".css", ".csv", ".txt", ""}
HEAVY = ("mesa", "numba", "pandas")
LONGEST_BODY, MEDIAN_BODY, NINTH_DECILE_BODY = 40, 6, 16
LONGEST_FILE, MOST_ARGUMENTS = 400, 6

Function = ast.FunctionDef | ast.AsyncFunctionDef
Rule = Callable[[ast.Module], Iterator[int]]


def product() -> list[Path]:
    """Every Python file that the wheel carries."""
    files = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))]
    return [*files, *ROOT.glob("cli.py")]


def everything() -> list[Path]:
    """Every Python file of the project."""
    return [*product(), *sorted((ROOT / "tests").rglob("*.py"))]


def texts() -> list[Path]:
    """Every text file of the project that somebody wrote."""
    top = [path for path in ROOT.iterdir() if path.is_file() and not path.name.startswith(".git")]
    folders = (*FOLDERS, "scenarios", "docs", "tests", ".ci")
    below = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file()]
    return [path for path in sorted(top + below) if path.suffix in TEXT]


@functools.cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def functions(tree: ast.AST) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def body_lines(function: Function) -> int:
    """Lines from the first statement after the docstring to the last."""
    body = function.body[1:] if ast.get_docstring(function, clean=False) is not None else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def decorators(node: Function) -> list[str]:
    return [ast.unparse(decorator) for decorator in node.decorator_list]


def long_bodies(tree: ast.Module) -> Iterator[int]:
    return (node.lineno for node in functions(tree) if body_lines(node) > LONGEST_BODY)


def too_many_arguments(tree: ast.Module) -> Iterator[int]:
    # A command of the command line has one argument per option.
    is_of_commands = any(isinstance(node, ast.Import) and node.names[0].name == "typer" for node in tree.body)
    for node in functions(tree):
        arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        counted = [argument for argument in arguments if argument.arg not in {"self", "cls"}]
        is_command = is_of_commands and not node.name.startswith("_")
        if len(counted) > MOST_ARGUMENTS and not is_command:
            yield node.lineno


def broad_excepts(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler):
            caught = ast.unparse(node.type) if node.type else "BaseException"
            if re.search(r"\b(Base)?Exception\b", caught):
                yield node.lineno


def foreign_chance(tree: ast.Module) -> Iterator[int]:
    """Lines that draw from NumPy's, the standard library's or mesa's own generators."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                found = any(name.name in {"random", "numpy.random"} for name in names)
            case ast.ImportFrom(module="random" | "numpy.random"):
                found = True
            case ast.ImportFrom(module="numpy", names=names):
                found = any(name.name == "random" for name in names)
            case ast.Attribute(attr="random" | "rng"):
                found = ast.unparse(node.value) in {"np", "numpy", "self", "model", "self.model"}
            case _:
                found = False
        if found:
            yield node.lineno


def undocumented(tree: ast.Module) -> Iterator[int]:
    """Lines of public modules, classes, functions and methods without a docstring."""
    if ast.get_docstring(tree) is None and tree.body:
        yield 1
    scopes: list[ast.Module | ast.ClassDef] = [tree]
    while scopes:
        for node in scopes.pop().body:
            if not isinstance(node, Function | ast.ClassDef) or node.name.startswith("_"):
                continue
            if isinstance(node, ast.ClassDef):
                scopes.append(node)
            inherited = isinstance(node, Function) and {"override", "overload"} & set(decorators(node))
            if ast.get_docstring(node) is None and not inherited:
                yield node.lineno


def unannotated(tree: ast.Module) -> Iterator[int]:
    for node in functions(tree):
        arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        bare = [a for a in arguments if a.annotation is None and a.arg not in {"self", "cls"}]
        if bare or node.returns is None:
            yield node.lineno


def foreign_imports_of_phases(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                modules = [name.name for name in names]
            case ast.ImportFrom(module=str(module)):
                modules = [module]
            case _:
                continue
        others = [name for name in modules if not name.startswith("sim.phases")]
        if not {name.split(".")[0] for name in others} <= sys.stdlib_module_names:
            yield node.lineno


@functools.cache
def loops() -> frozenset[str]:
    """Loops that have no way in from Python."""
    return frozenset(
        node.name for path in product() for node in functions(parsed(path)) if "loop" in decorators(node)
    )


def loops_called_from_python(tree: ast.Module) -> Iterator[int]:
    """A loop of a process, called where nothing is compiled: that would end the process without a word."""
    compiled = {
        call
        for node in functions(tree)
        if {"kernel", "loop", "part"} & {*decorators(node)}
        for call in ast.walk(node)
    }
    imported = (
        name.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sim.processes")
        for name in node.names
    )
    known = loops() & {*imported, *(node.name for node in functions(tree))}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in known and node not in compiled:
            yield node.lineno


def offences(rule: Rule, paths: list[Path]) -> list[str]:
    """`file:line` of every place that breaks the rule, ready for the test's message."""
    return [f"{path.relative_to(ROOT)}:{line}" for path in paths for line in rule(parsed(path))]


def lines_matching(pattern: str, paths: list[Path]) -> list[str]:
    compiled = re.compile(pattern)
    found = []
    for path in paths:
        lines = path.read_text(encoding="utf-8").splitlines()
        numbers = (number for number, line in enumerate(lines, 1) if compiled.search(line))
        found += [f"{path.relative_to(ROOT)}:{number}" for number in numbers]
    return found


def test_imports_keep_their_contracts():
    linter = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run(
        [linter, "--no-cache", "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_no_function_body_is_longer_than_forty_lines():
    assert offences(long_bodies, everything()) == []


def test_most_function_bodies_are_short():
    lengths = [body_lines(node) for path in product() for node in functions(parsed(path))]
    assert statistics.median(lengths) <= MEDIAN_BODY
    assert statistics.quantiles(lengths, n=10)[-1] <= NINTH_DECILE_BODY


def test_no_file_is_longer_than_four_hundred_lines():
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in everything()}
    assert [path for path, lines in lengths.items() if lines > LONGEST_FILE] == []


def test_loops_without_a_way_in_are_called_by_compiled_code_alone():
    assert {"trade", "choose_offers"} <= loops()
    assert offences(loops_called_from_python, everything()) == []


def test_no_function_takes_more_than_six_arguments():
    assert offences(too_many_arguments, everything()) == []


def test_every_except_names_what_it_expects():
    assert offences(broad_excepts, everything()) == []


def test_chance_comes_from_one_place():
    elsewhere = [path for path in product() if path != ROOT / "sim" / "randomness.py"]
    assert offences(foreign_chance, elsewhere) == []


def test_every_public_name_is_documented():
    assert offences(undocumented, product()) == []


def test_every_function_of_the_product_is_annotated():
    assert offences(unannotated, product()) == []


def test_phases_are_recognised_with_the_standard_library_alone():
    homes = (ROOT / "sim" / "phases", ROOT / "sim" / "phases.py")
    paths = [path for path in product() if any(path.is_relative_to(home) for home in homes)]
    assert paths
    assert offences(foreign_imports_of_phases, paths) == []


def test_nothing_is_left_to_do():
    assert lines_matching(r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b", texts()) == []


def test_the_project_names_no_path_outside_itself():
    # Written in parts, so that the pattern does not find itself.
    outside = r"/wo" r"rk/|\.\./sha" r"red|\bsha" r"red/(design|mission|validation)"
    assert lines_matching(outside, texts()) == []


@pytest.mark.parametrize(
    ("rule", "source"),
    [
        (long_bodies, "def f():\n" + "    pass\n" * (LONGEST_BODY + 1)),
        (too_many_arguments, "def f(self, a, b, c, *, d, e, f, g): ..."),
        (broad_excepts, "try:\n    f()\nexcept:\n    pass"),
        (broad_excepts, "try:\n    f()\nexcept (ValueError, Exception):\n    pass"),
        (foreign_chance, "import random"),
        (foreign_chance, "from numpy.random import default_rng"),
        (foreign_chance, "from numpy import random"),
        (foreign_chance, "np.random.default_rng(1)"),
        (foreign_chance, "self.model.random.shuffle(firms)"),
        (undocumented, "x = 1"),
        (undocumented, '"""Module."""\nclass Firm:\n    """Firm."""\n    def price(self): ...'),
        (unannotated, "def f(a: int, b) -> None: ..."),
        (unannotated, "def f(a: int): ..."),
        (loops_called_from_python, "from sim.processes.customers.trade import trade\ntrade(scene, 0, 1)"),
        (foreign_imports_of_phases, "import numpy as np"),
        (foreign_imports_of_phases, "from sim.state.market import Market"),
    ],
)
def test_each_rule_finds_an_offence(rule: Rule, source: str):
    assert list(rule(ast.parse(source)))


START = f"""
import sys
import cli
sys.argv = ["rivalry", *sys.argv[1:]]
try:
    cli.main()
except SystemExit as end:
    assert not end.code, f"exit code {{end.code}}"
loaded = [name for name in {HEAVY!r} if name in sys.modules]
assert not loaded, f"imported {{loaded}}"
"""


@pytest.mark.compat
@pytest.mark.parametrize(
    "arguments",
    [("--help",), ("validate", "scenarios/smartphone_succession.yaml")],
    ids=lambda arguments: arguments[0].strip("-"),
)
def test_help_and_validation_start_without_the_heavy_libraries(arguments: tuple[str, ...]):
    command = [sys.executable, "-c", START, *arguments]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
