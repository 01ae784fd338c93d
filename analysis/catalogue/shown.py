"""Rows of the catalogue of mechanisms as a reader of a report meets them: name, claim and sources."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sim.scenario.scenario import Scenario

CLAIMS: Final[dict[str, tuple[str, str]]] = {
    "A1": ("Product life cycle", "sales trace an S-curve and later fall, though nobody scripted the phases"),
    "A2": ("CRM by phase", "CRM that follows the phase of the life cycle beats CRM that is blind to it"),
    "A3": ("Improvement or innovation", "in decline only a new generation, brought in time, keeps the base"),
    "B1": (
        "Satisfaction",
        "a satisfied customer is several times as willing to buy again as a dissatisfied one",
    ),
    "B2": ("Attitudinal and behavioural loyalty", "the wish to buy again pays only as far as it converts"),
    "B3": ("Retention", "winning a customer costs several times as much as keeping one"),
    "B4": (
        "Contribution",
        "customers who refer others, or cost much to serve, are worth other than they buy",
    ),
    "B5": ("Word of mouth", "without the network a good spreads more slowly and bad service costs less"),
    "B6": (
        "Three dimensions of service",
        "money on one dimension alone saturates; balance keeps more customers",
    ),
    "B7": ("Latent needs", "who finds the need that nobody voices delights, and wins the account"),
    "B8": ("Uncertain demand", "people differ and spread their purchases; habits hold as switching is dear"),
    "B9": ("Split loyalty", "high spenders are courted by all: keeping them costs more than the average"),
    "B10": (
        "Stages of the relationship",
        "care at the right time saves customers that a blanket discount does not",
    ),
    "B11": ("Loyalty by value", "loyal, valuable, both or neither behave differently under the same offer"),
    "B12": ("Fairness", "beyond a point, more privilege for the best customers lowers total profit"),
    "B13": ("Differentiation dulls price", "an entrant succeeds less, and later, against a loyal base"),
    "B14": ("Who the customer is", "consumers, traders and key accounts decide by rules of their own"),
    "C1": ("New customers or old", "all for winning leads first and ends behind"),
    "C2": ("Value segmentation", "value is concentrated, and the wrong measure of it misallocates"),
    "C3": ("Relationship strategy per tier", "resources by tier earn more than the same for all"),
    "C4": ("One to one", "offers made to measure pay with tenure; the data are the advantage"),
    "C5": ("One view of the customer", "a firm acts on its records: better data, better targeting"),
    "C6": (
        "Complaints, recovery, call centre",
        "overload makes people wait and leave; an answer beats silence",
    ),
    "C7": ("CRM programmes", "most fail with typical readiness; stages, quick wins and evaluation cut that"),
    "C8": ("Sales incentives", "pay for volume fills the channel and loses trade customers later"),
    "C9": ("Hand-overs", "leads leak, and known customers are courted as new"),
    "C10": ("Orientation", "what a firm should live by turns over from a seller's to a buyer's market"),
    "D1": ("Channel types", "each type of channel wins some task and some customers"),
    "D2": ("Channel strategies", "all five can be set against one another, and none wins everywhere"),
    "D3": (
        "Tasks over the relationship",
        "a firm of one channel loses customers at the task that it does badly",
    ),
    "D4": (
        "Integration and consistency",
        "channels that are not joined can lower satisfaction; joined, they raise it",
    ),
    "D5": ("Channel economics", "what channels cost, by channel and task, and of revenue"),
    "D6": ("Migration of customers", "reward and help keep more customers than closure"),
    "D7": (
        "Trade structure",
        "direct supply lowers cost and raises dependence; a partner sells a multiple through the chain",
    ),
    "E8": ("Entry and exit", "firms run out of cash and leave; nothing is lost from the books"),
}
"""By row: its name, and what its experiment shows."""


@dataclass(frozen=True)
class Shown:
    """A row that a scenario shows."""

    row: str
    name: str
    claim: str
    sources: tuple[str, ...]
    """Of the laws of the row that are on."""


def shown_rows(scenario: Scenario) -> Iterator[Shown]:
    """The rows that a scenario says it shows, in its order; what is not in the catalogue stays as it is."""
    for row in scenario.rows:
        name, claim = CLAIMS.get(row, (row, ""))
        laws = [law for _, law in scenario.mechanisms.each() if law.is_on and law.row == row]
        sources = dict.fromkeys(source_of(sys.modules[type(law).__module__]) for law in laws)
        yield Shown(row, name, claim, tuple(source for source in sources if source))


def source_of(module: ModuleType) -> str:
    """What a module's docstring names as its source."""
    text = inspect.getdoc(module) or ""
    return " ".join(text.split("Source:", 1)[1].split()) if "Source:" in text else ""
