"""Back-tests (回测): what a rule that is not installed would find among the checks on record."""

from domain.base import Value


class Shift(Value):
    """回测结果 of one origin, month and region. `region` None: recorded neither for the check nor for its office.

    `hits` the rule finds; of these `newly` the installed one does not. `no_longer`: that one finds and this does not.
    `not_evaluated` want a fact, and are no pass.
    """

    origin: str
    month: str  # as 2025-02
    region: str | None
    region_name: str | None
    hits: int
    newly: int
    no_longer: int
    not_evaluated: int


class PartyShift(Value):
    """回测涉及的当事人: whom the rule newly finds, or finds no longer. `party` None: not recorded for the check."""

    origin: str
    party: str | None
    name: str | None
    newly: int
    no_longer: int


class Backtest(Value):
    """`rule` is the id with its first day, `installed` that of the rule beside it (None: none, or one that is off).

    `off` are the parameters that nobody has set: the rule was read with what its examples are tried with.
    """

    rule: str
    installed: str | None
    off: tuple[str, ...]
    origins: tuple[str, ...]
    checks: int
    shifts: tuple[Shift, ...]
    parties: tuple[PartyShift, ...]  # as many as were asked for, those with most changes first
