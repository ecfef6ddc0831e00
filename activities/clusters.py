"""Clusters (聚集投诉): each complaint has its lot and its trader looked at, and the rules say whether that is a clue.

Nothing is opened by it (O121 38): it waits among the leads until an officer names it as the clue of an inspection or a
sampling. Whether a sampling may be proposed the rules say, too (PQL 15).
"""

from collections.abc import Iterator
from datetime import datetime

from sqlmodel import Session

from activities import cluster_proposal, complaint_signs
from activities.law import Law
from domain.base import Text
from domain.calendar import legal_day
from domain.cluster import Cluster, ClusterFacts, ClusterSubject
from domain.judgement import Kind, Told
from models import cluster, judgement, judgement_recording, office
from models.cluster import ComplaintClusterRow, Subject
from models.complaint import ComplaintRow
from models.enterprise import EnterpriseRow, LotRow, ProductRow
from rules import statutes
from rules.parameters import parameters

FAMILY, WINDOW = "cluster", "cluster_window"


def look_around(session: Session, law: Law, complaint_id: str) -> None:
    """Look at what a complaint just recorded is about, where others are about it, too. Complaints that come in at once
    are looked at one after another, so that the last of them sees all."""
    row = session.get_one(ComplaintRow, complaint_id)
    for subject in sorted(cluster.subjects(session, row), key=lambda one: one.key):
        cluster.hold(session, subject)
        if cluster.others(session, subject, row):
            _look(session, law, subject, row.office_id, row.received_at, rehearsal=row.rehearsal, of=complaint_id)


def look_again(session: Session, law: Law, cluster_id: str, at: datetime, office_id: str | None = None) -> str:
    """Look at the subject of a look as of now, by its office or another. Returns the id of the look.

    Refused `unknown_cluster`, `unknown_office`.
    """
    row = cluster.known(session, cluster_id)
    by = office.office(session, office_id or row.office_id).office_id
    return _look(session, law, row.subject, by, at, rehearsal=row.rehearsal, of=by)


def _look(
    session: Session, law: Law, subject: Subject, office_id: str, at: datetime, *, rehearsal: bool, of: str
) -> str:
    """Keep the look and judge it, once, by the rules of its day."""
    cluster_id, new = cluster.look(session, subject, office_id, at, rehearsal=rehearsal, of=of)
    if new:
        on, facts = legal_day(at), cluster.facts(session, cluster_id)
        rules = law.rule_set(FAMILY, on)
        found = rules.judge(facts)
        judgement_recording.record(session, FAMILY, cluster_id, on, rules.fingerprint, facts, found, of="cluster_id")
    return cluster_id


def shown(session: Session, law: Law, cluster_id: str, most: int | None = None) -> Cluster:
    """A look with what is behind it, at most so many rows of each. What rules found is as it was judged; rows and facts
    are as the register has them now of that moment. Refused `unknown_cluster`."""
    row = cluster.known(session, cluster_id)
    facts = cluster.facts(session, cluster_id)
    stored = judgement.stored(session, cluster_id)
    about = _about(session, row)
    samplings = cluster.samplings(session, cluster_id)
    found = (one for one in judgement.findings(session, stored.judgement_id) if one.kind is Kind.CLUE)
    return Cluster(
        cluster_id=cluster_id,
        subject=ClusterSubject.ENTERPRISE if row.enterprise_id else ClusterSubject.LOT,
        about=about,
        office=office.office(session, row.office_id).name,
        at=row.at,
        rehearsal=row.rehearsal,
        facts=facts,
        clues=tuple(
            Told(rule=one.rule, title=Text(**one.title), cited=statutes.cited_as_read(one.basis)) for one in found
        ),
        not_evaluated=tuple(_not_evaluated(law, facts)),
        signs=complaint_signs.of_cluster(session, cluster_id, facts),
        proposal=cluster_proposal.of(law.rule_set(FAMILY, legal_day(row.at)), facts, about, samplings),
        complaints=cluster.complaints(session, cluster_id, most),
        samplings=samplings[:most],
        taken_up=cluster.taken_up(session, row),
    )


def _not_evaluated(law: Law, facts: ClusterFacts) -> Iterator[Told]:
    """The clues that cannot be looked for: they want figures that no text gives and nobody has set."""
    of = law.family(FAMILY)
    for rule in of.rules:
        if rule.kind is not Kind.CLUE or rule.when.get("subject") != facts.subject:
            continue
        unset = [*of.off.get(rule.version, ()), *([WINDOW] if facts.people_in_window is None else [])]
        titles = [parameters()[name].title for name in unset]
        if titles:
            wanting = Text(zh="、".join(one.zh for one in titles), en="; ".join(one.en for one in titles))
            cited = statutes.cited_as_read(rule.basis)
            yield Told(rule=rule.id, title=rule.title, cited=cited, wanting=wanting)


def _about(session: Session, row: ComplaintClusterRow) -> str:
    """The lot with its goods, or the trader, by name."""
    if row.enterprise_id:
        return session.get_one(EnterpriseRow, row.enterprise_id).name
    if row.lot_id is None:
        return f"{row.goods} {row.lot}"
    lot = session.get_one(LotRow, row.lot_id)
    return f"{session.get_one(ProductRow, lot.product_id).name} {lot.as_stated}"
