"""Calling what is not ours: a task may raise anything, and whatever it is becomes one text."""

from types import TracebackType
from typing import Self


class Attempt:
    """A block that keeps what is raised in it, instead of letting it pass.

    For code of others alone: a task, or the pickling of what it takes and gives. `failure` is
    `ErrorName: message` afterwards, "" if nothing was raised.

    Parameters
    ----------
    kinds
        What is kept; `BaseException` where no interruption of the program can arrive.
    """

    def __init__(self, kinds: type[BaseException] = Exception) -> None:
        self._kinds = kinds
        self.failure = ""

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        """Keep the error, if it is of our kinds."""
        if not isinstance(error, self._kinds):
            return False
        self.failure = described(error)
        return True


def described(error: BaseException) -> str:
    """Error as `ErrorName: message`; without a message, the name alone."""
    name = type(error).__name__
    with Attempt():
        text = str(error)
        return f"{name}: {text}" if text else name
    return name
