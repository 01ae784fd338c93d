"""The catalogue of mechanisms: every row, what it shows, by which laws and choices, and the test of it.

This is the one list. `shown` tells a report the rows of its scenario; `odd` describes the whole model.
"""

from typing import Final

from analysis.catalogue.channels import CHANNELS
from analysis.catalogue.crm import CRM
from analysis.catalogue.customers import CUSTOMERS
from analysis.catalogue.cycles import CYCLES
from analysis.catalogue.firms import FIRMS
from analysis.catalogue.row import Claim, Row

__all__ = ["EVERYWHERE", "ROWS", "Claim", "Row"]

ROWS: Final[dict[str, Row]] = {row.row: row for row in (*CYCLES, *CUSTOMERS, *CRM, *CHANNELS, *FIRMS)}

EVERYWHERE: Final = ("price/fixed", "price/markup", "price/competitor_following")
"""Choices that every market needs and that no row is about."""
