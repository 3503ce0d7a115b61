"""One sound record of each kind, and the same with one value changed."""

from __future__ import annotations

import dataclasses
from typing import Any

from crampguide.knowledge import asked, beside, counted, dangers, presentations, records, treatments
from crampguide.knowledge.loading import load_knowledge
from crampguide.knowledge.records import Knowledge
from crampguide.knowledge.rules import parse_rule

BOX = parse_rule(["signs has pale"])
ASKS_NOTHING = parse_rule(["shoe_size is large"])
STUDY = ("study",)
FINDINGS = ("signs has pale", "side is one", "age < 20", "age >= 20 and age <= 50", "age > 50", "age > 70")
SOUND = Knowledge(
    release=load_knowledge().release,
    sections=(asked.Section(id="you", title="", intro=""),),
    questions=(
        asked.Question(
            id="age", section="you", kind="number", text="", why="", unit="years", low=1, high=100, step=1, start=50
        ),
        asked.Question(
            id="side",
            section="you",
            kind="choice",
            text="",
            why="",
            skip_if=parse_rule(["side is one"]),
            options=(asked.Option(id="one", text=""),),
        ),
        asked.Question(
            id="signs", section="you", kind="checklist", text="", why="", options=(asked.Option(id="pale", text=""),)
        ),
    ),
    clashes=(
        asked.Clash(
            id="both",
            when=parse_rule(["age < 10 and side is one"]),
            text="{age} and {side}",
            reference="study",
        ),
    ),
    screens=(asked.Screen(id="all", title="", questions=("age", "side", "signs")),),
    references=(records.Reference(id="study", title="", kind="article", doi="10.1000/182"),),
    contributors=(
        records.Contributor(
            id="stated",
            group="other",
            name="",
            plain="",
            references=STUDY,
            when=BOX,
            prevalence=0.5,
            prevalence_reference="study",
        ),
        records.Contributor(
            id="dosed",
            group="other",
            name="",
            plain="",
            references=STUDY,
            dose=records.Dose(question="age", reference=20, per=10, typical=50, limit=80),
            prevalence=0.5,
            prevalence_reference="study",
        ),
        records.Contributor(id="unfound", group="other", name="", plain="", references=STUDY),
    ),
    effects=tuple(
        records.Effect(
            id=contributor,
            contributor=contributor,
            setting="rest",
            frequency="any",
            measure="risk_ratio",
            value=2.0,
            low=1.0,
            high=3.0,
            certainty="low",
            basis="published",
            reference="study",
            locator="",
            population="",
            finding="",
        )
        for contributor in ("stated", "dosed")
    ),
    findings=tuple(
        presentations.Finding(id=line, of_100=50.0, reference="study", together="years" if "age" in line else "")
        for line in FINDINGS
    ),
    presentations=(
        presentations.Presentation(
            id="illness",
            of=("stated", "unfound"),
            prior=1.0,
            references=STUDY,
            basis="judgement",
            needs=BOX,
            after=("dosed",),
            frequent=FINDINGS,
        ),
        presentations.Presentation(
            id="plain", of=("no_cause",), prior=500.0, references=STUDY, basis="judgement", rare=FINDINGS
        ),
    ),
    dangers=(
        dangers.Danger(
            id="clot",
            name="",
            why="",
            basis="published",
            references=STUDY,
            sums=dangers.Sums(days=1.0),
            actions=(dangers.Action(level="days", text="", when=BOX), dangers.Action(level="days", text="")),
            findings=(dangers.Finding(when=BOX, points=1.0, reference="study"),),
            needs=(BOX,),
        ),
    ),
    advice=(
        records.Advice(
            id="rest",
            moment="tonight",
            name="",
            text="",
            evidence="",
            harms="",
            certainty="low",
            references=STUDY,
            counts=counted.Counts(outcome="", without=20, with_it=30, low=25, high=35, reference="study"),
            cautions=(beside.Caution(when=BOX, text="", references=STUDY),),
        ),
    ),
    treatments=(
        treatments.Treatment(
            id="trial",
            name="",
            whom="night",
            people="",
            compared="",
            finding="",
            verdict="unknown",
            certainty="low",
            reason="One small trial.",
            reference="study",
            locator="",
            of="rest",
            gain=treatments.Gain(of="people", outcome="", without=20, with_it=30, basis="published", low=25, high=35),
        ),
    ),
    look_alikes=(beside.LookAlike(id="clot", name="", differs=("It stays.",), action="", references=STUDY),),
    examples=(),
    terms=(),
    pictures=(),
    countries=(beside.Country(id="moon", name="", emergency="1 or 2", tel="2", advice_line="", reference="study"),),
    baselines=(
        counted.Baseline(
            id="women",
            frequency="any",
            sex="female",
            age_low=18,
            age_high=120,
            value=0.3,
            low=0.2,
            high=0.4,
            people=100,
            reference="study",
            locator="",
        ),
    ),
    claims=(beside.Claim(id="salt", claim="", verdict="weak", why="", references=STUDY),),
)
"""One sound record of each kind."""


def changed(knowledge: Knowledge, path: str, value: object) -> Knowledge:
    """Return the knowledge with one value changed, at a path such as ``advice.0.counts.low``."""
    new: Any = _changed(knowledge, path.split("."), value)
    assert isinstance(new, Knowledge)
    return new


def _changed(record: Any, keys: list[str], value: object) -> object:  # noqa: ANN401 - any record, or a tuple of them
    if not keys:
        return value
    key, *rest = keys
    if isinstance(record, tuple):
        return tuple(_changed(item, rest, value) if place == int(key) else item for place, item in enumerate(record))
    return dataclasses.replace(record, **{key: _changed(getattr(record, key), rest, value)})
