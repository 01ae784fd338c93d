"""A result made again from what it says of itself, and held against the first, byte by byte."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from analysis.delivery import Order, Shown, deliver
from sim.identity import model_version
from sim.provenance import Made, read_provenance, sha256


@dataclass(frozen=True)
class Rerun:
    """What came of making a result again.

    Attributes
    ----------
    folder : where it is now
    differing : files that are not the same bytes, by their path inside the folder
    older : version of the model that made the first, if it is another
    """

    folder: Path
    differing: tuple[str, ...]
    older: str = ""


def rerun(folder: Path, out: Path | None, jobs: int | None, shown: Shown) -> Rerun:
    """Make the result in a folder again, in a new one.

    Raises
    ------
    BadInput
        If the folder holds no result.
    Refused, OSError
        As `deliver`.
    """
    made = read_provenance(folder)
    _, again = deliver(_order(made, folder, out, jobs), shown)
    older = made.model if made.model != model_version() else ""
    return Rerun(again, tuple(_differing(made, again)), older)


def _order(made: Made, folder: Path, out: Path | None, jobs: int | None) -> Order:
    return Order(
        arms=made.arms,
        name=folder.resolve().name,
        command=made.command,
        replications=made.replications,
        seed=made.seed,
        jobs=jobs,
        out=out,
        kind="csv" if made.kind == "csv" else "parquet",
        drivers=made.drivers,
    )


def _differing(made: Made, again: Path) -> list[str]:
    return [
        name
        for name, digest in made.files.items()
        if not (again / name).is_file() or sha256(again / name) != digest
    ]
