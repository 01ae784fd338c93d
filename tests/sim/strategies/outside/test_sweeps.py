"""A sweep takes a file of strategies to wherever its runs run; the file itself need not be there."""

from pathlib import Path

import pytest

from sim.experiments.designs import vary
from sim.experiments.executors.cluster import Cluster
from sim.experiments.executors.in_process import InProcess
from sim.experiments.executors.workers import Workers
from sim.experiments.plan import Wanted, read_plan
from sim.experiments.study import Study
from tests.sim.experiments.executors.test_cluster import dask
from tests.sim.experiments.executors.waiting import never_hang  # noqa: F401 - used by every test
from tests.sim.experiments.test_sweep import exported, run
from tests.sim.strategies.outside.mine import PATH, USED, written

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def of(tmp_path_factory) -> Study:
    """A sweep whose file is gone once the plan has been read."""
    path = written(tmp_path_factory.mktemp("own"))
    said = Wanted(
        changes=("customers=200", "years=0.5", USED),
        design=vary(f"{PATH}.discount=0.05,0.3"),
        replications=2,
        tables=("firm",),
        strategies=(path,),
    )
    study = Study(read_plan("durable", said), "model 1")
    Path(path).unlink()
    return study


@pytest.fixture(scope="module")
def whole(of, tmp_path_factory):
    """What comes out where the plan was read."""
    folder = tmp_path_factory.mktemp("whole")
    assert run(folder / "store", of, InProcess()).failed == 0
    return exported(folder / "store", of, folder / "out")


def test_two_processes_change_no_byte(of, whole, tmp_path):
    assert run(tmp_path / "store", of, Workers(2)).failed == 0
    assert exported(tmp_path / "store", of, tmp_path / "out") == whole


def test_a_dask_cluster_changes_no_byte(of, whole, tmp_path, repository):
    pytest.importorskip("distributed")
    with dask(tmp_path, repository, workers=1) as running:
        assert run(tmp_path / "store", of, Cluster(running.address)).failed == 0
    assert exported(tmp_path / "store", of, tmp_path / "out") == whole
