"""What the demo counts, and what it expects."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from pydantic import Field
from sqlalchemy import text
from sqlmodel import Session, select

from activities.answer_printing import printed
from activities.auditing import Verdict, verify
from activities.law import Law
from activities.ledger import check
from activities.matter_answers import answers
from activities.matter_file import file_of
from activities.reconciler import Reconciled
from activities.scanning import scan
from demo.payments import APPLIED, SCHEME
from demo.plots import PLOTS, Plot, SamplePlot
from demo.stories import Chronicle
from domain.base import Value
from domain.imports import Counts
from domain.judgement import Kind
from models.circulation import Origin
from models.document import DocumentRow
from models.scheme_paper import SchemePaperRow
from notices import catalog
from notices.file_order import Volume
from rules.engine import RuleSet

KINDS_OF_NONCONFORMING = """
    select product.kind
    from circulation_check as c join lot using (lot_id) join product using (product_id)
    where c.origin = 'published' and c.sample_outcome = 'nonconforming'
    order by c.source ->> 'record'
"""
FINDINGS = """
    select c.origin, f.kind, f.rule, f.title ->> 'zh' as zh, f.title ->> 'en' as en,
           array_to_string(f.basis, ', ') as basis, count(*) as findings
    from finding as f join judgement using (judgement_id) join circulation_check as c using (check_id)
    group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3
"""
NOT_EVALUATED = """
    select c.origin, n ->> 'rule' as rule, string_agg(distinct w, ', ') as wanting, count(distinct check_id) as checks
    from judgement join circulation_check as c using (check_id),
         jsonb_array_elements(not_evaluated) as n, jsonb_array_elements_text(n -> 'wanting') as w
    group by 1, 2 order by 1, 2
"""
ENDINGS = "select coalesce(ending, 'not ended') as ending, count(*) as matters from matter group by 1 order by 1"
OUTCOMES = "select sample_outcome, count(*) from circulation_check where origin = 'published' group by 1"
ROLLED = """
    select due ->> 'on' as due_on, due -> 'explanation' ->> 'zh' as zh, count(*) as steps
    from step where due -> 'explanation' ->> 'zh' like '%放假期间%' group by 1, 2 order by 1
"""
SERVED = "select count(distinct document_id) from document join service using (document_id)"
OWED = """
    select count(*) from document as d join step as s on s.matter_id = d.matter_id and s.number = d.step
    where d.addressee is not null and (
        s.result is distinct from 'revoked' or exists (select from service as v where v.document_id = d.document_id)
    )
