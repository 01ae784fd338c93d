"""Standing: unpaid orders and referrals are seen as far as records are usable."""

import numpy as np

from sim import load
from sim.agents.customers import Columns, empty_columns
from sim.agents.standing import standing_of
from sim.strategies.base import Records

LAWS = ("mechanisms.customers.referral={}", "mechanisms.crm.credit_standing={}")
CONTRIBUTION = [10.0, 20.0, 30.0, -5.0]


def columns_of(*laws: str) -> Columns:
    """Four people: the first sent the second and the third, the third sent the fourth."""
    columns = empty_columns(load("durable").set("customers=4", *laws))
    if columns.referrer.shape[1]:
        columns.referrer[0] = [-1, 0, 0, 2]
        columns.defaults[0] = [0, 1, 0, 2]
    return columns


def records(*on_record: int) -> Records:
    usable = np.isin(np.arange(4), on_record)
    purchases, contribution = (
        np.where(usable, figure, 0).astype(np.float32) for figure in (np.ones(4), CONTRIBUTION)
    )
    nothing = np.zeros(4, dtype=np.float32)
    return Records(
        silence=nothing, purchases=purchases, money=nothing, contribution=contribution, tenure=nothing
    )


def test_what_the_referred_brought_counts_for_who_sent_them():
    standing = standing_of(columns_of(*LAWS), 0, records(0, 1, 2, 3))
    assert standing.referred.tolist() == [50.0, 0.0, -5.0, 0.0]
    assert standing.defaults.tolist() == [0.0, 1.0, 0.0, 2.0]


def test_who_is_not_on_record_neither_sent_nor_was_sent():
    standing = standing_of(columns_of(*LAWS), 0, records(0, 1, 3))
    assert standing.referred.tolist() == [20.0, 0.0, 0.0, 0.0]
    assert standing_of(columns_of(*LAWS), 0, records(1, 2)).referred.tolist() == [0.0] * 4
    assert standing_of(columns_of(*LAWS), 0, records(1)).defaults.tolist() == [0.0, 1.0, 0.0, 0.0]


def test_where_none_are_kept_there_is_nothing_to_see():
    standing = standing_of(columns_of(), 0, records(0, 1, 2, 3))
    assert standing.referred.tolist() == standing.defaults.tolist() == [0.0] * 4
