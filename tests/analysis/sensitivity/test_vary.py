"""Response over one factor or two: where the focus firm does best, and how surely."""

import itertools

import numpy as np
import pandas as pd
import pytest

from analysis.measures.summary import BY_COLUMN
from analysis.sensitivity import analyse_vary
from analysis.statistics.intervals import mean_interval
from sim.experiments.designs import points, vary
from sim.files import BadInput

PROFIT = BY_COLUMN["profit_cents"]
PRICE = "firms.acme.products.first.price"


def sweep(design, formula, replications=6):
    luck = np.random.default_rng(11).normal(size=(replications, 2)) * 1e5
    rows = [
        (arm, firm, number, r, 1e8 + formula(point) + extra + luck[r].sum() + 1e6 * (firm == "acme"))
        for (arm, extra), firm in itertools.product([("base", 0), ("early", 5e6)], ["acme", "rival_firm"])
        for number, point in enumerate(points(design))
        for r in range(replications)
    ]
    return pd.DataFrame(rows, columns=["arm", "firm", "point", "replication", "value"])


def hump(point):
    return -100.0 * (point[PRICE] - 310) ** 2


def test_the_best_value_is_named_for_every_arm_with_its_certainty():
    design = vary(f"{PRICE}=200:400:9")
    found = analyse_vary(sweep(design, hump), design, PROFIT, "acme")
    assert found.finding().startswith(
        "Acme’s cumulative profit is highest at acme first price 300 under “base” (1.01m, 95% CI "
    )
    assert "best in 100% of 6 replications" in found.finding()
    assert "under “early” (1.06m" in found.finding()


def test_means_and_intervals_are_those_over_replications():
    design = vary(f"{PRICE}=200,300")
    runs = sweep(design, hump)
    found = analyse_vary(runs, design, PROFIT, "acme")
    own = runs[(runs.arm == "early") & (runs.firm == "rival_firm") & (runs.point == 1)].value
    row = found.cells[
        (found.cells.arm == "early") & (found.cells.firm == "rival_firm") & (found.cells.point == 1)
    ].iloc[0]
    whole = mean_interval(own)
    assert (row["mean"], row.low, row.high) == pytest.approx((whole.estimate, whole.low, whole.high))


def test_a_figure_of_which_less_is_better_has_its_lowest_place():
    design = vary(f"{PRICE}=200,300,400")
    found = analyse_vary(sweep(design, hump), design, BY_COLUMN["lost"], "acme")
    assert "Acme’s customers lost is lowest at acme first price 200" in found.finding()


def test_lines_go_over_one_factor_and_a_map_over_two():
    one, two = vary(f"{PRICE}=200:400:3"), vary(f"{PRICE}=200:400:3", "customers=1000,2000")
    lines = analyse_vary(sweep(one, hump), one, PROFIT, "acme").figure()
    assert [trace.name for trace in lines.data if trace.name] == ["acme", "rival firm", "acme", "rival firm"]
    drawn = next(trace for trace in lines.data if trace.name == "acme")
    assert list(drawn.x) == [200, 300, 400]
    grid = analyse_vary(sweep(two, hump), two, PROFIT, "acme").figure().data[0]
    assert np.asarray(grid.z).shape == (2, 3)
    assert np.asarray(grid.z)[0].argmax() == 1


def test_values_that_are_no_numbers_stand_side_by_side():
    design = vary("firms.acme.strategies.price.kind=fixed,competitor_following")
    figure = analyse_vary(sweep(design, lambda _: 0.0), design, PROFIT, "acme").figure()
    assert list(figure.layout.xaxis.ticktext) == ["fixed", "competitor foll…"]


def test_a_missing_run_is_said():
    design = vary(f"{PRICE}=200,300")
    runs = sweep(design, hump)
    runs.loc[0, "value"] = np.nan
    assert analyse_vary(runs, design, PROFIT, "acme").notes().endswith("1 of 8 means rest on fewer.")


def test_one_replication_has_no_interval():
    design = vary(f"{PRICE}=200,300")
    found = analyse_vary(sweep(design, hump, 1), design, PROFIT, "acme")
    assert "95% CI" not in found.finding()
    assert found.figure().data


@pytest.mark.parametrize(
    ("texts", "focus", "message"),
    [
        (["a=1,2", "b=1,2", "c=1,2"], "acme", "3 factors cannot be drawn"),
        ([f"{PRICE}=200,300"], "nobody", "no run of nobody has finished"),
    ],
)
def test_what_cannot_be_drawn_is_refused(texts, focus, message):
    design = vary(*texts)
    with pytest.raises(BadInput, match=message):
        analyse_vary(sweep(design, lambda _: 0.0), design, PROFIT, focus)
