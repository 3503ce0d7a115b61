"""Who is answered, and what every answer carries."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from tornado.httpclient import HTTPClientError

from .asking import ask, end_kernel, listen, soon

if TYPE_CHECKING:
    from tests.browser.servers import Server


@pytest.mark.parametrize(
    ("name", "status"),
    [("evil.example", 403), ("evil.example:80", 403), ("localhost", 200), ("[::1]", 200), ("cramps.example", 200)],
)
def test_only_named_hosts_are_answered(served: Server, name: str, status: int) -> None:
    """A page that made its own name point to this machine must be told nothing (S9)."""
    answer = ask(f"{served.address}licenses", Host=name)
    assert answer.status == status
    assert ("--allow-host" in answer.text) == (status == 403)


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec_Fetch_Dest": "image", "Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Dest": "iframe", "Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Dest": "empty", "Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Dest": "document", "Sec_Purpose": "prefetch;prerender"},
        {"Purpose": "prefetch"},
        {"X_Moz": "prefetch"},
    ],
    ids=lambda headers: " ".join(headers.values()),
)
def test_no_kernel_starts_for_what_is_no_visit(served: Server, headers: dict[str, Any]) -> None:
    """Eight pictures on another site once started eight kernels for an hour (S3)."""
    before = served.kernels()
    assert ask(served.address, **headers).status == 403
    assert served.kernels() == before


def test_a_program_that_only_looks_gets_no_kernel(served: Server) -> None:
    """Uptime monitors and link previews ask for the head alone, and are told that the page is there."""
    before = served.kernels()
    answer = ask(served.address, method="HEAD")
    assert (answer.status, answer.text) == (200, "")
    assert served.kernels() == before


@pytest.mark.parametrize(
    "path", ["", "no/such/page", "licenses", "api/kernels/00000000-0000-0000-0000-000000000000", "line?ticket=x"]
)
def test_every_answer_is_safe_and_sets_no_cookie(served: Server, path: str) -> None:
    """Nobody gets a name for 30 days (S11), no type is guessed, and no other site hears where a reader came from."""
    answer = ask(served.address + path)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Set-Cookie"] is None
    if path == "":
        end_kernel(served.address, answer.kernel)


def test_the_policy_of_a_page_names_no_other_host(served: Server) -> None:
    """Whatever a widget asks for, it comes from here or not at all, and no other site may frame the page."""
    policy = ask(f"{served.address}no/such/page").headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'self'" in policy
    assert "unsafe-eval" not in policy
    assert "http" not in policy


@pytest.mark.parametrize(
    "path",
    [
        "voila/templates/x?answers=SECRET",
        "x%0d?answers=SECRET",
        "logout?answers=SECRET",
        "login?next=//evil.example&answers=SECRET",
        "voila/static/..%2f..%2fetc/passwd?answers=SECRET",
        "crampguide/voila-0/%00?answers=SECRET",
        "voila/labextensions/%00?answers=SECRET",
        "api/kernels?answers=SECRET",
    ],
)
def test_odd_addresses_are_not_there_and_not_logged(served: Server, path: str) -> None:
    """An address that holds an answer by mistake is no fault of the server's, and leaves no line (S10)."""
    assert ask(served.address + path).status in {400, 403, 404}
    assert "SECRET" not in served.printed()


def test_a_socket_is_for_our_pages_alone(served: Server) -> None:
    """Another site's script can not open the socket of a kernel; whoever runs the server reads why a proxy's fails."""
    page = ask(served.address)

    async def listen_from_elsewhere() -> None:
        async with listen(served.address, page.kernel, Origin="https://evil.example"):
            pass

    with pytest.raises(HTTPClientError, match="403"):
        asyncio.run(listen_from_elsewhere())
    assert soon(lambda: "does not hand on the Host header" in served.printed())
    channels = f"{served.address}api/kernels/{page.kernel}/channels"
    assert ask(channels).status == 400
    assert soon(lambda: "does not hand on the Upgrade header" in served.printed())
    end_kernel(served.address, page.kernel)


def test_all_licenses_can_be_read(served: Server) -> None:
    """What a page sends to a browser comes with its licenses (S16)."""
    text = ask(f"{served.address}licenses").text
    for name in ("crampguide", "plotly.js", "fastest-levenshtein", "voila", "anywidget", "jupyterlab_widgets"):
        assert f"\n{name}" in text, name
    assert text.count("Copyright (c)") > 4
