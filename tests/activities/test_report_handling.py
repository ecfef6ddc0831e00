"""What becomes of a report (令121号 34-36): made before, merged, in another power; and what its informant is told."""



from activities.matter_story import story
from domain.steps import StepKind
from servers import Addresses
from tests.registering import HANDLER, registered
from tests.reporting import a_report, closed, later, papers, reported

STANDARDS = "standards/35"
TOLD = {"told_how": "通过12315热线回复"}


def test_the_same_facts_of_the_same_informant_again_are_not_handled_again_and_he_is_told(addresses: Addresses) -> None:
    """O121 35. Another informant, or another respondent, has not reported it before."""
    same = a_report(669).reported.model_dump()
    reports = (
        a_report(669),
        a_report(670, reported=same, received_at=later(3)),
        a_report(671, reported=same, received_at=later(3), informant=None),
        a_report(672, received_at=later(3)),
    )
    with reported(addresses, *reports) as (first, again, anonymous, elsewhere):
        for other in (anonymous, elsewhere):
            step, said = other.step(StepKind.VERIFICATION).number, {"earlier": first.matter_id, "statement": "重复举报"}
            how = {} if other is anonymous else TOLD
            assert other.refused("repetition", step, HANDLER, **said, **how).code == "not_the_same_informant"
        number = again.step(StepKind.VERIFICATION).number
        said = {"earlier": first.matter_id, "statement": "与此前举报的事实相同，不再另行处理。"}
        assert again.refused("repetition", number, HANDLER, **said).code == "not_told"
        again.act("repetition", number, HANDLER, **said, **TOLD)
        assert closed(again) == "repeated"
        assert first.step(StepKind.VERIFICATION).result is None
        with first.session() as session:
            told = story(session, first.law, again.matter_id, again.now)
        assert told.ending is not None
        assert told.ending.zh == "重复举报，不再另行处理"
        assert any(first.matter_id in line.zh for line in told.linked)


def test_new_facts_may_be_merged_and_the_period_is_that_of_the_last_report(addresses: Addresses) -> None:
    """O121 35: 自收到最后一次举报之日起重新计算处理期限."""
    same = a_report(673).reported.model_dump()
    last = a_report(674, reported=same, received_at=later(7), facts="该店仓库中还有同样的台灯四十台。")
    with reported(addresses, a_report(673), last) as (first, second):
        number, taking = first.step(StepKind.VERIFICATION).number, second.step(StepKind.VERIFICATION)
        first.reach(second.now)
        assert second.refused("merger", taking.number, HANDLER, into=first.matter_id, statement="示例").code == (
            "not_the_same_informant"
        )  # only into the later one
        first.act("merger", number, HANDLER, into=second.matter_id, statement="补充了新的事实，合并处理。")
        assert closed(first) == "merged"
        begun, due = second.step(StepKind.VERIFICATION).period_from, second.step(StepKind.VERIFICATION).due
        assert begun == last.received_at
        assert due is not None
        assert due["on"] == "2026-06-03"
        with second.session() as session:
            words = [event.words.zh for event in story(session, second.law, second.matter_id, second.now).events]
        assert f"举报：{first.matter_id}" in words


def test_who_reports_to_an_office_without_power_is_told_where_to_turn(addresses: Addresses) -> None:
    """O121 34, 41: it is not passed on."""
    with reported(addresses, a_report(675), a_report(676, informant=None)) as (named, anonymous):
        number, reason = named.step(StepKind.VERIFICATION).number, {"statement": "行为发生在示例邻市。"}
        office = {"turn_to": "示例邻市市场监督管理局"}
        assert named.refused("redirection", number, HANDLER, within=True, **reason, **TOLD).code == "power_not_named"
        assert named.refused("redirection", number, HANDLER, within=True, **reason, **office).code == "not_told"
        named.act("redirection", number, HANDLER, within=True, **reason, **office, **TOLD)
        assert "请直接向示例邻市市场监督管理局提出举报" in papers(named)["report_redirection"]
        assert closed(named) == "without_power"
        number = anonymous.step(StepKind.VERIFICATION).number
        wrong = anonymous.refused("redirection", number, HANDLER, within=False, **reason, **TOLD)
        assert wrong.code == "nobody_to_tell"
        anonymous.act("redirection", number, HANDLER, within=False, statement="属于信访事项，可以向有关部门提出。")
        assert closed(anonymous) == "without_power"
        assert "report_redirection" not in papers(anonymous)


def test_the_result_is_told_only_where_a_law_says_so_and_its_article_is_named(addresses: Addresses) -> None:
    """O121 36; 标准化法 35 speaks of informants who have given their name."""
    with reported(addresses, a_report(677), a_report(678, informant=None)) as (named, anonymous):
        number, said = named.step(StepKind.VERIFICATION).number, {"statement": "属实，已立案。", **TOLD}
        for rule in (None, "order121/36", "pql/10"):
            assert named.refused("result_telling", number, HANDLER, rule=rule, **said).code == "no_rule_to_tell"
        assert named.refused("result_telling", number, HANDLER, rule=STANDARDS, **said).code == "no_result_yet"
        named.confirm()
        named.act("result_telling", number, HANDLER, rule=STANDARDS, **said)
        assert "《中华人民共和国标准化法》第三十五条" in papers(named)["report_result"]
        anonymous.confirm()
        refusal = anonymous.refused("result_telling", number, HANDLER, rule=STANDARDS, **said)
        assert refusal.code == "nobody_to_tell"


def test_acts_upon_a_report_are_not_taken_where_nobody_has_reported(addresses: Addresses) -> None:
    with registered(addresses, 679) as matter_of_a_check:
        number = matter_of_a_check.step(StepKind.VERIFICATION).number
        refusal = matter_of_a_check.refused("redirection", number, HANDLER, within=False, statement="示例")
        assert refusal.code == "not_a_report"
