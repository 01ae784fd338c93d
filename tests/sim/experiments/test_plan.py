"""A plan: what it may say, and what is told of mistakes in it, at their place."""

import re

import pytest

from sim import BadInput
from sim.experiments.designs import size, vary
from sim.experiments.plan import PLANS, Wanted, read_plan

LINE = re.compile(r"\S+:\d+:\d+: [^:]+: .+ - .+")
PLAN = """\
scenario: smartphone_succession
set: [customers=60, years=0.25]
arms: [no_rescue, early_generation]
replications: 2
design:
  kind: grid
  over:
    firms.incumbent.brand: [0.5, 1]
    mechanisms.cycles.replacement.life: {from: 1, to: 3, steps: 3}
keep:
  outcomes: [profit_cents]
  tables: [firm]
"""


@pytest.fixture
def plan(tmp_path):
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


def lines(path, wanted=None):
    """What is wrong with a plan, line by line, the folder left out."""
    with pytest.raises(BadInput) as bad:
        read_plan(str(path), wanted)
    found = str(bad.value).splitlines()
    assert all(LINE.fullmatch(line) for line in found), found
    return [line.replace(f"{path.parent}/", "") for line in found]


def test_a_plan_is_read_with_the_scenario_of_every_arm(plan):
    read = read_plan(str(plan))
    assert read.name == "plan"
    assert [*read.arms] == ["no_rescue", "early_generation"]
    assert {scenario.customers for scenario in read.arms.values()} == {60}
    assert size(read.plan.design) == 6
    assert read.plan.keep.tables == ("firm",)


def test_a_scenario_is_a_plan_that_varies_nothing_and_runs_all_arms():
    read = read_plan("smartphone_succession")
    assert read.plan.design is None
    assert len(read.arms) == 6
    assert [*read_plan("durable").arms] == ["base"]


@pytest.mark.parametrize("path", [*PLANS.glob("*.yaml")], ids=lambda path: path.stem)
def test_every_plan_of_the_library_can_be_read_by_its_name(path):
    assert read_plan(path.stem).name == path.stem


def test_a_plan_names_the_scenario_beside_it_wherever_it_is_read_from(plan, tmp_path, monkeypatch):
    (tmp_path / "mine.yaml").write_text("extends: durable\ncustomers: 77\n", encoding="utf-8")
    plan.write_text("scenario: mine.yaml\n", encoding="utf-8")
    monkeypatch.chdir("/")
    assert read_plan(str(plan)).arms["base"].customers == 77


def test_the_command_line_goes_over_the_plan(plan):
    wanted = Wanted(
        changes=("customers=70",),
        design=vary("firms.incumbent.brand=1:2:5"),
        replications=7,
        seed=9,
        arms=("no_rescue",),
        tables=("firm", "segment"),
        time_limit=3.0,
    )
    read = read_plan(str(plan), wanted)
    assert {scenario.customers for scenario in read.arms.values()} == {70}
    assert size(read.plan.design) == 5
    assert (read.plan.replications, read.plan.seed, read.plan.time_limit) == (7, 9, 3.0)
    assert [*read.arms] == ["no_rescue"]
    assert (read.plan.keep.outcomes, read.plan.keep.tables) == (("profit_cents",), ("firm", "segment"))


