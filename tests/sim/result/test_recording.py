"""What is kept of a period is a copy of whatever the next one writes over."""

import copy

import numpy as np

from sim.model import MarketModel
from tests.contract.small import busy


def plain(kept: object) -> object:
    """Everything in a record, in what can be compared and stays."""
    if isinstance(kept, np.ndarray):
        return kept.tolist()
    return [plain(part) for part in kept] if isinstance(kept, tuple) else repr(kept)


def test_no_period_changes_the_record_of_the_one_before():
    model = MarketModel(busy(), seed=4)
    model.step()
    kept = model.history[0]._replace(costs=None)
    before = copy.deepcopy(plain(kept._replace(tally=tuple(kept.tally))))
    while model.running:
        model.step()
    assert plain(kept._replace(tally=tuple(kept.tally))) == before


def test_a_record_holds_the_books_of_its_period():
    model = MarketModel(busy(), seed=4)
    model.step()
    kept, ledger = model.history[0], model.market.ledger
    assert (kept.flow == ledger.flow).all()
    assert kept.cash.tolist() == [ledger.cash(firm.index) for firm in model.firms]
    assert [state[0] for state in kept.states] == [firm.status for firm in model.firms]
    assert (kept.phases[0], kept.phases[1]) == (model.market.category.raw, model.market.category.phase)
