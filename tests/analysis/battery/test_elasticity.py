import numpy as np
import pytest

from analysis.battery import elasticity

PERIODS = np.arange(60)


def koyck(advertising, short=0.12, carry_over=0.5):
    """Sales whose logarithm follows log advertising with geometric decay."""
    weights = short * carry_over**PERIODS
    return np.exp(3 + np.array([weights[: t + 1][::-1] @ np.log(advertising[: t + 1]) for t in PERIODS]))


def test_constant_elasticity_demand_shows_its_elasticity_whatever_the_shock():
    base = np.array([10.0, 200.0])
    for factor in (0.8, 0.95, 1.3):
        assert elasticity.log_elasticity(base, base * factor**-2.62, factor) == pytest.approx([-2.62, -2.62])


def test_a_campaign_with_half_carried_over_works_twice_as_much_in_the_long_run():
    base = koyck(np.ones(60))
    step = elasticity.after_a_step(base, koyck(np.full(60, 1.1)), 1.1, settled=5)
    pulse = elasticity.after_a_pulse(base, koyck(np.where(PERIODS == 0, 1.1, 1.0)), 1.1)
    for response in (step, pulse):
        assert response.short == pytest.approx(0.12)
        assert response.long == pytest.approx(0.24)
        assert response.carry_over == pytest.approx(0.5)


def test_a_driver_without_effect_has_elasticity_exactly_zero():
    base = np.array([3.0, 7.0, 11.0])
    response = elasticity.after_a_pulse(base, base, 1.05)
    assert (response.short, response.long, response.carry_over) == (0, 0, None)


def test_the_arc_between_two_points_is_the_same_both_ways():
    there = elasticity.arc_elasticity([8.0], [12.0], 5.0, 4.0)
    back = elasticity.arc_elasticity([12.0], [8.0], 4.0, 5.0)
    assert there == pytest.approx([0.2 / (-1 / 9)])
    assert there == pytest.approx(back)


def test_sales_of_nothing_have_no_logarithm():
    with pytest.raises(ValueError, match="above 0"):
        elasticity.log_elasticity([0.0], [1.0], 1.1)
    assert elasticity.arc_elasticity([0.0], [1.0], 1.0, 1.1) == pytest.approx([21.0])


@pytest.mark.parametrize("factor", [1.0, 0.0, -2.0])
def test_a_driver_must_change(factor):
    with pytest.raises(ValueError, match="factor"):
        elasticity.log_elasticity([1.0], [1.0], factor)


def test_runs_of_different_length_are_not_a_pair():
    with pytest.raises(ValueError, match="same length"):
        elasticity.log_elasticity([1.0, 2.0], [1.0], 1.1)


def test_nothing_to_nothing_has_no_arc():
    with pytest.raises(ValueError, match="both 0"):
        elasticity.arc_elasticity([0.0], [0.0], 1.0, 1.1)
