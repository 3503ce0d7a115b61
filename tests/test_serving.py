from __future__ import annotations

import asyncio
import dataclasses
import gc
import json
import re
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import pytest
from click.testing import CliRunner
from tornado.websocket import WebSocketClosedError

from crampguide.__main__ import main
from crampguide.assessing.triage import emergency_signs
from crampguide.knowledge.asked import Option, Question
from crampguide.knowledge.dangers import Action, Danger, Finding, Level, Sums
from crampguide.knowledge.loading import load_knowledge
from crampguide.knowledge.rules import parse_rule
from crampguide.serving import launch
from crampguide.serving.quiet_log import keep_log_short

if TYPE_CHECKING:
    from collections.abc import Iterator

TEMPLATE = Path(launch.__file__).parent / "voila" / "templates" / "crampguide"
ADDRESS = re.compile(r"""(?:https?:)?//(?!www\.w3\.org/)[\w.-]+\.[a-z]{2,}""")


@pytest.fixture
def taken() -> Iterator[int]:
    """Hold a port while a test runs."""
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield holder.getsockname()[1]


def test_taken_port_is_refused_in_one_sentence(taken: int) -> None:
    """Who asks for a port must hear that it is taken, and not find the guide somewhere else."""
    ended = CliRunner().invoke(main, ["app", "--no-browser", "--port", str(taken)])
    assert ended.exit_code == 1
    assert ended.output.strip() == f"Error: cannot listen on 127.0.0.1, port {taken}: Address already in use."


def test_next_free_port_is_taken_when_none_is_asked_for(taken: int) -> None:
    """A second guide on the same machine must start without a question."""
    found = launch.free_port("127.0.0.1", None, taken)
    assert taken < found < taken + launch.PORTS_TO_TRY


@pytest.mark.parametrize(("fault", "is_logged"), [(WebSocketClosedError(), False), (ValueError("a fault"), True)])
def test_closed_page_is_no_fault(fault: Exception, is_logged: bool, caplog: pytest.LogCaptureFixture) -> None:  # noqa: FBT001
    """Whoever closes the page while the guide speaks must leave no traceback in the log; a true fault must."""
    keep_log_short()
    gc.collect()  # what other tests have left behind
    caplog.clear()

    async def send() -> None:
        raise fault

    async def send_unwatched() -> None:
        sending = asyncio.ensure_future(send())
        await asyncio.wait([sending])

    with ThreadPoolExecutor(1) as thread:  # the browser of other tests has a loop in this one
        thread.submit(lambda: asyncio.run(send_unwatched())).result()
    gc.collect()
    assert ("never retrieved" in caplog.text) == is_logged
    assert "a fault" not in caplog.text, "its words may hold an answer"


def test_guide_notebook_is_a_door() -> None:
    """The notebook must stay small and valid: a heading, at most three lines of code, no outputs, the common kernel."""
    path = launch.notebooks_root() / "guide.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    nbformat.validate(notebook)
    heading, code = notebook["cells"]
    assert heading["source"][0].startswith("# ")
    assert len(code["source"]) <= 3
    assert code["outputs"] == []
    assert code["execution_count"] is None
    assert notebook["metadata"]["kernelspec"]["name"] == "python3"
    assert path.stat().st_size < 2_000


@pytest.mark.parametrize("file", sorted(TEMPLATE.rglob("*.*")), ids=lambda file: file.name)
def test_template_names_no_other_host(file: Path) -> None:
    """A style sheet or font from elsewhere would tell that host who reads about cramps."""
    assert not ADDRESS.findall(file.read_text(encoding="utf-8"))


def test_emergency_signs_are_those_that_need_no_second_finding() -> None:
    """The list that stands on the page before anything is asked must not call an ambulance for half of a pair."""
    signs = [Option(id=name, text=name.title()) for name in ("chest", "swelling", "pale", "dark")]
    question = Question(id="warning_signs", section="danger", kind="checklist", text="", why="", options=tuple(signs))

    def danger(level: Level, *when: str) -> Danger:
        return Danger(
            id="+".join(when),
            name="",
            why="",
            basis="judgement",
            references=(),
            sums=Sums(**{level: 1.0}),
            actions=(Action(level=level, text=""),),
            findings=(Finding(when=parse_rule(when), points=1.0, reference=""),),
        )

    dangers = (
        danger("emergency", "warning_signs has pale/chest"),
        danger("emergency", "warning_signs has dark and age >= 1"),
        danger("same_day", "warning_signs has swelling"),
        danger("emergency", "pain >= 9"),
    )
    knowledge = dataclasses.replace(load_knowledge(), questions=(question,), dangers=dangers)
    assert emergency_signs(knowledge) == ("Chest", "Pale")
