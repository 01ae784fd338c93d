"""A synthetic firm: its sales, its books and its customers in one run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from tests.analysis.synthetic_channels import contact_cents

if TYPE_CHECKING:
    from tests.analysis.conftest import Plan

STEADY = {
    "infrastructure": 300_000,
    "advertising": 400_000,
    "acquisition": 500_000,
    "retention": 600_000,
    "win_back": 700_000,
    "care": 800_000,
    "relationship": 40_000,
    "service": 30_000,
    "programmes": 20_000,
    "bad_debt": 10_000,
    "research": 900_000,
    "fixed": 900_000,
}
"""Costs that are the same in every period, in cents."""
PHASES = ("introduction", "growth", "maturity", "decline")


def curves(plan: Plan, arm: int, replication: int) -> dict[str, Any]:
    """Units by period and firm; the same luck in every arm."""
    luck = np.random.default_rng(1000 + replication)
    years = (np.arange(plan.periods) + 1) / 12
    halfway, end = years[-1] / 2, years[-1]
    sales = 4000 * np.exp(-(((years - halfway) / (0.35 * end)) ** 2)) + 300
    sales = sales * (1 + plan.noise * luck.normal(size=plan.periods))
    appeal = np.linspace(0.6, 0, len(plan.firms))[None, :] + 0.3 * luck.normal(size=(1, len(plan.firms)))
    appeal = appeal + plan.noise * luck.normal(size=(plan.periods, len(plan.firms)))
    appeal[:, 0] += plan.effect * arm * years / end
    odds = np.exp(appeal)
    share = odds / odds.sum(axis=1, keepdims=True)
    return {"years": years, "units": np.floor(sales[:, None] * share).astype(np.int64)}


def firm_row(plan: Plan, firm: str, units: np.ndarray, years: np.ndarray, mood: float) -> pd.DataFrame:
    """One firm's books and customers in one run."""
    ramp = np.linspace(0, 1, plan.periods)
    kept = np.floor(units * 0.6 * ramp).astype(np.int64)
    back = np.floor(units * 0.05 * ramp).astype(np.int64)
    customers = np.floor(units.cumsum() * 0.3).astype(np.int64) + 100
    revenue = units * (30_000 - np.floor(6_000 * ramp).astype(np.int64))
    costs = {"production_cents": units * 15_000, "transaction_cents": units * 1_100}
    costs["contacts_cents"] = contact_cents(units, customers)
    costs |= {f"{name}_cents": np.full(plan.periods, cents) for name, cents in STEADY.items()}
    costs["setup_cents"] = np.where(np.arange(plan.periods) == 0, 50_000_000, 0)
    profit = revenue - sum(costs.values())
    phase = np.array(PHASES)[np.minimum((ramp * 4).astype(int), 3)]
    return pd.DataFrame(
        {
            "period": np.arange(plan.periods),
            "time_years": years,
            "firm": firm,
            "status": "active",
            "customers": customers,
            "units": units,
            "units_new": units - kept - back,
            "units_kept": kept,
            "units_won_back": back,
            "revenue_cents": revenue,
            **costs,
            "profit_cents": profit,
            "cash_cents": 100_000_000 + profit.cumsum(),
            "discount_cents": revenue // 20,
            "list_price_cents": 32_000.0,
            **relationships(units - kept - back, back, customers),
            "satisfaction": 60 + 15 * ramp + mood,
            "attitudinal_loyalty": np.clip(0.3 + 0.3 * ramp + mood / 100, 0, 1),
            "behavioural_loyalty": np.clip(0.4 + 0.3 * ramp + mood / 80, 0, 1),
            "praise": units // 5,
            "warnings": units // 20,
            "phase": phase,
        }
    )


def relationships(won: np.ndarray, back: np.ndarray, customers: np.ndarray) -> dict[str, np.ndarray]:
    """Customers won, lost and won back, and what they complain about."""
    return {
        "won": won,
        "lost": customers // 40,
        "won_back": back,
        "referred": won // 10,
        "contacts": customers // 12,
        "complaints": customers // 100,
        "complaints_answered": customers // 200,
    }
