"""One year's notice from a file: what it says is taken, and a slip in it is told with its line."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from domain.errors import Refused
from rules.holiday_notice import read_notice

NOW = datetime(2026, 11, 20, tzinfo=UTC)
YAML = """\
year: 2027
title: 示例通知（2027年部分节假日安排）
number: 示例〔2026〕1号
holidays:
  - {name: 元旦, from: 2026-12-31, to: 2027-01-02, work: [2026-12-27]}
  - {name: 劳动节, from: 2027-05-01, to: 2027-05-05, work: [2027-05-08]}
  - {name: 国庆节、中秋节, from: 2027-10-01, to: 2027-10-07}
"""
CSV = """\
year,title,number,url,on,kind,name
2027,示例通知,示例〔2026〕1号,,2027-01-01,off,元旦
2027,示例通知,示例〔2026〕1号,,2027-05-01,off,劳动节
2027,示例通知,示例〔2026〕1号,,2027-05-02,off,劳动节
2027,示例通知,示例〔2026〕1号,,2027-05-08,work,劳动节
2027,示例通知,示例〔2026〕1号,,2027-10-01,off,国庆节
2027,示例通知,示例〔2026〕1号,,2027-10-02,off,国庆节
2027,示例通知,示例〔2026〕1号,,2027-10-03,off,国庆节
"""


def written(folder: Path, text: str, name: str = "notice.yaml") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_a_notice_is_read_with_its_days_of_the_december_before(tmp_path: Path) -> None:
    notice, days = read_notice(written(tmp_path, YAML), NOW)
    assert (notice.year, notice.number, notice.imported_at) == (2027, "示例〔2026〕1号", NOW)
    assert (days[0].on, days[0].is_make_up_workday) == (date(2026, 12, 27), True)
    assert (days[1].on, days[1].is_holiday) == (date(2026, 12, 31), True)
    assert days[-1].name is not None
    assert days[-1].name.en == "National Day and Mid-autumn Festival"
    assert len(days) == 17


def test_a_notice_is_read_from_csv(tmp_path: Path) -> None:
    notice, days = read_notice(written(tmp_path, CSV, "notice.csv"), NOW)
    assert (notice.year, len(days), notice.url) == (2027, 7, None)
    assert [day.on for day in days if day.is_workday] == [date(2027, 5, 8)]


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("2026-12-31, to", "2026-12-20, to", "calendar_day_of_another_year", 5),
        ("work: [2026-12-27]", "work: [2026-11-28]", "calendar_day_of_another_year", 5),
        ("work: [2027-05-08]", "work: [2027-05-07]", "make_up_workday_is_no_weekend", 6),
        ("work: [2027-05-08]", "work: [2027-05-02]", "calendar_day_twice", 6),
        ("work: [2027-05-08]", "work: [2027-05-08, 2027-05-08]", "calendar_day_twice", 6),
        ("from: 2027-05-01", "from: 2027-05-02", "statutory_holiday_missing", 5),
        ("to: 2027-10-07", "to: 2027-10-02", "statutory_holiday_missing", 5),
        ("to: 2027-10-07", "to: 2027-09-07", "calendar_file_invalid", 7),
        ("to: 2027-10-07", "to: 2127-10-07", "calendar_file_invalid", 7),
        ("2027-10-07", "2027-10-32", "not_a_date", 7),
        ("number: 示例〔2026〕1号", "number: ' '", "law_file_invalid", 3),
        ("name: 元旦", "names: 元旦", "law_file_invalid", 5),
    ],
)
def test_a_slip_in_a_notice_is_refused_with_its_line(tmp_path: Path, old: str, new: str, code: str, line: int) -> None:
    assert old in YAML
    with pytest.raises(Refused) as refused:
        read_notice(written(tmp_path, YAML.replace(old, new)), NOW)
    assert refused.value.code == code
    assert f"line {line}:" in refused.value.en.lower()
    assert f"第{line}行" in refused.value.zh


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("2027-05-08,work", "2027-05-08,works", "calendar_file_invalid", 5),
        ("2027-05-08,work", "8 May,work", "calendar_file_invalid", 5),
        ("2027-05-08,work", "2027-05-06,work", "make_up_workday_is_no_weekend", 5),
        ("1号,,2027-10-03", "2号,,2027-10-03", "calendar_file_invalid", 8),
        ("kind,name", "kind", "calendar_file_invalid", 1),
        ("2027-10-03,off,国庆节", "2027-10-03,off", "calendar_file_invalid", 8),
        ("2027-10-03,off,国庆节", "2027-10-03,off,国庆节,again", "calendar_file_invalid", 8),
    ],
)
def test_a_slip_in_a_csv_is_refused_with_its_line(tmp_path: Path, old: str, new: str, code: str, line: int) -> None:
    assert old in CSV
    with pytest.raises(Refused) as refused:
        read_notice(written(tmp_path, CSV.replace(old, new), "notice.csv"), NOW)
    assert refused.value.code == code
    assert f"line {line}:" in refused.value.en.lower()


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no_such_file"):
        read_notice(tmp_path / "none.yaml", NOW)
