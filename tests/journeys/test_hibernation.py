"""Cost grows with what is open: certificates that are quietly in circulation hold no running workflow."""

import asyncio

from sqlalchemy import text
from temporalio.client import Client
from temporalio.testing import ActivityEnvironment

from activities.certificate_desk import CertificateDesk
from activities.reconciler import ReconcilerActivities
from domain.certificate import LifePhase
from models.session import Database
from servers import Addresses
from tests.certifying import OPERATOR, Certifying
from worker import at_work

QUIET, ISSUED, REVIVED = 10_000, 20, 5
# Each as `Certifying.issued` leaves it: lot, application, passed inspection, certificate, acts that were told.
LOTS = """
    insert into lot (lot_id, product_id, as_stated, lot_number, produced_on, quantity)
    select 'quiet-' || n, :product, '2025-03-01/quiet-' || n, 'quiet-' || n, date '2025-03-01', 100
    from generate_series(1, :quiet) as n
"""
APPLICATIONS = """
    insert into lot_application (application_id, lot_id, phase, version, applied_at, changed_at, scope, quantity,
        serial_prefix, serial_from, serial_until, contents, plan, route, laboratory_id, reminders, issued_at)
    select 'quiet-' || n, 'quiet-' || n, o.phase, o.version, o.applied_at, o.changed_at, o.scope, o.quantity,
        'quiet-' || n, o.serial_from, o.serial_until, o.contents, o.plan, o.route, o.laboratory_id, o.reminders,
        o.issued_at
    from generate_series(1, :quiet) as n join lot_application as o on o.application_id = 'pattern'
"""
INSPECTIONS = """
    insert into factory_inspection
    select (jsonb_populate_record(o, jsonb_build_object(
        'inspection_id', 'quiet-' || n, 'application_id', 'quiet-' || n))).*
    from generate_series(1, :quiet) as n join factory_inspection as o on o.application_id = 'pattern'
"""
CERTIFICATES = """
    insert into certificate
    select (jsonb_populate_record(o, jsonb_build_object(
        'number', 'HZQUIET' || n, 'application_id', 'quiet-' || n, 'lot_id', 'quiet-' || n))).*
    from generate_series(1, :quiet) as n join certificate as o on o.application_id = 'pattern'
"""
ACTS = """
    insert into certificate_act (act_id, application_id, version, kind, actor, received_at, content, delivered)
    select 'quiet-' || n || '/' || o.version, 'quiet-' || n, o.version, o.kind, o.actor, o.received_at, o.content, true
    from generate_series(1, :quiet) as n join certificate_act as o on o.application_id = 'pattern'
"""
CHAINS = """
    insert into audit_chain select 'certificate/quiet-' || n, 0, repeat('0', 64) from generate_series(1, :quiet) as n
"""


async def running(client: Client) -> int:
    query = "WorkflowType = 'CertificateLifecycle' and ExecutionStatus = 'Running'"
    ids = [one.id async for one in client.list_workflows(query)]
    return sum(one.startswith(("certificate/quiet", "certificate/fresh", "certificate/pattern")) for one in ids)


async def until_running(client: Client, wanted: int) -> None:
    """What Temporal shows of its workflows comes a moment after what it does."""
    for _ in range(100):
        if await running(client) == wanted:
            return
        await asyncio.sleep(0.1)
    raise AssertionError(f"{await running(client)} workflows run, not {wanted}")


def test_ten_thousand_quiet_certificates_hold_no_workflow_and_those_in_dispute_one_each(addresses: Addresses) -> None:
    async def story() -> None:
        async with at_work(addresses) as desk:
            certificates = CertificateDesk(desk.database, desk.law, desk.client)
            await issue(certificates, "pattern")
            fill(desk.database)
            fresh = [issue(certificates, f"fresh-{number}") for number in range(ISSUED)]
            await asyncio.gather(*fresh)
            await until_running(desk.client, 0)
            disputed = [Quiet(desk.database, f"quiet-{number}") for number in range(1, REVIVED + 1)]
            for one in disputed:
                act = one.made("freeze", OPERATOR, cause="dispute", reason="消费者质疑。")
                await certificates.take(act, patience=60)
            await until_running(desk.client, REVIVED)
            for one in disputed:
                act = one.made("unfreeze", OPERATOR, reason="核实无误。", received_at=one.now.replace(hour=15))
                await certificates.take(act, patience=60)
                assert one.row.phase is LifePhase.IN_CIRCULATION
            await until_running(desk.client, 0)
            found = await ActivityEnvironment().run(ReconcilerActivities(desk).reconcile)
            assert found.certificates == 0
            with desk.database.transaction() as session:
                held = text("select count(*) from lot_application where phase = 'in_circulation'")
                assert session.execute(held).scalar_one() == QUIET + ISSUED + 1

    asyncio.run(story())


class Quiet(Certifying):
    """One of those that were filled in by a set; its acts are numbered after theirs."""

    def __init__(self, database: Database, name: str) -> None:
        super().__init__(database, name)
        self.acts = 10


async def issue(certificates: CertificateDesk, name: str) -> None:
    one = await asyncio.to_thread(Certifying, certificates.database, name)
    await certificates.take(one.application(), patience=60)
    await certificates.take(one.inspection(), patience=60)
    handle = certificates.client.get_workflow_handle(f"certificate/{name}")
    assert await handle.result() == "in_circulation"


def fill(database: Database) -> None:
    with database.transaction() as session:
        product = session.execute(
            text("select product_id from lot join lot_application using (lot_id) where application_id = 'pattern'")
        ).scalar_one()
        given = {"quiet": QUIET, "product": product}
        for statement in (LOTS, APPLICATIONS, INSPECTIONS, CERTIFICATES, ACTS, CHAINS):
            session.execute(text(statement), given)
