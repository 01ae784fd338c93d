"""Resellers: trade customers who keep stock and sell it on, and what firms' goods do on their shelves."""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sim.agents.customers import Columns
from sim.maths import log
from sim.mechanisms.customers.customer_classes import RESELLERS, CustomerClass
from sim.scenario.scenario import Scenario


class Resellers(NamedTuple):
    """What is known of trade customers besides their columns. m = resellers, F = firms, S = segments."""

    people: Any
    """int64[m]: who they are; nobody unless goods are bought repeatedly and classes have own rules."""
    quiet: Any
    """float32[m]: chance of no occasion to order in a period, at usual sales and stock."""
    order_size: Any
    """int16[m]: units per order that they need."""
    purchases: Any
    """uint16[F, m]: orders whose goods have come into stock."""
    wont: Any
    """float32[F, m]: share of the firm in the reseller's orders of late."""
    taken: Any
    """float32[F, m]: units of the firm's goods that the reseller took in a period of late."""
    help: Any
    """float64[F]: the firm's help as it is felt, 0..1."""
    turn: Any
    """float64[F, S]: stock turn of the firm's goods last period, 0..1, 1/2 = as wanted."""
    sold_on: Any
    """float64[F, S]: units of the firm's goods sold on to consumers in the period."""
    warranted: Any
    """float64[F, S]: units of the firm's goods that would have been sold on in the proportion of orders."""
    stocked: Any
    """float64[F, S]: units of the firm's goods in stock at the end of the period."""
    unmet: Any
    """float64[S]: units that were asked for and not in stock."""
    cooperation: Any
    """float64[F, S]: co-operation of the firm with the segment, 0 = adversary .. 1 = partner."""
    dependence: Any
    """float64[F]: share of its trade sales that the firm would lose with its largest customers."""
    demanded: Any
    """float64[F]: discount that trade customers get by their power, mean over units they take, a share."""


def resellers_of(scenario: Scenario, columns: Columns) -> Resellers:
    """The resellers among customers, with the stock of a going concern. Writes: columns.stock."""
    law, demand = (
        scenario.mechanisms.customers.customer_classes,
        scenario.mechanisms.customers.uncertain_demand,
    )
    firms, segments = len(scenario.firms), len(scenario.segments)
    in_trade = segments_of(scenario, RESELLERS) & (law.is_on and demand.purchase_rate > 0.0)
    people = np.flatnonzero(in_trade[columns.segment])
    found = Resellers(
        people=people,
        quiet=columns.quiet[people],
        order_size=columns.order_size[people],
        purchases=np.ascontiguousarray(columns.purchases[:, people]),
        wont=np.zeros((firms, len(people)), dtype=np.float32),
        taken=np.zeros((firms, len(people)), dtype=np.float32),
        help=np.zeros(firms),
        turn=np.full((firms, segments), 0.5),
        sold_on=np.zeros((firms, segments)),
        warranted=np.zeros((firms, segments)),
        stocked=np.zeros((firms, segments)),
        unmet=np.zeros(segments),
        cooperation=np.zeros((firms, segments)),
        dependence=np.zeros(firms),
        demanded=np.zeros(firms),
    )
    cover = law.cover * scenario.periods_per_year
    for k, (who, quiet) in enumerate(zip(people.tolist(), found.quiet.tolist(), strict=True)):
        supplier = columns.supplier[who]
        if supplier >= 0:
            found.wont[supplier, k] = 1.0
            columns.stock[supplier, who] = cover * int(found.order_size[k]) * -log(max(quiet, 1e-30))
            found.taken[supplier, k] = int(found.order_size[k]) * -log(max(quiet, 1e-30))
    return found


def segments_of(scenario: Scenario, classes: frozenset[CustomerClass]) -> npt.NDArray[np.bool_]:
    """Which segments are of some classes of customers, bool[S]."""
    return np.array([segment.customer_class in classes for segment in scenario.segments.values()], dtype=bool)
