"""Synthetic tables of channels: contacts by task, journeys, failures; they add up to the firm's books."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from tests.analysis.conftest import Plan

CONTACT_CENTS = {"traditional_retail": 8, "e_commerce": 1, "telephone": 6}
"""By channel, cost of a contact about anything but a sale; so little that other costs decide profits."""
TASKS = ("communication", "advice", "sale", "installation", "after_sale", "account_care")


def task_contacts(units: np.ndarray, customers: np.ndarray) -> dict[tuple[str, str], np.ndarray]:
    """Contacts by channel and task: one per sale, others by the number of customers."""
    shop = (units * 6) // 10
    sale = {"traditional_retail": shop, "e_commerce": (units - shop) // 2}
    sale["telephone"] = units - shop - sale["e_commerce"]
    found = {(channel, "sale"): counts for channel, counts in sale.items()}
    for c, channel in enumerate(CONTACT_CENTS):
        found[channel, "advice"] = sale[channel] // 2
        found[channel, "installation"] = sale[channel] // 10
        for t, task in enumerate(("communication", "after_sale", "account_care")):
            found[channel, task] = customers // (40 + 20 * ((c + t) % 3))
    return found


def contact_cents(units: np.ndarray, customers: np.ndarray) -> np.ndarray:
    """Cost of all contacts of a firm by period."""
    found = task_contacts(units, customers)
    return sum(counts * CONTACT_CENTS[channel] for (channel, task), counts in found.items() if task != "sale")


def task_table(firm: pd.DataFrame) -> pd.DataFrame:
    """Table `task` of one run."""
    found = task_contacts(firm.units.to_numpy(), firm.customers.to_numpy())
    parts = [
        firm[["period", "time_years", "firm"]].assign(
            channel=channel,
            task=task,
            contacts=counts,
            contacts_cents=counts * CONTACT_CENTS[channel] * (task != "sale"),
        )
        for (channel, task), counts in found.items()
    ]
    return pd.concat(parts, ignore_index=True)


def with_contacts(channel: pd.DataFrame, task: pd.DataFrame) -> pd.DataFrame:
    """Table `channel` of one run with the contacts of its tasks, a tenth of which fail in self-service."""
    keys = ["period", "firm", "channel"]
    sums = task.groupby(keys)[["contacts", "contacts_cents"]].sum().reset_index()
    table = channel.merge(sums, on=keys, how="left", validate="one_to_one")
    failing = (table.channel == "e_commerce") * table.contacts // 10
    return table.assign(unresolved=failing // 4, spilled=failing - failing // 4)


def journey_table(plan: Plan, arm: int, replication: int) -> pd.DataFrame:
    """Table `journey` of one run: most buy where they were advised, fewer of them in later arms."""
    places = [*CONTACT_CENTS, "nowhere", "not_needed"]
    rows = [
        (year, firm, advised, bought, (400 - 50 * arm if advised == bought else 90) // (1 + a) + replication)
        for year in range(-(-plan.periods // 12))
        for firm in plan.firms
        for a, advised in enumerate(places)
        for bought in CONTACT_CENTS
    ]
    return pd.DataFrame(rows, columns=["year", "firm", "advised_in", "bought_in", "purchases"])
