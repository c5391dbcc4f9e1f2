"""What a QTI 3 package must be before any player sees it: the project's own lint, after faults once met."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

N = "{http://www.imsglobal.org/xsd/imsqtiasi_v3p0}"
P = "{http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1}"


def package(files: dict[str, bytes]) -> Iterator[str]:
    """Yield what is wrong with a package: its manifest, then each item."""
    manifest = ElementTree.fromstring(files["imsmanifest.xml"])
    named = [one.get("href", "") for one in manifest.iter(f"{P}file")]
    if sorted(named) != sorted(set(files) - {"imsmanifest.xml"}):
        yield "the manifest does not name just the files of the zip"
    resources = [one.get("identifier", "") for one in manifest.iter(f"{P}resource")]
    if len(set(resources)) < len(resources):
        yield "two resources have one identifier"
    for one in manifest.iter(f"{P}dependency"):
        if one.get("identifierref") not in resources:
            yield f"a dependency on nothing: {one.get('identifierref')}"
    seen: set[str] = set()
    for name, data in files.items():
        if name.startswith("items/"):
            yield from (f"{name}: {what}" for what in item(data.decode("utf-8"), seen))
        elif name.startswith("tests/"):
            yield from (f"{name}: {what}" for what in _test(data, files))


def _test(data: bytes, files: dict[str, bytes]) -> Iterator[str]:
    for one in ElementTree.fromstring(data).iter(f"{N}qti-assessment-item-ref"):
        path = (one.get("href") or "").removeprefix("../")
        if path not in files or f'identifier="{one.get("identifier")}"' not in files[path].decode("utf-8")[:400]:
            yield f"an item that is not there: {path}"


def item(text: str, seen: set[str]) -> Iterator[str]:
    """Yield what is wrong with an item; `seen` collects identifiers of items."""
    root = ElementTree.fromstring(text)
    name = root.get("identifier", "")
    if not re.fullmatch(r"[A-Za-z_][\w.-]*", name) or name in seen:
        yield f"no identifier of its own: '{name}'"
    seen.add(name)
    body = root.find(f"{N}qti-item-body")
    if body is None or not "".join(body[0].itertext()).strip():
        yield "the prompt is empty"
        return
    yield from _responses(root, body)
    yield from _outcomes(root)
    for one in body.iter():
        if one.get("expected-length"):
            yield "expected-length tells how long the key is"
    for block in body.iter(f"{N}qti-rubric-block"):
        content = block.find(f"{N}qti-content-body")
        if block.get("view") != "scorer" or not block.get("use") or content is None or not len(content):
            yield "a rubric block that is not for the scorer, or empty"


def _responses(root: ElementTree.Element, body: ElementTree.Element) -> Iterator[str]:
    declared = [one.get("identifier") for one in root.iter(f"{N}qti-response-declaration")]
    asked = [one.get("response-identifier") for one in body.iter() if one.get("response-identifier")]
    if sorted(map(str, declared)) != sorted(map(str, asked)) or len(set(declared)) < len(declared):
        yield f"declarations {declared} and interactions {asked}"
    choices = [one.get("identifier", "") for one in body.iter() if one.get("identifier")]
    if len(set(choices)) < len(choices):
        yield "two choices have one identifier"
    for one in root.iter(f"{N}qti-response-declaration"):
        if one.get("base-type") in ("identifier", "directedPair"):
            values = [value.text or "" for value in one.iter(f"{N}qti-value")]
            values += [entry.get("map-key", "") for entry in one.iter(f"{N}qti-map-entry")]
            if not {part for value in values for part in value.split()} <= set(choices):
                yield f"a key names a choice that is not there: {values}"
            if not values:
                yield "no key"


def _outcomes(root: ElementTree.Element) -> Iterator[str]:
    score = next(one for one in root.iter(f"{N}qti-outcome-declaration") if one.get("identifier") == "SCORE")
    if float(score.get("normal-maximum", "0")) <= 0:
        yield "it is worth no points"
    modal = {one.get("identifier") for one in root.iter(f"{N}qti-modal-feedback")}
    values = {
        one.text for one in root.iter(f"{N}qti-base-value") if one.text in modal or (one.text or "").startswith("mistake-")
    }
    if modal - {"solution"} != values - {"solution"}:
        yield f"feedback that is never shown, or not there: {modal ^ values}"
