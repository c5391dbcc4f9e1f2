"""Sphinx's settings for the reader."""

project = "Armenia between Russia and the West"
author = "the editors of this edition"
release = "0.1.0"
version = release
project_copyright = ""
today = "2026-11-22"
language = "en"

extensions = ["myst_parser", "sphinx_design", "annotate.sphinx_ext"]
myst_enable_extensions = ["colon_fence"]
exclude_patterns = ["manual"]
nitpicky = True
smartquotes = False

typst_colophon = [
    "What the editors added (notes, glossary, questions and the other pages of this edition) is licensed under Creative Commons "
    "Attribution 4.0 (CC BY 4.0, creativecommons.org/licenses/by/4.0). The licence does not cover the five texts, or words quoted from them.",
    "Errors, and objections of those who hold rights: the issue tracker of the repository that this edition came from.",
]

html_theme = "reader"
html_title = project
html_copy_source = False
html_show_sphinx = False
html_use_index = False
html_domain_indices = False
