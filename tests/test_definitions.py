"""An answer is looked up only as long as nothing that it rests on has another text."""

import pytest

from tests import definitions
from tests.definitions import definition

FILE = '''
"""A test."""
from analysis.helping import help_out as helped
from sim.model import MarketModel

LIMIT = 3
UNUSED = 4


def watched(scenario, seed):
    """Look."""
    return helped(MarketModel(scenario, seed)) + inner()


def inner():
    return LIMIT


def test_it():
    assert watched(None, 1)
'''
HELPING = """
FACTOR = 2


def help_out(model):
    return FACTOR * model


def unasked():
    return 1
"""


@pytest.fixture
def told(tmp_path, monkeypatch):
    """What the definition of `watched` says after a change of text in a file."""
    monkeypatch.setattr(definitions, "ROOT", tmp_path)
    (tmp_path / "analysis").mkdir()

    def read(name="", before="", after=""):
        for each, text in {"test_it.py": FILE, "analysis/helping.py": HELPING}.items():
            assert each != name or before in text
            changed = text.replace(before, after) if each == name else text
            (tmp_path / each).write_text(changed, encoding="utf-8")
        definitions._statements.cache_clear()
        names = {}
        exec(compile("def watched(scenario, seed): ...", str(tmp_path / "test_it.py"), "exec"), names)
        return definition(names["watched"])

    yield read
    definitions._statements.cache_clear()


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("test_it.py", "helped(MarketModel(scenario, seed))", "helped(MarketModel(scenario, seed + 1))"),
        ("test_it.py", "return LIMIT", "return LIMIT + 1"),
        ("test_it.py", "LIMIT = 3", "LIMIT = 4"),
        ("test_it.py", "import help_out as helped", "import unasked as helped"),
        ("test_it.py", "from sim.model", "from sim.other_model"),
        ("analysis/helping.py", "FACTOR * model", "FACTOR + model"),
        ("analysis/helping.py", "FACTOR = 2", "FACTOR = 3"),
    ],
)
def test_a_change_of_what_it_rests_on_makes_it_another(told, name, before, after):
    assert told(name, before, after) != told()


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("test_it.py", "assert watched(None, 1)", "assert watched(None, 2)"),
        ("test_it.py", "UNUSED = 4", "UNUSED = 5"),
        ("test_it.py", "LIMIT = 3", "LIMIT = 3  # a comment"),
        ("analysis/helping.py", "return 1", "return 2"),
    ],
)
def test_a_change_of_anything_else_does_not(told, name, before, after):
    assert told(name, before, after) == told()


def test_a_function_within_another_cannot_be_told(told):
    def inner(scenario, seed):
        return seed

    with pytest.raises(ValueError, match="not defined at the top level"):
        definition(inner)


def test_all_of_a_module_imported_as_a_whole_counts(told):
    whole = "from analysis import helping\nhelped = helping.help_out"
    assert "FACTOR" in told("test_it.py", "from analysis.helping import help_out as helped", whole)
