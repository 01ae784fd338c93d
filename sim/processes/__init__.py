"""Laws applied to agents: each process says what it writes; SCHEDULE is the order of a period."""
