import math

import numpy as np
import pandas as pd
import pytest

from analysis.statistics import intervals as st

# Student (1908): additional hours of sleep gained by ten patients on two drugs.
FIRST_DRUG = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
SECOND_DRUG = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]


def test_students_sleep_data_give_the_published_difference_and_interval():
    found = st.paired_difference(FIRST_DRUG, SECOND_DRUG)
    assert found.difference.estimate == pytest.approx(1.58)
    assert found.difference.low == pytest.approx(0.7001142, abs=5e-8)
    assert found.difference.high == pytest.approx(2.4598858, abs=5e-8)
    # Two-sided p of the t test is .002833.
    assert found.probability_better == pytest.approx(1 - 0.002833 / 2, abs=5e-7)
    assert found.share_better == 0.95


def test_turning_the_arms_round_turns_everything_round():
    there, back = st.paired_difference(FIRST_DRUG, SECOND_DRUG), st.paired_difference(SECOND_DRUG, FIRST_DRUG)
    assert back.difference.estimate == -there.difference.estimate
    assert back.difference.low == pytest.approx(-there.difference.high)
    assert back.probability_better == pytest.approx(1 - there.probability_better)
    assert back.share_better == pytest.approx(1 - there.share_better)


def test_where_less_is_better_the_difference_stays_and_the_judgement_turns():
    found = st.paired_difference(FIRST_DRUG, SECOND_DRUG, lower_is_better=True)
    assert found.difference.estimate == pytest.approx(1.58)
    assert found.share_better == pytest.approx(0.05)
    assert found.probability_better == pytest.approx(0.002833 / 2, abs=5e-7)


def test_identical_arms_differ_by_exactly_nothing():
    found = st.paired_difference(FIRST_DRUG, FIRST_DRUG)
    assert found.difference == st.Interval(0.0, 0.0, 0.0, 10)
    assert (found.share_better, found.probability_better, found.reason) == (0.5, None, "identical")


def test_cents_beyond_what_a_float_holds_keep_their_last_digit():
    large = np.full(3, 2**60, dtype=np.int64)
    found = st.paired_difference(large, large + 1)
    assert found.difference == st.Interval(1.0, 1.0, 1.0, 3)
    assert found.probability_better == 1


def test_one_replication_has_a_difference_but_no_interval():
    found = st.paired_difference([1.0], [3.0])
    assert found.difference == st.Interval(2.0, None, None, 1, st.ONE_REPLICATION)
    assert (found.share_better, found.probability_better, found.reason) == (1.0, None, st.ONE_REPLICATION)


def test_one_identical_replication_is_identical_yet_without_interval():
    found = st.paired_difference([1.0], [1.0])
    assert found.difference == st.Interval(0.0, None, None, 1, st.ONE_REPLICATION)
    assert (found.probability_better, found.reason) == (None, "identical")


@pytest.mark.parametrize("null", [None, math.nan, pd.NA])
def test_a_replication_without_a_value_is_left_out_of_both_arms(null):
    found = st.paired_difference([1.0, 2.0, 3.0, null], [2.0, null, 6.0, 9.0])
    assert found.difference.estimate == 2
    assert found.difference.replications == 2


def test_without_any_value_nothing_is_known_and_it_says_why():
    found = st.paired_difference([None, 1.0], [1.0, None])
    assert found.difference == st.Interval(None, None, None, 0, st.NO_REPLICATION)
    assert (found.share_better, found.probability_better, found.reason) == (None, None, st.NO_REPLICATION)
    assert st.mean_interval([]) == st.Interval(None, None, None, 0, st.NO_REPLICATION)


def test_arms_with_different_numbers_of_replications_are_not_paired():
    with pytest.raises(ValueError, match="paired"):
        st.paired_difference([1, 2], [1, 2, 3])


def test_the_interval_of_a_mean_covers_its_nominal_share_of_markets():
    draws = np.random.default_rng(7).normal(5, 2, size=(4000, 6))
    intervals = [st.mean_interval(row) for row in draws]
    assert np.mean([i.low <= 5 <= i.high for i in intervals]) == pytest.approx(0.95, abs=0.012)


