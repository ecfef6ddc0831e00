"""Products (产品) in full: GTIN and executing standards (执行标准)."""

from datetime import date

from biip import ParseError
from biip.checksums import gs1_standard_check_digit
from biip.gtin import Gtin
from sqlmodel import Field, Session, SQLModel, col, select

from domain.errors import Refused
from models.enterprise import ProductRow


class ProductStandardRow(SQLModel, table=True):
    """执行标准编号, as written on or for the product. `applies_from` is the first day that a source names, if any."""

    __tablename__ = "product_standard"

    product_id: str = Field(foreign_key="product.product_id", primary_key=True)
    number: str = Field(primary_key=True)
    applies_from: date | None = None


def checked_gtin(gtin: str) -> str:
    """A GTIN of 8, 12, 13 or 14 digits in its form of fourteen. Refused `bad_gtin`, with the right one where only the
    check digit is wrong."""
    digits = gtin.replace(" ", "").replace("-", "")
    try:
        return Gtin.parse(digits).as_gtin_14()
    except ParseError:
        right = ""
    if digits.isascii() and digits.isdecimal() and len(digits) in (8, 12, 13, 14):
        right = digits[:-1] + str(gs1_standard_check_digit(digits[:-1]))
    raise Refused(
        "bad_gtin",
        zh=f"商品条码的校验位有误，应当是 {right}。" if right else "商品条码应当是 8、12、13 或者 14 位数字。",
        en=f"The check digit of the GTIN is wrong: it should be {right}."
        if right
        else "A GTIN has 8, 12, 13 or 14 digits.",
        field="gtin",
        value=gtin,
    )


def add_standards(session: Session, product_id: str, numbers: tuple[str, ...], applies_from: date | None) -> bool:
    """Enter the standards that are not on record yet. False where all are."""
    new = [number for number in numbers if session.get(ProductStandardRow, (product_id, number)) is None]
    session.add_all(
        ProductStandardRow(product_id=product_id, number=number, applies_from=applies_from) for number in new
    )
    session.flush()
    return bool(new)


def standards(session: Session, product_id: str, on: date | None = None) -> list[str]:
    """The numbers that are on record, or those of them that applied on a day as far as their sources say."""
    of_it = select(ProductStandardRow).where(ProductStandardRow.product_id == product_id)
    rows = session.exec(of_it.order_by(ProductStandardRow.number))
    return [row.number for row in rows if on is None or row.applies_from is None or row.applies_from <= on]


def of_gtin(session: Session, gtin: str) -> list[ProductRow]:
    """Products of this GTIN. Refused `bad_gtin`."""
    query = select(ProductRow).where(ProductRow.gtin == checked_gtin(gtin))
    return list(session.exec(query.order_by(col(ProductRow.product_id))))
