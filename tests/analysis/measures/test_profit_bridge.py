"""The profit bridge explains a difference between two arms to the cent."""

from dataclasses import replace

import pytest

from analysis.measures.profit_bridge import MOST_RIVALS, bridge_profits, largest_rivals
from analysis.measures.profit_drivers import OTHER


def test_drivers_add_up_to_the_difference_in_profit_to_the_cent(comparison):
    for arm in comparison.arms[1:]:
        bridge = bridge_profits(comparison, arm)
        assert sum(bridge.drivers.values()) == bridge.profit_after - bridge.profit_before != 0


def test_drivers_of_each_replication_add_up_to_its_own_difference(comparison):
    bridge = bridge_profits(comparison, comparison.arms[1])
    firm = comparison.tables["firm"]
    own = firm[firm.firm == "Northwind"].groupby(["arm", "replication"]).profit_cents.sum()
    for replication in range(5):
        gain = own[comparison.arms[1], replication] - own[comparison.arms[0], replication]
        assert sum(parts[replication] for parts in bridge.by_run.values()) == gain


def test_nothing_is_left_to_other_when_the_books_balance(comparison):
    assert bridge_profits(comparison, comparison.arms[2]).drivers[OTHER] == 0


def test_volume_is_split_by_where_the_buyers_came_from(comparison):
    drivers = bridge_profits(comparison, comparison.arms[2]).drivers
    for driver in ("volume from newcomers (no supplier before)", "volume won from Südstern"):
        assert drivers[driver] > 0
    assert not any("new customers" in driver for driver in drivers)


def test_without_sources_volume_is_split_by_kind_of_buyer_and_the_total_is_the_same(comparison):
    older = {name: table for name, table in comparison.tables.items() if name != "source"}
    plain, told = (
        bridge_profits(c, comparison.arms[2]) for c in (replace(comparison, tables=older), comparison)
    )
    assert [driver for driver in plain.drivers if driver.startswith("volume")] == [
        "volume from new customers",
        "volume from kept customers",
        "volume from won-back customers",
    ]
    assert sum(plain.drivers.values()) == sum(told.drivers.values())
    assert plain.drivers[OTHER] == 0


def test_at_most_sixteen_drivers_depend_on_units_however_many_rivals_there_are(make_comparison):
    crowd = make_comparison(firms=tuple(f"firm {i}" for i in range(12)), arms=("a", "b"), replications=1)
    assert len(largest_rivals(crowd)) == MOST_RIVALS
    drivers = bridge_profits(crowd, "b").drivers
    assert sum(driver.startswith("volume") for driver in drivers) + 3 <= 16
    assert "volume won from other rivals" in drivers
    assert (
        sum(drivers.values())
        == bridge_profits(crowd, "b").profit_after - bridge_profits(crowd, "b").profit_before
    )


def test_an_interval_says_how_sure_a_driver_is(comparison):
    bridge = bridge_profits(comparison, comparison.arms[2])
    known = bridge.interval("volume from kept customers")
    assert known.replications == 5
    assert known.low < known.estimate < known.high
    assert known.estimate * 5 == pytest.approx(bridge.drivers["volume from kept customers"])


def test_families_hold_every_driver_once(comparison):
    bridge = bridge_profits(comparison, comparison.arms[2])
    assert sum(bridge.families.values()) == sum(bridge.drivers.values())
    assert next(iter(bridge.families)) == "volume"


def test_identical_arms_have_an_empty_bridge(make_comparison):
    same = make_comparison(effect=0.0, arms=("a", "b"))
    assert set(bridge_profits(same, "b").drivers.values()) == {0}


def test_replications_that_failed_in_one_arm_are_left_out_of_both(comparison):
    def without(table):
        return table[~((table.arm == comparison.arms[1]) & (table.replication == 0))]

    tables = {**comparison.tables, **{name: without(comparison.tables[name]) for name in ("firm", "source")}}
    bridge = bridge_profits(replace(comparison, tables=tables), comparison.arms[1])
    assert bridge.replications == comparison.replications - 1
    assert sum(bridge.drivers.values()) == bridge.profit_after - bridge.profit_before


def test_an_arm_that_never_finished_is_refused(comparison):
    with pytest.raises(ValueError, match="no replication finished"):
        bridge_profits(comparison, "unheard of")
