"""A log of purchases as a seller knows them, and the truth about each customer beside it."""
