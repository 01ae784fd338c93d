"""Prints the page docs/data_dictionary.md."""

from sim.result.dictionary.page import page

print(page(), end="")
