"""Referral: what the referred bring counts in part for the one who sent them."""

import numpy as np

from sim.mechanisms.customers.referral import credited


def test_the_credit_is_a_share_of_what_the_referred_brought():
    assert credited(np.array([100.0, 8.0], dtype=np.float32), 0.5).tolist() == [50.0, 4.0]


def test_losses_are_not_passed_on():
    assert credited(np.array([-100.0], dtype=np.float32), 0.5).tolist() == [0.0]


def test_without_credit_nothing_counts():
    assert credited(np.array([100.0, -100.0], dtype=np.float32), 0.0).tolist() == [0.0, 0.0]
