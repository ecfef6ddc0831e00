"""Files handed in as evidence (证据材料): what may be one, by its first bytes and not by its name."""

import re
from datetime import datetime
from pathlib import PurePath
from typing import Annotated

from pydantic import Field, StringConstraints

from domain.base import Value
from domain.facts import Labelled
from domain.scheme import Words

HEAD = 64  # bytes from which a type is known
_LONGEST_NAME = 200

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class MediaType(Labelled):
    """What people hand in: pictures, papers, films, recordings. A program, a page or an archive is none of them."""

    JPEG = "image/jpeg", "JPEG 图片", "JPEG picture"
    PNG = "image/png", "PNG 图片", "PNG picture"
    WEBP = "image/webp", "WebP 图片", "WebP picture"
    HEIF = "image/heif", "HEIF 图片", "HEIF picture"
    PDF = "application/pdf", "PDF 文件", "PDF paper"
    MP4 = "video/mp4", "MP4 录像", "MP4 film"
    MOV = "video/quicktime", "MOV 录像", "MOV film"
    M4A = "audio/mp4", "M4A 录音", "M4A recording"
    MP3 = "audio/mpeg", "MP3 录音", "MP3 recording"
    WAV = "audio/wav", "WAV 录音", "WAV recording"
    AMR = "audio/amr", "AMR 录音", "AMR recording"

    @property
    def is_recording(self) -> bool:
        """视听资料 (APL 46): of sound or moving pictures."""
        return self.value.startswith(("audio/", "video/"))


class EvidenceFile(Value):
    """`sha256` in hex is the id, and where the file lies; `size` in bytes; `name` as whoever handed it in calls it."""

    sha256: Sha256
    size: int = Field(gt=0)
    media_type: MediaType
    name: str


class HandingIn(Value):
    """A file for a matter, taken in by `officer` at `at` (None: now). `statement`: what it shows, from whom."""

    matter_id: str
    officer: str
    name: str
    statement: Words
    at: datetime | None = None


# Each whole from the first byte on. A library that looks for marks anywhere near the start (puremagic) takes a program
# with the mark of a film at its fifth byte for a film, and anything in a RIFF wrapper for a sound; it knows no HEIF of
# most telephones. The first box of a film is shorter than 4096 bytes, so that a film begins with two zeros.
_BOX = rb"\0\0[\0-\x0f].ftyp"
_RATES = bytes(byte for byte in range(0x10, 0xF0) if byte & 0b1100 != 0b1100)
_HEADS = {
    MediaType.JPEG: rb"\xff\xd8\xff[\xc0-\xfe]",
    MediaType.PNG: rb"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    MediaType.WEBP: rb"RIFF....WEBPVP8[ LX]",
    MediaType.HEIF: _BOX + rb"(?:hei[cxms]|hev[cxms]|mif1|msf1)",
    MediaType.PDF: rb"%PDF-[12]\.[0-9]",
    MediaType.MP4: _BOX + rb"(?:iso[m2-9]|mp4[12]|mmp4|avc1|M4V |MSNV|dash|f4v |3g[p2].)",
    MediaType.MOV: _BOX + rb"qt  ",
    MediaType.M4A: _BOX + rb"M4[AB] ",
    # A tag, or a frame of layer III whose bit rate and sampling rate are real ones.
    MediaType.MP3: rb"ID3[\x02-\x04]\0|\xff[\xe2\xe3\xf2\xf3\xfa\xfb][" + re.escape(_RATES) + rb"]",
    MediaType.WAV: rb"RIFF....WAVE(?:fmt |JUNK|bext|LIST)",
    MediaType.AMR: rb"#!AMR(?:-WB)?\n",
}
_READERS = {kind: re.compile(head, re.DOTALL) for kind, head in _HEADS.items()}


def media_type(head: bytes) -> MediaType | None:
    """The type of a file that begins so (`HEAD` bytes, or all that it has); None: nothing that is taken."""
    return next((kind for kind, reader in _READERS.items() if reader.match(head)), None)


def plain_name(name: str) -> str:
    """A name and no path, of one line, that can be shown and kept: what cannot be printed becomes a mark."""
    last = PurePath(name.replace("\\", "/")).name
    return "".join(mark if mark.isprintable() else "�" for mark in last).strip()[:_LONGEST_NAME] or "?"
