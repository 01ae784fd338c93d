"""What is measured on a comparison: its key figures, where profit came from, channels, customers, targets.

`outcomes` is what one run comes to, `summary` the key figures of all runs, the differences between arms and
the verdict; the others each answer one question more.
"""
