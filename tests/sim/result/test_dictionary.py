"""The data dictionary says what is in the tables: no more, no less, and nothing else."""

import numpy as np
import pandas as pd
import pytest

from sim import load, simulate
from sim.result.dictionary import DATA_DICTIONARY, NEVER, columns_of
from sim.result.dictionary.page import page

STORED = {"integer": "i", "number": "f"}


@pytest.fixture(scope="module")
def tables():
    # A market so small that some months nobody buys, some firms have no customers, and one still waits.
    scenario = load("durable", "customers=60", "years=4", "firms.newcomer.enters=0.5")
    return simulate(scenario).tables


@pytest.mark.slow
def test_every_table_of_a_run_is_described_and_no_other(tables):
    assert tables.keys() == DATA_DICTIONARY.keys()


@pytest.mark.slow
@pytest.mark.parametrize("name", DATA_DICTIONARY)
def test_every_column_is_described_in_its_place_and_stored_as_told(tables, name):
    assert [*tables[name].columns] == [column.name for column in columns_of(name)]
    for column in columns_of(name):
        stored = tables[name][column.name].dtype
        if column.kind == "text":
            assert pd.api.types.is_string_dtype(stored), column.name
        else:
            assert (stored.kind, stored.itemsize) == (STORED[column.kind], 8), column.name


@pytest.mark.slow
@pytest.mark.parametrize("name", DATA_DICTIONARY)
def test_only_columns_that_say_when_are_ever_null(tables, name):
    null = {column for column in tables[name] if tables[name][column].isna().any()}
    assert null <= {column.name for column in columns_of(name) if column.null != NEVER}
    numbers = tables[name].select_dtypes("number").to_numpy()
    assert not np.isinf(numbers).any()


@pytest.mark.slow
def test_values_are_null_exactly_when_the_dictionary_says_so(tables):
    firm, category = tables["firm"], tables["category"]
    sold = firm.groupby("period").units.transform("sum") > 0
    assert (firm.share.notna() == sold).all()
    assert (firm.satisfaction.notna() == (firm.customers > 0)).all()
    assert (firm.attitudinal_loyalty.notna() == (firm.customers > 0)).all()
    assert (firm.list_price_cents.isna() == (firm.status == "waiting")).all()
    assert (category.herfindahl.notna() == (category.units > 0)).all()
    assert (category.mean_price_cents.notna() == (category.units > 0)).all()
    for column in (firm.share, firm.satisfaction, firm.list_price_cents, category.herfindahl):
        assert column.isna().any()
        assert column.notna().any()


def test_money_is_in_whole_cents_and_says_so():
    for name in DATA_DICTIONARY:
        for column in columns_of(name):
            assert (column.unit == "cents") == column.name.endswith("_cents")
            assert column.kind != "integer" or column.null == NEVER


def test_the_page_is_made_of_the_dictionary(repository):
    written = (repository / "docs" / "data_dictionary.md").read_text(encoding="utf-8")
    assert written == page(), "make it again: python -m sim.result.dictionary > docs/data_dictionary.md"
