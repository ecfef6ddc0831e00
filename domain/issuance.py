"""Issuance (出证): one application for the certificates of one lot, and the factory inspection behind it."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated

from pydantic import Field, StringConstraints

from domain.base import Value
from domain.circulation import SampleOutcome
from domain.facts import FactModel, Labelled, fact

Number = Annotated[Decimal, Field(allow_inf_nan=False)]
Stated = Annotated[str, StringConstraints(strip_whitespace=True)]


class ProductScope(Labelled):
    """产品范围 of the recommended standard DB43/T 2203-2021, which leaves the last four out."""

    COVERED = "covered", "适用", "covered"
    FOOD = "food", "食品", "food"
    DRUG = "drug", "药品", "drug"
    MEDICAL_DEVICE = "medical_device", "医疗器械", "medical device"
    SPECIAL_EQUIPMENT = "special_equipment", "特种设备", "special equipment"


class Limit(Value):
    """限值: both bounds belong to what conforms; None is no bound. Without any there is nothing to compare with."""

    at_least: Number | None = None
    at_most: Number | None = None


class InspectedItem(Value):
    """检验项目. `measured` and the limit are in `unit`.

    `protects`: the limit is of a 保障人体健康和人身、财产安全的国家标准、行业标准 (PQL 13, 49).
    """

    name: str
    unit: str = ""
    limit: Limit = Limit()
    measured: Number | None = None
    protects: bool | None = None

    @property
    def conforms(self) -> bool | None:
        """None where nothing was measured or no limit is stated."""
        low, high = self.limit.at_least, self.limit.at_most
        if self.measured is None or (low is None and high is None):
            return None
        return (low is None or low <= self.measured) and (high is None or self.measured <= high)


class Computed(Value):
    """What the measured values say; None where they do not. One failed item fails the whole."""

    conforms: bool | None
    failed_item_protects: bool | None


def computed(items: Iterable[InspectedItem]) -> Computed:
    """The verdict that follows from the items. Where none failed, `failed_item_protects` is None."""
    items = tuple(items)
    results = {item.conforms for item in items}
    conforms = False if False in results else None if None in results or not items else True
    failed = {item.protects for item in items if item.conforms is False}
    protects = True if True in failed else None if None in failed or not failed else False
    return Computed(conforms=conforms, failed_item_protects=protects)


class CertificateContent(Value):
    """合格证所载内容, as stated; None or empty is not stated. Results or a conclusion: one of them will do."""

    product_name: Stated | None = None
    model: Stated | None = None
    specification: Stated | None = None
    maker: Stated | None = None
    address: Stated | None = None
    standard_number: Stated | None = None
    items_and_results: Stated | None = None
    conclusion: Stated | None = None
    lot_number: Stated | None = None
    lot_size: Stated | None = None
    inspected_on: Stated | None = None
    left_factory_on: Stated | None = None
    inspector: Stated | None = None


class IssuanceFacts(FactModel):
    """出证事实: one row of the view `issuance_facts`. The inspection is the last one before the issue."""

    scope: ProductScope | None = fact("产品范围", "scope of the product")
    issued: bool | None = fact("已开具合格证", "certificates issued")
    inspected: bool | None = fact("有出厂检验记录", "a factory inspection is on record")
    stated_outcome: SampleOutcome | None = fact("载明的检验结论", "verdict as stated")
    measured_values_conform: bool | None = fact("实测值全部符合限值", "all measured values keep their limits")
    inspection_failed: bool | None = fact("出厂检验不合格", "the factory inspection failed")
    failed_item_protects: bool | None = fact(
        "不合格项目属于保障人体健康和人身、财产安全的国家标准、行业标准",
        "a failed item is of a national or industry standard that protects health, person and property",
    )
    inspector_code_stated: bool | None = fact("载明检验员代号", "the inspector's code is stated")
    laboratory_registered: bool | None = fact("实验室已在平台登记", "laboratory registered on the platform")
    laboratory_able: bool | None = fact("实验室具备该类产品检验能力", "laboratory able to inspect this kind")
    days_produced_after_inspection: int | None = fact(
        "生产日期晚于检验日期的天数", "days by which production follows the inspection", unit="days"
    )
    days_inspected_after_issue: int | None = fact(
        "检验日期晚于开具日期的天数", "days by which the inspection follows the issue", unit="days"
    )
    days_produced_after_application: int | None = fact(
        "生产日期晚于申请日期的天数", "days by which production follows the application", unit="days"
    )
    quantity: int | None = fact("申请数量", "quantity applied for", unit="units")
    serials_beyond_quantity: int | None = fact(
        "编号个数超出数量的部分", "serial numbers beyond the quantity", unit="units"
    )
    applications_with_same_serials: int | None = fact(
        "编号重叠的其他申请数", "other applications with the same serial numbers", unit="applications"
    )
    product_contents_missing: int | None = fact(
        "产品和生产单位内容缺项数", "missing contents on product and maker", unit="contents"
    )
    standard_number_missing: bool | None = fact("未载明执行标准编号", "no number of the executed standard")
    inspection_contents_missing: int | None = fact(
        "检验内容缺项数", "missing contents on the inspection", unit="contents"
    )
    lot_contents_missing: int | None = fact("批次内容缺项数", "missing contents on the lot", unit="contents")
