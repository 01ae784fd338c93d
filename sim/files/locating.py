"""Where in the data a validation error belongs, when its location also names alternatives of unions."""

from collections import defaultdict
from typing import NamedTuple

from pydantic_core import ErrorDetails

from sim.files.nodes import KIND, Node, Tree
from sim.files.problems import Steps, nearest
from sim.files.shapes import Site

_KEY_ERROR = "[key]"
_ABOUT_KEYS = {"extra_forbidden", "missing"}


class Choice(NamedTuple):
    """A choice of types on the way to an error: at which path, which one, and how badly the data fits it."""

    steps: Steps
    label: str
    misfit: int


class Located(NamedTuple):
    """An error at a path of the data.

    `site` is what may stand there, or what owns the key that is wrong.
    """

    error: ErrorDetails
    steps: Steps
    site: Site
    in_key: bool
    choice: Choice | None

    @property
    def misspelt(self) -> Steps | None:
        """Path of the key that an unknown one was probably meant to be."""
        if self.error["type"] != "extra_forbidden":
            return None
        meant = nearest(str(self.steps[-1]), self.site.names({}))
        return (*self.steps[:-1], meant) if meant else None


def located(site: Site, tree: Tree, errors: list[ErrorDetails]) -> list[Located]:
    """Errors with their places; without those about types not meant, or keys missing only by a slip."""
    found = [_locate(site, tree.root, error) for error in errors]
    misspelt = {at.misspelt for at in found}
    meant = _meant(found)
    return [
        at
        for at in found
        if (at.choice is None or meant[at.choice.steps] == at.choice.label)
        and not (at.error["type"] == "missing" and at.steps in misspelt)
    ]


def _meant(found: list[Located]) -> dict[Steps, str]:
    """Label of the best fitting type, for every choice that was there."""
    misfits: dict[Steps, dict[str, int]] = defaultdict(dict)
    for choice in (at.choice for at in found if at.choice):
        labels = misfits[choice.steps]
        labels[choice.label] = max(choice.misfit, labels.get(choice.label, 0))
    return {steps: min(labels, key=lambda label: labels[label]) for steps, labels in misfits.items()}


def _locate(site: Site, node: Node | None, error: ErrorDetails) -> Located:
    """Follow an error's location down data and types."""
    steps: Steps = ()
    choice, choosing, owner = None, site.is_choice, site
    for part in error["loc"]:
        data = node.plain() if node else None
        if part == _KEY_ERROR:
            return Located(error, steps, owner, True, choice)
        if choosing:
            site, choosing = _alternative(site, str(part), data), False
            choice = Choice(steps, str(part), _misfit(site, data))
            continue
        owner, steps = site, (*steps, part)
        site, node = site.below(part, data), node.child(part) if node else None
        choosing = site.is_choice
    if choice and choice.steps == steps and error["type"].endswith("_type"):
        choice = choice._replace(misfit=2)
    about_key = error["type"] in _ABOUT_KEYS
    return Located(error, steps, owner if about_key else site, about_key, choice)


def _alternative(site: Site, label: str, data: object) -> Site:
    """Alternative of a union that a location names by kind or type; what fits the data if unclear."""
    for option in site.options:
        if label in {getattr(option, "__name__", ""), str(option), *Site(option).kinds()}:
            return Site(option, site.unit, choices=site.choices)
    by_form = [option for option in site.options if label.startswith(str(getattr(option, "__name__", "?")))]
    model = site.model(data)
    return Site(by_form[0] if by_form else (model or site.options[-1]), site.unit, choices=site.choices)


def _misfit(site: Site, data: object) -> int:
    """1 where a mapping with a kind meets a type without, or the other way round."""
    has_kind = isinstance(data, dict) and KIND in data
    return int(has_kind != bool(site.kinds()))
