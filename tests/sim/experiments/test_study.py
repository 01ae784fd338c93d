"""A study: every run by its number, and identities that only change for runs that are others."""

import json

import pytest

from sim.experiments.designs import vary
from sim.experiments.plan import Wanted, read_plan
from sim.experiments.study import Shard, Study, recorded_study

BRAND, LIFE = "firms.incumbent.brand", "mechanisms.cycles.replacement.life"
ARMS = ("no_rescue", "early_generation")


def study(*changes, vary_by=(f"{BRAND}=0.5,1", f"{LIFE}=1:3:3"), model="1", recorded=(), **wanted):
    said = {"replications": 2, "arms": ARMS, **wanted}
    design = vary(*vary_by) if vary_by else None
    read = read_plan(
        "smartphone_succession", Wanted(changes=("customers=60", *changes), design=design, **said)
    )
    return Study(read, model, recorded)


def identities(of, **where):
    return {
        run.identity for run in of.runs() if all(getattr(run, key) == value for key, value in where.items())
    }


def test_runs_are_numbered_by_point_then_arm_then_replication():
    runs = [*study(seed=40).runs()]
    assert [run.number for run in runs] == list(range(24))
    assert [(run.point, run.arm, run.replication) for run in runs[:6]] == [
        (0, "no_rescue", 0),
        (0, "no_rescue", 1),
        (0, "early_generation", 0),
        (0, "early_generation", 1),
        (1, "no_rescue", 0),
        (1, "no_rescue", 1),
    ]
    assert {run.seed - run.replication for run in runs} == {40}
    assert len({run.identity for run in runs}) == study().total == 24


@pytest.mark.parametrize("count", [1, 2, 3, 5, 24, 30])
def test_shards_have_every_run_once_and_share_them_evenly(count):
    whole = study()
    parts = [[*whole.runs(Shard(index, count))] for index in range(1, count + 1)]
    assert sorted(run for part in parts for run in part) == [*whole.runs()]
    assert [len(part) for part in parts] == [whole.part(Shard(i, count)) for i in range(1, count + 1)]
    assert max(map(len, parts)) - min(map(len, parts)) <= 1


def test_every_shard_writes_under_a_name_of_its_own():
    assert Shard().writer == "main"
    assert {Shard(i, 3).writer for i in (1, 2, 3)} == {f"shard-{i}-of-3" for i in (1, 2, 3)}


def test_labels_say_which_run_it_is_and_what_varied():
    of = study(seed=7)
    order = of.order(varied=True)
    assert [identity for identity, _ in order] == [run.identity for run in of.runs()]
    assert order[3][1] == {
        "run": 3,
        "point": 0,
        BRAND: 0.5,
        LIFE: 1,
        "arm": "early_generation",
        "replication": 1,
        "seed": 8,
    }
    assert order[3][1].keys() - of.order()[3][1].keys() == {BRAND, LIFE}


def test_a_value_that_a_point_leaves_alone_is_the_arms_own(tmp_path):
    path = tmp_path / "plan.yaml"
    design = "design: {kind: one_at_a_time, over: {customers: [5, 6], years: [1]}}"
    path.write_text(f"scenario: durable\nset: [customers=60, years=2]\nreplications: 1\n{design}\n")
    order = Study(read_plan(str(path)), "1").order(varied=True)
    assert [(labels["customers"], labels["years"]) for _, labels in order] == [
        (60, 2),
        (5, 2),
        (6, 2),
        (60, 1),
    ]


def test_a_value_that_is_a_whole_part_is_labelled_as_json(tmp_path):
    path = tmp_path / "plan.yaml"
    kinds = "[{kind: fixed, advertising: 7.0}, {kind: fixed, advertising: 8.0}]"
    over = f"design: {{kind: grid, over: {{firms.leader.strategies.budgets: {kinds}}}}}"
    path.write_text(f"scenario: durable\nset: [customers=60]\nreplications: 1\n{over}\n")
    labels = [labels for _, labels in Study(read_plan(str(path)), "1").order(varied=True)]
    found = [json.loads(each["firms.leader.strategies.budgets"]) for each in labels]
    assert [each["advertising"] for each in found] == [7.0, 8.0]


def test_more_replications_leave_the_first_as_they_were():
    few, more = study(replications=2), study(replications=5)
    assert identities(few) == identities(more) - {run.identity for run in more.runs() if run.replication > 1}


def test_another_point_leaves_the_others_as_they_were():
    one, other = study(vary_by=(f"{BRAND}=0.5,1",)), study(vary_by=(f"{BRAND}=0.5,2",))
    assert identities(one) & identities(other) == identities(one, point=0) == identities(other, point=0)


def test_a_changed_arm_changes_the_runs_of_that_arm_alone():
    one, other = study(), study("arms.early_generation.firms.incumbent.data_quality=0.5")
    assert identities(one) & identities(other) == identities(one, arm="no_rescue")
    assert identities(other, arm="no_rescue") == identities(one, arm="no_rescue")


@pytest.mark.parametrize("changed", [{"model": "2"}, {"seed": 50}], ids=str)
def test_another_model_or_other_seeds_are_other_runs(changed):
    assert not identities(study()) & identities(study(**changed))


def test_another_market_is_another_run():
    assert not identities(study()) & identities(study("customers=61"))


def test_the_same_value_by_set_or_by_point_is_the_same_run():
    set_, varied = study(f"{BRAND}=2", vary_by=()), study(vary_by=(f"{BRAND}=2,3",))
    assert identities(set_) == identities(varied, point=0)


def test_a_seed_that_moves_by_one_shares_all_but_the_ends():
    one, other = study(seed=0, replications=3), study(seed=1, replications=3)
    assert identities(one) & identities(other) == identities(one, seed=1) | identities(one, seed=2)


def test_a_recorded_study_is_the_same_study():
    first = study()
    record = json.loads(json.dumps(first.record()))
    again = recorded_study(record, "1", "somewhere")
    assert again.record() == record
    assert [*again.runs()] == [*first.runs()]
    assert again.order(varied=True) == first.order(varied=True)
    assert again.read.name == "somewhere"


def test_a_sampled_design_is_recorded_with_its_points(tmp_path):
    path = tmp_path / "plan.yaml"
    over = "{firms.leader.brand: {from: 1, to: 2}}"
    path.write_text(f"scenario: durable\ndesign: {{kind: latin_hypercube, samples: 4, over: {over}}}\n")
    record = Study(read_plan(str(path)), "1").record()
    assert len(record["points"]) == 4
    record["points"] = record["points"][::-1]
    assert recorded_study(record, "1", "x").points == record["points"]


def test_what_changes_no_result_is_not_recorded():
    assert study(time_limit=1.0).record() == study().record()
    assert study("customers=61").record() != study().record()
