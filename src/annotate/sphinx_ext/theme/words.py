"""The words that the theme's scripts show, in the language of the project.

They come from the catalogues of `annotate.interface`. A project may say them otherwise, or in a language that has no
catalogue, with the theme's other words, in LOCALE/LANGUAGE/LC_MESSAGES/sphinx.po below one of its `locale_dirs`.
"""

from __future__ import annotations

import gettext
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

import sphinx
from sphinx.locale import _ as in_project

from annotate.interface import N_, _, speaking

WORDS = (
    N_(", {0} in notes, glossary and other pages"),
    N_("1 passage in the readings"),
    N_("All"),
    N_("all"),
    N_("All readings"),
    N_("All statements"),
    N_("All {0} results"),
    N_("All {0} statements."),
    N_("Also searched for synonyms: {0}."),
    N_("Also searched for: {0} (glossary: {1})."),
    N_("Also searched for: {0} (index of names: {1})."),
    N_("Also searched for: {0} (spelled like “{1}”)."),
    N_("Answer to exercise {0}"),
    N_("Answers copied"),
    N_("any"),
    N_("author’s note {0}"),
    N_("beside {0}"),
    N_("by disagreement"),
    N_("by number of texts that assert"),
    N_("by topic"),
    N_("byline"),
    N_("Check"),
    N_("Choose an answer first."),
    N_("Choose one answer in every row."),
    N_("Choose true or false first."),
    N_("Close"),
    N_("Continue where you stopped:"),
    N_("Copied"),
    N_("Copy"),
    N_("Copy link"),
    N_("Copy my answers"),
    N_("Did you mean {0}?"),
    N_("Every paragraph that names it: {0}."),
    N_("Exercise {0}"),
    N_("Exercises"),
    N_("False"),
    N_("Fill in every gap."),
    N_("For the instructor"),
    N_("Gap {0} of exercise {1}"),
    N_("Give one number in figures, as 72.5 or 1,160."),
    N_("Glossary"),
    N_("Go to the note"),
    N_("heading"),
    N_("Link copied"),
    N_("less"),
    N_("Look in all readings and all kinds."),
    N_("Match for {0} in exercise {1}"),
    N_("more"),
    N_("Move {0} down"),
    N_("Move {0} up"),
    N_("My answers"),
    N_("Names"),
    N_("Not answered: {0}"),
    N_("Not yet."),
    N_("Note"),
    N_("Notes"),
    N_("Nothing found."),
    N_("Open in the glossary"),
    N_("Open in the list of sources"),
    N_("Open in the reading"),
    N_("Pages"),
    N_("Passages"),
    N_("Phrases to pick in exercise {0}"),
    N_("Pick at least one phrase."),
    N_("Put all of them in order."),
    N_("Question"),
    N_("Questions"),
    N_("reference {0}"),
    N_("Right."),
    N_("Search page"),
    N_("Select the words to copy them"),
    N_("Show all"),
    N_("Show all {0}"),
    N_("Show the notes beside the text"),
    N_("Show the notes here"),
    N_("Sort"),
    N_("Sort and filter"),
    N_("Source outside the texts"),
    N_("Stance"),
    N_("Text"),
    N_("Text only"),
    N_("Text with notes"),
    N_("These words stand nearly everywhere. Add another, or put them in quotation marks."),
    N_("This cannot be read as an answer."),
    N_("Topic"),
    N_("Topics"),
    N_("True"),
    N_("Try again"),
    N_("Use fewer words, or other words for the same thing."),
    N_("What you answer here is kept on this device only."),
    N_("Who, what, where"),
    N_("Words in quotation marks are found only exactly so."),
    N_("Your answer to exercise {0}"),
    N_("Your order for exercise {0}"),
    N_("{0} (like “{1}”)"),
    N_("{0} is now number {1} of {2}"),
    N_("{0} of {1} are right."),
    N_("{0} of {1} statements."),
    N_("{0} passages in the readings"),
    N_("¶ {0} of {1}"),
    N_("“{0}” does not stand here. Searched for: {1}."),
    N_("Not found: {0}."),
)


def speaker(language: str) -> Callable[[str], str]:
    """Return what says a word of the theme: as the project has it, else as we do, else as Sphinx does."""
    of_sphinx = _of_sphinx(language)

    def say(word: str) -> str:
        known = str(in_project(word))
        if known not in (word, of_sphinx(word)):
            return known
        with speaking(language):
            ours = _(word)
        return ours if ours != word else known

    return say


def table(language: str) -> str:
    """Return the words that have a translation, as JSON that is safe in a script element."""
    say = speaker(language)
    known = {word: said for word in WORDS if (said := say(word)) != word}
    if not known:
        return ""
    return json.dumps(known, ensure_ascii=False, sort_keys=True, separators=(",", ":")).replace("<", "\\u003c")


@cache
def _of_sphinx(language: str) -> Callable[[str], str]:
    """Return what Sphinx itself says in a language: what a project has beyond that is the project's own."""
    folder = Path(sphinx.__file__).parent / "locale"
    return gettext.translation("sphinx", folder, languages=[language.replace("-", "_")], fallback=True).gettext
