"""试编译: compile a rule set in a child process first, since the compiler of durable_rules can hang or crash."""

import subprocess
import sys
from functools import cache

from domain.errors import Refused

SECONDS = 10.0
_CHILD = """
import json, sys, durable_rules_engine
for name, rules in json.load(sys.stdin.buffer).items():
    durable_rules_engine.create_ruleset(name, json.dumps(rules, ensure_ascii=False))
"""


@cache
def compile_in_a_child(rule_sets: str, seconds: float = SECONDS) -> None:
    """Compile `rule_sets` (JSON: name to definition) within `seconds`; once for each content: success is remembered.

    Costs the start of a bare interpreter with the C module, about 50 ms.
    Raises Refused: rule_set_does_not_compile.
    """
    try:
        child = subprocess.run(
            [sys.executable, "-I", "-c", _CHILD], input=rule_sets.encode(), capture_output=True, timeout=seconds
        )
    except subprocess.TimeoutExpired:
        raise _refused(f"编译超过{seconds:g}秒", f"is still compiling after {seconds:g} s") from None
    if child.returncode:
        last = child.stderr.decode(errors="replace").strip().rpartition("\n")[2] or f"exit {child.returncode}"
        raise _refused(f"编译失败（{last}）", f"does not compile ({last})")


def _refused(zh: str, en: str) -> Refused:
    return Refused(
        "rule_set_does_not_compile",
        zh=f"规则集{zh}，未启用。",
        en=f"The rule set {en}; it is not used.",
        field="rules",
    )
