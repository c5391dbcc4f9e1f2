"""What a draft proposes of a plain text: page furniture, verse, references; each with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from annotate.model import BlockKind, Reading
from annotate.project._base import Proposal, furniture, quoted
from annotate.quote import fold
from annotate.source import SourceText

_REFERENCES = re.compile(
    r"(?:notes and )?references|bibliography|works cited|literature|sources|further reading", re.IGNORECASE
)
_EDGE = 0.15
_FOLIO = re.compile(r"(?<![\w.,])\d{1,4}(?![\w,])")
_HEAD, _PAGE = 70, 5


def proposals(source: SourceText, reading: Reading) -> Iterator[Proposal]:
    """Yield everything that an editor should look at."""
    yield from _furniture(source, reading)
    yield from _of_pages(source)
    yield from _verse(source, reading)
    yield from _references(source, reading)
    yield from _byline(source)


def _furniture(source: SourceText, reading: Reading) -> Iterator[Proposal]:
    for block in reading.blocks:
        words = fold(source.text[block.start : block.end])
        if not (why := furniture(words)):
            continue
        line, _ = source.position(block.start)
        last, _ = source.position(block.end - 1)
        lines = f"{line}" if line == last else f"{line}-{last}"
        at_edge = min(block.start, len(source.text) - block.end) <= _EDGE * len(source.text)
        reason = why + ("" if at_edge else ", but stands within the text")
        yield _omission(lines, words, why, reason, 0.9 if at_edge else 0.5)


def _omission(lines: str, words: str, why: str, reason: str, confidence: float) -> Proposal:
    return Proposal(
        key="omissions",
        yaml=f"- {{lines: {quoted(lines)}, check: {quoted(words[:60].strip())}, kind: page-furniture, reason: ...}}",
        says=f"line {lines.partition('-')[0]}: '{words[:60]}' {why}",
        reason=reason,
        confidence=confidence,
    )


def _of_pages(source: SourceText) -> Iterator[Proposal]:
    """Propose to leave out running heads and page numbers: short lines that come again, but for a number that grows."""
    rows: dict[str, list[tuple[int, int, str]]] = {}
    for line, (start, end) in enumerate(source.lines, start=1):
        words = fold(source.text[start:end]).strip()
        numbers = _FOLIO.findall(words)
        if (
            len(words) <= _HEAD
            and len(numbers) == 1
            and (words.startswith(numbers[0]) or words.rstrip(" -–—)]").endswith(numbers[0]) or len(words) < 10)
        ):
            rows.setdefault(fold(words.replace(numbers[0], "", 1)).strip(" -–—()[]"), []).append(
                (line, int(numbers[0]), words)
            )
    for bare, found in rows.items():
        grows = all(one[1] < other[1] for one, other in pairwise(found))
        step = [other[0] - one[0] for one, other in pairwise(found)]
        if re.match(r"[.)]", bare):
            continue  # a list
        if not bare and len(found) == 1 and re.fullmatch(r"[-–—] ?\d+ ?[-–—]", found[0][2]):
            line, _, words = found[0]
            yield _omission(
                str(line), words, "looks like a page's number", "a number between dashes is a line of its own", 0.6
            )
            continue
        if len(found) < 2 or not grows or min(step) < _PAGE or (bare and len(found) < 3 and not bare.isupper()):
            continue
        for line, _, words in found:
            why = "is a page's number" if not bare else "is a page's running head"
            yield _omission(str(line), words, why, f"it comes {len(found)} times, with a number that grows", 0.8)


def _verse(source: SourceText, reading: Reading) -> Iterator[Proposal]:
    """Propose verse where groups of short lines begin large and do not fill a page's width."""
    lines = [source.text[start:end].strip() for start, end in source.lines]
    written = [line for line in lines if line]
    inner = [line for line, following in pairwise(lines) if line and following]
    if len(inner) < 6 or len(inner) < 0.5 * len(written):
        return
    large = sum(line.lstrip("“\"‘'([")[:1].isupper() for line in written) / len(written)
    short = sum(len(line) < 60 for line in written) / len(written)
    unfinished = sum(line[-1] not in ".!?" for line in inner) / len(inner)
    if large > 0.7 and short > 0.9 and unfinished > 0.5 and median(map(len, written)) < 55:
        yield Proposal(
            key="layout",
            yaml="layout: verse",
            says="the lines look like verse",
            reason=f"{large:.0%} of the lines begin with a capital, {short:.0%} are short, {unfinished:.0%} end within a sentence",
            confidence=round(min(0.9, large * short * (0.5 + unfinished / 2)), 1),
        )


def _references(source: SourceText, reading: Reading) -> Iterator[Proposal]:
    for index, block in enumerate(reading.blocks):
        words = fold(source.text[block.start : block.end]).rstrip(":")
        behind = reading.blocks[index + 1 :]
        if not behind or len(behind) > 200 or not _REFERENCES.fullmatch(words):
            continue
        first, last = behind[0], behind[-1]
        dated = sum(bool(re.search(r"\b(?:1[5-9]|20)\d\d\b|https?://", source.text[one.start : one.end])) for one in behind)
        if any(one.kind is BlockKind.REFERENCE for one in behind) or dated < 0.6 * len(behind):
            continue
        line, end = source.position(first.start)[0], source.position(last.end - 1)[0]
        check = fold(source.text[first.start : first.end])[:60].strip()
        lines = f"{line}" if line == end else f"{line}-{end}"
        yield Proposal(
            key="blocks",
            yaml=f"- {{lines: {quoted(lines)}, check: {quoted(check)}, as: reference}}",
            says=f"lines {lines} look like references",
            reason=f"they stand below '{words}', and {dated} of {len(behind)} have a year or an address",
            confidence=round(0.9 * dated / len(behind), 1),
        )
        return


def _byline(source: SourceText) -> Iterator[Proposal]:
    """Propose a byline: one of the lines below the first that begins with "by", or ends with a year."""
    written = [(number, fold(source.text[start:end]).strip()) for number, (start, end) in enumerate(source.lines, start=1)]
    for number, words in [(number, words) for number, words in written if words][1:4]:
        by = re.match(r"by\s+\w", words, re.IGNORECASE)
        if len(words) > 100 or not (by or re.search(r"\b1\d{3}\)?$|\b20\d\d\)?$", words)):
            continue
        yield Proposal(
            key="blocks",
            yaml=f"- {{lines: {quoted(str(number))}, check: {quoted(words[:60].strip())}, as: byline}}",
            says=f"line {number}: '{words[:60]}' looks like a byline",
            reason="a short line near the title that begins with 'by'"
            if by
            else "a short line near the title that ends with a year",
            confidence=0.8 if by else 0.5,
        )
        return
