"""Turns an assessment into what a person reads: rows, sentences, sources. It recomputes no number and draws nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from crampguide.assessing.assessment import DANGER, WORTH_ASKING_SHARE, counted
from crampguide.assessing.known import STOPPED, settings
from crampguide.assessing.triage import URGENT
from crampguide.knowledge.dangers import LEVELS
from crampguide.knowledge.presentations import CHANGE
from crampguide.knowledge.rules import NOT_SURE
from crampguide.knowledge.wording import count_of_100, joined, range_of_100, say, whole_counts
from crampguide.telling.answers import answer_text
from crampguide.telling.dangers import ToldDanger, tell_danger
from crampguide.telling.medicines import called, names_for, review_words, why_not_new
from crampguide.telling.parts import reference_name
from crampguide.telling.rows import Row
from crampguide.telling.summary import do_not_stop, headline_of, summary_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crampguide.assessing.assessment import AdviceItem, Assessment
    from crampguide.assessing.profile import Profile
    from crampguide.assessing.scoring import Contribution
    from crampguide.knowledge.asked import Option
    from crampguide.knowledge.records import Knowledge, Reference

MAX_CAUSES: Final = 6
"""Causes with a row of their own; smaller ones are added up in one more row, so nothing is hidden."""

SMALLEST_ROW: Final = 0.01
"""Share [0-1] below which a contributor gets no row of its own."""

CALM: Final = LEVELS[:3]
"""Levels that let a person wait."""

MOST_AGAINST: Final = 3
"""Answers named that speak against a cause."""

SEARCHED: Final = frozenset({"medicines", "conditions", "body"})
"""Questions without which nobody has looked for a cause."""

OTHERS: Final = "others"
NO_CAUSE: Final = "no_cause"


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Everything the page says about one assessment, in reading order.

    ``shows_shares`` is false beside "today" and "now": a share would calm, or draw away from what must be ruled out.
    """

    assessment: Assessment
    level_name: str
    level_title: str
    level_sentence: str
    level_also: str
    unsure_signs: tuple[Option, ...]
    dangers: tuple[ToldDanger, ...]
    rows: tuple[Row, ...]
    summary: str
    progress: str
    lead: str
    how_common: str
    headline: str = ""
    do_not_stop: str = ""
    unstudied: str = ""

    @property
    def shows_shares(self) -> bool:
        """Whether a person is shown what likely contributes."""
        return self.assessment.level not in URGENT


def explain(knowledge: Knowledge, assessment: Assessment) -> Explanation:
    """Explain an assessment in plain words.

    Parameters
    ----------
    knowledge : Knowledge
        Gives names, reasons, sources and sentences.
    assessment : Assessment

    Returns
    -------
    Explanation
        Its row counts add up to 100.

    Examples
    --------
    >>> from crampguide.assessing.assessment import assess_profile
    >>> from crampguide.knowledge.loading import load_knowledge
    >>> from crampguide.assessing.profile import Profile
    >>> known = load_knowledge()
    >>> explain(known, assess_profile(known, Profile(pregnancy="third"))).lead
    'Pregnancy: about 57 of 100'
    """
    wording = knowledge.wording
    rows = _rows(knowledge, assessment)
    causes = _causes(rows)
    if assessment.level in URGENT:
        lead = say(wording, "live_urgent")
    elif causes and not causes[0].is_background:
        lead = say(wording, "live_lead", name=causes[0].name, count=causes[0].count)
    else:
        lead = say(wording, "live_no_lead")
    # "no danger sign" and "this can wait" would promise what nobody has looked at
    unchecked = assessment.level in CALM and not assessment.danger_checked
    level = "unchecked" if unchecked and assessment.level == CALM[0] else assessment.level
    first = f"{say(wording, 'level_unchecked')} " if unchecked and level != "unchecked" else ""
    return Explanation(
        assessment=assessment,
        level_name=level,
        level_title=say(wording, f"level_{level}_title"),
        level_sentence=first + _level_sentence(knowledge, assessment, level),
        level_also=say(wording, "level_also") if assessment.level == URGENT[0] else "",
        unsure_signs=_unsure_signs(knowledge, assessment.profile),
        dangers=tuple(tell_danger(knowledge, raised, assessment.profile) for raised in assessment.dangers),
        rows=rows,
        summary=summary_of(knowledge, assessment, causes),
        progress=_progress(knowledge, assessment),
        lead=lead,
        how_common=_how_common(knowledge, assessment),
        headline=headline_of(knowledge, assessment, causes),
        do_not_stop=do_not_stop(knowledge, assessment, causes),
        unstudied=_unstudied(knowledge, assessment),
    )


def _level_sentence(knowledge: Knowledge, assessment: Assessment, level: str) -> str:
    """Return what to do: the words of the worst danger; a general order beside them would be a second one."""
    wording = knowledge.wording
    if not assessment.dangers:
        return say(wording, f"level_{level}")
    # at this level whoever went through the danger signs has ticked none, and was sure
    no_sign = f"{say(wording, 'level_no_sign')} " if assessment.level == CALM[1] and assessment.danger_checked else ""
    return no_sign + assessment.dangers[0].action(assessment.profile)


