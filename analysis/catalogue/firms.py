"""Part E of the catalogue: firms."""

from typing import Final

from analysis.catalogue.row import Claim, Row

FIRMS: Final = (
    Row(
        "E8",
        "Entry and exit",
        "firms run out of cash and leave; nothing is lost from the books",
        (
            Claim(
                "Entry and exit",
                "law",
                "entry and exit",
                "firms/test_entry_and_exit",
                ("firms/entry_and_exit",),
            ),
        ),
    ),
)
