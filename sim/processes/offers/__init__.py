"""What firms decided becomes what is on offer."""
