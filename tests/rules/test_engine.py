import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import psutil
import pytest

from domain.circulation import CheckRegime, CirculationFacts, ProofOfInspection, SampleOutcome
from domain.errors import Refused
from domain.facts import FactModel
from domain.judgement import Kind
from rules.catalog import family
from rules.engine import MOST_RULES, RuleSet
from rules.schema import Rule
from rules.trial import compile_in_a_child

ON = date(2025, 3, 3)
CIRCULATION = family("circulation")
LAWFUL = CIRCULATION.baseline
WITHOUT_PROOF = LAWFUL.model_copy(
    update={"proof_of_inspection": ProofOfInspection.NONE, "laboratory_registered": False}
)
UNKNOWN = CirculationFacts.model_validate(dict.fromkeys(CirculationFacts.model_fields))


def found(facts: FactModel, kinds: set[Kind] | None = None) -> list[str]:
    return [finding.finding for finding in CIRCULATION.on(ON).judge(facts, kinds).findings]


def rules_over(number: int) -> list[Rule]:
    model = next(rule for rule in CIRCULATION.rules if rule.id == "circulation.same_content_twice")
    return [
        model.model_copy(update={"id": f"circulation.over_{n}", "when": {"records_of_same_content": {"over": n}}})
        for n in range(number)
    ]


def test_a_finding_carries_its_rule_its_title_and_its_articles() -> None:
    (finding, _) = CIRCULATION.on(ON).judge(WITHOUT_PROOF).findings[::-1]
    assert (finding.rule, finding.kind) == ("circulation.no_proof_of_inspection", Kind.VIOLATION)
    assert finding.title.zh == "产品或者其包装上没有产品质量检验合格证明"
    assert finding.basis == ("pql/27", "pql/36", "pql/54")


def test_only_the_kinds_that_were_asked_for_are_judged() -> None:
    assert found(WITHOUT_PROOF) == ["laboratory_not_registered", "no_proof_of_inspection"]
    assert found(WITHOUT_PROOF, {Kind.PLATFORM}) == ["laboratory_not_registered"]
    wanting = CIRCULATION.on(ON).judge(UNKNOWN, {Kind.VIOLATION}).not_evaluated
    violations = [rule.id for rule in CIRCULATION.on(ON).rules if rule.kind is Kind.VIOLATION]
    assert [one.rule for one in wanting] == violations
    assert "circulation.no_proof_of_inspection" in violations


def test_what_is_unknown_is_named_and_is_no_pass() -> None:
    facts = WITHOUT_PROOF.model_copy(update={"sold_bare": None})
    judged = CIRCULATION.on(ON).judge(facts)
    assert [one.model_dump() for one in judged.not_evaluated] == [
        {"rule": "circulation.no_proof_of_inspection", "wanting": ("sold_bare",)}
    ]


def test_a_known_fact_that_decides_needs_no_other() -> None:
    facts = LAWFUL.model_copy(update={"sold_bare": None, "check_regime": None})
    assert CIRCULATION.on(ON).judge(facts).not_evaluated == ()


def test_eight_threads_get_their_own_answers() -> None:
    cases = [LAWFUL, WITHOUT_PROOF, LAWFUL.model_copy(update={"records_of_same_content": 2})]
    expected = [[], ["laboratory_not_registered", "no_proof_of_inspection"], ["same_content_twice"]]
    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(lambda n: found(cases[n % 3]) == expected[n % 3], range(6_000)))


def test_100_000_judgements_by_8_threads_are_right_and_take_no_more_memory() -> None:
    rule_set, process = CIRCULATION.on(ON), psutil.Process()
    expected = [len(rule_set.hits(facts).rules) for facts in (LAWFUL, WITHOUT_PROOF)]
    assert expected == [0, 2]

    def judge(number: int) -> int:
        """How many came out wrong."""
        cases = (LAWFUL, WITHOUT_PROOF)
        return sum(len(rule_set.hits(cases[n % 2]).rules) != expected[n % 2] for n in range(number))

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(judge, [250] * 8)) == 0
        before = process.memory_info().rss
        assert sum(pool.map(judge, [12_500] * 8)) == 0
    assert process.memory_info().rss - before < 4 * 2**20


def test_400_rules_judge_and_the_401st_is_refused() -> None:
    often = LAWFUL.model_copy(update={"records_of_same_content": MOST_RULES})
    assert len(RuleSet("circulation", rules_over(MOST_RULES)).judge(often).findings) == 400
    with pytest.raises(Refused, match="401") as refused:
        RuleSet("circulation", rules_over(MOST_RULES + 1))
    assert refused.value.code == "too_many_rules"


def test_alternatives_that_all_hold_are_one_finding() -> None:
    (rule,) = rules_over(1)
    alternatives = tuple({"sold_bare": False, "records_of_same_content": {"at_least": n}} for n in range(-10, 0))
    many = [rule.model_copy(update={"id": f"circulation.any_{n}", "when": {}, "any": alternatives}) for n in range(20)]
    assert len(RuleSet("circulation", many).judge(LAWFUL).findings) == 20


def test_a_compiler_that_hangs_is_told() -> None:
    endless = {f"r{n}": {"all": [{"m": {"$gt": {"n": n}}}]} for n in range(520)}
    with pytest.raises(Refused, match="still compiling") as refused:
        compile_in_a_child(json.dumps({"endless": endless}), seconds=1.0)
    assert refused.value.code == "rule_set_does_not_compile"


@pytest.mark.parametrize(
    "definition",
    [
        {"r": {"all": [{"m": {"$mt": {"s": "[一-龥]+"}}}]}},  # kills the process
        {"r": {"all": [{"m": {"$unknown": {"s": 1}}}]}},
    ],
    ids=["crash", "error"],
)
def test_a_compiler_that_fails_is_told(definition: dict[str, object]) -> None:
    with pytest.raises(Refused, match="does not compile"):
        compile_in_a_child(json.dumps({"broken": definition}))


def test_the_fingerprint_is_that_of_the_law_and_not_of_its_examples() -> None:
    rules = CIRCULATION.rules
    law = RuleSet("circulation", rules).fingerprint
    assert RuleSet("circulation", reversed(rules)).fingerprint == law
    assert RuleSet("circulation", [rule.model_copy(update={"examples": ()}) for rule in rules]).fingerprint == law
    changed = rules[0].model_copy(update={"when": {"laboratory_registered": {"is_not": True}}})
    assert RuleSet("circulation", [changed, *rules[1:]]).fingerprint != law
    assert len(law) == 64


@pytest.mark.parametrize("regime", CheckRegime)
def test_a_failed_sample_is_one_clue_whoever_took_it(regime: CheckRegime) -> None:
    failed = LAWFUL.model_copy(update={"sample_outcome": SampleOutcome.NONCONFORMING, "check_regime": regime})
    (finding,) = CIRCULATION.on(ON).judge(failed).findings
    assert finding.kind is Kind.CLUE
    assert ("pql/17" in finding.basis) == (regime in (CheckRegime.SUPERVISORY_SAMPLING, CheckRegime.RECHECK))
