"""Whoever has come to use one more channel buys more often, or less."""

import numpy as np
import numpy.typing as npt

from sim.agents.customers import Array
from sim.compiling import kernel
from sim.maths import exp, log
from sim.mechanisms.channels.multichannel_use import pace
from sim.state.market import Market

RAREST = 1e-30
"""A chance of no occasion below this counts as this, so that it has a logarithm."""


def channels_tempt(market: Market) -> None:
    """Who uses more channels than before changes pace. Writes: quiet, channels_used."""
    law, columns = market.scenario.mechanisms.channels.multichannel_use, market.customers.columns
    if not law.is_on or not len(columns.visited):
        return
    now, used = np.bitwise_count(columns.visited), range(len(market.scenario.channels) + 1)
    steps = np.array([pace(float(n), law.hedonic, law.stimulation, law.comparing) for n in used])
    quicken(columns.quiet, columns.channels_used, now, 1.0 + law.strength * (steps - 1.0))


@kernel
def quicken(quiet: Array, before: Array, now: Array, steps: npt.NDArray[np.float64]) -> None:
    """Change the pace of those who use more channels now than before. Writes: quiet, before."""
    for i in range(quiet.shape[0]):
        if now[i] > before[i]:
            rate = -log(max(float(quiet[i]), RAREST))
            quiet[i] = exp(-rate * steps[now[i]] / steps[before[i]])
            before[i] = now[i]
