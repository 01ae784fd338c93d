"""Experiments: one run, arms in the same luck, sweeps; planned, carried out, kept."""
