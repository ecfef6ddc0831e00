"""Steps that were under way before an office's papers were made by their decisions go on with the paper."""

from sqlalchemy import text

from servers import Servers
from tests.migrating import brought_up_to_date

BEFORE = (  # kind, phase before, phase after
    ("announcement", "reporting", "hearing"),
    ("bureau_reminder", "reporting", "drafting"),
    ("bureau_interview", "reporting", "drafting"),
    ("bureau_interview", "done", "done"),
    ("supervision_notice", "serving", "approving"),
    ("supervision_notice", "awaiting", "awaiting"),
    ("review", "reporting", "reporting"),
)
REGISTER = (
    "insert into region (code, name, parent) values ('100000', '全国', null), ('430000', '湖南省', '100000'),"
    " ('430700', '常德市', '430000')",
    "insert into office (office_id, name, short_name, region, government, court) values"
    " ('upper', '示例省局', '示省', '430000', '示例', '示例'), ('lower', '示例市局', '示市', '430700', '示例', '示例')",
    'insert into region_assessment (assessment_id, region, "on", office_id, rehearsal)'
    " values ('one', '430700', '2025-03-03', 'upper', true)",
    "insert into matter (matter_id, assessment_id, bureau_id, office_id, rehearsal, began_at, started)"
    " values ('one', 'one', 'lower', 'upper', true, '2025-03-03', true)",
)
STEPS = (
    "insert into step (matter_id, number, track, kind, phase, rule, basis, begun_at, counted_by) values "
    + ", ".join(
        f"('one', {number}, 'supervision', '{kind}', '{phase}', '', '[]', '2025-03-03', 0)"
        for number, (kind, phase, _) in enumerate(BEFORE, 1)
    )
)


def test_a_step_under_way_waits_for_what_makes_its_paper(servers: Servers) -> None:
    with brought_up_to_date(servers, "0014", *REGISTER, STEPS) as connection:
        phases = connection.execute(text("select phase from step order by number")).scalars().all()
    assert phases == [after for _, _, after in BEFORE]
