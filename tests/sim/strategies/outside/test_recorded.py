"""A result made with strategies of a file is read without the file, and made again only with it."""

from pathlib import Path

import pytest

from sim import BadInput, Scenario, load
from sim.experiments.designs import vary
from sim.experiments.identity import Digest, leaves_of
from sim.experiments.plan import Wanted, read_plan
from sim.experiments.provenance import Made, read_provenance, write_provenance
from sim.experiments.study import Study, recorded_study
from sim.scenario.scenario import strategies_of
from tests.sim.strategies.care.views import view_of
from tests.sim.strategies.outside.mine import FILE, PATH, USED, written


def made(folder: Path, scenario: Scenario) -> Path:
    """A folder with what a result says of itself."""
    result = folder / "result"
    result.mkdir()
    arms = {"base": scenario}
    write_provenance(Made(arms=arms, replications=1, seed=0, command="", kind="csv", files={}), result)
    return result


def study(path: str, *changes: str) -> Study:
    said = Wanted(changes=changes, design=vary("customers=10,20"), replications=1, strategies=(path,))
    return Study(read_plan("durable", said), "model 1")


def test_a_result_keeps_the_hash_of_the_file_and_is_read_without_it(tmp_path: Path):
    scenario = load("durable", USED, strategies=written(tmp_path))
    again = read_provenance(made(tmp_path, scenario)).arms["base"]
    assert leaves_of(again) == leaves_of(scenario)
    assert Digest(again).at({}) == Digest(scenario).at({})
    assert again.code_from_outside() == scenario.code_from_outside()
    assert {f"{PATH}.{key}" for key in ("kind", "discount")} <= {line.path for line in again.explained()}


def test_what_is_only_recorded_decides_nothing(tmp_path: Path):
    again = read_provenance(made(tmp_path, load("durable", USED, strategies=written(tmp_path)))).arms["base"]
    care = again.firms["leader"].strategies.care
    assert care is not None
    with pytest.raises(BadInput, match=r"SHA-256 .* are not here - name that file: --strategies my_s"):
        care.decide(view_of(1))


def test_a_result_is_made_again_with_the_file_as_it_was_wherever_it_is_now(tmp_path: Path):
    scenario = load("durable", USED, strategies=written(tmp_path))
    elsewhere = strategies_of([written(tmp_path, name="moved.py")])
    again = read_provenance(made(tmp_path, scenario), elsewhere).arms["base"]
    care = again.firms["leader"].strategies.care
    assert care is not None
    assert care.decide(view_of(1)).personal is not None


def test_without_the_file_nothing_is_made_again(tmp_path: Path):
    result = made(tmp_path, load("durable", USED, strategies=written(tmp_path)))
    with pytest.raises(BadInput, match=r"^my_strategies.py:1:1: .*SHA-256 .* - name it: --strategies my_"):
        read_provenance(result, strategies_of([]))


def test_with_a_changed_file_nothing_is_made_again(tmp_path: Path):
    result = made(tmp_path, load("durable", USED, strategies=written(tmp_path)))
    changed = strategies_of([written(tmp_path, FILE + "\n")])
    with pytest.raises(BadInput, match=r"is not as it was when this was made \(SHA-256 .* - name the file"):
        read_provenance(result, changed)


def test_a_result_that_uses_none_of_it_needs_no_file(tmp_path: Path):
    result = made(tmp_path, load("durable", strategies=written(tmp_path)))
    assert read_provenance(result, strategies_of([])).arms["base"].code_from_outside() == {}


def test_a_sweep_is_read_without_the_file_and_has_the_same_runs(tmp_path: Path):
    of = study(written(tmp_path), USED)
    for strategies in (None, strategies_of([written(tmp_path)])):
        again = recorded_study(of.record(), of.model, "again", strategies)
        assert [*again.runs()] == [*of.runs()]


def test_a_sweep_with_a_changed_file_has_other_runs_and_another_plan(tmp_path: Path):
    first = study(written(tmp_path), USED)
    before = first.record(), [run.identity for run in first.runs()]
    second = study(written(tmp_path, FILE + "\n"), USED)
    assert second.record() != before[0]
    assert not {run.identity for run in second.runs()} & {*before[1]}
    with pytest.raises(BadInput, match="is not as it was"):
        recorded_study(before[0], "model 1", "again", second.read.arms["base"].known_strategies)


def test_a_sweep_over_kinds_keeps_the_file_that_only_a_point_uses(tmp_path: Path):
    kinds = [{"kind": "regulars"}, {"kind": "poaching"}, None]
    plan = tmp_path / "plan.yaml"
    listed = ", ".join("null" if kind is None else f"{{kind: {kind['kind']}}}" for kind in kinds)
    plan.write_text(
        f"scenario: durable\ndesign: {{kind: grid, over: {{{PATH}: [{listed}]}}}}\n", encoding="utf-8"
    )
    of = Study(read_plan(str(plan), Wanted(strategies=(written(tmp_path),), replications=1)), "model 1")
    assert [each["file"] for each in of.record()["strategies"]] == ["my_strategies.py"]
    assert len({run.identity for run in of.runs()}) == 3
    assert [*recorded_study(of.record(), of.model, "again").runs()] == [*of.runs()]
    with pytest.raises(BadInput, match="unknown kind 'regulars'"):
        read_plan(str(plan))
