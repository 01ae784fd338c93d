"""Memory: what a request takes, what there is, and when to say no."""

import pytest

from sim import load, simulate
from sim.experiments import limits
from sim.experiments.limits import (
    Request,
    bytes_available,
    bytes_needed,
    customers_bytes,
    refusal,
    table_rows,
    tables_bytes,
)

MARKET = load("durable", "customers=1000", "years=1")


def test_memory_grows_with_the_number_of_customers_by_the_bytes_of_their_columns():
    more = MARKET.set("customers=1001")
    assert customers_bytes(more) - customers_bytes(MARKET) == customers_bytes(MARKET) / 1000
    assert 100 < customers_bytes(MARKET) / 1000 < 320


@pytest.mark.slow
def test_customers_take_exactly_what_is_estimated():
    from sim.model import MarketModel

    crowd = MarketModel(MARKET).market.customers
    assert crowd.bytes_each * len(crowd) == customers_bytes(MARKET)


@pytest.mark.slow
def test_tables_take_about_what_is_estimated():
    tables = simulate(MARKET).tables.values()
    real = sum(table.memory_usage(deep=True).sum() for table in tables)
    assert 0.9 * real < tables_bytes(MARKET) < 1.2 * real


@pytest.mark.slow
@pytest.mark.parametrize("years", [1, 2.5])
def test_every_table_has_exactly_the_rows_that_are_estimated(years):
    scenario = MARKET.set(f"years={years}", *(f"firms.{firm}.base.share=0.25" for firm in MARKET.firms)).set(
        "mechanisms.cycles.adoption.ownership=1"
    )
    assert {name: len(table) for name, table in simulate(scenario).tables.items()} == table_rows(scenario)


def test_more_runs_at_a_time_take_more_memory_but_never_more_than_there_are_runs():
    one, two, ten = (bytes_needed(Request([MARKET], 2, jobs)) for jobs in (1, 2, 10))
    assert one < two == ten


def test_memory_of_the_tables_grows_with_arms_and_replications():
    sizes = [bytes_needed(Request([MARKET] * arms, runs)) for arms, runs in ((1, 1), (2, 1), (2, 3))]
    steps = (sizes[1] - sizes[0], (sizes[2] - sizes[0]) / 5)
    assert steps[0] == pytest.approx(steps[1], abs=1)
    assert steps[0] == pytest.approx(limits.COPIES * tables_bytes(MARKET), abs=1)


def test_a_request_that_fits_is_not_refused(monkeypatch):
    monkeypatch.setattr(limits, "bytes_available", lambda: bytes_needed(Request([MARKET])))
    assert refusal(Request([MARKET])) is None


def test_a_request_that_does_not_fit_is_refused_with_both_figures(monkeypatch):
    monkeypatch.setattr(limits, "bytes_available", lambda: 100_000_000)
    text = refusal(Request([MARKET.set("customers=100_000_000")]))
    assert text is not None
    assert text.startswith(
        f"needs about {bytes_needed(Request([MARKET.set('customers=100_000_000')])) / 1e9:.1f} GB"
    )
    assert "0.1 GB are free" in text
    assert "--force" in text
    assert "--jobs" not in text


def test_fewer_jobs_are_advised_where_they_would_do(monkeypatch):
    monkeypatch.setattr(limits, "bytes_available", lambda: bytes_needed(Request([MARKET], 8)))
    assert "use --jobs 1" in (refusal(Request([MARKET], 8, jobs=8)) or "")


def test_where_nobody_tells_the_memory_nothing_is_refused(monkeypatch):
    monkeypatch.setattr(limits, "bytes_available", lambda: None)
    assert refusal(Request([MARKET.set("customers=2_000_000_000")])) is None


def test_this_machine_tells_its_memory():
    available = bytes_available()
    assert available is None or 10**7 < available < 10**14


@pytest.mark.parametrize(
    ("limit", "used", "reclaimable", "free"),
    [
        ("max", "5", "0", None),
        ("1000", "400", "0", 600),
        ("1000", "900", "300", 400),
        ("1000", "2000", "0", 0),
    ],
)
def test_the_limit_of_a_container_counts_without_what_the_system_can_take_back(
    tmp_path, monkeypatch, limit, used, reclaimable, free
):
    (tmp_path / "memory.max").write_text(f"{limit}\n")
    (tmp_path / "memory.current").write_text(f"{used}\n")
    (tmp_path / "memory.stat").write_text(f"anon 7\ninactive_file {reclaimable}\nslab 3\n")
    monkeypatch.setattr(limits, "GROUP", tmp_path)
    assert limits.group_available() == free
