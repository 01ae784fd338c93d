"""What a firm sees that decides on its channels: three of them, and so many customers."""

from sim.phases import Phase
from sim.strategies.base import FirmView


def seen(customers: int = 0, **channels: bool) -> FirmView:
    """A view of a month, with channels by name and whether they are open."""
    return FirmView(
        period=0,
        years=0.0,
        periods_per_year=12,
        phase=Phase.MATURITY,
        market_phase=Phase.MATURITY,
        years_in_decline=None,
        products={},
        channels=channels or {"shop": False, "web": True, "phone": True},
        rival_prices=(),
        stage_counts=(0, customers, 0, 0, 0, 0),
        revenue=0.0,
        profit=0.0,
        cash=0.0,
        margin=0.0,
        won=0,
        lost=0,
    )
