from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.battery import brand_table as measures

DATA = Path(__file__).parents[3] / "scenarios" / "data"
PANELS = pd.read_csv(DATA / "panel_brand_tables.csv")
DUPLICATION = pd.read_csv(DATA / "panel_duplication.csv")

# Six customers: loyal to A, loyal to B, both, all three, nobody's, loyal to A.
COUNTS = np.array([[3, 0, 0], [0, 2, 0], [1, 1, 0], [2, 1, 1], [0, 0, 0], [1, 0, 0]])


def panel(category):
    return PANELS[PANELS["category"] == category]


def duplication_matrix(category):
    pairs = DUPLICATION[DUPLICATION["category"] == category]
    brands = list(panel(category)["brand"])
    return pairs.pivot_table(index="buyers_of", columns="also_buy", values="duplication").loc[brands, brands]


def test_the_brand_table_of_six_customers_is_as_counted_by_hand():
    table = measures.brand_table(COUNTS, ["A", "B", "C"]).set_index("brand")
    assert table["purchases"].tolist() == [7, 4, 1]
    assert table["buyers"].tolist() == [4, 3, 1]
    assert table["share"].tolist() == [7 / 12, 4 / 12, 1 / 12]
    assert table["penetration"].tolist() == [4 / 6, 3 / 6, 1 / 6]
    assert table["penetration_of_buyers"].tolist() == [4 / 5, 3 / 5, 1 / 5]
    assert table["purchases_per_buyer"].tolist() == [7 / 4, 4 / 3, 1.0]
    assert table["category_purchases_per_buyer"].tolist() == [10 / 4, 8 / 3, 4.0]
    assert table["share_of_category_requirements"].tolist() == [7 / 10, 4 / 8, 1 / 4]
    assert table["sole_loyal_share"].tolist() == [2 / 4, 1 / 3, 0.0]


def test_share_is_penetration_times_frequency_over_the_category_rate():
    counts = np.random.default_rng(4).poisson([0.5, 0.3, 0.1], size=(500, 3))
    table = measures.brand_table(counts)
    rate = counts.sum() / len(counts)
    assert (table["penetration"] * table["purchases_per_buyer"] / rate).tolist() == pytest.approx(
        table["share"]
    )


def test_a_brand_that_nobody_bought_has_null_rates_and_zero_penetration():
    table = measures.brand_table([[2, 0], [1, 0]])
    unsold = table.loc[1]
    assert (unsold["share"], unsold["penetration"]) == (0, 0)
    assert unsold[["purchases_per_buyer", "share_of_category_requirements", "sole_loyal_share"]].isna().all()


def test_a_market_where_nobody_buys_has_null_shares():
    table = measures.brand_table(np.zeros((3, 2), dtype=int))
    assert table["share"].isna().all()
    assert (table["penetration"] == 0).all()


@pytest.mark.parametrize(
    ("category", "share", "rate", "requirements", "elasticity"),
    [
        ("ketchup", 0.9887, 0.8783, 0.9423, 0.7712),
        ("margarine", 0.9536, 0.4788, 0.5241, 0.8055),
        ("cracker", 0.9738, 0.8761, 0.9024, 0.2882),
    ],
)
def test_double_jeopardy_of_household_panels_is_as_published(category, share, rate, requirements, elasticity):
    found = measures.double_jeopardy(panel(category))
    assert found.share_with_penetration == pytest.approx(share, abs=2e-4)
    assert found.penetration_with_rate == pytest.approx(rate, abs=2e-4)
    assert found.penetration_with_requirements == pytest.approx(requirements, abs=2e-4)
    # Shares of the smallest brands are printed to four digits, .0074 the smallest.
    assert found.penetration_elasticity == pytest.approx(elasticity, abs=2e-3)


def test_brands_with_constant_w_times_one_minus_b_obey_double_jeopardy_exactly():
    penetration = np.array([0.4, 0.25, 0.1, 0.05])
    rate = 1.5 / (1 - penetration)
    share = penetration * rate / (penetration * rate).sum()
    table = pd.DataFrame(
        {
            "share": share,
            "penetration": penetration,
            "purchases_per_buyer": rate,
            "share_of_category_requirements": penetration,
        }
    )
    found = measures.double_jeopardy(table)
    assert found.constant_spread == pytest.approx(0, abs=1e-12)
    assert found.penetration_with_rate > 0.9
    assert found.rate_spread < 0.4


def test_two_brands_are_too_few_for_double_jeopardy():
    found = measures.double_jeopardy(measures.brand_table(COUNTS[:, :2]))
    assert set(vars(found).values()) == {None}


def test_equal_brands_have_no_correlation():
    found = measures.double_jeopardy(measures.brand_table(np.eye(3, dtype=int)))
    assert (found.share_with_penetration, found.penetration_with_rate, found.rate_spread) == (
        None,
        None,
        None,
    )


@pytest.mark.parametrize(
    ("category", "coefficient", "correlation"),
    [("ketchup", 0.8024, 0.9983), ("margarine", 0.9751, 0.9949), ("cracker", 1.0458, 0.9925)],
)
def test_duplication_of_purchase_in_household_panels_is_as_published(category, coefficient, correlation):
    law = measures.duplication_law(duplication_matrix(category), panel(category)["penetration"])
    assert law.coefficient == pytest.approx(coefficient, abs=2e-4)
    assert law.mean_with_penetration == pytest.approx(correlation, abs=2e-4)


def test_duplication_of_six_customers_is_as_counted_by_hand():
    expected = [[1, 2 / 4, 1 / 4], [2 / 3, 1, 1 / 3], [1, 1, 1]]
    assert measures.duplication(COUNTS) == pytest.approx(np.array(expected))


def test_brands_bought_independently_duplicate_in_proportion_to_penetration():
    # Every combination of three brands once, so buying one says nothing about another.
    combinations = np.array(np.meshgrid([0, 1], [0, 0, 1], [0, 0, 0, 1])).reshape(3, -1).T
    penetration = (combinations > 0).mean(axis=0)
    law = measures.duplication_law(measures.duplication(combinations), penetration)
    assert law.coefficient == pytest.approx(1)
    assert law.mean_with_penetration == pytest.approx(1)


def test_brands_nobody_bought_do_not_spoil_the_duplication_law():
    with_unsold = np.column_stack([COUNTS, np.zeros(6, dtype=int)])
    laws = [
        measures.duplication_law(
            measures.duplication(counts), measures.brand_table(counts)["penetration_of_buyers"]
        )
        for counts in (COUNTS, with_unsold)
    ]
    assert laws[0] == laws[1]
    assert measures.duplication_law(np.eye(2), [0.5, 0.5]) == measures.DuplicationLaw(None, None)


def test_the_heaviest_fifth_of_buyers_makes_its_share_of_purchases():
    assert measures.heavy_buyers_share([6, 1, 1, 1, 1, 0, 0]) == pytest.approx(0.6)
    assert measures.heavy_buyers_share([1, 1, 1, 1, 1]) == pytest.approx(0.2)
    assert measures.heavy_buyers_share([3]) == 1
    assert measures.heavy_buyers_share([0, 0]) is None


@pytest.mark.parametrize("counts", [[[1.5, 2.0]], [1, 2], [[1, -1]]])
def test_purchases_that_cannot_be_counted_are_refused(counts):
    with pytest.raises(ValueError, match=r"whole numbers|negative"):
        measures.brand_table(counts)


def test_every_column_needs_one_name():
    with pytest.raises(ValueError, match="names"):
        measures.brand_table(COUNTS, ["A"])
