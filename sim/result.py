"""What a run returns: tidy tables, and how to get the same again."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from sim.market import EVENT_COLUMNS, EVENTS
from sim.mechanisms.crm.relationship_stages import Stage
from sim.processes.recording import COSTS
from sim.scenario import Scenario

Array = npt.NDArray[Any]
FIXED_POINT = 65536.0
STAGES: Final = tuple(stage.name.lower() for stage in Stage)


@dataclass(frozen=True)
class Result:
    """One run of one arm.

    ``tables`` maps a name of DATA_DICTIONARY to a tidy frame; money is in whole cents.
    """

    scenario: Scenario
    arm: str
    seed: int
    replication: int
    tables: dict[str, pd.DataFrame]
    provenance: dict[str, str]


def tables_of(scenario: Scenario, history: Sequence[dict[str, Any]]) -> dict[str, pd.DataFrame]:
    """Tidy tables from the records of a run's periods."""
    stacked = {name: np.array([period[name] for period in history]) for name in history[0]}
    return {
        "firm": _firm_table(scenario, stacked),
        "channel": _channel_table(scenario, stacked),
        "segment": _by(
            scenario,
            stacked,
            "segment",
            list(scenario.segments),
            {"customers": "segment_customers", "units": "segment_units", "revenue_cents": "segment_revenue"},
        ),
        "category": _category_table(scenario, stacked),
        "generation": _generation_table(scenario, stacked),
        "stage": _by(scenario, stacked, "stage", list(STAGES), {"customers": "stages"}),
        "switching": _switching_table(scenario, stacked),
    }


def _times(scenario: Scenario, periods: int, repeats: int) -> dict[str, Any]:
    period = np.repeat(np.arange(periods), repeats)
    return {"period": period, "time_years": (period + 1) * scenario.period_years}


def _ratio(top: Array, bottom: Array) -> Array:
    """Quotient, null where bottom is 0."""
    quotient = np.full(np.shape(top), np.nan)
    np.divide(top, bottom, out=quotient, where=np.asarray(bottom) != 0)
    return quotient


def _by(
    scenario: Scenario, kept: dict[str, Any], by: str, names: list[str], columns: dict[str, str]
) -> pd.DataFrame:
    """Table with one row per period x firm x something."""
    firms = list(scenario.firms)
    periods = next(iter(kept.values())).shape[0]
    return pd.DataFrame(
        {
            **_times(scenario, periods, len(firms) * len(names)),
            "firm": np.tile(np.repeat(firms, len(names)), periods),
            by: np.tile(names, periods * len(firms)),
            **{column: kept[source].reshape(-1) for column, source in columns.items()},
        }
    )


def _firm_table(scenario: Scenario, kept: dict[str, Any]) -> pd.DataFrame:
    firms = list(scenario.firms)
    periods = len(kept["won"])
    units, revenue = kept["units"].sum(axis=2), kept["revenue"].sum(axis=2)
    customers = kept["stages"][:, :, 1:5].sum(axis=2)
    before = kept["switching"][:, :-1, :-1]
    stayed = np.diagonal(before, axis1=1, axis2=2)
    columns: dict[str, Any] = {
        "status": kept["status"],
        "customers": customers,
        "units": units,
        **{
            f"units_{kind}": kept["units_by_kind"][:, :, k]
            for k, kind in enumerate(("new", "kept", "won_back"))
        },
        "revenue_cents": revenue,
        **{name: kept[name] for name in COSTS},
        "profit_cents": kept["profit_cents"],
        "cash_cents": kept["cash_cents"],
        "discount_cents": kept["discount"],
        "list_price_cents": kept["list_price_cents"],
        "share": _ratio(units, units.sum(axis=1, keepdims=True) + np.zeros_like(units)),
        "revenue_share": _ratio(revenue, revenue.sum(axis=1, keepdims=True) + np.zeros_like(revenue)),
        "won": kept["won"],
        "lost": kept["lost"],
        "won_back": kept["won_back"],
        "satisfaction": 100.0 * _ratio(kept["satisfaction"] / FIXED_POINT, customers),
        "attitudinal_loyalty": _ratio(kept["loyalty"] / FIXED_POINT, customers),
        "behavioural_loyalty": _ratio(stayed, kept["switching"][:, :-1, :].sum(axis=2)),
        "praise": kept["praise"],
        "warnings": kept["warnings"],
        "phase": kept["phase"],
    }
    return pd.DataFrame(
        {
            **_times(scenario, periods, len(firms)),
            "firm": np.tile(firms, periods),
            **{name: values.reshape(-1) for name, values in columns.items()},
        }
    )


