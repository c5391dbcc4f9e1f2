"""Sphinx's settings for this reader."""

project = "The ferry and the bridge"
project_copyright = ""
language = "en"

extensions = ["annotate.sphinx_ext"]
nitpicky = True
html_theme = "reader"
html_title = project
