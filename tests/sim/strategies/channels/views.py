"""What a firm sees that decides on its channels: three of them, and so many customers."""

from dataclasses import replace

from sim.strategies.base import FirmView
from tests.sim.strategies.care.views import view_of


def seen(customers: int = 0, **channels: bool) -> FirmView:
    """A view at the start, with channels by name and whether they are open."""
    return replace(
        view_of(0),
        period=0,
        years=0.0,
        channels=channels or {"shop": False, "web": True, "phone": True},
        stage_counts=(0, customers, 0, 0, 0, 0),
    )
