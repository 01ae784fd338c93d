"""What stands on the shelf is what firms decided, also where it was not worked out again."""

import numpy as np
import pytest

from sim.model import MarketModel
from sim.processes.offers import shelf
from tests.contract.small import busy
from tests.reference.markets import MARKETS, market


@pytest.mark.parametrize("name", ["busy", *MARKETS])
def test_numbers_kept_from_an_earlier_period_are_those_that_would_be_worked_out_now(name, monkeypatch):
    scenario = busy() if name == "busy" else market(name)
    kept, fresh = MarketModel(scenario, seed=5), MarketModel(scenario, seed=5)
    for _ in range(min(scenario.periods, 24)):
        kept.step()
        fresh.market.assortment = fresh.market.shelf = None
        fresh.step()
        for mine, new in zip(kept.market.posted, fresh.market.posted, strict=True):
            if isinstance(new, np.ndarray):
                assert np.array_equal(mine, new, equal_nan=True)


def test_an_offer_is_worked_out_once_while_nothing_changes(monkeypatch):
    counted = []
    worked_out = shelf._worked_out
    monkeypatch.setattr(shelf, "_worked_out", lambda *given: counted.append(1) or worked_out(*given))
    model = MarketModel(market("a durable"), seed=5)
    for _ in range(3):
        model.step()
    assert len(counted) <= 2
