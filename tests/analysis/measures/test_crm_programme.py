"""What CRM programmes came to: each run against its pair, by target and by present value."""

from dataclasses import replace
from functools import cache

import pandas as pd
import pytest

from analysis.figures import programme_failures
from analysis.measures.crm_programme import (
    failure_rate,
    has_programme,
    is_met,
    present_value,
    programme_outcomes,
    programmes_table,
)
from analysis.style import spoken
from sim import Comparison, compare, load
from sim.scenario.targets import Target

ARMS = ("none", "big_bang", "staged")


@cache
def small() -> Comparison:
    scenario = load("crm_rollout", "customers=200", "years=3")
    return compare({name: scenario.arm(name) for name in ARMS}, 2, seed=5)


def test_each_payment_counts_at_the_end_of_its_period():
    assert present_value(pd.Series([0, 110]), 1, 0.1) == pytest.approx(110 / 1.21, rel=1e-14)
    assert present_value(pd.Series([0, 0, 0, 110]), 4, 0.1) == pytest.approx(100.0, rel=1e-14)


@pytest.mark.parametrize(
    ("target", "after", "met"),
    [
        (Target(change=0.05), 105.0, True),
        (Target(change=0.05), 104.9, False),
        (Target(change=-0.05), 95.0, True),
        (Target(change=-0.05), 96.0, False),
        (Target(difference=3.0), 103.0, True),
        (Target(difference=3.0), 102.0, False),
        (Target(at_least=50.0), 60.0, True),
        (Target(at_most=50.0), 60.0, False),
        (Target(at_least=50.0), float("nan"), False),
    ],
)
def test_a_target_is_met_from_its_value_on(target: Target, after: float, met: bool):
    assert is_met(target, 100.0, after) is met


def test_a_rate_has_the_interval_of_wilson():
    rate = failure_rate(pd.Series([True] * 15 + [False] * 5))
    # Centre (15 + z^2/2) / (20 + z^2), reach z sqrt(15 * 5 / 20 + z^2/4) / (20 + z^2), with z = 1.959964.
    assert (rate.estimate, rate.low, rate.high) == pytest.approx((0.75, 0.5313, 0.8881), abs=1e-4)


def test_a_run_is_held_against_its_pair_in_the_same_luck():
    found = programme_outcomes(small()).set_index(["arm", "replication"])
    firm = small().tables["firm"].query("firm == 'provider'")
    profits = firm.groupby(["arm", "replication", "period"]).profit_cents.sum()
    gain = profits["big_bang"][1] - profits["none"][1]
    assert found.present_value_cents["big_bang", 1] == pytest.approx(present_value(gain, 4, 0.1))
    ends = firm[firm.period == 11].set_index(["arm", "replication"]).customers
    reached = ends["staged", 0] >= 1.05 * ends["none", 0]
    assert found.misses_targets["staged", 0] == (not reached)


def test_a_target_for_channels_counts_like_any_other():
    wanted = replace(small(), scenario=small().scenario.set("targets={channel_cost_share: {at_most: 0}}"))
    assert programme_outcomes(wanted).misses_targets.all()


def test_only_arms_with_a_programme_are_told_and_a_run_fails_either_way():
    found = programme_outcomes(small())
    assert found.arm.unique().tolist() == ["big_bang", "staged"]
    assert (found.fails == (found.misses_targets | found.loses)).all()
    assert (found.budget_cents == 800_000).all()
    assert (found.spent_cents > 0).all()


def test_a_hurdle_that_is_higher_makes_later_gains_worth_less():
    near, far = (programme_outcomes(small(), rate).present_value_cents for rate in (0.0, 0.5))
    profits = (
        small().tables["firm"].query("firm == 'provider'").groupby(["arm", "replication"]).profit_cents.sum()
    )
    assert near.iloc[0] == pytest.approx(profits["big_bang", 0] - profits["none", 0])
    assert (near != far).all()


def test_the_table_tells_rates_with_their_intervals():
    columns, rows = programmes_table(programme_outcomes(small()))
    assert [row[0] for row in rows] == ["big bang", "staged"]
    assert all(len(row) == len(columns) for row in rows)
    assert "95% CI" in rows[0][1]


def test_the_chart_says_how_often_each_programme_failed():
    figure, found = programme_failures(small()), programme_outcomes(small())
    marks = {trace.name: list(trace.x) for trace in figure.data}
    ways = ["fails", "misses_targets", "loses"]
    for arm, rows in found.groupby("arm"):
        assert marks[spoken(arm)] == pytest.approx([rows[way].mean() for way in ways])
    meta = figure.layout.meta
    assert "big bang" in meta["finding"]
    assert {len(row) for row in meta["table"]["rows"]} == {len(meta["table"]["columns"])}


def test_where_no_run_with_a_programme_was_finished_there_is_no_such_chart():
    kept = {name: table[table.arm == "none"] for name, table in small().tables.items()}
    assert not has_programme(replace(small(), tables=kept))


def test_without_a_programme_there_is_no_such_chart():
    scenario = load("crm_rollout", "customers=200", "years=1").arm("none")
    without = compare({"none": scenario, "same": scenario}, 1, seed=5)
    assert has_programme(small())
    assert not has_programme(without)
    with pytest.raises(ValueError, match="no arm but the first"):
        programme_failures(without)
