"""The parts of the live preview: what is seen to change, what is served, what is recalled."""

from __future__ import annotations

import http.client
import json
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotate.files import MARKER
from annotate.recall import Memory, once, recall, same
from annotate.serve import Changes, Notice, Shown, Site, Watch

# ---- which files have changed -------------------------------------------------------------


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for folder in ("seeds", "docs/readings", "docs/_static", "docs/apparatus", "exercises/keys"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "seeds" / "a.txt").write_text("One.\n", encoding="utf-8")
    (tmp_path / "docs" / "conf.py").write_text("", encoding="utf-8")
    return tmp_path


def test_what_is_new_renamed_over_moved_or_gone_is_seen_once(project: Path) -> None:
    watch, seed = Watch(project), project / "seeds" / "a.txt"
    assert watch.look() == Changes()
    new = project / "seeds" / ".a.txt.swp"
    new.write_text("Two.\n", encoding="utf-8")
    assert watch.look() == Changes()  # an editor's own file
    new.replace(seed)
    assert watch.look().files == {"seeds/a.txt"}
    seed.rename(project / "seeds" / "b.txt")
    (project / "exercises" / "keys" / "k.yaml").write_text("{}", encoding="utf-8")
    assert watch.look().files == {"seeds/a.txt", "seeds/b.txt", "exercises/keys/k.yaml"}
    assert watch.look() == Changes()


def test_what_the_tool_writes_is_no_change(project: Path) -> None:
    watch, page = Watch(project), project / "docs" / "glossary.md"
    (project / "docs" / "readings" / "a.md").write_text("x", encoding="utf-8")
    page.write_text(f"---\n{MARKER}\n", encoding="utf-8")
    assert watch.look() == Changes()
    page.unlink()
    assert watch.look() == Changes()
    page.write_text("# Mine\n", encoding="utf-8")
    assert watch.look().files == {"docs/glossary.md"}


@pytest.mark.parametrize(
    ("file", "anew", "everywhere"),
    [
        ("docs/conf.py", True, True),
        ("docs/apparatus/edition.yaml", True, False),
        ("docs/_static/own.css", False, True),
        ("docs/page.md", False, False),
    ],
)
def test_some_changes_are_of_all_pages(project: Path, file: str, anew: bool, everywhere: bool) -> None:
    watch = Watch(project)
    (project / file).write_text("\n", encoding="utf-8")
    changes = watch.look()
    assert (changes.files, changes.anew) == ({file}, anew)
    assert changes.everywhere is everywhere


def test_the_tools_own_code_is_looked_at(project: Path, tmp_path: Path) -> None:
    code = tmp_path / "code"
    code.mkdir()
    watch = Watch(project, code)
    (code / "a.py").write_text("", encoding="utf-8")
    assert not watch.look(tool=False)
    assert watch.look() == Changes(tool=True)


# ---- what is served -----------------------------------------------------------------------

PAGE = b"<html><body><p>Words</p></body></html>"


@pytest.fixture
def shown(tmp_path: Path) -> Shown:
    folder = tmp_path / "build" / "html"
    (folder / "_static").mkdir(parents=True)
    (folder / "index.html").write_bytes(PAGE)
    (folder / "a.html").write_bytes(PAGE)
    (folder / ".buildinfo").write_bytes(b"hidden")
    (tmp_path / "build" / "secret.txt").write_bytes(b"secret")
    (folder / "link.txt").symlink_to(tmp_path / "build" / "secret.txt")
    return Shown(folder)


@pytest.fixture
def site(shown: Shown) -> Iterator[Site]:
    made = Site(shown, 0)
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield made
    shown.stop()
    made.shutdown()
    made.server_close()


def ask(site: Site, path: str, host: str = "localhost") -> tuple[int, bytes]:
    line = http.client.HTTPConnection("127.0.0.1", site.server_port, timeout=20)
    line.putrequest("GET", path, skip_host=True)
    line.putheader("Host", f"{host}:{site.server_port}")
    line.endheaders()
    answer = line.getresponse()
    return answer.status, answer.read()


