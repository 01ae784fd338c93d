import subprocess
import sys

import pytest
from pydantic import Field, TypeAdapter, ValidationError

from sim import units
from sim.units import Name, Share, Spec, Years, unit

BOUNDS = {
    "Share": ([0, 0.5, 1], [-0.1, 1.1]),
    "SignedShare": ([-1, 0.0, 1], [-1.1, 1.1]),
    "Money": ([0, 1e9], [-1e-9]),
    "PerYear": ([0, 12.5], [-1]),
    "Years": ([0, 0.5], [-0.5]),
    "PositiveYears": ([0.01], [0, -1]),
    "Count": ([0, 10**12], [-1, 1.0, True]),
    "PositiveCount": ([1], [0, 1.5]),
    "Weight": ([0, 3.5], [-1]),
    "Real": ([-5, 0.0], ["5"]),
    "Positive": ([1e-9], [0]),
    "Name": (["a", "firm_1", "a" * 40], ["", "A", "1a", "a b", "a" * 41, "a\n", "é"]),
}


@pytest.mark.parametrize("name", BOUNDS)
def test_a_type_takes_what_it_means_and_nothing_else(name):
    class Holder(Spec):
        value: getattr(units, name)

    for good in BOUNDS[name][0]:
        assert Holder(value=good).value == good
    for bad in [*BOUNDS[name][1], float("nan"), float("inf"), None]:
        with pytest.raises(ValidationError):
            Holder(value=bad)


@pytest.mark.parametrize("name", BOUNDS)
def test_every_type_carries_a_unit_into_the_schema(name):
    assert TypeAdapter(getattr(units, name)).json_schema()["unit"]


def test_a_field_keeps_its_unit_and_may_have_its_own():
    class Holder(Spec):
        part: Share = Field(0.2, description="a part")
        wait: Years = Field(0, json_schema_extra=unit("minutes"))
        parts: dict[Name, Share] = Field({})

    fields = Holder.model_json_schema()["properties"]
    assert (fields["part"]["unit"], fields["part"]["description"]) == ("share", "a part")
    assert fields["wait"]["unit"] == "minutes"
    assert next(iter(fields["parts"]["patternProperties"].values()))["unit"] == "share"


def test_a_spec_is_frozen_and_knows_its_keys():
    class Holder(Spec):
        part: Share = 0

    with pytest.raises(ValidationError):
        Holder(prat=1)
    with pytest.raises(ValidationError):
        Holder().part = 1
    assert isinstance(Holder().part, float)


def test_reading_scenarios_imports_nothing_heavy():
    heavy = "import sys, sim.units, sim.files; print({'numpy', 'mesa', 'numba', 'pandas'} & set(sys.modules))"
    assert subprocess.check_output([sys.executable, "-c", heavy], text=True).strip() == "set()"
