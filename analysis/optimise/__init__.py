"""Search a firm's parameters for the best outcomes, so that a search can be stopped, resumed and trusted.

`plan` says what is searched, `study` keeps what was tried, `search` tries it, `result` tells what came out.
"""

from analysis.optimise.plan import OptimisePlan, Range
from analysis.optimise.result import Search
from analysis.optimise.search import optimise
from analysis.optimise.study import StudyBusy

__all__ = [
    "OptimisePlan",
    "Range",
    "Search",
    "StudyBusy",
    "optimise",
]
