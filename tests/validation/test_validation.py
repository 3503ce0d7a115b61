"""What the checks across records let pass, where they look, and that they say all at once.

The words of each finding are shown in ``tests/broken``.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import pytest

from crampguide.knowledge import asked, presentations, records
from crampguide.knowledge.checks import check_knowledge
from crampguide.knowledge.loading import load_knowledge
from crampguide.knowledge.records import Knowledge
from crampguide.knowledge.rules import Rule, parse_rule

from .sound import ASKS_NOTHING, BOX, FINDINGS, SOUND, changed

if TYPE_CHECKING:
    from collections.abc import Iterator

ODDS_RATIO = dataclasses.replace(SOUND.effects[0], measure="odds_ratio", comparator_risk=1.0)

CITATIONS = {
    "contributors.0.references": "contributor stated",
    "contributors.0.prevalence_reference": "contributor stated prevalence",
    "clashes.0.reference": "clash both",
    "countries.0.reference": "country moon",
    "effects.0.reference": "effect stated",
    "findings.0.reference": "finding signs has pale",
    "presentations.0.references": "presentation illness",
    "dangers.0.references": "danger clot",
    "dangers.0.findings.0.reference": "danger clot finding 1",
    "advice.0.references": "advice rest",
    "advice.0.counts.reference": "advice rest counts",
    "advice.0.cautions.0.references": "advice rest caution",
    "look_alikes.0.references": "look-alike clot",
    "treatments.0.reference": "treatment trial",
    "claims.0.references": "claim salt",
    "baselines.0.reference": "baseline women",
}
"""Where a record names a publication, and how a finding calls the place."""

RULES = {
    "questions.1.skip_if": "question side",
    "contributors.0.when": "contributor stated",
    "contributors.0.unless": "contributor stated",
    "clashes.0.when": "clash both",
    "effects.0.when": "effect stated",
    "presentations.0.needs": "presentation illness needs",
    "dangers.0.findings.0.when": "danger clot finding 1",
    "dangers.0.actions.0.when": "danger clot action",
    "advice.0.unless": "advice rest",
    "advice.0.when": "advice rest",
    "advice.0.cautions.0.when": "advice rest caution",
    "look_alikes.0.when": "look-alike clot",
    "claims.0.when": "claim salt",
}
"""Where a record holds a rule, and how a finding calls the place."""


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
        ("contributors.0.unless", parse_rule(["signs has pale/not_sure/nothing_else"])),
        ("findings.0.of_100", 0.1),
        ("findings.0.of_100", 99.9),
        ("presentations.0.prior", 0.1),
        ("presentations.0.prior", 1000.0),
        ("presentations.0.of", ("unfound",)),
        ("presentations.0.after", ()),
        ("presentations.0.needs", None),
        ("presentations.1.rare", FINDINGS[:6]),
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
        ("contributors.1.dose.limit", 101, "contributor dosed: the dose leaves the bounds of question age"),
        ("effects.0.low", 0.0, "effect stated: low, value and high are not in order"),
        ("effects.0.value", float("nan"), "effect stated: low, value and high are not in order"),
        ("effects.0", ODDS_RATIO, "effect stated: comparator_risk 1.0 is not between 0 and 1"),
        (
            "effects.0",
            dataclasses.replace(ODDS_RATIO, comparator_risk=0.0),
            "effect stated: comparator_risk 0.0 is not between 0 and 1",
        ),
        ("findings.0.of_100", 0.0, "finding signs has pale: of_100 0 is not between 0 and 100"),
        ("findings.0.of_100", 100.0, "finding signs has pale: of_100 100 is not between 0 and 100"),
        ("presentations.0.prior", 0.0, "presentation illness: prior 0 is not above 0 and at most 1000"),
        ("presentations.0.prior", 1000.5, "presentation illness: prior 1000.5 is not above 0 and at most 1000"),
        (
            "presentations.0.of",
            ("unfound", "stated"),
            "presentation illness: unfound is without when, so it stands last in 'of'",
        ),
        (
            "presentations.0.of",
            ("dosed", "unfound"),
            "presentation illness: only one of dosed, unfound may be without when",
        ),
        ("presentations.0.rare", FINDINGS[:1], "presentation illness: 'signs has pale' stands in its bands 2 times"),
        ("presentations.1.rare", FINDINGS[:5], "presentation plain: it has fewer than 6 findings"),
        (
            "presentations.1.needs",
            BOX,
            "presentations: none is of no_cause and without needs, so there is nothing to compare with",
        ),
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


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("signs", "cannot read 'signs': write 'question has option', 'question is option' or 'question >= number'"),
        ("shoe_size is large", "there is no question 'shoe_size'"),
        ("signs has blue", "signs has no option 'blue'"),
        ("age > 200", "200 is out of the bounds of age"),
        ("age < 20 and side is one", "it joins two questions, and a finding asks one"),
        ("age <= 50 and age >= 20", "it says the same as 'age >= 20 and age <= 50'"),
    ],
)
def test_a_line_of_commonness_is_a_finding(line: str, fault: str) -> None:
    """Protects presentations from a line that no answer fits, or that fits where another is written."""
    finding = presentations.Finding(id=line, of_100=1.0, reference="study", alarming=True)
    knowledge = dataclasses.replace(SOUND, findings=(*SOUND.findings, finding))
    assert check_knowledge(knowledge) == (f"finding {line}: {fault}",)


def test_a_box_that_only_presentations_ask_for_is_used() -> None:
    """Protects a box that speaks for a cause and for nothing else from being called useless."""
    options = (*SOUND.questions[2].options, asked.Option(id="blue", text=""))
    more = changed(SOUND, "questions.2.options", options)
    assert check_knowledge(more) == ("question signs: no rule asks for option 'blue'",)
    assert check_knowledge(changed(more, "presentations.0.needs", parse_rule(["signs has blue"]))) == ()
    blue = presentations.Finding(id="signs has blue", of_100=1.0, reference="study", alarming=True)
    assert check_knowledge(dataclasses.replace(more, findings=(*SOUND.findings, blue))) == ()


@pytest.mark.parametrize(
    ("changes", "finding"),
    [
        ({"when": None}, "nothing brings it up: give when, dose or a presentation"),
        ({"effects": ()}, "no effect and no presentation has it, so it never counts"),
        ({"prevalence": None, "prevalence_reference": ""}, "a person who is not sure needs a prevalence"),
        ({"prevalence": None, "prevalence_reference": "", "effects": (), "of": ("stated", "unfound")}, ""),
        ({"when": None, "of": ("stated",)}, "nobody states it, so its effects never count"),
        ({"when": None, "of": ("stated",), "effects": ()}, ""),
        ({"dose": SOUND.contributors[1].dose}, "give when or dose, not both"),
    ],
)
def test_a_contributor_needs_a_way_to_count(changes: dict[str, Any], finding: str) -> None:
    """Protects against a cause that no answer could ever bring up, and against numbers that never count."""
    apart = {key: changes[key] for key in ("effects", "of") if key in changes}
    own = {key: value for key, value in changes.items() if key not in apart}
    knowledge = changed(SOUND, "contributors.0", dataclasses.replace(SOUND.contributors[0], **own))
    # the third contributor is left without a presentation, and is no matter here
    knowledge = dataclasses.replace(knowledge, effects=(*apart.get("effects", SOUND.effects[:1]), SOUND.effects[1]))
    knowledge = changed(knowledge, "presentations.0.of", apart.get("of", ("unfound",)))
    found = [fault for fault in check_knowledge(knowledge) if not fault.startswith("contributor unfound")]
    assert found == ([f"contributor stated: {finding}"] if finding else [])


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
