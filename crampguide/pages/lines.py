"""One question in a terminal: what is shown of it, and what is typed.

Numbers are typed and no key moves a cursor: that is read out by a screen reader, works over any line, and needs no
library but the one that the command is made with.
"""

from __future__ import annotations

import shutil
import textwrap
from typing import TYPE_CHECKING, Final, TypeVar

import click

from crampguide.assessing.named import named_medicines
from crampguide.assessing.typed import LETTERS, NONE, UNSURE, read_choice, read_names, read_number, read_ticks
from crampguide.knowledge.rules import NOT_SURE, NOTHING_ELSE, PREFER_NOT
from crampguide.knowledge.wording import say
from crampguide.telling.medicines import medicine_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from crampguide.assessing.fitting import Raw
    from crampguide.knowledge.asked import Option, Question
    from crampguide.knowledge.records import Knowledge

Typed = TypeVar("Typed")
"""What a line is read as."""

BACK: Final = "back"
CLEAR: Final = "clear"
"""Words that are no answer."""

SILENT: Final = "-"
"""Rather not say."""

WIDEST: Final = 88
"""Letters of a line; wider ones are hard to read."""


class BackError(Exception):
    """The person wants to go a step back."""


class Lines:
    """Shows lines in the terminal and reads answers from it; it keeps none.

    Parameters
    ----------
    knowledge : Knowledge
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self._is_answered = False

    def answer(self, question: Question, *, is_answered: bool) -> Raw | None:
        """Return the answer to a question; None where the person passes it by, `CLEAR` where it is taken back.

        Raises
        ------
        BackError
            If the person wants to go back.
        """
        self._is_answered = is_answered
        wording = self.knowledge.wording
        if question.kind == "checklist":
            return self._checklist(question)
        if question.kind == "names":
            return self._names(question)
        if question.kind == "choice":
            self._list(question.options)
            ids = [option.id for option in question.options]
            return self._typed(question, lambda text: read_choice(text, ids))
        low, high = f"{question.low:g}", f"{question.high:g}"
        self.show(say(wording, "terminal_number", low=low, high=high, unit=question.unit))
        if question.amounts:
            self.show(say(wording, "terminal_letters"))
        for letter, amount in zip(LETTERS, question.amounts, strict=False):
            self.show(f"  {letter}  {amount.text}", indent=5)
        return self._typed(question, lambda text: read_number(text, question))

    def _checklist(self, question: Question) -> Raw | None:
        """Ask for boxes, and whether that is all; "back" behind the first line asks anew."""
        while True:
            found = self._parts(question) if question.tiles else self._boxes(question, question.options)
            if not isinstance(found, dict):
                return found
            try:
                for name, options in _chosen(question, found):
                    self.show("", name)
                    ticks = self._boxes(question, options)
                    if ticks == CLEAR:
                        return CLEAR
                    found |= _of_part(ticks, options)
                return self._with_rest(question, found)
            except BackError:
                continue

    def _parts(self, question: Question) -> dict[str, str] | str | None:
        """Return the tiles that something behind them fits, by their names."""
        for place, tile in enumerate(question.tiles, start=1):
            self.show(f"{place:>3}  {tile.name}: {tile.hint}", indent=5)
        self.show(f"{NONE:>3}  {say(self.knowledge.wording, 'form_none_of_these')}")
        self.show(say(self.knowledge.wording, "terminal_parts"))
        names = [tile.name for tile in question.tiles]
        return self._typed(question, lambda text: read_ticks(text, names))

    def _boxes(self, question: Question, options: Sequence[Option]) -> dict[str, str] | str | None:
        """Return the boxes that a person ticks of some."""
        self._list(options)
        self.show(f"{NONE:>3}  {say(self.knowledge.wording, 'form_none_of_these')}")
        self.show(say(self.knowledge.wording, "terminal_boxes"))
        ids = [option.id for option in options]
        return self._typed(question, lambda text: read_ticks(text, ids))

    def _with_rest(self, question: Question, found: dict[str, str]) -> Raw | None:
        """Return ticked boxes, with what the person says of all others: an empty box alone is no "no"."""
        if not found or NOTHING_ELSE in found:
            return found or None
        self.show("", say(self.knowledge.wording, "terminal_rest"))
        rest = self._typed(question, lambda text: {NOTHING_ELSE: "yes"} if text == NONE else None, has_keys=False)
        if isinstance(rest, dict):
            return found | rest
        return CLEAR if rest == CLEAR else found | ({NOT_SURE: "yes"} if rest == NOT_SURE else {})

    def _names(self, question: Question) -> Raw | None:
        """Ask for medicines by name, then for each whether it is new or changed, and when."""
        while True:
            self.show(say(self.knowledge.wording, "terminal_names"))
            names = self._typed(question, read_names)
            if not isinstance(names, list):
                return names
            try:
                return {name: self._change(question, name) for name in names}
            except BackError:
                continue

    def _change(self, question: Question, name: str) -> str:
        """Return what was done with a medicine, and when."""
        wording, unchanged = self.knowledge.wording, question.options[0].id
        (one,) = named_medicines(self.knowledge, {question.id: {name: unchanged}})
        self.show("", medicine_text(self.knowledge, one), say(wording, "terminal_changed", name=name))
        change = self._pick(question, question.options)
        if change in {"", unchanged}:
            return unchanged
        self.show(say(wording, "terminal_since", name=name))
        since = self._pick(question, question.times)
        return f"{change}_{since}" if since else change

    def _pick(self, question: Question, options: Sequence[Option]) -> str:
        """Return the id of one of some options, or an empty text."""
        self._list(options)
        ids = [option.id for option in options]
        picked = self._typed(question, lambda text: read_choice(text, ids), has_keys=False)
        return picked if picked in ids else ""

    # ---------------------------------------------------------------- lines

    def _typed(
        self, question: Question, read: Callable[[str], Typed | None], *, has_keys: bool = True
    ) -> Typed | str | None:
        """Return what was typed, once it can be read; None for nothing, and what is no answer to this question."""
        wording = self.knowledge.wording
        if has_keys:
            again = "terminal_keys_again" if self._is_answered else ""
            self.show(say(wording, again or ("terminal_keys_private" if question.private else "terminal_keys")))
        while True:
            text = self.prompt()
            if not text:
                return None
            if text.casefold() == BACK:
                raise BackError
            if text.casefold() == CLEAR:
                return CLEAR
            if text == UNSURE:
                return NOT_SURE
            if text == SILENT and question.private:
                return PREFER_NOT
            if (answer := read(text)) is not None:
                return answer
            self.show(say(wording, "terminal_not_read"))

    def prompt(self) -> str:
        """Return what a person types, without the spaces around it."""
        typed: str = click.prompt(say(self.knowledge.wording, "terminal_prompt"), default="", show_default=False)
        return typed.strip()

    def _list(self, options: Iterable[Option]) -> None:
        for number, option in enumerate(options, start=1):
            self.show(f"{number:>3}  {option.text}" + (f" ({option.note})" if option.note else ""), indent=5)

    @staticmethod
    def show(*texts: str, indent: int = 0) -> None:
        """Print texts, each on lines of its own, broken between words."""
        width = min(WIDEST, shutil.get_terminal_size().columns)
        for text in texts:
            further = " " * indent
            lines = textwrap.wrap(
                text, width, subsequent_indent=further, break_long_words=False, break_on_hyphens=False
            )
            click.echo("\n".join(lines))


def _chosen(question: Question, found: dict[str, str]) -> list[tuple[str, list[Option]]]:
    """Take the tiles that a person chose out of an answer, and return each with its boxes; a lone tile has all."""
    chosen = [tile.name for tile in question.tiles if found.pop(tile.name, None)]
    is_lone = len(question.tiles) == 1
    return [(name, [one for one in question.options if is_lone or one.group == name]) for name in chosen]


def _of_part(ticks: dict[str, str] | str | None, options: Sequence[Option]) -> dict[str, str]:
    """Return what was said of the boxes behind one tile: "none" and "not sure" are said of these alone."""
    if isinstance(ticks, dict):
        others = dict.fromkeys((option.id for option in options), "no") if NOTHING_ELSE in ticks else {}
        return others | {box: state for box, state in ticks.items() if box != NOTHING_ELSE}
    return dict.fromkeys((option.id for option in options), NOT_SURE) if ticks == NOT_SURE else {}
