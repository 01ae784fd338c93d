"""Rows of many parts in the order of the runs, however the parts came about."""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import pandas as pd

from sim.experiments.storage import quoted, quoted_name
from sim.experiments.store.batches import SLOT, Columns
from sim.experiments.store.manifest import PARTS, Part, PartFile

Order = Sequence[tuple[str, Mapping[str, Any]]]
"""Runs in the order wanted: identity, and labels that go in front of its rows."""
WANTED: Final = "wanted"
"""Name by which a query knows the frame that says which rows are wanted."""
_POSITION, _FILE, _SLOT = "#position", "#file", "#slot"


class Place(NamedTuple):
    """Where the rows of a run are: a file, and the slot in it."""

    file: PartFile
    slot: int


class Query(NamedTuple):
    """SQL, and the frame that it calls `WANTED`."""

    sql: str
    wanted: pd.DataFrame


def places(parts: Iterable[Part], name: str) -> dict[str, Place]:
    """Where the table of each run is, by identity."""
    found: dict[str, Place] = {}
    for part in parts:
        if (file := part.files.get(name)) is not None:
            runs = enumerate(part.runs)
            found |= {identity: Place(file, slot) for slot, (identity, failure) in runs if not failure}
    return found


def ordered(folder: Path, where: Mapping[str, Place], order: Order) -> Query:
    """Query for the rows of the runs in an order, labels in front; runs without the table have no rows.

    Columns and types are those of the runs in the order, so that neither depends on how runs fell into parts.

    Parameters
    ----------
    where
        As `places` finds them; at least one.
    """
    labels = pd.DataFrame([dict(labels) for _, labels in order], index=range(len(order)))
    kept = [position for position, (identity, _) in enumerate(order) if identity in where]
    found = [where[order[position][0]] for position in kept]
    wanted = labels.iloc[kept].reset_index(drop=True)
    wanted[_POSITION] = kept
    wanted[_FILE] = pd.Series([place.file.name for place in found], dtype="str")
    wanted[_SLOT] = pd.Series([place.slot for place in found], dtype="int64")
    files = {place.file.name: place.file for place in found or where.values()}
    return Query(_sql(folder, files.values(), [str(label) for label in labels]), wanted)


def _sql(folder: Path, files: Iterable[PartFile], labels: Sequence[str]) -> str:
    by_columns: dict[Columns, list[str]] = {}
    for file in files:
        by_columns.setdefault(file.columns, []).append(file.name)
    types = {name: kind for name, kind in _joined(by_columns).items() if name not in labels}
    rows = " UNION ALL ".join(
        _rows([folder / PARTS / name for name in sorted(names)], dict(there), types)
        for there, names in by_columns.items()
    )
    shown = ", ".join(
        [f"w.{quoted_name(name)}" for name in labels] + [f"p.{quoted_name(name)}" for name in types]
    )
    return (
        f"SELECT {shown} FROM ({rows}) AS p JOIN {WANTED} AS w"
        f' ON p."{_FILE}" = w."{_FILE}" AND p."{_SLOT}" = w."{_SLOT}" ORDER BY w."{_POSITION}", p."#row"'
    )


def _joined(several: Iterable[Columns]) -> dict[str, str]:
    """All columns, those seen first in front, each with the narrowest type that holds all its values."""
    types: dict[str, str] = {}
    for columns in several:
        for name, kind in columns:
            types[name] = _wider(types.get(name, kind), kind)
    return types


def _wider(one: str, other: str) -> str:
    if one == other:
        return one
    return "DOUBLE" if {one, other} == {"BIGINT", "DOUBLE"} else "VARCHAR"


def _rows(paths: Sequence[Path], there: Mapping[str, str], types: Mapping[str, str]) -> str:
    """SQL of all rows of files that have equal columns."""
    listed = ", ".join(quoted(_no_pattern(path)) for path in paths)
    values = ", ".join(
        f"CAST({quoted_name(name) if name in there else 'NULL'} AS {kind}) AS {quoted_name(name)}"
        for name, kind in types.items()
    )
    return (
        f'SELECT parse_filename(filename) AS "{_FILE}", {SLOT} AS "{_SLOT}", file_row_number AS "#row",'
        f" {values} FROM read_parquet([{listed}], filename = true, file_row_number = true)"
    )


def _no_pattern(path: Path) -> str:
    """A path that DuckDB does not take for a pattern of several."""
    return re.sub(r"([*?\[])", r"[\1]", str(path))
