"""Charts: each says what it found, shows firms by more than colour, and shows names as they are."""

import json
from dataclasses import replace
from itertools import pairwise

import numpy as np
import plotly.graph_objects as go
import pytest

from analysis import figures
from analysis.figures.canvas import Panel, arrangement, canvas, untitled
from analysis.figures.lines import MOST_POINTS, over_replications, thinned
from analysis.figures.sales import phases
from analysis.style import firm_looks, plain

# A chart of programmes reads whole scenarios, which are not made up here; tests of programmes draw it.
CHARTS = [
    getattr(figures, name) for name in figures.__all__ if name not in {"untitled", "programme_failures"}
]
COMPARING = {"arm_regret", "convergence", "forest", "marginal_return", "profit_bridge", "rivals_reactions"}
HOSTILE = '<a href="https://evil.example">x</a> & <b>%{x}</b>'


@pytest.fixture(scope="module")
def hostile(make_comparison):
    return make_comparison(firms=(HOSTILE, "b", "c"), arms=(HOSTILE, "other"), replications=2, periods=24)


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.__name__)
def test_every_chart_has_a_finding_a_description_and_its_numbers(chart, comparison):
    figure = chart(comparison)
    meta = figure.layout.meta
    assert isinstance(figure, go.Figure)
    assert meta["finding"]
    assert meta["description"]
    assert meta["table"]["rows"]
    assert {len(row) for row in meta["table"]["rows"]} == {len(meta["table"]["columns"])}
    assert figure.layout.title.text.replace("<br>", " ") == plain(meta["finding"], 600)


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.__name__)
def test_every_chart_of_a_single_run_can_be_drawn_or_says_why_not(chart, one_arm):
    if chart.__name__ in COMPARING:
        with pytest.raises(ValueError, match="arm"):
            chart(one_arm)
    else:
        assert chart(one_arm).data


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.__name__)
def test_no_name_becomes_a_link_or_markup_inside_a_chart(chart, hostile):
    drawn = chart(hostile).to_plotly_json()
    drawn["layout"].pop("meta")
    assert "<a href" not in json.dumps(drawn, default=str)
    assert not any("evil" in (trace.get("hovertemplate") or "") for trace in drawn["data"])


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.__name__)
def test_the_same_comparison_gives_the_same_chart(chart, comparison):
    assert chart(comparison).to_json() == chart(comparison).to_json()


def test_a_firm_looks_the_same_in_every_chart(comparison):
    looks = firm_looks(comparison.scenario.firms)
    for chart in (figures.share_fan, figures.profit_fan):
        for trace in chart(comparison).data:
            if trace.name:
                seen = (trace.line.color, trace.line.dash, trace.marker.symbol)
                assert seen == (looks[trace.name].colour, looks[trace.name].dash, looks[trace.name].marker)


def test_the_band_holds_nine_in_ten_replications(make_comparison):
    many = make_comparison(replications=41, periods=3, arms=("a", "b"))
    firm = many.tables["firm"]
    rows = over_replications(firm, ["arm", "firm"], "share")
    one = firm[(firm.arm == "a") & (firm.firm == "Northwind") & (firm.period == 2)].share
    band = rows[(rows.arm == "a") & (rows.firm == "Northwind") & (rows.period == 2)].iloc[0]
    assert ((one >= band["low"]) & (one <= band["high"])).sum() == 37
    assert band["mean"] == pytest.approx(one.mean())


def test_a_fan_ends_at_the_mean_profit_of_the_books(comparison):
    drawn = [trace for trace in figures.profit_fan(comparison).data if trace.name == "Northwind"]
    firm = comparison.tables["firm"]
    for arm, trace in zip(comparison.arms, drawn, strict=True):
        total = firm[(firm.arm == arm) & (firm.firm == "Northwind")].profit_cents.sum() / 5 / 100
        assert trace.y[-1] == pytest.approx(total, rel=1e-6)


