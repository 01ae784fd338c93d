"""Columns of a crowd before anybody is born."""

from typing import Any

import numpy as np
import numpy.typing as npt

from sim.agents.customers import Columns
from sim.mechanisms.base import Mechanism
from sim.scenario import Scenario


def empty_columns(scenario: Scenario) -> Columns:
    """Columns of the right shapes and types, all zero."""
    n, firms, channels = scenario.customers, len(scenario.firms), len(scenario.channels)
    needs = len(next(iter(scenario.generations.values())).frontier)
    network = scenario.mechanisms.customers.word_of_mouth
    degree = network.neighbours if network.is_on else 0

    def each(kind: npt.DTypeLike, *shape: int) -> npt.NDArray[Any]:
        return np.zeros((*shape, n), dtype=kind)

    return Columns(
        segment=each("u1"),
        potential=each("u1"),
        ideal=each("f4", needs),
        drift=each("f4"),
        quiet=each("f4"),
        price_sensitivity=each("f4"),
        stickiness=each("f4"),
        order_size=each("i2"),
        taste=each("f4", firms),
        channel_taste=each("f4", channels),
        neighbours=np.zeros((n, degree), dtype=np.int32),
        supplier=each("i1"),
        generation=each("i1"),
        since=each("i2"),
        awareness=each("f4", firms),
        reputation=each("f4", firms),
        expectation=each("f4", firms),
        satisfaction=each("f4", firms),
        loyalty=each("f4", firms),
        first=each("i2", firms),
        last=each("i2", firms),
        purchases=each("u2", firms),
        money=each("i8", firms),
        contribution=each("i8", firms),
        stage=each("u1", firms),
        offer=each("u1", firms),
        occasions=each("u1"),
        told=each("u2"),
        telling=each("u2"),
        **_columns_of_laws(scenario),
    )


def _columns_of_laws(scenario: Scenario) -> dict[str, npt.NDArray[Any]]:
    """Columns that are kept only while their law is on, all zero."""
    n, firms = scenario.customers, len(scenario.firms)
    crm, people = scenario.mechanisms.crm, scenario.mechanisms.customers
    channels = scenario.mechanisms.channels

    def kept(mechanism: Mechanism, kind: npt.DTypeLike, *shape: int) -> npt.NDArray[Any]:
        return np.zeros((*shape, n if mechanism.is_on else 0), dtype=kind)

    return {
        "service_need": kept(people.cost_to_serve, "f4"),
        "default_chance": kept(crm.credit_standing, "f4"),
        "defaults": kept(crm.credit_standing, "u1", firms),
        "tier": kept(crm.relationship_strategy, "u1", firms),
        "learnt": kept(crm.one_to_one, "f4", firms),
        "complaint": kept(crm.complaints, "u1", firms),
        "praised_by": kept(people.referral, "i4"),
        "praised_firm": kept(people.referral, "i1"),
        "referrer": kept(people.referral, "i4", firms),
        "habit": kept(channels.task_channels, "i1"),
        "visited": kept(channels.task_channels, "u2"),
        "practice": kept(channels.channel_migration, "u1", len(scenario.channels)),
        "stock": kept(people.customer_classes, "f4", firms),
    }
