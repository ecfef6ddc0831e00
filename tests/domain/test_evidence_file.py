"""What a file is its first bytes say, and a name is only a name."""

import pytest

from domain.evidence_file import MediaType, media_type, plain_name

T = MediaType
FILM = b"\0\0\0\x18ftyp"
JPEG = bytes.fromhex("ffd8ffe000104a46494600010101004800480000") + bytes(200)
TAKEN = [
    (JPEG, T.JPEG),
    (bytes.fromhex("ffd8ffe1") + b"\x10\0Exif\0\0", T.JPEG),
    (bytes.fromhex("89504e470d0a1a0a0000000d49484452"), T.PNG),
    (b"RIFF\x0a\n\0\0WEBPVP8X", T.WEBP),
    (FILM + b"heic", T.HEIF),
    (FILM + b"mif1", T.HEIF),
    (b"%PDF-1.7\n", T.PDF),
    (FILM + b"isom", T.MP4),
    (FILM + b"iso6", T.MP4),
    (FILM + b"3gp5", T.MP4),
    (b"\0\0\0\x14ftypqt  ", T.MOV),
    (FILM + b"M4A ", T.M4A),
    (b"ID3\x03\0\0", T.MP3),
    (b"\xff\xfb\x90\x64", T.MP3),
    (b"\xff\xf3\x40\xc4", T.MP3),
    (b"RIFF\x24\0\0\0WAVEfmt ", T.WAV),
    (b"#!AMR\n<", T.AMR),
]


@pytest.mark.parametrize(("head", "kind"), TAKEN)
def test_pictures_papers_films_and_recordings_are_known(head: bytes, kind: MediaType) -> None:
    assert media_type(head) is kind
    assert media_type(b" " + head) is None  # from the first byte on


PROGRAMS = {
    "windows": b"MZ" + bytes(58) + bytes.fromhex("80000000") + bytes(64) + b"PE\0\0",
    "that looks like a film": b"MZ\0\0ftypmp42" + bytes(200),
    "with a longer look": b"MZ\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0iso2avc1mp41" + bytes(200),
    "linux": b"\x7fELF\x02\x01\x01" + bytes(200),
    "apple": bytes.fromhex("cffaedfe") + bytes(200),
    "java": bytes.fromhex("cafebabe00000034") + bytes(200),
    "shell": b"#!/bin/sh\n",
    "shell that looks like a song": b"ID3=1\nrm -rf .\n",
    "page": "<script>alert('示例')</script>".encode(),
    "picture with a script": b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>',
    "archive": b"PK\x03\x04" + bytes(200),
    "cursor in a wrapper of sounds": b"RIFF\x24\0\0\0ACONanih",
    "text": "\ufeff你好".encode("utf-16"),
    "half a picture's mark": b"\xff\xd8\xff",
    "nothing": b"",
}


@pytest.mark.parametrize("content", PROGRAMS.values(), ids=PROGRAMS)
def test_programs_pages_and_archives_are_nothing_that_is_taken(content: bytes) -> None:
    assert media_type(content) is None


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("../../etc/小票.jpg", "小票.jpg"),
        ("C:\\照片\\小票.jpg", "小票.jpg"),
        ("小票\u202egpj.exe", "小票�gpj.exe"),
        ("a\r\nb\0.jpg\udcff", "a��b�.jpg�"),
        ("..", ".."),
        ("/", "?"),
        ("", "?"),
        ("长" * 500, "长" * 200),
    ],
)
def test_a_name_is_one_line_that_can_be_shown_and_no_path(given: str, name: str) -> None:
    assert plain_name(given) == name
