"""Convergence: intervals after each replication, and how many a wanted one takes."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as hs
from scipy.stats import t

from analysis.measures.summary import BY_COLUMN, Kpi
from analysis.sensitivity import analyse_convergence
from analysis.sensitivity.convergence import needed
from analysis.statistics.intervals import mean_interval
from sim.files import BadInput

KPI = Kpi("units", "units sold", "count")
LUCK = np.random.default_rng(5).normal(size=(2, 24))
VALUES = pd.DataFrame({"base": 100 + 10 * LUCK[0], "early": 104 + 10 * LUCK[0] + LUCK[1]})


def half_width(deviation, n):
    return t.ppf(0.975, n - 1) * deviation / np.sqrt(n)


def test_the_last_interval_is_that_of_all_replications():
    found = analyse_convergence(VALUES, KPI)
    for name, values in (
        ("“base”", VALUES.base),
        ("“early” against “base”", VALUES.early - VALUES.base),
    ):
        last, whole = found.running[name].iloc[-1], mean_interval(values)
        assert (last["mean"], last.low, last.high) == pytest.approx((whole.estimate, whole.low, whole.high))


def test_each_step_is_the_interval_of_the_replications_so_far():
    running = analyse_convergence(VALUES, KPI).running["“base”"]
    for n in (2, 3, 10):
        row, part = running.iloc[n - 1], mean_interval(VALUES.base[:n])
        assert (row["mean"], row.low, row.high) == pytest.approx((part.estimate, part.low, part.high))
    assert np.isnan(running.low[0])


def test_common_luck_makes_a_difference_converge_sooner_than_its_arms():
    table = analyse_convergence(VALUES, KPI, wanted=0.5).table().set_index("series")
    pair, arm = table.loc["“early” against “base”"], table.loc["“base”"]
    assert pair.half_width < arm.half_width / 5
    assert pair.replications_needed < arm.replications_needed / 25


@given(hs.floats(0.01, 1e6), hs.floats(0.01, 1e6))
def test_the_number_needed_is_the_smallest_that_does(deviation, wanted):
    n = needed(deviation, wanted)
    if n < 10**9:
        assert half_width(deviation, n) <= wanted * (1 + 1e-12)
    assert n == 2 or half_width(deviation, n - 1) > wanted * (1 - 1e-12)


def test_the_textbook_number_for_a_fifth_of_a_deviation():
    # (1.96 / 0.2) ** 2 = 96 with the normal quantile; Student's adds two or three.
    assert needed(1.0, 0.2) == 99
    assert needed(0.0, 0.0) == 2


def test_missing_replications_are_left_out_of_each_series_and_of_pairs():
    holes = VALUES.copy()
    holes.loc[[0, 1], "early"] = np.nan
    table = analyse_convergence(holes, KPI).table().set_index("series")
    assert table.replications.to_dict() == {"“base”": 24, "“early”": 22, "“early” against “base”": 22}


def test_the_finding_is_about_what_needs_most():
    found = analyse_convergence(VALUES, KPI, wanted=1.0)
    base = found.table().set_index("series").replications_needed
    assert found.finding().startswith("Units sold, “")
    assert found.finding().endswith(f"; ±1.00 would take about {base.max():,}.")
    assert analyse_convergence(VALUES, KPI, wanted=50.0).finding().endswith("; ±50.0 takes 3.")


def test_half_widths_of_shares_are_in_percentage_points():
    shares = pd.DataFrame({"base": [0.2, 0.3, 0.25]})
    _, rows = analyse_convergence(shares, BY_COLUMN["share_end"], wanted=0.01).words()
    assert rows[0][3:5] == ["12.4 pp", "1.0 pp"]


@pytest.mark.parametrize(
    ("values", "wanted", "message"),
    [
        (pd.DataFrame({"base": [1.0]}), None, "“base” has fewer than two replications"),
        (VALUES, 0.0, "no half-width of 0 can be reached"),
    ],
)
def test_what_cannot_converge_is_refused(values, wanted, message):
    with pytest.raises(BadInput, match=message):
        analyse_convergence(values, KPI, wanted)
