"""What is shown of how firms practise CRM: records, calls, programmes, knowledge, stock on shelves, trade."""

from operator import attrgetter
from typing import Any, Final, NamedTuple

import numpy as np

from sim.agents.firms import Firm
from sim.agents.resellers import Resellers
from sim.result.columns import Column, number
from sim.units import Floats


class Reading(NamedTuple):
    """A number that is read off a firm or the trade, and how it is shown."""

    source: str
    """Attribute that holds it, a number of a firm or an array of `Resellers`."""
    column: Column


OF_A_FIRM: Final = (
    Reading("data_quality", number("data_quality", "share", "share of customers whose records are usable")),
    Reading(
        "integration",
        number("integration", "share", "share of other departments' files that reach the one that decides"),
    ),
    Reading(
        "calls.load",
        number("call_load", "ratio", "calls relative to what the agents can answer; 0 = no limit"),
    ),
    Reading(
        "calls.longest_wait",
        number("wait_minutes", "minutes", "mean time that calls wait, in the tier that waits longest"),
    ),
    Reading("calls.backlog", number("backlog", "count", "calls that still wait at the end of the period")),
    Reading(
        "calls.most_given_up",
        number("given_up", "share", "calls in which the caller hangs up, in the tier where most do"),
    ),
    Reading(
        "programme.progress",
        number("programme_progress", "share", "work on the CRM programme that is done"),
    ),
    Reading(
        "programme.capability",
        number("programme_capability", "share", "what the programme delivers, relative to the most"),
    ),
    Reading("known", number("needs_known", "share", "how far the firm knows how voiced needs have moved")),
    Reading("discovered", number("latent_needs_known", "share", "how far the firm knows the latent needs")),
)
OF_THE_TRADE: Final = (
    Reading("sold_on", number("sold_on", "units", "units of its goods that trade customers sold on")),
    Reading(
        "stocked",
        number("stocked", "units", "units of its goods that trade customers have in stock, at the end"),
    ),
    Reading(
        "cooperation",
        number(
            "cooperation",
            "share",
            "co-operation where it goes furthest in the trade, 0 = adversary, 1 = partner",
        ),
    ),
    Reading(
        "dependence",
        number(
            "dependence", "share", "trade sales that the firm would lose with its largest trade customers"
        ),
    ),
    Reading(
        "demanded",
        number("demanded", "share", "discount that trade customers get by their power, mean over units"),
    ),
)

_read_firm = attrgetter(*(reading.source for reading in OF_A_FIRM))
_read_trade = attrgetter(*(reading.source for reading in OF_THE_TRADE))


def of_a_firm(firm: Firm) -> tuple[float, ...]:
    """The numbers of OF_A_FIRM as they are now."""
    numbers: tuple[float, ...] = _read_firm(firm)
    return numbers


def of_the_trade(resellers: Resellers) -> tuple[Floats, ...]:
    """The arrays of OF_THE_TRADE, float64[F] or float64[F, S]; the next period writes over them."""
    arrays: tuple[Floats, ...] = _read_trade(resellers)
    return arrays


def by_firm(source: str, arrays: Any) -> Floats:  # noqa: ANN401 - any sequence of arrays
    """An array of the trade in many periods, by firm: float64[P, F]. Co-operation counts where it is most."""
    found: Floats = np.array(arrays)
    if found.ndim == 2:
        return found
    by_period: Floats = found.max(axis=2) if source == "cooperation" else found.sum(axis=2)
    return by_period
