"""How often one address may try codes, and how many phones may join from it. Kept in memory only, and hashed."""

from __future__ import annotations

import hmac
import secrets
import time
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

TRIES: Final = 20
"""Wrong codes [count] that an address may send at once: a room of people behind one router types a few."""
TRY_EVERY: Final = 10.0
"""After that it gets one more try in this time [s]: 740 in two hours, of the 234,256 codes that there are."""
PHONES: Final = 40
"""Phones [count] from one address; all of a room may share one, and a room takes 200."""
MOST_ADDRESSES: Final = 10_000
"""Addresses [count] that are remembered; the eldest are forgotten first."""


@dataclass(slots=True)
class _Address:
    tries: float = TRIES
    seen: float = field(default_factory=time.monotonic)
    phones: set[str] = field(default_factory=set)


class PhoneDoors:
    """What each address has tried."""

    def __init__(self) -> None:
        self._secret = secrets.token_bytes(32)
        self._addresses: dict[str, _Address] = {}

    def may_try(self, address: str, key: str) -> bool:
        """Return whether a code from here is looked at; a phone that was let in before always is."""
        known = self._of(address)
        return known.tries >= 1 or self._hashed(key) in known.phones

    def tried_wrong(self, address: str) -> None:
        """Count a wrong code."""
        self._of(address).tries -= 1

    def may_join(self, address: str, key: str) -> bool:
        """Count a phone, once, and return whether there is room for it from here."""
        phones, phone = self._of(address).phones, self._hashed(key)
        if phone not in phones and len(phones) >= PHONES:
            return False
        phones.add(phone)
        return True

    def _of(self, address: str) -> _Address:
        hashed = self._hashed(address)
        known = self._addresses.pop(hashed, None) or _Address()
        self._addresses[hashed] = known  # the last to be forgotten
        if len(self._addresses) > MOST_ADDRESSES:
            del self._addresses[next(iter(self._addresses))]
        now = time.monotonic()
        known.tries = min(TRIES, known.tries + (now - known.seen) / TRY_EVERY)
        known.seen = now
        return known

    def _hashed(self, text: str) -> str:
        return hmac.new(self._secret, text.encode(), sha256).hexdigest()
