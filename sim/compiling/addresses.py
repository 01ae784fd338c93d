"""Tables of arrays handed to compiled loops by address: one pointer, whatever they hold.

A named tuple of two hundred arrays handed over by value takes the compiler longer to move about than
all laws together. Here it is laid out once as words of eight bytes, and a loop that says
``scene.columns.taste`` loads the few words of one member. What stands at an address never changes
while a loop runs, which the compiler is told, so that it loads a member once and not in every turn.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from itertools import accumulate
from typing import Any, Final, NamedTuple, TypeVar, cast

import numba
import numpy as np
from llvmlite import ir
from numba.core import cgutils, types
from numba.core.datamodel import models, register_default
from numba.core.typing.templates import AttributeTemplate, infer_getattr
from numba.extending import NativeValue, lower_getattr_generic, typeof_impl, unbox

_T = TypeVar("_T", bound=tuple[Any, ...])
_WORD: Final = ir.IntType(64)


class Member(NamedTuple):
    """Where one field of a table stands."""

    place: int
    """Number of its first word."""
    kind: Any
    """Its type to the compiler."""


class Address(types.Type):
    """The compiler's type of a table that stands at an address.

    Its name says what it holds by a hash, so that types that travelled through a file compare like new ones.
    """

    known: Final[dict[str, Address]] = {}

    def __init__(self, name: str, members: dict[str, Member] | None = None) -> None:
        super().__init__(name=name)
        self.members = members or {}

    def __reduce__(self) -> tuple[Callable[[str], Address], tuple[str]]:
        return _recalled, (self.name,)


def _recalled(name: str) -> Address:
    """The type of that name; one that is not known has no members that could be read."""
    return Address.known.get(name) or Address(name)


register_default(Address)(models.OpaqueModel)


class ByAddress:
    """A named tuple laid out for loops; it is read in Python as the tuple itself is.

    Attributes
    ----------
    table
        The tuple, which keeps the arrays alive.
    address
        Where its words stand.
    """

    table: Any
    address: int
    _words: Any
    _numba_type_: Address

    def __init__(self, table: tuple[Any, ...]) -> None:
        fields = _fields(table)
        self.table = type(table)(*(by_address(member) if _is_table(member) else member for member in table))
        words: list[int] = []
        for name, member in zip(fields, self.table, strict=True):
            words += _words(name, member)
        self._words = np.array(words, dtype=np.uint64)
        self.address = int(self._words.ctypes.data)
        self._numba_type_ = _type_of(type(table), tuple(_kind(member) for member in self.table))
        self._show_members()

    def _show_members(self) -> None:
        """Let members be read as fast as attributes are: Python reads some for each firm and period."""
        vars(self).update(zip(_fields(self.table), self.table, strict=True))

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever else a named tuple has
        return getattr(self.table, name)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.table)

    def __len__(self) -> int:
        return len(self.table)

    def __reduce__(self) -> tuple[Callable[[Any], Any], tuple[Any]]:
        # A copy holds arrays of its own, which stand elsewhere.
        return by_address, (self.table,)


def by_address(table: _T) -> _T:
    """Lay a named tuple out for loops; tables within it are laid out too, unless they are already.

    Parameters
    ----------
    table
        Its members are arrays in C order that may be written to, numbers, truth values, or such tables.

    Returns
    -------
    The same table; every array stays where it is, and numbers are as they are now.

    Raises
    ------
    TypeError
        If a member is something else.
    """
    return table if isinstance(table, ByAddress) else cast(_T, ByAddress(table))


def blank(table: type[_T], shapes: tuple[tuple[int, ...], ...]) -> _T:
    """A table of whole numbers, all zero, laid out for loops in one piece of memory.

    Parameters
    ----------
    table
        A named tuple of arrays.
    shapes
        The shape of each of them, in their order.

    Returns
    -------
    The table; every member is int64.
    """
    plan = _plan(table, shapes)
    memory = np.zeros(plan.size, dtype=np.int64)
    made = object.__new__(ByAddress)
    made.table = table(
        *(np.ndarray(shape, np.int64, memory, at) for shape, at in zip(shapes, plan.places, strict=True))
    )
    made._words = plan.words + plan.is_place * np.uint64(memory.ctypes.data)
    made.address = int(made._words.ctypes.data)
    made._numba_type_ = plan.kind
    made._show_members()
    return cast(_T, made)


def kept(held: _T | None, table: _T) -> _T:
    """Write the numbers of a table over those that are held, so that they stay where they are.

    Parameters
    ----------
    held
        What was made here before, if anything.
    table
        As for `by_address`. Tables within it that are laid out already are taken as they are.

    Returns
    -------
    `held` with new numbers; where there is none, or something has another shape, a table of its own memory.
    """
    at = cast(ByAddress, held)
    if held is None or not _written_over(at, table):
        return cast(_T, ByAddress(type(table)(*(_own(member) for member in table))))
    return held


def _written_over(at: ByAddress, table: tuple[Any, ...]) -> bool:
    """Whether everything of a table could be written where another stands; part of it may be, if not."""
    renewed = {}
    for name, old, new in zip(_fields(at.table), at.table, table, strict=True):
        if isinstance(old, np.ndarray):
            if old.shape != new.shape:
                return False
            np.copyto(old, new)
        elif isinstance(old, ByAddress) and _is_table(new):
            if not _written_over(old, new):
                return False
        elif new is not old:
            if _kind(new) is not _kind(old):
                return False
            renewed[name] = new
            at._words[at._numba_type_.members[name].place] = _words(name, new)[0]
    if renewed:
        at.table = at.table._replace(**renewed)
        at._show_members()
    return True


def _own(member: Any) -> Any:  # noqa: ANN401 - any member
    if isinstance(member, np.ndarray):
        return member.copy(order="C")
    return kept(None, member) if _is_table(member) else member


class _Plan(NamedTuple):
    """How a table stands in one piece of memory."""

    size: int
    """Numbers in all."""
    places: tuple[int, ...]
    """Where each array begins, in bytes."""
    words: Any
    """uint64: the words of the table if memory began at 0."""
    is_place: Any
    """uint64: 1 for words that say where an array is, else 0."""
    kind: Address


@lru_cache(maxsize=64)
def _plan(table: Callable[..., Any], shapes: tuple[tuple[int, ...], ...]) -> _Plan:
    sizes = [math.prod(shape) for shape in shapes]
    places = tuple(8 * place for place in accumulate([0, *sizes[:-1]]))
    words = [word for place, shape in zip(places, shapes, strict=True) for word in (place, *shape)]
    is_place = [flag for shape in shapes for flag in (1, *(0 for _ in shape))]
    kinds = tuple(_array(np.dtype(np.int64), len(shape)) for shape in shapes)
    unsigned = np.array(words, dtype=np.uint64), np.array(is_place, dtype=np.uint64)
    return _Plan(sum(sizes), places, *unsigned, _type_of(table, kinds))


def _fields(table: tuple[Any, ...]) -> tuple[str, ...]:
    return cast(tuple[str, ...], table._fields)  # type: ignore[attr-defined]


def _is_table(member: object) -> bool:
    return isinstance(member, tuple) and hasattr(member, "_fields")


def _words(name: str, member: Any) -> list[int]:  # noqa: ANN401 - any member
    """What stands in memory for a member: an array's place and shape, a table's address, a number's bits."""
    if isinstance(member, np.ndarray):
        if not (member.flags.c_contiguous and member.flags.aligned and member.flags.writeable):
            raise TypeError(f"{name}: an array for loops is in C order, aligned, and may be written to")
        return [member.ctypes.data, *member.shape]
    if isinstance(member, ByAddress):
        return [member.address]
    if isinstance(member, float):
        return [int(np.float64(member).view(np.uint64))]
    if isinstance(member, bool | np.bool_ | int | np.int64 | np.uint64):
        return [int(member) & 0xFFFFFFFFFFFFFFFF]
    raise TypeError(f"{name}: {type(member).__name__} cannot be handed to loops")


