"""Sweeps of many runs: `run` carries one out, `results` says what is there and gives it out."""
