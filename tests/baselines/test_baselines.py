"""Results for a given scenario and seed change only on purpose."""

import json

import pytest

from tests.baselines import update
from tests.baselines.measuring import UPDATE, first_difference, measured, names, path_of

NAMES = names()


@pytest.mark.parametrize("name", NAMES)
def test_a_small_run_of_every_scenario_gives_what_it_gave_before(name):
    path = path_of(name)
    if not path.exists():
        pytest.fail(f"{name} has no baseline yet: run {UPDATE} {name}")
    expected = json.loads(path.read_text(encoding="utf-8"))
    told = first_difference(expected, measured(name))
    assert told is None, f"{name}: {told}\nIf this is meant, run {UPDATE} and tell it in CHANGELOG.md"


def test_no_baseline_outlives_its_scenario():
    assert {path.stem for path in path_of("any").parent.glob("*.json")} <= set(NAMES)


def test_the_first_difference_is_named_with_its_place_and_both_values():
    before = {"firms": {"a": {"units": 1, "profit_cents": 5}, "b": {"units": 2}}}
    after = {"firms": {"a": {"units": 1, "profit_cents": 6}, "b": {"units": 3}}}
    assert first_difference(before, after) == "firms.a.profit_cents: expected 5, found 6"
    assert first_difference(before, before) is None


def test_a_firm_more_or_less_is_a_difference():
    told = first_difference({"firms": {"a": {"units": 1}}}, {"firms": {}})
    assert told == "firms.a: expected {'units': 1}, found None"


def test_the_update_writes_what_was_measured_and_tells_what_changed(tmp_path, monkeypatch):
    monkeypatch.setattr(update, "path_of", lambda name: tmp_path / f"{name}.json")
    monkeypatch.setattr(update, "measured", lambda _name: {"firms": {"a": {"units": 1}}})
    assert update.write("durable") == "new"
    assert update.write("durable") is None
    monkeypatch.setattr(update, "measured", lambda _name: {"firms": {"a": {"units": 2}}})
    assert update.write("durable") == "firms.a.units: expected 1, found 2"
    assert json.loads((tmp_path / "durable.json").read_text()) == {"firms": {"a": {"units": 2}}}
