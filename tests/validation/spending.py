"""The repertoire market in which firms also court and care: what the preset itself leaves out."""

ADVERTISING = {
    "leader": 4_000,
    "second": 3_200,
    "third": 2_600,
    "fourth": 2_200,
    "fifth": 1_800,
    "sixth": 1_600,
}
"""Money a year in the preset."""
COURTING, CARING = 0.2, 0.05
"""Of advertising, for people who have never bought the brand and for customers (no source: judgements)."""
SPENDING = (
    *(
        f"firms.{firm}.strategies.budgets={{acquisition: {COURTING * money}, retention: {CARING * money}}}"
        for firm, money in ADVERTISING.items()
    ),
    # Fitted, with the budgets, so that winning a customer costs 4 to 7 times as much as keeping one.
    "mechanisms.crm.retention={bonding: 2.5, retention_scale: 0.1}",
)
"""Overrides of `repertoire`. Inside the preset they would give firms so much hold on their customers that
care by discount, which other scenarios study on this market, no longer pays."""
