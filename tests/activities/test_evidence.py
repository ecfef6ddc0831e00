"""Evidence handed in for a matter (行政处罚法 46): once, on its chain, in its file, and missed where it is gone."""

import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from activities.evidence import content_of, files_of, hand_in, lost
from activities.evidence_store import EvidenceStore
from activities.law import Law
from activities.matter_evidence import MatterEvidence
from activities.matter_file import file_of
from activities.matter_record import MatterRecord
from activities.matter_story import story
from domain.errors import Refused
from domain.evidence import EvidenceKind
from domain.evidence_file import EvidenceFile, HandingIn
from domain.matter_file import MatterFile
from models import audit, matter
from models.circulation import Origin
from notices.file_order import Volume
from servers import Addresses
from tests.registering import HANDLER, STRANGER, Registered, registered

JPEG = bytes.fromhex("ffd8ffe000104a46494600010101004800480000") + bytes(200)
SONG = b"#!AMR\n" + bytes(200)


@pytest.fixture
def one(addresses: Addresses) -> Iterator[Registered]:
    with registered(addresses, 745) as made:
        yield made


@pytest.fixture
def store(tmp_path: Path) -> EvidenceStore:
    return EvidenceStore(tmp_path)


def add(one: Registered, store: EvidenceStore, content: bytes = JPEG, **stated: Any) -> EvidenceFile:
    given: dict[str, Any] = {"matter_id": one.matter_id, "officer": HANDLER, "name": "小票.jpg", "at": one.now}
    given |= {"statement": "购物小票，投诉人提供"}
    with one.session() as session:
        return hand_in(session, store, HandingIn(**given | stated), io.BytesIO(content), len(content))


def refused(one: Registered, store: EvidenceStore, **stated: Any) -> str:
    with pytest.raises(Refused) as refusal:
        add(one, store, **stated)
    return refusal.value.code


def words(file: MatterFile) -> str:
    """Of all pages, as one line."""
    return "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(file.pdf)).pages).split())


def test_the_same_file_at_once_is_one(one: Registered, store: EvidenceStore) -> None:
    with ThreadPoolExecutor(6) as crowd:
        sums = {kept.sha256 for kept in crowd.map(lambda n: add(one, store, name=f"{n}.jpg"), range(12))}
    with one.session() as session:
        assert [file.sha256 for file in files_of(session, audit.of_matter(one.matter_id))] == list(sums)


def test_the_same_file_twice_in_one_matter_is_one(one: Registered, store: EvidenceStore) -> None:
    first, again, other = add(one, store), add(one, store, name="又一次.jpg"), add(one, store, SONG, name="通话.amr")
    assert first.sha256 == again.sha256
    with one.session() as session:
        assert files_of(session, audit.of_matter(one.matter_id)) == (first, other)
        assert content_of(session, store, audit.of_matter(one.matter_id), other.sha256) == SONG
        with pytest.raises(Refused, match="unknown_evidence"):
            content_of(session, store, audit.of_matter(one.matter_id), "../../etc/passwd")


def test_what_was_handed_in_stands_in_the_story_and_in_the_file(one: Registered, store: EvidenceStore) -> None:
    kept, song = add(one, store, name="小票😀.jpg"), add(one, store, SONG, name="通话.amr")
    with one.session() as session:
        events = story(session, Law(), one.matter_id, one.now).events
        told = next(event for event in events if event.kind == "handed_in")
        assert "购物小票" in told.words.zh
        assert kept.sha256 in told.words.zh
        items = MatterEvidence(MatterRecord(session, Law(), one.matter_id)).items
        by_sum = {item.original.zh[-64:]: item.kind for item in items}
        assert by_sum[kept.sha256] is EvidenceKind.ELECTRONIC
        assert by_sum[song.sha256] is EvidenceKind.AUDIOVISUAL
        whole = file_of(session, Law(), one.matter_id)  # a name that no font has is no reason to stop
        main = file_of(session, Law(), one.matter_id, (Volume.MAIN,))
    assert "通话.amr" in words(whole)
    assert kept.sha256 in words(main)
    assert "通话" not in words(main)  # which the party may read: a name may name an informant
    assert "投诉人提供" not in words(main)


def test_what_is_gone_or_changed_is_missed(one: Registered, store: EvidenceStore) -> None:
    kept, song = add(one, store), add(one, store, SONG)
    with one.session() as session:
        assert list(lost(session, store)) == []
        store.place(kept.sha256).unlink()
        store.place(song.sha256).chmod(0o600)
        store.place(song.sha256).write_bytes(JPEG)
        chain = audit.of_matter(one.matter_id)
        assert [(broken.chain, broken.what.en) for broken in lost(session, store)] == [
            (chain, "The evidence 小票.jpg is gone or was changed."),
            (chain, "The evidence 小票.jpg is gone or was changed."),
        ]
        with pytest.raises(Refused, match="evidence_lost"):
            content_of(session, store, chain, kept.sha256)


def test_who_may_not_take_it_in_leaves_nothing_in_the_store(one: Registered, store: EvidenceStore) -> None:
    assert refused(one, store, officer=STRANGER) == "officer_of_another_region"
    assert refused(one, store, matter_id="none") == "unknown_matter"
    assert refused(one, store, officer="none") == "unknown_officer"
    assert refused(one, store, at=datetime(2026, 1, 1)) == "moment_without_zone"  # noqa: DTZ001
    assert refused(one, store, at=one.now - timedelta(days=1)) == "before_the_matter"
    assert list(store.kept()) == []


def test_a_closed_matter_takes_nothing_more(one: Registered, store: EvidenceStore) -> None:
    with one.session() as session:
        matter.close(session, matter.lock(session, one.matter_id), one.now)
    assert refused(one, store) == "matter_closed"


def test_evidence_of_a_rehearsal_has_the_time_of_the_rehearsal(one: Registered, store: EvidenceStore) -> None:
    add(one, store, at=None)
    with one.session() as session:
        assert audit.entries(session, audit.of_matter(one.matter_id))[-1].at == one.now


def test_a_real_matter_takes_nothing_from_the_future(addresses: Addresses, store: EvidenceStore) -> None:
    with registered(addresses, 746, origin=Origin.OWN) as real:
        assert refused(real, store, at=datetime.now(UTC) + timedelta(days=1)) == "received_in_the_future"
