"""Rows of the catalogue are told with their claim and their sources."""

from analysis.catalogue import ROWS
from analysis.catalogue.shown import shown_rows
from sim import load


def test_a_scenario_tells_the_claims_and_sources_of_its_rows():
    shown = {row.row: row for row in shown_rows(load("one_to_one"))}
    assert shown["C4"].claim == ROWS["C4"].shows
    assert any("Peppers" in source for source in shown["C4"].sources)


def test_a_law_that_is_off_is_no_source():
    off = load("one_to_one", "mechanisms.crm.one_to_one.strength=0")
    assert next(row for row in shown_rows(off) if row.row == "C4").sources == ()
