"""What follows when a case is passed on (移送): to the police, whose answer is awaited (移送规定 5, 8, 9), or up to the
common superior, who designates the office in charge (处罚程序规定 13, 16), or to the court that is asked to enforce
(行政强制法 56-58). A report begins the next period, or none.
"""

from collections.abc import Mapping

from domain.results import Result
from domain.steps import StepKind

TO_POLICE, EXAMINED, REVIEW_REQUEST = "referral_to_police", "police_examination", "police_review_request"
REVIEWED, SUGGESTION, DESIGNATED = "police_review", "procuratorate_suggestion", "jurisdiction_designation"
COURT_ACCEPTANCE, COURT_RULING, COURT_RULING_HEARD = "court_acceptance", "court_ruling", "court_ruling_heard"
PASSED_ON = {StepKind.REFERRAL, StepKind.TRANSFER, StepKind.COURT_RULING}
RULED: Mapping[Result, str | None] = {Result.COURT_GRANTED: None, Result.COURT_REFUSED: None}
# By the period that runs: what may be reported, and the period that it begins; None: the step is over.
FOLLOWS: Mapping[str, Mapping[Result, str | None]] = {
    TO_POLICE: {Result.SENT: EXAMINED},
    EXAMINED: {Result.POLICE_FILED: None, Result.POLICE_REFUSED: REVIEW_REQUEST},
    REVIEW_REQUEST: {Result.REVIEW_ASKED: REVIEWED, Result.SUGGESTED: None, Result.ACCEPTED: None},
    REVIEWED: {Result.POLICE_FILED: None, Result.POLICE_REFUSED: SUGGESTION},
    SUGGESTION: {Result.SUGGESTED: None, Result.ACCEPTED: None},
    COURT_ACCEPTANCE: {Result.COURT_ACCEPTED: COURT_RULING, Result.COURT_NOT_ACCEPTED: None, **RULED},
    COURT_RULING: {Result.COURT_HEARS: COURT_RULING_HEARD, **RULED},
    COURT_RULING_HEARD: RULED,
    DESIGNATED: {Result.KEPT: None, Result.TRANSFERRED: None},
}
FROM_THE_SAME = {COURT_RULING_HEARD}  # runs from what the period before ran from: the acceptance
IN_TIME_ONLY = {Result.REVIEW_ASKED, Result.SUGGESTED}  # what an authority may do within its period, and not later
PROVED = {
    Result.SENT,
    Result.POLICE_FILED,
    Result.POLICE_REFUSED,
    Result.REVIEW_ASKED,
    Result.SUGGESTED,
    *FOLLOWS[COURT_ACCEPTANCE],
    *FOLLOWS[COURT_RULING],
}
