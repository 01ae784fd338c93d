"""What the README tells people to type works."""

import importlib
import re
import shlex
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

import cli
from analysis.pages.answer import Answer
from analysis.rerun import Rerun
from analysis.sweeps.run import Done

README = (Path(__file__).resolve().parent.parent / "README.md").read_text(encoding="utf-8")
PYTHON, STRATEGY = sorted(
    re.findall(r"```python\n(.+?)```", README, re.DOTALL), key=lambda code: "class" in code
)
COMMANDS = re.findall(r"^    rivalry (.+)$", README, re.MULTILINE)
ANSWER = Answer("found", "found", pd.DataFrame())
WORK = {
    "cli._carry_out": None,
    "analysis.sweeps.run.carry_out": Done(total=1, finished=1, all_failed=0),
    "analysis.sweeps.results.status_lines": ["1 of 1 runs finished"],
    "analysis.sweeps.results.export_sweep": [Path("outcome.csv")],
    "sim.experiments.store.verify": [],
    "analysis.sensitivity.sweep.answered": ANSWER,
    "analysis.sensitivity.sweep.converging": ANSWER,
    "analysis.sensitivity.sweep.regretting": ANSWER,
    "analysis.games.play.play_all": ANSWER,
    "analysis.games.play.reply_best": ANSWER,
    "analysis.games.play.reply_in_turn": ANSWER,
    "analysis.optimise.run.search": ["found"],
    "analysis.export.results.export_results": [Path("results.xlsx")],
    "analysis.export.transactions.order.export_transactions": [Path("transactions.csv")],
    "analysis.rerun.rerun": Rerun(Path("again"), ()),
}
"""What takes long or needs results, each with what it gives in these tests; commands end in one of them."""
READING = (
    "analysis.sensitivity.sweep.responses",
    "analysis.report.sweep.write_sweep_report",
    "analysis.engine.prepare",
)
"""What commands do besides, which has nothing to read here."""
QUICK = {"scenarios", "validate", "show", "schema", "sweep plan"}
"""Commands that only look, and are carried out."""


@pytest.fixture
def asked(monkeypatch):
    """Names of the work that commands asked for, which is not done."""
    names = []

    def replace(name, gives):
        module, _, function = name.rpartition(".")

        def noted(*_arguments, **_settings):
            names.append(name)
            return gives

        monkeypatch.setattr(importlib.import_module(module), function, noted)

    for name, gives in WORK.items():
        replace(name, gives)
    for name in (*READING, *analyses()):
        replace(name, None)
    return names


def analyses():
    """The analyses that take the responses of a sweep."""
    module = importlib.import_module("analysis.sensitivity")
    return [f"analysis.sensitivity.{name}" for name in module.__all__ if name.startswith("analyse_")]


def test_each_reader_gets_at_least_three_commands():
    sections = re.split(r"^## ", README, flags=re.MULTILINE)[1:4]
    assert min(len(re.findall(r"^    rivalry ", section, re.MULTILINE)) for section in sections) >= 3


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_the_readme_is_accepted(command, tmp_path, monkeypatch, asked):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my_strategies.py").write_text(STRATEGY, encoding="utf-8")
    words = shlex.split(command.partition(" > ")[0])
    result = CliRunner().invoke(cli.app, words)
    assert result.exit_code == 0, result.output
    is_quick = words[0] in QUICK or " ".join(words[:2]) in QUICK
    assert len(set(asked) & WORK.keys()) == (not is_quick)


@pytest.mark.parametrize(
    "command", ["sweep runs x", "analyse prcc x --off share_end", "export results x --format pdf"]
)
def test_a_command_or_option_that_does_not_exist_is_refused(command, asked):
    assert CliRunner().invoke(cli.app, shlex.split(command)).exit_code == 2
    assert asked == []


def test_the_picture_is_there_and_small(repository):
    (path,) = re.findall(r"!\[[^]]+\]\(([^)]+)\)", README)
    assert (repository / path).stat().st_size < 300_000


@pytest.mark.slow
def test_the_python_of_the_readme_runs(capsys):
    exec(PYTHON.replace("5000", "200").replace("replications=10, jobs=2", "replications=2"), {})
    assert re.search(r"base.+leader.+cheap.+leader +-?\d+", capsys.readouterr().out, re.DOTALL)
