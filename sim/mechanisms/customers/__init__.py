"""Customers: awareness, choice, satisfaction, loyalty, word of mouth (catalogue part B)."""
