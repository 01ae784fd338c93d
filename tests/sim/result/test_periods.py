"""Tables by period are made of the figures of a run, and only those that are asked for."""

import numpy as np
import pandas as pd
import pytest

from sim.model import MarketModel
from sim.result import tables_of
from sim.result.dictionary.by_period import PERIOD_TABLES
from sim.result.period_table import by_year
from sim.result.periods import period_tables
from tests.contract.small import busy


@pytest.fixture(scope="module")
def model() -> MarketModel:
    lived = MarketModel(busy(), seed=4)
    while lived.running:
        lived.step()
    return lived


@pytest.fixture(scope="module")
def tables(model: MarketModel) -> dict[str, pd.DataFrame]:
    return period_tables(model.question, model.history)


@pytest.mark.parametrize("name", PERIOD_TABLES)
def test_a_table_alone_is_the_same_as_among_all(
    model: MarketModel, tables: dict[str, pd.DataFrame], name: str
):
    alone = period_tables(model.question, model.history, (name,))
    assert [*alone] == [name]
    pd.testing.assert_frame_equal(alone[name], tables[name], check_exact=True)


def test_tables_by_period_stand_before_those_of_moments(model: MarketModel, tables: dict[str, pd.DataFrame]):
    assert [*tables_of(model.question, model.history, model.snapshots)][: len(tables)] == [*tables]
    assert tables.keys() == PERIOD_TABLES.keys()


def test_a_count_is_the_same_in_every_table_that_shows_it(tables: dict[str, pd.DataFrame]):
    sold = tables["firm"].groupby("period").units.sum()
    for name in ("channel", "segment", "generation", "category"):
        assert tables[name].groupby("period").units.sum().equals(sold), name
    assert sold.sum() == tables["source"].units.sum() == tables["tier"].units.sum() > 0
    assert tables["journey"].purchases.sum() == tables["switching"].purchases.sum() > 0


def test_a_mean_is_a_sum_over_those_who_are_counted(model: MarketModel, tables: dict[str, pd.DataFrame]):
    felt = model.figures.count("satisfaction") / 65536.0
    firm = tables["firm"]
    served = (firm.customers > 0).to_numpy()
    assert np.allclose((firm.satisfaction * firm.customers / 100.0)[served], felt.reshape(-1)[served])
    assert firm.satisfaction[~served].isna().all()


def test_years_are_sums_of_their_periods_and_the_last_may_be_cut_short():
    assert by_year(np.arange(10).reshape(5, 2), 2).tolist() == [[2, 4], [10, 12], [8, 9]]


def test_nobody_new_to_a_firm_comes_from_it(tables: dict[str, pd.DataFrame]):
    source = tables["source"]
    assert not ((source.kind == "new") & (source.origin == source.firm)).any()
    assert ((source.kind == "kept") & (source.origin == source.firm)).any()


def test_tiers_and_tasks_have_rows_only_where_there_are_any(tables: dict[str, pd.DataFrame]):
    assert tables["tier"].tier.max() == tables["tier"][tables["tier"].customers > 0].tier.max() > 0
    plain = MarketModel(busy("mechanisms.channels.task_channels.strength=0"), seed=4)
    plain.step()
    made = period_tables(plain.question, plain.history)
    assert len(made["task"]) == 0 < len(tables["task"])
    assert [*made["task"]] == [*tables["task"]]
