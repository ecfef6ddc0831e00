"""Letters on the real servers: a transfer, a referral and a notification reach the authority that they name."""

import asyncio

from demo import cast
from demo.acting import HANDLER, HEAD, SECOND, hand_over, verify
from demo.rehearsal import Rehearsal
from domain.procedure import Phase
from domain.results import Result
from domain.steps import StepKind
from servers import Addresses
from tests.papers import read, the
from tests.rehearsing import PRINCIPAL, refused, sampled

POLICE = "示例市公安局"


async def chosen(rehearsal: Rehearsal, kind: StepKind) -> int:
    """The clue of a failed sample is verified, and the head of department begins a step."""
    await rehearsal.open()
    await verify(rehearsal, confirmed=True, statement="经核查，样品与批次相符。")
    await rehearsal.step(StepKind.RESULT_NOTICE, Phase.DRAFTING)
    await rehearsal.act("choice", 0, HEAD, begins=kind, reason="示例理由")
    return (await rehearsal.step(kind, Phase.DRAFTING)).number


def test_a_transfer_goes_to_the_office_in_charge_and_the_matter_waits_for_its_arrival(addresses: Addresses) -> None:
    async def walk() -> None:
        async with sampled(addresses, 762) as rehearsal:
            step = await chosen(rehearsal, StepKind.TRANSFER)
            draft = {"proposes": Result.TRANSFERRED, "statement": "违法行为发生地不在本市。"}
            assert await refused(rehearsal, "draft", step, HANDLER, **draft) == "draft_incomplete"
            await rehearsal.act("draft", step, HANDLER, **draft, to_office=cast.NEIGHBOUR.office_id)
            await rehearsal.act("approval", step, HEAD, agreed=True, remarks="同意移送。")
            letter = the(rehearsal, "transfer_letter")
            assert (letter.addressee, letter.number) == (cast.NEIGHBOUR.office_id, "示市监案移〔2025〕1号")
            for stated in ("示例邻市市场监督管理局：", "违法行为发生地不在本市", "样品与批次相符", "1.案件来源登记表",
                           "不得再自行移送"):  # fmt: skip
                assert stated in read(letter)
            closing = await rehearsal.step(StepKind.CLOSING, Phase.DRAFTING)
            await rehearsal.act("closing_draft", closing.number, HANDLER, statement="已移送。")
            consent = {"agreed": True, "remarks": "同意。"}
            assert await refused(rehearsal, "approval", closing.number, HEAD, **consent) == "document_not_served"
            await hand_over(rehearsal)
            await rehearsal.act("approval", closing.number, HEAD, **consent)
            await rehearsal.over()
            assert "案件移送函（示市监案移〔2025〕1号）" in read(the(rehearsal, "closing_approval"))

    asyncio.run(walk())


def test_a_suspected_crime_is_referred_to_a_named_police_authority_with_its_materials(addresses: Addresses) -> None:
    async def walk() -> None:
        async with sampled(addresses, 763) as rehearsal:
            step = await chosen(rehearsal, StepKind.REFERRAL)
            draft = {"proposes": Result.REFERRED, "statement": "金额涉嫌达到标准。", "second_officer": SECOND}
            assert await refused(rehearsal, "draft", step, HANDLER, **draft) == "draft_incomplete"
            draft |= {"to_office": POLICE}
            assert await refused(rehearsal, "draft", step, HANDLER, **draft) == "draft_incomplete"
            named = ("调查报告", "涉案物品清单", "检验报告")
            await rehearsal.act("draft", step, HANDLER, **draft, materials=named)
            await rehearsal.act("approval", step, PRINCIPAL, agreed=True, remarks="批准移送。")
            letter = the(rehearsal, "crime_referral")
            assert letter.addressee == POLICE
            for stated in (f"{POLICE}：", "金额涉嫌达到标准", "2.涉案物品清单", "示例乙（执法证号：示例02）", "回执"):
                assert stated in read(letter)
            assert [one.document_id for one in await rehearsal.unserved()] == [letter.document_id]
            await hand_over(rehearsal)
            assert await refused(
                rehearsal, "service", step, HANDLER, document=letter.document_id, served_at=rehearsal.now,
                signed_by="示例民警", proof="回执",
            ) == "served_already"  # fmt: skip
            await rehearsal.end()

    asyncio.run(walk())


def test_unprintable_words_are_refused_at_once_and_two_approvals_make_one_letter(addresses: Addresses) -> None:
    async def walk() -> None:
        async with sampled(addresses, 767) as rehearsal:
            step = await chosen(rehearsal, StepKind.TRANSFER)
            draft = {"proposes": Result.TRANSFERRED, "to_office": cast.NEIGHBOUR.office_id}
            said = {"statement": "不在本市😀。"}
            assert await refused(rehearsal, "draft", step, HANDLER, **draft, **said) == "missing_glyph"
            said = {"statement": "不在本市\u202e。"}
            assert await refused(rehearsal, "draft", step, HANDLER, **draft, **said) == "deceptive_character"
            await rehearsal.act("draft", step, HANDLER, **draft, statement="不在本市。")
            consent = {"agreed": True, "remarks": "同意。"}
            twice = [rehearsal.act("approval", step, HEAD, **consent) for _ in range(2)]
            one, other = await asyncio.gather(*twice, return_exceptions=True)
            assert [one, other].count(None) == 1
            assert the(rehearsal, "transfer_letter").number == "示市监案移〔2025〕1号"
            await rehearsal.end()

    asyncio.run(walk())


def test_the_bureau_of_a_maker_elsewhere_is_told_once_of_the_failed_sample_and_where_it_stands(
    addresses: Addresses,
) -> None:
    async def walk() -> None:
        async with sampled(addresses, 765) as rehearsal:
            await rehearsal.open()
            await verify(rehearsal, confirmed=True, statement="属实")
            step = (await rehearsal.step(StepKind.RESULT_NOTICE, Phase.DRAFTING)).number
            itself = {"to_office": cast.OFFICE.office_id}
            assert await refused(rehearsal, "notification", step, HANDLER, **itself) == "notified_itself"
            maker = {"to_office": cast.NEIGHBOUR.office_id}
            assert await refused(rehearsal, "notification", step, HEAD, **maker) == "not_a_handler"
            await rehearsal.act("notification", step, HANDLER, **maker)
            assert await refused(rehearsal, "notification", step, HANDLER, **maker) == "notified_already"
            letter = the(rehearsal, "notification_letter")
            assert (letter.addressee, letter.number) == (cast.NEIGHBOUR.office_id, "示市监通报〔2025〕1号")
            for stated in ("示例邻市市场监督管理局：", "示例批次765", "示例企业765", "示例检验所",
                           "检验结果尚未送达被抽样者", "是否由其生产，请你单位核实"):  # fmt: skip
                assert stated in read(letter)
            await hand_over(rehearsal)
            assert (await rehearsal.step(StepKind.RESULT_NOTICE, Phase.DRAFTING)).number == step  # it waits as before
            await rehearsal.end()

    asyncio.run(walk())
