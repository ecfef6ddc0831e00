"""Back-test (回测): a rule that is not installed against the checks on record, beside the installed one of its id."""

from datetime import date
from pathlib import Path

from sqlmodel import Session

from activities.judging import FAMILY
from activities.scanning import may_be_judged
from domain.backtest import Backtest
from domain.errors import Refused
from models import backtest as recorded
from models.circulation import Origin
from rules import sql
from rules.candidate import candidate

FINDS_NOTHING = "false"


def backtest(
    session: Session, file: Path, since: date = date.min, origin: Origin | None = None, parties: int = 10
) -> Backtest:
    """Both rules are read as though they had been in force throughout. Origin None: every origin that may be judged.

    Refused `published_for_data_only`, and what `rules.candidate` refuses.
    """
    rule, installed, off = candidate(file, FAMILY)
    origins = (origin,) if origin else tuple(one for one in Origin if may_be_judged(rule.kind, one))
    if origin and not may_be_judged(rule.kind, origin):
        raise Refused(
            "published_for_data_only",
            zh="已公布的真实记录只供数据核对类规则判断，本规则不得对其回测。",
            en="Published real rows are judged for data questions only: this rule is not tested against them.",
            field="origin",
            value=origin.value,
        )
    new, values = sql.where(rule)
    old, more = sql.where(installed, "q") if installed else (FINDS_NOTHING, {})
    return Backtest(
        rule=rule.version,
        installed=installed.version if installed else None,
        off=off,
        origins=tuple(one.value for one in origins),
        checks=recorded.checks(session, origins, since),
        shifts=recorded.shifts(session, new, old, values | more, origins, since),
        parties=recorded.parties(session, new, old, values | more, origins, since, parties),
    )
