"""Promise 5: the student's edition is the same under any keys of assigned items."""

from __future__ import annotations

import html
import json
import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from annotate.cli import main
from tests.promises.reading_text import fold
from tests.promises.test_5_nothing_leaks import _everything
from tests.support.projects import REPOSITORY, annotate, copy_edition, run, sphinx, tree

_ITEM = re.compile(r"(?ms)^  - id: (?P<id>\S+)\n(?P<rest>.*?)(?=^  - id: |\Z)")
_KEY = re.compile(r"(?m)^    key:(?P<value>.*(?:\n {5,}\S.*|\n    - .*)*)")
VARIANTS, WHOLE = 50, 3


def _copy(to: Path) -> Path:
    root = copy_edition(to)
    if not (root / "exercises").exists():
        shutil.copytree(REPOSITORY / "exercises", root / "exercises")
    return root


def _assigned(root: Path) -> dict[str, dict[str, Any]]:
    """Return the assigned items that have a key, as plain data."""
    data = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted((root / "exercises").glob("*.yaml"))]
    found = {item["id"]: item for one in data for item in one["items"]}
    return {name: item for name, item in found.items() if item.get("use") != "practice" and "key" in item}


def _rewrite(root: Path, keys: dict[str, str | None]) -> int:
    """Put other words after `key:` of some items, and touch nothing else; None takes the key out."""
    done = 0
    for path in sorted((root / "exercises").glob("*.yaml")):

        def changed(match: re.Match[str]) -> str:
            nonlocal done
            if match["id"] not in keys:
                return match.group()
            key = keys[match["id"]]
            words = "" if key is None else f"    key: {key}"
            new, count = _KEY.subn(lambda found: words + "\n" * (done % 3), match.group())
            done += count
            return new

        path.write_text(_ITEM.sub(changed, path.read_text(encoding="utf-8")), encoding="utf-8")
    return done


def _others(item: dict[str, Any], draw: random.Random) -> str:
    """Return another well-formed key of an item, in YAML on one line."""
    key = item["key"]
    while (other := _another(item, draw)) == key:
        pass
    return json.dumps(other, ensure_ascii=False)


def _another(item: dict[str, Any], draw: random.Random) -> Any:
    key, ids = item["key"], [one["id"] for one in item.get("choices", item.get("candidates", item.get("needed", [])))]
    match item["type"]:
        case "choice" if not isinstance(key, list):
            return draw.choice(ids)
        case "choice" | "hottext":
            return sorted(draw.sample(ids, draw.randint(1, len(ids))))
        case "short_answer":
            return sorted(draw.sample(ids, draw.randint(1, len(ids)))) if len(ids) > 1 else "p0"
        case "true_false":
            return not key
        case "numeric":
            return round(key + draw.randint(1, 999) / 4, 2)
        case "order":
            return draw.sample(key, len(key))
        case "match":
            return {name: draw.choice(ids) for name in key}
        case "grid":
            return {name: draw.choice(item["columns"]) for name in key}
        case "text_entry":
            words = ["Otherwise", "another word", "Überall", "x’s", "yes"]
            return [draw.choice(words) for _ in key] if isinstance(key, list) else draw.choice(words)
    raise AssertionError(item["type"])


def _read_by_sphinx(root: Path) -> dict[str, bytes]:
    return {name: data for name, data in tree(root / "docs").items() if name.endswith((".md", ".json"))}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The edition as it is shipped, its student's HTML built."""
    folder = tmp_path_factory.mktemp("base")
    root = _copy(folder / "p")
    sphinx(root, folder / "out")
    return folder


@pytest.fixture(scope="module")
def variants(base: Path) -> list[dict[str, str]]:
    """Keys of all assigned items, other than the right ones, drawn anew for each variant."""
    items = _assigned(base / "p")
    draw = random.Random("keys")
    return [{name: _others(item, draw) for name, item in items.items()} for _ in range(VARIANTS)]


def test_there_are_enough_other_keys(base: Path, variants: list[dict[str, str]]) -> None:
    types = {item["type"] for item in _assigned(base / "p").values()}
    assert types >= {"choice", "true_false", "text_entry", "numeric", "hottext", "short_answer"}
    assert len({pair for one in variants for pair in one.items()}) >= 100
    assert len({tuple(sorted(one.items())) for one in variants}) == VARIANTS


