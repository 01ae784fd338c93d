"""One view of the customer: departments act on fragments, and poor data are wrong as well as missing.

A customer deals with several departments or channels in equal parts, so the Herfindahl index of these
dealings is 1 / departments: what each department knows by itself. The file of the department that decides
also holds the part of every other department that it is integrated with. Of a customer's purchases it knows
every n-th, so it misses money, and often the latest contact. Where data are poor, customers have no usable
record, are held twice (each file with half of what is known), or stand in the books with wrong amounts.

Source: Payne & Frow (2005), "A strategic framework for customer relationship management" (one view across
channels); Zahay & Griffin (2003), "Information antecedents of personalization and customization" (integration
of information across functions); kinds of defects, and that a defect costs what decisions lose by it:
Even & Shankaranarayanan (2009), "Dual assessment of data quality in customer databases". That up to three
records in ten are duplicates is an estimate of practitioners (Tye 2015, "The true cost of duplicate data").
"""

from typing import ClassVar

import numpy as np
from pydantic import Field

from sim.maths import clip, exp, law
from sim.mechanisms.base import Mechanism
from sim.units import PositiveCount, Share, Weight


class CustomerView(Mechanism):
    """What fragments and poor data do to a firm's records. Off: poor data are missing, never wrong."""

    row: ClassVar[str] = "C5"
    departments: PositiveCount = Field(
        4, le=20, description="departments or channels with files of their own, in equal parts"
    )
    amount_error: Weight = Field(
        1.0, description="standard deviation of the log of recorded amounts at data quality 0"
    )
    duplicates: Share = Field(0.3, description="share of customers who are held twice at data quality 0")


@law
def integrated(integration: float, strength: float) -> float:
    """Chance that the part of another department reaches the file; 1 where fragments do not matter."""
    return 1.0 - strength * (1.0 - integration)


@law
def departments_joined(luck: float, others: int, chance: float) -> int:
    """How many of the `others` pass their part on: the binomial count of a uniform, by inversion."""
    if chance >= 1.0:
        return max(others, 0)
    term = 1.0
    for _ in range(others):
        term *= 1.0 - chance
    reached, joined = term, 0
    while joined < others and luck >= reached:
        term *= (others - joined) / (joined + 1.0) * (chance / (1.0 - chance))
        joined += 1
        reached += term
    return joined


@law
def share_on_file(joined: float, departments: float, is_held_twice: bool) -> float:
    """Share of a customer's dealings in the file that is looked at."""
    share = (1.0 + joined) / departments
    return 0.5 * share if is_held_twice else share


@law
def purchases_on_file(purchases: float, share: float, start: float) -> float:
    """Purchases on file if every (1 / share)-th is, beginning at random; `start` is uniform in [0, 1)."""
    return float(np.floor(purchases * share + start))


@law
def number_on_file(position: float, share: float, start: float, purchases: float) -> float:
    """Which of all purchases is the first, second, ... on file (`position`)."""
    return clip(float(np.ceil((position - start) / share)), 1.0, purchases)


@law
def date_on_file(number: float, purchases: float, first: float, last: float) -> float:
    """When purchase `number` was made, had they come at equal distances from the first to the last."""
    return first + (last - first) * (number - 1.0) / max(purchases - 1.0, 1.0)


@law
def amount_error(spread: float, luck: float) -> float:
    """Recorded amount over the true one, lognormal with mean 1; `luck` is standard normal."""
    return exp(spread * luck - 0.5 * spread * spread)
