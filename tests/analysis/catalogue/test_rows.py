"""Rows of the catalogue are told with their claim and their sources."""

from analysis.catalogue.rows import ROWS
from analysis.catalogue.shown import CLAIMS, shown_rows
from sim import load
from sim.scenario.mechanisms import Mechanisms
from sim.scenario.scenario import library


def test_every_row_with_a_claim_test_has_a_claim():
    assert {row.row for row in ROWS} <= CLAIMS.keys()


def test_every_row_of_a_mechanism_or_a_scenario_is_known():
    laws = {mechanism.row for _, mechanism in Mechanisms().each()}
    named = {row for entry in library() for row in load(entry.name).rows}
    assert laws | named <= CLAIMS.keys()


def test_a_scenario_tells_the_claims_and_sources_of_its_rows():
    shown = {row.row: row for row in shown_rows(load("one_to_one"))}
    assert shown["C4"].claim == CLAIMS["C4"][1]
    assert any("Peppers" in source for source in shown["C4"].sources)


def test_a_law_that_is_off_is_no_source():
    off = load("one_to_one", "mechanisms.crm.one_to_one.strength=0")
    assert next(row for row in shown_rows(off) if row.row == "C4").sources == ()
