"""YAML's language server, as editors run it, on a new project: it completes, and errs at the right place."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.projects import REPOSITORY, new_project

NPM = Path(__file__).parent / "npm"
SERVER = NPM / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
SETTINGS = {"validate": True, "completion": True, "hover": True, "schemaStore": {"enable": False}}


class Server:
    """A client of the language server: asks, answers what it is asked, and keeps the findings."""

    def __init__(self, root: Path) -> None:
        self.process = subprocess.Popen(["node", str(SERVER), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.number = 0
        self.found: dict[str, list[dict[str, Any]]] = {}
        capable = {"workspace": {"configuration": True}, "textDocument": {"publishDiagnostics": {}}}
        self.ask("initialize", {"processId": None, "rootUri": root.as_uri(), "capabilities": capable})
        self.tell("initialized", {})

    def tell(self, method: str, params: dict[str, Any]) -> None:
        self._send({"method": method, "params": params})

    def ask(self, method: str, params: dict[str, Any]) -> Any:
        self.number += 1
        self._send({"id": self.number, "method": method, "params": params})
        while True:
            message = self._next()
            if message.get("id") == self.number and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def open(self, path: Path, text: str) -> tuple[str, list[dict[str, Any]]]:
        """Open a file beside `path` with this text; return its address and what is found in it."""
        self.number += 1
        uri = path.with_name(f"open-{self.number}.yaml").as_uri()  # a file is opened once
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})
        while uri not in self.found:
            self._next()
        return uri, self.found[uri]

    def at(self, method: str, uri: str, line: int, column: int) -> Any:
        position = {"line": line, "character": column}
        return self.ask(method, {"textDocument": {"uri": uri}, "position": position})

    def labels(self, uri: str, line: int, column: int) -> set[str]:
        return {one["label"].strip() for one in self.at("textDocument/completion", uri, line, column)["items"]}

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def _next(self) -> dict[str, Any]:
        assert self.process.stdout
        length = 0
        while line := self.process.stdout.readline().strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        assert length, "the language server ended"
        message: dict[str, Any] = json.loads(self.process.stdout.read(length))
        if message.get("method") == "workspace/configuration":
            answers = [SETTINGS if one.get("section") == "yaml" else {} for one in message["params"]["items"]]
            self._send({"id": message["id"], "result": answers})
        elif "id" in message and "method" in message:
            self._send({"id": message["id"], "result": None})
        elif message.get("method") == "textDocument/publishDiagnostics":
            self.found[message["params"]["uri"]] = message["params"]["diagnostics"]
        return message


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new project; without npm the tests are skipped, in CI with npm they fail."""
    if not SERVER.is_file() or shutil.which("node") is None:
        message = "the language server is not installed: npm ci --prefix tests/editor/npm"
        if os.environ.get("CI") == "true" and shutil.which("npm"):
            pytest.fail(message)
        pytest.skip(message)
    folder = tmp_path_factory.mktemp("editor")
    return new_project(folder, "course")


@pytest.fixture(scope="module")
def server(project: Path) -> Iterator[Server]:
    server = Server(project)
    yield server
    server.process.kill()
    server.process.wait()


def yaml_files(root: Path) -> list[Path]:
    return [path for folder in ("seeds", "docs/apparatus", "exercises") for path in sorted((root / folder).glob("*.yaml"))]


def test_a_new_project_and_the_shipped_edition_have_no_finding(server: Server, project: Path) -> None:
    for root in (project, REPOSITORY):
        files = yaml_files(root)
        assert len(files) >= 8
        for path in files:
            text = path.read_text(encoding="utf-8")
            assert "# yaml-language-server: $schema=" in text.splitlines()[0], path.name
            assert server.open(path, text)[1] == [], path.name


WRONG = {
    "docs/apparatus/notes.yaml": ("kind: textual", "kindd: textual", "kindd"),
    "docs/apparatus/questions.yaml": ("bloom: analyze", "bloom: analyse", "analyse"),
    "docs/apparatus/edition.yaml": ("budget: 1000", "budget: many", "many"),
    "seeds/sample.yaml": ("publish: full", "publish: all", "all"),
    "exercises/first.yaml": ("points: 1", "points: one", "one"),
}


@pytest.mark.parametrize("file", WRONG)
def test_an_error_stands_at_its_place(server: Server, project: Path, file: str) -> None:
    old, new, at = WRONG[file]
    text = (project / file).read_text(encoding="utf-8")
    assert text.count(old) == 1
    wrong = text.replace(old, new)
    _, found = server.open(project / file, wrong)
    places = [(one["range"]["start"]["line"], one["range"]["start"]["character"]) for one in found]
    line = next(number for number, row in enumerate(wrong.splitlines()) if new in row)
    assert (line, wrong.splitlines()[line].rindex(at)) in places


def test_keys_and_values_are_completed(server: Server, project: Path) -> None:
    path = project / "docs" / "apparatus" / "notes.yaml"
    text = path.read_text(encoding="utf-8") + "    \n"
    uri, _ = server.open(path, text)
    lines = text.splitlines()
    keys = server.labels(uri, len(lines) - 1, 4)
    assert {"sources", "contested"} <= keys
    assert not {"id", "text"} & keys  # they are there already
    row, line = next((number, line) for number, line in enumerate(lines) if "kind: textual" in line)
    uri, _ = server.open(path, text.replace("kind: textual", "kind: "))
    assert {"textual", "explanatory"} <= server.labels(uri, row, line.index("textual"))
    assert "used in addresses" in json.dumps(server.at("textDocument/hover", uri, row - 1, 5))


def test_the_keys_of_an_item_are_those_of_its_type(server: Server, project: Path) -> None:
    path = project / "exercises" / "first.yaml"
    text = path.read_text(encoding="utf-8") + "    \n"
    uri, _ = server.open(path, text)
    keys = server.labels(uri, len(text.splitlines()) - 1, 4)
    assert {"caution", "waive"} <= keys
    assert "choices" not in keys  # of another type
