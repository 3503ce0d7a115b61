"""What the checks across records let pass, where they look, and that they say all at once.

The words of each finding are shown in ``tests/broken``.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import pytest

from crampguide.knowledge import beside, dangers, records
from crampguide.knowledge.checks import check_knowledge
from crampguide.knowledge.loading import load_knowledge
from crampguide.knowledge.records import Knowledge
from crampguide.knowledge.rules import Rule, parse_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

BOX = parse_rule(["signs has pale"])
ASKS_NOTHING = parse_rule(["shoe_size is large"])
STUDY = ("study",)
SOUND = Knowledge(
    release=load_knowledge().release,
    sections=(records.Section(id="you", title="", intro=""),),
    questions=(
        records.Question(
            id="age", section="you", kind="number", text="", why="", unit="years", low=1, high=100, step=1, start=50
        ),
        records.Question(
            id="side",
            section="you",
            kind="choice",
            text="",
            why="",
            skip_if=parse_rule(["side is one"]),
            options=(records.Option(id="one", text=""),),
        ),
        records.Question(
            id="signs", section="you", kind="checklist", text="", why="", options=(records.Option(id="pale", text=""),)
        ),
    ),
    clashes=(
        records.Clash(
            id="both",
            when=parse_rule(["age < 10 and side is one"]),
            text="{age} and {side}",
            reference="study",
        ),
    ),
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
        records.Contributor(
            id="unfound", group="other", name="", plain="", references=STUDY, prior=0.1, prior_reference="study"
        ),
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
        for contributor in ("stated", "dosed", "unfound")
    ),
    clues=(
        records.Clue(
            id="clue",
            contributor="unfound",
            when=BOX,
            ratio=2.0,
            low=1.0,
            high=3.0,
            basis="published",
            reference="study",
            reason="",
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
            counts=records.Counts(outcome="", without=20, with_it=30, low=25, high=35, reference="study"),
            cautions=(records.Caution(when=BOX, text="", references=STUDY),),
        ),
    ),
    look_alikes=(records.LookAlike(id="clot", name="", differs=("It stays.",), action="", references=STUDY),),
    examples=(),
    terms=(),
    pictures=(),
    countries=(beside.Country(id="moon", name="", emergency="1 or 2", tel="2", advice_line="", reference="study"),),
    baselines=(
        records.Baseline(
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
    claims=(records.Claim(id="salt", claim="", verdict="weak", why="", references=STUDY),),
)
"""One sound record of each kind."""

ODDS_RATIO = dataclasses.replace(SOUND.effects[0], measure="odds_ratio", comparator_risk=1.0)

CITATIONS = {
    "contributors.0.references": "contributor stated",
    "contributors.0.prevalence_reference": "contributor stated prevalence",
    "contributors.2.prior_reference": "contributor unfound prior",
    "clashes.0.reference": "clash both",
    "countries.0.reference": "country moon",
    "effects.0.reference": "effect stated",
    "clues.0.reference": "clue clue",
    "dangers.0.references": "danger clot",
    "dangers.0.findings.0.reference": "danger clot finding 1",
    "advice.0.references": "advice rest",
    "advice.0.counts.reference": "advice rest counts",
    "advice.0.cautions.0.references": "advice rest caution",
    "look_alikes.0.references": "look-alike clot",
    "claims.0.references": "claim salt",
    "baselines.0.reference": "baseline women",
}
"""Where a record names a publication, and how a finding calls the place."""

RULES = {
    "questions.1.skip_if": "question side",
    "contributors.0.when": "contributor stated",
    "contributors.2.only_if": "contributor unfound",
    "contributors.0.unless": "contributor stated",
    "clashes.0.when": "clash both",
    "effects.0.when": "effect stated",
    "clues.0.when": "clue clue",
    "dangers.0.findings.0.when": "danger clot finding 1",
    "dangers.0.actions.0.when": "danger clot action",
    "advice.0.unless": "advice rest",
    "advice.0.when": "advice rest",
    "advice.0.cautions.0.when": "advice rest caution",
    "look_alikes.0.when": "look-alike clot",
    "claims.0.when": "claim salt",
}
"""Where a record holds a rule, and how a finding calls the place."""


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


def records_in(value: Any) -> Iterator[Any]:  # noqa: ANN401 - any record, or a tuple of them
    """Yield every record inside a value, at any depth."""
    if isinstance(value, tuple):
        for item in value:
            yield from records_in(item)
    elif dataclasses.is_dataclass(value) and not isinstance(value, Rule):
        if not isinstance(value, Knowledge):
            yield value
        for field in dataclasses.fields(value):
            yield from records_in(getattr(value, field.name))


def place_of(path: str) -> tuple[type, str]:
    """Return the record type and field that a path leads to."""
    *keys, last = path.split(".")
    record: Any = SOUND
    for key in keys:
        record = record[int(key)] if isinstance(record, tuple) else getattr(record, key)
    return type(record), last


def test_the_real_data_are_sound() -> None:
    """Protects the guide from data that contradict themselves."""
    assert check_knowledge(load_knowledge()) == ()


def test_one_sound_record_of_each_kind_is_sound() -> None:
    """Protects the tests below: each starts from data without a finding."""
    assert check_knowledge(SOUND) == ()


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("questions.0.start", 1),
        ("questions.0.start", 100),
        ("questions.0.step", 0.001),
        ("questions.2.options.0.id", "pale"),
        ("references.0", records.Reference(id="study", title="", kind="judgement")),
        ("references.0", records.Reference(id="study", title="", kind="label", url="https://example.org")),
        ("references.0", records.Reference(id="study", title="", kind="article", pmid="1")),
        ("references.0.doi", "10.1016/s0140-6736(02)09222-4"),
        ("references.0.doi", "10.1002/(SICI)1097-4598<1>3.0.CO;2-A"),
        ("contributors.0.prevalence", 0.001),
        ("contributors.0.prevalence", 0.999),
        ("contributors.1.dose", records.Dose(question="age", reference=1, per=0.1, typical=1, limit=100)),
        (
            "contributors.1.dose",
            records.Dose(question="age", reference=50, per=5, typical=20, limit=1, direction="below"),
        ),
        ("effects.0.low", 2.0),
        ("effects.0.high", 2.0),
        ("effects.0.low", 0.1),
        ("effects.0", dataclasses.replace(ODDS_RATIO, comparator_risk=0.001)),
        ("effects.0", dataclasses.replace(ODDS_RATIO, comparator_risk=0.999)),
        ("clues.0.ratio", 1.0),
        ("clues.0.ratio", 3.0),
        ("clues.0.ratio_absent", 0.01),
        ("clues.0.when", parse_rule(["age >= 50"])),
        ("clues.0.when", parse_rule(["signs has pale/not_sure/nothing_else"])),
        ("advice.0.counts.low", 0),
        ("advice.0.counts.low", 30),
        ("advice.0.counts.high", 30),
        ("advice.0.counts.high", 100),
        ("advice.0.counts", None),
        ("claims.0.when", parse_rule(["age >= 1", "age <= 100", "side is one"])),
        ("baselines.0.low", 0.0),
        ("baselines.0.high", 1.0),
        ("baselines.0.people", 1),
        ("baselines.0.age_high", 18),
    ],
)
def test_what_is_just_allowed_is_no_finding(path: str, value: object) -> None:
    """Protects editors from a false alarm at the edge of a rule."""
    assert check_knowledge(changed(SOUND, path, value)) == ()


@pytest.mark.parametrize(
    ("path", "value", "finding"),
    [
        ("questions.0.start", 0.99, "question age: low, start and high are not in order"),
        ("contributors.0.prevalence", 1.0, "contributor stated: prevalence 1.0 is not between 0 and 1"),
        ("contributors.0.prevalence", 0.0, "contributor stated: prevalence 0.0 is not between 0 and 1"),
        ("contributors.2.prior", 1.0, "contributor unfound: prior 1.0 is not between 0 and 1"),
        ("contributors.1.dose.limit", 101, "contributor dosed: the dose leaves the bounds of question age"),
        ("effects.0.low", 0.0, "effect stated: low, value and high are not in order"),
        ("effects.0.value", float("nan"), "effect stated: low, value and high are not in order"),
        ("effects.0", ODDS_RATIO, "effect stated: comparator_risk 1.0 is not between 0 and 1"),
        (
            "effects.0",
            dataclasses.replace(ODDS_RATIO, comparator_risk=0.0),
            "effect stated: comparator_risk 0.0 is not between 0 and 1",
        ),
        ("clues.0.low", 0.99, "clue clue: low, ratio and high are not in order from 1 up"),
        ("clues.0.ratio_absent", 0.0, "clue clue: ratio_absent 0.0 is not above 0 and at most 1"),
        ("advice.0.counts.high", 101, "advice rest: counts are not in order within 100"),
        ("advice.0.counts.low", -1, "advice rest: counts are not in order within 100"),
        ("references.0.doi", "", "reference study: it leads nowhere: give a doi, a pmid or a url"),
        ("baselines.0.high", 1.01, "baseline women: low, value and high are not in order within 0 to 1"),
        ("baselines.0.low", -0.01, "baseline women: low, value and high are not in order within 0 to 1"),
        ("baselines.0.age_high", 17, "baseline women: age_low is above age_high"),
        ("claims.0.when", parse_rule(["age >= 0.5"]), "claim salt: 0.5 is out of the bounds of age"),
        ("claims.0.when", parse_rule(["age < 101"]), "claim salt: 101 is out of the bounds of age"),
    ],
)
def test_what_is_just_wrong_is_one_finding(path: str, value: object, finding: str) -> None:
    """Protects each bound on its wrong side."""
    assert check_knowledge(changed(SOUND, path, value)) == (finding,)


@pytest.mark.parametrize(
    ("one", "other", "is_tie"),
    [
        (None, None, True),
        (None, ["side is one"], False),
        (["side is one"], ["signs has pale"], True),
        (["side is one"], ["signs has pale and age > 50"], False),
        (["side is one"], ["side is both"], False),
        (["side is one/both"], ["side is both"], True),
        (["age > 50"], ["age <= 50"], False),
        (["age >= 50"], ["age <= 50"], True),
        (["age >= 50"], ["age >= 70"], True),
        (["age < 40"], ["age > 50", "age < 30"], True),
        (["age < 40 and side is one"], ["side is one and age > 40"], False),
    ],
)
def test_two_numbers_for_the_same_people_are_a_finding(
    one: list[str] | None, other: list[str] | None, *, is_tie: bool
) -> None:
    """Protects the promise that a number added counts: of two for the same people the file's order would decide."""
    rules = [parse_rule(rule) if rule else None for rule in (one, other)]
    effects = [dataclasses.replace(SOUND.effects[0], id=f"study{place}", when=rule) for place, rule in enumerate(rules)]
    knowledge = dataclasses.replace(SOUND, effects=(*effects, *SOUND.effects[1:]))
    finding = "effects study0 and study1: both would count for the same people: narrow one, or drop one"
    assert (finding in check_knowledge(knowledge)) is is_tie


