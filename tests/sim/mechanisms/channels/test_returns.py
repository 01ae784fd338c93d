"""Returns: between what comes back of the known and of the unknown, and at what cost."""

import pytest

from sim.mechanisms.channels.returns import return_cost, returned_share


def test_all_the_advice_and_none_are_the_two_ends():
    assert returned_share(1.0, 0.08, 0.2) == pytest.approx(0.08, rel=1e-15)
    assert returned_share(0.0, 0.08, 0.2) == 0.2


def test_half_the_advice_lies_in_the_middle():
    assert returned_share(0.5, 0.1, 0.2) == pytest.approx(0.15, rel=1e-15)


def test_goods_that_lose_nothing_cost_their_handling_and_goods_that_lose_all_what_they_cost_besides():
    assert return_cost(5.0, 0.0, 60.0) == 5.0
    assert return_cost(5.0, 1.0, 60.0) == 65.0
