"""A comparison: every arm in the same luck, in any number of processes, with its failures counted."""

import multiprocessing
from concurrent.futures import Future

import pandas as pd
import pytest

from sim import compare, load
from sim.experiments import experiment
from sim.experiments.executors.in_process import InProcess
from sim.experiments.experiment import arms_of, compare_at
from sim.refusal import EveryRunFailed

KEY = ("arm", "replication", "seed")
SMALL = ("customers=60", "years=0.25")
TWO_ARMS = ("arms.baseline={}", "arms.cheap.firms.leader.products.first.price=200")


@pytest.fixture(scope="module")
def two_arms():
    return load("durable", *SMALL, *TWO_ARMS)


def breaking(monkeypatch, fails):
    """Let the runs of which `fails(arm, seed)` holds break off."""
    whole = experiment.simulate

    def simulate(scenario, seed, **options):
        if fails(scenario.arm_name, seed):
            raise ArithmeticError(f"seed {seed}")
        return whole(scenario, seed, **options)

    monkeypatch.setattr(experiment, "simulate", simulate)


def test_the_arms_of_a_file_are_in_its_order_each_with_its_changes(two_arms):
    arms = arms_of(two_arms)
    assert [*arms] == ["baseline", "cheap"]
    assert arms["cheap"].firms["leader"].products["first"].price == 200.0
    assert arms["baseline"].firms == two_arms.firms


def test_a_file_without_arms_is_one_arm():
    scenario = load("durable", *SMALL)
    assert arms_of(scenario) == {"base": scenario}


def test_every_replication_has_the_same_seed_in_all_arms(two_arms):
    comparison = compare(two_arms, 3, seed=40)
    assert comparison.seeds == (40, 41, 42)
    runs = {(arm, replication, 40 + replication) for arm in ("baseline", "cheap") for replication in range(3)}
    sold = {run for run, rows in comparison.tables["firm"].groupby([*KEY]) if rows.units.any()}
    for name, table in comparison.tables.items():
        seen = set(table[[*KEY]].itertuples(index=False, name=None))
        expected = {"value": sold, "tier": set(), "task": set(), "journey": set()}
        assert seen == expected.get(name, runs), name


def test_customers_start_alike_in_all_arms_and_differently_in_each_replication(two_arms):
    first = compare({"one": two_arms, "two": two_arms}, 2).tables["firm"]
    by_run = {key: rows.units.tolist() for key, rows in first.groupby(["arm", "replication"])}
    assert by_run["one", 0] == by_run["two", 0]
    assert by_run["one", 0] != by_run["one", 1]


@pytest.mark.slow
def test_two_processes_give_what_one_gives(two_arms):
    one, two = (compare(two_arms, 2, seed=3, jobs=jobs) for jobs in (1, 2))
    assert [*one.tables] == [*two.tables]
    for name, table in one.tables.items():
        pd.testing.assert_frame_equal(table, two.tables[name])
    assert not multiprocessing.active_children()


def test_progress_counts_every_run_of_every_arm(two_arms):
    seen = []
    compare(two_arms, 2, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_a_run_that_breaks_off_is_counted_and_left_out(two_arms, monkeypatch):
    breaking(monkeypatch, lambda arm, seed: (arm, seed) == ("cheap", 1))
    comparison = compare(two_arms, 2)
    assert comparison.failures == 1
    seen = comparison.tables["firm"].groupby("arm").replication.unique()
    assert (seen["baseline"].tolist(), seen["cheap"].tolist()) == ([0, 1], [0])


def test_a_run_that_breaks_off_is_told_with_its_reason(two_arms, monkeypatch):
    breaking(monkeypatch, lambda arm, seed: (arm, seed) == ("cheap", 6))
    assert compare(two_arms, 2, seed=5).failed == (("cheap", 1, "ArithmeticError: seed 6"),)


def test_if_no_run_ends_the_first_ones_reason_is_told(two_arms, monkeypatch):
    breaking(monkeypatch, lambda _arm, _seed: True)
    with pytest.raises(EveryRunFailed, match="ArithmeticError: seed 5"):
        compare(two_arms, 2, seed=5)


class Backwards(InProcess):
    """A station that does its tasks one by one, the last of those that wait first."""

    def __init__(self):
        super().__init__()
        self.waiting = []

    @property
    def slots(self):
        return 100

    def submit(self, fn, /, *args):
        future = Future()
        self.waiting.append((future, fn, args))
        if len(self.waiting) == 4:
            for last, function, given in reversed(self.waiting):
                last.set_result(function(*given))
        return future


def test_runs_are_in_order_whichever_ends_first(two_arms):
    in_order = compare(two_arms, 2).tables["category"]
    with Backwards() as station:
        backwards = compare_at(station, two_arms, 2).tables["category"]
    pd.testing.assert_frame_equal(backwards, in_order)
