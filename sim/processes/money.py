"""Money between the scenario's currency units and the ledger's cents."""


def cents(money: float) -> int:
    """Money in whole cents."""
    return round(100.0 * money)
