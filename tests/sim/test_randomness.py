"""The luck: the right distributions, and no draw that tells of another."""

import math

import numpy as np
import pytest
from scipy import stats

from sim.randomness import (
    Decision,
    Luck,
    exponential,
    log_gamma_deviate,
    mix,
    normal,
    normal_from_uniform,
    poisson_count,
    uniform,
    uniforms,
)

KEY = Luck(5).key(Decision.CHOICE, 3)
PEOPLE = range(4_000)
UNLIKELY = 1e-3


@pytest.mark.compat
def test_the_mix_is_splitmix64():
    state, published = 0x9E3779B97F4A7C15 * np.arange(3, dtype=object), []
    published = [int(s) & (2**64 - 1) for s in state]
    assert [mix(s) for s in published] == [0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F]


def test_uniforms_are_uniform_and_lie_below_one():
    draws = [uniform(KEY, who) for who in PEOPLE]
    assert min(draws) >= 0.0
    assert max(draws) < 1.0
    assert stats.kstest(draws, "uniform").pvalue > UNLIKELY


def test_exponentials_and_normals_are_what_they_are_called():
    waits = [exponential(KEY, who) for who in PEOPLE]
    assert min(waits) > 0.0
    assert stats.kstest(waits, "expon").pvalue > UNLIKELY
    assert stats.kstest([normal(KEY, who) for who in PEOPLE], "norm").pvalue > UNLIKELY


@pytest.mark.parametrize("shape", [0.05, 0.78, 1.0, 6.0])
def test_gamma_deviates_follow_the_gamma_also_for_small_shapes(shape: float):
    logs = [log_gamma_deviate(shape, KEY, who) for who in PEOPLE]
    chances = stats.gamma(shape).cdf(np.exp(logs))
    assert stats.kstest(chances, "uniform").pvalue > UNLIKELY


def test_the_normal_of_a_uniform_is_the_inverse_of_the_distribution():
    uniforms = np.concatenate([[1e-12, 1e-6, 0.024, 0.0243], np.linspace(0.03, 0.97, 95), [0.9758, 1 - 1e-6]])
    assert [normal_from_uniform(u) for u in uniforms] == pytest.approx(
        stats.norm.ppf(uniforms), rel=2e-9, abs=2e-9
    )


def test_poisson_counts_have_a_limit():
    assert poisson_count(1.0 - 1e-16, 500.0) == 200
    assert poisson_count(0.0, 5.0) == 0


@pytest.mark.parametrize("change", ["seed", "decision", "period", "occasion", "who"])
def test_whatever_changes_the_luck_changes_entirely(change: str):
    def draws(
        seed: int = 5, decision: Decision = Decision.CHOICE, period: int = 3, occasion: int = 0, who: int = 0
    ) -> list[float]:
        key = Luck(seed).key(decision, period, occasion)
        return [uniform(key, person + who) for person in PEOPLE]

    other = {"seed": 6, "decision": Decision.TALK, "period": 4, "occasion": 1, "who": len(PEOPLE)}[change]
    correlation = np.corrcoef(draws(), draws(**{change: other}))[0, 1]
    assert abs(correlation) < 4.0 / math.sqrt(len(PEOPLE))


def test_neighbours_in_number_share_no_luck():
    draws = np.array([uniform(KEY, who) for who in PEOPLE])
    assert abs(np.corrcoef(draws[:-1], draws[1:])[0, 1]) < 4.0 / math.sqrt(len(PEOPLE))


def test_keys_of_all_decisions_periods_and_occasions_differ():
    keys = {
        Luck(1).key(decision, period, occasion)
        for decision in Decision
        for period in range(50)
        for occasion in range(10)
    }
    assert len(keys) == len(Decision) * 50 * 10


def test_the_few_draw_like_the_many():
    assert Luck(5).uniform(Decision.CHOICE, 3, 17) == uniform(KEY, 17)


def test_many_draw_at_once_what_each_draws_alone():
    many = np.arange(500, dtype=np.uint64) << np.uint64(41)
    assert uniforms(KEY, many).tolist() == [uniform(KEY, int(who)) for who in many]


def test_renewed_luck_is_other_from_its_period_on_and_the_same_before_and_for_what_lasts():
    old, new, other = Luck(5), Luck(5).renewed(7, 1), Luck(5).renewed(7, 2)
    for decision in Decision:
        # A run's period 7 has the keys numbered 8, since 0 is for what lasts.
        assert [new.key(decision, period) for period in range(8)] == [
            old.key(decision, period) for period in range(8)
        ]
        later = {luck.key(decision, period) for luck in (old, new, other) for period in range(8, 20)}
        assert len(later) == 3 * 12
    assert old.renewed(7, 0) == old


@pytest.mark.compat
def test_numbers_of_decisions_are_for_ever():
    assert (Decision.BIRTH_SEGMENT, Decision.OCCASION, Decision.CHOICE, Decision.TALK, Decision.RESEARCH) == (
        1,
        14,
        15,
        19,
        23,
    )
    assert sorted(Decision) == list(range(1, len(Decision) + 1))
