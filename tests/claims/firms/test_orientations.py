"""C10 on the scenario `orientations`: their ranking turns over from a seller's to a buyer's market."""

from functools import cache

import pandas as pd
import pytest

from tests.evidence import surely
from tests.support import SEEDS, compared, interval

SHORT = ("years=3",)
ALIKE = ("production", "product", "selling", "marketing", "societal", "relationship")

pytestmark = pytest.mark.slow


@cache
def profits(replications: int, *overrides: str) -> pd.DataFrame:
    """Profit of the run in currency units: rows (arm, replication), columns firm."""
    table = compared("orientations", (), (*SHORT, *overrides), replications).tables["firm"]
    return table.groupby(["arm", "replication", "firm"]).profit_cents.sum().unstack() / 100


def lead(market: str, one: str, other: str, replications: int) -> pd.Series:
    """What one earns more than another in a market."""
    found = profits(replications).loc[market]
    return found[one] - found[other]


@pytest.mark.parametrize("other", [name for name in ALIKE if name != "production"])
def test_where_goods_are_scarce_who_makes_most_and_cheapest_earns_most(other: str):
    assert surely(lambda n: lead("sellers_market", "production", other, n)) > 0


@pytest.mark.parametrize("other", [name for name in ALIKE if name != "relationship"])
def test_where_customers_are_scarce_who_lives_on_relationships_earns_most(other: str):
    assert surely(lambda n: lead("buyers_market", "relationship", other, n)) > 0


def test_the_ranking_turns_over():
    """Spearman's correlation of profits between the two markets is negative."""

    def correlation(n: int) -> pd.Series:
        ranks = profits(n).rank(axis=1)
        sellers, buyers = (ranks.loc[market] for market in ("sellers_market", "buyers_market"))
        return 1.0 - 6.0 * ((sellers - buyers) ** 2).sum(axis=1) / (6 * (6**2 - 1))

    assert surely(correlation) < 0


def test_firms_without_a_character_are_not_told_apart_by_their_names():
    """C10 off: six firms alike earn alike in either market, but for luck."""
    plain = [f"firms.{name}.orientation=selling" for name in ALIKE]
    found = profits(SEEDS, *plain)
    for market in ("sellers_market", "buyers_market"):
        difference = found.loc[market, "production"] - found.loc[market, "relationship"]
        assert interval(difference).low < 0 < interval(difference).high
