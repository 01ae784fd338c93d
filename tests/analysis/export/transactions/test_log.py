"""The log is what a seller knows, the truth is what came; from the log planted parameters are recovered."""

from dataclasses import astuple
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis.battery.bg_nbd import BgNbd, fit, rfm_summary
from analysis.export.transactions.log import Cut, write_transaction_log
from sim import BadInput, load, simulate

MARKET = Path(__file__).parent / "bg_nbd_market.yaml"
PLANTED = BgNbd(r=1.2, alpha=1.2 / 3.0 * 365, a=0.9, b=2.7)
"""In days; as the market has it."""
NO_DROPOUT = "mechanisms.customers.dropout.strength=0"
A_DAY = 1 / 365
SEEDS = range(1000, 1006)
DURABLE = (
    "customers=400",
    "years=3",
    "mechanisms.cycles.adoption={innovation: 0.4}",
    "mechanisms.cycles.replacement.life=0.5",
)
CUT = Cut(years=1.5, horizon=1, start_date=date(2021, 3, 1))


def written(folder: Path, *overrides: str, cut: Cut = CUT, seed: int = 5) -> dict[str, pd.DataFrame]:
    write_transaction_log(load("durable", *DURABLE, *overrides), cut, folder, seed=seed)
    return {name: pd.read_csv(folder / f"{name}.csv") for name in ("transactions", "truth")}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("log")


@pytest.fixture(scope="module")
def tables(folder: Path) -> dict[str, pd.DataFrame]:
    return written(folder)


@pytest.fixture(scope="module")
def events() -> pd.DataFrame:
    rows = simulate(load("durable", *DURABLE), 5, events=True).tables["event"]
    return rows[rows.event == "purchase"]


def test_the_log_holds_every_purchase_up_to_the_cut_and_none_after(tables, events):
    log = tables["transactions"]
    assert list(log.columns) == ["customer_id", "date", "firm", "channel", "units", "amount"]
    early = events[events.period < 18]
    expected = early.groupby(["customer", "firm", "channel"])[["units", "amount_cents"]].sum()
    found = log.assign(cents=(100 * log.amount).round()).groupby(["customer_id", "firm", "channel"])
    assert (found[["units", "cents"]].sum().to_numpy() == expected.to_numpy()).all()
    assert len(log) == len(early)


def test_the_log_is_sorted_and_dated_within_its_days(tables, folder):
    log = tables["transactions"]
    assert log.date.min() >= "2021-03-01"
    assert log.date.max() <= CUT.last_day(load("durable")).isoformat() == "2022-08-30"
    assert log.sort_values(["date", "customer_id"], kind="stable").equals(log)
    amounts = [line.rsplit(",", 1)[1] for line in (folder / "transactions.csv").read_text().split()[1:]]
    assert all(len(amount.split(".")[1]) == 2 for amount in amounts)


def test_the_truth_has_a_row_for_every_customer_and_firm_of_the_log(tables):
    pairs = [set(map(tuple, table[["customer_id", "firm"]].to_numpy())) for table in tables.values()]
    assert pairs[0] == pairs[1]
    assert not tables["truth"].duplicated(["customer_id", "firm"]).any()


def test_purchases_that_came_are_those_of_the_run_as_it_went_on(tables, events):
    later = events[(events.period >= 18) & (events.period < 30)].groupby(["customer", "firm"]).size()
    truth = tables["truth"].set_index(["customer_id", "firm"]).purchases
    assert truth.sum() > 50
    assert (truth == later.reindex(truth.index, fill_value=0)).all()


def test_owners_of_a_firms_durable_are_its_living_customers(tables):
    truth = tables["truth"]
    assert truth.alive.isin([0, 1]).all()
    assert (truth.groupby("customer_id").alive.sum() == 1).all()


def test_the_mean_over_fresh_luck_foretells_what_came_without_bias(tables):
    off = tables["truth"].contribution - tables["truth"].contribution_mean
    assert abs(off.mean()) < 3 * off.sem()
    assert tables["truth"].contribution_mean.sum() > 0
    assert (tables["truth"].contribution_se > 0).mean() > 0.5


def test_a_log_may_be_that_of_some_firms(tables, tmp_path):
    own = written(tmp_path, cut=Cut(years=1.5, horizon=1, start_date=date(2021, 3, 1), firms=("leader",)))
    for name, table in own.items():
        every = tables[name]
        pd.testing.assert_frame_equal(table, every[every.firm == "leader"].reset_index(drop=True))


