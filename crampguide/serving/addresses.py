"""Under which addresses phones on the same network may reach this machine, the likeliest first."""

from __future__ import annotations

import ipaddress
import re
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Final

import psutil

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

NOWHERE: Final = "127.0.0.1"
NOT_FOR_PHONES: Final = re.compile(
    r"""^(wg|tun|tap|utun|ppp|ipsec|zt|tailscale|proton|nordlynx|mullvad|cscotun|gpd|outline|ham|     # tunnels
          docker|podman|br-|cni|flannel|cali|veth|virbr|lxc|lxd|lxdbr|incus|vmnet|vboxnet|bridge\d\d|  # machines inside
          vethernet|dummy|awdl|llw|ap\d)
        |virtualbox|vmware|hyper-v|wsl|host-only|vpn|openvpn|wireguard|tap-windows|tailscale""",
    re.VERBOSE | re.IGNORECASE,
)
"""Names of cards to which no phone of the room is connected."""
WIRELESS: Final = re.compile(r"^(wl|wifi|wi-fi|wlan|ath|ra\d)|wireless|wi-fi", re.IGNORECASE)
DRIVERS: Final = Path("/sys/class/net")
"""Where Linux tells which cards are real."""
FAR_AWAY: Final = ("192.0.2.1", 9)
"""An address that belongs to nobody; nothing is sent to it."""


def own_addresses() -> list[str]:
    """Return the addresses of this machine that phones may reach, the likeliest first; 127.0.0.1 if there is none."""
    states = psutil.net_if_stats()
    cards = {
        name: [address.address for address in addresses]
        for name, addresses in psutil.net_if_addrs().items()
        if name in states and states[name].isup
    }
    return ranked(cards, default_route(), _is_real)


def ranked(
    cards: Mapping[str, Sequence[str]], default: str, is_real: Callable[[str], bool] = lambda _: True
) -> list[str]:
    """Return addresses, the likeliest that a phone reaches first.

    Parameters
    ----------
    cards : mapping of str to sequence of str
        Name of a network card to its addresses.
    default : str
        The address from which this machine speaks to others; empty if it has no way to them.
    is_real : callable
        Whether a card is one that can be touched.

    Returns
    -------
    list of str
        The one by which this machine speaks to others, then wireless ones, as phones are; those of tunnels, containers
        and virtual machines only if there are no others.

    Examples
    --------
    >>> ranked({"wg0": ["10.66.66.2"], "eth0": ["10.0.0.5"], "wlan0": ["192.168.1.7"]}, "10.66.66.2")
    ['192.168.1.7', '10.0.0.5']
    """
    found = [
        (
            bool(NOT_FOR_PHONES.search(name)),
            not is_real(name),
            address != default,
            not WIRELESS.search(name),
            name,
            address,
        )
        for name, addresses in cards.items()
        for address in addresses
        if _is_for_phones(address)
    ]
    likely = [one for one in found if not one[0]] or found
    touchable = [one for one in likely if not one[1]] or likely
    return [one[-1] for one in sorted(touchable)] or [NOWHERE]


def default_route() -> str:
    """Return the address from which this machine speaks to others, or an empty text."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(FAR_AWAY)  # chooses a way, and sends nothing
        except OSError:
            return ""
        return str(probe.getsockname()[0])


def _is_real(name: str) -> bool:
    return not DRIVERS.exists() or (DRIVERS / name / "device").exists()


def _is_for_phones(text: str) -> bool:
    try:
        address = ipaddress.IPv4Address(text)
    except ValueError:
        return False
    return not (address.is_loopback or address.is_link_local or address.is_unspecified)
