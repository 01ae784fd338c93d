"""Agent-based market simulation: firms that choose, customers who answer, laws that hold for all."""
