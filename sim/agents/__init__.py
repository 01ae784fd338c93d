"""Who acts: customers, many and alike, as arrays; firms, few and different, as objects."""
