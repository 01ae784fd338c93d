"""The report: one file that works alone, escapes every name, and tells who made it how."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from types import SimpleNamespace
from typing import ClassVar

import pytest

from analysis.measures.summary import verdict
from analysis.pages.charts import script_safe
from analysis.report.appendix import differing_parameters
from analysis.report.comparison import render, write_report
from sim.scenario.scenario import LIBRARY, load

HOSTILE = "</script><script>alert(1)</script><img src=https://evil.example/x onerror=alert(2)>"
COMMAND = "rivalry compare smartphone_succession --replications 5"


class Page(HTMLParser):
    """Elements and text of a page as a browser would find them."""

    def __init__(self, page):
        super().__init__()
        self.elements, self.scripts, self.words = [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag == "script":
            self.scripts.append([dict(attrs), ""])

    def handle_data(self, data):
        if self.lasttag == "script" and self.scripts:
            self.scripts[-1][1] += data
        self.words.append(data)

    def tagged(self, name):
        return [attributes for tag, attributes in self.elements if tag == name]

    def charts(self):
        return [json.loads(text) for kind, text in self.scripts if kind.get("type") == "application/json"]


@pytest.fixture(scope="module")
def html(comparison):
    return render(comparison, COMMAND)


@pytest.fixture(scope="module")
def page(html):
    return Page(html)


def test_the_report_asks_nothing_of_any_other_place(page):
    for _, attributes in page.elements:
        for key in ("src", "href", "srcset", "action", "poster", "data"):
            # Within the page is no other place.
            assert attributes.get(key, "").startswith("#") or not attributes.get(key, "")
    assert not page.tagged("link")
    policy = [meta["content"] for meta in page.tagged("meta") if meta.get("http-equiv")]
    assert policy
    assert policy[0].startswith("default-src 'none'")
    assert "http" not in policy[0]


def test_the_contents_lead_to_every_section(page):
    ids = {attributes.get("id") for _, attributes in page.elements}
    leads = {attributes["href"].removeprefix("#") for attributes in page.tagged("a")}
    assert leads <= ids
    assert leads >= {attributes["id"] for attributes in page.tagged("section")}


def test_the_case_comes_before_the_numbers_with_what_came_out(html, comparison):
    case, figures = html.index('id="case"'), html.index('id="key-figures"')
    head = html[case:figures]
    assert comparison.scenario.watch in head
    findings = re.findall(r'href="#([a-z-]+-finding)"', head)
    assert 1 <= len(findings) <= 5
    assert all(f'id="{finding}"' in html[figures:] for finding in findings)


def test_a_single_run_names_the_arms_that_it_leaves_out(one_arm, html):
    scenario = SimpleNamespace(**{**vars(one_arm.scenario), "arms": {"base": {}, "price_cut": {}}})
    single = render(replace(one_arm, scenario=scenario), "rivalry run smartphone_succession")
    assert "price cut. This page shows one arm" in single
    assert "This page shows one arm" not in html


def test_older_results_have_a_report_that_says_what_it_cannot_show(comparison):
    lacking = {"source", "cohort", "loyalty", "value", "quadrant", "practice", "tier", "task", "journey"}
    tables = {name: table for name, table in comparison.tables.items() if name not in lacking}
    tables["segment"] = tables["segment"].drop(columns=["contribution_cents", "lost"])
    younger = [f"{cost}_cents" for cost in ("relationship", "service", "programmes", "bad_debt", "contacts")]
    tables["firm"] = tables["firm"].drop(columns=[*younger, "referred", "contacts", "complaints"])
    page = Page(render(replace(comparison, tables=tables), COMMAND))
    assert len(page.charts()) == 32 - 7 - 6
    said = " ".join(page.words)
    for what in (
        "retention by cohort",
        "the distribution of loyalty",
        "equity by segment",
        "which rival buyers",
    ):
        assert what in said


def test_runs_that_broke_off_are_listed_with_their_reason(comparison):
    class Failing(type(comparison)):
        failed: ClassVar = ((comparison.arms[1], 3, "ran out of <b>memory</b>"),)

    assert "ran out of <b>memory</b>" in Page(render(Failing(**vars(comparison)), COMMAND)).words


def test_a_parameter_is_shown_with_the_line_it_stands_at():
    market = load("smartphone_succession")
    arms = {name: market.arm(name) for name in ("no_rescue", "rescue_by_price")}
    rows = differing_parameters(SimpleNamespace(scenarios=arms, arms=tuple(arms), scenario=market))
    before, after = next(row[1:] for row in rows if row[0] == "firms.incumbent.strategies.rescue.cut")
    value, place = after.split("\n")
    file, line = place.split(":")
    assert (before, value) == ("–", "0.2")
    assert "cut: 0.2" in (LIBRARY / file).read_text(encoding="utf-8").splitlines()[int(line) - 1]


def test_styles_load_nothing(html):
    for style in re.findall(r"<style>(.*?)</style>", html, re.DOTALL):
        assert "url(" not in style
        assert "@import" not in style


def test_plotly_is_in_the_file_once(html):
    assert html.count("plotly.js v") == 1


def test_the_question_comes_first_and_the_verdict_before_any_table(html, page, comparison):
    assert len(page.tagged("h1")) == 1
    assert html.index(comparison.scenario.question) < html.index('class="verdict"') < html.index("<table>")
    assert verdict(comparison) in page.words


def test_every_chart_has_a_text_alternative_and_its_numbers_behind_a_fold(page):
    plots = [attributes for attributes in page.tagged("div") if attributes.get("class") == "plot"]
    assert (
        len(plots)
        == len(page.charts())
        == len(page.tagged("details"))
        == len(page.tagged("figcaption"))
        == 32
    )
    assert all(len(plot["aria-label"]) > 80 for plot in plots)


def test_every_table_scrolls_inside_its_own_box(html):
    assert html.count("<table>") == len(re.findall(r'<div class="scroll"[^>]*>\s*<table>', html))


def test_names_are_text_everywhere(make_comparison):
    hostile = make_comparison(firms=(HOSTILE, "b"), arms=(HOSTILE, "c"), replications=2, periods=24)
    hostile.scenario.title = hostile.scenario.question = hostile.scenario.case = HOSTILE
    page = Page(render(replace(hostile, provenance={HOSTILE: HOSTILE}), HOSTILE))
    assert not page.tagged("img")
    assert len(page.scripts) == 2 + len(page.charts())
    assert not any("alert" in text for kind, text in page.scripts if "type" not in kind)
    assert HOSTILE in page.words


def test_json_cannot_end_its_script():
    text = script_safe(json.dumps({"a": "</script><!--&\u2028"}, ensure_ascii=False))
    assert "<" not in text
    assert json.loads(text) == {"a": "</script><!--&\u2028"}


def test_a_single_run_has_a_report_without_comparisons(one_arm):
    page = Page(render(one_arm, "rivalry run smartphone_succession"))
    ids = {attributes.get("id") for attributes in page.tagged("section")}
    assert "market" in ids
    assert "differences" not in ids
    assert "bridge" not in ids


def test_the_appendix_tells_how_to_make_it_again(html, comparison):
    assert COMMAND in html
    assert all(str(seed) in html for seed in comparison.seeds)
    assert all(value in html for value in comparison.provenance.values())


def test_parameters_that_differ_are_listed_with_every_arm(comparison):
    assert differing_parameters(comparison) == [["firms.Northwind.price.cut", "0.0", "0.1", "0.2"]]


def test_a_parameter_that_one_arm_leaves_alone_is_as_in_the_file(comparison):
    scenario = type(comparison.scenario)(**vars(comparison.scenario))
    scenario.arms = {comparison.arms[1]: {"years": 5}}
    rows = differing_parameters(replace(comparison, scenario=scenario))
    assert rows == [["years", "as in the file", "5", "as in the file"]]


def test_failed_runs_are_told(comparison):
    assert "1 run broke off and is left out" in render(replace(comparison, failures=1), COMMAND)
    assert "2 runs broke off and are left out" in render(replace(comparison, failures=2), COMMAND)


def test_an_arm_without_a_finished_run_leaves_a_readable_report(comparison):
    kept = {
        name: table[table.arm != comparison.arms[1]].reset_index(drop=True)
        for name, table in comparison.tables.items()
    }
    page = Page(render(replace(comparison, tables=kept), COMMAND))
    assert len(page.charts()) == 31


def test_a_firm_without_customers_has_a_report(comparison):
    empty = dict.fromkeys(
        ["satisfaction", "attitudinal_loyalty", "behavioural_loyalty", "share"], float("nan")
    )
    still = comparison.tables["firm"].assign(
        units=0, units_new=0, units_kept=0, units_won_back=0, customers=0, **empty
    )
    tables = {**comparison.tables, "firm": still, "channel": comparison.tables["channel"].assign(units=0)}
    page = render(replace(comparison, tables=tables), COMMAND)
    assert not re.search(r"\bnan\b", re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL), re.IGNORECASE)


def test_a_market_that_dies_under_every_one_of_many_arms_has_a_report(make_comparison):
    dead = make_comparison(arms=("a", "b", "c", "d", "e"), replications=2, periods=24)
    nothing = {"units": 0, "customers": 0, "share": float("nan"), "satisfaction": float("nan")}
    tables = {
        **dead.tables,
        "firm": dead.tables["firm"].assign(**nothing),
        "channel": dead.tables["channel"].assign(units=0),
    }
    page = render(replace(dead, tables=tables), COMMAND)
    assert "share of units in the last year: unknown under every arm" in page


def test_the_report_replaces_an_older_one_and_leaves_nothing_beside_it(comparison, tmp_path):
    path = tmp_path / "report.html"
    path.write_text("old", encoding="utf-8")
    assert write_report(comparison, path, COMMAND) == path
    assert path.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert [found.name for found in tmp_path.iterdir()] == ["report.html"]


@pytest.mark.slow
def test_a_report_of_five_arms_thirty_replications_and_ten_years_stays_below_eight_megabytes(make_comparison):
    large = make_comparison(arms=("a", "b", "c", "d", "e"), replications=30, periods=120)
    assert len(render(large, COMMAND).encode()) < 8_000_000


def test_the_same_comparison_gives_the_same_report(comparison, html):
    assert render(comparison, COMMAND) == html


def test_values_in_force_are_listed_where_the_scenario_of_every_arm_is_known(comparison):
    class InForce(dict):
        def model_dump(self, *, mode):
            assert mode == "json"
            return dict(self)

    class Comparison(type(comparison)):
        scenarios: ClassVar = {
            arm: InForce(years=4, firms={"Northwind": {"price": 10 + i // 2}}, arms={"x": i})
            for i, arm in enumerate(comparison.arms)
        }

    assert differing_parameters(Comparison(**vars(comparison))) == [
        ["firms.Northwind.price", "10", "10", "11"]
    ]
