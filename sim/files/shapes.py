"""Which model, field and unit belong to a path: pydantic's types, walked along data."""

import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Any, ForwardRef, Literal, TypeGuard, Union, get_args, get_origin

from pydantic import BaseModel, RootModel
from pydantic.fields import FieldInfo

from sim.files.nodes import KIND

_UNIONS = (Union, types.UnionType)
_LISTS = (list, tuple, set, frozenset)

Choices = Mapping[type, tuple[type[BaseModel], ...]]
"""By a class that stands for a choice: the models to choose from, told apart by their kinds."""


@dataclass(frozen=True)
class Site:
    """What may stand at a path: a type, its unit ("" if none) and what its field says of itself."""

    annotation: object
    unit: str = ""
    description: str = ""
    choices: Choices = field(default_factory=dict)

    @property
    def options(self) -> tuple[object, ...]:
        """Types of which the value is one, without None; one type if there is no choice."""
        options = _options(self.annotation)
        return tuple(each for option in options for each in self._chosen_from(option) or (option,))

    @property
    def is_choice(self) -> bool:
        """Whether one of several types, or of several kinds, is chosen here."""
        options = tuple(_options(self.annotation))
        return len(options) > 1 or any(self._chosen_from(option) for option in options)

    def _chosen_from(self, option: object) -> tuple[type[BaseModel], ...]:
        return self.choices.get(option, ()) if isinstance(option, type) else ()

    @property
    def known(self) -> bool:
        """Whether the type says anything at all."""
        return not any(o is Any or o is object or isinstance(o, ForwardRef | str) for o in self.options)

    def model(self, data: object) -> type[BaseModel] | None:
        """Model that owns the keys of `data` here: of several, the one of its kind."""
        models = [option for option in self.options if _is_model(option)]
        kind = data.get(KIND) if isinstance(data, Mapping) else None
        if len(models) == 1:
            return models[0]
        return next((model for model in models if kind in kinds_of(model)), None)

    def kinds(self) -> list[str]:
        """Kinds to choose from here."""
        return [kind for option in self.options if _is_model(option) for kind in kinds_of(option)]

    def names(self, data: object) -> list[str]:
        """Keys that the model which owns `data` knows."""
        model = self.model(data)
        return list(fields_of(model)) if model else []

    def field(self, name: str) -> FieldInfo | None:
        """First field of that name among the models to choose from here."""
        fields = (fields_of(option).get(name) for option in self.options if _is_model(option))
        return next(filter(None, fields), None)

    def below(self, step: str | int, data: object) -> "Site":
        """Site one step further down."""
        if (model := self.model(data)) is not None:
            said = fields_of(model).get(str(step))
            return replace(site_of(said), choices=self.choices) if said else Site(Any)
        for option in self.options:
            if (inner := _inner(option, step)) is not Any:
                return Site(inner, _unit(inner) or self.unit, choices=self.choices)
        return Site(Any)

    def is_map(self) -> bool:
        """Whether keys are free here, as names of firms are."""
        return any(get_origin(option) in {dict, Mapping} or option is dict for option in self.options)


def site_of(field: FieldInfo) -> Site:
    """Site of a field."""
    return Site(field.annotation, _extra_unit(field) or _unit(field.annotation), field.description or "")


def fields_of(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """Fields of a model by the key they have in a file."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def kinds_of(model: type[BaseModel]) -> tuple[str, ...]:
    """Values of `kind` that choose the model."""
    field = model.model_fields.get(KIND)
    literal = field.annotation if field else None
    return get_args(literal) if get_origin(literal) is Literal else ()


def _is_model(option: object) -> TypeGuard[type[BaseModel]]:
    return isinstance(option, type) and issubclass(option, BaseModel)


def _options(annotation: object) -> Iterator[object]:
    """Types that a union, alias or annotated type comes down to."""
    if hasattr(annotation, "__value__"):  # `type X = ...`
        yield from _options(annotation.__value__)
    elif get_origin(annotation) is Annotated:
        yield from _options(get_args(annotation)[0])
    elif get_origin(annotation) in _UNIONS:
        for option in get_args(annotation):
            yield from _options(option)
    elif isinstance(annotation, type) and issubclass(annotation, RootModel):
        yield from _options(annotation.model_fields["root"].annotation)
    elif annotation is not type(None):
        yield annotation


def _inner(option: object, step: str | int) -> object:
    """Type of an entry of a mapping or an item of a list."""
    origin, inner = get_origin(option), get_args(option)
    if isinstance(step, str) and isinstance(origin, type) and issubclass(origin, Mapping):
        return inner[1]
    if not isinstance(step, int) or origin not in _LISTS or not inner:
        return Any
    of_same = origin is not tuple or inner[-1] is Ellipsis
    return inner[0] if of_same else (inner[step] if step < len(inner) else Any)


def _extra_unit(field: FieldInfo) -> str:
    extra = field.json_schema_extra
    return str(extra.get("unit", "")) if isinstance(extra, dict) else ""


def _unit(annotation: object) -> str:
    """Look for a unit in the metadata of a type and of what it holds, "" if none has one."""
    if hasattr(annotation, "__value__"):
        return _unit(annotation.__value__)
    parts = get_args(annotation)
    if get_origin(annotation) is Literal or (isinstance(annotation, type) and not parts):
        return ""
    if get_origin(annotation) is Annotated:
        own = next((_extra_unit(part) for part in parts[1:] if isinstance(part, FieldInfo)), "")
        return own or _unit(parts[0])
    values = parts[1:] if get_origin(annotation) is dict else parts
    return next((found for part in values if (found := _unit(part))), "")
