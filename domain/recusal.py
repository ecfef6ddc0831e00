"""Recusal (回避): who takes no part in a matter, by what was asked and decided in it (APL 43, PR 4)."""

from collections.abc import Iterable

from domain.people_acts import RecusalDecision, RecusalRequest


def pending(acts: Iterable[RecusalRequest | RecusalDecision]) -> dict[str, RecusalRequest]:
    """The requests that nobody has decided yet, by their act ids, in the order of recording."""
    open_: dict[str, RecusalRequest] = {}
    for act in acts:
        if isinstance(act, RecusalRequest):
            open_[act.act_id] = act
        else:
            open_.pop(act.request, None)
    return open_


def recused(acts: Iterable[RecusalRequest | RecusalDecision]) -> frozenset[str]:
    """The officers who take no part.

    The request of a party binds nobody before it is decided: the inquiry does not stop (APL 43). Who has declared it
    himself knows what the law forbids him, and takes no part unless it is decided otherwise.
    """
    asked: dict[str, RecusalRequest] = {}
    out: dict[str, bool] = {}
    for act in acts:
        if isinstance(act, RecusalRequest):
            asked[act.act_id] = act
            if act.actor == act.officer:
                out[act.officer] = True
        elif request := asked.get(act.request):
            out[request.officer] = act.agreed
    return frozenset(officer for officer, stays_out in out.items() if stays_out)
