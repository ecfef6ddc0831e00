import os
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from domain.errors import Refused
from notices import catalog, render
from notices.press import FONTS

GOLDEN = Path(render.__file__).parent / "golden"
KINDS = sorted(catalog.kinds())
ORDER = "order_to_correct"


def _unspaced(text: str) -> str:
    """Without spaces and line ends: justification moves them."""
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_of_each_kind_reads_as_its_golden_text(kind: str, text: Callable[..., str]) -> None:
    """With HEZHENG_GOLDEN=write the golden texts are written anew, to be read over before they are kept."""
    printed, golden = text(kind, catalog.kind(kind).example), GOLDEN / f"{kind}.txt"
    if os.environ.get("HEZHENG_GOLDEN") == "write":
        golden.write_text(printed, "utf-8")
    assert golden.exists(), "a new kind: write its text by HEZHENG_GOLDEN=write pytest tests/notices, and read it over"
    assert printed == golden.read_text("utf-8")


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_context_prints_the_same_bytes(kind: str) -> None:
    first = render.render(kind, catalog.kind(kind).example)
    render.render(ORDER, {**catalog.kind(ORDER).example, "facts": "别的事实。"})
    render.set_font()
    assert render.render(kind, catalog.kind(kind).example) == first


@pytest.mark.parametrize("kind", KINDS)
def test_a_document_is_tagged_pdf_a_in_chinese_with_title_and_date(
    kind: str, read: Callable[[bytes], PdfReader]
) -> None:
    rendered = render.render(kind, catalog.kind(kind).example)
    pdf: Any = read(rendered.pdf)  # its trailer is untyped
    xmp = pdf.xmp_metadata.stream.get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in xmp
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "zh-CN"
    assert pdf.metadata.title == catalog.kind(kind).title.zh
    assert pdf.metadata.creation_date.date() == catalog.kind(kind).example["issued_on"]
    assert len(pdf.pages) == rendered.pages


@pytest.mark.parametrize("kind", KINDS)
def test_only_the_installed_family_is_embedded(kind: str, read: Callable[[bytes], PdfReader]) -> None:
    pdf: Any = read(render.render(kind, catalog.kind(kind).example).pdf)
    for page in pdf.pages:
        for font in page["/Resources"]["/Font"].values():
            descendant = font["/DescendantFonts"][0].get_object()
            assert re.fullmatch(r"/[A-Z]{6}\+NotoSerifSC-(Regular|Bold)", descendant["/BaseFont"])
            assert descendant["/FontDescriptor"]["/FontFile2"]


HOSTILE = ['#"', "$x$", "...", "]", "//", "/* */", "\\", '";', "#panic()", "{{ x }}", "{% x %}", "`a`", "*b* _c_",
           "@d <e>", "= f", "- g", "--", "~", "https://example.com/#a", "“‘’”", "《〈〉》", "1. h",
           "\\u{41}", "0" * 60]  # fmt: skip


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_value_is_printed_as_it_is_in_every_place(
    hostile: str, example: dict[str, Any], text: Callable[..., str]
) -> None:
    example["party"]["name"] = hostile + "甲"
    example["facts"] = hostile + "乙"
    example["findings"][0]["title"] = hostile + "丙"
    example["officers"][0]["name"] = hostile + "丁"
    printed = _unspaced(text(ORDER, example))
    for mark in "甲乙丙丁":
        assert _unspaced(hostile) + mark in printed


CHARACTERS = [chr(code) for code in range(0x20, 0x7F)] + list("，。；：？！、（）《》“”〔〕…—甲乙丙丁有限公司不合格")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(st.text(st.sampled_from(CHARACTERS), min_size=1, max_size=90).filter(str.strip))
def test_whatever_an_officer_writes_is_printed_verbatim(text: Callable[..., str], facts: str) -> None:
    printed = text(ORDER, {**catalog.kind(ORDER).example, "facts": f"始{facts}终"})
    assert _unspaced(f"始{facts}终") in _unspaced(re.sub(r"— \d —\n\f\n演　练\n.*\n", "", printed))


