"""How far a computation is, for people and programs: a bar, lines now and then, or JSON lines; on stderr."""

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final, Literal

Progress = Callable[[int, int], None]
Style = Literal["auto", "bar", "lines", "json", "none"]
LINES: Final = 10
SILENCE: Final = 30.0
"""Seconds after which a line is written even if little has changed."""
EVERY: Final = 0.5
"""Seconds between two lines of JSON."""


@contextmanager
def progress(what: str, style: Style = "auto") -> Iterator[Progress]:
    """Show how many of all `what`, say runs, are done; gives the function to call with (done, in all).

    `style` is a bar on a terminal and lines elsewhere, unless it says which.
    """
    if style in {"bar", "auto"} and (style == "bar" or sys.stderr.isatty()):
        yield from _bar(what)
        return
    tellers: dict[str, Progress] = {"json": _Json(what), "none": _silent}
    yield tellers.get(style) or _Lines(what)


def _silent(_done: int, _total: int) -> None:
    return None


def _bar(what: str) -> Iterator[Progress]:
    from rich.console import Console  # noqa: PLC0415 - only a computation needs it
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn  # noqa: PLC0415
    from rich.progress import Progress as Bar  # noqa: PLC0415

    rate = TextColumn("{task.fields[rate]}")
    columns = ("{task.description}", BarColumn(), MofNCompleteColumn(), rate, TimeRemainingColumn())
    pace = Pace()
    with Bar(*columns, console=Console(stderr=True, force_terminal=True), transient=True) as bar:
        task = bar.add_task(what, total=None, rate="")

        def show(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total, rate=f"{pace.rate(done):.1f}/s")

        yield show


@dataclass
class Pace:
    """How fast work goes, from what has been done since the first call (earlier ones do not count)."""

    started: float = field(default_factory=time.monotonic)
    first: int | None = None

    def rate(self, done: int) -> float:
        """Done per second."""
        if self.first is None:
            self.first, self.started = done, time.monotonic()
        return (done - self.first) / max(time.monotonic() - self.started, 1e-9)

    def left(self, done: int, total: int) -> float | None:
        """Seconds left, None as long as nobody knows."""
        rate = self.rate(done)
        return (total - done) / rate if rate > 0 else None


@dataclass
class _Lines:
    what: str
    pace: Pace = field(default_factory=Pace)
    told: int = 0
    when: float = field(default_factory=time.monotonic)

    def __call__(self, done: int, total: int) -> None:
        left, now = self.pace.left(done, total), time.monotonic()
        tenths = done * LINES // max(total, 1)
        if tenths <= self.told and now - self.when < SILENCE:
            return
        self.told, self.when = tenths, now
        rest = f", about {spoken_time(left)} left" if left is not None and done < total and left > 1 else ""
        print(f"{done} of {total} {self.what} done{rest}", file=sys.stderr, flush=True)


@dataclass
class _Json:
    what: str
    pace: Pace = field(default_factory=Pace)
    when: float = 0.0

    def __call__(self, done: int, total: int) -> None:
        left, rate = self.pace.left(done, total), self.pace.rate(done)
        now = time.monotonic()
        if done < total and now - self.when < EVERY:
            return
        self.when = now
        record: dict[str, object] = {
            "of": self.what,
            "done": done,
            "total": total,
            "per_second": round(rate, 3),
        }
        record["seconds_left"] = None if left is None else round(left, 1)
        print(json.dumps(record), file=sys.stderr, flush=True)


def spoken_time(seconds: float) -> str:
    """A duration for people: `40 s`, `12 min`, `3.5 h`, `4 days`, `31 years`."""
    for limit, size, unit in ((90, 1, "s"), (5400, 60, "min"), (172_800, 3600, "h"), (6e7, 86_400, "days")):
        if seconds < limit:
            value = seconds / size
            return f"{value:.1f} {unit}" if unit == "h" else f"{value:.0f} {unit}"
    return f"{seconds / 31_557_600:,.0f} years"
