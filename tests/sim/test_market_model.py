"""The loop as a Mesa model: periods, seeds, arms, parameters, what it collects."""

from pathlib import Path

import mesa
import numpy as np
import pytest

from sim import BadInput, Scenario, load, simulate
from sim.model import MarketModel, continued, live
from sim.processes.firms.perception import Research
from sim.processes.schedule import SCHEDULE
from sim.state.market import Market

SMALL = ("customers=200", "years=1")


def small(*overrides: str) -> Scenario:
    return load("durable").set(*SMALL, *overrides)


def test_it_is_a_mesa_model_that_runs_until_its_years_are_over():
    model = MarketModel(small())
    assert isinstance(model, mesa.Model)
    while model.running:
        model.step()
    assert model.market.period == len(model.history) == model.steps == 12


def test_it_collects_sales_profit_and_customers_every_period():
    model = MarketModel(small(), seed=3)
    for _ in range(5):
        model.step()
    tables = simulate(small(), 3).tables
    collected = model.datacollector.get_model_vars_dataframe()
    assert collected.units.tolist() == tables["category"].units[:5].tolist()
    assert collected.phase.tolist() == tables["category"].phase[:5].tolist()
    by_firm = model.datacollector.get_agent_vars_dataframe()
    assert by_firm.customers.tolist() == tables["firm"].customers[:20].tolist()


def test_a_name_of_the_library_an_arm_and_flat_parameters_say_what_to_run():
    model = MarketModel("durable", **{"customers": 30, "mechanisms.cycles.adoption.imitation": 0.1})
    assert len(model.market.customers) == 30
    assert model.question.mechanisms.cycles.adoption.imitation == 0.1


def test_a_file_can_be_run_by_its_path(tmp_path: Path):
    path = tmp_path / "mine.yaml"
    path.write_text("extends: durable\ncustomers: 25\narms:\n  short: {years: 2}\n", encoding="utf-8")
    assert MarketModel(path, arm="short").question.periods == 24


def test_what_does_not_fit_is_refused():
    with pytest.raises(BadInput, match="customers"):
        MarketModel("durable", customers=-1)


def test_the_books_are_checked_every_period(monkeypatch: pytest.MonkeyPatch):
    model = MarketModel(small())
    model.step()
    model.market.ledger.balance[0, 0] += 5
    with pytest.raises(AssertionError, match="out of balance"):
        model.step()


def test_progress_is_told_after_every_period():
    heard: list[tuple[int, int]] = []
    simulate(small(), progress=lambda done, all_of_them: heard.append((done, all_of_them)))
    assert heard == [(period, 12) for period in range(1, 13)]


def test_a_result_says_what_it_was_made_of():
    result = simulate(small(), 8, replication=2)
    assert (result.seed, result.replication, result.arm) == (8, 2, "base")
    assert {"python", "mesa", "numpy", "numba", "machine"} <= set(result.provenance)


def test_every_step_of_the_schedule_says_what_it_does():
    assert all(step.run.__doc__ and "Writes: " in step.run.__doc__ for step in SCHEDULE)
    assert len({step.name for step in SCHEDULE}) == len(SCHEDULE)


def test_time_passes_in_parts_of_years():
    times = simulate(small("periods_per_year=52")).tables["category"].time_years
    assert np.allclose(times, np.arange(1, 53) / 52)


EVENTFUL = (
    "customers=300",
    "years=2",
    "mechanisms.cycles.adoption={innovation: 0.4, ownership: 0.6}",
    "mechanisms.cycles.replacement.life=0.7",
    "firms.leader.base.share=0.5",
    "firms.leader.strategies.care={kind: blanket_discount, discount: 0.1, contact_cost: 1}",
    "firms.challenger.data_quality=0.4",
    "firms.challenger.strategies.poaching={kind: poaching, top: 0.4, discount: 0.3}",
    "firms.newcomer.enters=1.5",
)


def begun() -> MarketModel:
    """A market after its first year."""
    model = MarketModel(small(*EVENTFUL), seed=3, events=True)
    for _ in range(12):
        model.step()
    return model


def a_year_of(market: Market) -> list[np.ndarray]:
    events = []
    for _ in range(12):
        events.append(live(market))
        market.period += 1
    return events


def same(one: Market, other: Market) -> bool:
    columns = zip(one.customers.columns, other.customers.columns, strict=True)
    return all(np.array_equal(a, b) for a, b in columns) and np.array_equal(
        one.ledger.balance, other.ledger.balance
    )


def test_continuation_number_0_is_the_run_as_it_goes_on():
    model = begun()
    copy = continued(model.market, 0)
    events = a_year_of(copy)
    while model.running:
        model.step()
    assert same(copy, model.market)
    assert all(np.array_equal(a, b) for a, b in zip(events, model.event_log[12:], strict=True))


def test_continuations_leave_the_market_as_it_was_and_can_be_repeated():
    model, again = begun(), begun()
    first, second = continued(model.market, 1), continued(model.market, 1)
    a_year_of(first)
    a_year_of(second)
    assert same(first, second)
    assert same(model.market, again.market)
    model.step()
    again.step()
    assert same(model.market, again.market)


def test_fresh_luck_changes_what_happens_and_nothing_of_what_people_are():
    model = begun()
    one, other = continued(model.market, 1), continued(model.market, 2)
    a_year_of(one)
    a_year_of(other)
    ours, theirs = one.customers.columns, other.customers.columns
    assert not np.array_equal(ours.purchases, theirs.purchases)
    for name in ("quiet", "taste", "ideal", "price_sensitivity", "stickiness", "neighbours", "channel_taste"):
        assert np.array_equal(getattr(ours, name), getattr(theirs, name)), name


def test_a_firm_has_usable_records_of_the_same_people_in_every_continuation():
    model = begun()
    challenger = 1
    seen = [
        Research(market, market.firms[challenger]).records().purchases
        for market in (model.market, continued(model.market, 1), continued(model.market, 2))
    ]
    assert seen[0].any()
    assert np.array_equal(seen[0], seen[1])
    assert np.array_equal(seen[0], seen[2])
