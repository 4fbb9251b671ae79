"""What is wrong with a call of a function, in the words that records use."""

import ast
import collections.abc
import datetime
import decimal
import functools
import inspect
import os
import pathlib
import re
import typing
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from types import NoneType, SimpleNamespace, UnionType
from typing import Any

from . import _core

_NAMES = {"SupportsInt": "int", "SupportsFloat": "float", "PathLike": "Path"}
_ALSO = {"SupportsIndex", "bytes"}  # taken, but nobody need know


def refusal(
    function: Callable[..., object], args: tuple[Any, ...], kwargs: dict[str, Any], error: Exception
) -> Exception | None:
    """The same error in words; none for one that is not of the call."""
    if isinstance(error, TypeError):
        words = wrong(function, args, kwargs)
        return TypeError(words) if words else None
    words = _wrong_choice(function, args, kwargs, error) if hasattr(error, "choice") else ""
    return ValueError(words) if words else None


def wrong(function: Callable[..., object], args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
    """What the first thing is that does not fit the signature; empty if that cannot be told."""
    return _first_fault(function.__name__, _signature_of(function), args, kwargs)


def _first_fault(
    name: str, takes: inspect.Signature, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> str:
    if args and next(iter(takes.parameters), "") == "self":
        takes = takes.replace(parameters=list(takes.parameters.values())[1:])
        args = args[1:]
    return next(_faults(name, takes, args, kwargs), "")


def _wrong_choice(
    function: Callable[..., object], args: tuple[Any, ...], kwargs: dict[str, Any], error: Any
) -> str:
    """That there is no such choice, and which argument it was given for; empty if for none."""
    given_all = dict(zip(_signature_of(function).parameters, args, strict=False)) | kwargs
    for name, value in given_all.items():
        among = value if isinstance(value, list | tuple) else (value,)
        if any(each is error.choice for each in among):
            return _say("field_choice", f"{function.__name__}.{name}", str(error))
    return ""


def _signature_of(function: Callable[..., object]) -> inspect.Signature:
    is_python = inspect.isfunction(function)
    return _signature_of_python(function) if is_python else signature(function)


def _signature_of_python(function: Callable[..., object]) -> inspect.Signature:
    """What a function of Python takes; without types whose names checkers alone know."""
    takes = inspect.signature(function)
    try:
        types = typing.get_type_hints(function)
    except NameError:
        types = {}
    typed = [p.replace(annotation=types.get(p.name, p.empty)) for p in takes.parameters.values()]
    return takes.replace(parameters=typed)


def constructor(record: type) -> inspect.Signature:
    """The signature of the constructor of a record, which has the fields it takes as words."""
    takes = record._takes  # type: ignore[attr-defined]
    return inspect.signature(
        eval(f"lambda {takes.replace('...', 'own')}: None", {"own": _Default()})
    )


class _Default:
    """What a field is that is left out: the property tells."""

    def __repr__(self) -> str:
        return "..."


def _faults(
    name: str, signature: inspect.Signature, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> Iterator[str]:
    takes_any_name = any(p.kind is p.VAR_KEYWORD for p in signature.parameters.values())
    parameters = {
        name: p for name, p in signature.parameters.items() if p.kind is not p.VAR_KEYWORD
    }
    by_place = [p.name for p in parameters.values() if p.kind is not p.KEYWORD_ONLY]
    by_name = [p for p in parameters if p not in by_place]
    for given in kwargs:
        if given not in parameters and not takes_any_name:
            near = get_close_matches(given, parameters, 1)
            yield _say("field_unknown_near" if near else "field_unknown", name, given, *near)
    if len(args) > len(by_place):
        most = [str(len(by_place)), str(len(args))]
        phrase = "fields_too_many" if by_name else "fields_too_many_at_all"
        yield _say(phrase, name, *most, *by_name[:1])
    given_all = dict(zip(by_place, args, strict=False))
    for twice in given_all.keys() & kwargs.keys():
        yield _say("field_twice", f"{name}.{twice}")
    given_all |= {name: value for name, value in kwargs.items() if name in parameters}
    for parameter in parameters.values():
        if parameter.name not in given_all and parameter.default is parameter.empty:
            yield _say("field_missing", name, parameter.name)
    for parameter_name, value in given_all.items():
        takes = parameters[parameter_name].annotation
        place = f"{name}.{parameter_name}"
        if isinstance(value, set | frozenset) and _takes_a_sequence(takes):
            yield _say("field_without_order", place, quoted(value))
        elif not _fits(value, takes):
            yield _say("field_type", place, _words(takes), quoted(value))


def no_attribute(owner: str, name: str, names: Iterable[str]) -> str:
    """What is said of an attribute that is not there, with the nearest of those that are."""
    near = get_close_matches(name, [each for each in names if not each.startswith("_")], 1)
    return _say("attribute_unknown_near" if near else "attribute_unknown", owner, name, *near)


def _say(phrase: str, *arguments: str) -> str:
    return _core.say(phrase, list(arguments), language=_core.spoken_language())


def signature(function: Callable[..., object]) -> inspect.Signature:
    """That of the first line of a compiled function's docstring."""
    head = (function.__doc__ or "").splitlines()[0]
    head = re.sub(r"=\s*<[^>]*>", "= ...", head)  # a default without a written form
    head = re.sub(r"libplan::(\w+)", r"libplan._core.\1", head)  # a type that was bound later
    module = ast.parse(f"def {head}: ...")
    definition = module.body[0]
    assert isinstance(definition, ast.FunctionDef)
    arguments = definition.args
    arguments.defaults = [_literal(default) for default in arguments.defaults]
    arguments.kw_defaults = [default and _literal(default) for default in arguments.kw_defaults]
    known = {
        "typing": typing,
        "collections": collections,
        "datetime": datetime,
        "decimal": decimal,
        "os": os,
    }
    names: dict[str, Any] = {**known, "pathlib": pathlib, "libplan": SimpleNamespace(_core=_core)}
    exec(compile(ast.fix_missing_locations(module), "", "exec"), names)
    return inspect.signature(names[definition.name])


def _literal(default: ast.expr) -> ast.expr:
    """A default, if it is written as it is."""
    try:
        ast.literal_eval(default)
    except ValueError:
        return ast.Constant(...)
    return default


def _fits(value: object, takes: Any) -> bool:
    if takes in (inspect.Parameter.empty, object, typing.Any):
        return True
    if takes is None or takes is NoneType:
        return value is None
    if _is_union(takes):
        return any(_fits(value, each) for each in typing.get_args(takes))
    if typing.get_origin(takes) is collections.abc.Sequence:
        (of,) = typing.get_args(takes)
        several = isinstance(value, collections.abc.Iterable)
        several &= not isinstance(value, str | collections.abc.Mapping)
        return several and all(_fits(each, of) for each in typing.cast(list[object], value))
    if takes in (int, typing.SupportsInt, typing.SupportsIndex):
        return hasattr(value, "__index__")
    if typing.get_origin(takes) is typing.Literal:
        return isinstance(value, str)
    if typing.get_origin(takes) is os.PathLike:
        return isinstance(value, os.PathLike)
    if takes is datetime.date and isinstance(value, str):
        return True  # one that is no day is told as such by the function itself
    if takes is _core.Period:
        is_year = hasattr(value, "__index__") or (isinstance(value, float) and value.is_integer())
        return is_year or isinstance(value, str | _core.Period)
    return not isinstance(takes, type) or isinstance(value, takes)


def _takes_a_sequence(takes: Any) -> bool:
    each = typing.get_args(takes) if _is_union(takes) else (takes,)
    return any(typing.get_origin(one) is collections.abc.Sequence for one in each)


def _is_union(takes: Any) -> bool:
    return isinstance(takes, UnionType) or typing.get_origin(takes) is typing.Union


def _words(takes: Any) -> str:
    """What it takes, as records say it."""
    if takes is NoneType or takes is None:
        return "None"
    if takes is _core.Period:
        return _say("type_or", "str", "int")
    if _is_union(takes):
        each = [_words(one) for one in typing.get_args(takes) if one.__name__ not in _ALSO]
        return functools.reduce(lambda before, after: _say("type_or", before, after), each)
    if typing.get_origin(takes) is collections.abc.Sequence:
        return _say("type_sequence", _words(typing.get_args(takes)[0]))
    name: str = "str" if typing.get_origin(takes) is typing.Literal else takes.__name__
    return _NAMES.get(name, name)


def quoted(value: object) -> str:
    words = repr(value)
    return words if len(words) <= 60 else words[:59] + "…"
