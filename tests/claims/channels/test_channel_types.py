"""Each type of channel wins some task and some customers; cost, reach, capacity and quality all act (D1).

One firm sells through all seven types and passes on what a sale through each costs it. A category is
here all one task; customers mind prices more or less, the price of the good is high or low, and
customers have a screen or none, and a discounter nearby or perhaps not.
"""

import json
from functools import cache

import pandas as pd
import pytest

from sim import Scenario, load
from sim.mechanisms.channels.channel_types import PROFILES, ChannelType, Task
from tests.evidence import surely
from tests.support import FEW, compare, interval

OFF = "mechanisms.channels.channel_types.strength=0"
NO_SCREEN = {ChannelType.ELECTRONIC_COMMERCE: 0.0, ChannelType.MOBILE_COMMERCE: 0.0}
REACH = {
    "online": {},
    "offline": NO_SCREEN,
    "offline near a discounter": {**NO_SCREEN, ChannelType.BRANDED_DISCOUNT: 1.0},
}
"""By kind of customers: reach of types where it is not as usual."""
MARGIN = 0.7
"""What is left of a price of 1 before a channel's cost of a sale is added."""
PLACES = {
    ChannelType.FACE_TO_FACE: (Task.ACCOUNT_CARE, 1000.0, 2.0, "online"),
    ChannelType.TRADITIONAL_RETAIL: (Task.ADVICE, 10.0, 2.0, "online"),
    ChannelType.MOBILE_COMMERCE: (Task.COMMUNICATION, 10.0, 5.0, "online"),
    ChannelType.ELECTRONIC_COMMERCE: (Task.SALE, 100.0, 2.0, "online"),
    ChannelType.TELEPHONE: (Task.AFTER_SALE, 100.0, 5.0, "offline"),
    ChannelType.DIRECT_MARKETING: (Task.COMMUNICATION, 30.0, 5.0, "offline"),
    ChannelType.BRANDED_DISCOUNT: (Task.SALE, 10.0, 5.0, "offline near a discounter"),
}
"""Where each type should win: task, price of the good, weight of price, customers."""

pytestmark = pytest.mark.slow


def passed_on(channel: ChannelType, price: float) -> float:
    """Price through a channel relative to the list price, once its cost of a sale is in it."""
    profile = PROFILES[channel]
    return (1 + profile.cost_per_sale / (MARGIN * price)) / (1 - profile.commission)


def market(task: Task, price: float, weight: float, customers: str, *overrides: str) -> Scenario:
    reach = REACH[customers]
    channels = {c.value: {"type": c.value} | ({"reach": reach[c]} if c in reach else {}) for c in ChannelType}
    seller = {
        "cash": 1e9,
        "products": {"good": {"launch": 0, "price": price, "unit_cost": price / 2}},
        "channels": {c.value: {"price": passed_on(c, price)} for c in ChannelType},
    }
    types = {"liking_spread": 0.1, "task_weights": {t.value: float(t is task) for t in Task}}
    rivals = [f"firms.{name}=null" for name in ("second", "third", "fourth", "fifth", "sixth")]
    return load(
        "repertoire",
        "customers=500",
        "years=0.5",
        *rivals,
        "channels.supermarket=null",
        "channels.discounter=null",
        *(f"channels.{name}={json.dumps(channel)}" for name, channel in channels.items()),
        "firms.leader=null",
        f"firms.seller={json.dumps(seller)}",
        f"mechanisms.channels.channel_types={json.dumps(types)}",
        "mechanisms.customers.brand_choice.channel=4",
        f"mechanisms.customers.brand_choice.price={weight}",
        f"mechanisms.customers.brand_choice.reference_price={price}",
        *overrides,
    )


@cache
def lead(replications: int, *overrides: str) -> pd.DataFrame:
    """By how much of all units each type leads the best other type in its place; a row per replication."""
    places = {channel.value: market(*place, *overrides) for channel, place in PLACES.items()}
    sold = (
        compare(places, replications).tables["channel"].groupby(["arm", "replication", "channel"]).units.sum()
    )
    shares = sold / sold.groupby(["arm", "replication"]).sum()
    return pd.DataFrame({c.value: _lead(shares[c.value].unstack("channel"), c.value) for c in PLACES})


def _lead(shares: pd.DataFrame, channel: str) -> pd.Series:
    return shares[channel] - shares.drop(columns=channel).max(axis=1)


@pytest.mark.parametrize("channel", PLACES)
def test_each_type_wins_some_task_and_some_customers(channel: ChannelType):
    """D1."""
    assert surely(lambda n: lead(n)[channel.value]) > 0


def test_where_channels_are_alike_most_types_win_nowhere():
    """D1 off: every channel serves alike and reaches everybody, so only its price is left to choose by."""
    winners = [channel for channel in PLACES if interval(lead(FEW, OFF)[channel.value]).low > 0]
    assert len(winners) <= 3


@cache
def usual_and(replications: int, *overrides: str) -> pd.DataFrame:
    """Units, cost of sales and people turned away of the phone: usual, and with overrides."""
    place = PLACES[ChannelType.TELEPHONE]
    arms = {"usual": market(*place), "other": market(*place, *overrides)}
    found = compare(arms, replications).tables["channel"]
    return (
        found.query("channel == 'telephone'")
        .groupby(["arm", "replication"])[["units", "transaction_cents", "turned_away"]]
        .sum()
    )


@pytest.mark.parametrize(
    ("change", "column", "sign"),
    [
        ("channels.telephone.reach=0.5", "units", -1),
        ("channels.telephone.quality={after_sale: 0.9}", "units", 1),
        ("channels.telephone.cost_per_sale=12", "transaction_cents", 1),
        ("firms.seller.channels.telephone.capacity=1_000", "turned_away", 1),
    ],
    ids=["reach", "quality", "cost", "capacity"],
)
def test_reach_quality_cost_and_capacity_act(change: str, column: str, sign: int):
    """D1."""

    def gained(n: int) -> pd.Series:
        found = usual_and(n, change)[column]
        return sign * (found["other"] - found["usual"])

    assert surely(gained) > 0
