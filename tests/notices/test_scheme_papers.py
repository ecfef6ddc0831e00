"""What the operator of a scheme writes: civil letters with exact amounts, never in the voice of an authority."""

import re
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from notices import catalog

OF_SCHEME = sorted(id for id, kind in catalog.kinds().items() if "scheme/agreement" in kind.basis)
TO_CONSUMER = ("payment_advice", "payment_refusal")
TO_DEBTOR = ("debtor_notice", "recourse_demand", "top_up_demand")
Printed = Callable[[str, dict[str, Any]], str]


@pytest.fixture
def printed(text: Callable[..., str]) -> Printed:
    """The text without spaces, line ends, page numbers and the marks of a rehearsal."""

    def read(kind: str, changed: dict[str, Any]) -> str:
        context = deepcopy(catalog.kind(kind).example) | {"rehearsal": False} | changed
        return re.sub(r"\s", "", re.sub(r"— \d —", "", text(kind, context)))

    return read


def test_the_scheme_has_seven_papers_and_all_are_civil() -> None:
    assert sorted((*TO_CONSUMER, *TO_DEBTOR, "claim_assignment", "recourse_closing")) == OF_SCHEME
    assert {catalog.kind(one).nature for one in OF_SCHEME} == {"civil"}
    assert [one for one in OF_SCHEME if not catalog.kind(one).served] == ["recourse_closing"]


@pytest.mark.parametrize("kind", OF_SCHEME)
def test_no_paper_of_a_scheme_speaks_as_an_authority(kind: str, printed: Printed) -> None:
    """优化营商环境条例 25: what the scheme asks for, no authority may order."""
    assert not {"office", "office_short", "test_seal", "remedies", "officers"} & set(catalog.kind(kind).fields)
    told = printed(kind, {})
    for word in ("责令", "行政复议", "行政诉讼", "本机关", "执法", "罚款", "机关代章"):
        assert word not in told


@pytest.mark.parametrize("kind", OF_SCHEME)
def test_every_paper_names_its_agreement_and_its_number(kind: str, printed: Printed) -> None:
    told, example = printed(kind, {}), catalog.kind(kind).example
    assert example["agreement"]["number"] in told
    assert f"编号：{example['number']}" in told


@pytest.mark.parametrize("kind", TO_CONSUMER + TO_DEBTOR)
def test_whoever_disagrees_is_told_where_the_agreement_sends_him(kind: str, printed: Printed) -> None:
    assert "加入协议约定的争议解决方式：先向本单位书面申诉" in printed(kind, {})
    assert "加入协议没有约定争议解决方式" in printed(kind, {"dispute_route": None})


@pytest.mark.parametrize("kind", TO_CONSUMER)
def test_the_consumer_keeps_his_five_routes(kind: str, printed: Printed) -> None:
    """消法 39."""
    told = printed(kind, {})
    assert "《中华人民共和国消费者权益保护法》第三十九条" in told
    for route in ("协商和解", "调解组织调解", "向有关行政部门投诉", "申请仲裁", "向人民法院提起诉讼"):
        assert route in told


@pytest.mark.parametrize("kind", TO_DEBTOR)
def test_the_debtor_learns_the_account_and_what_to_state_and_nothing_of_the_consumers_account(
    kind: str, printed: Printed
) -> None:
    told = printed(kind, {})
    assert "账号6222000000000001附言HZ" in told
    assert not {"payee", "payee_bank", "account_end"} & set(catalog.kind(kind).fields)


EXACT = [("payment_advice", "paid_fen"), ("claim_assignment", "assigned_fen"), ("debtor_notice", "assigned_fen"),
         ("recourse_demand", "owed_fen"), ("top_up_demand", "short_fen"),
         ("recourse_closing", "written_off_fen")]  # fmt: skip


@pytest.mark.parametrize(("kind", "name"), EXACT)
def test_the_sum_that_matters_stands_in_figures_and_words_to_the_fen(kind: str, name: str, printed: Printed) -> None:
    assert "12,345.67元（大写：人民币壹万贰仟叁佰肆拾伍元陆角柒分）" in printed(kind, {name: 1_234_567})


def test_of_a_payment_that_is_not_whole_the_consumer_is_told_what_is_missing(printed: Printed) -> None:
    part = {"paid_fen": 24_999, "paid_so_far_fen": 24_999, "missing_fen": 1}
    told = printed("payment_advice", part)
    assert "少0.01元" in told
    assert "现在不需要你做什么" in told
    assert "签名后交回" not in told
    rest = printed("payment_advice", {"paid_fen": 1})
    assert "本次付款0.01元（大写：人民币壹分）" in rest
    assert "累计付款250.00元" in rest
    assert "多0.05元。多付的部分不属于赔付" in printed("payment_advice", {"beyond_fen": 5})


def test_what_the_traders_own_deposit_paid_is_received_and_not_assigned(printed: Printed) -> None:
    told = printed("claim_assignment", {"assigned_fen": None, "deposit_fen": 25_000})
    assert "出自债务人自己交存的保证金，这一部分不转让" in told
    assert "转让给受让人" not in told
    assert "四、行政调解是否终止" in told
    assert "出自债务人" not in printed("claim_assignment", {"assigned_fen": 25_000, "deposit_fen": None})
    assert "你不用再向经营者要这部分钱" not in printed("payment_advice", {"assigned_fen": None})


def test_the_consumer_signs_chooses_about_the_mediation_and_keeps_what_is_punitive(printed: Printed) -> None:
    """投诉举报处理办法 23(1): payment ends the mediation only if he says so."""
    told = printed("claim_assignment", {})
    assert "□同意因本次赔付终止市场监督管理部门的调解□不同意，调解继续进行没有选择的，调解继续进行" in told
    assert "转让人（签名）：受让人（签章）：年月日年月日" in told
    assert "惩罚性赔偿请求权，以及超出已收款项的其他请求，不在转让之列" in told


def test_a_demand_leaves_the_traders_to_each_other_and_a_closing_releases_nobody(printed: Printed) -> None:
    """产品质量法 40, 43."""
    assert "《中华人民共和国产品质量法》第四十三条自行向其追偿" in printed("recourse_demand", {})
    assert "不表示免除责任方的债务" in printed("recourse_closing", {})
    whole = {"written_off_fen": None, "write_off": None, "assigned_fen": None, "repaid_fen": None, "set_off_fen": None}
    told = printed("recourse_closing", whole)
    assert "核销0.00元" in told
    assert "免除" not in told
