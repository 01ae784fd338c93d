"""Brand choice: the race gives the shares of the logit."""

from math import exp, log

import numpy as np
import pytest

from sim.mechanisms.customers.brand_choice import arrival, choice_share, known_utility, price_utility

RUNNERS = 4_000
EVENLY_SPREAD = [-log((k + 0.5) / RUNNERS) for k in range(RUNNERS)]


def won(utilities: list[float]) -> list[float]:
    """Share of races that each offer wins, with evenly spread luck for each."""
    times = [np.sort([arrival(utility, luck) for luck in EVENLY_SPREAD]) for utility in utilities]
    shares = []
    for own in times:
        others = [rival for rival in times if rival is not own]
        later = [1.0 - np.searchsorted(rival, own, side="right") / RUNNERS for rival in others]
        shares.append(float(np.prod(later, axis=0).mean()))
    return shares


@pytest.mark.parametrize("utilities", [[0.0, 0.0], [0.0, 1.0], [-2.0, 0.5, 1.5], [-30.0, 3.0, 3.0, 2.0]])
def test_the_race_is_won_with_the_probabilities_of_the_logit(utilities: list[float]):
    total = sum(exp(utility) for utility in utilities)
    assert won(utilities) == pytest.approx([choice_share(utility, total) for utility in utilities], abs=1e-3)


def test_shares_add_up_to_all_choices():
    utilities = [-1.0, 0.3, 2.0]
    total = sum(exp(utility) for utility in utilities)
    assert sum(choice_share(utility, total) for utility in utilities) == pytest.approx(1.0, rel=1e-13)


def test_an_entrant_takes_from_rivals_in_proportion_to_their_shares():
    without, joined = won([0.0, 1.0]), won([0.0, 1.0, 0.7])
    assert joined[0] / joined[1] == pytest.approx(without[0] / without[1], rel=0.01)


def test_an_entrant_that_arrives_late_changes_nobodys_winner():
    rng = np.random.default_rng(1)
    for first, second, third in rng.exponential(size=(200, 3)):
        times = [arrival(0.2, first), arrival(-0.1, second)]
        entrant = arrival(0.5, third)
        if entrant > min(times):
            assert np.argmin([*times, entrant]) == np.argmin(times)


def test_the_reference_price_weighs_nothing_and_price_elasticity_is_that_of_the_logit():
    sensitivity, rival, step = 2.5, 0.4, 1e-6
    assert price_utility(0.0, sensitivity) == 0.0

    def log_share(log_price: float) -> float:
        utility = price_utility(log_price, sensitivity)
        return log(choice_share(utility, exp(utility) + exp(rival)))

    elasticity = (log_share(step) - log_share(-step)) / (2 * step)
    assert elasticity == pytest.approx(-sensitivity * (1.0 - choice_share(0.0, 1.0 + exp(rival))), rel=1e-6)


def test_who_is_known_to_half_has_half_the_odds_and_who_is_unknown_next_to_none():
    assert exp(known_utility(0.5)) == pytest.approx(0.5, rel=1e-13)
    assert known_utility(1.0) == 0.0
    assert exp(known_utility(0.0)) == pytest.approx(1e-9, rel=1e-9)
