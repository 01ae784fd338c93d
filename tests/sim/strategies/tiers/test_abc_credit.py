"""ABC with credit: who did not pay is kept apart, whatever was bought."""

from sim.strategies.tiers.abc import AbcTiers
from sim.strategies.tiers.abc_credit import AbcCreditTiers
from sim.strategies.tiers.ranking import TierTreatment
from tests.sim.strategies.tiers.views import view_of

FIVE = [50.0, 40.0, 30.0, 20.0, 10.0]


def test_who_does_not_pay_is_ranked_with_nobody_and_pays_on_delivery():
    strategy = AbcCreditTiers(c=TierTreatment(care=24.0))
    offers = strategy.decide(view_of(5, purchases=2.0, money=FIVE, defaults=[1.0, 0.0, 0.0, 0.0, 0.0]))
    assert offers.tiers is not None
    assert offers.tiers.tolist() == [5, 1, 2, 3, 3]
    assert offers.treatments[5].care == offers.treatments[3].care == 2.0
    assert not offers.treatments[5].on_account
    assert offers.treatments[3].on_account


def test_some_unpaid_orders_may_be_borne():
    view = view_of(5, purchases=2.0, money=FIVE, defaults=1.0)
    borne = AbcCreditTiers(least_defaults=2).decide(view).tiers
    plain = AbcTiers().decide(view).tiers
    assert borne is not None
    assert plain is not None
    assert borne.tolist() == plain.tolist()
