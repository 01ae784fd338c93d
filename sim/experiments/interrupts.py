"""Ctrl-C and SIGTERM, noted the first time and obeyed at once the second."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from signal import SIG_DFL, SIGINT, SIGTERM, Signals
from signal import signal as set_handler
from threading import current_thread, main_thread
from typing import Final

EXIT_CODE: Final = 128
"""What a shell adds to a signal's number for the exit code of what it ended."""
_HEEDED: Final = (SIGINT, SIGTERM)


@dataclass
class Interruption:
    """Whether somebody wants us to end, and by which signal."""

    signal: Signals | None = None

    @property
    def wanted(self) -> bool:
        """Whether a signal to end has come."""
        return self.signal is not None

    @property
    def exit_code(self) -> int:
        """Exit code that says so: 130 for Ctrl-C, 143 for SIGTERM, 0 if no signal has come."""
        return 0 if self.signal is None else EXIT_CODE + self.signal

    def note(self, number: int, _frame: object) -> None:
        """Note the first signal; obey the next.

        Raises
        ------
        KeyboardInterrupt, SystemExit
            On the second signal, if that is Ctrl-C or SIGTERM.
        """
        if self.signal is None:
            self.signal = Signals(number)
        elif number == SIGINT:
            raise KeyboardInterrupt
        else:
            raise SystemExit(EXIT_CODE + number)


@contextmanager
def interruptible() -> Iterator[Interruption]:
    """Note signals to end instead of obeying them; what was done about them before is restored.

    Signals reach the main thread alone: in any other, nothing is changed and none is ever noted.
    """
    interruption = Interruption()
    if current_thread() is not main_thread():
        yield interruption
        return
    before = {number: set_handler(number, interruption.note) for number in _HEEDED}
    try:
        yield interruption
    finally:
        for number, handler in before.items():
            set_handler(number, SIG_DFL if handler is None else handler)
