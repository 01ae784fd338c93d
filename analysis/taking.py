"""Results taken away: tables and office files from a folder of results, a transaction log from a market."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

from analysis.export import DecimalMark, ExportSource, Kind, comparison_source, export, tables_source
from analysis.sweeping import open_study, runs_table
from sim.data_dictionary import OUTCOME
from sim.experiment import Comparison
from sim.progress import progress
from sim.provenance import FILE, read_provenance
from sim.scenario import load
from sim.storage import claim_folder, give_back, read_tables


def export_results(
    folder: Path, out: Path, kind: Kind, decimal: DecimalMark, tables: tuple[str, ...]
) -> list[Path]:
    """Write the results in a folder in another form; the files written.

    Raises
    ------
    BadInput, Refusal
        If the folder holds no results, or they cannot be written as asked.
    OSError
        If something cannot be read or written.
    """
    source = (
        _of_comparison(folder) if (folder / FILE).is_file() or not _is_sweep(folder) else _of_sweep(folder)
    )
    return export(source, out, kind, decimal_mark=decimal, tables=tables)


def _is_sweep(folder: Path) -> bool:
    return (folder / "plan.json").is_file()


def _of_comparison(folder: Path) -> ExportSource:
    return comparison_source(recorded_comparison(folder), read_provenance(folder).command)


def _of_sweep(folder: Path) -> ExportSource:
    store, study = open_study(folder)
    found = {name: store.table(name, study.order(varied=name == OUTCOME)) for name in store.tables()}
    return tables_source(
        {"runs": runs_table(store, study), **found}, f"rivalry sweep run (model {study.model})"
    )


def recorded_comparison(folder: Path) -> Comparison:
    """The comparison whose results are in a folder.

    Raises
    ------
    BadInput
        If there is none.
    OSError
        If its tables cannot be read.
    """
    made = read_provenance(folder)
    seeds = tuple(range(made.seed, made.seed + made.replications))
    first = next(iter(made.arms.values()))
    tables = read_tables(folder / "tables")
    return Comparison(
        scenario=first,
        scenarios=made.arms,
        arms=tuple(made.arms),
        replications=len(seeds),
        seeds=seeds,
        tables=tables,
        failed=made.failed,
        provenance=dict(made.versions),
    )


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
    from analysis.transaction_log import Cut, write_transaction_log  # noqa: PLC0415 - starts the engine

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
