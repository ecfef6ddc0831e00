"""大写金额: an amount in capital figures, as papers state it beside the numerals so that neither is altered."""

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿")
MOST_FEN = 10**14  # exclusive: three groups of yuan


def in_capitals(fen: int) -> str:
    """人民币壹仟零伍元叁角贰分; 整 ends an amount without fen. ValueError below zero, or from `MOST_FEN` on."""
    if not 0 <= fen < MOST_FEN:
        raise ValueError(f"{fen} fen")
    yuan, rest = divmod(fen, 100)
    jiao, rest = divmod(rest, 10)
    words = f"{_whole(yuan)}元" if yuan else ""
    if jiao:
        words += f"{_DIGITS[jiao]}角"
    elif rest and yuan:
        words += _DIGITS[0]
    words += f"{_DIGITS[rest]}分" if rest else "整"
    return f"人民币{words if yuan or jiao or rest else '零元整'}"


def _whole(yuan: int) -> str:
    """Groups of four places, each with its name; one 零 stands for any run of empty places before a digit."""
    words, gap = "", False
    for power in range(len(_GROUPS) - 1, -1, -1):
        group = yuan // 10_000**power % 10_000
        if not group:
            gap = bool(words)
            continue
        gap = gap or (bool(words) and group < 1_000)
        words += (_DIGITS[0] if gap else "") + _group(group) + _GROUPS[power]
        gap = False
    return words


def _group(number: int) -> str:
    words, gap = "", False
    for power in range(len(_PLACES) - 1, -1, -1):
        if digit := number // 10**power % 10:
            words += (_DIGITS[0] if gap else "") + _DIGITS[digit] + _PLACES[power]
            gap = False
        else:
            gap = bool(words)
    return words
