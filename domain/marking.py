"""Marking (标识): what was seen on goods of what PQL 27 wants there, and what an officer has verified of it."""

from domain.facts import Labelled


class Marking(Labelled):
    """标注情况 of one item of PQL 27. Who looked says whether these goods need it."""

    STATED = "stated", "已标明", "stated"
    MISSING = "missing", "应当标明而未标明", "needed and missing"
    NOT_NEEDED = "not_needed", "无需标明", "not needed"


class Verification(Labelled):
    """标识核实: whether an officer has verified that the marking is true. A mismatch alone is no such thing."""

    NOT_VERIFIED = "not_verified", "未经核实", "not verified"
    TRUE = "true", "经核实真实", "verified as true"
    UNTRUE = "untrue", "经核实不真实", "verified as untrue"


class Provenance(Labelled):
    """来源核实: whether an officer has verified whose a name, an address or a mark is."""

    NOT_VERIFIED = "not_verified", "未经核实", "not verified"
    RIGHTFUL = "rightful", "经核实合法使用", "verified as rightful"
    FORGED = "forged", "经核实系伪造或者冒用", "verified as forged, or another's"


class GoodsInCheck(Labelled):
    """进货查验情况 (PQL 33), as an inspection found it."""

    NOT_LOOKED_INTO = "not_looked_into", "未了解", "not looked into"
    MADE = "made", "已查验", "made"
    NONE = "none", "未查验", "none made"
