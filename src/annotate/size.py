"""How long a reading is: which of its words are counted.

The rule is plain, so that a reader can apply it: a word is what stands between white space and
holds a letter or a digit. Titles, bylines, original notes and lists of works are left out; what the
edition omits is no part of a reading.
"""

from __future__ import annotations

from annotate.edition import Text
from annotate.ledger import pieces
from annotate.model import Block, BlockKind, Reading
from annotate.quote import Searchable, searchable
from annotate.recall import recall
from annotate.source import SourceText

_LEFT_OUT = frozenset({BlockKind.BYLINE, BlockKind.REFERENCE, BlockKind.ORIGINAL_NOTE})


def size(text: Text) -> int:
    """Return the number of words of a reading."""
    return recall(_size, text.reading, text.source)


def _size(reading: Reading, source: SourceText) -> int:
    blocks = recall(counted_blocks, reading, source)
    return sum(any(map(str.isalnum, word)) for _, block in blocks for word in block.folded.split())


def counted_blocks(reading: Reading, source: SourceText) -> tuple[tuple[Block, Searchable], ...]:
    """Return the blocks of a reading whose words are counted, with their words."""
    return tuple(
        (block, searchable(pieces(reading, source, block.start, block.end)))
        for block in reading.blocks
        if block.kind not in _LEFT_OUT and not block.is_title
    )
