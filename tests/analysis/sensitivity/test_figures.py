"""Charts of sensitivity: a finding, words and numbers for each, and names shown as they are."""

import json

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from analysis.measures.summary import BY_COLUMN
from analysis.pages.charts import chart
from analysis.sensitivity import (
    analyse_convergence,
    analyse_morris,
    analyse_prcc,
    analyse_prim,
    analyse_sobol,
    analyse_tornado,
    analyse_vary,
)
from analysis.sensitivity.figures.bars import MOST_ROWS
from analysis.style import plain
from sim.experiments.designs import FullFactorial, LatinHypercube, Morris, OneAtATime, Saltelli, points

HOSTILE = '<a href="https://evil.example">x</a>'
KPI = BY_COLUMN["share_end"]
OVER = {
    "firms.acme_corp.products.first.price": {"from": 200, "to": 400},
    "customers": {"from": 1000, "to": 5000, "integer": True},
    "firms.acme_corp.strategies.price.kind": ["fixed", HOSTILE],
}


def share(point):
    price = point.get("firms.acme_corp.products.first.price", 300)
    kind = point.get("firms.acme_corp.strategies.price.kind", "fixed")
    return 0.5 - abs(price - 290) / 1000 + point.get("customers", 3000) / 1e5 + 0.05 * (kind == HOSTILE)


def varied(design):
    rng = np.random.default_rng(1)
    rows = [
        (arm, firm, number, r, share(point) + rng.normal() / 100)
        for arm in ("no_rescue", HOSTILE)
        for firm in ("acme_corp", HOSTILE)
        for number, point in enumerate(points(design))
        for r in range(3)
    ]
    return pd.DataFrame(rows, columns=["arm", "firm", "point", "replication", "value"])


@pytest.fixture(scope="module")
def results(measure):
    def sampled(kind, **sizes):
        return measure(kind.model_validate({"over": OVER, **sizes}), share, 3, 0.01, KPI)

    lines = FullFactorial.model_validate(
        {"over": {"firms.acme_corp.strategies.price.kind": ["fixed", HOSTILE]}}
    )
    cells = FullFactorial.model_validate({"over": {**lines.over, "customers": [1000, 3000]}})
    arms = pd.DataFrame({"no_rescue": [0.1, 0.2, 0.15], HOSTILE: [0.2, 0.2, 0.3]})
    return {
        "tornado": analyse_tornado(sampled(OneAtATime)),
        "regression": analyse_tornado(sampled(LatinHypercube, samples=30)),
        "morris": analyse_morris(sampled(Morris, trajectories=5)),
        "sobol": analyse_sobol(sampled(Saltelli, samples=16, second_order=True)),
        "prcc": analyse_prcc(sampled(LatinHypercube, samples=30)),
        "prim": analyse_prim(sampled(LatinHypercube, samples=100)),
        "convergence": analyse_convergence(arms, KPI),
        "lines": analyse_vary(varied(lines), lines, KPI, "acme_corp"),
        "map": analyse_vary(varied(cells), cells, KPI, "acme_corp"),
    }


KINDS = ("tornado", "regression", "morris", "sobol", "prcc", "prim", "convergence", "lines", "map")


@pytest.mark.parametrize("kind", KINDS)
def test_every_chart_has_a_finding_a_description_and_its_numbers(results, kind):
    figure = results[kind].figure()
    meta = figure.layout.meta
    assert isinstance(figure, go.Figure)
    assert meta["finding"] == results[kind].finding()
    assert results[kind].notes() in meta["description"]
    assert meta["table"]["rows"]
    assert {len(row) for row in meta["table"]["rows"]} == {len(meta["table"]["columns"])}
    assert figure.layout.title.text.replace("<br>", " ") == plain(meta["finding"], 600)


@pytest.mark.parametrize("kind", KINDS)
def test_no_value_becomes_a_link_or_markup_inside_a_chart(results, kind):
    drawn = results[kind].figure().to_plotly_json()
    drawn["layout"].pop("meta")
    assert "<a href" not in json.dumps(drawn, default=str)
    assert not any("evil" in (trace.get("hovertemplate") or "") for trace in drawn["data"])


@pytest.mark.parametrize("kind", KINDS)
def test_every_chart_goes_on_a_page_and_on_a_telephone(results, kind):
    figure = results[kind].figure()
    made = chart(kind, figure)
    assert set(figure.layout.meta["narrow"]) >= {"height", "xaxis.domain", "yaxis.domain"}
    assert made.height < figure.layout.height
    assert "<" not in made.data


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_result_gives_the_same_chart(results, kind):
    assert results[kind].figure().to_json() == results[kind].figure().to_json()


@pytest.mark.parametrize("kind", KINDS)
def test_names_are_words_and_paths_stay_paths_only_in_tables(results, kind):
    figure = results[kind].figure()
    seen = [figure.layout.title.text, *(note.text for note in figure.layout.annotations)]
    seen += [text for axis in figure.select_yaxes() for text in axis.ticktext or ()]
    assert not any("_" in text for text in seen)


def test_bars_are_in_the_unit_of_their_axis(results):
    figure = results["tornado"].figure()
    assert figure.layout.xaxis.title.text.endswith("percentage points")
    swings = results["tornado"].swings
    assert list(figure.data[0].x) == pytest.approx([100 * swing.low.estimate for swing in swings])


def test_many_factors_are_drawn_by_size_and_all_are_in_the_table(measure):
    design = OneAtATime.model_validate({"over": {f"f{i}": {"from": 0, "to": 1 + i} for i in range(20)}})
    figure = analyse_tornado(measure(design, lambda p: sum(p.values()))).figure()
    assert len(figure.data[0].x) == MOST_ROWS
    assert len(figure.layout.meta["table"]["rows"]) == 20
    assert "The 4 smallest of 20 rows are only in the table." in figure.layout.meta["description"]


def test_a_box_without_limits_can_still_be_drawn(measure):
    rng = np.random.default_rng(8)
    design = LatinHypercube.model_validate({"over": {"a": {"from": 0, "to": 1}}, "samples": 24})
    luck = iter(rng.permutation(24) % 2)
    found = analyse_prim(measure(design, lambda _: float(next(luck))), above=0.5, alpha=0.5, least_mass=0.9)
    assert found.box.restricted == []
    assert (
        found.finding()
        == "No box of factor values raises the share of points where response is above 0.50 above 50%."
    )
    assert found.figure().data
