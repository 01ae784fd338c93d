"""What units and sales cost: numbers of firms and channels that no law moves."""

from typing import NamedTuple

import numpy as np

from sim.scenario.scenario import Scenario
from sim.units import Floats, Ints


class Costs(NamedTuple):
    """Costs that hold for a whole run."""

    unit: Ints
    """int64[firms, generations]: cents to make a unit; 0 where the firm has no product."""
    sale: Ints
    """int64[channels]: cents that each unit sold costs, commission aside."""
    commission: Floats
    """float64[channels]: share of revenue that the channel keeps."""


def costs_of(scenario: Scenario) -> Costs:
    """The costs of a scenario's products and channels."""
    unit = [
        [
            round(100 * firm.made[generation].unit_cost) if generation in firm.products else 0
            for generation in scenario.generations
        ]
        for firm in scenario.firms.values()
    ]
    profiles = [channel.profile for channel in scenario.channels.values()]
    return Costs(
        unit=np.array(unit, dtype=np.int64),
        sale=np.array([round(100 * profile.cost_per_sale) for profile in profiles], dtype=np.int64),
        commission=np.array([profile.commission for profile in profiles], dtype=np.float64),
    )
