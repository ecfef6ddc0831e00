"""hezheng claim: the money, the papers and the story of payments of a scheme."""

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli import app
from domain.accounts import AccountKind, of_scheme
from domain.errors import Refused
from domain.scheme_paper import Letter
from models.matter import MatterRow
from models.session import Database
from servers import Addresses
from tests.complaining import complained_of
from tests.paying import APPROVER, DAY, PAYEE, Paying

Run = Callable[..., str]


@pytest.fixture
def run(addresses: Addresses, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("HEZHENG_DATABASE_URL", addresses.database_url)
    monkeypatch.setenv("TEMPORAL_ADDRESS", addresses.temporal)

    def ran(*arguments: str) -> str:
        done = CliRunner().invoke(app, ["claim", *arguments])
        if isinstance(done.exception, Refused):
            raise done.exception
        assert done.exit_code == 0, done.output
        return done.stdout

    return ran


@pytest.fixture
def one(addresses: Addresses, tmp_path: Path) -> Iterator[Paying]:
    """Paid out of deposit and pool, assigned, demanded; a part is repaid."""
    database = Database(addresses.database_url)
    one = Paying(database, tmp_path / "bank", "claim", deposit=15_000)
    one.paid()
    one.later(DAY)
    one.receive(one.assignment(), one.letter("debtor_notice"), one.issue(Letter.RECOURSE_DEMAND), one.letter("demand"))
    one.pay_in(of_scheme(one.name, AccountKind.RECOURSE).model_copy(update={"compensation_id": one.first}), 2_550)
    yield one
    database.close()


def test_the_story_tells_money_papers_and_what_happened_in_one_language(run: Run, one: Paying) -> None:
    told = run("show", one.first).splitlines()
    assert told[0] == "〔演练〕以下全部为虚构。"
    assert told[1] == f"先行赔付 {one.first}（投诉 投诉{one.first}）：消费者示例消费者，责任方示例店claim"
    assert told[3] == "追偿中"
    assert told[4] == "  约定的偿还期限至2025年3月14日"
    assert told[5] == ""
    money = told[told.index("资金：") + 1 : told.index("函件：") - 1]
    assert [line.strip() for line in money] == [
        "请求 250.00元", "决定赔付 250.00元", "已付 250.00元", "出自责任方保证金 150.00元", "出自资金池 100.00元",
        "责任方偿还 25.50元", "责任方尚欠 74.50元",
    ]  # fmt: skip
    papers = told[told.index("函件：") + 1 : told.index("经过：") - 1]
    assert [line.split()[1] for line in papers] == [
        "《赔付通知》2025年3月3日",
        "《收款及权利转让书》2025年3月3日",
        "《债权转让通知》2025年3月4日",
        "《追偿函》2025年3月4日",
    ]
    assert papers[3].endswith("送交：责任方  2025年3月4日送达")
    story = "\n".join(told[told.index("经过：") :])
    for words in (
        "登记先行赔付申请  —— 示例经办",
        "决定先行赔付  —— 示例审批\n    理由：示例理由",
        "记账：赔付  —— 银行\n    借：待付赔款　贷：银行存款　150.00元",
        f"制作《追偿函》{one.first}/4  —— 程序\n    送交：责任方",
        "追偿函送达  —— 示例经办\n    收到日期：2025-03-04；方式：邮寄；凭据：示例回执",
        "记账：追回  —— 银行",
    ):
        assert words in story
    assert PAYEE not in story


def test_the_same_story_in_english_has_no_sentence_in_chinese(run: Run, one: Paying) -> None:
    told = run("show", one.first, "--lang", "en")
    assert "still owed by the liable party: 74.50 yuan" in told
    assert "Recourse demand, 2025-03-04  for the liable party  arrived 2025-03-04" in told
    assert "decided: it is paid" in told
    for words in ("责任方", "尚欠", "送交", "记账", "理由：", "，", "。"):
        assert words not in told


def test_the_whole_file_is_there_for_a_machine(run: Run, one: Paying) -> None:
    told = json.loads(run("show", one.first, "--json"))
    assert (told["owed"], told["money"]["owed"], told["orders"][0]["status"]) == ("74.50", 7_450, "booked")
    assert told["judgements"][0]["facts"]["conduct"] == "refuses_without_reason"
    kinds = [act["kind"] for act in told["acts"]]
    assert kinds == ["application", "assessment", "decision", "assignment", "debtor_notice", "letter_issue", "demand"]
    events = [entry["event"] for entry in told["timeline"]]
    assert events[:9] == ["application", "assessment", "posted", "decision", "order_sent", "posted", "order_booked",
                          "issued", "issued"]  # fmt: skip
    assert [entry["kind"] for entry in told["events"]] == events


def test_payments_are_listed_with_their_money_the_open_ones_alone_if_asked(run: Run, one: Paying) -> None:
    shown = run("list")
    for words in ("追偿中", "示例店claim", "74.50", "演练 rehearsal"):
        assert words in shown
    (listed,) = json.loads(run("list", one.name, "--open", "--json"))
    assert (listed["phase"], listed["papers"]) == ("recovering", 4)
    assert listed["money"]["paid"] == {"deposit": 15_000, "pool": 10_000}
    one.receive(one.made("closing", APPROVER, write_off="示例"))
    assert json.loads(run("list", one.name, "--open", "--json")) == []
    (closed,) = json.loads(run("list", one.name, "--json"))
    assert (closed["ending"], closed["money"]["written_off"], closed["papers"]) == ("written_off", 7_450, 5)
    assert "核销的理由：示例" in run("show", one.first)


def test_a_complaint_is_shown_by_its_number_and_listed_among_what_an_office_handles(
    run: Run, addresses: Addresses
) -> None:
    with complained_of(addresses, 865) as complaint:
        told = run("show", complaint.matter_id)
        assert "投诉人：示例投诉人" in told
        assert "资金：" not in told  # of a scheme an office is told nothing here
        listed = CliRunner().invoke(app, ["matter", "list", "--complaints", "--most", "500", "--json"])
        rows = json.loads(listed.stdout)
        assert complaint.matter_id in [one["matter_id"] for one in rows]
        with complaint.session() as session:
            assert all(session.get_one(MatterRow, one["matter_id"]).complaint_id for one in rows)


def test_a_paper_is_written_as_it_was_made_and_over_no_other_file(run: Run, one: Paying, tmp_path: Path) -> None:
    out = tmp_path / "追偿函.pdf"
    for _ in range(2):
        told = json.loads(run("print", f"{one.first}/4", str(out), "--json"))
    assert (told["kind"], told["sha256"]) == ("recourse_demand", hashlib.sha256(out.read_bytes()).hexdigest())
    with pytest.raises(Refused, match="file_exists"):
        run("print", f"{one.first}/3", str(out))
    run("print", f"{one.first}/3", str(out), "--replace")
    assert out.read_bytes() == one.papers("debtor_notice")[0].pdf


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["show", "没有"], "unknown_compensation"), (["list", "没有"], "unknown_scheme"),
     (["print", "没有/1", "/tmp/none.pdf"], "unknown_paper")],
)  # fmt: skip
def test_what_is_not_there_is_said_in_a_sentence(
    run: Run, addresses: Addresses, arguments: list[str], code: str
) -> None:
    with pytest.raises(Refused) as refused:
        run(*arguments)
    assert refused.value.code == code
    assert "没有" in refused.value.zh


def test_of_a_payment_that_was_not_made_there_is_only_the_refusal(
    run: Run, addresses: Addresses, tmp_path: Path
) -> None:
    database = Database(addresses.database_url)
    one = Paying(database, tmp_path / "bank", "refused")
    one.receive(one.application())
    assert "  尚无" in run("show", one.first).splitlines()
    one.receive(one.assessment(facts_clear=None), one.decision(agreed=False))
    told = run("show", one.first)
    for words in ("已办结：不予先行赔付", "决定赔付 0.00元", "《不予先行赔付通知》", "事实清楚：不明"):
        assert words in told
    database.close()
