"""What customers live through in a period."""
