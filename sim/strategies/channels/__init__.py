"""The decision through which channels to reach customers, and what to do through each."""

from collections.abc import Iterator

from sim.strategies.base import FirmView, Strategy


class ChannelStrategy(Strategy):
    """How a firm uses the channels of its market."""

    def names(self) -> Iterator[str]:
        """Channels that the strategy speaks of; a scenario is refused if its market lacks one."""
        return iter(())

    def groups(self) -> Iterator[str]:
        """Segments that the strategy speaks of; a scenario is refused if its market lacks one."""
        return iter(())


def for_customers(view: FirmView, a_year: float) -> float:
    """Money for the period, at so much per present customer a year."""
    return a_year * view.customers / view.periods_per_year
