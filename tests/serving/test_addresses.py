"""The square on the wall must show an address that phones can reach; once 9 of 12 such machines showed another."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys

import pytest

from crampguide.serving.addresses import ranked

WIFI, WIRED = "192.168.1.7", "10.0.0.5"

CARDS = {
    "a WireGuard tunnel": ({"wg0": ["10.66.66.2"], "wlan0": [WIFI]}, "10.66.66.2", [WIFI]),
    "Tailscale": ({"tailscale0": ["100.101.102.103"], "wlp3s0": [WIFI]}, WIFI, [WIFI]),
    "containers": ({"lxdbr0": ["10.120.0.1"], "podman0": ["10.88.0.1"], "wlp3s0": [WIFI]}, WIFI, [WIFI]),
    "an office VPN": ({"ppp0": ["10.0.0.9"], "proton0": ["10.2.0.2"], "wlp3s0": [WIFI]}, "10.0.0.9", [WIFI]),
    "virtual machines": ({"vmnet8": ["172.16.9.1"], "wlp3s0": [WIFI]}, WIFI, [WIFI]),
    "a Mac that shares": ({"bridge100": ["192.168.64.1"], "en0": [WIFI], "utun3": ["10.1.1.1"]}, WIFI, [WIFI]),
    "VirtualBox": ({"VirtualBox Host-Only Network": ["192.168.56.1"], "Wi-Fi": [WIFI]}, WIFI, [WIFI]),
    "VMware": ({"VMware Network Adapter VMnet1": ["192.168.80.1"], "Wi-Fi": [WIFI]}, WIFI, [WIFI]),
    "Hyper-V": ({"vEthernet (WSL)": ["172.20.0.1"], "Wi-Fi": [WIFI]}, WIFI, [WIFI]),
    "Docker": (
        {"docker0": ["172.17.0.1"], "br-1a2b": ["172.18.0.1"], "veth9": ["172.19.0.1"], "eth0": [WIRED]},
        "",
        [WIRED],
    ),
    "a VPN that looks like a wire": ({"Ethernet 2": ["10.8.0.3"], "Wi-Fi": [WIFI]}, "10.8.0.3", ["10.8.0.3", WIFI]),
    "wired and wireless": ({"eth0": [WIRED], "wlan0": [WIFI]}, WIRED, [WIRED, WIFI]),
    "only a tunnel": ({"wg0": ["10.66.66.2"]}, "10.66.66.2", ["10.66.66.2"]),
    "no network": ({"lo": ["127.0.0.1"], "eth0": ["169.254.3.4"], "wlan0": ["fe80::1"]}, "", ["127.0.0.1"]),
}
"""What a machine has, how it speaks to others, and what to show in which order."""


@pytest.mark.parametrize("name", CARDS)
def test_the_address_that_phones_reach_comes_first(name: str) -> None:
    """Tunnels, containers and virtual machines are shown only where there is nothing else; two real cards both are."""
    cards, default, wanted = CARDS[name]
    assert ranked(cards, default) == wanted


def test_a_card_that_can_be_touched_comes_before_one_that_cannot() -> None:
    """Where the system tells which cards are real, a tunnel with an odd name is not shown."""
    cards = {"office": ["10.9.9.9"], "wlp3s0": [WIFI]}
    assert ranked(cards, "10.9.9.9", lambda name: name == "wlp3s0") == [WIFI]


SETTING = """
mount -t sysfs none /sys && ip link set lo up
ip link add wlan0 type veth peer name wlan0-far && ip addr add 192.168.1.7/24 dev wlan0 && ip link set wlan0 up
ip link add eth0 type veth peer name eth0-far && ip addr add 10.0.0.5/24 dev eth0 && ip link set eth0 up
ip link add wg0 type veth peer name wg0-far && ip addr add 10.66.66.2/24 dev wg0 && ip link set wg0 up
ip link add docker0 type veth peer name docker0-far && ip addr add 172.17.0.1/16 dev docker0 && ip link set docker0 up
for far in wlan0 eth0 wg0 docker0; do ip link set $far-far up; done
ip route add default dev wg0
exec {python} -c 'from crampguide.serving.addresses import own_addresses; print(own_addresses())'
"""


def test_on_a_machine_with_a_tunnel_and_containers() -> None:
    """On a real machine whose way to others is a tunnel, wired and wireless are shown, and nothing else."""
    apart = shutil.which("unshare")
    if not apart or not shutil.which("ip"):
        pytest.skip("there are no tools to make a network (unshare, ip)")
    run = [apart, "-nm", "sh", "-ec", SETTING.format(python=sys.executable)]
    told = subprocess.run(run, capture_output=True, text=True, check=False)
    if "Operation not permitted" in told.stderr or "not supported" in told.stderr or "Unknown device" in told.stderr:
        pytest.skip(f"this user may not make a network of its own: {told.stderr.strip()[:80]}")
    assert ast.literal_eval(told.stdout) == [WIFI, WIRED], told.stderr
