import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import betabinom

from analysis.battery import dirichlet
from analysis.battery.dirichlet_norms import brand_norms, category_purchases, duplication_norms

TOOTHPASTE = pd.read_csv(Path(__file__).parents[3] / "scenarios" / "data" / "toothpaste_uk_1973q1.csv")
MEAN, SHAPE = dirichlet.fit_category(0.56, 2.6)
QUARTER = category_purchases(MEAN, SHAPE)
DIVERSITIES = dirichlet.brand_diversities(QUARTER, TOOTHPASTE["share"], TOOTHPASTE["penetration"])


def evenly_spread_customers(weight, against, purchases, customers=200_000):
    """Purchases of two brands, in exactly the proportions of a beta-binomial."""
    wanted = customers * betabinom.pmf(np.arange(purchases + 1), purchases, weight, against)
    first = np.repeat(np.arange(purchases + 1), np.rint(wanted).astype(int))
    return np.column_stack([first, purchases - first])


def test_toothpaste_buying_has_the_published_mean_and_shape():
    assert round(MEAN, 2) == 1.46
    assert round(SHAPE, 2) == 0.78
    assert QUARTER.sum() == pytest.approx(1, abs=1e-12)
    assert QUARTER @ np.arange(len(QUARTER)) == pytest.approx(MEAN)
    assert 1 - QUARTER[0] == pytest.approx(0.56)


def test_toothpaste_brands_have_the_published_diversity():
    shares = TOOTHPASTE["share"]
    assert round(dirichlet.pooled_diversity(DIVERSITIES, shares), 2) == 1.55
    assert round(dirichlet.pooled_diversity(DIVERSITIES, shares, drop_high=True), 1) == 1.3


def test_toothpaste_brands_sell_as_the_published_dirichlet_table():
    diversity = dirichlet.pooled_diversity(DIVERSITIES, TOOTHPASTE["share"], drop_high=True)
    norms = brand_norms(QUARTER, diversity, TOOTHPASTE["share"])
    for measure in ("penetration", "purchases_per_buyer", "category_purchases_per_buyer"):
        assert norms[measure].round(2).tolist() == TOOTHPASTE[f"expected_{measure}"].tolist(), measure


def test_buyers_of_the_leading_toothpaste_also_buy_its_rivals_as_published():
    a_quarter = duplication_norms(QUARTER, 1.3, TOOTHPASTE["share"])
    assert a_quarter[0].round(2).tolist() == [1, 0.19, 0.1, 0.1, 0.09, 0.08, 0.03, 0.02]


def test_a_brand_with_five_per_cent_penetration_sells_as_ehrenberg_wrote():
    """Under three times a year, half its buyers only once, one in ten loyal, a third of their needs."""
    year = category_purchases(4 * MEAN, SHAPE)
    small = brand_norms(year, 1.3, [0.0254]).loc[0]
    assert small["penetration"] == pytest.approx(0.05, abs=5e-5)
    assert small["purchases_per_buyer"] == pytest.approx(2.9, abs=0.1)
    assert small["bought_once_share"] == pytest.approx(0.5, rel=0.1)
    assert small["sole_loyal_share"] == pytest.approx(0.1, rel=0.3)
    assert small["share_of_category_requirements"] == pytest.approx(1 / 3, rel=0.1)


def test_customers_without_any_habit_buy_like_dice():
    """Many purchases, S without bound: each purchase is a draw at the market shares."""
    norms = brand_norms([0, 0, 1], 1e6, [0.5, 0.3])
    assert norms["penetration"].tolist() == pytest.approx([0.75, 0.51], abs=1e-5)
    assert norms["sole_loyal_share"].tolist() == pytest.approx([0.25 / 0.75, 0.09 / 0.51], abs=1e-5)
    assert norms["bought_once_share"].tolist() == pytest.approx([0.5 / 0.75, 0.42 / 0.51], abs=1e-5)


def test_customers_set_in_their_ways_are_all_sole_loyal():
    norms = brand_norms(QUARTER, 1e-9, [0.4, 0.1])
    assert norms["sole_loyal_share"].tolist() == pytest.approx([1, 1])
    assert norms["penetration"].tolist() == pytest.approx([0.56 * 0.4, 0.56 * 0.1])


