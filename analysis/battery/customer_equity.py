"""What moves the value of a firm's customers: elasticities of customer equity, estimated as the study did.

Equity is what present customers and those still to be won are worth, less what winning them will cost, if
margin, retention, customers won a year and the cost of winning one stay as they were in the last year. A
customer is worth the yearly margin times retention / (1 + discount - retention).

Source: Gupta, Lehmann & Stuart (2004), "Valuing customers".
"""

from dataclasses import dataclass, replace
from typing import Final

import pandas as pd

from analysis.measures.equity import DISCOUNT, margin_multiple, yearly_retention

CHANGE: Final = 0.01
"""Share by which a driver is moved."""


@dataclass(frozen=True)
class CustomerBase:
    """A firm's customers in its own figures. Money in currency units.

    Attributes
    ----------
    customers : float
        Present customers.
    margin : float
        Contribution per customer and year: revenue less production and transactions.
    retention : float
        Chance that a customer is still one a year later.
    won : float
        Customers won or won back a year.
    acquisition_cost : float
        Money for winning and winning back, per customer won.
    discount : float
        Rate per year.
    """

    customers: float
    margin: float
    retention: float
    won: float
    acquisition_cost: float
    discount: float = DISCOUNT

    @property
    def equity(self) -> float:
        """Value of present and future customers, in currency units."""
        worth = self.margin * margin_multiple(self.retention, self.discount)
        return self.customers * worth + self.won * (worth - self.acquisition_cost) / self.discount


@dataclass(frozen=True)
class Elasticities:
    """Per cent of equity gained per per cent of a driver's improvement.

    Attributes
    ----------
    retention, margin : float
        From raising it.
    acquisition_cost, discount : float
        From lowering it.
    """

    retention: float
    margin: float
    acquisition_cost: float
    discount: float


def customer_base(firm: pd.DataFrame, periods_per_year: int) -> CustomerBase:
    """A firm's customers in the last year of a run.

    Parameters
    ----------
    firm
        Rows of one firm in one run of the table `firm`; more than a year of them.
    periods_per_year
        Periods in a year.

    Raises
    ------
    ValueError
        If there is no more than a year, or the firm had no customers or won none.
    """
    rows = firm.sort_values("period").tail(periods_per_year + 1)
    year = rows.tail(periods_per_year)
    retention = yearly_retention(
        rows["customers"].to_numpy(float), rows["lost"].to_numpy(float), periods_per_year
    )
    won = float((year["won"] + year["won_back"]).sum())
    if len(rows) <= periods_per_year or retention is None or won == 0:
        raise ValueError("customer equity needs more than a year of a firm that has and wins customers")
    earned = year["revenue_cents"] - year["production_cents"] - year["transaction_cents"]
    return CustomerBase(
        customers=float(year["customers"].iloc[-1]),
        margin=float(earned.sum()) / 100 / float(year["customers"].mean()),
        retention=retention,
        won=won,
        acquisition_cost=float((year["acquisition_cents"] + year["win_back_cents"]).sum()) / 100 / won,
    )


def elasticities(base: CustomerBase, change: float = CHANGE) -> Elasticities:
    """Numeric elasticities of equity: each driver is improved by a share `change`, all else being equal."""

    def gain(**moved: float) -> float:
        return (replace(base, **moved).equity / base.equity - 1) / change

    return Elasticities(
        retention=gain(retention=min(base.retention * (1 + change), 1.0)),
        margin=gain(margin=base.margin * (1 + change)),
        acquisition_cost=gain(acquisition_cost=base.acquisition_cost * (1 - change)),
        discount=gain(discount=base.discount * (1 - change)),
    )
