"""A transaction log from what is asked to its files; the engine starts once the scenario is read."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

from sim.experiments.progress import progress
from sim.experiments.storage import claim_folder, give_back
from sim.scenario.scenario import load


@dataclass(frozen=True)
class LogOrder:
    """A transaction log: of which market, cut where, and how far the truth looks ahead."""

    file: str
    changes: tuple[str, ...]
    seed: int
    cut: float
    horizon: float
    discount: float
    continuations: int
    start: datetime.date
    out: Path | None = None
    strategies: tuple[str, ...] = ()
    """Python files with strategies of one's own."""


def export_transactions(order: LogOrder) -> list[Path]:
    """Write the log, the truth, and what they mean; the files written.

    Raises
    ------
    BadInput, Refusal
        If the scenario or the cut does not fit, or the folder cannot be used.
    OSError
        If a file cannot be written.
    """
    from analysis.export.transactions.log import Cut, write_transaction_log  # noqa: PLC0415 - starts the engine

    scenario = load(order.file, *order.changes, strategies=order.strategies)
    cut = Cut(
        years=order.cut,
        horizon=order.horizon,
        discount=order.discount,
        continuations=order.continuations,
        start_date=order.start,
    )
    folder = claim_folder(order.out, Path(order.file).stem)
    try:
        with progress("periods") as told:
            return write_transaction_log(scenario, cut, folder, seed=order.seed, progress=told)
    finally:
        give_back(folder)