@pytest.mark.parametrize(("path", "where"), CITATIONS.items())
def test_every_place_of_a_citation_is_looked_up(path: str, where: str) -> None:
    """Protects the promise that each number and statement leads to a publication."""
    key = "nobody1900" if path.endswith("reference") else ("nobody1900",)
    assert check_knowledge(changed(SOUND, path, key)) == (f"{where}: there is no reference 'nobody1900'",)


@pytest.mark.parametrize(("path", "where"), RULES.items())
def test_every_place_of_a_rule_is_looked_up(path: str, where: str) -> None:
    """Protects against a rule that asks for what no question can answer, wherever it stands."""
    found = check_knowledge(changed(SOUND, path, ASKS_NOTHING))
    # a clash then lacks a second answer, too
    expected = [f"{where}: there is no question 'shoe_size'"]
    assert [finding for finding in found if not finding.startswith("clash") or "no question" in finding] == expected


def test_no_other_place_cites_or_asks() -> None:
    """Protects the two tests above from a new field that cites or asks and that no check reads."""
    cites, asks = set(), set()
    for record in records_in(SOUND):
        for field in dataclasses.fields(record):
            if field.type in {"Rule", "Rule | None"}:
                asks.add((type(record), field.name))
            if field.name.endswith(("reference", "references")) and field.type in {"str", "tuple[str, ...]"}:
                cites.add((type(record), field.name))
    assert cites == {place_of(path) for path in CITATIONS}
    assert asks == {place_of(path) for path in RULES}


def test_all_findings_are_said_at_once() -> None:
    """Protects against fixing one fault only to be told of the next."""
    broken = changed(changed(SOUND, "effects.0.reference", "nobody1900"), "claims.0.when", ASKS_NOTHING)
    assert check_knowledge(changed(broken, "look_alikes.0.differs", ())) == (
        "effect stated: there is no reference 'nobody1900'",
        "look-alike clot: says no difference",
        "claim salt: there is no question 'shoe_size'",
    )
