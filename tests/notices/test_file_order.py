"""The order of a file, by article 78 of 处罚程序规定."""

from collections import Counter

import pytest

from notices import catalog
from notices.file_order import Volume, order, place
from rules.evidence import sources

KINDS = sorted(catalog.kinds())


def test_both_volumes_follow_the_items_of_article_78() -> None:
    assert [one.title.zh for one in order().sections(Volume.MAIN)] == [
        "立案审批表",
        "行政处罚决定书及送达回证",
        "对当事人制发的其他法律文书及送达回证",
        "证据材料",
        "听证笔录",
        "财物处理单据",
        "其他有关材料",
    ]
    assert [one.title.zh for one in order().sections(Volume.SIDE)] == [
        "案源材料",
        "调查终结报告",
        "审核意见",
        "听证报告",
        "结案审批表",
        "其他有关材料",
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_every_document_has_a_place_wherever_it_goes(kind: str) -> None:
    for for_party in (True, False):
        volume, section = place(catalog.kind(kind), for_party=for_party)
        assert section < len(order().sections(volume))


def test_what_goes_to_the_party_is_in_the_main_volume_and_what_stays_inside_is_not() -> None:
    assert place(catalog.kind("order_to_correct"), for_party=True) == (Volume.MAIN, 2)
    assert place(catalog.kind("order_to_correct"), for_party=False) == (Volume.SIDE, 5)
    penalty = catalog.kind("order_to_correct").model_copy(update={"id": "penalty", "nature": "penalty"})
    assert place(penalty, for_party=True) == (Volume.MAIN, 1)


def test_the_source_of_a_case_is_never_in_the_volume_that_the_party_inspects() -> None:
    for for_party in (True, False):
        assert place(catalog.kind("case_source_register"), for_party=for_party) == (Volume.SIDE, 0)
    assert "source" not in [table for one in order().sections(Volume.MAIN) for table in one.tables]


def test_no_document_and_no_table_stands_in_two_places() -> None:
    sections = [one for volume in Volume for one in order().sections(volume)]
    assert not [name for name, times in Counter(kind for one in sections for kind in one.kinds).items() if times > 1]
    assert not [name for name, times in Counter(table for one in sections for table in one.tables).items() if times > 1]
    assert Counter(one.takes for one in sections if one.takes) == {"decisions": 1, "party": 1, "rest": 1}


@pytest.mark.parametrize("event", ["draft", "order_draft", "closing_draft", "review", "approval", "reminded"])
def test_what_is_prepared_and_decided_inside_the_office_is_not_told_in_the_main_volume(event: str) -> None:
    assert event not in order().told_in_main


@pytest.mark.parametrize("event", ["clue_registered", "taken_over", "lag_found"])
def test_what_a_matter_was_opened_on_is_told_to_the_party(event: str) -> None:
    assert event in order().told_in_main


def test_every_kind_of_evidence_source_names_its_kind() -> None:
    assert {one.kind.zh for one in sources().values()} <= {"电子数据", "鉴定意见"}
