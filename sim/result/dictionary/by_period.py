"""Tables with a row per period, or year, and something: their labels, and what is computed.

What is counted stands in `sim.state.counts.Tally`, with the tables and columns that show it.
"""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from sim.result.columns import FIRM, Column, Table, cents, count, text
from sim.result.figures import Figures
from sim.result.grid import Array, ratio
from sim.result.period_table import FIRST, Axis, Computed, PeriodTable
from sim.result.practice import OF_A_FIRM, OF_THE_TRADE, Reading
from sim.scenario.scenario import Scenario
from sim.state.counts import KINDS, NEW, OWNERS
from sim.state.ledger import Account

_NO_SALES: Final = "nobody bought anything in the period"
_FIRM: Final = Axis(FIRM, "firms")
_CHANNEL: Final = Axis(text("channel", "channel, by its id in the scenario"), "channels")


def _spent(account: Account, meaning: str) -> Computed:
    return Computed(cents(account.value, meaning), lambda figures: figures.spent(account))


def _read(reading: Reading) -> Computed:
    return Computed(reading.column, lambda figures: figures.practice[reading.source])


def _share(amounts: Array) -> Array:
    """Share of each firm in amounts [P, F]."""
    return ratio(amounts, amounts.sum(axis=1, keepdims=True) + np.zeros_like(amounts))


def _stayed(figures: Figures) -> Array:
    """Of the purchases of people whose last one was from a firm, the share that was again, [P, F]."""
    bought = figures.count("switching")[:, :-1]
    return ratio(np.diagonal(bought, axis1=1, axis2=2), bought.sum(axis=2))


def _contribution(figures: Figures) -> Array:
    cost: Array = figures.production + figures.transaction.sum(axis=3)
    return figures.by("revenue", "firms", "segments") - cost


def _penetration(figures: Figures) -> Array:
    owners = figures.by("market", where=OWNERS)
    return ratio(owners, np.full_like(owners, figures.scenario.customers))


_COSTS: Final = (
    _spent(Account.PRODUCTION, "cost of making the units sold"),
    _spent(
        Account.TRANSACTION, "commissions, supply of the trade and further cost of each sale, all channels"
    ),
    _spent(Account.INFRASTRUCTURE, "cost of keeping channels open, and of routes for groups"),
    _spent(Account.CONTACTS, "cost of contacts, by channel, where tasks have channels of their own"),
    _spent(Account.ADVERTISING, "spent on being known"),
    _spent(Account.ACQUISITION, "spent on winning customers"),
    _spent(Account.RETENTION, "spent on keeping customers"),
    _spent(Account.WIN_BACK, "spent on winning lost customers back"),
    _spent(Account.CARE, "spent on intensive care and personal offers, discounts aside"),
    _spent(
        Account.RELATIONSHIP,
        "spent on customers by tier, offers made to measure, salespeople's pay, the trade",
    ),
    _spent(
        Account.SERVICE,
        "spent on service: contacts, staff, process, authority, call centre, answers to complaints",
    ),
    _spent(
        Account.PROGRAMMES,
        "spent on programmes: conversion, objection management, need sensing, CRM, joining channels"
        " and helping people to use them",
    ),
    _spent(Account.BAD_DEBT, "revenue that customers never paid"),
    _spent(Account.RESEARCH, "spent on research and development"),
    _spent(Account.FIXED, "fixed cost of being in the market, and of own shops"),
    _spent(Account.SETUP, "cost of entering the market"),
)

_FIRM_TABLE: Final = PeriodTable(
    "period and firm",
    (_FIRM,),
    {
        FIRST: (
            Computed(
                Column(
                    "status",
                    "text",
                    "category",
                    "waiting (not yet in the market), active or bankrupt, at the end of the period",
                ),
                lambda figures: figures.status,
            ),
        ),
        "revenue_cents": (
            *_COSTS,
            Computed(cents("profit", "revenue less all costs above, exact"), lambda figures: figures.profit),
            Computed(cents("cash", "cash at the end of the period"), lambda figures: figures.cash),
        ),
        "discount_cents": (
            Computed(
                Column(
                    "list_price_cents",
                    "number",
                    "cents",
                    "mean list price of what the firm has on offer",
                    "the firm offers nothing",
                ),
                lambda figures: figures.list_price,
            ),
            Computed(
                Column("share", "number", "share", "share of the units that all firms sold", _NO_SALES),
                lambda figures: _share(figures.by("units", "firms")),
            ),
            Computed(
                Column(
                    "revenue_share",
                    "number",
                    "share",
                    "share of the revenue of all firms",
                    "no firm had any revenue",
                ),
                lambda figures: _share(figures.by("revenue", "firms")),
            ),
        ),
        "attitudinal_loyalty": (
            Computed(
                Column(
                    "behavioural_loyalty",
                    "number",
                    "share",
                    "of the purchases of people whose last purchase was from the firm,"
                    " the share that was again",
                    "none of them bought anything",
                ),
                _stayed,
            ),
        ),
        "warnings": (
            Computed(
                Column(
                    "phase",
                    "text",
                    "category",
                    "phase of the firm's life cycle as it estimates it itself, from its own sales so far",
                ),
                lambda figures: figures.phases,
            ),
        ),
    },
)

