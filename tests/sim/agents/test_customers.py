"""Customers: many arrays, and one person out of them."""

import pytest

from sim import load
from sim.agents.birth import born
from sim.agents.customers import NOT_REACHED, Column, Columns, Customers, empty_columns
from sim.compiling import declared
from sim.randomness import Luck

COLUMNS = declared(Columns, Column)
CHANNELS = ("mechanisms.channels={task_channels: {}, channel_migration: {}}",)


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


def test_columns_have_the_types_and_shapes_that_they_declare():
    scenario = load("durable").set("customers=7", *(f"mechanisms.{law}={{}}" for law in laws()))
    length = {"n": 7, "F": 4, "C": 3, "K": 2, "degree": 8}
    for name, column in empty_columns(scenario)._asdict().items():
        declares = COLUMNS[name]
        assert (str(column.dtype), column.shape) == (declares.dtype, tuple(length[by] for by in declares.by))


def laws() -> set[str]:
    return {column.kept_if for column in COLUMNS.values() if column.kept_if}


@pytest.mark.parametrize("law", sorted(laws()))
def test_columns_of_a_law_that_is_off_hold_nobody(law: str):
    off = empty_columns(load("durable").set("customers=7"))._asdict()
    on = empty_columns(load("durable").set("customers=7", f"mechanisms.{law}={{}}"))._asdict()
    theirs = {name for name, column in COLUMNS.items() if column.kept_if == law}
    assert {name for name in off if on[name].size != off[name].size} == theirs
    assert all(off[name].size == 0 for name in theirs)


def test_what_is_known_of_a_person_by_channel_is_shown_by_its_name():
    person = born(load("durable").set("customers=9", *CHANNELS), Luck(1)).person(3)
    assert set(person["practice"]) == {"shop", "web", "phone"}
    assert person["channels_used"] == 0
