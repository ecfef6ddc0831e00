"""The archive of a workbook (压缩包): held to what it may unpack to, before anything is read out of it.

The directory alone is not trusted: every part is unpacked once, counted and thrown away.
"""

import zipfile
import zlib
from pathlib import Path

from sources.record import Beat, refused

LARGEST_FILE = 30 << 20  # bytes; what is larger is brought as .csv, which is read as a stream
LARGEST_UNPACKED = 200 << 20
LARGEST_RATIO = 120  # of an honest sheet: below 30
MOST_PARTS = 5000
_SMALL = 1 << 20  # a part below this may be as dense as it likes
_CHUNK = 1 << 20


def hold_archive(path: Path, beat: Beat) -> None:
    """Refused `workbook_too_large`, `zip_bomb`, `archive_in_archive`, `broken_workbook`."""
    if path.stat().st_size > LARGEST_FILE:
        zh = f"表格超过 {LARGEST_FILE >> 20} MB，请另存为 CSV 再导入。"
        en = f"The workbook is larger than {LARGEST_FILE >> 20} MB: save it as CSV, which has no limit."
        raise refused("workbook_too_large", zh, en, path.name, path.stat().st_size)
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            _hold_directory(parts, path)
            for part in parts:
                _hold_part(archive, part, path)
                beat()
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        zh, en = "表格文件已损坏或者加密。", "The workbook is broken or locked."
        raise refused("broken_workbook", zh, en, path.name) from error


def _hold_directory(parts: list[zipfile.ZipInfo], path: Path) -> None:
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        zh, en = "这是压缩文件，不是 Excel 工作簿。", "This is an archive, not a workbook."
        raise refused("unknown_file_type", zh, en, path.name, path.suffix)
    unpacked = sum(part.file_size for part in parts)
    dense = any(part.file_size > max(_SMALL, LARGEST_RATIO * part.compress_size) for part in parts)
    if unpacked > LARGEST_UNPACKED or dense or len(parts) > MOST_PARTS:
        raise _bomb(path, unpacked)


def _hold_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, path: Path) -> None:
    with archive.open(part) as stream:
        size = len(first := stream.read(_CHUNK))
        if first.startswith(b"PK\x03\x04"):
            zh, en = "表格里嵌有别的压缩文件，请删去后再导入。", "Another archive is embedded in it: remove that first."
            raise refused("archive_in_archive", zh, en, path.name, part.filename)
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > LARGEST_UNPACKED:
                raise _bomb(path, size)


def _bomb(path: Path, unpacked: int) -> Exception:
    zh = "展开后过大，或者压缩比异常，不予读取；内容无误的，请另存为 CSV 再导入。"
    en = "It unpacks to too much, or is packed too densely to be read: if it is in order, save it as CSV."
    return refused("zip_bomb", zh, en, path.name, unpacked)
