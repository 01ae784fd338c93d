"""A sweep that is killed anywhere goes on as if nothing had happened."""

import json
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.sim.experiments.store import small_sweep


def kill_everywhere(repository: Path, work: Path, way: str) -> Counter[str]:
    """Kill the small sweep at every call; how often it was, by call."""
    command = [sys.executable, "-m", "tests.sim.experiments.store.kill_everywhere", work, way]
    run = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=False)
    if "may not attach" in run.stderr:
        pytest.skip("strace may not attach here")
    assert run.returncode == 0, run.stderr
    report = json.loads(run.stdout)
    assert report["wrong"] == []
    return Counter(report["kills"])


@pytest.mark.slow
def test_killed_at_any_call_of_the_store_it_resumes_to_the_same_export(repository, work):
    assert kill_everywhere(repository, work, "hook").total() > 60


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_killed_at_any_system_call_it_resumes_to_the_same_export(repository, work):
    kills = kill_everywhere(repository, work, "strace")
    assert min(kills[call] for call in ("openat", "write", "fsync", "rename", "mkdir", "flock")) > 1


def test_a_manifest_cut_anywhere_costs_only_the_line_that_was_cut(swept, tmp_path):
    expected, manifest = small_sweep.exported(swept), swept / "manifest.jsonl"
    whole = manifest.read_bytes()
    last = whole[:-1].rindex(b"\n") + 1
    second, third = (sorted(small_sweep.RUNS)[start : start + 3] for start in (0, 3))
    for length in [*range(last + 1, len(whole), 97), len(whole) - 1]:
        manifest.write_bytes(whole[:length])
        assert small_sweep.run(swept) == third
        assert small_sweep.strays(swept) == []
    manifest.write_bytes(whole[:last])
    assert small_sweep.run(swept) == third
    manifest.unlink()
    assert small_sweep.run(swept) == second + third
    assert small_sweep.exported(swept) == expected