def test_a_monopoly_is_the_category():
    norms = brand_norms(QUARTER, 1.3, [1.0]).loc[0]
    assert norms["penetration"] == pytest.approx(0.56)
    assert norms["purchases_per_buyer"] == pytest.approx(2.6)
    assert norms["sole_loyal_share"] == pytest.approx(1)


def test_two_brands_that_are_the_category_share_the_buyers_who_are_not_sole_loyal():
    loyal = brand_norms(QUARTER, 1.3, [0.6, 0.4])["sole_loyal_share"]
    shared = duplication_norms(QUARTER, 1.3, [0.6, 0.4])
    assert [shared[0, 1], shared[1, 0]] == pytest.approx((1 - loyal).tolist())


def test_even_buyers_are_the_poisson_limit():
    mean, shape = dirichlet.fit_category(1 - math.exp(-2), 2 / (1 - math.exp(-2)))
    assert (mean, shape) == (pytest.approx(2), math.inf)
    assert category_purchases(2.0, math.inf)[:3] == pytest.approx(np.exp(-2) * np.array([1, 2, 2]))
    assert category_purchases(2.0, 1e7)[:9] == pytest.approx(category_purchases(2.0, math.inf)[:9], rel=1e-4)


@pytest.mark.parametrize(("weight", "against"), [(0.6, 1.4), (2.0, 0.5), (0.1, 0.2)])
def test_preferences_are_recovered_from_customers_purchases(weight, against):
    found = dirichlet.fit_preferences(evenly_spread_customers(weight, against, 8))
    assert found == pytest.approx([weight, against], rel=2e-3)


def test_a_dirichlet_market_is_fitted_without_error():
    fitted = dirichlet.dirichlet_fit_error(evenly_spread_customers(0.6, 1.4, 5))
    assert fitted.brand_diversity == pytest.approx(2, rel=5e-3)
    assert fitted.penetration_error < 5e-4
    assert fitted.rate_error < 5e-4


def test_a_private_label_with_captive_buyers_does_not_fit():
    crowd = evenly_spread_customers(1.4, 0.6, 5, customers=20_000)
    free = np.column_stack([crowd, np.zeros(len(crowd), dtype=int)])
    captive = np.tile([0, 0, 12], (4000, 1))
    assert dirichlet.dirichlet_fit_error(np.vstack([free, captive])).rate_error > 0.15


def test_brands_nobody_bought_and_people_who_buy_nothing_do_not_spoil_the_fit():
    crowd = evenly_spread_customers(0.6, 1.4, 5, customers=20_000)
    plain = dirichlet.dirichlet_fit_error(crowd, ["A", "B"])
    padded = np.zeros((2 * len(crowd), 3), dtype=int)
    padded[: len(crowd), ::2] = crowd
    fitted = dirichlet.dirichlet_fit_error(padded, ["A", "unsold", "B"])
    assert fitted.brand_diversity == pytest.approx(plain.brand_diversity, rel=1e-5)
    assert fitted.penetration_error == pytest.approx(plain.penetration_error, abs=1e-6)
    assert fitted.expected["brand"].tolist() == ["A", "B"]


def test_a_brand_with_more_buyers_than_purchases_has_no_diversity():
    alone = dirichlet.brand_diversities(QUARTER, [0.05], [0.2])
    assert np.isnan(alone).all()
    with pytest.raises(ValueError, match="no brand"):
        dirichlet.pooled_diversity(alone, [0.05])


@pytest.mark.parametrize("category", [(0.0, 2.0), (1.0, 2.0), (0.5, 1.0)])
def test_a_category_that_says_nothing_about_its_shape_is_refused(category):
    with pytest.raises(ValueError, match="mean and zeros"):
        dirichlet.fit_category(*category)


@pytest.mark.parametrize("counts", [[[1, 0], [0, 1]], [[2, 0], [3, 0]], [[0, 0]]])
def test_purchases_that_say_nothing_about_habits_are_refused(counts):
    with pytest.raises(ValueError, match="Dirichlet needs"):
        dirichlet.dirichlet_fit_error(counts)
