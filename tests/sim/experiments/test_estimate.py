"""What a study will take, told before it begins."""

import pandas as pd
import pytest

from sim.experiments import estimate as module
from sim.experiments.designs import vary
from sim.experiments.estimate import Estimate, estimate, spoken_size
from sim.experiments.plan import Wanted, read_plan
from sim.experiments.study import Study


def test_one_run_is_measured_after_another_has_made_it_ready(monkeypatch):
    now = [0.0]
    waits = iter([60.0, 0.5])

    def first_run():
        now[0] += next(waits)
        return {"outcome": pd.DataFrame({"firm": ["a"], "profit_cents": [1]})}

    monkeypatch.setattr(module.time, "perf_counter", lambda: now[0])
    design = vary("firms.leader.brand=1:2:11")
    study = Study(read_plan("durable", Wanted(design=design, replications=20)), "1")
    found = estimate(study, first_run, slots=2)
    assert (found.runs, found.seconds_each, found.slots) == (220, 0.5, 2)
    assert found.seconds == 55.0
    assert found.bytes == 220 * found.bytes_each > 0


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (
            Estimate(1200, 0.5, 1, 2000),
            "1,200 runs, about 10 min on 1 processor (0.5 s a run), at most 2.4 MB of disk",
        ),
        (
            Estimate(10**12, 0.01, 8, 1000),
            "1,000,000,000,000 runs, about 40 years on 8 processors (0.01 s a run), at most 1.0 PB of disk",
        ),
    ],
)
def test_an_estimate_is_one_line_for_people(found, told):
    assert str(found) == told


@pytest.mark.parametrize(
    ("size", "told"),
    [(12, "12 bytes"), (1_500, "1.5 kB"), (12e6, "12.0 MB"), (3e9, "3.0 GB"), (1e12, "1.0 TB")],
)
def test_sizes_are_told_as_people_say_them(size, told):
    assert spoken_size(int(size)) == told
