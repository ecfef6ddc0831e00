"""Rows of enterprises (企业): entered once, renamed and dissolved by the day; what disagrees is asked about."""

from sqlmodel import Session

from activities import succeeding
from domain.enterprise import EnterpriseEntry, regions_disagree
from domain.imports import Outcome, Question
from models import enterprise, region, standing
from models.enterprise import EnterpriseRow, checked_code, enter_enterprise
from models.imports import ImportRow


def enter(session: Session, run: ImportRow, row: EnterpriseEntry) -> Outcome:
    """Refused `bad_credit_code`, `unknown_region`, and as a renaming or an end is refused."""
    code = checked_code(row.credit_code) if row.credit_code else None
    if row.region:
        region.region(session, row.region)
    known = [standing.as_of(session, one) for one in standing.find(session, code or row.former_name or row.name)]
    renamed = row.former_name if row.renamed_on else None
    enterprise_id = enter_enterprise(session, renamed or row.name, credit_code=code, rehearsal=False)
    new = False
    if renamed and row.renamed_on:
        new = standing.rename(session, enterprise_id, renamed, row.name, row.renamed_on)
        if new:
            told = succeeding.renamed(renamed, row.name, row.renamed_on)
            succeeding.tell_offices(session, enterprise_id, f"renamed {row.renamed_on}", run.began_at, told)
    successor = None
    if row.successor:
        successor = enter_enterprise(session, row.successor, credit_code=row.successor_code, rehearsal=False)
    if row.dissolved_on and standing.dissolve(session, enterprise_id, row.dissolved_on, successor):
        new, told = True, succeeding.ended(row.name, row.dissolved_on, row.successor)
        about = f"ended {row.dissolved_on} {successor or ''}"
        succeeding.tell_offices(session, enterprise_id, about, run.began_at, told)
    found = enterprise.enterprise(session, enterprise_id)
    if row.region and found.region is None:
        found.region = row.region
        session.flush()
    new |= standing.as_of(session, enterprise_id) not in known
    return Outcome(new, tuple(_asked(session, row, found)))


def _asked(session: Session, row: EnterpriseEntry, found: EnterpriseRow) -> list[Question]:
    asked = []

    def ask(code: str, zh: str, en: str, field: str, value: str | None) -> None:
        asked.append(Question(code, zh, en, field, value, found.enterprise_id))

    if found.name != row.name:
        names = {one.old_name for one in standing.renamings(session, found.enterprise_id)}
        others = [one for one in standing.find(session, row.name) if one != found.enterprise_id]
        if others:
            zh = f"这个代码登记在“{found.name}”名下，而“{row.name}”另有一条登记；没有合并。"
            en = f"The code is on record for {found.name}, and {row.name} is another record: they were not merged."
            ask("two_under_one_code", zh, en, "name", row.name)
        elif row.name not in names:
            zh = f"这个代码登记的名称是“{found.name}”，没有更名记载；名称没有更改。"
            en = f"The code is on record under the name {found.name}, and of no renaming: the name was not changed."
            ask("name_differs_under_code", zh, en, "name", row.name)
    if row.region and found.region != row.region:
        zh, en = f"登记的区划是 {found.region}，没有更改。", f"On record is the region {found.region}: it was kept."
        ask("region_differs", zh, en, "region", row.region)
    if row.region and found.credit_code and regions_disagree(found.credit_code, row.region):
        zh, en = "区划与统一社会信用代码中的登记机关区划不一致。", "The region is not that of the code's authority."
        ask("region_against_code", zh, en, "region", row.region)
    if bool(row.former_name) != bool(row.renamed_on):
        zh, en = "更名缺少原名称或者日期，没有登记。", "A renaming lacks its old name or its day."
        ask("renaming_incomplete", zh, en, "former_name", row.former_name or str(row.renamed_on))
    if row.successor and not row.dissolved_on:
        zh, en = "写有承继企业，却没有注销日期，没有登记。", "A successor is named without a day of the end."
        ask("successor_without_end", zh, en, "successor", row.successor)
    if not found.verified:
        zh, en = "没有统一社会信用代码，未经核实。", "It has no unified social credit code and stays unverified."
        ask("without_credit_code", zh, en, "credit_code", None)
    return asked
