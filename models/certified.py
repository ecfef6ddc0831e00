"""What a certificate was declared for (合格证所载货物), for an answer."""

from typing import Any

import psycopg
from psycopg.rows import dict_row

from domain.answer import CertifiedLot

_CERTIFIED = """
    select maker.name as producer, product.name as product, product.model, lot.as_stated as lot, lot.produced_on,
           lot.use_by, certificate.inspected_on, certificate.issued_on
    from certificate
    join lot using (lot_id)
    join product using (product_id)
    join enterprise as maker using (enterprise_id)
    where number = %s
"""


def certified(connection: psycopg.Connection[Any], number: str) -> CertifiedLot | None:
    """The goods that the register has for this number. None: it does not know it."""
    with connection.cursor(row_factory=dict_row) as cursor:
        row = cursor.execute(_CERTIFIED, [number], prepare=True).fetchone()
    return None if row is None else CertifiedLot.model_validate(row)
