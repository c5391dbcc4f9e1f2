"""Another course, which cites paragraphs of a reader that stands somewhere else."""

project = "Rivers and roads"
project_copyright = ""
extensions = ["myst_parser", "sphinx.ext.intersphinx"]
nitpicky = True
intersphinx_mapping = {
    "ferry": ("https://example.org/ferry/", "../two-readings/build/html/objects.inv"),
}
