"""Search a firm's parameters for the best outcomes, so that a search can be stopped, resumed and trusted.

`plan` says what is searched, `study` keeps what was tried, `search` tries it, `result` tells what came out.
"""

from analysis.optimise.evaluation import Evaluate, Experiment, in_this_process, outcome_values
from analysis.optimise.plan import OptimisePlan, Range
from analysis.optimise.result import Search
from analysis.optimise.search import optimise
from analysis.optimise.study import StudyBusy

__all__ = [
    "Evaluate",
    "Experiment",
    "OptimisePlan",
    "Range",
    "Search",
    "StudyBusy",
    "in_this_process",
    "optimise",
    "outcome_values",
]
