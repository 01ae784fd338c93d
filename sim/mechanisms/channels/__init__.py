"""Channels between firms and customers (catalogue part D)."""
