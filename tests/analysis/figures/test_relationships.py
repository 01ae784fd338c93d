"""Charts of a firm's practice, its tiers and its customers by loyalty and value say what the tables say."""

import pytest

from analysis.figures import customers_by_tier, loyalty_by_value, practice_over_time
from analysis.figures.practice import in_use
from analysis.figures.quadrants import shares
from analysis.figures.tiers import by_tier


def finding(figure) -> str:
    return figure.layout.meta["finding"]


def test_only_measures_that_move_or_differ_are_shown(comparison):
    shown = {measure.column for measure in in_use(comparison)}
    assert {"wait_minutes", "data_quality"} <= shown
    assert not {"integration", "backlog", "latent_needs_known"} & shown
    assert len(practice_over_time(comparison).layout.annotations) == len(in_use(comparison))


def test_quadrants_hold_all_customers(comparison):
    whole = shares(comparison).groupby(["arm", "replication"]).sum()
    assert whole.customers.to_numpy() == pytest.approx(100.0)
    assert whole.contribution_cents.to_numpy() == pytest.approx(100.0)


def test_a_difference_of_shares_is_told_in_points(comparison):
    """Of 400 customers and some, one arm has ten more friends: two points, not two hundred."""
    said = finding(loyalty_by_value(comparison))
    points = float(said.split("“: ")[-1].split(" pp")[0].split()[-1].replace("−", "-"))
    assert 0.5 < abs(points) < 5.0


def test_tiers_that_nobody_is_in_are_not_shown(comparison):
    assert set(by_tier(comparison).index.get_level_values("tier")) == {0, 1, 2}
    assert "Tier A" in finding(customers_by_tier(comparison))
