"""The glossary as CSV: a line for each term, UTF-8 with the mark by which spreadsheets know it."""

from __future__ import annotations

import csv
import io
from collections import Counter

from annotate.export._base import Fate, Job, Kept, Made
from annotate.model import Term
from annotate.plain import plain_paragraphs

_COLUMNS = "id headword category forms definition naming pronunciation language sources see uses address".split()


def export(job: Job) -> Made:
    """Return one table, terms in the order of the glossary's file."""
    uses = Counter(use.term for text in job.edition.texts for use in text.uses)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    fates = []
    for term in job.edition.apparatus.terms:
        cells = _cells(term, job, uses[term.id])
        written = [_escaped(cell) for cell in cells]
        writer.writerow(written)
        changed = [name for name, one, other in zip(_COLUMNS, cells, written, strict=True) if one != other]
        reasons = tuple(f"'{name}' begins like a formula: an apostrophe stands before it" for name in changed)
        fates.append(Fate(id=term.id, type="term", kept=Kept.PARTLY if reasons else Kept.CARRIED, reasons=reasons))
    return Made(files={"": out.getvalue().encode("utf-8-sig")}, fates=tuple(fates))


def _escaped(cell: str) -> str:
    """Return a cell that no spreadsheet computes; the csv module sees to commas and quotation marks."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t")) else cell


def _cells(term: Term, job: Job, uses: int) -> list[str]:
    addresses = {one.id: one.url for one in job.edition.apparatus.sources}
    return [
        term.id,
        term.headword,
        term.category.value,
        "; ".join(form.text for form in term.forms),
        "\n".join(plain_paragraphs(term.definition, job.edition)),
        "\n".join(plain_paragraphs(term.naming, job.edition)),
        term.pronunciation.text if term.pronunciation else "",
        term.language,
        " ".join(addresses.get(one, one) for one in term.sources),
        "; ".join(term.see),
        str(uses),
        job.page("glossary", f"term-{term.id}"),
    ]
