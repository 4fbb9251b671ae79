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
        except TypeError:
            from .calls import wrong_of_python

            words = wrong_of_python(function, args, kwargs)
            if not words:
                raise  # of the function itself, not of the call
            refusal: Exception = TypeError(words)
        except ValueError as error:
            if not hasattr(error, "choice"):
                raise
            from .calls import wrong_choice

            words = wrong_choice(function, args, kwargs, error)
            if not words:
                raise
            refusal = ValueError(words)
        raise refusal

    for name in ("__module__", "__name__", "__qualname__", "__doc__", "__annotations__"):
        setattr(call, name, getattr(function, name))
    call.__wrapped__ = function  # type: ignore[attr-defined]
    return call
