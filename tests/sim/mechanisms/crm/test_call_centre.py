"""Call centre: the formulas of Erlang, Palm and Cobham in the limits that are known."""

import math
from itertools import pairwise

import numpy as np
import pytest

from sim.mechanisms.crm.call_centre import (
    busy_sum,
    handling_time,
    inverse_blocking,
    lost_by_waiting,
    queue_while_busy,
    waiting_chance,
)

NEVER = 1e-9
"""Impatience of those who practically never hang up."""


def waiting(seats: int, offered: float, impatience: float = NEVER) -> float:
    return waiting_chance(seats, offered, impatience) * queue_while_busy(seats, offered, impatience)


@pytest.mark.parametrize(
    ("seats", "offered", "blocked"), [(1, 1.0, 1 / 2), (2, 1.0, 1 / 5), (2, 2.0, 2 / 5), (5, 3.0, 0.110054)]
)
def test_blocking_is_that_of_erlangs_tables(seats: int, offered: float, blocked: float):
    assert 1.0 / inverse_blocking(seats, offered) == pytest.approx(blocked, abs=5e-7)


@pytest.mark.parametrize("load", [0.1, 0.5, 0.9, 0.99])
def test_with_one_seat_a_call_waits_as_in_the_simplest_queue(load: float):
    """M/M/1: the seat is busy with chance rho; a call waits rho / (1 - rho) handling times."""
    assert waiting_chance(1, load, NEVER) == pytest.approx(load, rel=1e-5)
    assert waiting(1, load) / load == pytest.approx(load / (1.0 - load), rel=1e-4)


def test_with_two_seats_and_one_call_at_once_a_third_waits():
    """Erlang's C for two seats is 2 rho^2 / (1 + rho)."""
    assert waiting_chance(2, 1.0, NEVER) == pytest.approx(1 / 3, rel=1e-6)
    assert waiting(2, 1.0) == pytest.approx(1 / 3, rel=1e-5)


@pytest.mark.parametrize(("seats", "offered"), [(5, 3.0), (5, 5.0), (20, 30.0)])
def test_where_patience_is_as_long_as_a_call_nobody_notices_the_seats(seats: int, offered: float):
    """Palm's limit: each call ends at the same rate whether it waits or not, so calls are Poisson."""
    chances = [math.exp(-offered) * offered**n / math.factorial(n) for n in range(120)]
    assert waiting_chance(seats, offered, 1.0) == pytest.approx(sum(chances[seats:]), rel=1e-9)
    expected = sum((n - seats) * chances[n] for n in range(seats, 120))
    assert waiting(seats, offered, 1.0) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("offered", [8.0, 10.0, 13.0])
def test_as_many_calls_are_served_or_given_up_as_come(offered: float):
    """Seats in use = offered less those who hang up, and never more than there are."""
    used = offered - 0.3 * waiting(10, offered, 0.3)
    assert 0.0 < used < min(offered, 10.0)


def test_far_above_load_one_the_queue_is_what_hanging_up_must_take_away():
    """Fluid limit of Garnett, Mandelbaum & Reiman (2002): impatience x waiting = offered - seats."""
    assert waiting(50, 75.0, 0.4) == pytest.approx(25.0 / 0.4, rel=1e-6)


def test_where_nobody_hangs_up_the_backlog_grows_by_what_the_seats_cannot_do_period_by_period():
    length, backlog = 1000.0, [0.0]
    for _ in range(4):
        backlog.append(waiting(10, 12.0 + backlog[-1] / length, 1.0 / length))
    growth = [after - before for before, after in pairwise(backlog)]
    assert growth == pytest.approx([2.0 * length] * 4, rel=0.01)


def test_below_load_one_a_backlog_melts_and_erlangs_queue_is_left():
    length, backlog = 1000.0, 500.0
    for _ in range(6):
        backlog = waiting(10, 8.0 + backlog / length, 1.0 / length)
    assert backlog == pytest.approx(waiting(10, 8.0), rel=0.02)


@pytest.mark.parametrize(("seats", "first", "second"), [(1, 0.3, 0.5), (4, 1.0, 2.5)])
def test_priority_is_cobhams(seats: int, first: float, second: float):
    """Mean waits are C / seats / (1 - s1) for the first and C / seats / ((1 - s1)(1 - s)) for the second."""
    chance = waiting_chance(seats, first + second, NEVER)
    ahead = chance * queue_while_busy(seats, first, NEVER)
    behind = chance * queue_while_busy(seats, first + second, NEVER) - ahead
    s1, s = first / seats, (first + second) / seats
    assert ahead / first == pytest.approx(chance / seats / (1 - s1), rel=1e-5)
    assert behind / second == pytest.approx(chance / seats / ((1 - s1) * (1 - s)), rel=1e-5)


def test_mean_waits_rise_convexly_with_the_load():
    for seats in (1, 10, 60):
        waits = [waiting(seats, load * seats, 1e-3) / seats for load in np.arange(0.7, 1.101, 0.05)]
        gains = np.diff(waits)
        assert (gains > 0).all()
        assert (np.diff(gains) > 0).all()


def test_somebody_always_waits_where_more_come_than_can_ever_be_served():
    assert busy_sum(10, 20.0, NEVER) >= 1e18
    assert waiting_chance(10, 20.0, NEVER) == pytest.approx(1.0)


def test_nobody_calling_nobody_waits():
    assert waiting_chance(10, 0.0, 0.4) == 0.0
    assert queue_while_busy(10, 0.0, 0.4) == 0.0
    assert lost_by_waiting(0.0, 5.0, 0.3) == 0.0


def test_waiting_takes_no_more_than_the_most():
    assert lost_by_waiting(5.0, 5.0, 0.3) == pytest.approx(0.3 * (1.0 - math.exp(-1.0)), rel=1e-13)
    assert lost_by_waiting(1e9, 5.0, 0.3) == pytest.approx(0.3)


def test_what_machines_leave_takes_longer():
    assert handling_time(4.0, 0.3, 0.0) == 4.0
    assert handling_time(4.0, 0.3, 0.5) == pytest.approx(4.6)
