"""Explanation of a stored judgement (说理): by the rules of its day, if they are still those by which it was made."""

from sqlmodel import Session

from domain.base import Text
from domain.errors import Refused
from models import judgement
from rules import catalog
from rules.explain import explain


def explain_stored(session: Session, judgement_id: str) -> list[Text]:
    """Refused `unknown_judgement`, `rules_have_changed` where the law files are no longer those of the judgement."""
    row = judgement.stored(session, judgement_id)
    family = catalog.family(row.family)
    rules = family.on(row.judged_on)
    if rules.fingerprint != row.fingerprint:
        raise Refused(
            "rules_have_changed",
            zh="规则文件在作出研判之后已经修改，不能用现在的规则说明当时的研判。",
            en="The law files have changed since the judgement was made: today's cannot explain it.",
            field="fingerprint",
            value=row.fingerprint,
        )
    return list(explain(rules, family.fact_model, row.facts))
