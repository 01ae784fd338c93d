"""Tables on disk: a folder of Parquet or CSV files, written by DuckDB, each file whole or not there."""

import os
from collections.abc import Mapping
from itertools import count
from pathlib import Path
from typing import Final, Literal

import duckdb
import pandas as pd

from sim.refusal import Refusal
from sim.result.dictionary import DATA_DICTIONARY, kinds

Format = Literal["parquet", "csv"]
_COPY: Final[Mapping[Format, str]] = {
    "parquet": "FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE false",
    "csv": "FORMAT csv, HEADER, USE_TMP_FILE false",
}
_DUCKDB_TYPES: Final = {"text": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "switch": "BOOLEAN"}


class FolderProblem(Refusal):
    """An output folder that cannot be used; the text says why and what would do."""


def write_tables(tables: Mapping[str, pd.DataFrame], folder: Path, kind: Format = "parquet") -> list[Path]:
    """Write each table to `folder/name.parquet` or `folder/name.csv`; nulls are NULL or an empty field.

    Parameters
    ----------
    tables
        Tidy tables by name, as in `Result.tables` and `Comparison.tables`.
    folder
        An existing folder.
    kind
        Format of the files.

    Raises
    ------
    OSError
        If a file cannot be written; none is then left half-written.
    """
    return [_write(name, table, folder / f"{name}.{kind}", kind) for name, table in tables.items()]


def _write(name: str, table: pd.DataFrame, path: Path, kind: Format) -> Path:
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with duckdb.connect() as database:
            database.register("given", table)
            database.execute(copy_statement("SELECT * FROM given", unfinished, kind))
        unfinished.replace(path)
    except duckdb.Error as error:
        raise OSError(f"{path}: table {name} cannot be written ({error})") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return path


def copy_statement(query: str, path: Path, kind: Format) -> str:
    """SQL that writes what a query yields straight to a file, which the caller renames when it is whole."""
    return f"COPY ({query}) TO {quoted(path)} ({_COPY[kind]})"


def quoted(text: object) -> str:
    """SQL of a text or a path."""
    return "'" + str(text).replace("'", "''") + "'"


def quoted_name(name: str) -> str:
    """SQL of a column's name."""
    return '"' + name.replace('"', '""') + '"'


def read_tables(folder: Path) -> dict[str, pd.DataFrame]:
    """Read back every table of DATA_DICTIONARY that `write_tables` left in a folder, in either format.

    Raises
    ------
    FileNotFoundError
        If there is none.
    OSError
        If a file is not what it should be.
    """
    found = {name: path for name in DATA_DICTIONARY for path in _files(folder, name)}
    if not found:
        raise FileNotFoundError(f"{folder}: no tables here")
    return {name: _read(name, path) for name, path in found.items()}


def _files(folder: Path, name: str) -> list[Path]:
    return [path for kind in _COPY if (path := folder / f"{name}.{kind}").is_file()]


def _read(name: str, path: Path) -> pd.DataFrame:
    try:
        with duckdb.connect() as database:
            if path.suffix == ".parquet":
                table = database.execute("SELECT * FROM read_parquet(?)", [str(path)]).df()
            else:
                table = database.execute(
                    f"SELECT * FROM read_csv(?, header = true, types = {_types(name, path)})", [str(path)]
                ).df()
    except duckdb.Error as error:
        raise OSError(f"{path}: table {name} cannot be read ({error})") from error
    # A column of no texts comes back as a column of no objects.
    texts = [column for column, kind in kinds(name).items() if kind == "text" and column in table]
    return table if len(table) else table.astype(dict.fromkeys(texts, "str"))


def _types(name: str, path: Path) -> str:
    """Types of the columns that a CSV file has, for DuckDB, so that none is guessed from the data."""
    with path.open(encoding="utf-8") as file:
        there = file.readline().strip().split(",")
    typed = {column: kind for column, kind in kinds(name).items() if column in there}
    return "{" + ", ".join(f"'{column}': '{_DUCKDB_TYPES[kind]}'" for column, kind in typed.items()) + "}"


def claim_folder(wanted: Path | None, name: str, parent: Path = Path("out")) -> Path:
    """Take an empty folder: the one wanted, or else the first free `out/name-1`, `out/name-2`, ...

    Nothing that is there already is ever touched.

    Raises
    ------
    FolderProblem
        If the folder is in use, no folder, or cannot be written to.
    """
    try:
        return _numbered(parent, name) if wanted is None else _named(wanted)
    except OSError as error:
        reason = (error.strerror or "cannot be used").lower()
        raise FolderProblem(
            f"{wanted or parent}: cannot write there, {reason} - name another folder with --out"
        ) from None
    except ValueError:  # an invisible character, or bytes that are no text
        raise FolderProblem(
            f"{wanted}: is no possible folder name - name another folder with --out"
        ) from None


def _numbered(parent: Path, name: str) -> Path:
    parent.mkdir(parents=True, exist_ok=True)
    for number in count(1):
        folder = parent / f"{name}-{number}"
        try:
            folder.mkdir()
        except FileExistsError:
            continue
        return folder
    raise AssertionError("numbers never end")


def _named(folder: Path) -> Path:
    str(folder).encode()  # DuckDB takes text, so a name must be one
    if folder.exists() and not folder.is_dir():
        raise FolderProblem(f"{folder}: is a file, not a folder - name a new folder with --out")
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise FolderProblem(f"{folder}: is already in use and stays as it is - name a new folder with --out")
    probe = folder / f".{os.getpid()}.part"
    probe.touch(exist_ok=False)
    probe.unlink()
    return folder


def give_back(folder: Path) -> None:
    """Remove a folder that was claimed, if nothing was written to it after all."""
    try:
        folder.rmdir()
    except OSError:  # something is in it, so it stays
        return