def _channel_table(scenario: Scenario, kept: dict[str, Any]) -> pd.DataFrame:
    return _by(
        scenario,
        kept,
        "channel",
        list(scenario.channels),
        {
            "units": "units",
            "revenue_cents": "revenue",
            "transaction_cents": "channel_transaction",
            "infrastructure_cents": "channel_infrastructure",
            "turned_away": "turned_away",
        },
    )


def _category_table(scenario: Scenario, kept: dict[str, Any]) -> pd.DataFrame:
    units, revenue = kept["units"].sum(axis=2), kept["revenue"].sum(axis=(1, 2))
    total = units.sum(axis=1)
    shares = _ratio(units, total[:, np.newaxis] + np.zeros_like(units))
    occasions, waited, first, owners = kept["category"].T
    return pd.DataFrame(
        {
            **_times(scenario, len(total), 1),
            "units": total,
            "revenue_cents": revenue,
            "first_purchases": first,
            "owners": owners,
            "penetration": _ratio(owners, np.full_like(owners, scenario.customers)),
            "phase_raw": kept["category_phase"][:, 0],
            "phase": kept["category_phase"][:, 1],
            "herfindahl": (shares**2).sum(axis=1),
            "mean_price_cents": _ratio(revenue, total),
            "occasions": occasions,
            "waited": waited,
        }
    )


def _generation_table(scenario: Scenario, kept: dict[str, Any]) -> pd.DataFrame:
    units = kept["generation_units"].sum(axis=1)
    names = list(scenario.generations)
    return pd.DataFrame(
        {
            **_times(scenario, len(units), len(names)),
            "generation": np.tile(names, len(units)),
            "units": units.reshape(-1),
        }
    )


def _switching_table(scenario: Scenario, kept: dict[str, Any]) -> pd.DataFrame:
    names = [*scenario.firms, "none"]
    flows = kept["switching"]
    periods, size = len(flows), len(names)
    table = pd.DataFrame(
        {
            **_times(scenario, periods, size * size),
            "origin": np.tile(np.repeat(names, size), periods),
            "destination": np.tile(names, periods * size),
            "purchases": flows.reshape(-1),
        }
    )
    return table[table.destination != "none"].reset_index(drop=True)


def event_table(scenario: Scenario, log: Sequence[Any]) -> pd.DataFrame:
    """One row per event, in the order of periods; names instead of indices, null where there is none."""
    rows = np.concatenate([np.empty((0, len(EVENT_COLUMNS)), dtype=np.int64), *log])
    period = np.repeat(np.arange(len(log)), [len(part) for part in log])
    table = pd.DataFrame(rows, columns=list(EVENT_COLUMNS))
    table.insert(0, "time_years", (period + 1) * scenario.period_years)
    table.insert(0, "period", period)
    for column, names in (
        ("event", EVENTS),
        ("firm", scenario.firms),
        ("generation", scenario.generations),
        ("channel", scenario.channels),
        ("origin", scenario.firms),
    ):
        table[column] = _named(table[column], list(names))
    bought = table.event == "purchase"
    for column in ("generation", "origin"):
        table[column] = table[column].where(bought)
    table["channel"] = table.channel.where(bought | (table.event == "turned_away"))
    return table


def _named(indices: pd.Series, names: list[str]) -> pd.Series:
    """Names for indices; -1 is null."""
    return indices.map(dict(enumerate(names)))