def test_phase_bands_cover_the_run_without_gap_or_overlap(comparison):
    spans = phases(comparison, comparison.arms[0])
    assert [phase for phase, _, _ in spans] == ["introduction", "growth", "maturity", "decline"]
    assert spans[0][1] == 0.0
    assert spans[-1][2] == 4.0
    assert all(before[2] == after[1] for before, after in pairwise(spans))


def test_stages_stack_up_to_the_customers_of_the_firm(comparison):
    areas = [t for t in figures.customers_by_stage(comparison).data if t.stackgroup == "stack0"]
    stage = comparison.tables["stage"]
    own = stage[
        (stage.arm == comparison.arms[0])
        & (stage.firm == "Northwind")
        & ~stage.stage.isin(["attraction", "lost"])
    ]
    assert sum(area.y[-1] for area in areas) == pytest.approx(own[own.period == 47].customers.sum() / 5)


def test_a_generation_that_was_never_sold_is_not_drawn(comparison):
    generation = comparison.tables["generation"]
    unsold = generation.assign(units=generation.units.where(generation.generation != "smartphone", 0))
    drawn = figures.sales_with_phases(replace(comparison, tables={**comparison.tables, "generation": unsold}))
    assert {trace.name for trace in drawn.data if trace.name} == {"category", "feature phone"}


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.__name__)
def test_every_chart_shows_ids_as_words(chart, make_comparison):
    shown = make_comparison(
        arms=("no_rescue", "rescue_by_promotion"), firms=("fast_follower", "b"), replications=2
    )
    figure = chart(shown)
    seen = [trace.name for trace in figure.data if trace.name] + [
        note.text for note in figure.layout.annotations
    ]
    seen += [*figure.layout.meta["table"]["columns"], *figure.layout.meta["table"]["rows"][0]]
    seen += [figure.layout.meta["finding"], figure.layout.meta["description"]]
    seen += [text for axis in figure.select_yaxes() for text in axis.ticktext or ()]
    assert seen
    assert not any("_" in text for text in seen)


def test_what_cannot_be_measured_is_said_in_the_forest(comparison):
    firm = comparison.tables["firm"]
    lost = firm.assign(satisfaction=firm.satisfaction.where(firm.arm != comparison.arms[1]))
    figure = figures.forest(replace(comparison, tables={**comparison.tables, "firm": lost}))
    assert [trace.text[0] for trace in figure.data].count("no value") == 1


def test_the_forest_marks_whether_zero_is_left_out(make_comparison):
    clear = figures.forest(make_comparison())
    assert not clear.data[0].marker.symbol.endswith("-open")
    identical = figures.forest(make_comparison(effect=0.0))
    assert identical.data[0].marker.symbol.endswith("-open")


def test_the_bridge_ends_at_the_difference_in_profit(comparison):
    bars = figures.profit_bridge(comparison, "early generation").data[0]
    assert bars.x[-1] == pytest.approx(sum(bars.x[:-1]))


def test_channel_shares_of_an_arm_make_a_whole(comparison):
    mix = [bar for bar in figures.channel_mix(comparison).data if bar.xaxis == "x"]
    assert np.sum([bar.x for bar in mix], axis=0) == pytest.approx([100, 100, 100], abs=1e-3)


def test_a_long_run_is_thinned_but_keeps_its_ends():
    kept = thinned(5200, MOST_POINTS)
    assert len(kept) == MOST_POINTS
    assert (kept[0], kept[-1]) == (0, 5199)
    assert list(thinned(3, MOST_POINTS)) == [0, 1, 2]
    assert len(thinned(0, MOST_POINTS)) == 0


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_panels_never_overlap(columns):
    places = arrangement(7, columns, 200)
    names = ["", *map(str, range(2, 8))]
    boxes = [(*places[f"xaxis{n}.domain"], *places[f"yaxis{n}.domain"]) for n in names]
    for i, (left, right, bottom, top) in enumerate(boxes):
        assert 0 <= left < right <= 1
        assert 0 <= bottom < top <= 1
        for a, b, c, d in boxes[:i]:
            assert right <= a or b <= left or top <= c or d <= bottom