def test_threads_share_the_press(example: dict[str, Any]) -> None:
    contexts = [{**example, "facts": f"事实{number}。"} for number in range(8)]
    alone = [render.render(ORDER, context) for context in contexts]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(lambda context: render.render(ORDER, context), contexts)) == alone


def test_what_is_not_known_yet_stays_white_on_the_proof_of_service(text: Callable[..., str]) -> None:
    receipt = dict(catalog.kind("service_receipt").example)
    for name in ("received_by", "relation", "served_on"):
        del receipt[name]
    assert "收件人签名\n或者盖章\n送达日期" in text("service_receipt", receipt)


def test_line_ends_in_the_facts_make_paragraphs(example: dict[str, Any], text: Callable[..., str]) -> None:
    assert "\n第一段。\n第二段。\n" in text(ORDER, {**example, "facts": "第一段。\n\n第二段。"})


def test_a_rehearsal_is_marked_on_every_page_and_a_real_paper_on_none(
    example: dict[str, Any], text: Callable[..., str]
) -> None:
    long = {**example, "facts": "经查明的事实。" * 150}
    rehearsed = text(ORDER, long).split("\f")
    assert len(rehearsed) == 4
    assert all("演练文书　不具有法律效力" in page and "演　练" in page for page in rehearsed)
    assert "演" not in text(ORDER, {**long, "rehearsal": False})


def test_a_seal_place_is_no_seal(example: dict[str, Any], text: Callable[..., str]) -> None:
    assert "样　章\n仅供测试" in text(ORDER, example)
    assert "章" not in text(ORDER, {**example, "test_seal": False, "facts": "没有合格证明。"})


def test_an_internet_channel_is_told_where_there_is_one(example: dict[str, Any], text: Callable[..., str]) -> None:
    """行政复议法 22."""
    example["remedies"]["internet_channel"] = "示例政务服务网"
    assert "（互联网渠道：示例政务服务网）" in _unspaced(text(ORDER, example))


def test_a_period_runs_from_service_or_ends_on_a_day(example: dict[str, Any], text: Callable[..., str]) -> None:
    assert "请自本通知书送达之日起15日内改正完毕，送达当日不计算在内。" in _unspaced(text(ORDER, example))
    del example["period_days"]
    fixed = text(ORDER, {**example, "due": date(2025, 3, 24), "due_explanation": "自3月5日起算。"})
    assert "请于2025年3月24日前（含当日）改正完毕。自3月5日起算。" in _unspaced(fixed)


def test_an_order_threatens_no_fine(example: dict[str, Any], text: Callable[..., str]) -> None:
    """产品质量法 54 has none for ignoring the order."""
    assert "罚款" not in text(ORDER, example)


def test_a_document_is_shown_on_the_screen_page_by_page(example: dict[str, Any]) -> None:
    pages = render.svg_pages(ORDER, example)
    assert len(pages) == render.render(ORDER, example).pages
    assert all(page.startswith("<svg") for page in pages)


def test_the_screen_shows_nothing_that_cannot_be_printed(example: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="missing_glyph"):
        render.svg_pages(ORDER, {**example, "facts": "😀"})


def test_a_font_that_is_not_installed_is_refused_and_the_old_one_stays(example: dict[str, Any]) -> None:
    before = render.render(ORDER, example)
    with pytest.raises(Refused, match="unknown_font_family"):
        render.set_font("FangSong")
    assert render.render(ORDER, example) == before


def test_a_family_without_bold_is_refused(tmp_path: Path) -> None:
    (regular,) = FONTS.glob("*Regular.ttf")
    (tmp_path / regular.name).symlink_to(regular)
    with pytest.raises(Refused, match="unknown_font_family"):
        render.set_font(folder=tmp_path)
