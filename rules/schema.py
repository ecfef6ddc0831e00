"""规则文件: the shape of one rule. What its words mean is checked in `rules.check`."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag

from domain.base import Text
from domain.judgement import Against, Kind
from domain.steps import StepKind, Track
from rules.when import Condition


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class InForce(Part):
    """施行日期: the first day of the rule and, where it has ended, the last; both belong to it."""

    first: date = Field(alias="from", strict=True)
    last: date | None = Field(default=None, alias="until", strict=True)

    def on(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)

    def meets(self, other: "InForce") -> bool:
        """Whether there is a day on which both are in force."""
        return self.on(other.first) or other.on(self.first)


class Finds(Part):
    finding: str
    against: Against = Against.PARTY


class Takes(Part):
    """A mandatory step that `yields` waits as long as another rule forbids it: a matter is closed when all is done."""

    step: StepKind
    track: Track
    mandatory: bool = Field(strict=True)
    yields: bool = Field(default=False, strict=True)
    period: str | None = None
    document: str | None = None


class Forbids(Part):
    """Without a track the step is forbidden in all of them."""

    forbid: StepKind
    track: Track | None = None

    def meets(self, step: StepKind, track: Track) -> bool:
        return self.forbid is step and self.track in (None, track)


class Leaves(Part):
    """Every step is forbidden but one, and that one is lawful whatever else forbids it: nothing else is left to do."""

    leaves: StepKind

    def meets(self, step: StepKind, track: Track) -> bool:
        return self.leaves is not step


def _what_follows(then: Any) -> str:
    """Which of the four a `then` is, so that a wrong word in it is told as that, not as the lack of another."""
    named = then if isinstance(then, dict) else getattr(then, "__dict__", {})
    return next((name for name in ("step", "forbid", "leaves") if name in named), "finding")


Then = Annotated[
    Annotated[Finds, Tag("finding")]
    | Annotated[Takes, Tag("step")]
    | Annotated[Forbids, Tag("forbid")]
    | Annotated[Leaves, Tag("leaves")],
    Discriminator(_what_follows),
]


class Example(Part):
    """A case that overlays the lawful baseline of the family. `unknown`: the rule must say that it wants a fact."""

    name: str
    given: dict[str, Any]
    finds: bool | Literal["unknown"]


class Rule(Part):
    """One rule. `when` maps facts to tests, all of which must hold; `any` lists further maps, one of which must."""

    id: str
    kind: Kind
    title: Text
    basis: tuple[str, ...] = Field(min_length=1)
    in_force: InForce
    when: dict[str, Any] = {}
    any: tuple[dict[str, Any], ...] = Field(default=(), max_length=10)  # durable_rules refuses 15 (error 113)
    then: Then
    examples: tuple[Example, ...]

    @property
    def version(self) -> str:
        """The id and the first day: later versions of a rule have the same id."""
        return f"{self.id}@{self.in_force.first}"

    @property
    def condition(self) -> Condition:
        return Condition.of(self.when, self.any)
