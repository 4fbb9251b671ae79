"""Functions of Python that tell what is wrong with a call in the words of compiled ones."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import ParamSpec, TypeVar

    Takes = ParamSpec("Takes")
    Gives = TypeVar("Gives")


def in_words(function: Callable[Takes, Gives]) -> Callable[Takes, Gives]:
    """For functions that people call; what it costs is paid by wrong calls alone."""

    def call(*args: Takes.args, **kwargs: Takes.kwargs) -> Gives:
        try:
            return function(*args, **kwargs)
        except (TypeError, ValueError) as error:
            from .calls import refusal

            refused = refusal(function, args, kwargs, error)
            if refused is None:
                raise  # of the function itself, not of the call
        raise refused

    for name in ("__module__", "__name__", "__qualname__", "__doc__", "__annotations__"):
        setattr(call, name, getattr(function, name))
    call.__wrapped__ = function  # type: ignore[attr-defined]
    return call
