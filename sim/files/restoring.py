"""A scenario's tree made again from plain data, as a result keeps it, with the places it was read from."""

from collections.abc import Mapping
from typing import Any

from sim.files.nodes import Node, Tree
from sim.files.places import Origin
from sim.files.showing import DEFAULT


def restored_tree(data: Mapping[str, Any], origins: Mapping[str, str]) -> Tree:
    """Tree of plain data.

    Parameters
    ----------
    data
        Every value, nested as in a scenario file.
    origins
        Where each single value came from, by dotted path: `file:line`, "--set" or "default".
    """
    return Tree(_node(data, "", origins))


def _node(value: Any, path: str, origins: Mapping[str, str]) -> Node:  # noqa: ANN401 - JSON has no type of its own
    origin = _origin(origins.get(path, DEFAULT))
    if isinstance(value, Mapping):
        below = {key: _node(each, f"{path}.{key}" if path else key, origins) for key, each in value.items()}
        return Node(below, origin, origin)
    if isinstance(value, list):
        return Node([_node(each, f"{path}.{i}", origins) for i, each in enumerate(value)], origin, origin)
    return Node(value, origin, origin)


def _origin(text: str) -> Origin:
    if text in {"--set", DEFAULT}:
        return Origin(text, 1, 1, "--set" if text == "--set" else "default")
    file, _, line = text.rpartition(":")
    return Origin(file, int(line), 1)
