"""Search a firm's parameters for the best outcomes, so that a search can be stopped, resumed and trusted.

`plan` says what is searched, `study` keeps what was tried, `search` tries it, `result` tells what came out;
`run` does all of it, from the file of a plan.
"""

from analysis.optimise.plan import OptimisePlan, Range, SearchPlan
from analysis.optimise.result import Search
from analysis.optimise.search import optimise
from analysis.optimise.study import StudyBusy

__all__ = [
    "OptimisePlan",
    "Range",
    "Search",
    "SearchPlan",
    "StudyBusy",
    "optimise",
]
