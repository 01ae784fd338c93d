"""What a result says of itself is enough to make it again."""

import json

import pytest

from sim import BadInput, load, simulate
from sim.experiments.provenance import Made, origins, read_provenance, write_provenance


def made(**changes):
    scenario = load("smartphone_succession", "customers=60", "years=0.25")
    arms = {name: scenario.arm(name) for name in ("no_rescue", "early_generation")}
    fields = {
        "arms": arms,
        "replications": 2,
        "seed": 7,
        "command": "rivalry compare x",
        "kind": "parquet",
        "files": {"tables/firm.parquet": "00"},
    }
    return Made(**{**fields, **changes})


def test_what_is_written_is_read_again(tmp_path):
    first = made()
    write_provenance(first, tmp_path)
    again = read_provenance(tmp_path)
    assert (again.replications, again.seed, again.command, again.files) == (2, 7, first.command, first.files)
    for name, scenario in first.arms.items():
        assert again.arms[name].model_dump(exclude={"arms"}) == scenario.model_dump(exclude={"arms"})
        assert again.arms[name].arm_name == name


def test_an_older_result_keeps_its_versions_and_its_failures(tmp_path):
    failed = (("no_rescue", 1, "MemoryError: too much"),)
    write_provenance(made(versions={"model": "old", "mesa": "1"}, failed=failed), tmp_path)
    again = read_provenance(tmp_path)
    assert (again.model, again.versions["mesa"], again.failed) == ("old", "1", failed)


def test_a_scenario_read_again_still_knows_where_its_values_stood(tmp_path):
    write_provenance(made(), tmp_path)
    early = read_provenance(tmp_path).arms["early_generation"]
    found = origins(early)
    assert found["customers"] == "--set"
    assert found["firms.incumbent.brand"].startswith("scenarios/smartphone_succession.yaml:")
    assert found["firms.incumbent.strategies.product.research"].rpartition(":")[2].isdigit()
    assert "firms.incumbent.data_quality" not in found


@pytest.mark.slow
def test_a_scenario_read_again_runs_the_same(tmp_path):
    write_provenance(made(), tmp_path)
    arm = "early_generation"
    first, again = (
        simulate(each.arms[arm], 3).tables["firm"] for each in (made(), read_provenance(tmp_path))
    )
    assert first.equals(again)


def test_the_record_says_every_value_and_the_versions(tmp_path):
    write_provenance(made(), tmp_path)
    record = json.loads((tmp_path / "provenance.json").read_text())
    assert record["arms"]["no_rescue"]["resolved"]["firms"]["incumbent"]["data_quality"] == 0.8
    assert {"rivalry", "model", "python", "numpy", "numba"} <= record["versions"].keys()


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"arms": {"a": {}}}', '{"arms": {}, "replications": "x"}'])
def test_a_damaged_record_is_told_by_its_place(tmp_path, text):
    (tmp_path / "provenance.json").write_text(text)
    with pytest.raises(BadInput, match=r"provenance\.json:1:1: result: is damaged"):
        read_provenance(tmp_path)


def test_a_folder_without_a_result_is_told(tmp_path):
    with pytest.raises(BadInput, match="there is no result here"):
        read_provenance(tmp_path)
