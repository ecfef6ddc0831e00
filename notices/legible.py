"""可读文字: what people wrote, as far as it can be printed, for papers that must come about whatever was written."""

from collections.abc import Callable

from notices.context import deceives


def legible(text: str, missing: Callable[[str], str], *, lines: bool = True) -> str:
    """The text with every character that cannot be printed, or seen, as its code: 〔U+1F600〕. `missing` tells which
    characters the font lacks. A blank text is a dash; `lines`: whether it may have several."""
    text = text.replace("\r\n", "\n")
    unseen = set(missing(text)) | {mark for mark in text if mark != "\n" and deceives(mark)}
    shown = "".join(f"〔U+{ord(mark):04X}〕" if mark in unseen else mark for mark in text)
    shown = shown if lines else " ".join(shown.split("\n"))
    return shown if shown.strip() else "—"
