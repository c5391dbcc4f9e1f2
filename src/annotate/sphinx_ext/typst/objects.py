"""Descriptions of programs, as Sphinx's domains make them."""

from __future__ import annotations

from collections.abc import Mapping

from docutils import nodes

from annotate.sphinx_ext.typst._base import Handler, Writer


def _description(writer: Writer, node: nodes.Element) -> str:
    children = [child for child in node if isinstance(child, nodes.Element)]
    signatures = [child for child in children if type(child).__name__ == "desc_signature"]
    rest = [child for child in children if child not in signatures]
    heads = "".join(f"#signature[{writer.anchors(one)}{writer.inside(one)}]" for one in signatures)
    return f"\n#described([{heads}])[{writer.inside(rest)}]\n"


def _parameters(writer: Writer, node: nodes.Element) -> str:
    made = writer.words(", ").join(writer.write(child) for child in node)
    opened, closed = ("[", "]") if type(node).__name__ == "desc_type_parameter_list" else ("(", ")")
    return writer.words(opened) + made + writer.words(closed)


def _returns(writer: Writer, node: nodes.Element) -> str:
    return writer.words(" → ") + writer.inside(node)


def _space(writer: Writer, node: nodes.Element) -> str:
    return writer.words(" ")


def _inside(writer: Writer, node: nodes.Element) -> str:
    return writer.inside(node)


def _name(writer: Writer, node: nodes.Element) -> str:
    return f"#strong[{writer.inside(node)}]"


def _optional(writer: Writer, node: nodes.Element) -> str:
    return writer.words("[, ") + writer.inside(node) + writer.words("]")


_PLAIN = """desc_signature desc_signature_line desc_addname desc_type desc_parameter desc_annotation
desc_inline desc_type_parameter""".split()

NODES: Mapping[str, Handler] = {
    **dict.fromkeys(_PLAIN, _inside),
    "desc": _description,
    "desc_name": _name,
    "desc_parameterlist": _parameters,
    "desc_type_parameter_list": _parameters,
    "desc_optional": _optional,
    "desc_returns": _returns,
    "desc_sig_space": _space,
}
"""The nodes of this family by name."""
