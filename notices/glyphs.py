"""缺字: which characters a font can print, read from its character map (the `cmap` table of OpenType)."""

import struct
from pathlib import Path


def printable(font: Path) -> frozenset[str]:
    """The characters for which this TrueType or OpenType file has a glyph. ValueError if it has no Unicode map."""
    with font.open("rb") as file:
        header = file.read(12)
        tables = file.read(16 * struct.unpack(">H", header[4:6])[0])
        for place in range(0, len(tables), 16):
            tag, _, offset, length = struct.unpack(">4sLLL", tables[place : place + 16])
            if tag == b"cmap":
                file.seek(offset)
                return _characters(file.read(length))
    raise ValueError(f"{font.name} has no cmap table")


def _characters(cmap: bytes) -> frozenset[str]:
    for record in range(4, 4 + 8 * struct.unpack(">H", cmap[2:4])[0], 8):
        start = struct.unpack(">L", cmap[record + 4 : record + 8])[0]
        # Format 12 covers all planes, rare surnames among them; each group maps first..last to glyph, glyph+1, ...
        if struct.unpack(">H", cmap[start : start + 2])[0] == 12:
            count = struct.unpack(">L", cmap[start + 12 : start + 16])[0]
            groups = struct.iter_unpack(">LLL", cmap[start + 16 : start + 16 + 12 * count])
            return frozenset(
                chr(code)
                for first, last, glyph in groups
                for code in range(first, last + 1)
                if glyph + code - first  # glyph 0 is the empty box
            )
    raise ValueError("the font has no character map of format 12")
