"""Partial rank correlation: a published example, limits, and an independent way to the same number."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as hs
from scipy.stats import rankdata, t

from analysis.sensitivity import analyse_prcc
from analysis.sensitivity.prcc import partial_rank_correlations
from analysis.sensitivity.responses import Responses
from sim.experiments.designs import LatinHypercube, ListedPoints, ZippedFactors
from sim.files import BadInput

# Kim (2015), "ppcor: an R package for a fast calculation to semi-partial correlation coefficients": ten yeast
# proteins, and `pcor(y.data, method = "spearman")`.
HALF_LIFE = [7, 15, 19, 15, 21, 22, 57, 15, 20, 18]
PROTEINS = {
    "dispensability": [0.000, 0.964, 0.000, 0.000, 0.921, 0.000, 0.000, 1.006, 0.000, 1.011],
    "degree": [9, 2, 3, 4, 1, 3, 1, 3, 6, 1],
    "centrality": [1.78e-02, 1.05e-06, 1.37e-05, 7.18e-03, 0, 0, 0, 4.48e-03, 2.10e-06, 0],
}
PUBLISHED = {"dispensability": -0.7647345, "degree": -0.1367596, "centrality": -0.7860646}


def by_regression(factors, response):
    """Partial correlation from Student's t of each coefficient in the regression of ranks."""
    ranks = rankdata(np.column_stack([factors, response]), axis=0)
    matrix = np.column_stack([np.ones(len(ranks)), ranks[:, :-1]])
    coefficients, *_ = np.linalg.lstsq(matrix, ranks[:, -1])
    residuals = ranks[:, -1] - matrix @ coefficients
    freedom = len(ranks) - matrix.shape[1]
    covariance = np.linalg.inv(matrix.T @ matrix) * (residuals @ residuals) / freedom
    statistic = (coefficients / np.sqrt(np.diag(covariance)))[1:]
    return statistic / np.sqrt(statistic**2 + freedom)


def test_the_published_example_comes_out_to_its_last_digit():
    points = pd.DataFrame(PROTEINS, dtype=object)
    values = pd.DataFrame({0: np.array(HALF_LIFE, dtype=float)})
    table = analyse_prcc(Responses(points, values)).correlations.set_index("factor")
    assert table.prcc.to_dict() == pytest.approx(PUBLISHED, abs=5e-8)
    for row in table.itertuples():
        statistic = row.prcc * np.sqrt(6 / (1 - row.prcc**2))
        assert row.p_value == pytest.approx(2 * t.sf(abs(statistic), 6))


@given(hs.integers(0, 10**6), hs.integers(2, 5))
def test_it_equals_what_the_regression_of_ranks_gives(seed, width):
    rng = np.random.default_rng(seed)
    factors = rng.random((40, width))
    response = factors @ rng.normal(size=width) + rng.normal(size=40)
    assert partial_rank_correlations(factors, response) == pytest.approx(by_regression(factors, response))


@given(hs.integers(0, 10**6))
def test_only_ranks_count(seed):
    rng = np.random.default_rng(seed)
    factors, response = rng.random((30, 2)), rng.random(30)
    bent = np.column_stack([np.exp(5 * factors[:, 0]), -1 / (1 + factors[:, 1])])
    assert partial_rank_correlations(bent, response**3) == pytest.approx(
        partial_rank_correlations(factors, response)
    )


def test_a_response_that_is_a_curve_of_one_factor_follows_it_wholly_and_no_other(measure):
    design = LatinHypercube.model_validate(
        {"over": {"a": {"from": 0, "to": 5}, "b": {"from": 0, "to": 1}}, "samples": 30}
    )
    table = analyse_prcc(measure(design, lambda p: -np.exp(p["a"]))).correlations.set_index("factor")
    assert table.prcc.to_dict() == {"a": -1.0, "b": 0.0}
    assert table.p_value.to_dict() == {"a": 0.0, "b": 1.0}


def test_a_factor_that_acts_up_and_down_shows_nothing(measure, ishigami, circle):
    design = LatinHypercube.model_validate({"over": circle, "samples": 400})
    table = analyse_prcc(measure(design, ishigami)).correlations.set_index("factor")
    assert table.prcc["a"] > 0.3
    for factor in "bc":
        assert table["prcc_95_low"][factor] < 0 < table["prcc_95_high"][factor]
        assert table.p_value[factor] > 0.05


def test_the_interval_is_that_of_fisher():
    """Thirty points and two factors: half-width 1.96 / sqrt(30 - 1 - 3) on the scale of arctanh."""
    rng = np.random.default_rng(4)
    points = pd.DataFrame(rng.random((30, 2)), columns=["a", "b"], dtype=object)
    values = pd.DataFrame({0: points.a.astype(float) + rng.random(30)})
    row = analyse_prcc(Responses(points, values)).correlations.iloc[0]
    reach = 1.959963984540054 / np.sqrt(26)
    limits = np.tanh(np.arctanh(row.prcc) + np.array([-reach, reach]))
    assert row[["prcc_95_low", "prcc_95_high"]].tolist() == pytest.approx(limits.tolist())


def test_factors_without_an_order_are_left_out_and_named(measure):
    over = {"a": {"from": 0, "to": 1}, "firms.acme.strategies.price.kind": ["fixed", "markup"]}
    found = analyse_prcc(
        measure(LatinHypercube.model_validate({"over": over, "samples": 20}), lambda p: p["a"])
    )
    assert list(found.correlations.factor) == ["a"]
    assert found.notes().startswith("Left out, having no order: acme price kind. 20 points")


def test_a_factor_of_no_effect_is_not_called_a_driver(measure):
    design = LatinHypercube.model_validate({"over": {"a": {"from": 0, "to": 1}}, "samples": 20})
    found = analyse_prcc(measure(design, lambda p: (p["a"] * 1e6) % 1))
    assert found.finding().startswith("No factor moves response steadily; the nearest is a, partial rank")


@pytest.mark.parametrize(
    ("design", "message"),
    [
        (ListedPoints.model_validate({"points": [{"a": 1}, {"a": 2}, {"a": 3}]}), "3 points are too few"),
        (
            ZippedFactors.model_validate({"over": {"a": list(range(9)), "b": list(range(9))}}),
            "some factors move together",
        ),
        (
            ListedPoints.model_validate({"points": [{"a": "x"}, {"a": "y"}] * 4}),
            "nothing varies that has an order",
        ),
    ],
)
def test_what_cannot_be_told_apart_is_refused(measure, design, message):
    with pytest.raises(BadInput, match=message):
        analyse_prcc(
            measure(design, lambda p: float(len(str(p["a"]))) if isinstance(p["a"], str) else p["a"])
        )
