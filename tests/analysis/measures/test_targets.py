"""Targets against outcomes, on books whose outcomes are known."""

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy.stats import t as student

from analysis.measures.channels import costs_of_channels
from analysis.measures.targets import (
    MEASURES,
    NO_BASELINE,
    NO_CHANGE_OF_A_LOSS,
    check_targets,
    targets_sentence,
    targets_table,
)
from sim.scenario.targets import METRICS, Target

FIRM = "Northwind"


@pytest.fixture
def books(make_comparison):
    """Two arms, three replications; `set_revenue` gives the focus firm a revenue per run."""

    def with_revenue(before, after, **targets):
        plain = make_comparison(arms=("base", "other"), replications=len(before), periods=2)
        firm = plain.tables["firm"].copy()
        firm["revenue_cents"] = firm["revenue_cents"] * 0
        for arm, values in (("base", before), ("other", after)):
            for replication, value in enumerate(values):
                here = (firm.arm == arm) & (firm.replication == replication) & (firm.firm == FIRM)
                firm.loc[here & (firm.period == 1), "revenue_cents"] = value
        scenario = plain.scenario.__class__(**{**vars(plain.scenario), "targets": targets})
        return replace(plain, tables={**plain.tables, "firm": firm}, scenario=scenario)

    return with_revenue


def only(comparison):
    (result,) = check_targets(comparison)
    return result


def test_every_key_figure_of_a_comparison_can_be_a_target():
    assert set(METRICS) == set(MEASURES)


def test_a_rise_by_more_than_is_wanted_in_every_run_is_met(books):
    result = only(books([100, 101, 102], [113, 114, 115], revenue_cents=Target(change=0.12)))
    assert (result.arm, result.status, result.replications) == ("other", "met", 3)
    assert result.outcome == pytest.approx(342 / 303 - 1)
    assert result.chance > 0.9


def test_a_level_reached_exactly_in_every_run_is_met(books):
    result = check_targets(books([100] * 3, [110] * 3, revenue_cents=Target(at_least=110)))[1]
    assert (result.status, result.chance) == ("met", 1.0)


def test_a_fall_that_is_too_small_is_missed(books):
    result = only(books([1000, 1010, 1020], [990, 1000, 1010], revenue_cents=Target(change=-0.05)))
    assert (result.status, result.chance) == ("missed", pytest.approx(0.0, abs=0.05))
    assert result.came_out.startswith("−1.0% (95% CI −1.0% to −")
    assert result.wanted == "−5.0% or less"


def test_the_probability_of_a_change_is_students_of_arm_less_what_is_wanted(books):
    before, after = np.array([100, 120, 90, 110]), np.array([115, 128, 104, 124])
    result = only(books(before, after, revenue_cents=Target(change=0.1)))
    gain = after - 1.1 * before
    statistic = gain.mean() / (gain.std(ddof=1) / 2)
    assert result.chance == pytest.approx(student.cdf(statistic, 3))
    assert result.outcome == pytest.approx(after.sum() / before.sum() - 1)
    assert result.low < 0.1 < result.high
    assert result.status == "unclear"


def test_an_interval_leaves_the_target_out_exactly_where_the_probability_passes_975_in_1000(books):
    before, after = np.array([100, 120, 90, 110]), np.array([115, 128, 104, 124])
    edge = only(books(before, after, revenue_cents=Target(change=0.1))).low
    at_edge = only(books(before, after, revenue_cents=Target(change=edge)))
    assert at_edge.chance == pytest.approx(0.975)


def test_a_difference_is_in_the_unit_of_the_key_figure(books):
    result = only(books([100, 100, 100], [150, 151, 152], revenue_cents=Target(difference=49)))
    assert result.outcome == pytest.approx(51)
    assert result.status == "unclear"
    assert result.wanted == "+0.49 or more"
    assert only(books([100] * 3, [150, 151, 152], revenue_cents=Target(difference=40))).status == "met"


def test_a_level_is_checked_under_every_arm(books):
    results = check_targets(books([100, 101, 102], [150, 151, 152], revenue_cents=Target(at_least=140)))
    assert [(result.arm, result.status) for result in results] == [("base", "missed"), ("other", "met")]
    results = check_targets(books([100, 101, 102], [150, 151, 152], revenue_cents=Target(at_most=140)))
    assert [result.status for result in results] == ["met", "missed"]


