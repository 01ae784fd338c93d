"""`rivalry analyse`: what a sweep's results say, on the terminal and in a file."""

from pathlib import Path

import pandas as pd
import pytest

from analysis.sweeps import run as sweep_run
from sim.experiments.executors.in_process import InProcess
from tests.command_line import LINE, fine, refused, rivalry

PLAN = """\
scenario: durable
set: [customers=200, years=0.5, "arms.plain={{}}", arms.cheap.firms.leader.products.first.price=200]
replications: 2
design:
  {design}
  over:
    firms.leader.brand: {{from: 0.5, to: 4.5}}
    firms.challenger.brand: {{from: 0.5, to: 4.5}}
"""
pytestmark = pytest.mark.slow

DESIGNS = {
    "morris": "{kind: morris, trajectories: 3}",
    "saltelli": "{kind: saltelli, samples: 4}",
    "sample": "{kind: latin_hypercube, samples: 20}",
}


@pytest.fixture(scope="module")
def stores(tmp_path_factory) -> dict[str, Path]:
    """A finished sweep of each design."""
    folder = tmp_path_factory.mktemp("stores")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sweep_run, "_station", lambda _order, _runs: InProcess())
        for name, design in DESIGNS.items():
            lines = design.strip("{}").replace(", ", "\n  ")
            (folder / f"{name}.yaml").write_text(PLAN.format(design=lines), encoding="utf-8")
            fine("sweep", "run", folder / f"{name}.yaml", "-o", folder / name)
    return {name: folder / name for name in DESIGNS}


@pytest.mark.parametrize(
    ("command", "store", "told"),
    [
        ("tornado", "sample", "cumulative profit"),
        ("prcc", "sample", "partial rank correlation"),
        ("prim", "sample", "box"),
        ("morris", "morris", "brand"),
        ("sobol", "saltelli", "variance"),
        ("convergence", "sample", "replications"),
        ("regret", "sample", "P(best"),
    ],
)
def test_every_analysis_answers_and_writes_page_and_numbers(stores, tmp_path, command, store, told):
    words = ("analyse", command, stores[store])
    answer = fine(*words, "-o", tmp_path / "page.html")
    assert told in answer.stdout
    assert answer.stderr == f"Written: {tmp_path / 'page.html'}\n"
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert page.startswith("<!")
    assert fine(*words, "-o", tmp_path / "numbers.csv").stdout == answer.stdout
    assert "factor" in {*pd.read_csv(tmp_path / "numbers.csv")} or command in {"convergence", "regret"}


def test_the_difference_between_two_arms_can_be_asked_for(stores):
    alone = fine("analyse", "tornado", stores["sample"], "--arm", "cheap").stdout
    less = fine("analyse", "tornado", stores["sample"], "--arm", "cheap", "--against", "plain").stdout
    assert "“cheap” less “plain”" in less
    assert alone != less
    assert "“plain” less" in fine("analyse", "tornado", stores["sample"], "--against", "cheap").stdout


def test_another_firm_and_figure_can_be_asked_for(stores):
    told = fine("analyse", "tornado", stores["sample"], "--of", "challenger.units").stdout
    assert "challenger’s" in told
    assert told != fine("analyse", "tornado", stores["sample"], "--of", "units").stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("tornado", "--of", "nobody.units"), "--of:1:1: firm: unknown firm 'nobody' - use one of"),
        (("tornado", "--of", "unts"), "key figure: unknown key figure 'unts' - nearest is 'units'"),
        (("tornado", "--arm", "chaep"), "arm: unknown arm 'chaep' - nearest is 'cheap'"),
        (("tornado", "--against", "plian"), "--against:1:1: arm: unknown arm 'plian' - nearest is 'plain'"),
        (("morris",), "needs a design of kind morris"),
        (("sobol",), "needs a design of kind saltelli"),
    ],
)
def test_a_mistake_is_one_line(stores, words, told):
    line = refused("analyse", words[0], stores["sample"], *words[1:]).rstrip("\n")
    assert LINE.fullmatch(line), line
    assert told in line


def test_an_ending_that_nobody_knows_is_told(stores, tmp_path):
    result = rivalry("analyse", "tornado", stores["sample"], "-o", tmp_path / "x.doc")
    assert result.exit_code == 2
    assert result.stderr.endswith("out: cannot be written as .doc - end it in .html or .csv\n")
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize("command", ["tornado", "regret", "convergence"])
def test_a_folder_without_a_sweep_is_told(command):
    assert refused("analyse", command, "nowhere").startswith("nowhere")


def test_an_incomplete_saltelli_sample_is_refused(stores, tmp_path, monkeypatch):
    monkeypatch.setattr(sweep_run, "_station", lambda _order, _runs: InProcess())
    plan = stores["saltelli"].with_suffix(".yaml")
    fine("sweep", "run", plan, "--shard", "1/5", "-o", tmp_path / "part")
    assert "sobol" in refused("analyse", "sobol", tmp_path / "part")
