"""The command serve: told in the terminal, begun anew, ended quietly."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.serve.conftest import Served
from tests.support.projects import annotate


def test_it_rebuilds_tells_begins_anew_and_ends(serve: Callable[..., Served]) -> None:
    one = serve()
    assert "sentence that is new" not in one.get("readings/sample.html")
    one.save("seeds/sample.txt", "Put a text", "A sentence that is new. Put a text")
    assert one.hears("seeds/sample.txt").startswith("seeds/sample.txt: ")
    page = one.get("readings/sample.html")
    assert "sentence that is new" in page
    assert "/.annotate/live.js" in page
    assert b"live.js" not in (one.root / "build" / "html" / "readings" / "sample.html").read_bytes()
    one.save("docs/apparatus/notes.yaml", "This text is", "These texts are")
    assert "docs/apparatus/notes.yaml:5:34: error:" in one.hears("[annotate.no_match]")
    assert "sentence that is new" in one.get("readings/sample.html")
    one.save("docs/apparatus/notes.yaml", "These texts are", "This text is")
    one.hears(" changed, ")
    one.save("docs/conf.py", 'project = "', 'project = "Another ')
    one.hears("starting anew")
    one.hears(" changed, ")
    assert "Another " in one.get("index.html")  # at the same address
    assert one.end() == 0
    assert not [line for line in one.said if "Traceback" in line or "Interrupt" in line]


def test_a_port_that_is_taken_is_said_in_a_sentence(serve: Callable[..., Served], tmp_path: Path) -> None:
    port = serve().address.rstrip("/").rpartition(":")[2]
    done = annotate(tmp_path / "p", "serve", "--no-open", "--port", port)
    assert done.returncode == 1
    assert done.stderr == f"annotate: port {port} is taken; name another with --port, or --port 0 for any that is free\n"


def test_what_is_no_port_or_no_project_exits_with_2(tmp_path: Path) -> None:
    assert annotate(tmp_path, "serve").returncode == 2
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "conf.py").touch()
    for port in ("x", "-1", "70000"):
        done = annotate(tmp_path, "serve", "--port", port)
        assert (done.returncode, "Traceback" in done.stderr) == (2, False)
