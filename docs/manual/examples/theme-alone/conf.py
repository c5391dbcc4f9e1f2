"""A Sphinx project that takes the theme and nothing else, quieter and in other colours."""

project = "A handbook"
project_copyright = ""
extensions = ["myst_parser", "annotate.sphinx_ext.theme"]
html_theme = "reader"
html_theme_options = {"side_notes": False, "progress": False, "settings": False}
html_static_path = ["_static"]
html_css_files = ["colours.css", ("paper.css", {"media": "print"})]
