"""Comparisons with names that programs could take for something else."""

import pytest

LONG = "a_very_long_arm_name_that_goes_on_and_on_until_sixty_charact"
HOSTILE = (
    '=HYPERLINK("http://evil.example";"x")',
    "@SUM(1;2)",
    "+1",
    "-2+3",
    "\tcmd|' /C calc'!A0",
    LONG,
    "Łódź – 東京",
    "=1+1",
)


@pytest.fixture(scope="session")
def hostile(make_comparison):
    """Eight arms, none with a harmless name, over a few months."""
    return make_comparison(arms=HOSTILE, firms=("=cmd", "@b"), replications=3, periods=3)


@pytest.fixture(scope="session")
def small(make_comparison):
    """Three arms, two replications, four months."""
    return make_comparison(replications=2, periods=4)
