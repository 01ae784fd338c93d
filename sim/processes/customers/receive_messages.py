"""Advertising and care reach people by stage; awareness and loyalty form and fade."""

from typing import Final

from sim.agents.customers import Array
from sim.compiling import loop, part
from sim.mechanisms.crm.relationship_stages import is_customer
from sim.mechanisms.customers.awareness import raised
from sim.state.market import Scene

WRITES: Final = ("awareness", "loyalty")
"""Columns that it may write."""


@loop
def receive_messages(scene: Scene, start: int, stop: int) -> None:
    """Advertising and care reach people by stage; the rest fades. Writes: WRITES."""
    columns, posted, rates = scene.columns, scene.posted, scene.rates
    for firm in range(columns.awareness.shape[0]):
        stage = columns.stage[firm, start:stop]
        _reach(columns.awareness[firm, start:stop], stage, rates.awareness.kept, posted.touch[firm])
        _reach(columns.loyalty[firm, start:stop], stage, rates.loyalty.kept, posted.bond[firm])
        if rates.relationship_strategy.is_on:
            _care(
                columns.loyalty[firm, start:stop],
                stage,
                columns.tier[firm, start:stop],
                posted.tiers.bond[firm],
            )


@part
def _reach(level: Array, stage: Array, kept: float, shares: Array) -> None:
    """Let a level fade, and raise it by the share of each one's stage. Writes: level.

    Six numbers picked by comparing are faster than a table.
    """
    s0, s1, s2, s3, s4, s5 = shares[0], shares[1], shares[2], shares[3], shares[4], shares[5]
    for k in range(level.shape[0]):
        low = s0 if stage[k] == 0 else (s1 if stage[k] == 1 else s2)
        high = s3 if stage[k] == 3 else (s4 if stage[k] == 4 else s5)
        level[k] = raised(float(level[k]) * kept, low if stage[k] < 3 else high)


@part
def _care(loyalty: Array, stage: Array, tier: Array, bond: Array) -> None:
    """Care for the customers of a tier raises their loyalty. Writes: loyalty."""
    b0, b1, b2, b3, b4, b5 = bond[0], bond[1], bond[2], bond[3], bond[4], bond[5]
    if b0 + b1 + b2 + b3 + b4 + b5 == 0.0:
        return
    for k in range(loyalty.shape[0]):
        low = b0 if tier[k] == 0 else (b1 if tier[k] == 1 else b2)
        high = b3 if tier[k] == 3 else (b4 if tier[k] == 4 else b5)
        share = (low if tier[k] < 3 else high) if is_customer(stage[k]) else 0.0
        loyalty[k] = raised(float(loyalty[k]), share)
