"""What is told of a plan that is not the store's."""

import pytest

from sim.experiments.store import PlanChanged
from sim.experiments.store.plan_file import Plan, settle_plan

OLD = {"arms": {"low": {"price": 1}, "high": {"price": 9}}, "points": [1, 2], "keep": {"tables": ["firm"]}}


def differences(folder, old, new):
    """Lines that tell what differs, without the first, which tells what to do."""
    settle_plan(folder, Plan(old, "m"), [], new_generation=False)
    with pytest.raises(PlanChanged) as told:
        settle_plan(folder, Plan(new, "m"), [], new_generation=False)
    first, *lines = str(told.value).splitlines()
    assert str(folder) in first
    return [line.strip() for line in lines]


@pytest.mark.parametrize(
    ("change", "lines"),
    [
        ({"points": [1, 3]}, ["points[1]: 2 -> 3"]),
        ({"points": [1, 2, 3]}, ["points: [1, 2] -> [1, 2, 3]"]),
        ({"points": list(range(99))}, ["points: [1, 2] -> (99 values)"]),
        ({"seed": "é"}, ['seed: (none) -> "é"']),
        ({"arms": {"low": {"price": 1}}}, ['arms.high: {"price": 9} -> (none)']),
        (
            {"arms": {"high": {"price": 9}, "low": {"price": 1}}},
            ['arms: order ["low", "high"] -> ["high", "low"]'],
        ),
        ({"keep": "x" * 100}, ['keep: {"tables": ["firm"]} -> "' + "x" * 78 + "…"]),
        ({"points": [1, 2.0]}, ["points[1]: 2 -> 2.0"]),
    ],
)
def test_each_difference_is_told_on_a_line_old_and_new(tmp_path, change, lines):
    assert differences(tmp_path, OLD, {**OLD, **change}) == lines


def test_many_differences_are_cut_short(tmp_path):
    old, new = ({f"key {k}": f"{text} {k}" for k in range(50)} for text in ("old", "new"))
    lines = differences(tmp_path, old, new)
    assert (len(lines), lines[-1]) == (41, "... and 10 more")


def test_a_plan_is_compared_as_it_is_written_down(tmp_path):
    settle_plan(tmp_path, Plan({"pair": (1, 2), "by": {1: "a"}}, "m"), [], new_generation=False)
    again = settle_plan(tmp_path, Plan({"pair": [1, 2], "by": {"1": "a"}}, "m"), [], new_generation=False)
    assert (again.plan, again.generation) == ({"pair": [1, 2], "by": {"1": "a"}}, 1)


def test_asking_for_a_new_generation_of_the_same_plan_changes_nothing(tmp_path):
    for _ in range(2):
        assert settle_plan(tmp_path, Plan(OLD, "m"), [], new_generation=True).generation == 1


@pytest.mark.parametrize(
    ("plan", "needed"), [({}, {"outcome"}), ({"keep": None}, {"outcome"}), (OLD, {"outcome", "firm"})]
)
def test_the_outcome_is_always_kept(plan, needed):
    assert Plan(plan, "m").needed() == needed
