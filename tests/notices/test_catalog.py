from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from domain.errors import Refused
from domain.statute import StatuteKind
from notices import catalog
from notices.catalog import NoticeKind
from notices.numbering import number
from rules.deadlines import period
from rules.statutes import statutes


def _written(id: str) -> dict[str, Any]:
    return catalog.kind(id).model_dump()


def test_an_order_stands_on_product_quality_law_17_or_54_and_states_its_remedies() -> None:
    order = catalog.kind("order_to_correct")
    assert (order.title.zh, order.nature) == ("责令改正通知书", "order")
    assert order.basis == ["pql/17", "pql/54", "apl/28", "o18/46", "o18/49"]
    assert order.served
    assert order.remedies


@pytest.mark.parametrize("nature", ["guidance", "procedural", "internal", "civil"])
def test_a_paper_that_burdens_nobody_must_not_state_remedies(nature: str) -> None:
    with pytest.raises(ValidationError, match="has remedies: false"):
        NoticeKind.model_validate({**_written("order_to_correct"), "nature": nature})


@pytest.mark.parametrize("nature", ["order", "coercive", "penalty"])
def test_an_adverse_paper_must_state_remedies(nature: str) -> None:
    with pytest.raises(ValidationError, match="has remedies: true"):
        NoticeKind.model_validate({**_written("service_receipt"), "nature": nature})


def test_an_adverse_paper_must_say_where_to_turn() -> None:
    order = _written("order_to_correct")
    del order["fields"]["remedies"]
    with pytest.raises(ValidationError, match="no field for where to turn"):
        NoticeKind.model_validate(order)


def test_an_internal_paper_is_served_on_nobody() -> None:
    with pytest.raises(ValidationError, match="served on nobody"):
        NoticeKind.model_validate({**_written("service_receipt"), "nature": "internal", "served": True})


@pytest.mark.parametrize("kind", sorted(catalog.kinds()))
def test_every_article_that_a_document_rests_on_is_binding_law(kind: str) -> None:
    """But for civil papers, which may rest on a contract."""
    given = catalog.kind(kind)
    for id in given.basis:
        of = statutes()[id].kind
        assert of.binds or (given.nature == "civil" and of is StatuteKind.CONTRACT)


def test_the_remedies_are_sixty_days_and_six_months_by_their_articles() -> None:
    told = {name: (one.period, one.article.zh) for name, one in catalog.remedies().items()}
    assert told == {
        "reconsideration": ("60日", "《中华人民共和国行政复议法》第二十条"),
        "suit": ("6个月", "《中华人民共和国行政诉讼法》第四十六条"),
    }


@pytest.mark.parametrize("remedy", sorted(catalog.remedies()))
def test_a_remedy_is_told_with_the_period_that_the_deadlines_reckon_with(remedy: str) -> None:
    told, reckoned = catalog.remedies()[remedy], period(remedy, date(2025, 3, 4))
    assert (told.count, told.unit) == (reckoned.count, reckoned.unit)
    assert told.basis in reckoned.basis
    assert told.article == statutes()[told.basis].cited


def test_what_a_paper_always_cites_is_among_its_basis() -> None:
    notice = _written("result_notice")
    assert notice["fields"]["stop_articles"]["cites"] == ["o18/45"]
    notice["basis"] = ["pql/15"]
    with pytest.raises(ValidationError, match="stop_articles cites an article that is no basis"):
        NoticeKind.model_validate(notice)


@pytest.mark.parametrize("slip", ["remedies: false", "common: [office", "  purpose: {title"])
def test_a_slip_in_the_catalogue_is_told_with_its_file(tmp_path: Path, slip: str) -> None:
    sound = (catalog.CATALOG / "reminder_letter.yaml").read_text("utf-8")
    assert slip in sound
    (tmp_path / "letter.yaml").write_text(sound.replace(slip, f"{slip}x"), "utf-8")
    with pytest.raises((ValueError, KeyError)) as told:
        list(catalog._read(tmp_path))
    assert told.value.__notes__ == [f"{tmp_path.name}/letter.yaml"]


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        catalog.kind("red_packet")
    assert refusal.value.code == "unknown_notice_kind"


def test_a_number_names_office_series_year_and_place() -> None:
    assert number(catalog.kind("order_to_correct"), "示市监", 2025, 12) == "示市监责改〔2025〕12号"


def test_a_title_can_be_the_name_of_a_file() -> None:
    for one in catalog.kinds().values():
        assert not set('/\\:*?"<>|') & set(one.title.zh)
