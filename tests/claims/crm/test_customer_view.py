"""C5 on the scenario `repertoire`: the better the data and the more they are one, the better the targeting.

Firms pick whom to care for on their own records. The market is the same for all that look at it, so what they
see at one quality and integration is set against what they see at another, person by person, over all six
firms. Good and poor are 0.9 and 0.3, of data quality and of integration.
"""

from functools import cache, partial

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest

from sim import Scenario, load
from sim.mechanisms.crm.relationship_stages import INTENSIVE_CARE
from sim.model import MarketModel
from sim.processes.firms.perception import Looking
from sim.state.market import Market
from sim.strategies.base import Strategy
from sim.strategies.care.intensive_care import IntensiveCare
from sim.strategies.care.likely_leavers import LikelyLeavers
from tests.evidence import surely
from tests.runs import found_in
from tests.support import EXACT, SEEDS, compare, interval, seeds

ON, OFF = "mechanisms.crm.customer_view={}", "mechanisms.crm.customer_view.strength=0"
GOOD, POOR_DATA, FRAGMENTS = (0.9, 0.9), (0.3, 0.9), (0.9, 0.3)
"""Data quality and integration of the firm."""
LOOKED_AT = [(data, view) for view in (ON, OFF) for data in (GOOD, POOR_DATA, FRAGMENTS)]
FEW = LikelyLeavers(most=0.05, response=0.3)
"""Offers for those few of whom most is expected."""
CARE = IntensiveCare(silence_from=1.93, silence_to=5.0)
"""The care of the claim on stages (B10)."""
MARKET = ("customers=3_000", "years=1")
Flags = npt.NDArray[np.bool_]

pytestmark = pytest.mark.slow


@cache
def market(*overrides: str) -> Scenario:
    return load("repertoire", *MARKET, *overrides)


def after_a_year(scenario: Scenario, seed: int) -> Market:
    """A market in which nobody used any records."""
    model = MarketModel(scenario, seed=seed)
    while model.running:
        model.step()
    model.market.ledger.open_period()
    return model.market


def chosen(seen: Market, strategy: Strategy, data: tuple[float, float], view: str) -> Flags:
    """Whom each firm would make an offer, with such data; bool[firms, customers]."""
    seen.scenario = market(view)
    for firm in seen.firms:
        firm.data_quality = data[0]
        firm.spec = firm.spec.model_copy(update={"integration": data[1]})
    offers = [strategy.decide(Looking(seen).view(firm)).personal for firm in seen.firms]
    return np.array([np.zeros(len(seen.customers)) if offer is None else offer for offer in offers]) > 0


def valuable(seen: Market) -> Flags:
    """The fifth of each firm's customers who truly contribute most; bool[firms, customers]."""
    columns = seen.customers.columns
    pairs = zip(columns.purchases > 0, columns.contribution, strict=True)
    return np.array([bought & (value >= np.quantile(value[bought], 0.8)) for bought, value in pairs])


def in_need(seen: Market) -> Flags:
    """Those who truly have been silent for long, and are not lost; bool[firms, customers]."""
    return np.asarray(seen.customers.columns.stage == INTENSIVE_CARE)


def hits(scenario: Scenario, seed: int) -> list[dict[str, float]]:
    """For each of `LOOKED_AT`: shares of the chosen who are valuable, in need; of those in need, chosen."""
    seen = after_a_year(scenario, seed)
    found = []
    for data, view in LOOKED_AT:
        few, cared_for = chosen(seen, FEW, data, view), chosen(seen, CARE, data, view)
        found.append(
            {
                "valuable": valuable(seen)[few].mean(),
                "in_need": in_need(seen)[cared_for].mean(),
                "reached": cared_for[in_need(seen)].mean(),
            }
        )
    return found


def worse(data: tuple[float, float], measure: str, replications: int, view: str = ON) -> pd.Series:
    """By how much targeting is worse with such data than with good ones."""
    found = found_in(hits, [(market(ON), seed) for seed in seeds(replications)])
    good, other = (LOOKED_AT.index((each, view)) for each in (GOOD, data))
    return pd.Series([of_run[good][measure] - of_run[other][measure] for of_run in found])


@pytest.mark.parametrize("data", [POOR_DATA, FRAGMENTS])
def test_fewer_of_those_chosen_are_truly_valuable(data: tuple[float, float]):
    assert surely(partial(worse, data, "valuable")) > 0


def test_with_fragments_fewer_of_those_cared_for_are_truly_silent():
    assert surely(partial(worse, FRAGMENTS, "in_need")) > 0


@pytest.mark.parametrize("data", [POOR_DATA, FRAGMENTS])
def test_fewer_of_those_in_need_are_found(data: tuple[float, float]):
    assert surely(partial(worse, data, "reached")) > 0


def test_wrong_records_mislead_more_than_missing_ones():
    """Off, poor data are missing and never wrong; all they cost is a model learned from fewer customers."""
    poor = partial(worse, POOR_DATA, "valuable")
    assert surely(lambda n: poor(n) - poor(n, OFF)) > 0


def test_where_poor_data_are_only_missing_those_who_are_left_are_as_well_cared_for():
    """Off, where nothing has to be learned: the rhythm of those on record is the true one."""
    found = interval(worse(POOR_DATA, "in_need", SEEDS, OFF))
    assert found.low < 0.0 < found.high


def test_where_all_departments_see_the_same_integration_makes_no_difference():
    assert (worse(FRAGMENTS, "valuable", EXACT, OFF) == 0).all()
    assert (worse(FRAGMENTS, "reached", EXACT, OFF) == 0).all()


@cache
def profit(view: str, replications: int) -> pd.DataFrame:
    """Profit of the same care by what is known of customers, in cents; replications x data."""
    care = "{kind: intensive_care, discount: 0.14, silence_from: 1.93, silence_to: 5}"
    scenario = market(view, f"firms.second.strategies.care={care}")
    arms = {
        f"{quality} {integration}": scenario.set(
            f"firms.second.data_quality={quality}", f"firms.second.integration={integration}"
        )
        for quality, integration in (GOOD, POOR_DATA, FRAGMENTS)
    }
    firm = compare(arms, replications).tables["firm"].query("firm == 'second'")
    table = firm.groupby(["replication", "arm"]).profit_cents.sum().unstack("arm")
    return table.set_axis([tuple(map(float, arm.split())) for arm in table.columns], axis=1)


@pytest.mark.parametrize("data", [POOR_DATA, FRAGMENTS])
def test_the_same_care_earns_more_with_good_data(data: tuple[float, float]):
    assert surely(lambda n: profit(ON, n)[GOOD] - profit(ON, n)[data]) > 0


def test_where_all_departments_see_the_same_integration_earns_nothing():
    assert (profit(OFF, EXACT)[GOOD] == profit(OFF, EXACT)[FRAGMENTS]).all()
