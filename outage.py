"""What is told when something gives out that the program stands on: a server, a disk. Nothing else is translated."""

import errno

from sqlalchemy.exc import DBAPIError

from domain.errors import Refused

FULL = "53100"  # PostgreSQL: disk_full
_AGAIN_ZH = "同一操作可以原样再提交：已经记录的不会重复。"
_AGAIN_EN = "Send the same once more: what is on record already is not recorded twice."


def told_of(error: Exception) -> Refused | None:
    """`database_full`, `database_out_of_reach`, `disk_full`. None: an error of the program itself."""
    match error:
        case DBAPIError() if getattr(error.orig, "sqlstate", None) == FULL:
            return Refused(
                "database_full",
                zh=f"数据库所在的磁盘已满，未能记录。请腾出空间；{_AGAIN_ZH}",
                en=f"The disk of the database is full; this was not recorded. Make room. {_AGAIN_EN}",
            )
        case DBAPIError() if error.connection_invalidated or getattr(error.orig, "sqlstate", "") is None:
            return Refused(
                "database_out_of_reach",
                zh=f"无法连接数据库，或者连接中断：{_first_line(error)}。{_AGAIN_ZH}",
                en=f"The database cannot be reached, or the connection broke: {_first_line(error)}. {_AGAIN_EN}",
            )
        case OSError(errno=errno.ENOSPC | errno.EDQUOT):
            return Refused(
                "disk_full",
                zh="磁盘已满，未能写入。请腾出空间后再试。",
                en="The disk is full; it was not written. Make room and try again.",
                field="file",
                value=error.filename,
            )
    return None


def temporal_out_of_reach(target: str | None) -> Refused:
    return Refused(
        "temporal_out_of_reach",
        zh="无法连接 Temporal 服务器，尚未记录任何操作，请检查地址或者稍后再试。",
        en="The Temporal server cannot be reached; nothing has been recorded. Check the address, or try later.",
        field="target_host",
        value=target,
    )


def _first_line(error: DBAPIError) -> str:
    return str(error.orig).strip().splitlines()[0].rstrip(".")
