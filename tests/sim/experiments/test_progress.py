"""Progress: lines now and then, JSON on request, a bar on a terminal, and never on stdout."""

import io
import json
import sys

import pytest

from sim.experiments import progress as module
from sim.experiments.progress import Pace, progress, spoken_time


class Clock:
    """Time that passes when it is told to."""

    def __init__(self):
        self.now = 1000.0

    def monotonic(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(module, "time", clock)
    monkeypatch.setattr(module.Pace, "__init__", started_at(clock))
    return clock


def started_at(clock):
    """Begin a pace by this clock; its default was bound to the real one."""

    def begin(pace):
        pace.started, pace.first = clock.now, None

    return begin


def told(style, steps, clock, total=100):
    """Call progress with what is done, each a second after the one before."""
    with progress("runs", style) as tell:
        if style == "lines":
            tell.when = clock.now
        for done in steps:
            tell(done, total)
            clock.now += 1


def test_lines_come_with_every_tenth_and_say_how_long_it_will_take(clock, capsys):
    told("lines", range(101), clock)
    found = capsys.readouterr()
    assert found.out == ""
    lines = found.err.splitlines()
    assert len(lines) == 10
    assert lines[0] == "10 of 100 runs done, about 2 min left"
    assert lines[-1] == "100 of 100 runs done"


def test_somebody_who_waits_hears_from_time_to_time(clock, capsys):
    with progress("runs", "lines") as tell:
        tell.when = clock.now
        for done in range(5):
            tell(done, 1000)
            clock.now += 20
    assert [line.split(",")[0] for line in capsys.readouterr().err.splitlines()] == [
        "2 of 1000 runs done",
        "4 of 1000 runs done",
    ]


def test_lines_are_the_default_where_there_is_no_terminal(clock, capsys):
    told("auto", [100], clock)
    assert capsys.readouterr().err == "100 of 100 runs done\n"


def test_json_lines_can_be_read_by_a_program(clock, capsys):
    told("json", (0, 10, 100), clock)
    records = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert records == [
        {"of": "runs", "done": 0, "total": 100, "per_second": 0.0, "seconds_left": None},
        {"of": "runs", "done": 10, "total": 100, "per_second": 10.0, "seconds_left": 9.0},
        {"of": "runs", "done": 100, "total": 100, "per_second": 50.0, "seconds_left": 0.0},
    ]


def test_json_lines_do_not_flood_and_always_tell_the_end(clock, capsys):
    with progress("runs", "json") as tell:
        for done in range(1001):
            tell(done, 1000)
            clock.now += 0.001
    records = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [record["done"] for record in records][-1] == 1000
    assert len(records) <= 4


def test_silence_is_silence(clock, capsys):
    told("none", range(101), clock)
    assert capsys.readouterr().err == ""


def test_a_bar_shows_count_and_rate_and_goes_away(monkeypatch):
    terminal = io.StringIO()
    monkeypatch.setattr(sys, "stderr", terminal)
    with progress("runs", "bar") as tell:
        tell(0, 40)
        tell(20, 40)
        tell(40, 40)
    shown = terminal.getvalue()
    assert "runs" in shown
    assert "40/40" in shown
    assert "/s" in shown
    assert shown.endswith("\x1b[2K")


def test_what_was_finished_before_does_not_count_for_the_pace(clock):
    pace = Pace()
    assert pace.left(9000, 10_000) is None
    clock.now += 10
    assert pace.rate(9100) == pytest.approx(10)
    assert pace.left(9100, 10_000) == pytest.approx(90)


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0.4, "0 s"),
        (89, "89 s"),
        (90, "2 min"),
        (720, "12 min"),
        (12_600, "3.5 h"),
        (345_600, "4 days"),
        (31_557_600 * 31, "31 years"),
        (1e12, "31,688 years"),
    ],
)
def test_times_are_told_as_people_say_them(seconds, told):
    assert spoken_time(seconds) == told
