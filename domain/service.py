"""送达 (PR 82-83): in which manner a paper reaches whom it concerns, and how an attempt fails."""

from collections.abc import Collection

from domain.facts import Labelled


class Manner(Labelled):
    """送达方式. The last two of the ladder are those of PR 83: the address that the addressee confirmed was wrong.

    `INFORMAL` is for what needs no ladder: papers of guidance, and what one office sends to another.
    """

    DIRECT = "direct", "直接送达", "handed over"
    LEFT = "left", "留置送达", "left behind upon refusal"
    ELECTRONIC = "electronic", "电子送达", "electronic"
    POST = "post", "邮寄送达", "by post"
    ENTRUSTED = "entrusted", "委托送达", "by an entrusted bureau"
    FORWARDED = "forwarded", "转交送达", "forwarded by another authority"
    LEFT_AT_ADDRESS = "left_at_address", "留置于确认的送达地址", "left at the confirmed address"
    RETURNED_FROM_ADDRESS = "returned_from_address", "邮寄至确认的送达地址后退回", "returned from the confirmed address"
    ANNOUNCEMENT = "announcement", "公告送达", "by announcement"
    INFORMAL = "informal", "其他方式", "in another way"


class Failure(Labelled):
    """未能送达的情形."""

    REFUSED = "refused", "拒绝签收", "receipt refused"
    ABSENT = "absent", "无人签收", "nobody there"
    RETURNED = "returned", "退回或者未能到达", "returned, or not delivered"
    UNTRACEABLE = "untraceable", "下落不明", "the addressee cannot be traced"


class AddressKind(Labelled):
    """送达地址的种类. `PORTAL` is the addressee's account on this platform."""

    POSTAL = "postal", "通信地址", "postal address"
    EMAIL = "email", "电子邮件", "e-mail"
    SMS = "sms", "手机短信", "text message"
    FAX = "fax", "传真", "fax"
    MESSENGER = "messenger", "即时通讯账号", "messenger account"
    PORTAL = "portal", "平台账户", "account on this platform"

    @property
    def electronic(self) -> bool:
        return self is not AddressKind.POSTAL


_BY_HAND = {Manner.DIRECT, Manner.LEFT, Manner.LEFT_AT_ADDRESS}
_BY_OTHERS = {Manner.POST, Manner.ENTRUSTED, Manner.FORWARDED, Manner.RETURNED_FROM_ADDRESS}


def announceable(failed: Collection[tuple[Manner, Failure]], *, electronic: bool) -> bool:
    """Whether the recorded attempts bear a service by announcement (PR 82(5)): the addressee cannot be traced, or every
    other way was tried in vain: by hand, by post or by others and, where he has agreed to it, electronically.

    A receipt that was refused is no such attempt: then the paper is left behind (PR 82(2)).
    """
    if any(failure is Failure.UNTRACEABLE for _, failure in failed):
        return True
    in_vain = {manner for manner, failure in failed if failure is not Failure.REFUSED}
    tried = [bool(in_vain & _BY_HAND), bool(in_vain & _BY_OTHERS)]
    return all([*tried, Manner.ELECTRONIC in in_vain] if electronic else tried)
