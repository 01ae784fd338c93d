"""A small run of a library scenario and what its firms came to, as JSON holds it."""

import json
from pathlib import Path
from typing import Any

from sim import Result, load, simulate
from sim.scenario.scenario import library

EXPECTED = Path(__file__).parent / "expected"
UPDATE = "python -m tests.baselines.update"
MOST_CUSTOMERS, MOST_PERIODS, SEED = 300, 52, 7

Totals = dict[str, Any]


def names() -> list[str]:
    """Every scenario of the library."""
    return [entry.name for entry in library()]


def small_run(name: str) -> Result:
    """A scenario as its file has it, with a few hundred customers and a year or two."""
    whole = load(name)
    years = min(whole.years, 2 if whole.periods_per_year * 2 <= MOST_PERIODS else 1)
    return simulate(whole.set(f"customers={min(whole.customers, MOST_CUSTOMERS)}", f"years={years}"), SEED)


def measured(name: str) -> Totals:
    """Key totals of each firm in the small run of a scenario."""
    result = small_run(name)
    firm = result.tables["firm"].sort_values("period")
    firms = {str(key): _totals(rows) for key, rows in firm.groupby("firm", sort=True)}
    run = {"customers": result.scenario.customers, "periods": result.scenario.periods, "seed": result.seed}
    return json.loads(json.dumps({"run": run, "firms": firms}))


def _totals(rows: Any) -> Totals:
    sums = {column: int(rows[column].sum()) for column in ("units", "revenue_cents", "profit_cents")}
    last = rows.iloc[-1]
    known = last["satisfaction"] == last["satisfaction"]
    return {
        **sums,
        "customers_end": int(last["customers"]),
        "satisfaction_end": round(float(last["satisfaction"]), 6) if known else None,
        "phase_end": str(last["phase"]),
    }


def path_of(name: str) -> Path:
    """Where the expected totals of a scenario are."""
    return EXPECTED / f"{name}.json"


def first_difference(expected: Any, found: Any, where: str = "") -> str | None:
    """The first place where two totals differ, with both values; nothing if they agree."""
    if isinstance(expected, dict) and isinstance(found, dict):
        for key in dict.fromkeys([*expected, *found]):
            told = first_difference(expected.get(key), found.get(key), f"{where}.{key}" if where else key)
            if told:
                return told
        return None
    return None if expected == found else f"{where}: expected {expected!r}, found {found!r}"