def test_more_confidence_makes_a_wider_interval():
    narrow, wide = (st.mean_interval(FIRST_DRUG, confidence) for confidence in (0.8, 0.99))
    assert wide.low < narrow.low < narrow.estimate < narrow.high < wide.high


def test_a_ratio_to_a_constant_has_the_interval_of_the_mean():
    mean, ratio = st.mean_interval(SECOND_DRUG), st.ratio_interval(SECOND_DRUG, [2.0] * 10)
    found, expected = (ratio.estimate, ratio.low, ratio.high), (mean.estimate, mean.low, mean.high)
    assert found == pytest.approx(tuple(value / 2 for value in expected))


def test_fiellers_limits_are_the_ratios_that_a_t_test_just_accepts():
    top, bottom = np.array([5.0, 7, 6, 9, 8]), np.array([2.0, 3, 2.5, 3, 4])
    found = st.ratio_interval(top, bottom)
    for limit in (found.low, found.high):
        accepted = st.mean_interval(top - limit * bottom)
        assert min(abs(accepted.low), abs(accepted.high)) == pytest.approx(0, abs=1e-9)
    assert found.estimate == pytest.approx(35 / 14.5)
    assert found.low < found.estimate < found.high


def test_proportional_measures_have_an_exact_ratio():
    bottom = np.array([1.0, 2.0, 4.0, 3.0])
    found = st.ratio_interval(3 * bottom, bottom)
    assert (found.low, found.high) == (pytest.approx(3), pytest.approx(3))


def test_a_ratio_to_something_that_may_be_nothing_has_no_interval():
    vague = st.ratio_interval([1.0, 2.0, 3.0], [-1.0, 0.5, 1.0])
    assert (vague.low, vague.high) == (None, None)
    assert "cannot be told from 0" in vague.reason
    assert st.ratio_interval([1.0, 2.0], [-1.0, 1.0]).estimate is None
    assert st.ratio_interval([1.0], [2.0]) == st.Interval(0.5, None, None, 1, st.ONE_REPLICATION)
    assert st.ratio_interval([None], [2.0]).reason == st.NO_REPLICATION


def runs():
    return pd.DataFrame(
        {
            "arm": ["base"] * 3 + ["care"] * 3 + ["same"] * 3,
            "replication": [0, 1, 2, 2, 1, 0, 0, 1, 2],
            "profit_cents": [100, 200, 300, 330, 220, 110, 100, 200, 300],
            "churn": [0.3, 0.2, None, 0.1, 0.1, 0.1, 0.3, 0.2, None],
        }
    )


def test_arms_are_paired_by_replication_and_not_by_row():
    table = st.compare_arms(runs(), ["profit_cents", "churn"], "base", ["churn"]).set_index(
        ["measure", "arm"]
    )
    profit, churn = table.loc[("profit_cents", "care")], table.loc[("churn", "care")]
    assert (profit["difference"], profit["baseline_mean"], profit["arm_mean"]) == (20, 200, 220)
    assert profit["share_better"] == 1
    assert (churn["replications"], churn["share_better"]) == (2, 1)
    assert churn["difference"] == pytest.approx(-0.15)


def test_an_arm_equal_to_the_baseline_is_called_identical():
    same = st.compare_arms(runs(), ["profit_cents"], "base").set_index("arm").loc["same"]
    assert (same["difference"], same["low"], same["high"], same["reason"]) == (0, 0, 0, "identical")
    assert pd.isna(same["probability_better"])


def test_a_failed_run_leaves_its_twin_out():
    table = st.compare_arms(runs().drop(index=4), ["profit_cents"], "base").set_index("arm")
    assert table.loc["care", ["replications", "baseline_mean"]].tolist() == [2, 200]
    assert table.loc["same", "replications"] == 3


def test_the_baseline_alone_gives_an_empty_table_with_its_columns():
    table = st.compare_arms(runs().head(3), ["churn"], "base")
    assert table.empty
    assert {"measure", "arm", "low", "reason"} <= set(table.columns)


def test_an_unknown_baseline_and_a_replication_counted_twice_are_refused():
    with pytest.raises(ValueError, match="no arm 'x'"):
        st.compare_arms(runs(), ["churn"], "x")
    with pytest.raises(ValueError, match="twice"):
        st.compare_arms(pd.concat([runs(), runs()]), ["churn"], "base")
