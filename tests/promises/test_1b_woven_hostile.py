"""Promise 1 again, with terms, notes and emendations woven into hostile words."""

from __future__ import annotations

import json
from pathlib import Path

from tests.promises.reading_text import ledger_text, reading_text
from tests.support.projects import annotate, ledger, make_project, sphinx

FORMS = ["back`tick", "two``ticks", "`led", "angle <br> bracket", "a <b>", "back\\slash", "!bang", "~tilde",
         "{role}`x`", "dollar $x$", "*star*", "[link](u)", "under_score_", "שלום", "cafe\u0301", "it’s “quoted”"]  # fmt: skip
TEXT = "\n\n".join(f"Here stands {form} once, and {form}’s again." for form in FORMS) + "\n\nTeh end <of> `it`.\n"


def _project(root: Path) -> Path:
    terms = "".join(
        f"  - id: t{index}\n    headword: {json.dumps(form)}\n    category: concept\n    basis: texts\n"
        f"    forms: [{{text: {json.dumps(form)}}}]\n    definition: A form.\n"
        for index, form in enumerate(FORMS)
    )
    notes = "".join(
        f"  - id: n{index}\n    kind: textual\n    text: About it.\n"
        f"    at: {{reading: nasty, exact: {json.dumps('Here stands ' + form[: len(form) // 2 + 1])}}}\n"
        for index, form in enumerate(FORMS)
    )
    by = (
        "id: nasty\nsiglum: N\ntitle: Nasty\nprint-sic: true\nemendations:\n"
        "  - {exact: Teh, replacement: The, reason: transposed}\n"
        "  - {exact: 'end <of>', replacement: 'end `of <x>` \\', reason: odd}\n"
        "  - {exact: '`it`', sic: true, reason: quoted}\n"
    )
    return make_project(
        root, {"nasty": TEXT, "nasty.yaml": by},
        glossary=f"terms:\n{terms}", notes=f"notes:\n{notes}",
        edition="mark: all\nbudget: 100\n",
    )  # fmt: skip


def test_hostile_forms_notes_and_emendations(tmp_path: Path) -> None:
    root = _project(tmp_path / "p")
    checked = annotate(root, "check")
    assert checked.returncode == 0, checked.stdout
    sphinx(root, tmp_path / "out")
    page = (tmp_path / "out" / "readings" / "nasty.html").read_text(encoding="utf-8")
    book = ledger(root)["nasty"]
    assert {segment["kind"] for segment in book["segments"]} == {"reading", "emended", "space"}
    assert reading_text(page) == ledger_text(book, TEXT)
    assert page.count('data-source="Teh"') == 1
    assert page.count('data-source="end &lt;of&gt;"') == 1
    assert page.count('class="sic apparatus"') == 1
    for index in range(len(FORMS)):
        assert page.count(f'id="note-n{index}"') == 1
        assert page.count(f'data-term="t{index}"') == 2, FORMS[index]
