"""Firms: how they enter and leave (catalogue part E)."""
