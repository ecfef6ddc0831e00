"""What was recorded of cases (案件要素), and of matters that may yet be filed the day of their check."""

import json
from datetime import date
from typing import Any

from sqlalchemy import text
from sqlmodel import Session

from domain.case_facts import CaseFacts
from domain.facts import gathered

# Of enterprises, with a finding for which a penalty may follow, and whose filing is not decided.
_UNFILED = text("""
    select m.matter_id, c.seen_on, array(
        select a.content -> 'found' from act as a join matter as same on same.matter_id = a.matter_id
        where coalesce(m.findings_of, m.matter_id) in (same.matter_id, same.findings_of) and a.kind = 'particulars'
        order by a.sequence
    ) as reports
    from matter as m join circulation_check as c on c.check_id = m.check_id
    where m.matter_id = any(:ids) and m.ended_at is null
      and exists (
        select from finding as f where f.matter_id = coalesce(m.findings_of, m.matter_id) and f.kind = 'violation'
          and f.leads_to && array['penalty', 'serious_marking']
      )
      and not exists (
        select from step as s where s.matter_id = m.matter_id and s.kind = 'filing' and s.result is not null
      )
""")
# What one office recorded goes with the case to the next.
_OF_MATTER = text("""
    select a.content -> 'found'
    from matter as m
    join matter as same on coalesce(m.findings_of, m.matter_id) in (same.matter_id, same.findings_of)
    join act as a on a.matter_id = same.matter_id and a.kind = 'particulars'
    where m.matter_id = :id
    order by a.sequence
""")


def of_matter(session: Session, matter_id: str) -> CaseFacts:
    """What is known of one case."""
    return _gathered(session.execute(_OF_MATTER, {"id": matter_id}).scalars())


def unfiled(session: Session, matter_ids: set[str]) -> dict[str, tuple[date, CaseFacts]]:
    """Of those of these matters that may yet be filed: the day of the check, and what is known of the case."""
    rows = session.execute(_UNFILED, {"ids": list(matter_ids)})
    return {row.matter_id: (row.seen_on, _gathered(row.reports)) for row in rows}


def _gathered(reports: Any) -> CaseFacts:
    return gathered(CaseFacts, (CaseFacts.model_validate_json(json.dumps(one)) for one in reports))
