"""How far a computation is, for people: a bar on a terminal, otherwise a line now and then; on stderr."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

Progress = Callable[[int, int], None]
LINES: Final = 10


@contextmanager
def progress(what: str) -> Iterator[Progress]:
    """Show how many of all `what`, say runs, are done; gives the function to call with (done, in all)."""
    from rich.console import Console  # noqa: PLC0415 - only a computation needs it
    from rich.progress import BarColumn, MofNCompleteColumn, TimeRemainingColumn  # noqa: PLC0415
    from rich.progress import Progress as Bar  # noqa: PLC0415

    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda done, total: _line(done, total, what)
        return
    columns = ("{task.description}", BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=console, transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _line(done: int, total: int, what: str) -> None:
    before, now = ((number * LINES) // total for number in (done - 1, done))
    if now > before:
        print(f"{done} of {total} {what} done", file=sys.stderr, flush=True)
