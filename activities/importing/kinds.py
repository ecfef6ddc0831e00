"""Every kind of import (导入种类), and what enters it."""

from collections.abc import Callable

from activities.importing import enterprises, laboratories, products, recalls
from activities.importing.absences import Absences
from activities.importing.checks import Checks
from activities.importing.kind import Kind, OneByOne
from activities.importing.spot_checks import SpotChecks
from domain.enterprise import EnterpriseEntry
from domain.imports import ImportKind
from domain.laboratory import LaboratoryEntry
from domain.product import ProductEntry
from domain.recall_notice import RecallNotice

KINDS: dict[ImportKind, Callable[[], Kind]] = {
    ImportKind.SPOT_CHECKS: SpotChecks,
    ImportKind.ENTERPRISES: lambda: OneByOne(EnterpriseEntry, enterprises.enter),
    ImportKind.PRODUCTS: lambda: OneByOne(ProductEntry, products.enter),
    ImportKind.LABORATORIES: lambda: OneByOne(LaboratoryEntry, laboratories.enter),
    ImportKind.CHECKS: Checks,
    ImportKind.ABSENCES: Absences,
    ImportKind.RECALLS: lambda: OneByOne(RecallNotice, recalls.enter),
}
