"""Counts have the shapes that they declare, add up over threads, and appear where they say."""

import numpy as np
import pytest

from sim import load
from sim.compiling import declared
from sim.result.dictionary import DATA_DICTIONARY, columns_of
from sim.result.periods import names_of
from sim.state.counting import Count, Mean, shown_in
from sim.state.counts import EVENT_COLUMNS, Tally, added, lengths, new_tally, without_events

SCENARIO = load("durable")
COUNTS = declared(Tally, Count)


def filled(number: int) -> Tally:
    """A tally with the number of its thread in every count, and as many events."""
    tally = new_tally(SCENARIO, 3, events=4)
    for counts in tally:
        counts[...] = number
    return tally


def test_an_empty_tally_has_the_declared_shapes():
    length = {**lengths(SCENARIO), "offers": 3, "events": 4}
    for name, counts in new_tally(SCENARIO, 3, events=4)._asdict().items():
        assert counts.shape == COUNTS[name].shape(length), name
        assert counts.dtype == np.int64
        assert not counts.any()


def test_everything_that_is_counted_by_has_a_length_and_a_name():
    known = {*lengths(SCENARIO), "offers", "events"}
    assert {by for count in COUNTS.values() for by in count.by if isinstance(by, str)} == known
    for kind, names in names_of(SCENARIO).items():
        assert len(names) == lengths(SCENARIO)[kind], kind


def test_threads_add_up_and_their_events_stand_one_after_the_other():
    total = added([filled(1), filled(2)])
    assert total.events.tolist() == [[1] * len(EVENT_COLUMNS)] + [[2] * len(EVENT_COLUMNS)] * 2
    others = {name: counts for name, counts in total._asdict().items() if name != "events"}
    assert all((counts == 3).all() for counts in others.values())


def test_a_tally_without_events_is_a_copy_of_all_else():
    tally = filled(2)
    kept = without_events(tally)
    assert kept.events.shape == (0, len(EVENT_COLUMNS))
    tally.units[...] = 7
    assert (kept.units == 2).all()


@pytest.mark.parametrize("name", COUNTS)
def test_a_count_appears_where_it_says(name: str):
    for place, shown in COUNTS[name].shown.items():
        table, _, column = place.partition(".")
        described = {column.name: column for column in columns_of(table)}[column]
        assert described.meaning == (shown if isinstance(shown, str) else shown.meaning)
        assert described.kind == ("number" if isinstance(shown, Mean) else "integer")


def test_a_count_that_appears_nowhere_says_what_it_is():
    assert [name for name, count in COUNTS.items() if not count.shown and not count.meaning] == []


def test_counts_appear_in_tables_in_the_order_of_their_fields():
    for table in DATA_DICTIONARY:
        order = [column.name for column in columns_of(table)]
        places = [order.index(place.column) for place in shown_in(table, Tally)]
        assert places == sorted(places), table
