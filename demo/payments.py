"""Two payments of a scheme (先行赔付): what two complaints leave open is paid first, and recovered or written off."""

import asyncio
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from activities import compensation_story
from activities.compensation_desk import CompensationDesk
from activities.front_desk import FrontDesk
from demo import cast
from demo.stories import Chronicle
from demo.stories_of_complaints import complaint_id, shop
from domain.accounts import AccountKind, of_scheme
from domain.base import Text
from domain.compensation import COMPENSATION_ACT, CompensationEnding, CompensationPhase, Conduct
from domain.scheme import SCHEME_ACT
from domain.scheme_paper import Letter
from models import accounts, compensation, enterprise
from servers.bank import EmbeddedBank

SCHEME, BANK, PAYEE = "示例家电市场", "6222000000000077", "6222020000000077"
HANDLER, APPROVER = "示例市场-经办", "示例市场-审批"
PRICE, DEPOSIT, POOL = 19_900, 5_000, 100_000  # fen
FOUNDED = cast.morning(date(2026, 1, 5))
APPLIED = cast.morning(date(2026, 6, 1))
DAY = timedelta(days=1)
PATIENCE = 300.0  # seconds of real time


class Plot(NamedTuple):
    """The payment upon the complaint of this number, what the trader did, and how the recourse ends."""

    number: int
    title: Text
    conduct: Conduct
    statement: str
    ending: CompensationEnding


PLOTS = (
    Plot(
        6, Text(zh="先行赔付后全部追回", en="paid first and recovered"), Conduct.REFUSES_WITHOUT_REASON,
        "调解已经终止，请求先行赔付。", CompensationEnding.RECOVERED,
    ),
    Plot(
        7, Text(zh="先行赔付后核销", en="paid first and written off"), Conduct.DISAPPEARED,
        "商店已经撤场，调解尚未结束，请求先行赔付。", CompensationEnding.WRITTEN_OFF,
    ),
)  # fmt: skip


async def play_payments(desk: FrontDesk, bank_folder: Path) -> tuple[Chronicle, ...]:
    """Found the scheme, and play each payment to its end, through the embedded bank. Twice is once."""
    market = _Market(CompensationDesk(desk), EmbeddedBank(bank_folder))
    await market.found()
    return tuple([await market.play(plot) for plot in PLOTS])


