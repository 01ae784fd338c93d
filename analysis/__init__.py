"""Reads finished runs: what came out, how arms differ, and how near published regularities a run comes."""
