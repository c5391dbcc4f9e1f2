"""The manual's reference pages, as MyST, from the code that they describe.

What can be read off the program is never typed twice (the idea is MyST-Parser's and
sphinx-argparse's). The parser, the features of the extension and the samples are handed
in, so that nothing here imports Sphinx or the command line.
"""

from annotate.reference.codes import Shown, diagnostics_page
from annotate.reference.commands import commands_page
from annotate.reference.exports import formats_page
from annotate.reference.extension import extension_page
from annotate.reference.files import yaml_page, yaml_pages
from annotate.reference.output import json_page, undescribed

__all__ = [
    "Shown",
    "commands_page",
    "diagnostics_page",
    "extension_page",
    "formats_page",
    "json_page",
    "undescribed",
    "yaml_page",
    "yaml_pages",
]
