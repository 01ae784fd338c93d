"""What a reward in sight does to members."""

import math

import pytest

from sim.mechanisms.crm.loyalty_programme import LoyaltyProgramme, attention, points_pressure


def test_no_reward_is_no_reason_to_buy():
    assert points_pressure(0.0, 0.03, 0.4) == 0.0


def test_at_its_scale_a_reward_reaches_63_percent_of_the_most():
    assert points_pressure(0.03, 0.03, 0.4) == pytest.approx(0.4 * (1.0 - math.exp(-1.0)), rel=1e-12)


def test_a_programme_works_on_the_act_more_than_on_the_wish():
    """Logits of a year's membership against the logits that its attachment is worth when fully converted."""
    law = LoyaltyProgramme()
    assert law.pressure > 5.0 * 1.5 * law.attachment


def test_programmes_share_a_customers_attention_evenly():
    assert attention(0) == 1.0
    assert 4 * attention(3) == 1.0
