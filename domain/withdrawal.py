"""Withdrawal (撤销责令改正): who undoes an order."""

from domain.facts import Labelled


class Revoker(Labelled):
    """撤销主体. What another body undoes falls by its decision; this office records it."""

    OFFICE = "office", "本机关", "this office"
    RECONSIDERATION = "reconsideration", "行政复议机关", "the reconsideration body"
    COURT = "court", "人民法院", "the court"
