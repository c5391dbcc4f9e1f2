"""A source is replaced by a corrected one: each anchor is told of, and only what is sure is taken."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.align import Alignment
from annotate.build import assemble_project
from annotate.diagnostics import Severity, count
from annotate.project.reanchor import State, reanchor
from annotate.project.reanchor.collect import in_apparatus, in_establishment, in_page
from annotate.reference import undescribed
from annotate.source import decode
from tests.support.projects import REPOSITORY, annotate, make_project

OLD = """Menu

The alliance met in May and said nothing at all about the bridge over the river.
A second paragraph speaks of the toll. The toll was high, they say, in that year.
The old clerk wrote the third paragraph with a very steady hand.
Nobody answered him before the winter came.

Share this page
"""
NEW = """Menu

Home

The old clerk wrote the third paragraph with a very steady hand.
The alliance met in May and said little at all about the bridge over the river.
A second paragraph speaks of the tolls. The toll was high, it is said, in that year.
Nobody answered him before the winter came. The toll was low.

Share this page
"""
SEED = """id: one
siglum: ONE
title: One
omissions:
  - {exact: Menu, kind: page-furniture, reason: the menu}
  - lines: "8"   # the button
    check: Share this page
    kind: interface-text
    reason: a button
emendations:
  - {exact: steady hand, sic: true, reason: none}
