"""What is kept of a period; tables are made of it at the end of a run."""

from typing import Any

import numpy as np
import numpy.typing as npt

from sim.agents.firms import Firm
from sim.processes.firms.books_close import production_cents, transaction_cents
from sim.result.practice import practice_of
from sim.state.counts import FIRST, OCCASIONS, OWNERS, WAITED
from sim.state.ledger import Account
from sim.state.market import Market

COSTS = {
    "production_cents": Account.PRODUCTION,
    "transaction_cents": Account.TRANSACTION,
    "infrastructure_cents": Account.INFRASTRUCTURE,
    "contacts_cents": Account.CONTACTS,
    "advertising_cents": Account.ADVERTISING,
    "acquisition_cents": Account.ACQUISITION,
    "retention_cents": Account.RETENTION,
    "win_back_cents": Account.WIN_BACK,
    "care_cents": Account.CARE,
    "relationship_cents": Account.RELATIONSHIP,
    "service_cents": Account.SERVICE,
    "programmes_cents": Account.PROGRAMMES,
    "bad_debt_cents": Account.BAD_DEBT,
    "research_cents": Account.RESEARCH,
    "fixed_cents": Account.FIXED,
    "setup_cents": Account.SETUP,
}


AS_COUNTED = (
    "discount",
    "segment_customers",
    "switching",
    "stages",
    "won",
    "lost",
    "won_back",
    "satisfaction",
    "loyalty",
    "praise",
    "warnings",
    "turned_away",
    "unresolved",
    "spilled",
    "returned",
    "task_contacts",
    "task_cents",
    "journeys",
    "showroomed",
    "showroom_cents",
    "referred",
    "contacts",
    "complaints",
    "tier_customers",
    "tier_lost",
    "tier_units",
    "tier_revenue",
    "tier_satisfaction",
)


def record(market: Market) -> dict[str, Any]:
    """Everything of the period that a table will show, as arrays by firm, channel, segment or stage."""
    tally, ledger = market.tally, market.ledger
    assert tally is not None
    firms = market.firms
    kept: dict[str, Any] = {name: getattr(tally, name) for name in AS_COUNTED} | _sales(market)
    kept |= {name: ledger.flowed(account) for name, account in COSTS.items()}
    kept["profit_cents"] = ledger.profits()
    kept["cash_cents"] = np.array([ledger.cash(firm.index) for firm in firms], dtype=np.int64)
    kept["list_price_cents"] = np.array([_list_price(market, firm.index) for firm in firms])
    kept |= practice_of(market)
    kept["status"] = [firm.status.value for firm in firms]
    kept["phase"] = [firm.recogniser.phase.value for firm in firms]
    kept["channel_infrastructure"] = np.stack([_infrastructure(market, firm) for firm in firms])
    kept["category"] = [int(tally.market[at]) for at in (OCCASIONS, WAITED, FIRST, OWNERS)]
    kept["category_phase"] = (market.category.raw.value, market.category.phase.value)
    return kept


def _sales(market: Market) -> dict[str, Any]:
    """Sales of the period by firm and channel, segment, generation or kind, as tables show them."""
    tally, transaction = market.tally, transaction_cents(market)
    assert tally is not None
    return {
        "units": tally.units.sum(axis=1),
        "revenue": tally.revenue.sum(axis=1),
        "channel_transaction": transaction.sum(axis=1),
        "segment_units": tally.units.sum(axis=2),
        "segment_revenue": tally.revenue.sum(axis=2),
        "segment_production": production_cents(market),
        "segment_transaction": transaction.sum(axis=2),
        "generation_units": tally.generation_units.sum(axis=(0, 1)),
        "units_by_kind": tally.source_units.sum(axis=2),
    }


def _list_price(market: Market, firm: int) -> float:
    """Mean list price in cents of what a firm has on offer; NaN (null in the table) if nothing."""
    assert market.posted is not None
    mine = market.posted.product_firm[market.posted.offer_product] == firm
    return float(market.posted.list_cents[mine].mean()) if mine.any() else float("nan")


def _for_routes(firm: Firm, channel: str) -> float:
    """Money of the period for routes through a channel; each is shared equally by its channels."""
    routes = firm.offers.routes.values()
    return sum(route.cost / len(route.channels) for route in routes if channel in route.channels)


def _infrastructure(market: Market, firm: Firm) -> npt.NDArray[np.int64]:
    """What each open channel cost a firm this period, int64[channels]; they sum to the ledger's entry."""
    if not firm.is_active and not market.ledger.flowed(Account.INFRASTRUCTURE)[firm.index]:
        return np.zeros(len(market.scenario.channels), dtype=np.int64)
    dt = market.scenario.period_years
    exact = np.array(
        [
            (channel.profile.infrastructure * firm.effort[name] * firm.open_channels[name] * dt * 100.0)
            + 100.0 * _for_routes(firm, name)
            for name, channel in market.scenario.channels.items()
        ]
    )
    # Cumulative rounding keeps the channels' sum equal to the one entry in the ledger.
    edges = np.concatenate([[0.0], np.cumsum(exact)])
    whole = np.round(edges).astype(np.int64)
    whole[-1] = market.ledger.flowed(Account.INFRASTRUCTURE)[firm.index]
    return np.diff(whole)
