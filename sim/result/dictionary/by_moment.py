"""Tables of what is counted by year, or at a few moments of a run."""

from typing import Final

from sim.result.columns import FIRM, Column, Table, cents, count

BY_MOMENT: Final[dict[str, Table]] = {
    "cohort": Table(
        "firm, cohort and year from that of the cohort on",
        (
            FIRM,
            count(
                "cohort",
                "year of people's first purchase from the firm, from 0; -1 = before the start of the run",
                "index",
            ),
            count("year", "year at whose end they are counted, from 0", "index"),
            count("customers", "people in the cohort"),
            count("still", "of them, in a running relationship with the firm at the end of the year"),
        ),
        timed=False,
    ),
    "loyalty": Table(
        "firm, moment and bin of attitudinal loyalty",
        (
            FIRM,
            Column("moment", "text", "category", "start, middle or end of the run"),
            count(
                "period",
                "period at whose end customers are counted: first, last of the first half, last",
                "index",
            ),
            Column("low", "number", "share", "attitudinal loyalty, from (included)"),
            Column("high", "number", "share", "attitudinal loyalty, to (not included, save 1)"),
            count("customers", "customers of the firm in between"),
        ),
        timed=False,
    ),
    "quadrant": Table(
        "firm, moment and quadrant of loyalty x value",
        (
            FIRM,
            Column("moment", "text", "category", "start, middle or end of the run"),
            Column(
                "quadrant",
                "text",
                "category",
                "friends (loyalty and contribution above the firm's median), barnacles (loyalty only),"
                " butterflies (contribution only) or strangers (neither)",
            ),
            count(
                "period",
                "period at whose end customers are counted: first, last of the first half, last",
                "index",
            ),
            count("customers", "customers of the firm in the quadrant"),
            cents("contribution", "what they have contributed so far"),
            cents("revenue", "what they have paid so far"),
        ),
        timed=False,
    ),
    "value": Table(
        "firm and group of its customers",
        (
            FIRM,
            count("group", "1 = the hundredth of people who contributed most, and so on", "index"),
            count("customers", "people in the group, of all who ever bought from the firm"),
            cents(
                "contribution",
                "what they paid in the run less cost of goods, commission and handling of their purchases;"
                " before any marketing",
            ),
            cents("revenue", "what they paid in the run, after discounts"),
        ),
        timed=False,
    ),
}