"""
NOTES = """notes:
  - id: stays
    kind: textual
    at: {reading: one, exact: met in May}   # stays where it is
    text: A note on {reading:quote}`Nobody answered him <one>`.
  - id: transposed
    kind: textual
    at: {reading: one, exact: "The old clerk wrote"}
    text: A note.
  - id: beside
    kind: textual
    at:
      reading: one
      exact: The toll was high
      prefix: 'of the toll. '
      suffix: ", they say"
    text: A note.
  - id: twice
    kind: textual
    at: {reading: one, exact: The toll was}
    text: A note.
  - id: gone
    kind: textual
    at: {reading: one, exact: said nothing at all}
    text: A note.
  - id: button
    kind: textual
    at: {reading: one, exact: Share this page, from: omitted}
    text: A note.
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project whose source has been replaced; the old one is old.txt beside it."""
    (tmp_path / "old.txt").write_text(OLD, encoding="utf-8")
    return make_project(tmp_path / "p", {"one": NEW, "one.yaml": SEED}, notes=NOTES)


def states(root: Path, *, old: bool) -> dict[str, str]:
    """The state of each anchor, by its words."""
    former, _ = decode("old.txt", OLD.encode())
    assert former
    done = reanchor(root, {"one": former} if old else {})
    (text,) = done.texts
    return {f"{one.anchor.layer.value}: {one.anchor.words}": one.state.value for one in text.verdicts}


def test_each_anchor_is_exact_moved_ambiguous_or_orphan(root: Path) -> None:
    assert states(root, old=True) == {
        "source: Menu": "exact",
        "source: Share this page": "moved",
        "source: steady hand": "moved",
        "reading: met in May": "moved",  # its paragraph has another number now
        "reading: Nobody answered him": "moved",
        "reading: The old clerk wrote": "moved",
        "reading: The toll was high": "moved",
        "reading: The toll was": "ambiguous",
        "reading: said nothing at all": "orphan",
        "omitted matter: Share this page": "exact",
    }


def test_without_the_old_text_only_what_the_words_say_is_said(root: Path) -> None:
    found = states(root, old=False)
    assert found["reading: The old clerk wrote"] == "exact"  # it stands once; nothing more is known
    assert found["reading: The toll was high"] == "moved"
    assert found["source: Share this page"] == "orphan"  # a range of lines does not say what stood in it


def test_words_hold_where_they_stood_only_in_the_same_paragraph(tmp_path: Path) -> None:
    first, second, third = (
        f"The {one} boat came late, and nobody on the bank had waited for it.\n\n" for one in ("dawn", "noon", "night")
    )
    notes = "notes:\n" + "".join(
        f"  - {{id: n{at}, kind: textual, at: {{reading: one, exact: The {one} boat}}, text: T.}}\n"
        for at, one in enumerate(("dawn", "noon", "night"))
    )
    root = make_project(tmp_path / "p", {"one": first + third + second}, notes=notes)
    former, _ = decode("old.txt", (first + second + third).encode())
    assert former
    found = [(one.state.value, one.before, one.now, one.change) for one in reanchor(root, {"one": former}).texts[0].verdicts]
    assert found == [
        ("exact", "line 1 (¶1)", "line 1 (¶1)", {}),
        ("moved", "line 3 (¶2)", "line 5 (¶3)", {}),
        ("moved", "line 5 (¶3)", "line 3 (¶2)", {}),
    ]


def test_what_a_new_paragraph_pushed_down_is_counted_and_references_by_number_are_told(tmp_path: Path) -> None:
    old = [f"The {one} boat came late, and nobody on the {one} bank had waited for it." for one in ("dawn", "noon", "night")]
    notes = "notes:\n" + "".join(
        f"  - {{id: n{at}, kind: textual, at: {{reading: one, exact: The {one} boat}}, text: 'See {{reading:par}}`one:{at}`.'}}\n"
        for at, one in enumerate(("dawn", "noon", "night"), start=1)
    )
    new = [old[0], "A paragraph that nobody knew of.", old[1].replace("late", "very late"), old[2]]
    root = make_project(tmp_path / "p", {"one": "\n\n".join(new) + "\n"}, notes=notes)
    (root / "docs" / "more.md").write_text(
        "# More\n\n{reading:par}`one:3` and {reading:par}`the first <one:1>`\n", encoding="utf-8"
    )
    (tmp_path / "old.txt").write_text("\n\n".join(old) + "\n", encoding="utf-8")
    done = annotate(root, "reanchor", "--old", "../old.txt")
    assert done.stdout.splitlines() == [
        "one: 1 exact, 2 moved, 0 ambiguous, 0 orphan; the old text: ../old.txt",
        "one: 2 quotations stand where they stood, but ¶2-3 are ¶3-4 now",
        "docs/apparatus/notes.yaml:3:77: look: {reading:par}`one:2`: what stood there is ¶3 now",
        "docs/apparatus/notes.yaml:4:78: look: {reading:par}`one:3`: what stood there is ¶4 now",
        "docs/more.md:3:1: look: {reading:par}`one:3`: what stood there is ¶4 now",
    ]
    annotate(root, "reanchor", "--old", "../old.txt", "--apply")
    assert "look:" not in annotate(root, "reanchor", "--old", "../old.txt").stdout  # nothing shows whether they were mended


def test_only_what_moved_and_is_unique_is_taken_and_it_is_logged(root: Path) -> None:
    done = annotate(root, "reanchor", "--old", "../old.txt", "--apply")
    assert done.returncode == 1, done.stderr
    assert "perhaps exact: said little at all" in done.stdout
    assert (root / "seeds" / "one.yaml").read_text(encoding="utf-8") == SEED.replace('"8"', '"10"')
    notes = (root / "docs" / "apparatus" / "notes.yaml").read_text(encoding="utf-8")
    mended = NOTES.replace("'of the toll. '", "'speaks of the tolls. '")
    assert notes == mended.replace('", they say"', '", it is said,"')
    log = (root / "seeds" / "reanchor.log").read_text(encoding="utf-8")
    assert "one: from " in log and "orphan: 'said nothing at all'" in log
    again = annotate(root, "reanchor", "--old", "../old.txt", "--apply")
    assert "changed" not in again.stderr
    assert log == (root / "seeds" / "reanchor.log").read_text(encoding="utf-8")
    edition, found = assemble_project(root)
    assert edition
    assert count(found, Severity.ERROR) == 2  # the ambiguous one and the orphan


def test_the_patch_holds_all_that_is_proposed_and_applies(root: Path) -> None:
    done = annotate(root, "reanchor", "--old", "one=../old.txt", "--patch", "-")
    assert not (root / "seeds" / "reanchor.log").exists()
    applied = subprocess.run(["git", "apply", "-"], cwd=root, input=done.stdout, text=True, capture_output=True)
    assert applied.returncode == 0, applied.stderr
    text = (root / "docs" / "apparatus" / "notes.yaml").read_text(encoding="utf-8")
    assert "exact: said little at all}" in text
    assert "exact: The toll was, prefix: " in text
    assert "# stays where it is" in text
    assert annotate(root, "check").returncode == 0


def test_the_old_text_is_taken_from_git_when_it_is_not_given(root: Path) -> None:
    def git(*arguments: str) -> None:
        who = ["-c", "user.name=E", "-c", "user.email=e@example.org"]
        subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True)

    (root / "seeds" / "one.txt").write_text(OLD, encoding="utf-8")
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "old")
    (root / "seeds" / "one.txt").write_text(NEW, encoding="utf-8")
    done = annotate(root, "reanchor")
    assert "the old text: commit " in done.stdout
    assert "one: 2 exact, 6 moved, 1 ambiguous, 1 orphan" in done.stdout


def test_every_selector_of_the_shipped_edition_is_an_anchor() -> None:
    edition, _ = assemble_project(REPOSITORY)
    assert edition
    places = set()
    for folder in ("docs/apparatus", "exercises"):
        for path in (REPOSITORY / folder).glob("*.yaml"):
            file = path.relative_to(REPOSITORY).as_posix()
            places |= {(one.place, one.exact) for one in in_apparatus(file, path.read_text(encoding="utf-8"), edition.by_id)}
    for path in (REPOSITORY / "seeds").glob("*.yaml"):
        file = path.relative_to(REPOSITORY).as_posix()
        places |= {(one.place, one.exact) for one in in_establishment(file, path.read_text(encoding="utf-8"), "")}
    for page in edition.pages:
        places |= {(one.place, one.exact) for one in in_page(page.place.file, page.text)}
    missing = [one for one in edition.passages if (one.place, one.exact) not in places]
    assert missing == []
    assert len(edition.passages) > 500


def test_words_that_are_hard_to_write_survive(tmp_path: Path) -> None:
    old = 'He said "so: it is" and then he went away from the town.\n'
    new = 'He said "so: it is" # really and then he went away from the town.\n'
    note = "notes:\n  - id: n\n    kind: textual\n    at: {reading: one, exact: 'and then he', prefix: '\"so: it is\" '}\n    text: T.\n"
    root = make_project(tmp_path / "p", {"one": new}, notes=note)
    former, _ = decode("old.txt", old.encode())
    assert former
    done = reanchor(root, {"one": former})
    (one,) = done.texts[0].verdicts
    assert one.state is State.MOVED
    changed = done.sure["docs/apparatus/notes.yaml"]
    (anchor,) = in_apparatus("docs/apparatus/notes.yaml", changed)
    assert (anchor.exact, anchor.prefix) == ("and then he", 'it is" # really ')


@given(
    st.lists(st.sampled_from("a b c d e f".split()), max_size=40),
    st.lists(st.sampled_from("a b c d e f".split()), max_size=40),
)
def test_an_alignment_pairs_equal_words_in_order(old: list[str], new: list[str]) -> None:
    made = Alignment(" ".join(old), " ".join(new))
    pairs = sorted(made._pairs.items())
    assert all(old[a] == new[b] for a, b in pairs)
    assert [b for _, b in pairs] == sorted({b for _, b in pairs})
    if old == new:
        assert len(pairs) == len(old)


def test_the_report_is_to_be_had_as_json(root: Path) -> None:
    done = annotate(root, "reanchor", "--old", "../old.txt", "--json")
    report = json.loads(done.stdout)
    assert (done.returncode, undescribed(report)) == (1, [])
    text = report["texts"][0]
    assert text["counts"] == {"exact": 2, "moved": 6, "ambiguous": 1, "orphan": 1}
    orphan = next(one for one in text["anchors"] if one["state"] == "orphan")
    assert orphan["file"] == "docs/apparatus/notes.yaml"
    assert {"key": "exact", "value": "said little at all"} in orphan["change"]


def test_a_printed_title_is_an_anchor(tmp_path: Path) -> None:
    seed = "id: one\nsiglum: ONE\ntitle: {text: THE MENU, printed: true}\n"
    root = make_project(tmp_path / "p", {"one": "The Menu\n\nIt is THE MENU of the alliance.\n", "one.yaml": seed})
    (tmp_path / "old.txt").write_text("THE MENU\n\nIt is the menu of the alliance.\n", encoding="utf-8")
    done = annotate(root, "reanchor", "--old", "../old.txt")
    assert "seeds/one.yaml:3:15: orphan: 'THE MENU'" in done.stdout
    assert "perhaps text: The Menu" in done.stdout
