"""Customers: many arrays, and one person out of them."""

import pytest

from sim import load
from sim.agents.birth import born
from sim.agents.customers import NOT_REACHED, Customers
from sim.randomness import Luck


@pytest.fixture(scope="module")
def crowd() -> Customers:
    return born(
        load("durable").set(
            "customers=500", "firms.leader.base.share=0.5", "mechanisms.cycles.adoption.ownership=1"
        ),
        Luck(1),
    )


def test_a_person_is_shown_by_the_names_of_the_scenario(crowd: Customers):
    person = crowd.person(7)
    assert person["segment"] == "everybody"
    assert set(person["awareness"]) == {"leader", "challenger", "follower", "newcomer"}
    assert set(person["channel_taste"]) == {"shop", "web", "phone"}
    assert len(person["neighbours"]) == 8
    assert person["stage"]["challenger"] == "attraction"


def test_suppliers_go_by_name_and_may_be_missing(crowd: Customers):
    assert {crowd.person(i)["supplier"] for i in range(500)} == {"leader", None}


def test_there_is_nobody_beyond_the_last(crowd: Customers):
    with pytest.raises(IndexError, match="person 500 of 500"):
        crowd.person(500)
    with pytest.raises(IndexError, match="person -1 of 500"):
        crowd.person(-1)


def test_a_customer_of_four_firms_and_three_channels_takes_less_than_300_bytes(crowd: Customers):
    assert crowd.bytes_each < 300


def test_some_cannot_use_a_channel(crowd: Customers):
    web = crowd.columns.channel_taste[1]
    assert 0.15 < (web <= NOT_REACHED).mean() < 0.35
