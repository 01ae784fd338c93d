"""Every mechanism: off, strength 0 and absent are the same, and on is not."""

import json
from pathlib import Path
from typing import Any

import pytest

from sim import Scenario, load, simulate
from sim.mechanisms.base import Mechanism
from sim.scenario.mechanisms import Mechanisms
from tests.contract.small import busy, tables, unequal

PATHS = [path for path, _ in Mechanisms().each()]
SEED = 11
KIND_OF_MARKET = {"purchase_rate", "trial"}
"""Say how often people buy, and how they begin, not how strongly the mechanism works."""
ON = {
    "customers/renewal": ("mechanisms.customers.renewal.term=0.25",),
    "customers/uncertain_demand": ("mechanisms.customers.uncertain_demand.switching_cost=1.5",),
}

MARKET = {"channels/multichannel_use": ("mechanisms.customers.uncertain_demand.purchase_rate=12",)}
"""What the market must be like for a mechanism to have anything to work on."""


def key(path: str) -> str:
    return "mechanisms." + path.replace("/", ".")


def switched_off(scenario: Scenario, path: str) -> Scenario:
    """The scenario with `off()` in place of a mechanism."""
    group_name, name = path.split("/")
    group = getattr(scenario.mechanisms, group_name)
    off = type(getattr(group, name)).off()
    changed = group.model_copy(update={name: off})
    return scenario.model_copy(
        update={"mechanisms": scenario.mechanisms.model_copy(update={group_name: changed})}
    )


def without(scenario: Scenario, path: str, folder: Path) -> Scenario:
    """The scenario from a file that does not name a mechanism."""
    content = scenario.model_dump(mode="json", exclude_unset=True)
    group, name = path.split("/")
    content["mechanisms"].get(group, {}).pop(name, None)
    file = folder / "absent.yaml"
    file.write_text(json.dumps(content), encoding="utf-8")
    return load(file)


def otherwise(mechanism: Mechanism) -> dict[str, Any]:
    """Different values for all numbers of a mechanism but its strength."""
    numbers = {
        name: value
        for name, value in mechanism
        if isinstance(value, float | int) and name not in {"strength", *KIND_OF_MARKET}
    }
    return {
        name: value + 1 if isinstance(value, int) else value / 2 or 0.25 for name, value in numbers.items()
    }


@pytest.mark.parametrize("path", PATHS)
def test_at_strength_nothing_a_mechanism_is_off_whatever_else_it_says(path: str):
    off = simulate(switched_off(busy(), path), SEED).tables
    values = otherwise(dict(Mechanisms().each())[path])
    silent = tables(
        *(f"{key(path)}.{name}={value}" for name, value in values.items()), f"{key(path)}.strength=0"
    )
    assert unequal(silent, off) == []


@pytest.mark.parametrize("path", PATHS)
def test_a_mechanism_that_a_file_does_not_name_is_off(path: str, tmp_path: Path):
    off = simulate(switched_off(busy(), path), SEED).tables
    assert unequal(simulate(without(busy(), path, tmp_path), SEED).tables, off) == []


@pytest.mark.parametrize("path", PATHS)
def test_a_mechanism_that_is_on_changes_the_market(path: str):
    market = MARKET.get(path, ())
    on = tables(*market, *ON.get(path, (f"{key(path)}.strength=1",)))
    assert unequal(on, simulate(switched_off(busy(*market), path), SEED).tables)


@pytest.mark.parametrize("path", PATHS)
def test_a_mechanism_names_its_row_and_is_off_at_strength_nothing(path: str):
    mechanism = dict(Mechanisms().each())[path]
    assert not mechanism.is_on
    assert type(mechanism)().is_on
    assert mechanism.row[0] in "ABCDE"
    assert mechanism.row[1:].isdecimal()