def _kind(member: Any) -> Any:  # noqa: ANN401 - the compiler's types are not typed
    if isinstance(member, np.ndarray):
        return _array(member.dtype, member.ndim)
    if isinstance(member, ByAddress):
        return member._numba_type_
    if isinstance(member, bool | np.bool_):
        return types.boolean
    if isinstance(member, float):
        return types.float64
    return types.uint64 if isinstance(member, np.uint64) else types.int64


@cache
def _array(dtype: np.dtype[Any], dimensions: int) -> Any:  # noqa: ANN401 - the compiler's types are not typed
    return types.Array(numba.from_dtype(dtype), dimensions, "C")


@cache
def _type_of(table: Any, kinds: tuple[Any, ...]) -> Address:  # noqa: ANN401 - a named tuple's class
    """The type of a table whose members are of these types."""
    members, place = {}, 0
    for name, kind in zip(table._fields, kinds, strict=True):
        members[name] = Member(place, kind)
        place += 1 + (kind.ndim if isinstance(kind, types.Array) else 0)
    said = repr([(name, str(kind)) for name, kind in zip(table._fields, kinds, strict=True)])
    name = f"{table.__name__}@{hashlib.sha256(said.encode()).hexdigest()[:12]}"
    return Address.known.setdefault(name, Address(name, members))


