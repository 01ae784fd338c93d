"""Routes to the trade: who supplies whom, and when a firm begins to plan together with its customers."""

from dataclasses import replace

import pytest
from pydantic import ValidationError

from sim.mechanisms.customers.customer_classes import RESELLERS, CustomerClass
from sim.strategies.base import Strategy, TradePlan
from sim.strategies.trade.direct import Direct
from sim.strategies.trade.own_shops import OwnShops
from sim.strategies.trade.wholesaler import Wholesaler
from tests.sim.strategies.channels.views import seen

VIEW = seen()
CHAINS = (CustomerClass.INTERNATIONAL_CHAIN, CustomerClass.LOCAL_CHAIN)


def plan(strategy: Strategy, dependence: float = 0.0) -> TradePlan:
    found = strategy.decide(replace(VIEW, dependence=dependence)).trade
    assert found is not None
    return found


def test_a_firm_with_wholesalers_supplies_nobody_itself():
    assert plan(Wholesaler()).direct == frozenset()


def test_direct_supply_is_of_all_the_trade_or_of_the_classes_named():
    assert plan(Direct()).direct == RESELLERS
    assert plan(Direct(direct=CHAINS)).direct == frozenset(CHAINS)


def test_money_is_a_years_and_goes_to_the_partners_named():
    found = plan(OwnShops(shops=24_000.0, cooperation=12_000.0, partners=CHAINS))
    assert (found.shops, found.cooperation, found.partners) == (2_000.0, 1_000.0, frozenset(CHAINS))


def test_a_firm_may_wait_with_co_operation_until_it_depends_on_its_customers():
    waiting = Direct(cooperation=12_000.0, from_dependence=0.4)
    assert plan(waiting, dependence=0.39).cooperation == 0.0
    assert plan(waiting, dependence=0.4).cooperation == 1_000.0


@pytest.mark.parametrize("kind", [CustomerClass.CONSUMER, CustomerClass.KEY_ACCOUNT])
def test_whoever_does_not_resell_is_not_supplied_as_trade(kind: CustomerClass):
    with pytest.raises(ValidationError, match="does not resell - name some of"):
        Direct(direct=(kind,))
