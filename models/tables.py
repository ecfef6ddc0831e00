"""Every table of the product, so that migrations see them all."""

from models.audit import AuditChainRow, AuditRow
from models.calendar import CalendarDayRow, HolidayNoticeRow
from models.certificate import CertificateRow, CertificateStateRow
from models.certificate_act import CertificateActRow
from models.circulation import CirculationCheckRow, LaboratoryAbilityRow, LaboratoryRow
from models.clock import ClockEntryRow
from models.document import DocumentRow, NumberSeriesRow, ServiceRow
from models.enterprise import EnterpriseRow, LotRow, ProductRow
from models.imports import ImportRow, RejectedRow
from models.issuance import FactoryInspectionRow, LotApplicationRow
from models.judgement import FindingRow, JudgementRow
from models.matter import ActRow, MatterRow, StepRow
from models.message import MessageRow
from models.office import OfficeRow, OfficerRow
from models.parameter import ParameterRow
from models.platform import PlatformOperatorRow
from models.region import RegionChangeRow, RegionRow
from models.region_assessment import RegionAssessmentRow

TABLES = (
    RegionRow,
    RegionChangeRow,
    CalendarDayRow,
    HolidayNoticeRow,
    ParameterRow,
    OfficeRow,
    OfficerRow,
    EnterpriseRow,
    ProductRow,
    LotRow,
    LaboratoryRow,
    LaboratoryAbilityRow,
    PlatformOperatorRow,
    LotApplicationRow,
    FactoryInspectionRow,
    CertificateActRow,
    CertificateRow,
    CertificateStateRow,
    CirculationCheckRow,
    MatterRow,
    JudgementRow,
    FindingRow,
    StepRow,
    ActRow,
    ClockEntryRow,
    MessageRow,
    DocumentRow,
    NumberSeriesRow,
    ServiceRow,
    RegionAssessmentRow,
    ImportRow,
    RejectedRow,
    AuditChainRow,
    AuditRow,
)
