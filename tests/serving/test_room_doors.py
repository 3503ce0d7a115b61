"""Who comes into a room over the network, and how much one of them can take up."""

from __future__ import annotations

import urllib.request
from http.cookiejar import CookieJar
from typing import TYPE_CHECKING

import pytest

from crampguide.knowledge.loading import load_knowledge
from crampguide.serving.phone_doors import PHONES, TRIES, TRY_EVERY, PhoneDoors
from tests.browser.rooms import Phone, RoomServer, serve_room

from .asking import ask

if TYPE_CHECKING:
    from collections.abc import Iterator

WORDS = load_knowledge().wording


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RoomServer]:
    """Serve a room in which one phone may have the guide."""
    folder = tmp_path_factory.mktemp("room")
    yield from serve_room(folder, "--keep", str(folder / "room.sqlite"), "--guides", "1")


def cookie(address: str, *, name: str) -> str:
    """Return what an address sets as a cookie."""
    jar = CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    with opener.open(address, timeout=60):
        pass
    return next(f"{one.name}={one.value}" for one in jar if one.name == name)


def stamp(room: RoomServer, phone: Phone) -> str:
    """Return the stamp that a phone gets when it joins."""
    body = f'{{"code": "{room.code}"}}'.encode()
    answer = ask(f"{room.base}room/join", method="POST", body=body, X_Room_Key=phone.key)
    return str(answer.headers["Set-Cookie"]).partition(";")[0]


def test_a_phone_gets_the_guide_only_in_its_room(room: RoomServer) -> None:
    """Whoever is merely on the same Wi-Fi can not take the places of the phones that joined (S3)."""
    for page in ("guide", "evidence", "methods"):
        refused = ask(room.base + page)
        assert refused.status == 403
        assert WORDS["room_join_first"] in refused.text
    first, second = (stamp(room, Phone(room.base, room.code)) for _ in range(2))
    assert first == second, "it tells no phone from another"
    opened = ask(f"{room.base}guide", Cookie=first)
    assert opened.status == 200
    ask(f"{room.base}voila/api/shutdown/{opened.kernel}", method="POST", body=b"")


def test_the_facilitators_page_takes_no_place(room: RoomServer) -> None:
    """With places for one phone, that phone comes in though the facilitator's page is open."""
    lead = cookie(room.page, name="crampguide-facilitator")
    stage = ask(f"{room.base}workshop", Cookie=lead)
    assert stage.kernel
    page = ask(f"{room.base}guide", Cookie=stamp(room, Phone(room.base, room.code)))
    assert page.status == 200
    for kernel in (stage.kernel, page.kernel):
        ask(f"{room.base}voila/api/shutdown/{kernel}", method="POST", body=b"")


def test_wrong_codes_slow_down_and_lock_out_no_phone(room: RoomServer) -> None:
    """One client tried 805 codes a second (S8); a phone that is in goes on, though it has the same address."""
    inside = Phone(room.base, room.code)
    inside.ask("join")
    stranger = Phone(room.base, "XXXX")
    said = [stranger.ask("now")["said"] for _ in range(TRIES + 5)]
    assert said[0] == WORDS["room_wrong_code"]
    assert said[-1] == WORDS["room_slow"]
    assert Phone(room.base, room.code).ask("join")["said"] == WORDS["room_slow"], "not even the right one is told"
    assert "mark" in inside.ask("now")


def test_tries_come_back_with_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever has typed a few wrong codes may type the right one soon; nobody may try thousands in a session."""
    now = 1e9  # later than any clock of this machine, which an address may have been met by
    monkeypatch.setattr("crampguide.serving.phone_doors.time.monotonic", lambda: now)
    doors = PhoneDoors()
    tried = 0
    for _ in range(2 * 3_600):
        if doors.may_try("192.0.2.1", "k"):
            doors.tried_wrong("192.0.2.1")
            tried += 1
        now += 1
    assert tried <= TRIES + 2 * 3_600 / TRY_EVERY + 1
    assert doors.may_try("192.0.2.2", "k"), "another address has its own tries"


def test_one_address_can_not_fill_a_room() -> None:
    """One client once took all 200 places in 1.2 s (S8); a room behind one router still fits."""
    doors = PhoneDoors()
    joined = [doors.may_join("192.0.2.1", f"key {number}") for number in range(PHONES + 100)]
    assert joined.count(True) == PHONES
    assert doors.may_join("192.0.2.1", "key 0"), "who is in stays in"
    assert doors.may_join("192.0.2.2", "another")
    assert not [text for text in map(repr, doors._addresses) if "192.0.2" in text], "no address is kept"  # noqa: SLF001