_CATEGORY_TABLE: Final = PeriodTable(
    "period",
    (),
    {
        "owners": (
            Computed(
                Column("penetration", "number", "share", "owners over all people", "there are no people"),
                _penetration,
            ),
            Computed(
                Column(
                    "phase_raw",
                    "text",
                    "category",
                    "phase of the category before smoothing, from sales so far",
                ),
                lambda figures: figures.category_phases[:, 0],
            ),
            Computed(
                Column("phase", "text", "category", "phase of the category, from sales so far"),
                lambda figures: figures.category_phases[:, 1],
            ),
            Computed(
                Column(
                    "herfindahl",
                    "number",
                    "index 0-1",
                    "concentration: sum of the firms' squared shares of units",
                    _NO_SALES,
                ),
                lambda figures: (_share(figures.by("units", "firms")) ** 2).sum(axis=1),
            ),
            Computed(
                Column("mean_price_cents", "number", "cents", "revenue per unit", _NO_SALES),
                lambda figures: ratio(figures.by("revenue"), figures.by("units")),
            ),
        ),
    },
)


def _tiers_in_use(_scenario: Scenario, columns: Mapping[str, Any]) -> Array:
    """Rows for as many tiers as anybody was ever put into; none if there were no tiers."""
    tier = columns["tier"]
    highest = tier[columns["customers"] > 0].max(initial=0)
    rows: Array = (tier <= highest) & (highest > 0)
    return rows


def _by_task(scenario: Scenario, columns: Mapping[str, Any]) -> Array:
    """No rows where tasks have no channels of their own."""
    return np.full(len(columns["period"]), scenario.mechanisms.channels.task_channels.is_on)


def _possible_sources(scenario: Scenario, columns: Mapping[str, Any]) -> Array:
    """Nobody who is new to a firm has it as supplier, so there is no row for that."""
    firms = len(scenario.firms)
    possible = np.ones(
        (len(columns["year"]) // (firms * len(KINDS) * (firms + 1)), firms, len(KINDS), firms + 1)
    )
    possible[:, np.arange(firms), NEW, np.arange(firms)] = 0
    return possible.reshape(-1).astype(bool)


PERIOD_TABLES: Final[dict[str, PeriodTable]] = {
    "firm": _FIRM_TABLE,
    "channel": PeriodTable(
        "period, firm and channel",
        (_FIRM, _CHANNEL),
        {
            "revenue_cents": (
                Computed(
                    cents("transaction", "commissions and further cost of its sales"),
                    lambda figures: figures.transaction.sum(axis=2),
                ),
                Computed(
                    cents("infrastructure", "cost of keeping it open, and its part of routes for groups"),
                    lambda figures: figures.infrastructure,
                ),
            )
        },
    ),
    "task": PeriodTable(
        "period, firm, channel and task; no rows where tasks have no channels of their own",
        (
            _FIRM,
            _CHANNEL,
            Axis(
                text("task", "communication, advice, sale, installation, after_sale or account_care"), "tasks"
            ),
        ),
        rows=_by_task,
    ),
    "journey": PeriodTable(
        "year, firm, channel of advice and channel of purchase; only what happened",
        (
            _FIRM,
            Axis(
                text(
                    "advised_in",
                    "channel where advice was taken;"
                    " nowhere = needed and not found, not_needed = none needed",
                ),
                "advised",
            ),
            Axis(text("bought_in", "channel of the purchase"), "channels"),
        ),
        rows=lambda _, columns: columns["purchases"] > 0,
        is_yearly=True,
    ),
    "segment": PeriodTable(
        "period, firm and segment",
        (_FIRM, Axis(text("segment", "segment, by its id in the scenario"), "segments")),
        {
            "revenue_cents": (
                Computed(
                    cents("production", "cost of making the units sold to it"),
                    lambda figures: figures.production,
                ),
                Computed(
                    cents("transaction", "commissions and further cost of its sales"),
                    lambda figures: figures.transaction.sum(axis=3),
                ),
                Computed(
                    cents("contribution", "revenue less production and transaction cost, exact"),
                    _contribution,
                ),
            )
        },
    ),
    "category": _CATEGORY_TABLE,
    "generation": PeriodTable(
        "period and generation",
        (Axis(text("generation", "generation of products, by its id in the scenario"), "generations"),),
    ),
    "stage": PeriodTable(
        "period, firm and stage of the relationship",
        (
            _FIRM,
            Axis(
                Column(
                    "stage",
                    "text",
                    "category",
                    "attraction, welcome, acquaintance, account_management, intensive_care or lost",
                ),
                "stages",
            ),
        ),
    ),
    "tier": PeriodTable(
        "period, firm and tier of customers; no rows if no firm has tiers",
        (
            _FIRM,
            Axis(
                count("tier", "number of the tier that the firm put them into, 0 = none, 1 = the first"),
                "tiers",
            ),
        ),
        rows=_tiers_in_use,
    ),
    "practice": PeriodTable(
        "period and firm",
        (_FIRM,),
        {
            FIRST: (
                *(_read(reading) for reading in (*OF_A_FIRM, *OF_THE_TRADE)),
                Computed(
                    cents("courted_twice", "spent on courting its own customers as if they were strangers"),
                    lambda figures: figures.courted_twice,
                ),
            )
        },
    ),
    "switching": PeriodTable(
        "period, supplier before and supplier now",
        (
            Axis(text("origin", "firm of the previous purchase; none = this is the first"), "suppliers"),
            Axis(text("destination", "firm of the purchase"), "firms"),
        ),
    ),
    "source": PeriodTable(
        "year, firm, kind of buyer and supplier before",
        (
            _FIRM,
            Axis(
                Column(
                    "kind",
                    "text",
                    "category",
                    "new (never bought from the firm), kept (its customer) or won_back (it had lost them)",
                ),
                "kinds",
            ),
            Axis(
                text(
                    "origin",
                    "supplier of the buyer up to then: a rival or the firm itself; none = nobody,"
                    " because this is the first purchase or the supplier was left or went bankrupt",
                ),
                "suppliers",
            ),
        ),
        rows=_possible_sources,
        is_yearly=True,
    ),
}

BY_PERIOD: Final[dict[str, Table]] = {name: table.described(name) for name, table in PERIOD_TABLES.items()}
