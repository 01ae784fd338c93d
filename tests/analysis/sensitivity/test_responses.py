"""Responses: means over what has finished, and a plain word on what has not."""

import numpy as np
import pandas as pd
import pytest

from analysis.sensitivity.responses import Responses, check_layout, difference, from_runs, point_table
from sim.experiments.designs import FullFactorial, OneAtATime
from sim.files import BadInput

DESIGN = FullFactorial.model_validate({"over": {"price": [1, 2, 3]}})


def runs(rows):
    return pd.DataFrame(rows, columns=["point", "replication", "value"])


def test_replications_are_averaged_and_what_is_missing_is_said():
    measured = from_runs(runs([(0, 0, 1.0), (0, 1, 3.0), (1, 1, 5.0)]), DESIGN)
    assert measured.means.tolist()[:2] == [2.0, 5.0]
    assert np.isnan(measured.means[2])
    assert measured.standard_errors[0] == pytest.approx(1.0)
    assert measured.counts.tolist() == [2, 1, 0]
    assert list(measured.complete.points.index) == [0, 1]
    assert measured.caveats() == (
        "3 points, 2 replications each. 1 of 3 points have no finished run and are left out. "
        "1 of 3 points lack some replications; their means rest on the others. "
        "Luck makes 22% of the variance between points."
    )


def test_the_share_of_luck_is_the_variance_of_a_mean_over_that_of_the_means():
    rows = [(point, r, 10.0 * point + r) for point in range(3) for r in range(2)]
    # Each mean of two values 1 apart has variance 0.5 / 2; the means 0.5, 10.5, 20.5 have variance 100.
    assert from_runs(runs(rows), DESIGN).noise_share == pytest.approx(0.0025)


def test_one_replication_cannot_tell_luck():
    measured = from_runs(runs([(p, 0, float(p)) for p in range(3)]), DESIGN)
    assert np.isnan(measured.noise_share)
    assert measured.caveats() == (
        "3 points, 1 replication each. How much of the variance between points is luck cannot be told."
    )


def test_a_difference_is_paired_by_point_and_replication():
    early = from_runs(runs([(p, r, 5.0 + p + r) for p in range(3) for r in range(2)]), DESIGN)
    base = from_runs(runs([(p, r, 1.0 * r) for p in range(3) for r in range(2) if (p, r) != (2, 1)]), DESIGN)
    gain = difference(early, base)
    assert gain.values.to_numpy().ravel()[:5].tolist() == [5, 5, 6, 6, 7]
    assert np.isnan(gain.values.loc[2, 1])
    assert gain.show(1.5) == "+1.50"
    assert gain.title == "difference in response"


def test_arms_at_other_points_have_no_difference():
    one = from_runs(runs([(0, 0, 1.0)]), DESIGN)
    other = from_runs(runs([(0, 0, 1.0)]), FullFactorial.model_validate({"over": {"price": [1, 2, 4]}}))
    with pytest.raises(ValueError, match="at the same points"):
        difference(one, other)


@pytest.mark.parametrize(
    ("rows", "message"),
    [([(0, 0, 1.0), (0, 0, 2.0)], "same replication twice"), ([(7, 0, 1.0)], "has no point 7")],
)
def test_runs_that_do_not_fit_the_design_are_refused(rows, message):
    with pytest.raises(ValueError, match=message):
        from_runs(runs(rows), DESIGN)


def test_points_in_another_order_than_the_design_are_refused():
    one_at_a_time = OneAtATime.model_validate({"over": {"price": [1, 2]}})
    table = point_table(one_at_a_time)
    values = pd.DataFrame({0: [1.0, 2.0, 3.0]}, index=table.index)
    check_layout(Responses(table, values, one_at_a_time), "tornado")
    shuffled = table.iloc[[0, 2, 1]].set_axis(table.index)
    with pytest.raises(BadInput, match="are not those of the one_at_a_time design"):
        check_layout(Responses(shuffled, values, one_at_a_time), "tornado")


def test_points_and_values_must_have_the_same_numbers():
    table = point_table(DESIGN)
    with pytest.raises(ValueError, match="same unique point numbers"):
        Responses(table, pd.DataFrame({0: [1.0, 2.0]}))
