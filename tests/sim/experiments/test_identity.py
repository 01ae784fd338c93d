"""Which run it is: equal markets have equal identities, however they were written; others do not."""

import inspect
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.measures.outcomes import measure
from sim import load, simulate
from sim.experiments.identity import STARTS, Digest, model_version, run_identity

BRAND, LIFE = "firms.leader.brand", "mechanisms.cycles.replacement.life"


@pytest.fixture(scope="module")
def durable():
    return load("durable", "customers=500")


@pytest.fixture(scope="module")
def digest(durable):
    return Digest(durable)


@given(brand=st.floats(0.1, 5), customers=st.integers(0, 10**6))
def test_a_point_has_the_digest_of_the_scenario_changed_to_it(durable, digest, brand, customers):
    point = {BRAND: brand, "customers": customers}
    assert digest.at(point) == Digest(durable.set(**point)).at({})


def test_a_whole_number_is_the_same_with_and_without_a_point(digest):
    assert digest.at({BRAND: 2}) == digest.at({BRAND: 2.0}) != digest.at({BRAND: 2.5})


def test_values_exchanged_between_two_firms_make_another_run(digest):
    one, other = (digest.at({BRAND: a, "firms.challenger.brand": b}) for a, b in ((1.5, 2.5), (2.5, 1.5)))
    assert one != other


def test_a_whole_part_replaced_counts_as_its_values(durable, digest):
    kind = {"kind": "fixed", "advertising": 7.0}
    path = "firms.leader.strategies.budgets"
    assert digest.at({path: kind}) == Digest(durable.set(**{path: kind})).at({})


def test_another_kind_counts_with_all_that_belongs_to_it(durable, digest):
    path, kind = "firms.leader.strategies.budgets.kind", "adaptive"
    assert digest.at({path: kind}) == Digest(durable.set(**{path: kind})).at({})


def test_a_decision_that_is_left_out_is_one_that_is_not_taken(durable, digest):
    path = "firms.leader.strategies.budgets"
    assert digest.at({path: None}) == Digest(durable.set(**{path: None})).at({}) != digest.at({})
    assert digest.at({"firms.leader.strategies.care": None}) == digest.at({})


def test_words_for_people_change_no_run(durable, digest):
    assert Digest(durable.set("title=Another", "watch=this")).at({}) == digest.at({})


def test_a_run_is_another_with_another_seed_or_model(digest):
    at = digest.at({})
    assert len({run_identity(at, *other) for other in (("a", 1), ("a", 2), ("b", 1))}) == 3


def test_the_version_of_the_model_names_the_release_and_its_sources():
    release, _, sources = model_version().partition("+")
    assert release.count(".") == 2
    assert len(sources) == 12


def test_the_version_of_the_model_rests_on_what_runs_it_and_what_measures_it():
    assert [Path(inspect.getfile(function)) for function in (simulate, measure)] == [*STARTS]


def test_sets_have_one_identity_in_every_process():
    code = (
        "from sim import load; from sim.experiments.identity import Digest;"
        "print(Digest(load('bank_many_channels').arm('activity_based')).at({}))"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
        ).stdout
        for seed in range(3)
    }
    assert len(told) == 1
