"""A dearer brand loses share to the others (B8, the choice itself)."""

import pandas as pd
import pytest

from sim import load
from tests.evidence import surely
from tests.support import EXACT, compare

NOBODY_MINDS = "mechanisms.customers.brand_choice.price=0"
OFF = "mechanisms.customers.brand_choice.strength=0"

pytestmark = pytest.mark.slow


def gained(replications: int, *overrides: str) -> pd.DataFrame:
    """Share that each firm gains; a row per replication, a column per firm."""
    usual = load("repertoire", "customers=2_000", "years=1", *overrides)
    arms = {"usual": usual, "dearer": usual.set("firms.second.products.good.price=2.75")}
    found = compare(arms, replications)
    sold = (
        found.tables["firm"]
        .query("period >= 26")
        .groupby(["arm", "replication", "firm"])
        .units.sum()
        .unstack("firm")
    )
    shares = sold.div(sold.sum(axis=1), axis=0)
    return shares.loc["dearer"] - shares.loc["usual"]


def test_a_dearer_brand_loses_share_to_every_other():
    """B8: price, taste and habit together decide; price alone changed."""
    assert surely(lambda n: gained(n)["second"]) < 0
    for rival in ("leader", "third", "fourth", "fifth", "sixth"):
        assert surely(lambda n, rival=rival: gained(n)[rival]) > 0


@pytest.mark.parametrize("off", [NOBODY_MINDS, OFF])
def test_a_price_that_nobody_minds_moves_no_share(off: str):
    """B8 with price, or brand choice, off."""
    assert (gained(EXACT, off) == 0).all(axis=None)
