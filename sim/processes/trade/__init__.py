"""What happens between firms and the trade."""
