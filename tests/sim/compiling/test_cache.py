"""Kernels are compiled again exactly when something that they may read has changed."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sim.compiling.cache import kernel_sources

MODULE = """
import sys
import time
from typing import Any

import numpy as np

from sim.compiling import kernel
from {law} import doubled


@kernel
def work(into: Any) -> None:
    into[0] = doubled(into[0])


begun = time.perf_counter()
number = np.array([4.0])
work(number)
print(number[0], time.perf_counter() - begun)
"""
LAW = """
from sim.maths import law


@law
def doubled(x: float) -> float:
    return {factor} * x
"""


def names():
    return {path.stem for path in kernel_sources()}


def test_every_law_loop_and_table_is_among_the_sources_of_kernels():
    laws = {"brand_choice", "satisfaction", "word_of_mouth", "renewal", "maths", "randomness"}
    assert laws | {"trade", "hear_neighbours", "market", "mechanisms", "customers"} <= names()


def test_what_no_kernel_reads_costs_no_compilation():
    assert not {"experiment", "progress", "storage", "library", "identity"} & names()


def copied(repository: Path, into: Path) -> Path:
    """The simulator's sources elsewhere, with other times of change."""
    for source in (repository / "sim").rglob("*.py"):
        target = into / source.relative_to(repository)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(source.read_bytes())
        os.utime(target, (time.time(), time.time() - 1e6))
    return into


def worked(clone: Path, cache: Path, factor: float) -> float:
    """What a kernel of a clone makes of 4, in a process of its own."""
    (clone / "sim" / "trial_law.py").write_text(LAW.format(factor=factor), encoding="utf-8")
    (clone / "sim" / "trial.py").write_text(MODULE.format(law="sim.trial_law"), encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(clone), "RIVALRY_CACHE": str(cache)}
    done = subprocess.run(
        [sys.executable, "-m", "sim.trial"],
        env=environment,
        cwd=clone,
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout.split()[0])


def kernels(cache: Path) -> set[str]:
    return {path.name for path in (cache / "kernels").iterdir()}


@pytest.mark.slow
def test_a_second_clone_compiles_nothing(repository: Path, tmp_path: Path):
    first, second = copied(repository, tmp_path / "first"), copied(repository, tmp_path / "second")
    assert worked(first, tmp_path, 2.0) == 8.0
    made = kernels(tmp_path)
    assert made
    assert worked(second, tmp_path, 2.0) == 8.0
    assert kernels(tmp_path) == made


@pytest.mark.slow
def test_an_edit_in_an_imported_law_is_never_missed(repository: Path, tmp_path: Path):
    clone = copied(repository, tmp_path / "clone")
    assert worked(clone, tmp_path, 2.0) == 8.0
    assert worked(clone, tmp_path, 3.0) == 12.0
    assert len(kernels(tmp_path)) == 2


@pytest.mark.slow
def test_a_damaged_kernel_is_compiled_anew_and_never_run(repository: Path, tmp_path: Path):
    clone = copied(repository, tmp_path / "clone")
    worked(clone, tmp_path, 2.0)
    (kernel,) = (tmp_path / "kernels").iterdir()
    damaged = bytearray(kernel.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    kernel.write_bytes(damaged)
    assert worked(clone, tmp_path, 2.0) == 8.0
    assert kernel.read_bytes() != bytes(damaged)
