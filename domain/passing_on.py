"""What follows when a case is passed on (移送): to the police, whose answer is awaited (移送规定 5, 8, 9), or up to the
common superior, who designates the office in charge (处罚程序规定 13, 16). A report begins the next period, or none.
"""

from collections.abc import Mapping

from domain.results import Result
from domain.steps import StepKind

TO_POLICE, EXAMINED, REVIEW_REQUEST = "referral_to_police", "police_examination", "police_review_request"
REVIEWED, SUGGESTION, DESIGNATED = "police_review", "procuratorate_suggestion", "jurisdiction_designation"
PASSED_ON = {StepKind.REFERRAL, StepKind.TRANSFER}
# By the period that runs: what may be reported, and the period that it begins; None: the step is over.
FOLLOWS: Mapping[str, Mapping[Result, str | None]] = {
    TO_POLICE: {Result.SENT: EXAMINED},
    EXAMINED: {Result.POLICE_FILED: None, Result.POLICE_REFUSED: REVIEW_REQUEST},
    REVIEW_REQUEST: {Result.REVIEW_ASKED: REVIEWED, Result.SUGGESTED: None, Result.ACCEPTED: None},
    REVIEWED: {Result.POLICE_FILED: None, Result.POLICE_REFUSED: SUGGESTION},
    SUGGESTION: {Result.SUGGESTED: None, Result.ACCEPTED: None},
    DESIGNATED: {Result.KEPT: None, Result.TRANSFERRED: None},
}
IN_TIME_ONLY = {Result.REVIEW_ASKED, Result.SUGGESTED}  # what an authority may do within its period, and not later
PROVED = {Result.SENT, Result.POLICE_FILED, Result.POLICE_REFUSED, Result.REVIEW_ASKED, Result.SUGGESTED}
