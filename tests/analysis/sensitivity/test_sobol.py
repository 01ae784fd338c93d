"""Sobol' indices: Ishigami's function has known ones; an incomplete sample is refused."""

import numpy as np
import pytest

from analysis.sensitivity import analyse_sobol
from sim.experiments.designs import LatinHypercube, Saltelli
from sim.files import BadInput

# Ishigami & Homma (1990) with a = 7, b = 0.1, in closed form.
FIRST = {"a": 0.3138, "b": 0.4424, "c": 0.0}
TOTAL = {"a": 0.5574, "b": 0.4424, "c": 0.2436}


@pytest.fixture(scope="module")
def indices(measure, ishigami, circle):
    design = Saltelli.model_validate({"over": circle, "samples": 1024, "second_order": True})
    return analyse_sobol(measure(design, ishigami))


def test_indices_of_the_ishigami_function_are_the_published_ones(indices):
    table = indices.indices.set_index("factor")
    for name, known in (("first_order", FIRST), ("total", TOTAL)):
        for factor, share in known.items():
            assert table[name][factor] == pytest.approx(share, abs=0.02)
            assert table[f"{name}_95_low"][factor] <= share <= table[f"{name}_95_high"][factor]


def test_only_the_first_and_the_third_factor_interact(indices):
    pairs = indices.pairs.set_index(["factor", "with"])
    assert indices.pairs.iloc[0][["factor", "with"]].tolist() == ["a", "c"]
    assert pairs.loc[("a", "c"), "second_order"] == pytest.approx(0.2436, abs=0.05)
    for pair in (("a", "b"), ("b", "c")):
        assert pairs.loc[pair, "second_order_95_low"] <= 0 <= pairs.loc[pair, "second_order_95_high"]


def test_the_finding_gives_shares_with_their_intervals(indices):
    assert indices.finding() == (
        "A makes 56% (95% CI 47% to 64%) of the variance of response with its interactions, "
        "32% (95% CI 26% to 39%) alone."
    )


def test_pairs_follow_the_factors_in_the_table_in_words(indices):
    _, rows = indices.words()
    assert [row[0] for row in rows[:4]] == ["a", "b", "c", "a × c"]


def test_an_incomplete_sample_is_refused_with_how_much_is_missing(measure, ishigami, circle):
    measured = measure(Saltelli.model_validate({"over": circle, "samples": 8}), ishigami)
    measured.values.iloc[[3, 17]] = np.nan
    with pytest.raises(BadInput, match=r"^sweep:1:1: sobol: 2 of 40 points are missing - resume the sweep"):
        analyse_sobol(measured)


def test_a_point_that_lacks_some_replications_is_used(measure, ishigami, circle):
    measured = measure(Saltelli.model_validate({"over": circle, "samples": 64}), ishigami, 3, 0.01)
    measured.values.loc[3, 0] = np.nan
    found = analyse_sobol(measured)
    assert "1 of 320 points lack some replications" in found.notes()


def test_luck_is_averaged_away_before_the_analysis(measure, ishigami, circle):
    design = Saltelli.model_validate({"over": circle, "samples": 64})
    exact = analyse_sobol(measure(design, ishigami)).indices.set_index("factor").total
    measured = measure(design, ishigami, 40, 0.5)
    noisy = analyse_sobol(measured).indices.set_index("factor").total
    assert noisy.to_dict() == pytest.approx(exact.to_dict(), abs=0.02)
    # Ishigami's function has variance 13.8; the mean of 40 values has the luck of one by 40.
    assert measured.noise_share == pytest.approx(0.25 * 26 / 40 / 13.8, rel=0.5)


@pytest.mark.parametrize(
    ("design", "formula", "message"),
    [
        (LatinHypercube, lambda p: p["a"], "needs a design of kind saltelli"),
        (Saltelli, lambda _: 1.0, "response is the same at all points"),
    ],
)
def test_what_cannot_be_split_is_refused(measure, circle, design, formula, message):
    with pytest.raises(BadInput, match=message):
        analyse_sobol(measure(design.model_validate({"over": circle, "samples": 8}), formula))


def test_the_same_responses_give_the_same_intervals(measure, ishigami, circle):
    measured = measure(Saltelli.model_validate({"over": circle, "samples": 16}), ishigami)
    assert analyse_sobol(measured).table().equals(analyse_sobol(measured).table())
