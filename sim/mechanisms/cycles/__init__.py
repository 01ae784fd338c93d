"""Cycles of the market: adoption, replacement, moving needs, innovation (catalogue part A)."""
