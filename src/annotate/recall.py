"""What pure functions returned before, for a process that stays and builds again.

Off unless a `Memory` is entered; then `recall` calls a function only when one of its arguments
is another than in the last build. Arguments are told apart by identity, words and numbers by
value: since what is made from equal words is recalled as the same object, identity carries
through the stages without comparing what they hold. What a build did not ask for is forgotten
with the next one.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, ParamSpec, TypeVar

_P = ParamSpec("_P")
_T = TypeVar("_T")
_BY_VALUE = (str, bytes, int, float, type(None))
_Key = tuple[Hashable, ...]
_memory: Memory | None = None


class Memory:
    """What the builds within it returned; entered once for each build."""

    def __init__(self) -> None:
        self._before: dict[_Key, tuple[Any, Any]] = {}
        self._now: dict[_Key, tuple[Any, Any]] = {}

    def __enter__(self) -> Memory:
        global _memory  # the stages are functions, and know of no process that they run in
        _memory = self
        self._before, self._now = self._now, {}
        return self

    def __exit__(self, *error: object) -> None:
        global _memory
        _memory = None
        if any(error):
            self._now = {}

    def find(self, key: _Key) -> tuple[Any, Any] | None:
        """Return what is kept under a key, and keep it on."""
        found = self._now.get(key) or self._before.get(key)
        if found:
            self._now[key] = found
        return found

    def keep(self, key: _Key, given: Any, result: Any) -> None:
        """Keep a result; the arguments too, so that their identities are not given to others."""
        self._now[key] = (given, result)


def recall(function: Callable[_P, _T], *given: _P.args, **named: _P.kwargs) -> _T:
    """Return function(*given, **named), from memory when it was asked for the same before.

    The function must be pure, and its result must not be changed by anyone.
    """
    memory = _memory
    if memory is None:
        return function(*given, **named)
    key: _Key = (function, *map(_token, given), *((name, _token(value)) for name, value in named.items()))
    if found := memory.find(key):
        return found[1]  # type: ignore[no-any-return]
    result = function(*given, **named)
    memory.keep(key, (given, named), result)
    return result


def same(name: Hashable, value: _T) -> _T:
    """Return `value`, or what equals it and was returned under this name before."""
    memory = _memory
    if memory is None:
        return value
    found = memory.find(("same", name))
    if found and found[1] == value:
        return found[1]  # type: ignore[no-any-return]
    memory.keep(("same", name), None, value)
    return value


def once(name: Hashable, parts: object, make: Callable[[], _T]) -> _T:
    """Return make(), or what it returned under this name before, when `parts` equals what it was then.

    `parts` must hold all that `make` looks at.
    """
    memory = _memory
    if memory is None:
        return make()
    found = memory.find(("once", name))
    if found and found[0] == parts:
        return found[1]  # type: ignore[no-any-return]
    result = make()
    memory.keep(("once", name), parts, result)
    return result


def _token(value: Any) -> Hashable:
    return (type(value), value) if isinstance(value, _BY_VALUE) else id(value)
