"""Customer relationship management: contacts and stages (catalogue parts B10 and C)."""
