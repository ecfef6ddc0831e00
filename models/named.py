"""Names (名称): who is meant by an id, whoever it is."""

from sqlmodel import Session

from models import complaint
from models.enterprise import EnterpriseRow
from models.office import OfficeRow, OfficerRow


def named(session: Session, identity: str) -> str:
    """An enterprise, an office, an officer or a complainant by name; the id where the register does not know it: an
    authority that is not in the register goes by the name that its paper gives it."""
    row: EnterpriseRow | OfficeRow | OfficerRow | None = session.get(EnterpriseRow, identity)
    row = row or session.get(OfficeRow, identity) or session.get(OfficerRow, identity)
    if row is None and (name := complaint.person(session, identity)):
        return name
    return row.name if row else identity
