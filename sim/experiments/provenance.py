"""How to get a result again: its resolved scenarios, seeds, versions and environment, kept beside it."""

import hashlib
import json
import os
import platform
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

from sim.experiments.identity import model_version, resolved
from sim.files import BadInput, Problem
from sim.scenario.scenario import LIBRARY, Scenario, restore, strategies_again
from sim.strategies.strategy_set import StrategySet

FILE: Final = "provenance.json"
LIBRARIES: Final = ("mesa", "numpy", "numba", "pandas", "scipy", "duckdb", "plotly", "pydantic")


def versions() -> dict[str, str]:
    """Versions of everything that a result depends on."""
    return {
        "rivalry": _version("rivalry"),
        "model": model_version(),
        "python": platform.python_version(),
        **{name: _version(name) for name in LIBRARIES},
        "machine": platform.machine(),
        "system": platform.platform(terse=True),
    }


@cache  # a look into the files of a package takes milliseconds, and every run asks
def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


@dataclass(frozen=True, kw_only=True)
class Made:
    """How a result was made.

    Attributes
    ----------
    arms : scenario of every arm, the baseline first
    replications, seed : as `sim.compare` takes them
    command : the command line
    kind : format of the tables
    files : SHA-256 of every file of the result, by its path inside the folder
    failed : runs that broke off: arm, replication, reason
    drivers : features of the market that the difference was tried against: path, low, high
    versions : of everything that the result depends on, by name
    """

    arms: dict[str, Scenario]
    replications: int
    seed: int
    command: str
    kind: str
    files: Mapping[str, str]
    failed: tuple[tuple[str, int, str], ...] = ()
    drivers: tuple[tuple[str, float, float], ...] = ()
    versions: Mapping[str, str] = field(default_factory=versions)

    @property
    def model(self) -> str:
        """Version of the model."""
        return self.versions["model"]


def environment() -> dict[str, Any]:
    """What else of the machine may matter: it changes no result, but how long one takes."""
    return {
        "implementation": sys.implementation.name,
        "byteorder": sys.byteorder,
        "processors": os.cpu_count(),
    }


def scenario_record(scenario: Scenario) -> dict[str, Any]:
    """Every value of a scenario, and where it came from unless it is a default."""
    return {"arm": scenario.arm_name, "resolved": resolved(scenario), "origins": origins(scenario)}


def origins(scenario: Scenario) -> dict[str, str]:
    """Where each value that is no default came from, by dotted path; files seen from here or the program."""
    tops = (f"{Path.cwd()}{os.sep}", f"{LIBRARY.parent}{os.sep}")
    found = {line.path: line.origin for line in scenario.explained() if line.origin != "default"}
    for top in tops:
        found = {path: origin.removeprefix(top) for path, origin in found.items()}
    return found


def write_provenance(made: Made, folder: Path) -> None:
    """Write `provenance.json` into a folder of results.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    first = next(iter(made.arms.values()))
    record = {
        "command": made.command,
        "replications": made.replications,
        "seed": made.seed,
        "format": made.kind,
        "versions": dict(made.versions),
        "environment": environment(),
        "files": dict(made.files),
        "failed": [list(each) for each in made.failed],
        "drivers": [list(each) for each in made.drivers],
        "strategies": first.known_strategies.records([resolved(scenario) for scenario in made.arms.values()]),
        "arms": {name: scenario_record(scenario) for name, scenario in made.arms.items()},
    }
    (folder / FILE).write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def read_provenance(folder: Path, strategies: StrategySet | None = None) -> Made:
    """Read how the result in a folder was made.

    Parameters
    ----------
    folder
        Folder of the result.
    strategies
        Those to choose from, if it is to be made again; None = it is only read.

    Raises
    ------
    BadInput
        If the folder holds no result, its record is damaged or of another version's scenarios, or it was made
        with other files with strategies.
    """
    path = folder / FILE
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        known = strategies_again(record.get("strategies", ()), strategies)
        arms = {
            name: restore(each["resolved"], each["origins"], each["arm"], known)
            for name, each in record["arms"].items()
        }
        return Made(
            arms=arms,
            replications=int(record["replications"]),
            seed=int(record["seed"]),
            command=str(record["command"]),
            kind=str(record["format"]),
            files={str(path): str(digest) for path, digest in record["files"].items()},
            failed=tuple((str(arm), int(r), str(reason)) for arm, r, reason in record["failed"]),
            drivers=tuple((str(path), float(low), float(high)) for path, low, high in record["drivers"]),
            versions={"model": "", **{str(name): str(each) for name, each in record["versions"].items()}},
        )
    except FileNotFoundError:
        remedy = f"name a folder that 'rivalry run' or 'rivalry compare' made; it holds {FILE}"
        raise BadInput([Problem(str(folder), 1, 1, "result", "there is no result here", remedy)]) from None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadInput(
            [Problem(str(path), 1, 1, "result", f"is damaged ({error})", "make the result again")]
        ) from None


def sha256(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
