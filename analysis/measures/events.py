"""What happened when in one run, as somebody who follows the market would note it down."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd

from analysis.measures.summary import focus, kpis
from analysis.style import percent, spoken

if TYPE_CHECKING:
    from sim.experiments.experiment import Comparison

MARKET: Final = "market"
PRICE_STEP: Final = 0.05
"""Smallest change of a mean list price from one period to the next that counts as an event."""
KINDS: Final = (
    "launch of a generation",
    "end of a generation",
    "phase of the category",
    "entry",
    "bankruptcy",
    "price rise",
    "price cut",
    "new leader",
)


class Event(NamedTuple):
    """One event: end of its period in years, firm or market, kind (one of `KINDS`), what happened."""

    year: float
    who: str
    kind: str
    text: str


def median_replication(comparison: Comparison, arms: tuple[str, ...]) -> int | None:
    """Replication whose gain in the focus firm's profit between two arms, or profit in one, is the median.

    Of an even number the lower of the two in the middle; None if no replication finished in all arms.
    """
    table = kpis(comparison)
    own = table[(table.firm == focus(comparison)) & table.arm.isin(arms)]
    profits = (
        own.pivot(index="replication", columns="arm", values="profit_cents")
        .reindex(columns=list(arms))
        .dropna()
    )
    if profits.empty:
        return None
    gain = profits[arms[-1]] - (profits[arms[0]] if len(arms) > 1 else 0)
    return int(gain.sort_values(kind="stable").index[(len(gain) - 1) // 2])


def events(comparison: Comparison, arm: str, replication: int) -> list[Event]:
    """Events of one run in the order of time.

    Generations that come up or fade away, phases of the category as recognised, entries, bankruptcies,
    changes of a firm's mean list price above 5% in one period (successive ones in one direction count once),
    and changes of the firm that sold most units over the last year.
    """
    tables = {
        name: table[(table.arm == arm) & (table.replication == replication)].sort_values(
            "period", kind="stable"
        )
        for name, table in comparison.tables.items()
        if name in {"firm", "category", "generation"}
    }
    found = [*_firms(tables["firm"]), *_leaders(tables["firm"], comparison.scenario.periods_per_year)]
    found += _phases(tables["category"])
    if "generation" in tables:
        found += _generations(tables["generation"])
    return sorted(found)


def _generations(table: pd.DataFrame) -> Iterator[Event]:
    for name, rows in table.groupby("generation", sort=False):
        sold = np.flatnonzero(rows.units.to_numpy() > 0)
        years = rows.time_years.to_numpy()
        if len(sold) and sold[0] > 0:
            yield Event(
                float(years[sold[0]]), MARKET, "launch of a generation", f"{spoken(str(name))} first sold"
            )
        if len(sold) and sold[-1] < len(rows) - 1:
            text = f"{spoken(str(name))} no longer sold"
            yield Event(float(years[sold[-1] + 1]), MARKET, "end of a generation", text)


def _phases(table: pd.DataFrame) -> Iterator[Event]:
    known = table[table.phase.notna()]
    changed = known[known.phase != known.phase.shift(1)].iloc[1:]
    for year, phase in zip(changed.time_years, changed.phase, strict=True):
        yield Event(float(year), MARKET, "phase of the category", f"category enters {spoken(str(phase))}")


def _firms(table: pd.DataFrame) -> Iterator[Event]:
    for name, rows in table.groupby("firm", sort=False):
        before = rows.status.shift(1)
        for status, kind, text in (
            ("active", "entry", "enters the market"),
            ("bankrupt", "bankruptcy", "goes bankrupt"),
        ):
            for year in rows.time_years[(rows.status == status) & before.notna() & (before != status)]:
                yield Event(float(year), str(name), kind, f"{spoken(str(name))} {text}")
        yield from _prices(str(name), rows)


def _prices(firm: str, rows: pd.DataFrame) -> Iterator[Event]:
    """Steps of the list price; those of successive periods in one direction are one."""
    price = rows.list_price_cents.to_numpy(float)
    years = rows.time_years.to_numpy(float)
    with np.errstate(invalid="ignore", divide="ignore"):
        step = np.append(0.0, price[1:] / price[:-1] - 1)
    direction = np.where(np.abs(step) > PRICE_STEP, np.sign(step), 0)
    starts = np.flatnonzero((direction != 0) & (direction != np.append(0, direction[:-1])))
    for start in starts:
        end = start
        while end + 1 < len(direction) and direction[end + 1] == direction[start]:
            end += 1
        whole = price[end] / price[start - 1] - 1
        kind = "price rise" if whole > 0 else "price cut"
        text = f"{spoken(firm)}’s mean list price {percent(float(whole), signed=True)}"
        yield Event(float(years[start]), firm, kind, text)


def _leaders(table: pd.DataFrame, periods_per_year: int) -> Iterator[Event]:
    wide = table.pivot(index="time_years", columns="firm", values="units")
    sold = wide.rolling(periods_per_year, min_periods=min(periods_per_year, len(wide))).sum().dropna()
    sold = sold[sold.max(axis=1) > 0]
    if sold.empty:
        return
    leader = sold.idxmax(axis=1)
    for year in leader.index[leader != leader.shift(1)][1:]:
        overtaken = leader.shift(1)[year]
        text = f"{spoken(leader[year])} overtakes {spoken(overtaken)} (units of the last year)"
        yield Event(float(year), str(leader[year]), "new leader", text)
