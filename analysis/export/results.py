"""Tables and office files from a folder of results: of a run, a comparison or a sweep."""

from __future__ import annotations

from pathlib import Path

from analysis.export import DecimalMark, ExportSource, Kind, comparison_source, export, tables_source
from analysis.sweeps.results import open_study, runs_table
from sim.experiments.experiment import Comparison
from sim.experiments.provenance import FILE, read_provenance
from sim.experiments.storage import read_tables
from sim.result.dictionary import OUTCOME


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