def test_the_same_order_writes_the_same_bytes_and_another_seed_others(folder, tables, tmp_path):
    again, other = tmp_path / "again", tmp_path / "other"
    for place, seed in ((again, 5), (other, 6)):
        place.mkdir()
        written(place, seed=seed)
    for name in ("transactions.csv", "truth.csv"):
        bytes_there = (folder / name).read_bytes()
        assert (again / name).read_bytes() == bytes_there
        assert (other / name).read_bytes() != bytes_there


def test_the_notes_name_what_a_reader_needs(folder, tables):
    notes = (folder / "README.txt").read_text(encoding="utf-8")
    for column in {column for table in tables.values() for column in table.columns}:
        assert column in notes, column
    for fact in ("2021-03-01", "2022-08-30", "0.1 a year", "1 years after T", "20 in fresh luck"):
        assert fact in notes, fact
    assert "$" not in notes


@pytest.mark.parametrize(
    ("cut", "complaint"),
    [
        (Cut(years=0, horizon=1), "years: must be above 0 (got 0)"),
        (Cut(years=1, horizon=-1), "horizon: must be above 0 (got -1)"),
        (Cut(years=150, horizon=51), "horizon: ends more than 200 years after the start (got 201)"),
        (Cut(years=1, horizon=1, discount=-0.1), "discount: must be a rate per year of 0 or more (got -0.1)"),
        (Cut(years=1, horizon=1, continuations=19), "continuations: are too few"),
        (Cut(years=1, horizon=1, firms=("leader", "nobody")), "firms: are not in the scenario (got nobody)"),
    ],
)
def test_a_cut_that_cannot_be_made_is_refused_in_one_line(cut, complaint, tmp_path):
    with pytest.raises(BadInput) as caught:
        write_transaction_log(load("durable"), cut, tmp_path)
    assert complaint in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def planted(tmp: Path, seed: int, horizon: float, *overrides: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Frequency, recency and age by the log of the planted market, and its truth."""
    cut, scenario = Cut(years=2, horizon=horizon, discount=0), load(MARKET, *overrides)
    write_transaction_log(scenario, cut, tmp, seed=seed)
    log = pd.read_csv(tmp / "transactions.csv", parse_dates=["date"])
    return rfm_summary(log, cut.last_day(scenario)), pd.read_csv(tmp / "truth.csv", index_col="customer_id")


def customers(rfm: pd.DataFrame) -> tuple[pd.Series, pd.Series, pd.Series]:
    return rfm["frequency"], rfm["recency"], rfm["T"]


@pytest.mark.slow
def test_planted_parameters_are_recovered_from_the_log_within_their_sampling_error(tmp_path):
    """V-B13, B3: twice the gain in log-likelihood over the planted parameters is chi-squared, 4 per log."""
    gains, fits = [], []
    for seed in SEEDS:
        past = customers(planted(tmp_path, seed, A_DAY)[0])
        fits.append(astuple(found := fit(*past)))
        gains.append(2 * (found.log_likelihood(*past) - PLANTED.log_likelihood(*past)).sum())
    assert stats.chi2(4 * len(SEEDS)).sf(sum(gains)) > 0.01
    mean, error = np.mean(fits, axis=0), stats.sem(fits, axis=0)
    assert (np.abs(mean - astuple(PLANTED)) < stats.t(len(SEEDS) - 1).ppf(0.995) * error).all()
    assert mean == pytest.approx(astuple(PLANTED), rel=0.1)


@pytest.mark.slow
def test_with_dropout_off_the_log_says_that_nobody_leaves(tmp_path):
    """B3 off."""
    found = fit(*customers(planted(tmp_path, SEEDS[0], A_DAY, NO_DROPOUT)[0]))
    assert found.a / (found.a + found.b) < 0.001
    assert (found.r, found.alpha) == pytest.approx((PLANTED.r, PLANTED.alpha), rel=0.1)


@pytest.mark.slow
def test_what_the_model_expects_by_the_log_is_what_fresh_luck_brings(tmp_path):
    """Without bias over all customers: purchases of the next quarter, who is alive, and contribution."""
    rfm, truth = planted(tmp_path, SEEDS[0], 0.25)
    expected = PLANTED.expected_purchases(0.25 * 365, *customers(rfm))
    off = truth.purchases_mean.loc[rfm.index] - expected
    assert abs(off.mean()) < 3 * off.sem()
    alive = truth.alive.loc[rfm.index] - PLANTED.alive_chance(*customers(rfm))
    assert abs(alive.mean()) < 3 * alive.sem()
    a_sale = truth.contribution[truth.purchases > 0] / truth.purchases[truth.purchases > 0]
    assert a_sale.to_numpy() == pytest.approx(a_sale.iloc[0], abs=1e-4)
    assert (truth.purchases_mean[truth.alive == 0] == 0).all()