def test_panels_of_one_unit_share_their_scale():
    figure = canvas([Panel("a", "units"), Panel("b", "units"), Panel("c", "money")], "time, years")
    assert figure.layout.yaxis2.matches == "y"
    assert figure.layout.yaxis3.matches is None


def test_a_page_gets_the_chart_without_title_and_words(comparison):
    bare = untitled(figures.share_fan(comparison))
    assert "title" not in bare["layout"]
    assert set(bare["layout"]["meta"]) == {"wide", "narrow"}


def test_each_row_of_the_switching_matrix_makes_a_whole(comparison):
    for heat in figures.switching_matrix(comparison).data:
        assert np.nansum(heat.z, axis=1) == pytest.approx(np.full(len(heat.z), 100.0), abs=1e-3)


def test_the_cohort_map_shows_the_share_that_is_still_there(comparison):
    base, best = figures.cohort_retention(comparison).data
    # Cohort of year 1 (row after those from before the start) after two years: 0.8 ** 2 and 0.86 ** 2.
    assert base.z[1][2] == pytest.approx(64.0, abs=0.1)
    assert best.z[1][2] == pytest.approx(73.96, abs=0.1)
    assert np.isnan(base.z[2][0])


def test_shares_of_the_loyalty_bins_make_a_whole(comparison):
    for line in figures.loyalty_distribution(comparison).data:
        assert sum(line.y[:-1]) == pytest.approx(100, abs=1e-3)


def test_spending_twice_of_what_it_brings_does_not_pay(comparison):
    firm = comparison.tables["firm"]
    more = np.where((firm.arm == comparison.arms[1]) & (firm.firm == "Northwind"), 100_000_00, 0)
    spent = firm.assign(
        advertising_cents=firm.advertising_cents + more,
        profit_cents=firm[firm.arm == comparison.arms[0]].profit_cents.iloc[0] - more // 2,
    )
    rows = figures.marginal_return(
        replace(comparison, tables={**comparison.tables, "firm": spent})
    ).layout.meta["table"]["rows"]
    assert rows[0][3].startswith("0.50")
    assert rows[0][4] == "it does not pay"


def test_the_best_arm_of_every_replication_has_no_regret(comparison):
    heat = figures.arm_regret(comparison).data[0]
    assert (np.min(heat.z, axis=0) == 0).all()
    assert np.max(heat.z) > 0


def test_the_tail_mark_is_at_the_worst_of_few_replications(comparison):
    marks = [trace for trace in figures.profit_risk(comparison).data if trace.marker.symbol.endswith("-open")]
    curves = [trace for trace in figures.profit_risk(comparison).data if trace.mode == "lines+markers"]
    for mark, curve in zip(marks, curves, strict=True):
        assert mark.x[0] == pytest.approx(min(curve.x), rel=1e-6)


def test_a_rival_that_spends_less_is_named_with_how_much(comparison):
    firm = comparison.tables["firm"]
    answer = (firm.arm == comparison.arms[2]) & (firm.firm == "Halcyon")
    less = firm.assign(advertising_cents=firm.advertising_cents - 100_00 * answer)
    told = figures.rivals_reactions(replace(comparison, tables={**comparison.tables, "firm": less}))
    assert "Halcyon spends 4.80k less" in told.layout.meta["finding"]


def test_the_mean_difference_ends_where_the_forest_has_it(comparison):
    last = [trace for trace in figures.convergence(comparison).data if trace.mode == "lines+markers"]
    profit = [trace for trace in figures.forest(comparison).data if trace.xaxis == "x"]
    assert [line.y[-1] for line in last] == pytest.approx([mark.x[0] for mark in profit], rel=1e-5)
