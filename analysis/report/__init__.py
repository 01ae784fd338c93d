"""The reports, each one HTML file for a reader without the program, a network or good eyes.

`comparison` tells a comparison or a single run, in the order of `sections`; `sweep` tells a sweep.
"""
