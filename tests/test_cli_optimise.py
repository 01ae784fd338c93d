"""`rivalry optimise`: a search from its plan, stopped and gone on with."""

import json
from pathlib import Path

import pandas as pd
import pytest

from analysis.optimise import run as search_run
from sim.experiments.storage import FolderProblem
from tests.command_line import LINE, fine, refused, rivalry

PLAN = """\
scenario: durable
over:
  firms.leader.products.first.price: {from: 100, to: 500}
objectives: {leader.profit_cents: maximise}
trials: 6
replications: 2
finalists: 1
fresh_replications: 2
"""
SMALL = ("-s", "customers=100", "-s", "years=0.5", "-j", "1")


@pytest.fixture
def plan(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "search.yaml").write_text(PLAN, encoding="utf-8")
    return tmp_path / "search.yaml"


def numbers(folder):
    return {path.name: path.read_bytes() for path in Path(folder).glob("*.csv")}


def test_a_search_tells_the_best_and_keeps_every_trial(plan):
    told = fine("optimise", "search.yaml", *SMALL)
    assert "leader" in told.stdout
    assert told.stderr.splitlines()[-1] == "Results: out/search-search"
    assert "6 of 6 trials done" in told.stderr
    assert len(pd.read_csv("out/search-search/trials.csv")) == 6
    assert len(pd.read_csv("out/search-search/fresh.csv")) > 0


def test_a_search_stopped_and_gone_on_with_finds_what_an_unbroken_one_finds(plan, monkeypatch):
    whole = fine("optimise", "search.yaml", *SMALL, "-o", "whole").stdout
    real, asked = search_run.evaluator, []

    class Breaks:
        def __init__(self, jobs):
            self.inner = real(jobs)

        def __enter__(self):
            evaluate = self.inner.__enter__()

            def once(*arguments):
                asked.append(arguments)
                if len(asked) == 4:
                    raise KeyboardInterrupt
                return evaluate(*arguments)

            return once

        def __exit__(self, *error):
            return self.inner.__exit__(*error)

    monkeypatch.setattr(search_run, "evaluator", Breaks)
    stopped = rivalry("optimise", "search.yaml", *SMALL, "-o", "broken")
    assert stopped.exit_code == 130
    assert stopped.stderr.splitlines()[-1] == "interrupted"
    assert fine("optimise", "search.yaml", *SMALL, "-o", "broken").stdout == whole
    assert len(asked) == 4 + 3 + 1
    assert numbers("broken") == numbers("whole")


def test_more_trials_go_on_from_those_there_are(plan):
    fine("optimise", "search.yaml", *SMALL, "--trials", 2, "-o", "store")
    told = fine("optimise", "search.yaml", *SMALL, "-o", "store", "--progress", "json")
    assert json.loads(told.stderr.splitlines()[-2])["done"] == 6
    assert json.loads(told.stderr.splitlines()[0])["done"] == 3


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (
            "first.price",
            "frist.price",
            "search.yaml:3:38: over.firms.leader.products.frist.price: unknown path",
        ),
        ("leader.profit_cents", "leader.profit", "unknown outcome 'profit' - nearest is 'profit_cents'"),
        ("leader.profit_cents", "nobody.profit_cents", "objectives.nobody.profit_cents: is about no firm"),
        ("maximise", "maximize", "objectives"),
        ("from: 100, to: 500", "from: 500, to: 100", "is not above from"),
        ("from: 100", "from: -100", "must be above 0 (got -100.0)"),
        ("scenario: durable", "scenario: durabel", "nearest is 'durable'"),
        ("trials: 6", "trails: 6", "unknown key - nearest is 'trials'"),
    ],
)
def test_a_mistake_in_the_plan_is_one_line_and_nothing_is_written(plan, before, after, told):
    plan.write_text(PLAN.replace(before, after, 1), encoding="utf-8")
    lines = refused("optimise", "search.yaml", *SMALL).splitlines()
    assert all(LINE.fullmatch(line) for line in lines), lines
    assert all(line.startswith("search.yaml:") for line in lines)
    assert sum(told in line for line in lines) == 1
    assert not Path("out").exists()


def test_another_plan_in_the_same_folder_is_refused(plan):
    fine("optimise", "search.yaml", *SMALL, "--trials", 1, "-o", "store")
    plan.write_text(PLAN.replace("to: 500", "to: 600"), encoding="utf-8")
    told = rivalry("optimise", "search.yaml", *SMALL, "-o", "store")
    assert told.exit_code == 2
    assert "over: was " in told.stderr


def test_a_search_that_another_process_is_at_is_busy(plan, monkeypatch):
    from analysis.optimise import StudyBusy

    def busy(*_arguments):
        raise StudyBusy("store/journal.log: another process is searching here - wait until it ends")

    monkeypatch.setattr(search_run, "look", busy)
    assert issubclass(StudyBusy, FolderProblem)
    assert "another process" in refused("optimise", "search.yaml", *SMALL, "-o", "store", code=3)
