"""What ends a command without being a mistake of ours: why, what would do, and the exit code that says so."""

from typing import ClassVar


class Refusal(Exception):  # noqa: N818 - nothing of ours has failed
    """A request that cannot be carried out; the text says why and what would do."""

    exit_code: ClassVar[int] = 2
    """Exit code: 2 bad input, 3 folder busy, 4 runs failed, 5 storage or workers."""


class MissingExtra(Refusal):
    """A library that is no part of the core is needed and not installed."""

    @classmethod
    def of(cls, what: str, library: str, extra: str) -> "MissingExtra":
        """Say what needs which library, and what to install for it."""
        remedy = f"install it with: pip install 'rivalry[{extra}]'"
        return cls(f"{what}: needs {library}, which is not installed - {remedy}")


class EveryRunFailed(Refusal):
    """Too few runs came to an end for anything to be said; the text says why."""

    exit_code: ClassVar[int] = 4
