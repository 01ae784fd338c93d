"""What a run comes to: one row per firm, computed from its table of periods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

if TYPE_CHECKING:
    from sim.result import Result

Array = npt.NDArray[Any]
SUMS: Final = ("profit_cents", "revenue_cents", "units", "won", "lost", "won_back")
MARKETING: Final = (
    "advertising_cents",
    "acquisition_cents",
    "retention_cents",
    "win_back_cents",
    "care_cents",
)


def measure(result: Result) -> pd.DataFrame:
    """Table `outcome` of one run."""
    return outcomes_of(result.tables["firm"], result.scenario.periods_per_year)


def outcomes_of(firm: pd.DataFrame, periods_per_year: int) -> pd.DataFrame:
    """Key figures of each firm in one run.

    Parameters
    ----------
    firm
        Table `firm` of one run: a row per period and firm.
    periods_per_year
        Periods in a year.

    Returns
    -------
    One row per firm. `*_cents` in int64 cents over the whole run; `share_end` of the units of the last
    year; `satisfaction_end` (0-100) and `attitudinal_loyalty_end` (0-1) of the last period;
    `behavioural_loyalty` mean over the last year; `retention`, the chance that a customer is still one a
    year later, from the losses of the whole run; `cost_of_sales`, channels' cost over revenue; `survived`,
    not bankrupt. Null where the firm had no customers, or the market no sales, to measure it on.
    """
    codes, names = pd.factorize(firm["firm"])
    order = np.lexsort((codes, firm["period"].to_numpy()))
    columns = {
        name: firm[name].to_numpy()[order].reshape(-1, len(names))
        for name in firm.columns
        if name not in {"firm", "arm"}
    }
    figures = _sums(columns) | _ends(columns) | _rates(columns, periods_per_year)
    return pd.DataFrame({"firm": np.asarray(names, dtype=object), **figures})


def _sums(columns: dict[str, Array]) -> dict[str, Array]:
    summed = {name: columns[name].sum(axis=0) for name in SUMS}
    marketing = sum(columns[name].sum(axis=0) for name in MARKETING)
    channels = columns["transaction_cents"].sum(axis=0) + columns["infrastructure_cents"].sum(axis=0)
    return summed | {
        "marketing_cents": marketing,
        "cost_of_sales": _ratio(channels, summed["revenue_cents"]),
    }


def _ends(columns: dict[str, Array]) -> dict[str, Array]:
    return {
        "customers_end": columns["customers"][-1],
        "satisfaction_end": columns["satisfaction"][-1],
        "attitudinal_loyalty_end": columns["attitudinal_loyalty"][-1],
        "survived": columns["status"][-1] != "bankrupt",
    }


def _rates(columns: dict[str, Array], periods_per_year: int) -> dict[str, Array]:
    recent = columns["units"][-periods_per_year:].sum(axis=0)
    loyal = columns["behavioural_loyalty"][-periods_per_year:]
    known = np.isfinite(loyal)
    leaving = _ratio(columns["lost"][1:].sum(axis=0), columns["customers"][:-1].sum(axis=0))
    return {
        "share_end": _ratio(recent, np.full_like(recent, recent.sum())),
        "behavioural_loyalty": _ratio(np.where(known, loyal, 0.0).sum(axis=0), known.sum(axis=0)),
        "retention": (1 - np.clip(leaving, 0, 1)) ** periods_per_year,
    }


def _ratio(top: Array, bottom: Array) -> Array:
    """Quotient, null where bottom is not above 0."""
    quotient = np.full(np.shape(top), np.nan)
    np.divide(top, bottom, out=quotient, where=np.asarray(bottom) > 0)
    return quotient
