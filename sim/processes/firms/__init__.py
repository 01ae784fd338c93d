"""What firms do in a period."""
