"""What drives a result: analyses of the responses that a sweep measured at the points of its design.

Every `analyse_...` gives a result with `table`, `words`, `finding`, `notes` and `figure` (`tables.Result`).
"""

from analysis.sensitivity.convergence import Convergence, analyse_convergence
from analysis.sensitivity.morris import MorrisEffects, analyse_morris
from analysis.sensitivity.prcc import RankCorrelations, analyse_prcc
from analysis.sensitivity.prim import DiscoveredBox, analyse_prim
from analysis.sensitivity.responses import Responses, difference, from_runs
from analysis.sensitivity.sobol import SobolIndices, analyse_sobol
from analysis.sensitivity.tables import Result, as_text
from analysis.sensitivity.tornado import Tornado, analyse_tornado
from analysis.sensitivity.vary import ResponseCurve, analyse_vary

__all__ = [
    "Convergence",
    "DiscoveredBox",
    "MorrisEffects",
    "RankCorrelations",
    "ResponseCurve",
    "Responses",
    "Result",
    "SobolIndices",
    "Tornado",
    "analyse_convergence",
    "analyse_morris",
    "analyse_prcc",
    "analyse_prim",
    "analyse_sobol",
    "analyse_tornado",
    "analyse_vary",
    "as_text",
    "difference",
    "from_runs",
]
