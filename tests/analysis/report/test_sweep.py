"""The report of a sweep: its verdict, what drives the choice, what failed, and nothing from elsewhere."""

import re

import pytest

from analysis.pages.page import render_page
from analysis.report.sweep import REPORT, sweep_page, write_sweep_report
from sim.experiments.plan import Wanted, read_plan
from sim.experiments.study import Study
from tests.analysis.report.test_comparison import Page
from tests.analysis.small_store import BRAND, CHANGES, filled, study


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return filled(tmp_path_factory.mktemp("sweep") / "store", study())


def anchors(page):
    return [section.anchor for section in page.sections if section.charts]


def test_of_two_arms_the_verdict_is_which_to_take(store):
    page = sweep_page(store, "rivalry sweep run x", None)
    assert anchors(page) == ["response", "drivers", "choice", "convergence"]
    assert "“dear” is regretted least" in page.verdict
    assert page.warning == ""
    assert page.facts == "24 runs: 3 points × 2 arms × 4 paired replications"


def test_what_drives_the_difference_has_a_chart_of_its_own(store):
    page = sweep_page(store, "", None)
    (drivers,) = [section for section in page.sections if section.anchor == "drivers"]
    assert any("less" in chart.finding or "dear" in chart.finding for chart in drivers.charts)
    assert len(drivers.charts) == 2


def test_of_one_arm_the_verdict_is_what_the_factor_does(tmp_path):
    folder = filled(tmp_path / "store", study(arms=("plain",)))
    page = sweep_page(folder, "", None)
    assert "choice" not in anchors(page)
    assert "brand" in page.verdict.lower()


def test_a_sweep_that_varies_nothing_still_has_a_report(tmp_path):
    of = Study(read_plan("durable", Wanted(changes=CHANGES, replications=4)), "model 1")
    page = sweep_page(filled(tmp_path / "store", of), "", None)
    assert anchors(page) == ["choice", "convergence"]
    assert render_page(page).startswith("<!")


def test_failed_and_unfinished_runs_are_told_with_their_reasons(tmp_path):
    folder = filled(tmp_path / "store", study(), fails=(0, 1), leaves=(23,))
    html = write_sweep_report(folder).read_text(encoding="utf-8")
    assert "2 of 24 runs failed and 1 of 24 runs are not finished; they are left out." in html
    assert "MemoryError: too &lt;many&gt; customers" in html
    assert "<many>" not in html


def test_the_report_is_one_file_that_asks_nobody(store):
    path = write_sweep_report(store, "rivalry sweep run x --vary y")
    assert path == store / REPORT
    html = path.read_text(encoding="utf-8")
    page = Page(html)
    for _, attributes in page.elements:
        for key in ("src", "href", "srcset", "action"):
            assert (attributes.get(key) or "#").startswith("#")
    assert "rivalry sweep run x --vary y" in html
    assert BRAND in html
    assert re.search(r"model of the runs", html)
    assert path.stat().st_size < 8_000_000


def test_the_same_sweep_gives_the_same_report(store):
    assert write_sweep_report(store, "x").read_bytes() == write_sweep_report(store, "x").read_bytes()


def test_another_key_figure_may_be_told(store):
    assert "units" in sweep_page(store, "", "leader.units").verdict
