"""A sweep of six runs with a stand-in for the engine, and what must hold once it has been resumed."""

import hashlib
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from sim.experiments.store import RunRecord, Store, verify

PLAN: dict[str, Any] = {"question": "which price?", "keep": {"tables": ["firm"]}, "replications": 6}
MODEL = "model 1"
RUNS = range(6)
FAILS = 3
"""The run that does not come to an end."""
FIRMS = ("acme", 'b\'s "best"')


def identity(number: int) -> str:
    return hashlib.sha256(f"run {number}".encode()).hexdigest()


def record(number: int) -> RunRecord:
    """What run `number` comes to: the same every time."""
    if number == FAILS:
        return RunRecord(identity(number), failure="division by zero")
    outcome = pd.DataFrame({"firm": FIRMS, "profit_cents": [number, 2**53 + 1], "share": [number / 3, None]})
    firm = pd.DataFrame({"period": [0, 1, 2], "firm": ["acme"] * 3, "units": [number, 0, 10**number]})
    return RunRecord(identity(number), {"outcome": outcome, "firm": firm})


def order() -> list[tuple[str, dict[str, Any]]]:
    return [(identity(number), {"arm": "base", "replication": number}) for number in RUNS]


def run(folder: Path, log: Path | None = None, each: int = 3, numbers: Iterable[int] = RUNS) -> list[int]:
    """Run what is not finished, committing every `each` runs; returns the runs computed.

    What is committed is noted in `log`.
    """
    with Store.create_or_open(folder, PLAN, MODEL) as store:
        missing = [number for number in numbers if identity(number) not in store.finished]
        for first in range(0, len(missing), each):
            batch = missing[first : first + each]
            for number in batch:
                store.add(record(number))
            store.commit()
            if log is not None:
                with log.open("a") as file:
                    file.write("".join(f"{number}\n" for number in batch))
    return missing


def exported(folder: Path) -> dict[str, str]:
    """SHA-256 of each exported file by its name."""
    with tempfile.TemporaryDirectory() as target:
        store = Store.read(folder)
        store.export(Path(target), store.tables(), order(), "parquet")
        return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in Path(target).iterdir()}


def strays(folder: Path) -> list[str]:
    """Files that are neither locks, plan and manifest, nor parts that the manifest lists."""
    listed = (folder / "manifest.jsonl").read_text()
    known = {"plan.json", "manifest.jsonl", "lock", "plan.lock"}
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in files if path.name not in known and f'"{path.name}"' not in listed]


def troubles_after_resuming(folder: Path, log: Path, expected: dict[str, str]) -> list[str]:
    """Resume a disturbed sweep; says what is wrong with the outcome."""
    committed = {int(line) for line in log.read_text().split()} if log.exists() else set()
    again = committed & set(run(folder))
    found = [f"computed again: {sorted(again)}"] if again else []
    found += [f"left behind: {name}" for name in strays(folder)]
    found += [f"damaged: {damage}" for damage in verify(folder)]
    return found + (["other exports"] if exported(folder) != expected else [])