"""  # what fell before it was served is owed to nobody
DOCUMENTS = "select count(*) from document"
PAPERS = "select kind, count(*) from document group by 1 order by 1"
LETTERS = "select kind, count(*) from scheme_paper group by 1 order by 1"


OFF = {"urging_notice", "enforcement_application"}  # until the legal office sets `orders_before_enforcement`


class Shown(Value):
    """Everything that the tables of the demo are made of."""

    imported: Counts
    outcomes: dict[str, int]
    findings: list[dict[str, str | int]]
    not_evaluated: list[dict[str, str | int]]
    endings: dict[str, int]
    expected: dict[str, int]
    scanned: dict[str, dict[str, int]]
    periods: list[dict[str, str | int]]
    papers: dict[str, int]
    ordered: int
    verdict: Verdict
    documents: int = 0
    owed: int = 0
    served: int = 0
    reconciled: Reconciled | None = None
    recalls: Counts | None = None
    chronicles: tuple[Chronicle, ...] = ()
    payments: tuple[Chronicle, ...] = ()
    kinds: dict[str, int] = Field(default_factory=dict)
    unbalanced: tuple[str, ...] = ()

    @property
    def missing_kinds(self) -> set[str]:
        """Kinds of document that an authority has and nothing here has made."""
        owed = {name for name, kind in catalog.kinds().items() if kind.nature != "civil"}
        return owed - {name for name, made in self.kinds.items() if made}

    @property
    def complaints(self) -> list[str]:
        """What does not add up."""
        counts = self.imported
        checks = {
            "read = accepted + duplicates + rejected": counts.read
            == counts.accepted + counts.duplicates + counts.rejected,
            "outcomes = accepted": sum(self.outcomes.values()) == counts.accepted,
            "matters by ending as played": self.endings == self.expected,
            "every ending of the plots has a matter": set(self.endings) == {plot.ending for plot in PLOTS},
            "stories end as told": all(one.ending == one.expected for one in (*self.chronicles, *self.payments)),
            "the books of the scheme add up": not self.unbalanced,
            "each order has its paper": self.papers.get("order_to_correct") == self.ordered,
            "each matter has a form of its source and of its closing": self.papers.get("case_source_register")
            == self.papers.get("closing_approval")
            == sum(self.endings.values()),
            "papers that somebody is owed = papers served": self.owed == self.served,
            "audit chains hold": not self.verdict.breaks,
            "every kind of document appears": self.missing_kinds == OFF,
            "nothing left to reconcile": self.reconciled == Reconciled(started=0, told=0, recounted=0),
            "a scan by SQL finds what was judged one by one": self.scanned == self._judged(),
            "real rows judged for data findings only": all(
                row["kind"] == "data" for row in self.findings if row["origin"] == "published"
            ),
        }
        return [what for what, holds in checks.items() if not holds]

    def _judged(self) -> dict[str, dict[str, int]]:
        return {
            origin: {str(row["rule"]): int(row["findings"]) for row in self.findings if row["origin"] == origin}
            for origin in self.scanned
        }


def expected(plots: Iterable[Plot | SamplePlot]) -> dict[str, int]:
    return dict(sorted(Counter(plot.ending for plot in plots).items()))


def kinds_of_nonconforming(session: Session) -> list[str]:
    """The product kind of every nonconforming real row: all that its copy takes over."""
    return list(session.execute(text(KINDS_OF_NONCONFORMING)).scalars())


def shown(session: Session, rules: RuleSet, imported: Counts, expected: dict[str, int]) -> Shown:
    """Ask the register for what is shown of the copies; `rules` are those of the day, for the scan by SQL."""

    def rows(query: str) -> list[dict[str, str | int]]:
        return [dict(row) for row in session.execute(text(query)).mappings()]

    def pairs(query: str) -> dict[str, int]:
        return dict(session.execute(text(query)).tuples().all())

    def number(query: str) -> int:
        return int(session.execute(text(query)).scalar_one())

    return Shown(
        imported=imported,
        outcomes=pairs(OUTCOMES),
        findings=rows(FINDINGS),
        not_evaluated=rows(NOT_EVALUATED),
        endings=pairs(ENDINGS),
        expected=expected,
        scanned={
            "published": scan(session, rules, Origin.PUBLISHED, {Kind.DATA}),
            "rehearsal": scan(session, rules, Origin.REHEARSAL),
        },
        periods=rows(ROLLED),
        papers=pairs(PAPERS),
        ordered=number("select count(*) from step where kind = 'order_to_correct'"),
        verdict=verify(session),
    )


def with_stories(
    session: Session,
    of_copies: Shown,
    recalls: Counts,
    chronicles: tuple[Chronicle, ...],
    payments: tuple[Chronicle, ...],
    bound: Counter[str],
    reconciled: Reconciled,
) -> Shown:
    """The same, with what the stories add: every paper that there is, what was bound into files, and every chain."""
    kinds: dict[str, int] = dict(bound)
    for query in (PAPERS, LETTERS):
        kinds |= dict(session.execute(text(query)).tuples().all())
    asked = (DOCUMENTS, OWED, SERVED)
    documents, owed, served = (int(session.execute(text(query)).scalar_one()) for query in asked)
    return of_copies.model_copy(
        update={
            "recalls": recalls,
            "chronicles": chronicles,
            "payments": payments,
            "unbalanced": tuple(one.zh for one in check(session, SCHEME, APPLIED).problems),
            "kinds": kinds,
            "documents": documents,
            "owed": owed,
            "served": served,
            "verdict": verify(session),
            "reconciled": reconciled,
        }
    )


def write_documents(session: Session, folder: Path) -> None:
    """Every PDF under its number, or its title, matter and step, for a person to open."""
    folder.mkdir(parents=True)
    for paper in session.exec(select(DocumentRow)):
        known_by = f"{paper.matter_id} {paper.step} {paper.document_id[:4]}"
        name = paper.number or f"{catalog.kind(paper.kind).title.zh} {known_by}"
        (folder / f"{name}.pdf").write_bytes(paper.pdf)
    for letter in session.exec(select(SchemePaperRow)):
        name = f"{catalog.kind(letter.kind).title.zh} {letter.paper_id.replace('/', ' ')}"
        (folder / f"{name}.pdf").write_bytes(letter.pdf)


def write_files(session: Session, law: Law, chronicles: Iterable[Chronicle], folder: Path) -> Counter[str]:
    """The file and the answer pack of each story's matter, and how often each kind that is only made for them is
    there."""
    made: Counter[str] = Counter()
    for matter_id in sorted({one.matter_id for one in chronicles}):
        whole = file_of(session, law, matter_id)
        made["file_cover"] += len(Volume)
        made["file_table"] += sum(leaf.sha256 is None for leaf in whole.leaves) - len(Volume)
        made["answer_pack"] += 1
        (folder / f"卷宗 {matter_id}.pdf").write_bytes(whole.pdf)
        (folder / f"答复举证材料 {matter_id}.pdf").write_bytes(printed(answers(session, law, matter_id)).pdf)
    return made
