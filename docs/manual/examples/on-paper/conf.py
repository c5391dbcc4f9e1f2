"""Settings of the printed reader; all but `extensions` may be left out."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # for rule.py, beside this file

project = "A rhyme on paper"
project_copyright = ""
language = "en"
extensions = ["annotate.sphinx_ext", "rule"]

# Paper, type and date
typst_paper = "us-letter"  # "a4", if left out
typst_font_size = 11  # points; 10.5, if left out
typst_fonts = ["New Computer Modern", "Libertinus Serif"]
today = "2026-11-22"  # printed behind the title page, and put into the PDF

# Room to write
typst_room = {"sourcing": 2, "": 8}  # lines for a kind of question; "" for each other kind; False for none

# Columns and small type
typst_columns = ["glossary", "names", "exercises", "sources", "keys"]  # small, in two columns
typst_small = ["words", "timeline", "figures"]  # small, in one
typst_wide = ["comparison"]  # small, the page on its side