def test_what_sphinx_reads_is_the_same_under_any_keys(base: Path, variants: list[dict[str, str]], tmp_path: Path) -> None:
    root = _copy(tmp_path / "p")
    files = _read_by_sphinx(base / "p")
    made = {"exercises.md", "_annotate/origins.json", "_annotate/quotations.json", "_annotate/search.json"}
    assert made <= files.keys()
    for number, keys in enumerate(variants):
        _rewrite(root, dict(keys))
        if number % 10 == 0:  # the keys are really others, and take other numbers of lines
            assert _right(root) == keys
        (root / "docs" / "exercises.md").unlink(missing_ok=True)
        assert main(["-C", str(root), "build"]) == 0
        assert _read_by_sphinx(root) == files


def test_the_whole_build_is_the_same_under_three_other_keys(
    base: Path, variants: list[dict[str, str]], tmp_path: Path
) -> None:
    built = tree(base / "out")
    for number, keys in enumerate(variants[:WHOLE]):
        root = _copy(tmp_path / f"p{number}")
        _rewrite(root, dict(keys))
        sphinx(root, tmp_path / f"out{number}")
        assert tree(tmp_path / f"out{number}") == built


def _move_keys(root: Path, keys: dict[str, str], folder: Path) -> None:
    _rewrite(root, dict.fromkeys(keys))
    folder.mkdir(parents=True)
    lines = [f"{name}: {key}\n" for name, key in keys.items()]
    (folder / "first.yaml").write_text("".join(lines[::2]), encoding="utf-8")
    (folder / "second.yaml").write_text("".join(lines[1::2]), encoding="utf-8")


def _right(root: Path) -> dict[str, str]:
    return {name: json.dumps(item["key"], ensure_ascii=False) for name, item in _assigned(root).items()}


@pytest.mark.parametrize("elsewhere", [False, True], ids=["exercises/keys", "ANNOTATE_KEYS"])
def test_keys_kept_apart_are_checked_and_do_not_leak(
    base: Path, variants: list[dict[str, str]], tmp_path: Path, elsewhere: bool
) -> None:
    root = _copy(tmp_path / "p")
    right, folder = _right(root), tmp_path / "secret" if elsewhere else root / "exercises" / "keys"
    environment = {"ANNOTATE_KEYS": str(folder)} if elsewhere else {}
    _move_keys(root, right, folder)
    done = run("annotate", "check", cwd=root, **environment)
    assert done.returncode == 0, done.stdout
    for keys in (right, variants[0], variants[1]):
        shutil.rmtree(folder)
        _move_keys(root, keys, folder)
        assert run("annotate", "build", cwd=root, **environment).returncode == 0
        assert _read_by_sphinx(root) == _read_by_sphinx(base / "p")
    done = run("annotate", "check", "--format", "json", cwd=root, **environment)
    wrong = [one for one in json.loads(done.stdout)["diagnostics"] if one["code"] == "key_disagrees"]
    files = {"first.yaml", "second.yaml"} if elsewhere else {"exercises/keys/first.yaml", "exercises/keys/second.yaml"}
    assert done.returncode == 1
    assert {one["file"] for one in wrong} == files
    assert len(wrong) > 0.9 * len(right)
    assert str(tmp_path) not in done.stdout


def test_a_key_of_no_item_is_an_error_for_the_instructor_only(tmp_path: Path) -> None:
    root = _copy(tmp_path / "p")
    (root / "exercises" / "keys").mkdir()
    (root / "exercises" / "keys" / "k.yaml").write_text("# keys\nno-such-item: a\n", encoding="utf-8")
    assert "exercises/keys/k.yaml:2:15: error: there is no item 'no-such-item'" in annotate(root, "check").stdout
    assert annotate(root, "build").returncode == 0
    assert annotate(root, "build", "--edition", "instructor").returncode == 1


@pytest.mark.parametrize("key", ["other", "[[a]]", "{a: [b]}", "[{a: b}]", "{}", "null", "''"])
def test_a_wrong_key_stops_the_instructor_and_not_the_student(base: Path, tmp_path: Path, key: str) -> None:
    root = _copy(tmp_path / "p")
    name, item = next((name, item) for name, item in _assigned(root).items() if item["type"] == "choice")
    wrong = next(one["id"] for one in item["choices"] if one["id"] not in item["key"]) if key == "other" else key
    assert _rewrite(root, {name: wrong}) == 1
    assert annotate(root, "build").returncode == 0
    assert _read_by_sphinx(root) == _read_by_sphinx(base / "p")
    done = annotate(root, "check")
    assert done.returncode == 1
    assert re.search(r"\[annotate\.(key_disagrees|key_missing|key_invalid|wrong_type)\]", done.stdout)
    if key == "other":
        stopped = sphinx(root, tmp_path / "out", "-t", "instructor", check=False)
        assert stopped.returncode != 0
        assert "[annotate.key_disagrees]" in stopped.stderr
        assert "Traceback (most recent call last)" not in stopped.stderr
        assert not list((tmp_path / "out").rglob("*.html"))


