"""Phase-aware budgets: the same money in every phase, most of it where the phase asks for it."""

import pytest

from sim.phases import Phase
from sim.strategies.base import FirmView, Offers, ProductView
from sim.strategies.budgets.phase_aware import TASKS, PhaseAwareBudgets, in_whole_cents

STRATEGY = PhaseAwareBudgets(budget=12_000.0, concentration=0.6, conversion=0.8, introduction=2.0)


def line(years_on_sale: float | None, readiness: float = 1.0) -> ProductView:
    return ProductView(years_on_sale is not None, 100.0, 100.0, 60.0, readiness, years_on_sale)


def view(phase: Phase, *lines: ProductView) -> FirmView:
    return FirmView(
        period=60,
        years=5.0,
        periods_per_year=12,
        phase=phase,
        market_phase=phase,
        years_in_decline=None,
        products={f"product_{number}": each for number, each in enumerate(lines)},
        channels={},
        rival_prices=(),
        stage_counts=(0, 1, 0, 0, 0, 0),
        revenue=0.0,
        profit=0.0,
        cash=0.0,
        margin=0.0,
        won=0,
        lost=0,
    )


def money(offers: Offers) -> dict[str, float]:
    return {task: getattr(offers, task) for task in TASKS}


@pytest.mark.parametrize(
    ("phase", "task"),
    [
        (Phase.INTRODUCTION, "acquisition"),
        (Phase.GROWTH, "objection_management"),
        (Phase.MATURITY, "need_sensing"),
        (Phase.DECLINE, "retention"),
    ],
)
def test_most_of_the_money_goes_where_the_phase_asks_for_it_and_the_rest_evenly(phase: Phase, task: str):
    found = money(STRATEGY.decide(view(phase, line(5.0))))
    assert found == pytest.approx({name: 680.0 if name == task else 80.0 for name in TASKS})


@pytest.mark.parametrize("phase", Phase)
def test_whatever_the_phase_a_new_successor_is_introduced_to_those_who_own_the_old_one(phase: Phase):
    found = money(STRATEGY.decide(view(phase, line(5.0), line(1.9))))
    assert found == pytest.approx({**dict.fromkeys(TASKS, 80.0), "conversion": 560.0, "acquisition": 200.0})


def test_a_first_product_has_no_owners_to_take_along_and_an_old_successor_is_new_no_more():
    first = STRATEGY.decide(view(Phase.GROWTH, line(0.5), line(None)))
    old = STRATEGY.decide(view(Phase.GROWTH, line(5.0), line(2.0)))
    assert money(first) == money(old)
    assert first.objection_management > 600.0


def test_decline_is_the_last_date_for_a_successor_that_is_ready():
    ready, unready = line(None), line(None, readiness=0.9)
    assert STRATEGY.decide(view(Phase.DECLINE, line(5.0), ready)).launch == {"product_1"}
    assert not STRATEGY.decide(view(Phase.DECLINE, line(5.0), unready)).launch
    assert not STRATEGY.decide(view(Phase.MATURITY, line(5.0), ready)).launch


@pytest.mark.parametrize("whole", [0.0, 0.01, 1_000.0 / 12, 833.33])
def test_parts_in_whole_cents_make_the_whole(whole: float):
    parts = in_whole_cents(whole, {"one": 1 / 3, "two": 1 / 3, "three": 1 / 3})
    assert sum(round(100 * part) for part in parts.values()) == round(100 * whole)
    assert all(part >= 0.0 for part in parts.values())
