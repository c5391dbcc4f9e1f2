"""A Sphinx project that writes its reading pages by hand."""

project = "A rhyme with notes"
project_copyright = ""
extensions = ["annotate.sphinx_ext"]
nitpicky = True
html_theme = "reader"
