"""检验机构与企业实验室: what kind of laboratory it is, and the row of a file that tells of one and its ability."""

from domain.facts import Labelled
from domain.row import Day, Known, Row, Words


class LaboratoryKind(Labelled):
    """检验主体: the producer's own laboratory, or an institute that inspects for others."""

    SELF_INSPECTION = "self_inspection", "企业自检实验室", "a producer's own laboratory"
    INSTITUTE = "institute", "检验机构", "an inspection institute"


class LaboratoryEntry(Row):
    """A row for each ability: a kind of product that it can test, from when until when."""

    laboratory: Words
    kind: LaboratoryKind | None = None
    enterprise: Known | None = None
    enterprise_code: Known | None = None
    registered_from: Day | None = None
    registered_until: Day | None = None
    product_kind: Known | None = None
    able_from: Day | None = None
    able_until: Day | None = None