def _unsure_signs(knowledge: Knowledge, profile: Profile) -> tuple[Option, ...]:
    """Return the danger signs that a person named as not sure, one by one."""
    boxes = profile.as_dict().get(DANGER)
    if not isinstance(boxes, dict):
        return ()
    return tuple(one for one in knowledge.question_by_id[DANGER].options if boxes.get(one.id) == NOT_SURE)


def advice_words(knowledge: Knowledge, item: AdviceItem) -> str:
    """Return what a piece of advice comes to for this person: what bars it, its cautions, or else its text."""
    wording = knowledge.wording
    if item.barred_by:
        return say(wording, "advice_barred", name=item.barred_by.danger.name)
    sure = [caution.text for caution in item.cautions]
    unsure = [f"{say(wording, 'advice_caution_unsure')} {caution.text}" for caution in item.possible_cautions]
    return " ".join([*sure, *unsure]) or item.advice.text


def cite(knowledge: Knowledge, keys: Iterable[str]) -> tuple[Reference, ...]:
    """Return the references of citation keys, each once."""
    return tuple(knowledge.reference_by_id[key] for key in dict.fromkeys(keys))


def _causes(rows: tuple[Row, ...]) -> list[Row]:
    return [row for row in rows if row.id not in {OTHERS, NO_CAUSE}]


def _rows(knowledge: Knowledge, assessment: Assessment) -> tuple[Row, ...]:
    contributions, wording = assessment.score.contributions, knowledge.wording
    causes = [c for c in contributions if not c.is_background]
    # what must be ruled out comes first, however small its share: an answer that feeds another cause must not hide it
    causes.sort(key=lambda c: not _must_be_ruled_out(knowledge, c))
    shown = [c for c in causes if c.share >= SMALLEST_ROW][:MAX_CAUSES]
    background = [c for c in contributions if c.is_background and c.share >= SMALLEST_ROW]
    rest = [c for c in contributions if c not in shown and c not in background]
    rows = [_row(knowledge, assessment, contribution) for contribution in shown]
    if sum(c.share for c in rest) >= SMALLEST_ROW:
        rows.append(
            Row(
                id=OTHERS,
                name=say(wording, "others_name"),
                share=sum(c.share for c in rest),
                low=sum(c.low for c in rest),
                high=min(1.0, sum(c.high for c in rest)),
                strength="none",
                evidence=say(wording, "evidence_mixed"),
                plain=joined(called(knowledge, assessment.profile, knowledge.contributor_by_id[c.id]) for c in rest),
            )
        )
    rows += [_row(knowledge, assessment, contribution) for contribution in background]
    rows.append(
        Row(
            id=NO_CAUSE,
            name=say(wording, _left_over(assessment)),
            share=assessment.score.unexplained,
            low=assessment.score.unexplained_low,
            high=assessment.score.unexplained_high,
            strength="none",
            evidence=say(wording, "evidence_none"),
        )
    )
    shares = [row.share for row in rows[:-1]]
    counts = whole_counts([*shares, 1 - sum(shares)])
    counted = [replace(row, count=count) for row, count in zip(rows, counts, strict=True)]
    return tuple(replace(row, sum_in_words=_sum(knowledge, assessment, row)) for row in counted)


def _left_over(assessment: Assessment) -> str:
    """Return the name of what no answer explains: what was not asked yet is no search without a find."""
    if not assessment.score.contributions:
        return "no_answer_name"
    return "no_cause_yet_name" if SEARCHED.intersection(assessment.unanswered) else "no_cause_name"


def _sum(knowledge: Knowledge, assessment: Assessment, row: Row) -> str:
    """Return how a row's count follows from its effect, so that a reader can do the sum again."""
    found = next((c for c in assessment.score.contributions if c.id == row.id), None)
    if found is None:
        return ""
    wording = knowledge.wording
    weight, total = f"{found.weight:.3g}", f"{assessment.score.relative_risk:.3g}"
    sentences = []
    if found.presentation:
        prior, fit = f"{found.presentation.prior:g}", f"{found.fit:.3g}"
        sentences.append(say(wording, "why_sum_found", prior=prior, fit=fit))
    if found.effect:
        probability, excess = f"{found.probability:.3g}", f"{found.excess:.3g}"
        numbers = {"probability": probability, "excess": excess, "weight": weight}
        study = reference_name(knowledge.reference_by_id[found.effect.reference])
        sentences.append(say(wording, "why_sum", **numbers, study=study))
    if found.part != 1.0:
        sentences.append(say(wording, "why_part_stopped" if found.part == STOPPED else "why_part"))
    sentences.append(say(wording, "why_sum_share", weight=weight, total=total, count=row.count))
    if found.is_unsure:
        key = knowledge.contributor_by_id[found.id].prevalence_reference
        study = reference_name(knowledge.reference_by_id[key])
        sentences.append(say(wording, "why_prevalence", study=study))
    return " ".join(sentences)