def test_a_seed_of_nothing_is_a_seed(plan):
    plan.write_text(PLAN + "seed: 5\n", encoding="utf-8")
    assert read_plan(str(plan)).plan.seed == 5
    assert read_plan(str(plan), Wanted(seed=0)).plan.seed == 0


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("early_generation]", "erly_generation]", "plan.yaml:3:19: arms: unknown arm 'erly_generation'"),
        ("tables: [firm]", "tables: [firmm]", "plan.yaml:12:11: keep.tables: unknown table 'firmm'"),
        ("tables: [firm]", "tables: [firm, firm]", "keep.tables: has 'firm' twice - list each once"),
        ("[profit_cents]", "[profit]", "plan.yaml:11:13: keep.outcomes: unknown outcome 'profit' - nearest"),
        ("[profit_cents]", "[firm]", "plan.yaml:11:13: keep.outcomes: unknown outcome 'firm'"),
        (
            "firms.incumbent.brand",
            "firms.incumbnt.brand",
            "plan.yaml:8:27: design.over.firms.incumbnt.brand: unknown path - nearest is 'firms.incumbent'",
        ),
        (
            "[0.5, 1]",
            "[0.5, -1]",
            "plan.yaml:8:28: design.over.firms.incumbent.brand: must be at least 0 (got -1)",
        ),
        ("from: 1", "from: -1", "plan.yaml:9:41: design.over.mechanisms.cycles.replacement.life: must be"),
        ("kind: grid", "kind: gird", "plan.yaml:6:9: design.kind: unknown kind 'gird' - nearest"),
        ("steps: 3", "steps: 1", "steps: must be at least 2 (got 1)"),
        ("smartphone_succession", "smartphone_sucession", "plan.yaml:1:11: scenario: is neither a file"),
        ("customers=60", "custmers=60", "plan.yaml:2:7: custmers: unknown path - nearest is 'customers'"),
        ("customers=60", "customers=-1", "plan.yaml:2:7: customers: must be at least 0 (got -1)"),
        ("customers=60", "customers", "plan.yaml:2:7: customers: is no override"),
        ("replications: 2", "replications: 0", "plan.yaml:4:15: replications: must be above 0 (got 0)"),
        ("replications: 2", "replications: 2000000", "replications: must be at most 1000000"),
        ("replications: 2", "replications: 2\nreplications: 3", "duplicate key, first on line 4"),
        ("replications: 2", "replicatons: 2", "replicatons: unknown key - nearest is 'replications'"),
        ("replications: 2", "replications: 2\ntime_limit: 0", "time_limit: must be above 0 (got 0)"),
    ],
)  # fmt: skip
def test_a_mistake_is_one_line_at_its_place(plan, before, after, told):
    assert before in PLAN
    plan.write_text(PLAN.replace(before, after, 1), encoding="utf-8")
    found = lines(plan)
    assert sum(told in line for line in found) == 1, found
    assert all(line.startswith("plan.yaml:") for line in found)


def test_a_value_that_an_arm_sets_itself_cannot_vary_for_all_arms(plan):
    path = "firms.incumbent.strategies.product.research"
    plan.write_text(PLAN.replace("firms.incumbent.brand: [0.5, 1]", f"{path}: [1, 2]"), encoding="utf-8")
    (line,) = lines(plan)
    assert f"design.over.{path}: is what arm 'early_generation' itself sets" in line
    assert line.endswith("vary another key, or leave the arm out")
    assert read_plan(str(plan), Wanted(arms=("no_rescue",))).plan.arms == ("no_rescue",)


def test_every_mistake_of_a_design_has_its_line_once(plan):
    """Both arms refuse the value; that is one mistake."""
    plan.write_text(PLAN.replace("[0.5, 1]", "[-1, 1]").replace("from: 1", "from: -2"), encoding="utf-8")
    assert len(lines(plan)) == 2


def test_a_mistake_in_a_listed_point_stands_at_the_point(plan):
    design = "design:\n  kind: list\n  points:\n  - {customers: 50}\n  - {firms.incumbent.brand: -1}\n"
    plan.write_text(f"scenario: smartphone_succession\n{design}", encoding="utf-8")
    (line,) = lines(plan)
    assert line.startswith("plan.yaml:6:29: design.points.1.firms.incumbent.brand: must be at least 0")


def test_what_the_command_line_says_is_told_as_of_the_command_line(plan):
    design = vary("firms.incumbent.brand=1,2", "firms.nobody.brand=1,2")
    assert lines(plan, Wanted(design=design))[0].startswith("--vary:2:1: firms.nobody.brand: unknown path")
    assert lines(plan, Wanted(tables=("firm", "fims")))[0].startswith(
        "--table:2:1: table: unknown table 'fims'"
    )
    assert lines(plan, Wanted(changes=("years=1", "x=1")))[0].startswith("--set:2:1: x: unknown path")


def test_a_mistake_in_the_scenario_beside_the_plan_stands_in_the_scenario(plan, tmp_path):
    (tmp_path / "mine.yaml").write_text("extends: durable\ncustomers: few\n", encoding="utf-8")
    plan.write_text("scenario: mine.yaml\n", encoding="utf-8")
    (line,) = lines(plan)
    assert line.startswith("mine.yaml:2:12: customers: must be a whole number")


def test_a_misspelt_name_of_a_plan_names_the_nearest():
    (plan, *_) = sorted(path.stem for path in PLANS.glob("*.yaml"))
    with pytest.raises(BadInput, match=f"nearest is '{plan}'"):
        read_plan(f"{plan}s")


def test_a_design_of_endless_steps_is_looked_at_in_no_time(plan):
    plan.write_text(PLAN.replace("steps: 3", "steps: 1000000000000"), encoding="utf-8")
    assert size(read_plan(str(plan)).plan.design) == 2 * 10**12
