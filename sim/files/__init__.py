"""Scenario files: read under guard, merged, built into models; every mistake is one line that says where."""

from sim.files.building import build
from sim.files.nodes import Node, Tree
from sim.files.places import Origin
from sim.files.problems import BadInput, Problem
from sim.files.reading import overlay, read_tree
from sim.files.showing import Shown, explain

__all__ = [
    "BadInput",
    "Node",
    "Origin",
    "Problem",
    "Shown",
    "Tree",
    "build",
    "explain",
    "overlay",
    "read_tree",
]