def _row(knowledge: Knowledge, assessment: Assessment, contribution: Contribution) -> Row:
    contributor = knowledge.contributor_by_id[contribution.id]
    is_judged = contribution.basis == "judgement" or contribution.effect is None
    strength = "judgement" if is_judged else contribution.certainty
    keys = [*contribution.references, *contributor.references]
    if contribution.is_unsure:
        keys.append(contributor.prevalence_reference)
    return Row(
        id=contributor.id,
        name=called(knowledge, assessment.profile, contributor),
        share=contribution.share,
        low=contribution.low,
        high=contribution.high,
        strength=strength,
        evidence=say(knowledge.wording, f"evidence_{strength}"),
        plain=contributor.plain,
        finding=_finding(knowledge, contribution),
        because=because(knowledge, assessment, contribution),
        against=against(knowledge, assessment, contribution),
        answers=_answers(knowledge, assessment, contribution),
        references=cite(knowledge, keys),
        is_unsure=contribution.is_unsure,
        is_background=contributor.background,
        is_danger=contributor.id in knowledge.ruled_out,
        change=review_words(knowledge, assessment.profile, contributor)
        or say(knowledge.wording, f"change_{contributor.change}"),
        names=names_for(knowledge, assessment.profile, contributor),
    )


def _finding(knowledge: Knowledge, contribution: Contribution) -> str:
    """Return what is known of it: what a study found, or what the sources of a presentation say."""
    if contribution.effect:
        return contribution.effect.finding
    note = contribution.presentation.note if contribution.presentation else ""
    return note or say(knowledge.wording, "why_named")


def _must_be_ruled_out(knowledge: Knowledge, contribution: Contribution) -> bool:
    return contribution.id in knowledge.ruled_out and contribution.share >= WORTH_ASKING_SHARE


def because(knowledge: Knowledge, assessment: Assessment, contribution: Contribution) -> tuple[str, ...]:
    """Return the answers behind a contribution, as the person gave them, and what it is a consequence of."""
    answers = _answers(knowledge, assessment, contribution)
    if not contribution.after:
        return answers
    cause = called(knowledge, assessment.profile, knowledge.contributor_by_id[contribution.after])
    return (*answers, say(knowledge.wording, "why_after", cause=cause))


def against(knowledge: Knowledge, assessment: Assessment, contribution: Contribution) -> tuple[str, ...]:
    """Return what speaks most against what was found from signs: what is there, or what the person said no to."""
    said = [one for one in contribution.speaks if one.log_ratio < 0][:MOST_AGAINST]
    texts = list(why_not_new(knowledge, assessment.profile, knowledge.contributor_by_id[contribution.id]))
    for one in said:
        term = next(one.finding.when.terms())
        question = knowledge.question_by_id[term.question]
        if texts and term.question == CHANGE:
            continue
        if one.is_there or not one.finding.is_box:
            given = assessment.profile.choice(term.question)
            pairs = one.finding.when.support(assessment.profile) or ((term.question, given),)
            texts += [answer_text(knowledge, question.id, option, assessment.profile) for _, option in pairs]
        else:
            boxes = joined(option.text for option in question.options if option.id in term.options)
            texts.append(say(knowledge.wording, "why_absent", boxes=boxes))
    return tuple(dict.fromkeys(texts))


def _answers(knowledge: Knowledge, assessment: Assessment, contribution: Contribution) -> tuple[str, ...]:
    told = (answer_text(knowledge, *answer, assessment.profile) for answer in contribution.support)
    return tuple(dict.fromkeys(told))


def _how_common(knowledge: Knowledge, assessment: Assessment) -> str:
    """Return how many people of the same sex and age have night cramps, or nothing where that is not known."""
    by_frequency = {baseline.frequency: baseline for baseline in assessment.baselines}
    if not by_frequency:
        return ""
    any_night, frequent = by_frequency["any"], by_frequency["frequent"]
    oldest = max(baseline.age_high for baseline in knowledge.baselines)
    group = f"common_{any_night.sex}" + ("_oldest" if any_night.age_high == oldest else "")
    return say(
        knowledge.wording,
        "common",
        who=say(knowledge.wording, group, age_low=any_night.age_low, age_high=any_night.age_high),
        count=count_of_100(any_night.value),
        range=range_of_100(any_night.low, any_night.high, knowledge.wording),
        frequent=count_of_100(frequent.value),
    )


def _unstudied(knowledge: Knowledge, assessment: Assessment) -> str:
    """Return what the person told that no study of this kind of cramp looked at, or nothing."""
    told = assessment.score.unstudied
    if not told:
        return ""
    key = "unstudied_sport" if settings(assessment.profile) == ("exercise",) else "unstudied_rest"
    names = (called(knowledge, assessment.profile, knowledge.contributor_by_id[one]) for one in told)
    return say(knowledge.wording, key, names=joined(names))


def _progress(knowledge: Knowledge, assessment: Assessment) -> str:
    total = len(counted(knowledge, assessment.profile))
    sentence = say(knowledge.wording, "summary_answered", answered=total - len(assessment.unanswered), total=total)
    if assessment.not_sure:
        sentence += " " + say(knowledge.wording, "summary_unsure", count=len(assessment.not_sure))
    return sentence
