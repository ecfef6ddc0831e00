"""An import (导入): what is imported, its counts, and the questions that its rows raise."""

from datetime import datetime
from typing import NamedTuple

from domain.base import Value
from domain.facts import Labelled


class ImportKind(Labelled):
    """导入种类."""

    SPOT_CHECKS = "spot_checks", "监督抽查结果", "results of spot checks"
    ENTERPRISES = "enterprises", "企业", "enterprises"
    PRODUCTS = "products", "产品", "products"
    LABORATORIES = "laboratories", "检验机构", "laboratories"
    CHECKS = "checks", "流通查验", "checks of goods"
    ABSENCES = "absences", "人员不在岗", "absences of officers"
    RECALLS = "recalls", "召回公告", "recall notices"


class ImportBegun(Value):
    import_id: str
    began_at: datetime


class Counts(Value):
    """Rows of an import so far. Every row read is accepted, a duplicate, or rejected; `questions` counts data
    questions, of which a row can raise several."""

    read: int
    accepted: int
    duplicates: int
    rejected: int
    questions: int = 0


class Question(NamedTuple):
    """数据疑点: what a row leaves open. It refuses nothing and accuses nobody; `subject` is what it is about, by id."""

    code: str
    zh: str
    en: str
    field: str = ""
    value: str | None = None
    subject: str = ""


class Outcome(NamedTuple):
    """What became of a row: `new` where the register knows more than before, else a duplicate."""

    new: bool
    questions: tuple[Question, ...] = ()
