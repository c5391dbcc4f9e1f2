"""A project that uses what MyST, docutils, Sphinx and sphinx-design have, and nodes of its own."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

project = "Everything at once"
extensions = ["myst_parser", "sphinx_design", "annotate.sphinx_ext", "own_nodes"]
myst_enable_extensions = [
    "colon_fence", "deflist", "dollarmath", "tasklist", "fieldlist", "attrs_block", "attrs_inline", "strikethrough",
]  # fmt: skip
suppress_warnings = ["myst.strikethrough", "design.card_legacy"]
numfig = True
html_theme = "reader"
typst_paper = "us-letter"
typst_introduction = ""
