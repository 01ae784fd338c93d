"""Prints the page docs/data_dictionary.md."""

from sim.data_dictionary.page import page

print(page(), end="")
