"""What is found in a run is found once for a version of the model, whoever asks; a failure is not kept."""

import multiprocessing
import os
import time
from pathlib import Path

import pytest

from sim import load
from tests import runs
from tests.runs import forget_old_versions, found_in

MARKET = load("durable", "customers=50", "years=1")


def looked(scenario, seed, log):
    """Tells in a file that somebody looked."""
    with Path(log).open("a", encoding="utf-8") as file:
        file.write(f"{seed}\n")
    time.sleep(0.02)
    return scenario.customers + seed


def looked_elsewhere(scenario, seed, log):
    return looked(scenario, seed, log)


def fails_at_first(scenario, seed, log):
    if not Path(log).exists():
        looked(scenario, seed, log)
        raise ValueError("the first one fails")
    return looked(scenario, seed, log)


def looks(log):
    return Path(log).read_text(encoding="utf-8").split() if Path(log).exists() else []


@pytest.fixture
def log(tmp_path):
    return str(tmp_path / "log")


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "runs"


def test_who_asks_again_gets_what_was_found(log, folder):
    for _ in range(2):
        assert found_in(looked, [(MARKET, 3), (MARKET, 4)], log, folder=folder) == [53, 54]
    assert looks(log) == ["3", "4"]


def test_the_same_run_asked_for_twice_at_once_is_looked_at_once(log, folder):
    same = MARKET.set("title=another name")
    assert found_in(looked, [(MARKET, 3), (same, 3)], log, folder=folder) == [53, 53]
    assert looks(log) == ["3"]


def test_another_market_seed_or_way_of_looking_is_another_run(log, folder):
    found_in(looked, [(MARKET, 3)], log, folder=folder)
    assert found_in(looked, [(MARKET.set("customers=60"), 3)], log, folder=folder) == [63]
    found_in(looked, [(MARKET, 4)], log, folder=folder)
    found_in(looked_elsewhere, [(MARKET, 3)], log, folder=folder)
    assert looks(log) == ["3", "3", "4", "3"]


def test_another_version_of_the_model_looks_anew(log, folder, monkeypatch):
    found_in(looked, [(MARKET, 3)], log, folder=folder)
    monkeypatch.setattr(runs, "_version", lambda: "another")
    found_in(looked, [(MARKET, 3)], log, folder=folder)
    assert looks(log) == ["3", "3"]


def test_what_failed_is_not_kept_and_can_be_looked_at_again(log, folder):
    with pytest.raises(ValueError, match="the first one fails"):
        found_in(fails_at_first, [(MARKET, 3)], log, folder=folder)
    assert found_in(fails_at_first, [(MARKET, 3)], log, folder=folder) == [53]


def ask(log, folder):
    found = found_in(looked, [(MARKET, seed) for seed in range(12)], log, folder=folder)
    os._exit(found != [50 + seed for seed in range(12)])


def test_processes_that_ask_at_the_same_time_share_the_work(log, folder):
    others = [multiprocessing.get_context("fork").Process(target=ask, args=(log, folder)) for _ in range(3)]
    for other in others:
        other.start()
    for other in others:
        other.join()
    assert [other.exitcode for other in others] == [0, 0, 0]
    assert sorted(looks(log), key=int) == [str(seed) for seed in range(12)]


def test_only_the_versions_used_last_are_kept(folder):
    for age, name in enumerate(("newest", "newer", "old", "older")):
        (folder / name).mkdir(parents=True)
        (folder / name / "run").write_bytes(b"")
        os.utime(folder / name, (1e9 - age, 1e9 - age))
    forget_old_versions(folder)
    left = {path.name for path in folder.iterdir()}
    assert left == {"newest", "newer", runs._version()}
