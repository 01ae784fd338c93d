"""A firm's view that holds nothing but given customer records."""

from dataclasses import dataclass, fields

import numpy as np

from sim.phases import Phase
from sim.strategies.base import FirmView, Floats, Records, Standing


@dataclass
class Shelf:
    """Market research that hands out what it was given."""

    kept: Records
    stood: Standing
    spent: Floats

    def records(self) -> Records:
        return self.kept

    def standing(self) -> Standing:
        return self.stood

    def spending(self) -> Floats:
        return self.spent


def view_of(people: int, **figures: float | np.ndarray | list[float]) -> FirmView:
    """A view of so many people; figures that are not named are 0, single numbers hold for everybody."""

    def filled(name: str) -> Floats:
        return np.broadcast_to(np.asarray(figures.get(name, 0.0)), people).astype(np.float32)

    records = Records(**{figure.name: filled(figure.name) for figure in fields(Records)})
    standing = Standing(**{figure.name: filled(figure.name) for figure in fields(Standing)})
    return FirmView(
        period=120,
        years=10.0,
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
        research=Shelf(records, standing, filled("spending")),
    )
