"""The state of a market: what processes read and write."""
