"""What advice is worth on the way to a purchase, and what is lost between one channel and the next."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from sim.agents.firms import Firm
from sim.maths import log
from sim.mechanisms.channels.channel_integration import contradicted, kept_on_the_way, told_again
from sim.mechanisms.channels.channel_types import Task
from sim.mechanisms.channels.returns import return_cost, returned_share
from sim.mechanisms.channels.task_channels import advice_carried, bound_utility, risk_utility
from sim.state.market import Market
from sim.units import Floats

TASKS: Final = tuple(Task)
ADVICE, SALE, INSTALLATION = (TASKS.index(task) for task in (Task.ADVICE, Task.SALE, Task.INSTALLATION))


class Offer(NamedTuple):
    """One offer: whose, through which channel (an index), with which average service, made at which cost."""

    firm: Firm
    channel: int
    service: float
    made: float


class Service(NamedTuple):
    """How well firms' channels do tasks: quality float64[F, C, T], and what they do, bool[F, C, T]."""

    quality: Floats
    does: npt.NDArray[np.bool_]


def advice_had(market: Market, offers: Sequence[Offer], service: Service) -> Floats:
    """Share that was had of the advice that was needed, by where one was advised, float64[A, C + 2]."""
    law, channels = market.scenario.mechanisms.channels.task_channels, len(market.scenario.channels)
    advising, advises = service.quality[:, :, ADVICE], service.does[:, :, ADVICE]
    best = np.where(advises, advising, 0.0).max(axis=0)
    had = np.zeros((len(offers), channels + 2))
    had[:, channels + 1] = 1.0
    for a, offer in enumerate(offers):
        index, kept = offer.firm.index, _kept(market, offer.firm)
        for c in range(channels):
            own = advice_carried(float(advising[index, c]), c == offer.channel, kept)
            had[a, c] = own if advises[index, c] else law.general * float(best[c])
    return had


def swayed(market: Market, offers: Sequence[Offer], service: Service, had: Floats) -> Floats:
    """Logits of each offer by where one was advised, float64[A, C + 2]."""
    law, channels = market.scenario.mechanisms.channels.task_channels, len(market.scenario.channels)
    logits = np.zeros((len(offers), channels + 2))
    for a, offer in enumerate(offers):
        joined = _integration(market, offer.firm)
        for c in range(channels + 2):
            is_own = c < channels and bool(service.does[offer.firm.index, c, ADVICE])
            bound = bound_utility(c == offer.channel, law.lock_in, law.synergy * joined) if is_own else 0.0
            logits[a, c] = risk_utility(float(had[a, c]), law.risk) + bound
    return law.strength * logits


def returned(market: Market, had: Floats) -> Floats:
    """Chance that an order comes back, by the advice that was had, float64[A, C + 2]."""
    law = market.scenario.mechanisms.channels.returns
    chances = [returned_share(advice, law.advised, law.unadvised) for advice in had.reshape(-1).tolist()]
    shares: Floats = law.strength * np.reshape(chances, had.shape)
    return shares


def return_cents(market: Market, offers: Sequence[Offer]) -> Floats:
    """Cents that a returned order costs, and each unit of it, float64[A, 2]."""
    law = market.scenario.mechanisms.channels.returns
    each = [(law.handling, return_cost(0.0, law.lost, offer.made)) for offer in offers]
    return 100.0 * np.array(each, dtype=np.float64).reshape(len(offers), 2)


def journeys(market: Market, offers: Sequence[Offer], service: Service, fitting: Sequence[int]) -> Floats:
    """Quality of service of each offer by where one was advised, float64[A, C + 2]."""
    law, weights = (
        market.scenario.mechanisms.channels.task_channels,
        market.scenario.mechanisms.channels.channel_types.task_weights,
    )
    w_advice, w_sale, w_fit = (weights.get(TASKS[task], 0.0) for task in (ADVICE, SALE, INSTALLATION))
    channels = len(market.scenario.channels)
    qualities = np.zeros((len(offers), channels + 2))
    for a, (firm, sold_in, usual, _) in enumerate(offers):
        own = service.quality[firm.index]
        fitted = float(own[fitting[a], INSTALLATION]) if fitting[a] >= 0 else 0.0
        done, weight = w_sale * float(own[sold_in, SALE]) + w_fit * fitted, max(w_sale + w_fit, 1e-9)
        qualities[a, channels:] = done / weight
        apart = _apart(market, firm)
        for c in range(channels):
            advises = bool(service.does[firm.index, c, ADVICE])
            given = float(own[c, ADVICE]) if advises else 0.0
            together = (done + w_advice * given) / (weight + w_advice) if advises else done / weight
            qualities[a, c] = together - (apart if advises and c != sold_in else 0.0)
        qualities[a] = usual + law.strength * (qualities[a] - usual)
    return qualities


def _integration(market: Market, firm: Firm) -> float:
    law = market.scenario.mechanisms.channels.channel_integration
    return 1.0 - law.strength * (1.0 - firm.integration)


def _kept(market: Market, firm: Firm) -> float:
    law = market.scenario.mechanisms.channels.channel_integration
    return kept_on_the_way(law.conflict, _integration(market, firm))


def again(market: Market, firm: Firm) -> float:
    """Experience lost where a second channel is told all again, and says something else."""
    law = market.scenario.mechanisms.channels.channel_integration
    said = law.strength * contradicted(law.contradiction, firm.consistency)
    return told_again(law.repeating, _integration(market, firm)) + said


def _apart(market: Market, firm: Firm) -> float:
    """Experience lost where one is advised in one channel and buys in another."""
    law = market.scenario.mechanisms.channels.channel_integration
    prices = [
        (firm.spec.channels[name].price if name in firm.spec.channels else 1.0) * (1.0 - firm.incentive[name])
        for name, is_open in firm.open_channels.items()
        if is_open
    ]
    gap = log(max(prices) / min(prices)) if prices else 0.0
    return again(market, firm) + law.strength * law.unequal_prices * gap
