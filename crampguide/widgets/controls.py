"""Stock ipywidgets controls from the questions: sliders, radio buttons, drop-downs and boxes, with words from the data.

Each works with ``interact``, ``interactive_output``, ``observe`` and ``link``, and its ``value`` is what
`crampguide.Profile` takes. The guide's own form is another thing: see `crampguide.widgets.form`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import ipywidgets as widgets
import traitlets

from crampguide.assessing.table_row import names_in
from crampguide.knowledge.loading import load_knowledge
from crampguide.knowledge.rules import NOT_SURE, NOTHING_ELSE, PREFER_NOT
from crampguide.knowledge.wording import say
from crampguide.widgets.naming import name_controls

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crampguide.assessing.fitting import Raw
    from crampguide.knowledge.asked import Option, Question
    from crampguide.knowledge.records import Knowledge

FEW: Final = 4
"""Choices up to which they stand as radio buttons; more become a drop-down."""

CLASS: Final = "cg-control"
"""Of every control made here: what gives names to a screen reader looks for it."""

WIDE: Final = {"width": "auto", "max_width": "44rem", "flex_flow": "row wrap"}
COLUMNS: Final = {"display": "grid", "grid_template_columns": "repeat(auto-fill, minmax(min(100%, 17rem), 1fr))"}
OWN_WIDTH: Final = {"description_width": "initial"}


class Boxes(widgets.VBox, widgets.ValueWidget):  # type: ignore[misc]
    """Checkboxes whose ``value`` is the answer to one checklist.

    Parameters
    ----------
    title : ipywidgets.Label
        The question.
    boxes : dict of str to ipywidgets.Checkbox
        Each box by its id.

    Attributes
    ----------
    value : list of str
        Ids of the ticked boxes in their order, as `crampguide.Profile` takes them. Setting it ticks and clears boxes.
    """

    value = traitlets.List(traitlets.Unicode())

    def __init__(self, title: widgets.Widget, boxes: dict[str, widgets.Checkbox]) -> None:
        self._boxes = boxes
        self._is_ticking = False
        super().__init__([title, widgets.Box(tuple(boxes.values()), layout=COLUMNS)])
        for box in boxes.values():
            box.observe(self._on_box, names="value")

    @property
    def offered(self) -> tuple[str, ...]:
        """Ids of the boxes that are there to tick."""
        return tuple(self._boxes)

    def _on_box(self, _change: dict[str, Any]) -> None:
        if not self._is_ticking:
            self.value = self._ticked()

    def _ticked(self) -> list[str]:
        return [identifier for identifier, box in self._boxes.items() if box.value]

    @traitlets.validate("value")
    def _known(self, proposal: dict[str, Any]) -> list[str]:
        if unknown := set(proposal["value"]) - self._boxes.keys():
            message = f"no such box: {', '.join(sorted(unknown))}; there are {', '.join(self._boxes)}"
            raise traitlets.TraitError(message)
        return [identifier for identifier in self._boxes if identifier in proposal["value"]]

    @traitlets.observe("value")
    def _tick(self, change: dict[str, Any]) -> None:
        self._is_ticking = True
        try:
            for identifier, box in self._boxes.items():
                box.value = identifier in change["new"]
        finally:
            self._is_ticking = False


class Number(widgets.VBox, widgets.ValueWidget):  # type: ignore[misc]
    """A slider with a box "not sure" below it.

    Parameters
    ----------
    slider : ipywidgets.IntSlider or ipywidgets.FloatSlider
    unsure : ipywidgets.Checkbox

    Attributes
    ----------
    value : float or str
        The number [unit of the question], or ``"not_sure"``.
    """

    value = traitlets.Union([traitlets.Int(), traitlets.Float(), traitlets.Enum([NOT_SURE])])

    def __init__(self, slider: widgets.Widget, unsure: widgets.Checkbox) -> None:
        self._slider, self._unsure = slider, unsure
        super().__init__([slider, unsure], value=slider.value)
        for part in (slider, unsure):
            part.observe(self._on_part, names="value")

    def _on_part(self, _change: dict[str, Any]) -> None:
        self._slider.disabled = self._unsure.value
        self.value = NOT_SURE if self._unsure.value else self._slider.value

    @traitlets.observe("value")
    def _move(self, change: dict[str, Any]) -> None:
        if change["new"] != NOT_SURE:
            self._slider.value = change["new"]
        self._unsure.value = change["new"] == NOT_SURE


class Names(widgets.VBox, widgets.ValueWidget):  # type: ignore[misc]
    """A line for names of medicines as they are typed.

    Parameters
    ----------
    asked : Question
        Of kind ``names``.
    line : ipywidgets.Text

    Attributes
    ----------
    value : dict of str to str
        What was done with each, such as ``{"Lasix": "new_weeks", "ramipril": "taking"}``.
    """

    value = traitlets.Dict(key_trait=traitlets.Unicode(), value_trait=traitlets.Unicode())

    def __init__(self, asked: Question, title: widgets.Label, line: widgets.Text) -> None:
        self._asked, self._line = asked, line
        super().__init__([title, line])
        line.observe(self._on_line, names="value")

    def _on_line(self, _change: dict[str, Any]) -> None:
        self.value = names_in(self._asked, self._line.value)

    @traitlets.observe("value")
    def _write(self, change: dict[str, Any]) -> None:
        if names_in(self._asked, self._line.value) != change["new"]:
            usual = self._asked.options[0].id
            told = (name if done == usual else f"{name} = {done}" for name, done in change["new"].items())
            self._line.value = "; ".join(told)


def control(
    question: str,
    *,
    among: Iterable[str] | None = None,
    value: Raw | None = None,
    not_sure: bool | None = None,
    knowledge: Knowledge | None = None,
) -> widgets.ValueWidget:
    """Return a stock ipywidgets control for a question, with its words, bounds, step and unit.

    Parameters
    ----------
    question : str
        Id of a question; `crampguide.questions` lists them.
    among : iterable of str, optional
        Ids of the options to offer, in this order; all by default. For a choice or a checklist. A checklist of some
        offers neither "nothing else" nor "not sure about the rest": nobody can speak of boxes they do not see.
    value : optional
        What it stands at; a slider where the question says, all else at nothing.
    not_sure : bool, optional
        Whether "not sure" can be answered. By default a slider is bare, and all else offers it.
    knowledge : Knowledge, optional
        Another set of data; the guide's own by default.

    Returns
    -------
    ipywidgets.ValueWidget
        An ``IntSlider`` or a ``FloatSlider`` for a number, or with ``not_sure`` a box of it and a checkbox;
        ``RadioButtons`` for up to four choices and a ``Dropdown`` for more, None meaning not answered; a box of
        ``Checkbox`` for a checklist; a line of ``Text`` for names. Its ``value`` is what `crampguide.Profile` takes.

    Raises
    ------
    KeyError
        If there is no such question, or no such option.

    Examples
    --------
    >>> slider = control("age")
    >>> type(slider).__name__, slider.min, slider.max, slider.value
    ('IntSlider', 1, 100, 50)
    >>> boxes = control("medicines", among=["statin", "thiazide"], value=["statin"])
    >>> boxes.value
    ['statin']
    """
    known = knowledge or load_knowledge()
    asked = _asked(known, question)
    if asked.kind in {"number", "names"}:
        if among is not None:
            message = f"{question} has no options to choose among"
            raise KeyError(message)
        make_line = _number if asked.kind == "number" else _names
        made = make_line(known, asked, value, is_open=not_sure is True)
    else:
        options = _options(asked, among)
        make = _choice if asked.kind == "choice" else _checklist
        sees_all = asked.kind == "choice" or len(options) == len(asked.options)
        made = make(known, asked, options, value, is_open=sees_all and not_sure is not False)
    made.add_class(CLASS)
    name_controls()
    return made


def _asked(knowledge: Knowledge, question: str) -> Question:
    if question not in knowledge.question_by_id:
        message = f"there is no question {question!r}; the ids are {', '.join(knowledge.question_by_id)}"
        raise KeyError(message)
    return knowledge.question_by_id[question]


def _number(knowledge: Knowledge, asked: Question, value: Raw | None, *, is_open: bool) -> widgets.ValueWidget:
    whole = all(float(one).is_integer() for one in (asked.low, asked.high, asked.step, asked.start))
    slider, plain = (widgets.IntSlider, int) if whole else (widgets.FloatSlider, float)
    made = slider(
        value=asked.start if value in {None, NOT_SURE} else value,
        min=plain(asked.low),
        max=plain(asked.high),
        step=plain(asked.step),
        description=_with_unit(knowledge, asked),
        tooltip=asked.why,
        style=OWN_WIDTH,
        layout=WIDE,
    )
    if not is_open and value != NOT_SURE:
        return made
    made.add_class(CLASS)
    both = Number(made, _box(say(knowledge.wording, "form_not_sure"), asked.why))
    both.value = made.value if value is None else value
    return both


def _names(knowledge: Knowledge, asked: Question, value: Raw | None, *, is_open: bool) -> widgets.ValueWidget:  # noqa: ARG001 - as all that make a control
    title = widgets.Label(asked.text, tooltip=asked.why)
    line = widgets.Text(placeholder=say(knowledge.wording, "control_names"), continuous_update=False, layout=WIDE)
    made = Names(asked, title, line)
    made.value = dict(value) if isinstance(value, Mapping) else {}
    return made


def _with_unit(knowledge: Knowledge, asked: Question) -> str:
    if asked.unit in asked.text:
        return asked.text
    return say(knowledge.wording, "control_number", text=asked.text, unit=asked.unit)


def _choice(
    knowledge: Knowledge, asked: Question, options: dict[str, Option], value: Raw | None, *, is_open: bool
) -> widgets.ValueWidget:
    choices = [(say(knowledge.wording, "control_open"), None), *((one.text, key) for key, one in options.items())]
    if is_open:
        choices.append((say(knowledge.wording, "form_not_sure"), NOT_SURE))
        choices += [(say(knowledge.wording, "form_prefer_not_to_say"), PREFER_NOT)] if asked.private else []
    kind = widgets.RadioButtons if len(options) <= FEW else widgets.Dropdown
    made = kind(options=choices, index=0, description=asked.text, tooltip=asked.why, style=OWN_WIDTH, layout=WIDE)
    if value is not None:
        made.value = value
    return made


def _checklist(
    knowledge: Knowledge, asked: Question, options: dict[str, Option], value: Raw | None, *, is_open: bool
) -> widgets.ValueWidget:
    made = {key: _box(one.text, one.note or asked.why) for key, one in options.items()}
    if is_open:
        made[NOTHING_ELSE] = _box(say(knowledge.wording, "form_nothing_else"), asked.why)
        made[NOT_SURE] = _box(say(knowledge.wording, "form_not_sure_rest"), asked.why)
    boxes = Boxes(widgets.Label(asked.text, tooltip=asked.why), made)
    boxes.value = [] if value is None or isinstance(value, float) else list(value)
    return boxes


def _box(text: str, why: str) -> widgets.Checkbox:
    return widgets.Checkbox(description=text, indent=False, tooltip=why, style=OWN_WIDTH, layout=WIDE)


def _options(asked: Question, among: Iterable[str] | None) -> dict[str, Option]:
    """Return the options to offer, by id and in their order."""
    own = {option.id: option for option in asked.options}
    chosen = list(own if among is None else among)
    if unknown := [key for key in chosen if key not in own]:
        message = f"{asked.id} has no option {', '.join(unknown)}; there are {', '.join(own)}"
        raise KeyError(message)
    return {key: own[key] for key in chosen}