# ---- what is the instructor's, in words ---------------------------------------------------


def _sentences(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        for sentence in re.split(r"(?<=[.:;?!])\s", value):
            if len(sentence.split()) >= 6 and not re.search(r"[{}\\`\[\]]", sentence):
                yield fold(sentence.replace("*", "")).strip()
    elif isinstance(value, dict):
        for one in value.values():
            yield from _sentences(one)
    elif isinstance(value, list):
        for one in value:
            yield from _sentences(one)


_SHOWN = ("prompt", "statement", "cloze", "unit", "title")


def _private(root: Path) -> tuple[list[str], list[str]]:
    """Return the instructor's sentences on assigned items (hints, solutions, reasons), and their evidence."""
    told, evidence = [], []
    for item in _assigned(root).values():
        told += _sentences([item.get("hint"), item.get("solution"), [one["reason"] for one in item.get("mistakes", ())]])
        told += _sentences([one.get("because") for one in item.get("candidates", ())])
        told += _sentences([one["reason"] for one in item.get("reject", ())])
        told += _sentences([one["text"] for one in item.get("needed", ())])
        for part in ("choices", "rows", "entries", "needed", "derive", "quantities", "supports", "refutes", "quotation"):
            evidence += _exacts(item.get(part))
    return told, evidence


def _exacts(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = [fold(value["exact"])] if "exact" in value else []
        return own + [one for below in value.values() for one in _exacts(below)]
    return [one for below in value for one in _exacts(below)] if isinstance(value, list) else []


def _page(folder: Path) -> str:
    words = (folder / "exercises.html").read_text(encoding="utf-8")
    return fold(html.unescape(re.sub(r"<[^>]+>", "", words)))


def _open_words(root: Path) -> str:
    """Return what the sets show to students: all of practice items, and of assigned ones what is asked."""
    parts: list[str] = []

    def take(value: Any) -> None:
        if isinstance(value, str):
            parts.append(value)
        for below in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            take(below)

    for path in sorted((root / "exercises").glob("*.yaml")):
        for item in yaml.safe_load(path.read_text(encoding="utf-8"))["items"]:
            if item.get("use") == "practice":
                take(item)
            else:
                take([item.get(name, "") for name in (*_SHOWN, "passages", "passage")])
                entries = [*item.get("choices", ()), *item.get("rows", ()), *item.get("entries", ())]
                take([one.get("text", "") for one in (*entries, *item.get("candidates", ()))])
    return fold("\n".join(parts))


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built as instructor's, then as student's, into one folder; what the scan saw before is in `seen`."""
    folder = tmp_path_factory.mktemp("mixed-keys")
    root = _copy(folder / "p")
    sphinx(root, folder / "out", "-t", "instructor")
    (folder / "seen").write_text(_everything(folder / "out"), encoding="utf-8")
    sphinx(root, folder / "out")
    return folder


def test_no_sentence_on_an_assigned_item_reaches_the_student(base: Path, mixed: Path) -> None:
    assert tree(mixed / "out") == tree(base / "out"), "instructor, then student: as a clean build"
    told, _ = _private(mixed / "p")
    public = [path.read_text(encoding="utf-8") for path in sorted((mixed / "p" / "docs").glob("*.md"))]
    public += [path.read_text(encoding="utf-8") for path in sorted((mixed / "p" / "docs" / "apparatus").glob("*.yaml"))]
    shown = fold("\n".join(public)) + _open_words(mixed / "p")
    private = [one for one in dict.fromkeys(told) if one not in shown]
    seen = (mixed / "seen").read_text(encoding="utf-8")
    assert len(private) > 80
    assert sum(one in seen for one in private) > 0.6 * len(private)  # the scan does see them
    everything = _everything(mixed / "out") + _everything(mixed / "out-doctrees")
    assert [one for one in private if one in everything] == []
    assert not (mixed / "out" / "instructor").exists()


def test_no_evidence_of_an_assigned_item_is_on_the_students_page(base: Path) -> None:
    _, evidence = _private(base / "p")
    shown, page = _open_words(base / "p"), _page(base / "out")
    private = [one for one in dict.fromkeys(evidence) if one not in shown]
    assert len(private) > 20
    assert [one for one in private if one in page] == []
