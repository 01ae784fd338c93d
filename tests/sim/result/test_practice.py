"""Numbers are read off firms and the trade as they stand."""

import numpy as np

from sim.model import MarketModel
from sim.result.practice import OF_A_FIRM, OF_THE_TRADE, by_firm, of_a_firm, of_the_trade
from tests.contract.small import busy


def test_every_number_is_read_where_it_stands():
    model = MarketModel(busy(), seed=4)
    firm, resellers = model.firms[1], model.market.resellers
    firm.known, firm.data_quality = 0.3, 0.9
    resellers.demanded[1] = 0.07
    numbers = {reading.column.name: read for reading, read in zip(OF_A_FIRM, of_a_firm(firm), strict=True)}
    assert (numbers["needs_known"], numbers["data_quality"]) == (0.3, 0.9)
    assert numbers["integration"] == firm.integration
    arrays = dict(zip((reading.source for reading in OF_THE_TRADE), of_the_trade(resellers), strict=True))
    assert arrays["demanded"][1] == 0.07


def test_stock_adds_up_over_segments_and_cooperation_counts_where_it_goes_furthest():
    one, other = np.array([[1.0, 2.0], [3.0, 5.0]]), np.array([[0.0, 4.0], [0.5, 0.0]])
    assert by_firm("stocked", [one, other]).tolist() == [[3.0, 8.0], [4.0, 0.5]]
    assert by_firm("cooperation", [one, other]).tolist() == [[2.0, 5.0], [4.0, 0.5]]
    assert by_firm("dependence", [one[0], other[0]]).tolist() == [[1.0, 2.0], [0.0, 4.0]]
