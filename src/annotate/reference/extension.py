"""The page of the Sphinx extension, from what its features register and their docstrings say."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator
from types import ModuleType
from typing import Any
from unittest.mock import MagicMock

from annotate.myst._base import one_line
from annotate.reference._base import HEAD, code, entry, label, prose, sentence

_INTRODUCTION = """\
# The Sphinx extension

`annotate.sphinx_ext` and what each of its features adds to Sphinx. The pages that the tool generates use all
of it; a page written by hand may. How: {doc}`/how-to/use-the-extension`.

"""

Call = tuple[str, tuple[Any, ...], dict[str, Any]]


def extension_page(features: Iterable[ModuleType]) -> str:
    """Return the page of the Sphinx extension, a section for each feature."""
    return HEAD + _INTRODUCTION + "".join(part for feature in features for part in _feature(feature))


def registered(feature: ModuleType) -> tuple[Call, ...]:
    """Return what a feature says to Sphinx when it is set up: method, arguments, named arguments."""
    app = MagicMock()
    feature.setup(app)
    return tuple((call[0], call[1], call[2]) for call in app.mock_calls)


def _feature(feature: ModuleType) -> Iterator[str]:
    name = feature.__name__.rpartition(".")[2]
    head, _, rest = (inspect.getdoc(feature) or name).partition("\n")
    yield f"({label('feature', name)})=\n## {prose(head).rstrip('.')}\n\n"
    if rest.strip():
        yield f"{prose(rest)}\n\n"
    for call, args, kwargs in registered(feature):
        yield from _registration(call, args, kwargs)


def _registration(call: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Iterator[str]:
    match call:
        case "add_role":
            yield entry(f"Role {code('{' + args[0] + '}')}", prose(type(args[1])))
        case "add_directive":
            yield _directive(*args)
        case "add_domain":
            yield from _domain(args[0])
        case "add_config_value":
            yield _config(*args, **kwargs)
        case "add_builder":
            yield entry(f"Builder {code(args[0].name)}", prose(args[0]))
        case "add_html_theme":
            yield entry(f"Theme {code(args[0])}", f'Set `html_theme = "{args[0]}"`.')


def _directive(name: str, directive: Any) -> str:
    takes = [
        *(["an id"] if directive.required_arguments else []),
        *(["a body"] if directive.has_content else []),
    ]
    options = ", ".join(code(f":{one}:") for one in directive.option_spec or {})
    return entry(
        f"Directive {code('{' + name + '}')}",
        prose(directive),
        f"Takes {' and '.join(takes) or 'no argument'}{f'; options: {options}' if options else ''}.",
    )


def _domain(domain: Any) -> Iterator[str]:
    kinds = (f"{code(name)} ({kind.lname})" for name, kind in domain.object_types.items())
    yield f"The domain {code(domain.name)} has these kinds of object: {', '.join(kinds)}.\n\n"
    for name, role in domain.roles.items():
        kind = domain.object_types.get(name)
        ours = type(role).__module__.startswith("annotate.")
        about = prose(type(role)) if ours else f"A reference to one {kind.lname if kind else name}, by its name."
        yield entry(f"Role {code('{' + domain.name + ':' + name + '}')}", about)


def _config(name: str, default: object, rebuild: object, types: object = (), description: str = "") -> str:
    about = sentence(one_line(description))
    return entry(f"Config value {code(name)}", about, f"Default: {code(repr(default))}.")
