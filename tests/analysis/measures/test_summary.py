"""Key figures, verdict and terminal summary say what the tables say, and no more."""

from dataclasses import replace

import numpy as np
import pytest

from analysis.measures.summary import (
    best_arm,
    contrast,
    contrasts,
    focus,
    kpi_grid,
    kpis,
    verdict,
)


def with_firm_rows(comparison, rows):
    return replace(comparison, tables={**comparison.tables, "firm": rows})


def test_there_is_one_row_per_arm_replication_and_firm(comparison):
    assert len(kpis(comparison)) == 3 * 5 * 4


def test_cumulative_profit_is_the_sum_of_the_books_in_whole_cents(comparison):
    table = kpis(comparison)
    assert table.profit_cents.dtype == np.int64
    assert table.profit_cents.sum() == comparison.tables["firm"].profit_cents.sum()


def test_shares_of_the_last_year_make_a_whole_in_every_run(comparison):
    sums = kpis(comparison).groupby(["arm", "replication"]).share_end.sum()
    assert np.allclose(sums, 1)


def test_a_market_that_sold_nothing_in_its_last_year_has_no_shares(comparison):
    firm = comparison.tables["firm"]
    still = with_firm_rows(comparison, firm.assign(units=0))
    assert kpis(still).share_end.isna().all()


def test_losing_one_in_ten_customers_each_month_keeps_28_percent_a_year(comparison):
    firm = comparison.tables["firm"].assign(customers=1000, lost=100)
    assert kpis(with_firm_rows(comparison, firm)).retention.to_numpy() == pytest.approx(0.9**12)


def test_a_firm_that_never_had_customers_has_no_retention(comparison):
    firm = comparison.tables["firm"].assign(customers=0, lost=0)
    assert kpis(with_firm_rows(comparison, firm)).retention.isna().all()


def test_bankrupt_firms_have_not_survived(comparison):
    firm = comparison.tables["firm"]
    table = kpis(with_firm_rows(comparison, firm.assign(status="bankrupt")))
    assert not table.survived.any()
    assert kpis(comparison).survived.all()


def test_the_difference_is_the_mean_of_paired_differences(comparison):
    table = kpis(comparison)
    own = table[table.firm == focus(comparison)].pivot_table(
        index="replication", columns="arm", values="profit_cents"
    )
    found = contrast(contrasts(comparison), "early generation", "profit_cents")
    assert found.difference == pytest.approx((own["early generation"] - own["price rescue"]).mean())
    assert found.low < found.difference < found.high
    assert found.pairs == 5


def test_losing_more_customers_is_not_better(comparison):
    lost = contrast(contrasts(comparison), "early generation", "lost")
    assert lost.difference > 0
    assert lost.chance < 0.05


def test_the_verdict_names_the_best_arm_with_its_uncertainty(comparison):
    sentence = verdict(comparison)
    assert sentence.startswith("“early generation” brings Northwind 48% more cumulative profit")
    assert "95% CI +" in sentence
    assert "5 paired replications" in sentence
    assert best_arm(contrasts(comparison)) == "early generation"


def test_arms_that_are_worse_leave_the_verdict_to_the_baseline(make_comparison):
    sentence = verdict(make_comparison(effect=-0.3))
    assert sentence.startswith("Every other arm")
    assert "% less" in sentence


def test_identical_arms_are_said_to_be_exactly_the_same(make_comparison):
    same = make_comparison(effect=0.0)
    firm = same.tables["firm"]
    assert "exactly the same cumulative profit" in verdict(same)
    assert firm.groupby("arm").profit_cents.sum().nunique() == 1


def test_a_difference_lost_in_luck_is_not_called_one(comparison):
    firm = comparison.tables["firm"]
    luck = np.random.default_rng(1).normal(0, 1e8, size=5)
    shifted = firm.profit_cents + np.where(
        firm.arm == comparison.arms[0], 0, luck[firm.replication] - luck.mean()
    ).astype(np.int64)
    base = firm[firm.arm == comparison.arms[0]].profit_cents.to_numpy()
    noisy = with_firm_rows(
        comparison, firm.assign(profit_cents=np.tile(base, 3) + shifted - firm.profit_cents)
    )
    assert "no difference in Northwind’s cumulative profit that 5 replications can show" in verdict(noisy)


def test_one_replication_gives_no_interval(make_comparison):
    assert "one replication: no interval" in verdict(make_comparison(replications=1))


def test_a_single_run_has_a_verdict_without_comparison(one_arm):
    assert verdict(one_arm).startswith("Northwind earns ")
    assert "CI" not in verdict(one_arm)


def test_an_arm_whose_runs_all_failed_is_not_judged(comparison):
    firm = comparison.tables["firm"]
    survivors = replace(
        with_firm_rows(comparison, firm[firm.arm == comparison.arms[0]]), arms=comparison.arms[:2]
    )
    assert verdict(survivors).startswith("No replication finished in both")


def test_a_single_run_sets_the_firms_side_by_side(one_arm):
    columns, rows = kpi_grid(one_arm)
    assert columns == ["key figure", *one_arm.scenario.firms]
    assert all(len(row) == len(columns) for row in rows)


def test_ids_are_shown_as_words(make_comparison):
    shown = make_comparison(arms=("no_rescue", "rescue_by_promotion"), firms=("fast_follower", "b"))
    columns, _ = kpi_grid(shown)
    assert columns == ["key figure", "no rescue", "rescue by promotion"]
    assert "_" not in verdict(shown)


def test_an_interval_in_percentage_points_names_its_unit_once(comparison):
    _, rows = kpi_grid(comparison)
    (share,) = (row for row in rows if row[0].startswith("share"))
    assert [cell.count("pp") for cell in share[1:]] == [0, 1, 1]
