"""Charts of games and regret: finding, words, numbers, and names that stay text."""

import json

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from analysis.games.equilibria import equilibria
from analysis.games.figures import best_chances, payoff_matrix, regret_map
from analysis.games.payoff import Payoffs
from analysis.games.regret import regrets
from analysis.style import plain

HOSTILE = '<a href="https://evil.example">x</a> & <b>%{x}</b>'


def a_game(replications=8):
    means = np.array([[[3, 0], [5, 1]], [[3, 5], [0, 1]]], np.float64) * 1e8
    luck = np.random.default_rng(1).normal(size=(replications, 2, 2, 2)) * 1e7
    return equilibria(
        Payoffs(("incumbent", HOSTILE), ((HOSTILE, "b"), ("c", HOSTILE)), "profit_cents", means + luck)
    )


def some_regrets(points=3, replications=5):
    luck = np.random.default_rng(2)
    rows = [
        {"arm": arm, "point": f"{HOSTILE} {point}", "replication": r, "value": 1e7 * i + 1e7 * luck.normal()}
        for i, arm in enumerate((HOSTILE, "other"))
        for point in range(points)
        for r in range(replications)
    ]
    return regrets(pd.DataFrame(rows))


CHARTS = {
    "payoff_matrix": lambda: payoff_matrix(a_game()),
    "payoff_matrix_once": lambda: payoff_matrix(a_game(replications=1)),
    "regret_map": lambda: regret_map(some_regrets()),
    "regret_map_large": lambda: regret_map(some_regrets(points=70)),
    "regret_map_once": lambda: regret_map(some_regrets(replications=1)),
    "best_chances": lambda: best_chances(some_regrets()),
    "best_chances_once": lambda: best_chances(some_regrets(replications=1)),
}


@pytest.fixture(scope="module", params=CHARTS.values(), ids=CHARTS)
def chart(request):
    return request.param()


def test_every_chart_has_a_finding_a_description_and_its_numbers(chart):
    meta = chart.layout.meta
    assert isinstance(chart, go.Figure)
    assert meta["description"]
    assert meta["table"]["rows"]
    assert {len(row) for row in meta["table"]["rows"]} == {len(meta["table"]["columns"])}
    assert chart.layout.title.text.replace("<br>", " ") == plain(meta["finding"], 600)
    assert "nan" not in json.dumps([meta["finding"], meta["description"], meta["table"]["rows"]])


def test_no_name_becomes_a_link_or_markup(chart):
    drawn = chart.to_plotly_json()
    drawn["layout"].pop("meta")
    assert "<a href" not in json.dumps(drawn, default=str)


def test_every_panel_has_a_place_on_a_desk_and_on_a_telephone(chart):
    meta = chart.layout.meta
    assert meta["narrow"]["height"] >= meta["wide"]["height"] or len(meta["wide"]) == len(meta["narrow"])


def test_stable_profiles_alone_are_starred_once_in_each_panel():
    figure = payoff_matrix(a_game())
    stars = [note for note in figure.layout.annotations if note.text == "★"]
    assert [(star.xref, star.x, star.y) for star in stars] == [("x", 1.48, 0.54), ("x2", 1.48, 0.54)]
    assert len(figure.layout.shapes) == 2


def test_a_matrix_shows_the_players_means():
    found = a_game()
    figure = payoff_matrix(found)
    for i, trace in enumerate(figure.data):
        assert np.array(trace.z) == pytest.approx(found.payoffs.complete.mean(axis=0)[i])


def test_more_than_two_players_have_no_matrix():
    names = (("x", "y"),) * 3
    found = equilibria(Payoffs(("a", "b", "c"), names, "profit_cents", np.zeros((3, 3, 2, 2, 2))))
    with pytest.raises(ValueError, match="two players"):
        payoff_matrix(found)
