"""The catalogue of mechanisms: its rows, what each shows and where, and the model in ODD form.

`rows` is the one list; `shown` tells the rows of a scenario, `odd` all of them.
"""
