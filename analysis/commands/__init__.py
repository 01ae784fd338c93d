"""The commands that need more than a line: each family parses its words, calls, and prints."""
