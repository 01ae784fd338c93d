"""Tables with a row per period and firm, channel, segment, stage and the like."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Final

import numpy as np
import pandas as pd

from sim.mechanisms.channels.channel_types import Task
from sim.mechanisms.crm.relationship_stages import Stage
from sim.result.grid import Array, grid, period_grid, ratio
from sim.result.practice import OF_THE_TRADE, PRACTICE
from sim.result.recording import COSTS
from sim.scenario.scenario import Scenario
from sim.state.counts import IGNORED, KINDS, RECOVERED
from sim.strategies.plans import MOST_TIERS

FIXED_POINT: Final = 65536.0
STAGES: Final = tuple(stage.name.lower() for stage in Stage)
TEXTS: Final = frozenset({"status", "phase", "category_phase"})
CHANNEL: Final = {
    "units": "units",
    "revenue_cents": "revenue",
    "transaction_cents": "channel_transaction",
    "infrastructure_cents": "channel_infrastructure",
    "turned_away": "turned_away",
    "contacts": "channel_contacts",
    "contacts_cents": "channel_contacts_cents",
    "unresolved": "unresolved",
    "spilled": "spilled",
    "returned": "returned",
}
SEGMENT: Final = {
    "customers": "segment_customers",
    "units": "segment_units",
    "revenue_cents": "segment_revenue",
    "production_cents": "segment_production",
    "transaction_cents": "segment_transaction",
    "contribution_cents": "segment_contribution",
    "won": "won",
    "lost": "lost",
    "won_back": "won_back",
}
"""Columns of a table, and what they are called in the record of a period."""


def period_tables(
    scenario: Scenario, history: Sequence[dict[str, Any]], names: Collection[str] | None = None
) -> dict[str, pd.DataFrame]:
    """Tables from the records of a run's periods: those of `names`, or all."""
    kept: dict[str, Any] = {
        name: np.array([period[name] for period in history], dtype=object if name in TEXTS else None)
        for name in history[0]
    }
    kept["segment_contribution"] = (
        kept["segment_revenue"] - kept["segment_production"] - kept["segment_transaction"]
    )
    kept["channel_contacts"] = kept["task_contacts"].sum(axis=3)
    kept["channel_contacts_cents"] = kept["task_cents"].sum(axis=3)
    return {name: make(scenario, kept) for name, make in _TABLES.items() if names is None or name in names}


def _by(
    scenario: Scenario,
    kept: dict[str, Any],
    by: Mapping[str, Sequence[str]],
    columns: Mapping[str, str],
) -> pd.DataFrame:
    """Table with one row per period x firm x something."""
    return pd.DataFrame(
        {
            **_labels(scenario, kept, {"firm": list(scenario.firms), **by}),
            **{column: kept[source].reshape(-1) for column, source in columns.items()},
        }
    )


def _labels(scenario: Scenario, kept: dict[str, Any], axes: Mapping[str, Sequence[Any]]) -> dict[str, Any]:
    return period_grid(len(kept["category"]), scenario.period_years, axes)


def _firm_table(scenario: Scenario, kept: dict[str, Any]) -> pd.DataFrame:
    units, revenue = kept["units"].sum(axis=2), kept["revenue"].sum(axis=2)
    columns: dict[str, Any] = {
        "status": kept["status"],
        "customers": _customers(kept),
        "units": units,
        **{f"units_{kind}": kept["units_by_kind"][:, :, k] for k, kind in enumerate(KINDS)},
        "revenue_cents": revenue,
        **{name: kept[name] for name in COSTS},
        "profit_cents": kept["profit_cents"],
        "cash_cents": kept["cash_cents"],
        "discount_cents": kept["discount"],
        "list_price_cents": kept["list_price_cents"],
        "share": _share(units),
        "revenue_share": _share(revenue),
        **{name: kept[name].sum(axis=2) for name in ("won", "lost", "won_back")},
        **{name: kept[name].sum(axis=2) for name in ("referred", "contacts")},
        "complaints": kept["complaints"][:, :, IGNORED:].sum(axis=2),
        "complaints_answered": kept["complaints"][:, :, RECOVERED],
        **_feelings(kept),
        "praise": kept["praise"],
        "warnings": kept["warnings"],
        "phase": kept["phase"],
    }
    return pd.DataFrame(
        {
            **_labels(scenario, kept, {"firm": list(scenario.firms)}),
            **{name: values.reshape(-1) for name, values in columns.items()},
        }
    )


def _customers(kept: dict[str, Any]) -> Array:
    customers: Array = kept["stages"][:, :, Stage.WELCOME : Stage.LOST].sum(axis=2)
    return customers


def _share(amounts: Array) -> Array:
    return ratio(amounts, amounts.sum(axis=1, keepdims=True) + np.zeros_like(amounts))


def _feelings(kept: dict[str, Any]) -> dict[str, Array]:
    """How a firm's customers feel and whether they stay."""
    stayed = np.diagonal(kept["switching"][:, :-1, :-1], axis1=1, axis2=2)
    return {
        "satisfaction": 100.0 * ratio(kept["satisfaction"] / FIXED_POINT, _customers(kept)),
        "attitudinal_loyalty": ratio(kept["loyalty"] / FIXED_POINT, _customers(kept)),
        "behavioural_loyalty": ratio(stayed, kept["switching"][:, :-1, :].sum(axis=2)),
    }


