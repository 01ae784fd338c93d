"""Strategies are found where their decision is at home; nothing else needs to know of them."""

import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import TypeAdapter, ValidationError

import sim.strategies
from sim.scenario.parts import Strategies
from sim.scenario.scenario import Scenario
from sim.sources import sources_below
from sim.strategies import care
from sim.strategies.base import Strategy
from sim.strategies.budgets.fixed import FixedBudgets
from sim.strategies.care import CareStrategy
from sim.strategies.care.blanket_discount import BlanketDiscount
from sim.strategies.kinds import Choice, built_in, decision_of, kind_of

HOME = Path(sim.strategies.__file__).parent
OUTSIDE = "sim.strategies.outside."
"""Where stand-ins for strategies of others are made."""
BIRTHDAY = '''
from typing import Literal
from sim.strategies.care import CareStrategy

class Birthday(CareStrategy):
    """An offer on birthdays."""

    kind: Literal["birthday"] = "birthday"
'''


def descendants(kind: type[Strategy]) -> Iterator[type[Strategy]]:
    for child in kind.__subclasses__():
        yield child
        yield from descendants(child)


def test_every_strategy_of_the_tree_is_found_for_the_decision_of_its_home():
    for module in pkgutil.walk_packages(sim.strategies.__path__, "sim.strategies."):
        importlib.import_module(module.name)
    ours = (each for each in descendants(Strategy) if each.__module__.startswith("sim."))
    there = {each for each in ours if kind_of(each) and not each.__module__.startswith(OUTSIDE)}
    found = {each for decision in Strategies.decisions().values() for each in built_in(decision)}
    assert there == found
    assert all(decision_of(each).__module__ in each.__module__ for each in found)


def test_no_two_strategies_for_a_decision_have_one_kind():
    for decision in Strategies.decisions().values():
        kinds = [kind_of(each) for each in built_in(decision)]
        assert len(kinds) == len(set(kinds)) > 0


def test_a_file_in_a_decisions_folder_is_all_that_a_strategy_needs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "birthday.py").write_text(BIRTHDAY, encoding="utf-8")
    monkeypatch.setattr(care, "__path__", [*care.__path__, str(tmp_path)])
    built_in.cache_clear()
    try:
        (found,) = (each for each in built_in(CareStrategy) if kind_of(each) == "birthday")
        taken = TypeAdapter(Choice[CareStrategy]).validate_python({"kind": "birthday"})
    finally:
        built_in.cache_clear()
    assert type(taken) is found


def test_a_strategy_is_chosen_by_its_kind_or_given_as_it_is():
    adapter: TypeAdapter[CareStrategy | None] = TypeAdapter(Choice[CareStrategy])
    one = BlanketDiscount(discount=0.2)
    assert adapter.validate_python({"kind": "blanket_discount", "discount": 0.2}) == one
    assert adapter.validate_python(one) is one
    assert adapter.validate_python(None) is None
    assert adapter.dump_python(one) == one.model_dump()


@pytest.mark.parametrize("value", [{"discount": 0.2}, {"kind": "of_no_decision"}, 3, FixedBudgets()])
def test_what_is_no_strategy_for_the_decision_is_refused(value: object):
    with pytest.raises(ValidationError):
        TypeAdapter(Choice[CareStrategy]).validate_python(value)


def test_the_schema_of_scenario_files_lists_the_kinds_of_every_decision():
    schema = Scenario.model_json_schema()["$defs"]["Strategies"]["properties"]
    for name, decision in Strategies.decisions().items():
        (choice, _nothing) = schema[name]["anyOf"]
        assert choice["discriminator"]["mapping"].keys() == {kind_of(each) for each in built_in(decision)}


def test_the_version_of_the_model_rests_on_strategies_that_nobody_imports_by_name():
    found = sources_below((HOME.parent / "experiments" / "run.py",))
    assert {*HOME.rglob("*.py")} <= found.keys()
