"""What an enterprise is told about a sample, a re-check or guidance, and what no such paper may say."""

import re
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from domain.errors import Refused
from notices import catalog, render

GUIDANCE = sorted(id for id, kind in catalog.kinds().items() if kind.nature == "guidance")
RECHECK = "recheck_result"
Printed = Callable[[str, dict[str, Any]], str]


@pytest.fixture
def printed(text: Callable[..., str]) -> Printed:
    """The text without spaces, line ends, page numbers and the marks of a rehearsal."""

    def read(kind: str, changed: dict[str, Any]) -> str:
        context = deepcopy(catalog.kind(kind).example) | {"rehearsal": False} | changed
        return re.sub(r"—\d—|\s", "", re.sub(r"— \d —", "", text(kind, context)))

    return read


@pytest.mark.parametrize("kind", GUIDANCE)
def test_guidance_says_that_nothing_follows_from_a_refusal(kind: str, printed: Printed) -> None:
    """湖南省行政程序规定 100."""
    told = printed(kind, {})
    assert "有权自主决定是否接受、听从、配合" in told
    assert "不会因此采取任何不利措施" in told


@pytest.mark.parametrize("kind", GUIDANCE)
def test_guidance_threatens_with_nothing_and_states_no_remedies(kind: str, printed: Printed) -> None:
    for word in ("逾期", "处罚", "责令", "立案", "复议", "诉讼", "应当"):
        assert word not in printed(kind, {})


def test_who_was_sampled_must_stop_and_may_ask_for_a_retest(printed: Printed) -> None:
    """监督抽查办法 45, 产品质量法 15."""
    told = printed("result_notice", {})
    assert "你单位应当立即停止生产、销售同一产品" in told
    assert "自收到本通知书之日起15日内" in told
    assert "向示例市市场监督管理局或者其上级市场监督管理部门申请复检" in told
    assert "不是你单位生产" not in told


def test_a_corrected_notice_says_which_it_replaces_and_why(printed: Printed) -> None:
    told = printed("result_notice", {"replaces": "示市监检结〔2025〕0号", "correction": "截面积的实测值有误。"})
    assert "本通知书代替示市监检结〔2025〕0号《检验结果通知书》。更正说明：截面积的实测值有误。" in told
    assert "自收到本通知书之日起15日内" in told
    assert "代替" not in printed("result_notice", {})


def test_the_maker_that_the_goods_name_need_not_stop_and_may_deny_them(printed: Printed) -> None:
    maker = {"stop_articles": None, "may_deny": True}
    told = printed("result_notice", maker)
    assert "你单位为样品标注的生产者" in told
    assert "认为上述产品不是你单位生产的，请在同一期限内书面说明" in told
    assert "停止" not in told
    assert "二、异议和复检" in told


def test_each_item_stands_with_its_limit_its_value_and_its_verdict(printed: Printed) -> None:
    assert "电源连接和外部软线标称截面积不小于0.75mm²0.50mm²不合格" in printed("result_notice", {})


def test_an_item_without_its_limit_is_refused() -> None:
    context = deepcopy(catalog.kind("result_notice").example)
    del context["items"][0]["limit"]
    with pytest.raises(Refused) as refusal:
        render.render("result_notice", context)
    assert (refusal.value.code, refusal.value.field) == ("missing_field", "items[0].limit")


def test_a_retest_that_passes_takes_the_ground_away(printed: Printed) -> None:
    told = printed("retest_result", {"passed": True, "order_articles": None})
    assert "原检验结论不再作为处理的依据" in told
    assert "责令" not in told


def test_goods_are_sold_again_once_the_re_check_has_passed(printed: Printed) -> None:
    """监督抽查办法 49."""
    told = printed(RECHECK, {"passed": True, "report_articles": None})
    assert "《产品质量监督抽查管理暂行办法》第四十九条，你单位可以恢复生产、销售同一产品" in told
    assert "不得" not in told


def test_who_fails_the_re_check_learns_that_the_province_announces(printed: Printed) -> None:
    """监督抽查办法 47, 49."""
    told = printed(RECHECK, {})
    assert "你单位不得恢复生产、销售同一产品" in told
    assert "再次复查所需样品由你单位无偿提供" in told
    assert "逐级上报至省级市场监督管理部门，由其向社会公告" in told


def test_who_fails_after_the_announcement_learns_of_the_end_of_article_17_and_of_his_rights(printed: Printed) -> None:
    closure = ["《中华人民共和国产品质量法》第十七条第一款"]
    told = printed(RECHECK, {"after_announcement": True, "report_articles": None, "closure_articles": closure})
    assert "进行了公告后的复查" in told
    assert "责令停业、限期整顿作出处理；作出处理前将告知你单位依法享有的权利" in told


def test_a_failed_re_check_of_a_label_forbids_no_sale_and_announces_nothing(printed: Printed) -> None:
    """产品质量法 54."""
    told = printed(RECHECK, {"items": None, "resume_articles": None, "report_articles": None})
    assert "上述事项仍应改正" in told
    for word in ("不得恢复", "公告", "停业", "罚款"):
        assert word not in told


def test_commitments_are_dated_and_both_sides_sign(printed: Printed) -> None:
    told = printed("interview_record", {})
    assert "2025年3月31日前：制定进货查验制度并张贴" in told
    assert "被约谈单位核对签名约谈人员签名制作日期" in told  # white, to be signed by hand
    assert "承诺事项无" in printed("interview_record", {"commitments": []})
