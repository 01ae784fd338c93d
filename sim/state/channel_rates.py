"""What the mechanisms of channels come to: the numbers that compiled loops read."""

from typing import Any, NamedTuple

import numpy as np

from sim.mechanisms.channels.channel_migration import strange
from sim.scenario.scenario import Scenario

MOST_USES = 255


class ChannelRates(NamedTuple):
    """Strength of every law of channels, per period. Scalars are float64 unless said otherwise."""

    tasks: bool
    """Whether each task has a channel of its own."""
    strength: float
    """Share of service that is by task; the rest is the average."""
    complexity: float
    """Share of purchases before which somebody needs advice; how hard contacts are on average."""
    advised: float
    """The same share, as far as the law is on."""
    habit: float
    learning: bool
    """Whether channels can be strange."""
    strange: Any
    """float64[MOST_USES + 1]: liking that strangeness takes, by uses so far."""
    returning: bool
    """Whether orders may come back."""
    failing: bool
    """Whether a channel may fail to resolve a contact."""
    spill: float
    giving_up: float
    harder: float


def channel_rates_of(scenario: Scenario) -> ChannelRates:
    """The numbers of a scenario's mechanisms of channels for one period."""
    channels = scenario.mechanisms.channels
    tasks, failed, moving = channels.task_channels, channels.failed_contacts, channels.channel_migration
    uses = range(MOST_USES + 1)
    return ChannelRates(
        tasks=tasks.is_on,
        strength=tasks.strength,
        complexity=tasks.complexity,
        advised=tasks.strength * tasks.complexity,
        habit=tasks.strength * tasks.habit,
        learning=moving.is_on,
        strange=np.array(
            [moving.strength * moving.strangeness * strange(float(n), moving.learning) for n in uses]
        ),
        returning=channels.returns.is_on,
        failing=failed.is_on,
        spill=failed.spill,
        giving_up=failed.strength * failed.giving_up,
        harder=failed.strength * failed.harder,
    )
