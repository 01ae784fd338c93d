"""Comparing: `delivery` goes from a request to a folder, `drivers` moves the market, `terminal` sums up."""
