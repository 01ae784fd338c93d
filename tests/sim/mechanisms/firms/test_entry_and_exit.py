"""Entry and exit: a firm leaves when its debt exceeds its credit, to the cent."""

import pytest

from sim.mechanisms.firms.entry_and_exit import is_insolvent


@pytest.mark.parametrize(
    ("cash", "credit", "gone"),
    [(0, 0, False), (-1, 0, True), (-500, 500, False), (-501, 500, True), (9, 0, False)],
)
def test_a_firm_leaves_when_its_debt_exceeds_its_credit(cash: int, credit: int, gone: bool):
    assert is_insolvent(cash, credit) is gone
