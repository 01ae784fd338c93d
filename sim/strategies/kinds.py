"""Which strategies a decision may be taken by: found where the decision is at home, told apart by `kind`.

A decision is a class that derives from `Strategy` itself. Its strategies are those classes with a kind that
derive from it in its own module, or in the files of its folder.
"""

import pkgutil
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Annotated, Any, TypeVar, get_args

from pydantic import GetCoreSchemaHandler, TypeAdapter, ValidationInfo, ValidatorFunctionWrapHandler
from pydantic_core import CoreSchema, core_schema, to_json

from sim.files.nodes import KIND
from sim.files.shapes import Choices, kinds_of
from sim.strategies.base import Strategy

Decision = type[Strategy]
"""A class that derives from `Strategy` itself."""


def decision_of(strategy: type[Strategy]) -> Decision:
    """The decision that a strategy takes."""
    return next(each for each in strategy.__mro__ if Strategy in each.__bases__)


def kind_of(strategy: type[Strategy]) -> str:
    """The word by which files name a strategy; empty for one that only others derive from."""
    return str(next(iter(kinds_of(strategy)), ""))


def defined_in(module: ModuleType) -> tuple[type[Strategy], ...]:
    """Strategies that a module defines, in its order; also those that only others derive from."""
    classes = (each for each in vars(module).values() if isinstance(each, type))
    return tuple(
        each for each in classes if issubclass(each, Strategy) and each.__module__ == module.__name__
    )


def strategies_in(module: ModuleType) -> tuple[type[Strategy], ...]:
    """Strategies with a kind that a module defines, in its order."""
    return tuple(each for each in defined_in(module) if kind_of(each))


@cache
def built_in(decision: Decision) -> tuple[type[Strategy], ...]:
    """The program's own strategies for a decision, by the names of their files."""
    home = sys.modules[decision.__module__]
    folder = pkgutil.iter_modules(getattr(home, "__path__", ()), f"{home.__name__}.")
    modules = [home, *(import_module(name) for name in sorted(found.name for found in folder))]
    return tuple(each for module in modules for each in strategies_in(module) if issubclass(each, decision))


class OfItsKinds:
    """Has pydantic fill in a strategy by its kind: a built-in one, or one of the choices in the context."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401
        """Schema of an optional field, such as `CareStrategy | None`."""
        decision: Decision = get_args(source)[0]

        def chosen(value: Any, built: ValidatorFunctionWrapHandler, info: ValidationInfo) -> Any:  # noqa: ANN401
            if isinstance(value, decision):
                return value
            others = added(decision, info.context or {})
            if isinstance(value, Mapping) and value.get(KIND) in [kind_of(each) for each in others]:
                # From JSON, because a strict model takes a list for a tuple only from there.
                return _adapter(others).validate_json(to_json(value))
            return built(value)

        schema = core_schema.with_info_wrap_validator_function(
            chosen,
            _by_kind(built_in(decision), handler),
            serialization=core_schema.simple_ser_schema("any"),
        )
        return core_schema.nullable_schema(schema)


def added(decision: Decision, choices: Choices) -> tuple[type[Strategy], ...]:
    """Choices for a decision beyond those that are built in."""
    others = (each for each in choices.get(decision, ()) if issubclass(each, decision))
    return tuple(each for each in others if each not in built_in(decision))


class _AnyOf:
    """Has pydantic fill in one of some strategies by its kind."""

    def __init__(self, strategies: Iterable[type[Strategy]]) -> None:
        self._strategies = tuple(strategies)

    def __get_pydantic_core_schema__(self, _source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401
        return _by_kind(self._strategies, handler)


@cache
def _adapter(strategies: tuple[type[Strategy], ...]) -> TypeAdapter[Strategy]:
    return TypeAdapter(Annotated[Strategy, _AnyOf(strategies)])


def _by_kind(strategies: Iterable[type[Strategy]], handler: GetCoreSchemaHandler) -> CoreSchema:
    return core_schema.tagged_union_schema(
        {kind_of(each): handler.generate_schema(each) for each in strategies}, KIND
    )


Taken = TypeVar("Taken", bound=Strategy)
Choice = Annotated[Taken | None, OfItsKinds()]
"""A field that holds a strategy for a decision; None = the decision is not taken."""