@typeof_impl.register(ByAddress)
def _typeof(value: ByAddress, _context: object) -> Address:
    return value._numba_type_


@unbox(Address)
def _unboxed(_kind: Address, value: Any, c: Any) -> Any:  # noqa: ANN401 - the compiler's own objects
    number = c.pyapi.object_getattr_string(value, "address")
    pointer = c.pyapi.long_as_voidptr(number)
    c.pyapi.decref(number)
    return NativeValue(pointer)


@infer_getattr
class _MemberType(AttributeTemplate):
    """What a member of a table is to the compiler."""

    key = Address

    def generic_resolve(self, table: Address, name: str) -> Any:  # noqa: ANN401 - the compiler's types
        return table.members[name].kind if name in table.members else None


@lower_getattr_generic(Address)
def _member(context: Any, builder: Any, table: Address, pointer: Any, name: str) -> Any:  # noqa: ANN401
    place, kind = table.members[name]
    if isinstance(kind, types.Array):
        return _array_at(context, builder, kind, pointer, place)
    if isinstance(kind, Address):
        return _loaded(builder, pointer, place, cgutils.voidptr_t)
    if kind is types.boolean:
        return builder.trunc(_loaded(builder, pointer, place, _WORD), ir.IntType(1))
    return _loaded(builder, pointer, place, context.get_value_type(kind))


def _loaded(builder: Any, pointer: Any, place: int, kind: Any) -> Any:  # noqa: ANN401 - the compiler's objects
    """Load a word that stays as it is while any loop runs."""
    word = builder.load(cgutils.pointer_add(builder, pointer, 8 * place, kind.as_pointer()))
    word.set_metadata("invariant.load", builder.module.add_metadata([]))
    return word


def _array_at(context: Any, builder: Any, kind: Any, pointer: Any, place: int) -> Any:  # noqa: ANN401
    """An array in C order from its place and its shape; nobody counts who refers to it."""
    made = context.make_array(kind)(context, builder)
    size = context.get_constant(types.intp, context.get_abi_sizeof(context.get_data_type(kind.dtype)))
    shape = [_loaded(builder, pointer, place + 1 + axis, _WORD) for axis in range(kind.ndim)]
    items = context.get_constant(types.intp, 1)
    strides: list[Any] = []
    for length in reversed(shape):
        strides.insert(0, builder.mul(items, size, flags=["nsw"]))
        items = builder.mul(items, length, flags=["nsw"])
    made.data = _loaded(builder, pointer, place, context.get_data_type(kind.dtype).as_pointer())
    made.shape, made.strides = (cgutils.pack_array(builder, words) for words in (shape, strides))
    made.itemsize = size
    made.nitems = items
    made.meminfo = cgutils.get_null_value(made.meminfo.type)
    made.parent = cgutils.get_null_value(made.parent.type)
    return made._getvalue()