class _Market:
    """Acts are received at `now`; the id of an act is its place, so that a repetition adds none."""

    def __init__(self, desk: CompensationDesk, embedded: EmbeddedBank) -> None:
        self.desk, self.bank, self.now, self.of, self.acts = desk, embedded, FOUNDED, SCHEME, 0
        with desk.database.transaction() as session:
            self.shops = {
                plot.number: enterprise.enter_enterprise(session, shop(plot.number), rehearsal=True) for plot in PLOTS
            }

    async def found(self) -> None:
        people = (
            {"person_id": HANDLER, "name": "示例经办", "roles": ("handler",)},
            {"person_id": APPROVER, "name": "示例审批", "roles": ("approver",)},
        )
        await self._of_scheme(
            "founding", APPROVER, name=SCHEME, operator_name="示例家电市场公司", operator_kind="market", people=people,
            bank_account=BANK, answer_minutes=60, sendings=3, rehearsal=True,
        )  # fmt: skip
        for joined in self.shops.values():
            await self._of_scheme(
                "joining", HANDLER, agreement_id=f"{SCHEME}/{joined}", enterprise_id=joined, joined_on=FOUNDED.date(),
                scope=("refund",), deposit_fen=DEPOSIT, repay_within_days=10, top_up_within_days=5, pay_within_days=3,
            )  # fmt: skip
            await self._pay_in(of_scheme(SCHEME, AccountKind.DEPOSIT, joined).account_id, DEPOSIT)
        await self._pay_in(of_scheme(SCHEME, AccountKind.POOL).account_id, POOL)

    async def play(self, plot: Plot) -> Chronicle:
        self.of, self.acts, self.now = f"{SCHEME}-赔{plot.number}", 0, APPLIED
        await self._paid(plot)
        await self._act("assignment", signed_on=self.now.date(), document="收款及权利转让书", ends_mediation=False)
        await self._arrived("debtor_notice")
        await self._act("letter_issue", letter=Letter.RECOURSE_DEMAND)
        await self._arrived("demand")
        if plot.ending is CompensationEnding.RECOVERED:
            await self._topped_up(plot.number)
        self.now += 11 * DAY  # past the ten days of the agreement
        if plot.ending is CompensationEnding.RECOVERED:
            recourse = of_scheme(SCHEME, AccountKind.RECOURSE).model_copy(update={"compensation_id": self.of})
            await self._pay_in(recourse.account_id, PRICE - DEPOSIT)
            await self._act("closing", APPROVER)
        else:
            await self._act("closing", APPROVER, write_off="商店已经停业，没有可以追偿的财产。")
        with self.desk.database.transaction() as session:
            told = compensation_story.story(session, self.of)
            ending = compensation.compensation(session, self.of).ending
        return Chronicle(
            title=Text(zh=f"一笔{plot.title.zh}", en=f"A consumer is {plot.title.en}"),
            matter_id=self.of,
            ending=_words(ending),
            expected=_words(plot.ending),
            events=tuple((event.at, None, event.what, event.by) for event in told.events),
            money=tuple(told.money.told()),
        )

    async def _topped_up(self, number: int) -> None:
        """Its deposit is demanded anew, and its membership rests until it is there."""
        await self._act("letter_issue", letter=Letter.TOP_UP_DEMAND)
        await self._arrived("top_up_demand")
        await self._pay_in(of_scheme(SCHEME, AccountKind.DEPOSIT, self.shops[number]).account_id, DEPOSIT)

    async def _paid(self, plot: Plot) -> None:
        """Applied for, assessed, decided by another person, and paid by the bank."""
        number = plot.number
        await self._act(
            "application", claim_id=complaint_id(number), scheme_id=SCHEME, liable_id=self.shops[number],
            consumer=f"示例投诉人{number}", traded_on=date(2026, 4, 20), demanded_on=date(2026, 4, 22),
            refund_fen=PRICE, damage_fen=0, statement=plot.statement,
        )  # fmt: skip
        await self._act(
            "assessment", conduct=plot.conduct, consumer_at_fault=False, facts_clear=True,
            evidence_sufficient=True, basis_clear=True, refund_fen=PRICE, damage_fen=0,
            payee_name=f"示例投诉人{number}", payee_account=PAYEE, payee_bank="示例银行", statement="符合约定的条件。",
        )  # fmt: skip
        await self._act("decision", APPROVER, agreed=True, reason="符合加入协议。", assessment=f"{self.of}/{self.acts}")
        async with asyncio.timeout(PATIENCE):
            while await asyncio.to_thread(self._phase) is CompensationPhase.PAYING:
                await asyncio.to_thread(self.bank.answer)
                await self.desk.collect()
                await asyncio.sleep(0.1)
        self.now += DAY

    async def _arrived(self, kind: str) -> None:
        """A letter has reached the shop."""
        await self._act(kind, received_on=self.now.date(), channel="post", proof="示例邮政回执")

    async def _act(self, kind: str, actor: str = HANDLER, **content: Any) -> None:
        common = self._common(actor) | {"compensation_id": self.of, "kind": kind}
        await self.desk.take(COMPENSATION_ACT.validate_python(common | content, strict=False), patience=PATIENCE)

    async def _of_scheme(self, kind: str, actor: str, **content: Any) -> None:
        common = self._common(actor) | {"scheme_id": SCHEME, "kind": kind}
        await self.desk.take_of_scheme(SCHEME_ACT.validate_python(common | content, strict=False))

    def _common(self, actor: str) -> dict[str, str | datetime]:
        self.acts += 1
        return {"act_id": f"{self.of}/{self.acts}", "actor": actor, "received_at": self.now}

    async def _pay_in(self, account_id: str, fen: int) -> None:
        await asyncio.to_thread(
            self.bank.pay_in, BANK, fen, f"示例缴款 {accounts.reference(account_id)}", self.now
        )
        await self.desk.collect()
        self.now += timedelta(seconds=1)

    def _phase(self) -> CompensationPhase:
        with self.desk.database.transaction() as session:
            return compensation.compensation(session, self.of).phase


def _words(ending: CompensationEnding | None) -> Text | None:
    return Text(zh=ending.zh, en=ending.en) if ending else None

