"""Firms against each other: payoffs, equilibria, best replies, and the regret of choosing unsure.

`play` answers a file of a game from its words to what is told; `plan` reads who plays what, `payoff` plays
all strategies against all, `equilibria` says what is stable and how surely (`solving` holds the theory),
`best_reply` lets firms answer each other, `regret` judges arms over environments.
"""
