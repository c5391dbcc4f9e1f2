"""The kinds of YAML files that a project has: the loader, the list and the shape of each."""

from __future__ import annotations

from dataclasses import dataclass
from types import ModuleType

from annotate.load import (
    claims,
    cross_notes,
    establishment,
    events,
    exercises,
    figures,
    glossary,
    maps,
    names,
    notes,
    questions,
    settings,
    sources,
    statements,
    synonyms,
    words,
)
from annotate.load._base import Record

_APPARATUS = "docs/apparatus"


def _first_line(module: ModuleType) -> str:
    return (module.__doc__ or "").partition("\n")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of YAML file: its loader, its one list (empty when it has none), its shape."""

    loader: ModuleType
    key: str
    record: Record

    @property
    def file(self) -> str:
        """The file's path, as the loader's docstring has it."""
        return _first_line(self.loader).partition(": ")[0]

    @property
    def name(self) -> str:
        """What the kind is called: its file's name, where there is one such file; else what it holds."""
        folder, _, file = self.file.rpartition("/")
        return file.removesuffix(".yaml") if folder == _APPARATUS else self.loader.__name__.rpartition(".")[2]

    @property
    def is_apparatus(self) -> bool:
        """Whether the kind is one file of the apparatus, not one of each text or set."""
        return self.file.startswith(f"{_APPARATUS}/")

    @property
    def about(self) -> str:
        """What the file holds, as the loader's docstring has it."""
        return _first_line(self.loader).partition(": ")[2]

    @property
    def page(self) -> str:
        """The name of the page in the reference, without suffix."""
        return "yaml-" + self.loader.__name__.rpartition(".")[2].replace("_", "-")


KINDS: tuple[Kind, ...] = (
    Kind(loader=establishment, key="", record=establishment.ESTABLISHMENT),
    Kind(loader=glossary, key="terms", record=glossary.TERM),
    Kind(loader=notes, key="notes", record=notes.NOTE),
    Kind(loader=cross_notes, key="cross-notes", record=cross_notes.CROSS_NOTE),
    Kind(loader=questions, key="questions", record=questions.QUESTION),
    Kind(loader=claims, key="claims", record=claims.CLAIM),
    Kind(loader=words, key="groups", record=words.GROUP),
    Kind(loader=exercises, key="", record=exercises.ITEM_SET),
    Kind(loader=sources, key="sources", record=sources.SOURCE),
    Kind(loader=statements, key="statements", record=statements.STATEMENT),
    Kind(loader=names, key="names", record=names.NAME),
    Kind(loader=maps, key="", record=maps.MAP),
    Kind(loader=events, key="events", record=events.EVENT),
    Kind(loader=figures, key="", record=figures.FIGURES),
    Kind(loader=synonyms, key="synonyms", record=synonyms.SYNONYMS),
    Kind(loader=settings, key="", record=settings.SETTINGS),
)
