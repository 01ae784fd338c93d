"""One view of the customer: exact shares on file, where luck is spread evenly."""

import numpy as np
import pytest
from scipy.stats import binom

from sim.mechanisms.crm.customer_view import (
    amount_error,
    date_on_file,
    departments_joined,
    integrated,
    number_on_file,
    purchases_on_file,
    share_on_file,
)
from sim.randomness import normal_from_uniform

EVENLY = (np.arange(10_000) + 0.5) / 10_000


@pytest.mark.parametrize("integration", [0.0, 0.3, 0.75, 1.0])
def test_a_file_holds_the_own_part_and_each_other_with_the_chance_of_integration(integration: float):
    departments = 4
    shares = [
        share_on_file(departments_joined(luck, departments - 1, integration), departments, False)
        for luck in EVENLY
    ]
    assert np.mean(shares) == pytest.approx((1 + 3 * integration) / 4, abs=1e-4)


def test_departments_that_join_are_a_binomial_count():
    counts = np.bincount([departments_joined(luck, 5, 0.3) for luck in EVENLY], minlength=6)
    assert counts / len(EVENLY) == pytest.approx(binom.pmf(range(6), 5, 0.3), abs=1e-4)


def test_better_integration_never_takes_a_part_away():
    for luck in EVENLY[::100]:
        joined = [departments_joined(luck, 7, chance) for chance in np.linspace(0, 1, 21)]
        assert joined == sorted(joined)


def test_without_integration_a_department_knows_its_herfindahl_share():
    assert share_on_file(departments_joined(0.99, 4, 0.0), 5, False) == 1 / 5


def test_a_single_department_knows_everything():
    assert share_on_file(departments_joined(0.99, 0, 0.0), 1, False) == 1.0


def test_who_is_held_twice_looks_half_as_large():
    assert share_on_file(1, 4, True) == share_on_file(1, 4, False) / 2 == 0.25


def test_at_strength_nothing_fragments_do_not_matter():
    assert integrated(0.2, 0.0) == 1.0
    assert integrated(0.2, 0.5) == pytest.approx(0.6)
    assert integrated(0.2, 1.0) == pytest.approx(0.2)


@pytest.mark.parametrize("share", [0.125, 0.25, 0.4, 1.0])
@pytest.mark.parametrize("purchases", [1, 2, 7, 30])
def test_on_average_the_share_of_purchases_is_on_file(share: float, purchases: int):
    counts = [purchases_on_file(purchases, share, start) for start in EVENLY]
    assert np.mean(counts) == pytest.approx(share * purchases, abs=1e-3)


@pytest.mark.parametrize("share", [0.125, 0.3, 0.75, 1.0])
@pytest.mark.parametrize("start", [0.0, 0.2137, 0.9137])
def test_the_purchase_at_which_the_count_on_file_rises_is_the_one_on_file(share: float, start: float):
    counts = [purchases_on_file(made, share, start) for made in range(61)]
    rises = [made for made in range(1, 61) if counts[made] > counts[made - 1]]
    numbers = [number_on_file(position, share, start, 60.0) for position in range(1, len(rises) + 1)]
    assert numbers == rises


def test_a_whole_file_shows_the_true_dates():
    assert [date_on_file(number_on_file(n, 1.0, 0.4, 5), 5, -7, 20) for n in (1, 5)] == [-7, 20]


def test_the_latest_contact_on_file_is_as_old_as_the_purchases_missed_since():
    assert date_on_file(8, 10, 0, 90) == pytest.approx(70)


def test_wrong_amounts_are_right_on_average_and_as_spread_as_said():
    errors = np.array([amount_error(0.5, normal_from_uniform(luck)) for luck in EVENLY])
    assert errors.mean() == pytest.approx(1.0, abs=1e-3)
    assert np.log(errors).std() == pytest.approx(0.5, abs=1e-3)
    assert amount_error(0.0, 2.0) == 1.0
