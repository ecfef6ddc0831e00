"""审批权限: who may prepare, review and approve each decision, from `approvals.yaml`."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pydantic import Field, model_validator

from domain.errors import Refused
from domain.office import Role
from rules.place import place
from rules.schema import Part
from rules.shape import shaped
from rules.source import read
from rules.statutes import statute_named


class Approval(Part):
    """Who does what for one kind of step. A role that is None takes no part; `certified_officers` counts persons.

    `collective`: the heads decide together, shown by the minutes of their discussion (集体讨论). `papers` are the kinds
    of document that come about by it under another name. `acting`: who approves may be away, and then his deputy
    in this role, who is in charge meanwhile (主持工作的负责人), approves.
    """

    reports: Role | None = None
    drafts: Role | None = None
    reviews: Role | None = None
    approves: Role | None = None
    acting: Role | None = None
    certified_officers: int = Field(default=0, ge=0, strict=True)
    collective: bool = Field(default=False, strict=True)
    papers: tuple[str, ...] = ()
    basis: tuple[str, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _one_prepares_and_another_reviews(self) -> "Approval":
        if (self.reports is None) is (self.drafts is None):
            raise ValueError("either reports or drafts")
        if self.reviews in (self.reports, self.drafts) and self.reviews is not None:
            raise ValueError("who prepares does not review")
        if self.acting is not None and self.approves is None:
            raise ValueError("nobody approves for whom another could act")
        return self


def load(path: Path) -> Mapping[str, Approval]:
    """Every entry of the file, by kind. Raises Refused with file and line: law_file_invalid, unknown_statute."""
    source = read(path)
    entries = shaped(source, dict[str, Approval])
    for kind, entry in entries.items():
        for index, article in enumerate(entry.basis):
            statute_named(source, article, kind, "basis", index)
    return entries


_loaded = cache(load)


def approvals() -> Mapping[str, Approval]:
    return _loaded(place("approvals.yaml"))


def approval(kind: str) -> Approval:
    """Who must take part in this kind of step (`order_to_correct`). Raises Refused: unknown_approval."""
    if found := approvals().get(kind):
        return found
    raise Refused(
        "unknown_approval",
        zh=f"审批权限表（rules/approvals.yaml）中没有“{kind}”。",
        en=f"The approval matrix (rules/approvals.yaml) has no “{kind}”.",
        field="kind",
        value=kind,
    )


def roles() -> frozenset[Role]:
    """Every role that takes part in anything."""
    parts = ((one.reports, one.drafts, one.reviews, one.approves, one.acting) for one in approvals().values())
    return frozenset(role for part in parts for role in part if role is not None)
