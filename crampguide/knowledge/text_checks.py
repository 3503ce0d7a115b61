"""Checks of sources and texts: every citation leads to a publication, and no text has a hole that nothing fills."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crampguide.knowledge.records import Knowledge, Reference

DOI: Final = re.compile(r"10\.\d{4,9}/\S+")
ADDRESS: Final = re.compile(r"https?://[^\s\"'<>]+")
"""What a link may lead to: a page, never a script."""

PEOPLE: Final = 100
"""The one denominator of the guide."""

MARKUP: Final = re.compile(r"</?([a-zA-Z]+)| (on\w+|href|style)=")
SHAPES: Final = {"circle", "path"}
"""All that a drawing may hold: it goes into the page as it stands."""


def check_texts(knowledge: Knowledge) -> Iterator[str]:
    """Yield what is wrong with sources and texts."""
    for check in (_references, _texts, _pictures, _claims, _holes, _countries):
        yield from check(knowledge)


def _references(knowledge: Knowledge) -> Iterator[str]:
    cited = set()
    for where, keys in _citations(knowledge):
        if not keys:
            yield f"{where}: no reference"
        for key in keys:
            cited.add(key)
            if key not in knowledge.reference_by_id:
                yield f"{where}: there is no reference {key!r}"
    for reference in knowledge.references:
        if reference.id not in cited:
            yield f"reference {reference.id}: nothing cites it"
        yield from _address(reference)
    for doi, times in Counter(r.doi for r in knowledge.references if r.doi).items():
        if times > 1:
            yield f"DOI {doi}: {times} references have it"


def _address(reference: Reference) -> Iterator[str]:
    where = f"reference {reference.id}"
    if reference.kind != "judgement" and not (reference.doi or reference.pmid or reference.url):
        yield f"{where}: it leads nowhere: give a doi, a pmid or a url"
    if reference.doi and not DOI.fullmatch(reference.doi):
        yield f"{where}: {reference.doi!r} is no DOI"
    if reference.url and not ADDRESS.fullmatch(reference.url):
        yield f"{where}: {reference.url!r} is no address that begins with http:// or https://"


def _citations(knowledge: Knowledge) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield every record with the citation keys it names."""
    for kind, several in (
        ("contributor", knowledge.contributors),
        ("presentation", knowledge.presentations),
        ("danger", knowledge.dangers),
        ("advice", knowledge.advice),
        ("look-alike", knowledge.look_alikes),
        ("claim", knowledge.claims),
    ):
        yield from ((f"{kind} {record.id}", record.references) for record in several)
    for kind, single in (
        ("clash", knowledge.clashes),
        ("country", knowledge.countries),
        ("effect", knowledge.effects),
        ("finding", knowledge.findings),
        ("baseline", knowledge.baselines),
        ("treatment", knowledge.treatments),
    ):
        yield from ((f"{kind} {record.id}", (record.reference,)) for record in single)
    for question in knowledge.questions:
        yield from ((f"question {question.id} amount {one.id}", (one.reference,)) for one in question.amounts)
    for contributor in knowledge.contributors:
        if contributor.prevalence_reference:
            yield f"contributor {contributor.id} prevalence", (contributor.prevalence_reference,)
    for advice in knowledge.advice:
        if advice.counts:
            yield f"advice {advice.id} counts", (advice.counts.reference,)
        yield from ((f"advice {advice.id} caution", caution.references) for caution in advice.cautions)
    for danger in knowledge.dangers:
        yield from ((f"danger {danger.id} finding {n}", (one.reference,)) for n, one in enumerate(danger.findings, 1))


def _texts(knowledge: Knowledge) -> Iterator[str]:
    for advice in knowledge.advice:
        counts = advice.counts
        if counts and not (
            0 <= counts.low <= counts.with_it <= counts.high <= PEOPLE and 0 <= counts.without <= PEOPLE
        ):
            yield f"advice {advice.id}: counts are not in order within 100"
    for look_alike in knowledge.look_alikes:
        if not look_alike.differs:
            yield f"look-alike {look_alike.id}: says no difference"
        for cause in sorted(set(look_alike.same_as) - set(knowledge.contributor_by_id)):
            yield f"look-alike {look_alike.id}: there is no contributor {cause!r}"


def _pictures(knowledge: Knowledge) -> Iterator[str]:
    known = {picture.id for picture in knowledge.pictures}
    for where, wanted in _wanted_pictures(knowledge):
        if wanted and wanted not in known:
            yield f"{where}: there is no picture {wanted!r}"
    for picture in knowledge.pictures:
        if foreign := {tag or key for tag, key in MARKUP.findall(picture.svg)} - SHAPES:
            yield f"picture {picture.id}: {', '.join(sorted(foreign))} is no shape"


def _wanted_pictures(knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    """Yield every record that may have a drawing, with the id of that."""
    for advice in knowledge.advice:
        yield f"advice {advice.id}", advice.picture
        yield from ((f"advice {advice.id} caution", caution.picture) for caution in advice.cautions)
    for question in knowledge.questions:
        yield from ((f"question {question.id} option {one.id}", one.picture) for one in question.options)
    yield from ((f"screen {screen.id}", screen.picture) for screen in knowledge.screens)


def _claims(knowledge: Knowledge) -> Iterator[str]:
    for claim in knowledge.claims:
        for cause in sorted({*claim.doubts, *claim.not_beside} - set(knowledge.contributor_by_id)):
            yield f"claim {claim.id}: there is no contributor {cause!r}"


def _holes(knowledge: Knowledge) -> Iterator[str]:
    """Find braces: only a clash and the sentences of ``wording.toml`` take values, and a country has filled its own."""
    for field in fields(knowledge):
        if field.name not in {"clashes", "wording"}:
            yield from _holes_in(getattr(knowledge, field.name), field.name)


def _holes_in(value: object, where: str) -> Iterator[str]:
    if isinstance(value, str) and set(value) & set("{}"):
        yield f"{where}: nothing fills the braces in {value!r}"
    elif isinstance(value, tuple):
        for item in value:
            yield from _holes_in(item, f"{where} {getattr(item, 'id', '')}".rstrip())
    elif is_dataclass(value):
        for field in fields(value):
            yield from _holes_in(getattr(value, field.name), where)


def _countries(knowledge: Knowledge) -> Iterator[str]:
    for country in knowledge.countries:
        if not country.emergency:
            yield f"country {country.id}: it has no emergency number"
        if country.tel and country.tel not in re.findall(r"\d+", country.emergency):
            yield f"country {country.id}: people are told {country.emergency!r}, phones would dial {country.tel!r}"
