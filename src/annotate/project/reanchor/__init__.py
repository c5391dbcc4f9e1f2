"""A source was replaced by a corrected one: what that did to every anchor.

No position is kept anywhere: an anchor is a quotation, and the new text alone decides
whether it holds. The former text, from a file or from git, adds what a quotation cannot
say: whether it stands where it stood, and which words took the place of those that are
gone. It is never needed.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotate import gather
from annotate.diagnostics import Diagnostic, Severity, count, in_order
from annotate.ledger import establish
from annotate.load import establishment
from annotate.marked import read_yaml
from annotate.model import Establishment
from annotate.project.reanchor._base import Anchor, Layer, Numbered, State, Verdict, shown
from annotate.project.reanchor.collect import in_apparatus, in_establishment, in_page, numbered_in
from annotate.project.reanchor.former import from_git
from annotate.project.reanchor.judge import Judge, Version
from annotate.project.reanchor.patch import as_diff, patched
from annotate.source import SourceText

__all__ = ["LOG", "Reanchored", "State", "TextReport", "Verdict", "as_data", "log_entry", "reanchor", "report_of"]

LOG = "seeds/reanchor.log"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextReport:
    """What became of the anchors of one text; `former` says where the old text is from, or is empty."""

    reading: str
    former: str
    old_sum: str
    new_sum: str
    verdicts: tuple[Verdict, ...]
    numbered: tuple[tuple[Numbered, str], ...] = ()
    """The paragraphs that prose refers to by numbers that mean others now, each with its new one, or nothing."""

    @property
    def head(self) -> str:
        """What the log says first of it: which text took the place of which."""
        return f"{self.reading}: from {self.old_sum or 'an unknown text'} to {self.new_sum}: "

    @property
    def counts(self) -> str:
        """How many anchors there are of each state, in words."""
        states = Counter(one.state for one in self.verdicts)
        return ", ".join(f"{states[state]} {state.value}" for state in State)

    @property
    def renumbered(self) -> tuple[str, ...]:
        """What stands where it stood, in paragraphs of other numbers, in words: a sentence for each run of them."""
        pairs = {one.renumbered for one in self.verdicts if one.renumbered}
        runs: list[list[tuple[str, str]]] = []
        for pair in sorted(pairs, key=lambda one: (one[0][:1], _number(one[0]))):
            if runs and runs[-1][-1][0][:1] == pair[0][:1] and _shift(runs[-1][-1]) == _shift(pair):
                runs[-1].append(pair)
            else:
                runs.append([pair])
        return tuple(self._run(run) for run in runs)

    def _run(self, run: Sequence[tuple[str, str]]) -> str:
        count = sum(one.renumbered in run for one in self.verdicts)
        many = f"{count} quotations stand" if count > 1 else "1 quotation stands"
        (first, now), (last, then) = run[0], run[-1]
        return f"{many} where {'they' if count > 1 else 'it'} stood, but {_from_to(first, last)} {'is' if len(run) == 1 else 'are'} {_from_to(now, then)} now"


def _number(block: str) -> int:
    return int(re.sub(r"\D", "", block) or 0)


def _shift(pair: tuple[str, str]) -> tuple[str, int]:
    return pair[1][:1], _number(pair[1]) - _number(pair[0])


def _from_to(first: str, last: str) -> str:
    return shown(first) if first == last else f"{shown(first)}-{shown(last).removeprefix('¶')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reanchored:
    """The reports, and the files that change: as they are, with what is sure, with all that is proposed."""

    diagnostics: tuple[Diagnostic, ...]
    texts: tuple[TextReport, ...] = ()
    before: Mapping[str, str]
    sure: Mapping[str, str]
    proposed: Mapping[str, str]

    @property
    def needs_a_look(self) -> bool:
        """True when an anchor is ambiguous or an orphan, or nothing could be judged."""
        states = {verdict.state for text in self.texts for verdict in text.verdicts}
        return bool(states & {State.AMBIGUOUS, State.ORPHAN}) or not self.texts

    @property
    def patch(self) -> str:
        """Two diffs, one on top of the other: what is sure, then what is only proposed."""
        parts = (
            ("moved, and unique", as_diff(self.before, self.sure)),
            ("proposed: look at each", as_diff(self.sure, self.proposed)),
        )
        return "".join(f"# {name}\n{diff}" for name, diff in parts if diff)


def reanchor(root: Path, former: Mapping[str, SourceText]) -> Reanchored:
    """Judge every anchor of a project; `former` are old texts that are given, by reading."""
    found: list[Diagnostic] = []
    texts = list(gather.texts(root, found))
    files = gather.written(root, found)
    found.extend(problem for file, text in files.items() for problem in read_yaml(file, text)[1])
    files |= {page.place.file: page.text for page in gather.pages(root, found)}
    if count(found, Severity.ERROR):
        return Reanchored(diagnostics=in_order(found), before={}, sure={}, proposed={})
    anchors = list(_anchors(files, {by.place.file: by.id for by, _ in texts}))
    numbered = [one for file, text in files.items() for one in numbered_in(file, text)]
    reports, verdicts = [], []
    for by, source in texts:
        old, where = _former(root, source, former.get(by.id))
        judge, judged = _judged(by, source, old, anchors, files)
        verdicts += judged
        reports.append(
            TextReport(
                reading=by.id,
                former=where,
                old_sum=_sum(old) if old else "",
                new_sum=_sum(source),
                verdicts=tuple(sorted((verdict for verdict, _ in judged), key=lambda one: one.anchor.place)),
                numbered=tuple(
                    (one, now)
                    for one in numbered
                    if one.reading == by.id and (now := judge.number_now(one.block)) not in (None, one.block)
                ),
            )
        )
    return Reanchored(
        diagnostics=in_order(found),
        texts=tuple(reports),
        before=files,
        sure=_patched(files, [pair for pair in verdicts if pair[0].sure]),
        proposed=_patched(files, verdicts),
    )


def _former(root: Path, source: SourceText, given: SourceText | None) -> tuple[SourceText | None, str]:
    return (given, given.path) if given else from_git(root, source)


def _sum(source: SourceText) -> str:
    return hashlib.sha256(source.data).hexdigest()


def _anchors(files: Mapping[str, str], seeds: Mapping[str, str]) -> Iterator[tuple[str, Anchor]]:
    for file, text in files.items():
        if file in seeds:
            made = in_establishment(file, text, seeds[file])
        else:
            made = in_page(file, text) if file.endswith(".md") else in_apparatus(file, text, seeds.values())
        yield from ((file, anchor) for anchor in made)


def _judged(
    by: Establishment,
    source: SourceText,
    old: SourceText | None,
    anchors: Sequence[tuple[str, Anchor]],
    files: Mapping[str, str],
) -> tuple[Judge, list[tuple[Verdict, str]]]:
    """Return the verdicts on a text: first those that make its reading, then those over the reading so made; and their judge."""
    mine = [(file, anchor) for file, anchor in anchors if anchor.reading == by.id]
    former = _version(old, by) if old else None
    first = Judge(_version(source, by), former)
    own = [(first.judge(anchor), file) for file, anchor in mine if anchor.layer is Layer.SOURCE]
    file = by.place.file
    text = patched(file, files[file], [verdict for verdict, _ in own if verdict.sure])
    mended, _ = establishment.load(file, text, by.source_path)
    then = Judge(_version(source, mended or by), former)
    return then, own + [(then.judge(anchor), file) for file, anchor in mine if anchor.layer is not Layer.SOURCE]


def _version(source: SourceText, by: Establishment) -> Version:
    reading, _ = establish(source, by)
    return Version(source=source, reading=reading)


def _patched(files: Mapping[str, str], verdicts: Sequence[tuple[Verdict, str]]) -> dict[str, str]:
    return {
        file: patched(file, text, [verdict for verdict, at in verdicts if at == file and verdict.change])
        for file, text in files.items()
    }


def log_entry(done: Reanchored, date: str, log: str) -> str:
    """Return what `--apply` adds to the log: each change of a text once, and whatever was taken."""
    rows = []
    for text in done.texts:
        changed = [one for one in text.verdicts if one.state is not State.EXACT]
        if not changed and not text.old_sum:
            continue
        if text.head not in log or any(one.sure and one.change for one in changed):
            rows += [f"{date} {text.head}{text.counts}", *(f"  {line}" for one in changed for line in lines_of(one))]
    return "".join(f"{row}\n" for row in rows)


def lines_of(verdict: Verdict) -> Iterator[str]:
    """Yield a verdict in words: its place and state, then what to write instead."""
    at, anchor = verdict.anchor.place, verdict.anchor
    where = " -> ".join(part for part in (verdict.before, verdict.now) if part)
    said = "; ".join(part for part in (where, verdict.why) if part)
    yield f"{at.file}:{at.line}:{at.column}: {verdict.state.value}: '{anchor.words[:80]}': {said or 'unchanged'}"
    for key, value in verdict.change.items():
        if value:
            yield f"    {'' if verdict.sure else 'perhaps '}{key}: {value}"


def report_of(text: TextReport, log: str, *, whole: bool = False) -> Iterator[str]:
    """Yield the report on a text in words: counts, then what changed; with `whole` each anchor.

    Quotations that stand where they stood, in paragraphs of other numbers, are counted, and told each only with `whole`.
    Paragraphs that prose names by number are told until the log has this change: nothing shows that they were mended.
    """
    known = f"the old text: {text.former}" if text.former else "no other version of the text is known"
    yield f"{text.reading}: {text.counts}; {known}"
    yield from (f"{text.reading}: {words}" for words in text.renumbered)
    for one in text.verdicts:
        if whole or (one.state is not State.EXACT and not one.renumbered):
            yield from lines_of(one)
    for place, now in () if text.head in log else text.numbered:
        at = place.place
        means = f"what stood there is {shown(now)} now" if now else "what stood there is gone"
        number = place.block.removeprefix("p") if place.block.startswith("p") else place.block
        yield f"{at.file}:{at.line}:{at.column}: look: {{reading:par}}`{place.reading}:{number}`: {means}"


def as_data(done: Reanchored) -> dict[str, Any]:
    """Return the report as the JSON of the contract has it: every anchor, those that hold too."""
    return {"texts": [_text_data(text) for text in done.texts]}


def _text_data(text: TextReport) -> dict[str, Any]:
    states = Counter(one.state for one in text.verdicts)
    return {
        "id": text.reading,
        "former": text.former or None,
        "former_sha256": text.old_sum or None,
        "sha256": text.new_sum,
        "counts": {state.value: states[state] for state in State},
        "anchors": [_anchor_data(one) for one in text.verdicts],
        "numbered": [_numbered_data(one, now) for one, now in text.numbered],
    }


def _anchor_data(one: Verdict) -> dict[str, Any]:
    place = one.anchor.place
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "state": one.state.value,
        "words": one.anchor.words,
        "before": one.before,
        "now": one.now,
        "why": one.why,
        "renumbered": one.renumbered is not None,
        "change": [{"key": key, "value": value} for key, value in one.change.items()],
    }


def _numbered_data(one: Numbered, now: str) -> dict[str, Any]:
    place = one.place
    return {"file": place.file, "line": place.line, "column": place.column, "block": one.block, "now": now}