def test_cost_of_sales_is_what_channels_cost_over_revenue(books):
    comparison = books([10_000_000] * 3, [20_000_000] * 3, cost_of_sales=Target(at_most=0.5))
    firm = comparison.tables["firm"]
    own = firm[(firm.firm == FIRM) & (firm.arm == "base")].groupby("replication").sum(numeric_only=True)
    ratio = (own.transaction_cents + own.infrastructure_cents) / 10_000_000
    assert check_targets(comparison)[0].outcome == pytest.approx(ratio.mean())


def test_a_plan_for_channels_is_checked_against_the_baseline(comparison):
    wanted = {
        "channel_cost_share": Target(change=-0.05),
        "cost_per_sale_cents": Target(at_most=1e6),
        "cost_per_contact_cents": Target(at_most=0.01),
        "face_to_face_contacts": Target(change=0.2),
    }
    scenario = comparison.scenario.__class__(**{**vars(comparison.scenario), "targets": wanted})
    results = check_targets(replace(comparison, scenario=scenario))
    costs = costs_of_channels(comparison).groupby("arm").mean()
    for result in results:
        level = costs.loc[result.arm, result.kpi.column]
        base = costs.loc[comparison.arms[0], result.kpi.column]
        assert result.outcome == pytest.approx(level / base - 1 if result.target.way == "change" else level)
    assert [result.status for result in results[2:8]] == ["met"] * 3 + ["missed"] * 3


def test_contacts_that_were_not_recorded_have_no_value(comparison):
    tables = {**comparison.tables, "task": comparison.tables["task"].iloc[:0]}
    wanted = {"face_to_face_contacts": Target(at_most=10.0)}
    scenario = comparison.scenario.__class__(**{**vars(comparison.scenario), "targets": wanted})
    for result in check_targets(replace(comparison, scenario=scenario, tables=tables)):
        assert (result.status, math.isnan(result.outcome)) == ("unclear", True)


def test_one_replication_has_no_interval_and_stays_unclear(books):
    result = only(books([100], [150], revenue_cents=Target(change=0.1)))
    assert (result.status, result.outcome) == ("unclear", 0.5)
    assert math.isnan(result.low)
    assert math.isnan(result.chance)
    assert "one replication" in result.came_out


def test_no_relative_change_is_made_up_from_a_loss(books):
    result = only(books([0, 0, 0], [150, 150, 150], revenue_cents=Target(change=0.1)))
    assert (result.status, result.reason) == ("unclear", NO_CHANGE_OF_A_LOSS)


def test_a_single_arm_has_nothing_to_change_against(one_arm):
    scenario = one_arm.scenario.__class__(
        **{**vars(one_arm.scenario), "targets": {"units": Target(change=0.1)}}
    )
    result = only(replace(one_arm, scenario=scenario))
    assert (result.status, result.reason) == ("unclear", NO_BASELINE)


def test_a_run_that_failed_is_left_out_of_its_pair(books):
    comparison = books([100, 100, 500], [110, 110, 1], revenue_cents=Target(difference=5))
    firm = comparison.tables["firm"]
    kept = firm[~((firm.arm == "other") & (firm.replication == 2))]
    result = only(replace(comparison, tables={**comparison.tables, "firm": kept}))
    assert (result.outcome, result.replications, result.status) == (10.0, 2, "met")


def test_no_targets_give_no_results_and_no_words(comparison):
    assert check_targets(comparison) == []
    assert targets_sentence([]) == ""


def test_the_sentence_names_the_arm_that_meets_most_and_what_it_misses(books):
    results = check_targets(
        books(
            [100, 101, 102], [150, 151, 152], revenue_cents=Target(at_least=140), units=Target(at_least=1e9)
        )
    )
    assert targets_sentence(results) == (
        "“other” meets 1 of 2 targets, most of 2 arms; "
        f"missed: units sold ({results[3].show(results[3].outcome)}, wanted at least 1.00bn)."
    )


def test_the_table_has_a_row_for_every_target_and_arm(books):
    results = check_targets(books([100, 101, 102], [150, 151, 152], revenue_cents=Target(at_least=140)))
    columns, rows = targets_table(results)
    assert [row[:3] for row in rows] == [
        ["cumulative revenue", "at least 1.40", "base"],
        ["cumulative revenue", "at least 1.40", "other"],
    ]
    assert pd.DataFrame(rows, columns=columns)["P(met)"].tolist() == ["< 1%", "> 99%"]
