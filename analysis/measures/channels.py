"""What the focus firm's channels do and cost: contacts by task, journeys, and from revenue to contribution.

Contacts are those about any task but the sale, whose cost is the transaction's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from analysis.measures.summary import RUN, focus
from sim.mechanisms.channels.channel_types import ChannelType, Task

if TYPE_CHECKING:
    from sim.experiments.experiment import Comparison

CHANNEL_COSTS: Final = ("transaction_cents", "infrastructure_cents", "contacts_cents")
STEPS: Final = (*CHANNEL_COSTS, "production_cents")
"""Costs between revenue and the contribution after channels."""
ELSEWHERE: Final = ("nowhere", "not_needed")
"""Where advice is taken other than in a channel."""


def has_tasks(comparison: Comparison) -> bool:
    """Whether tasks have channels of their own, and the results say so."""
    return "task" in comparison.tables and not comparison.tables["task"].empty


def of_focus(comparison: Comparison, name: str) -> pd.DataFrame:
    """Rows of a table that belong to the focus firm."""
    table = comparison.tables[name]
    return table[table.firm == focus(comparison)]


def economics(comparison: Comparison) -> pd.DataFrame:
    """From revenue to profit of the focus firm, in whole cents, by arm and replication.

    Returns
    -------
    Revenue, each of `STEPS`, `contribution_cents` (revenue less these), `other_cents` (all other costs) and
    `profit_cents`; with `units`. Costs are positive. What older results lack is 0 there.
    """
    firm = of_focus(comparison, "firm")
    columns = ["units", "revenue_cents", *STEPS, "profit_cents"]
    sums = firm.groupby(RUN)[[name for name in columns if name in firm]].sum()
    books = sums.reindex(columns=columns, fill_value=0)
    books["contribution_cents"] = books.revenue_cents - books[[*STEPS]].sum(axis=1)
    return books.assign(other_cents=books.contribution_cents - books.profit_cents)


def held(comparison: Comparison) -> pd.DataFrame:
    """Contacts of the focus firm about any task but the sale: rows of table `task`."""
    task = of_focus(comparison, "task")
    return task[task.task != Task.SALE.value]


def served(comparison: Comparison) -> pd.Series[int]:
    """Contacts of the focus firm that came to something, by arm and replication; a sale is none."""
    made = held(comparison).groupby(RUN)["contacts"].sum()
    failed = of_focus(comparison, "channel").groupby(RUN)[["unresolved", "spilled"]].sum().sum(axis=1)
    return made - failed.reindex(made.index, fill_value=0)


def costs_of_channels(comparison: Comparison) -> pd.DataFrame:
    """What channels cost the focus firm, by arm and replication; null where it cannot be had.

    Returns
    -------
    `channel_cost_share` of revenue; `cost_per_sale_cents`, all channel cost over units;
    `cost_per_contact_cents`, cost of contacts over those served; `face_to_face_contacts`, sales included.
    """
    books = economics(comparison)
    cost = books[[*CHANNEL_COSTS]].sum(axis=1)
    found = pd.DataFrame(
        {
            "channel_cost_share": ratio(cost, books.revenue_cents),
            "cost_per_sale_cents": ratio(cost, books.units),
        }
    )
    if not has_tasks(comparison):
        return found.assign(cost_per_contact_cents=float("nan"), face_to_face_contacts=float("nan"))
    return found.assign(
        cost_per_contact_cents=ratio(books.contacts_cents, served(comparison).reindex(books.index)),
        face_to_face_contacts=_face_to_face(comparison).reindex(books.index, fill_value=0).astype(float),
    )


def _face_to_face(comparison: Comparison) -> pd.Series[int]:
    channels = comparison.scenario.channels.items()
    personal = [name for name, channel in channels if channel.type == ChannelType.FACE_TO_FACE]
    task = of_focus(comparison, "task")
    return task[task.channel.isin(personal)].groupby(RUN)["contacts"].sum()


def ratio(top: pd.Series[int], bottom: pd.Series[int]) -> pd.Series[float]:
    """Quotient, null where bottom is not above 0."""
    return top / bottom.where(bottom > 0)
