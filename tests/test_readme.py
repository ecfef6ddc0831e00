"""The two READMEs say the same, and no page points at what is not there."""

import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
READMES = [(ROOT / name).read_text("utf-8").replace("、", ", ") for name in ("README.md", "README.zh.md")]
LISTED = subprocess.run(["git", "ls-files", "*.md"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
PAGES = [ROOT / name for name in LISTED.splitlines() if (ROOT / name).exists()]
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
COMMAND = r"(?m)^(?:\.venv/bin/)?(hezheng [a-z-]+(?: [a-z-]+)?|make [a-z]+)"


@pytest.mark.parametrize(
    "named",
    [r"(?m)^(##) ", COMMAND, r"(?m)^\| (`.*?`) ", LINK.pattern],
    ids=["sections", "commands", "rows of tables", "links"],
)
def test_both_readmes_name_the_same(named: str) -> None:
    english, chinese = (Counter(re.findall(named, text)) for text in READMES)
    del english["README.zh.md"], chinese["README.md"]  # to each other
    assert english
    assert english == chinese


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
    assert [link for link in LINK.findall(text) if not (page.parent / link).exists()] == []
