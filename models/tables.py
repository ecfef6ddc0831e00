"""Every table of the product, so that migrations see them all."""

from models.absence import AbsenceRow
from models.accounts import AccountRow, EntryRow, PostingRow
from models.address import AddressConfirmationRow
from models.audit import AuditChainRow, AuditRow
from models.bank import BankBookingRow, BankMessageRow, BankOrderRow, BankQuestionRow
from models.calendar import CalendarDayRow, HolidayNoticeRow
from models.certificate import CertificateRow, CertificateStateRow
from models.certificate_act import CertificateActRow
from models.circulation import CirculationCheckRow
from models.clock import ClockEntryRow
from models.clue import ClueRow, InformantRow
from models.cluster import ComplaintClusterRow
from models.commitment import CommitmentRow
from models.compensation import CompensationActRow, CompensationRow
from models.complaint import ComplaintRow
from models.dispatch import DispatchRow, PortalPaperRow
from models.document import DocumentRow, NumberSeriesRow, ServiceRow
from models.enterprise import EnterpriseRenamingRow, EnterpriseRow, LotRow, ProductRow
from models.imports import ImportedCheckRow, ImportRow, QuestionRow, RejectedRow
from models.informant_reply import InformantReplyRow
from models.issuance import FactoryInspectionRow, LotApplicationRow
from models.judgement import FindingRow, JudgementRow
from models.laboratory import LaboratoryAbilityRow, LaboratoryRow
from models.matter import ActRow, MatterRow, StepRow
from models.message import MessageRow
from models.office import OfficeRow, OfficerRow
from models.parameter import ParameterRow
from models.platform import PlatformOperatorRow
from models.product import ProductStandardRow
from models.recall import RecallActRow, RecallLotRow, RecallRow
from models.recall_notice import RecallNoticeRow
from models.region import RegionChangeRow, RegionRow
from models.region_assessment import RegionAssessmentRow
from models.scheme import AgreementRow, SchemeActRow, SchemePersonRow, SchemeRow
from models.scheme_paper import SchemePaperRow
from models.sealed_copy import SealedCopyRow
from models.service_attempt import ServiceAttemptRow
from models.submission import PlatformOutcomeRow, PlatformQuestionRow, SubmissionRow

TABLES = (
    RegionRow,
    RegionChangeRow,
    CalendarDayRow,
    HolidayNoticeRow,
    ParameterRow,
    OfficeRow,
    OfficerRow,
    AbsenceRow,
    EnterpriseRow,
    EnterpriseRenamingRow,
    ProductRow,
    ProductStandardRow,
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
    ComplaintRow,
    ClueRow,
    InformantRow,
    ComplaintClusterRow,
    MatterRow,
    SchemeRow,
    SchemePersonRow,
    AgreementRow,
    SchemeActRow,
    CompensationRow,
    CompensationActRow,
    SchemePaperRow,
    JudgementRow,
    FindingRow,
    StepRow,
    ActRow,
    ClockEntryRow,
    DocumentRow,
    SealedCopyRow,
    NumberSeriesRow,
    ServiceRow,
    ServiceAttemptRow,
    AddressConfirmationRow,
    DispatchRow,
    PortalPaperRow,
    CommitmentRow,
    RecallRow,
    RecallLotRow,
    RecallActRow,
    MessageRow,
    RegionAssessmentRow,
    RecallNoticeRow,
    ImportRow,
    RejectedRow,
    QuestionRow,
    ImportedCheckRow,
    AccountRow,
    PostingRow,
    EntryRow,
    BankOrderRow,
    BankMessageRow,
    BankBookingRow,
    BankQuestionRow,
    SubmissionRow,
    PlatformQuestionRow,
    PlatformOutcomeRow,
    InformantReplyRow,
    AuditChainRow,
    AuditRow,
)
