"""Classes: what an offer is worth to each, term by term."""

from math import exp, log

import numpy as np
import pytest

from sim import load
from sim.mechanisms.customers.customer_classes import CRITERIA, CustomerClass
from sim.model import MarketModel
from sim.processes.offers.offers_posted import offers_posted

SEGMENTS = list(load("trade_partners").segments)
CHAIN, KEY = SEGMENTS.index("international_chains"), SEGMENTS.index("key_accounts")
CONSUMER = SEGMENTS.index("households")
ALIKE = "mechanisms.customers.uncertain_demand.price_sensitivity_spread=0"


def utility(*overrides: str) -> np.ndarray:
    """Class utility of the maker's first offer, by segment, before anybody has decided anything."""
    market = MarketModel(load("trade_partners", "customers=100", *overrides), seed=5).market
    for firm in market.firms:
        firm.status = firm.status.ACTIVE
        firm.launch("appliance")
    offers_posted(market)
    return market.posted.class_utility[:, 0]


def test_consumers_get_nothing_added():
    assert utility()[CONSUMER] == 0.0


def test_a_chain_adds_its_margin_and_the_usual_stock_turn():
    weighs = CRITERIA[CustomerClass.INTERNATIONAL_CHAIN]
    expected = weighs.margin * log(1.35) + 0.5 * weighs.stock_turn
    assert utility()[CHAIN] == pytest.approx(expected, rel=1e-12)


def test_a_resale_price_that_a_product_says_is_the_one_that_counts():
    more = utility("firms.maker.products.appliance.resale_price=600")[CHAIN] - utility()[CHAIN]
    assert more == pytest.approx(4.0 * log(600 / 405), rel=1e-12)


def test_a_list_price_alone_moves_no_margin_but_the_price_term_of_trade_segments_does():
    model = MarketModel(load("trade_partners", "customers=2000", ALIKE), seed=5)
    columns = model.market.customers.columns
    weights = [float(columns.price_sensitivity[columns.segment == s].mean()) for s in (CONSUMER, CHAIN)]
    assert weights == pytest.approx([2.0, 6.0], rel=1e-6)


def test_a_key_account_weighs_quality_and_how_its_buyer_is_treated():
    quality = utility("firms.maker.products.appliance.quality=0.9")[KEY] - utility()[KEY]
    assert quality == pytest.approx(2.0 * 0.2, rel=1e-12)


def test_treatment_saturates_with_care_per_customer():
    model = MarketModel(load("trade_partners", "customers=100"), seed=5)
    model.step()
    market = model.market
    offers_posted(market)
    heads = market.tally.segment_customers[0].sum()
    treated = 1.0 - exp(-(100_000 / heads) / 500)
    others = 2.0 * 0.7 + 1.5 * market.resellers.help[0]
    assert market.posted.class_utility[KEY, 0] == pytest.approx(others + treated, rel=1e-9)


def test_half_a_law_counts_half():
    half = utility("mechanisms.customers.customer_classes.strength=0.5")
    assert half == pytest.approx(0.5 * utility(), rel=1e-12)