def _category_table(scenario: Scenario, kept: dict[str, Any]) -> pd.DataFrame:
    units, revenue = kept["units"].sum(axis=2), kept["revenue"].sum(axis=(1, 2))
    total = units.sum(axis=1)
    occasions, waited, first, owners = kept["category"].T
    return pd.DataFrame(
        {
            **_labels(scenario, kept, {}),
            "units": total,
            "revenue_cents": revenue,
            "first_purchases": first,
            "owners": owners,
            "penetration": ratio(owners, np.full_like(owners, scenario.customers)),
            "phase_raw": kept["category_phase"][:, 0],
            "phase": kept["category_phase"][:, 1],
            "herfindahl": (_share(units) ** 2).sum(axis=1),
            "mean_price_cents": ratio(revenue, total),
            "occasions": occasions,
            "waited": waited,
        }
    )


def _generation_table(scenario: Scenario, kept: dict[str, Any]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            **_labels(scenario, kept, {"generation": list(scenario.generations)}),
            "units": kept["generation_units"].reshape(-1),
        }
    )


def _switching_table(scenario: Scenario, kept: dict[str, Any]) -> pd.DataFrame:
    firms = list(scenario.firms)
    return pd.DataFrame(
        {
            **_labels(scenario, kept, {"origin": [*firms, "none"], "destination": firms}),
            "purchases": kept["switching"][:, :, : len(firms)].reshape(-1),
        }
    )


def _channel_table(scenario: Scenario, kept: dict[str, Any]) -> pd.DataFrame:
    return _by(scenario, kept, {"channel": list(scenario.channels)}, CHANNEL)


def _segment_table(scenario: Scenario, kept: dict[str, Any]) -> pd.DataFrame:
    return _by(scenario, kept, {"segment": list(scenario.segments)}, SEGMENT)


def _tier_table(scenario: Scenario, kept: dict[str, Any]) -> pd.DataFrame:
    """Rows for as many tiers as anybody was ever put into; none if there were no tiers."""
    highest = int(np.flatnonzero(kept["tier_customers"].any(axis=(0, 1))).max(initial=0))
    in_use = range(highest + 1) if highest else range(0)
    labels = _labels(scenario, kept, {"firm": list(scenario.firms), "tier": range(MOST_TIERS)})
    customers = kept["tier_customers"]
    columns = {
        **labels,
        **{name: kept[f"tier_{name}"].reshape(-1) for name in ("customers", "units", "lost")},
        "revenue_cents": kept["tier_revenue"].reshape(-1),
        "satisfaction": 100.0 * ratio(kept["tier_satisfaction"] / FIXED_POINT, customers).reshape(-1),
    }
    table = pd.DataFrame(columns)
    return table[table.tier.isin(in_use)].reset_index(drop=True)


def _task_table(scenario: Scenario, kept: dict[str, Any]) -> pd.DataFrame:
    """Contacts by channel and task; no rows where tasks have no channels of their own."""
    axes = {"channel": list(scenario.channels), "task": [task.value for task in Task]}
    table = _by(scenario, kept, axes, {"contacts": "task_contacts", "contacts_cents": "task_cents"})
    return table if scenario.mechanisms.channels.task_channels.is_on else table.iloc[:0]


def _journey_table(scenario: Scenario, kept: dict[str, Any]) -> pd.DataFrame:
    """Purchases by year, seller, where one was advised and where one bought; only what happened."""
    channels, firms = list(scenario.channels), list(scenario.firms)
    year = np.arange(len(kept["journeys"])) // scenario.periods_per_year
    by_year = np.stack([kept["journeys"][year == y].sum(axis=0) for y in range(int(year[-1]) + 1)])
    columns = {
        **grid(
            {
                "year": range(len(by_year)),
                "firm": firms,
                "advised_in": [*channels, "nowhere", "not_needed"],
                "bought_in": channels,
            }
        ),
        "purchases": by_year.reshape(-1),
    }
    table = pd.DataFrame(columns)
    return table[table.purchases > 0].reset_index(drop=True)


def _practice_table(scenario: Scenario, kept: dict[str, Any]) -> pd.DataFrame:
    columns = {
        **{name: name for name in (*PRACTICE, *OF_THE_TRADE)},
        "courted_twice_cents": "courted_twice",
        "showroomed": "showroomed",
        "showroom_cents": "showroom_cents",
    }
    return _by(scenario, kept, {}, columns)


def _stage_table(scenario: Scenario, kept: dict[str, Any]) -> pd.DataFrame:
    return _by(scenario, kept, {"stage": STAGES}, {"customers": "stages"})


_TABLES: Final[Mapping[str, Callable[[Scenario, dict[str, Any]], pd.DataFrame]]] = {
    "firm": _firm_table,
    "channel": _channel_table,
    "segment": _segment_table,
    "category": _category_table,
    "generation": _generation_table,
    "stage": _stage_table,
    "tier": _tier_table,
    "practice": _practice_table,
    "switching": _switching_table,
    "task": _task_table,
    "journey": _journey_table,
}
