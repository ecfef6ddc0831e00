"""How a respondent sells and where he is (O121 13): what tells which county office handles a complaint about him."""

from typing import Annotated

from pydantic import StringConstraints

from domain.base import Text, Value
from domain.facts import Labelled
from domain.scheme import Line

Code = Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$")]  # GB/T 2260


class Sells(Labelled):
    """经营方式 (O121 13)."""

    PREMISES = "premises", "有实际经营场所的经营者", "a trader with premises"
    PLATFORM = "platform", "电子商务平台经营者", "the operator of a platform"
    OWN_SITE = "own_site", "通过自建网站、其他网络服务经营", "a trader by his own website or other online services"
    ON_PLATFORM = "on_platform", "平台内经营者", "a trader on a platform"
    UNREACHABLE = (
        "on_platform_unreachable", "未公示地址或者按公示的地址无法联系的平台内经营者",
        "a trader on a platform whose published address is missing or leads to nobody",
    )  # fmt: skip


class Place(Labelled):
    """地点, each a field of Whereabouts."""

    CONDUCT = "conducted_in", "被举报行为发生地", "where it happened"
    OPERATES = "operates_in", "实际经营地", "where he does business"
    DOMICILED = "domiciled_in", "住所地", "his domicile"
    PUBLISHED = "published_in", "平台公示的地址所在地", "the address that the platform publishes"
    PLATFORM = "platform_domiciled_in", "平台经营者住所地", "the domicile of the platform's operator"


class Whereabouts(Value):
    """被投诉人、被举报人的经营方式和地点, by the code of the county. None: not known. `conducted_in` is of a report."""

    sells: Sells
    conducted_in: Code | None = None
    operates_in: Code | None = None
    domiciled_in: Code | None = None
    platform: Line | None = None
    published_in: Code | None = None
    platform_domiciled_in: Code | None = None

    def at(self, place: Place) -> str | None:
        code: str | None = getattr(self, place.value)
        return code


class Competence(Value):
    """处理权限: in which places an office handles a complaint about such a trader, or a report, any of them."""

    places: tuple[Place, ...]
    basis: tuple[str, ...]
    cited: Text

    def at(self, where: Whereabouts) -> dict[Place, str]:
        """Of the places that count, those on record."""
        return {one: code for one in self.places if (code := where.at(one))}
