"""Nothing here may hang: a test that takes too long ends the session with what every thread was at."""

import faulthandler
import sys

import pytest

LONGEST = 180


@pytest.fixture(autouse=True)
def _never_hang():
    faulthandler.dump_traceback_later(LONGEST, exit=True, file=sys.__stderr__)
    yield
    faulthandler.cancel_dump_traceback_later()
