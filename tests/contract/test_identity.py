"""The same market is the same bits: in threads, in fresh processes, in twin arms, with a stranger added."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from sim import compare, simulate
from sim.model import MarketModel
from tests.contract.small import busy, fingerprint, tables, unequal

BLIND = (
    *(
        f"firms.{firm}.strategies.budgets={{advertising: 0, acquisition: 0, retention: 0, win_back: 0}}"
        for firm in ("challenger", "follower", "newcomer")
    ),
    "firms.leader.strategies.budgets={kind: fixed}",
    "firms.challenger.strategies.care=null",
    "firms.follower.strategies.poaching=null",
    "mechanisms.customers.satisfaction.rivals=0",
)
"""What firms do depends on nobody's number; nor does a person's standard on what others got."""


@pytest.mark.compat
def test_a_run_can_be_repeated():
    assert unequal(simulate(busy(), 11).tables, tables()) == []


@pytest.mark.compat
@pytest.mark.parametrize("threads", [2, 3])
@pytest.mark.parametrize(
    "market", [(), ("firms.leader.channels.shop.capacity=300",)], ids=["plenty", "scarce"]
)
def test_threads_change_no_bit(threads: int, market: tuple[str, ...]):
    crowd = ("customers=9000", "years=0.5", *market)
    assert unequal(tables(*crowd, threads=threads), tables(*crowd)) == []


@pytest.mark.slow
@pytest.mark.compat
def test_a_fresh_process_gives_the_same_bits(repository: Path):
    program = "from tests.contract.small import fingerprint, tables; print(fingerprint(tables()))"
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=repository, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == fingerprint(tables())


def test_arms_that_differ_in_nothing_differ_by_nothing():
    arms = compare({"one": busy(), "other": busy()}, replications=3, seed=4)
    for name, table in arms.tables.items():
        one, other = (
            table[table.arm == arm].drop(columns="arm").reset_index(drop=True) for arm in ("one", "other")
        )
        assert one.equals(other), name


def test_another_seed_is_another_run():
    assert unequal(tables(seed=12), tables())


def test_keeping_the_log_of_events_changes_no_bit():
    logged = simulate(busy(), 11, events=True).tables
    assert unequal({name: logged[name] for name in tables()}, tables()) == []
    assert logged.keys() > tables().keys()


@pytest.mark.slow
def test_spawned_processes_change_no_bit():
    one, several = (compare({"a": busy("years=0.25")}, replications=2, seed=4, jobs=jobs) for jobs in (1, 2))
    assert unequal(one.tables, several.tables) == []


def test_one_more_person_who_knows_nobody_changes_nobody():
    few = MarketModel(busy(*BLIND), seed=11)
    many = MarketModel(
        busy(*BLIND, "customers=301", "mechanisms.customers.word_of_mouth.isolated=1"), seed=11
    )
    for _ in range(few.question.periods):
        few.step()
        many.step()
        for name, column in few.market.customers.columns._asdict().items():
            other = many.market.customers.columns._asdict()[name]
            same = other[: len(column)] if name == "neighbours" else other[..., : column.shape[-1]]
            assert np.array_equal(column, same), (few.market.period, name)
    assert few.market.customers.columns.purchases.sum() > 0
