"""The crowd in rows and tiles, and scarce channels shared out."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import load
from sim.model import MarketModel
from sim.processes.customers.customers_live import TILE, rows_of, share_out
from sim.state.counts import added, new_tally


@given(st.integers(0, 10**7), st.integers(1, 64))
def test_rows_cover_everybody_once_and_are_cut_at_tiles(people: int, threads: int):
    rows = rows_of(people, threads)
    assert len(rows) == threads
    assert (rows[0][0], rows[-1][1]) == (0, people)
    assert all(stop == start for (_, stop), (start, _) in pairwise(rows))
    assert all(start <= stop and (start % TILE == 0 or start == people) for start, stop in rows)


def test_tallies_of_threads_add_up():
    scenario = load("durable")
    tallies = [new_tally(scenario, 3) for _ in range(3)]
    for number, tally in enumerate(tallies, 1):
        tally.units[1, 0, 2] = number
        tally.market[4] = 10 * number
    total = added(tallies)
    assert (total.units[1, 0, 2], total.units.sum(), total.market[4]) == (6, 6, 60)
    assert tallies[0].units[1, 0, 2] == 1


def test_offers_of_one_firm_in_one_channel_share_its_capacity():
    model = MarketModel(
        load("durable").set(
            "customers=100",
            "generations={second: {frontier: [0.5, 0.0]}}",
            "firms.leader.products={second: {launch: 0}}",
            "firms.leader.channels.shop.capacity=1200",
        )
    )
    model.step()
    posted = model.market.posted
    assert posted is not None
    asked = np.full(len(posted.offer_product), 125, dtype=np.int64)
    share_out(posted, asked, model.market.capacities)
    firm = posted.product_firm[posted.offer_product]
    scarce = (firm == 0) & (posted.offer_channel == 0)
    assert scarce.sum() == 2
    assert posted.served[scarce] == pytest.approx(100 / 250)
    assert (posted.served[~scarce] == 1.0).all()
