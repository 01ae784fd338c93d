"""A firm's view that holds nothing but given customer records."""

from dataclasses import fields

import numpy as np

from sim.phases import Phase
from sim.strategies.base import FirmView, Floats, Records


class Shelf:
    """Market research that hands out the records it was given."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def records(self) -> Records:
        return self._records

    def spending(self) -> Floats:
        return self._records.money


def view_of(people: int, **figures: float | np.ndarray) -> FirmView:
    """A view of so many people; figures that are not named are 0, single numbers hold for everybody."""
    filled = {
        figure.name: np.broadcast_to(figures.get(figure.name, 0.0), people).astype(np.float32)
        for figure in fields(Records)
    }
    return FirmView(
        period=12,
        years=1.0,
        periods_per_year=12,
        phase=Phase.MATURITY,
        market_phase=Phase.MATURITY,
        years_in_decline=None,
        products={},
        channels={},
        rival_prices=(),
        stage_counts=(people, 0, 0, 0, 0, 0),
        revenue=0.0,
        profit=0.0,
        cash=0.0,
        margin=0.0,
        won=0,
        lost=0,
        research=Shelf(Records(**filled)),
    )