def test_a_page_comes_with_the_script_and_the_folder_without(site: Site, shown: Shown) -> None:
    status, body = ask(site, "/")
    assert status == 200
    assert body.startswith(b'<html><body><p>Words</p><script src="/.annotate/live.js"')
    assert body.endswith(b"</script>\n</body></html>")
    assert (shown.folder / "index.html").read_bytes() == PAGE
    assert ask(site, "/.annotate/live.js")[0] == 200
    assert site.server_address[0] == "127.0.0.1"


@pytest.mark.parametrize(
    "path",
    ["/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "//etc/passwd", "/link.txt", "/.buildinfo",
     "/_static/../.buildinfo", "/_static", "/a.html%00", "/..%5csecret.txt", "/none.html"],
)  # fmt: skip
def test_nothing_hidden_or_outside_is_served(site: Site, path: str) -> None:
    status, body = ask(site, path)
    assert status == 404
    assert b"live.js" in body  # a page that is not there yet waits for itself
    assert b"secret" not in body
    assert b"hidden" not in body


def test_a_name_that_was_made_to_lead_here_is_refused(site: Site) -> None:
    assert ask(site, "/", host="elsewhere.example")[0] == 403


def test_a_page_is_told_to_reload_when_it_or_what_it_loads_has_changed(shown: Shown) -> None:
    def reloads(page: str, version: int = 0, boot: str = shown.boot) -> bool:
        return bool(shown.message(page, boot, version)["reload"])

    notice = Notice(file="docs/a.md", line=1, message="words")
    assert shown.publish([notice]) == 0
    assert shown.message("/a.html", shown.boot, 0)["notices"] == [notice.as_json()]
    assert not reloads("/a.html")
    (shown.folder / "a.html").write_bytes(PAGE.replace(b"Words", b"Other"))
    (shown.folder / "_static" / "search-data.js").write_bytes(b"1")
    assert shown.publish([]) == 1
    assert reloads("/a.html")
    assert not reloads("/a.html", version=2)
    assert not reloads("/index.html")
    assert reloads("/search.html")
    assert reloads("/index.html", version=2, boot="of another process")
    (shown.folder / "_static" / "own.css").write_bytes(b"p {}")
    shown.publish([])
    assert reloads("/index.html", version=2)


def test_the_line_says_at_once_what_is_wrong(site: Site, shown: Shown) -> None:
    shown.publish([Notice(file="docs/a.md", line=3, column=4, message="words")])
    address = f"{site.address}.annotate/events?page=/a.html&version=1&boot={shown.boot}"
    with urllib.request.urlopen(address, timeout=20) as line:
        told = json.loads(line.readline().removeprefix(b"data: "))
    assert (told["reload"], told["notices"][0]["place"]) == (False, "docs/a.md:3:4")


# ---- what is recalled ---------------------------------------------------------------------


def test_a_function_is_called_again_when_an_argument_is_another() -> None:
    calls: list[object] = []

    def made(words: str, parts: tuple[str, ...]) -> list[str]:
        calls.append(words)
        return [words, *parts]

    memory, parts = Memory(), ("a",)
    with memory:
        first = recall(made, "one", parts)
    with memory:
        assert recall(made, "".join(["o", "ne"]), parts) is first
        recall(made, "two", parts)
        recall(made, "one", ("".join(["a"]), "b"))
    assert len(calls) == 3
    with memory:
        pass  # what is not asked for is forgotten
    with memory:
        assert recall(made, "one", parts) is not first
    assert recall(made, "one", parts) is not recall(made, "one", parts)  # without a memory


def test_what_equals_is_the_same_and_a_build_that_failed_is_forgotten() -> None:
    memory = Memory()
    with memory:
        first, kept = same("x", [1]), once("y", (1,), lambda: [1])
    with memory:
        assert same("x", [1]) is first
        assert once("y", (1,), lambda: [2]) is kept
        assert once("y", (2,), lambda: [2]) == [2]
        assert same("x", [2]) == [2]
    with pytest.raises(RuntimeError), memory:
        raise RuntimeError
    with memory:
        assert once("y", (2,), lambda: [3]) == [3]
