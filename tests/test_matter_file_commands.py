"""The file of a matter at the command line: where it is written, and what is refused."""

import asyncio
import json
import re
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from typer.testing import CliRunner

from cli import app
from domain.errors import Refused
from domain.procedure import Phase
from domain.steps import StepKind
from servers import Addresses, Servers
from tests.rehearsing import HANDLER, rehearsing
from tests.test_cli import given

Run = Callable[..., str]
NAME = "rehearsal-774"


@pytest.fixture(scope="module")
def played(servers: Servers, migrated: str) -> Iterator[Addresses]:
    """A database with one matter that is nothing but a clue."""
    name = f"commands_{uuid.uuid4().hex}"
    addresses = servers.create_database(name, template=migrated)

    async def walk() -> None:
        async with rehearsing(addresses, 774) as clue:
            await clue.step(StepKind.VERIFICATION, Phase.REPORTING)
            await clue.end()

    asyncio.run(walk())
    yield addresses
    servers.drop_database(name)


@pytest.fixture
def run(played: Addresses, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    for name, value in given(played).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("HEZHENG_HOME", str(tmp_path / "home"))

    def ran(*arguments: str) -> str:
        done = CliRunner().invoke(app, ["matter", *arguments])
        if isinstance(done.exception, Refused):
            raise done.exception
        assert done.exit_code == 0, done.output
        return done.stdout

    return ran


def code(run: Run, *arguments: str) -> str:
    with pytest.raises(Refused) as refusal:
        run(*arguments)
    return refusal.value.code


def test_a_file_is_written_whole_once_and_over_nothing_else(run: Run, tmp_path: Path) -> None:
    by_default = Path(json.loads(run("file", NAME, "--json"))["file"])
    assert by_default == tmp_path / "home" / "rehearsed-files" / f"{NAME}-both.pdf"  # apart from those of real matters
    out = tmp_path / "卷宗.pdf"
    told = json.loads(run("file", NAME, "--out", str(out), "--volume", "main", "--json"))
    assert told["pages"] == len(PdfReader(out).pages) < len(PdfReader(by_default).pages)
    assert {one["volume"] for one in told["leaves"]} == {"main"}
    run("file", NAME, "--out", str(out), "--volume", "main")  # the same again is nothing new
    assert code(run, "file", NAME, "--out", str(out), "--volume", "side") == "file_exists"
    assert len(PdfReader(out).pages) == told["pages"]
    run("file", NAME, "--out", str(out), "--volume", "side", "--replace")
    assert "副卷" in PdfReader(out).pages[0].extract_text()


def test_what_cannot_be_written_or_is_not_there_is_told_and_leaves_nothing(run: Run, tmp_path: Path) -> None:
    assert code(run, "file", NAME, "--out", str(tmp_path / "none" / "a.pdf")) == "file_unusable"
    assert code(run, "file", NAME, "--out", str(tmp_path)) == "file_unusable"
    assert code(run, "file", "no-such-matter") == "unknown_matter"
    assert code(run, "answers", "no-such-matter") == "unknown_matter"
    stranger = ("inspect", NAME, "--by", "示例甲公司", "--officer", HANDLER, "--id")
    assert code(run, *stranger, "1") == "relation_not_stated"
    assert code(run, *stranger, "1", "--relation", " ") == "relation_not_stated"
    blank = CliRunner().invoke(app, ["matter", *stranger, ""])
    assert (blank.exit_code, "must not be blank" in blank.output) == (2, True)
    assert not list(tmp_path.glob("**/*.pdf*"))


def test_answers_are_told_in_both_languages_as_json_and_on_paper(run: Run, tmp_path: Path) -> None:
    assert "不能证明没有预设选项" in run("answers", NAME).replace("\n", "")
    english = run("answers", NAME, "--lang", "en", "--received", "2025-09-05").replace("\n", "")
    assert "A machine decided" in english
    assert "2025-09-19" in english
    assert len(json.loads(run("answers", NAME, "--json"))["answers"]) == 16
    out = tmp_path / "answers.pdf"
    run("answers", NAME, "--out", str(out))
    assert "答复举证材料" in PdfReader(out).pages[0].extract_text()


def test_an_inspection_hands_out_the_main_volume_and_is_told_in_the_story(run: Run, tmp_path: Path) -> None:
    out, who = tmp_path / "copy.pdf", ("--by", "示例同行人", "--relation", "同一产品的销售者", "--officer", HANDLER)
    for _ in range(2):
        run("inspect", NAME, *who, "--id", "774/1", "--out", str(out))
    assert all("副卷" not in page.extract_text() for page in PdfReader(out).pages)
    assert run("show", NAME).count("查阅卷宗") == 1


def test_one_document_is_printed_by_the_id_that_the_story_tells(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "登记表.pdf"
    told = json.loads(run("show", NAME, "--json"))
    words = "".join(event["words"]["zh"] for event in told["events"])
    (document,) = re.findall(r"文书编号：(\w+)", words)
    printed = json.loads(run("print", document, str(out), "--json"))
    assert printed == {"file": str(out), "document": document, "number": "—"}
    assert "案件来源登记表" in PdfReader(out).pages[0].extract_text()
    assert code(run, "print", "nothing", str(out)) == "unknown_document"
    assert code(run, "seal", document, str(out), "--by", HANDLER) == "no_seal_wanted"
    assert code(run, "seal", document, str(tmp_path / "none.pdf"), "--by", HANDLER) == "file_unusable"
