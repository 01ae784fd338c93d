"""Calling the command line in this process, and what its refusals look like."""

import re
import sys

from typer.testing import CliRunner, Result

from cli import app

SMALL = ("durable", "-s", "customers=200", "-s", "years=0.5", "-n", "2", "-j", "1")
VARY = ("--vary", "firms.leader.brand=0.5:4.5:3")
MARKET = (*SMALL, *VARY)
LINE = re.compile(r"\S+:\d+:\d+: [^:]+: .+ - .+")


def rivalry(*words: object) -> Result:
    given = [str(word) for word in words]
    before, sys.argv = sys.argv, ["rivalry", *given]
    try:
        return CliRunner().invoke(app, given)
    finally:
        sys.argv = before


def fine(*words: object) -> Result:
    result = rivalry(*words)
    assert result.exit_code == 0, result.output
    return result


def refused(*words: object, code: int = 2) -> str:
    """What is told on stderr of a command that ends with a code."""
    result = rivalry(*words)
    assert result.exit_code == code, (result.output, result.exception)
    assert result.stdout == ""
    return result.stderr
