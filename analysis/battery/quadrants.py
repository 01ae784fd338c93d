"""How the quadrants of loyalty x value behave under an offer: a market lived on with it and without.

Source: Reinartz & Kumar (2002), "The mismanagement of customer loyalty".
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

from sim.mechanisms.crm.relationship_stages import is_customer
from sim.model import continued, live
from sim.result.quadrants import QUADRANTS, quadrant_counts, quadrant_of
from sim.state.market import Market
from sim.strategies.care import CareStrategy

Quadrants = npt.NDArray[np.int8]


def quadrant_table(market: Market) -> pd.DataFrame:
    """Customers of every firm by quadrant, and what they brought so far.

    Returns
    -------
    `firm`, `quadrant`, `customers`, `contribution_cents`, `revenue_cents`.
    """
    counts = {firm.name: quadrant_counts(market.customers.columns, firm.index) for firm in market.firms}
    return pd.DataFrame(
        [
            (name, quadrant, *row)
            for name, of_firm in counts.items()
            for quadrant, row in zip(QUADRANTS, of_firm.tolist(), strict=True)
        ],
        columns=["firm", "quadrant", "customers", "contribution_cents", "revenue_cents"],
    )


def responses(market: Market, firm: int, care: CareStrategy, periods: int) -> pd.DataFrame:
    """What an offer changes in each quadrant of a firm's customers, in the same luck.

    Parameters
    ----------
    market
        Between two periods; it stays as it is.
    firm
        Number of the firm that makes the offer.
    care
        The offer; without it the firm makes none.
    periods
        How long the market is lived on, with the offer and without.

    Returns
    -------
    By `quadrant` as it was before: `customers`; `kept`, share that is still a customer; `revenue` and
    `contribution` a customer, in currency units; each without the offer (`_without`) and with it (`_with`).
    """
    placed = quadrant_of(market.customers.columns, firm)
    without, with_offer = (_lived(market, firm, plan, periods, placed) for plan in (None, care))
    table = without.add_suffix("_without").join(with_offer.add_suffix("_with"))
    people = [int(np.count_nonzero(placed == at)) for at in range(len(QUADRANTS))]
    table.insert(0, "customers", people)
    return table


def _lived(
    market: Market, number: int, care: CareStrategy | None, periods: int, placed: Quadrants
) -> pd.DataFrame:
    """What the quadrants do when the market lives on, by quadrant."""
    copy = continued(market, 0)
    firm, columns = copy.firms[number], copy.customers.columns
    strategies = firm.spec.strategies.model_copy(update={"care": care})
    firm.spec = firm.spec.model_copy(update={"strategies": strategies})
    money, contribution = columns.money[number].copy(), columns.contribution[number].copy()
    for _ in range(periods):
        live(copy)
        copy.period += 1
    figures = {
        "kept": np.asarray(is_customer(columns.stage[number]), dtype=float),
        "revenue": (columns.money[number] - money) / 100.0,
        "contribution": (columns.contribution[number] - contribution) / 100.0,
    }
    means = {
        name: [_mean(values[placed == at]) for at in range(len(QUADRANTS))]
        for name, values in figures.items()
    }
    return pd.DataFrame(means, index=pd.Index(QUADRANTS, name="quadrant"))


def _mean(values: npt.NDArray[np.float64]) -> float:
    return float(values.mean()) if values.size else float("nan")
