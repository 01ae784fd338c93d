"""Firms against each other: payoffs, equilibria, best replies, and the regret of choosing unsure.

`plan` reads who plays what, `payoff` plays all strategies against all, `equilibria` says what is stable and
how surely (`solving` holds the theory, `resampling` the luck), `best_reply` lets firms answer each other,
`regret` judges arms over environments.
"""
