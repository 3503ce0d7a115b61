"""A finding as plain values for a program: what `crampguide.Report.as_dict` gives. Its keys may be relied on."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from crampguide.knowledge.release import __version__
from crampguide.knowledge.wording import say
from crampguide.telling.answers import answer_text
from crampguide.telling.explanation import advice_words
from crampguide.telling.medicines import known_as, names_for, sources_for, told_medicines
from crampguide.telling.terms import explained_terms

if TYPE_CHECKING:
    from crampguide.assessing.changes import Changes
    from crampguide.assessing.named import Named
    from crampguide.assessing.profile import Profile
    from crampguide.assessing.scoring import Contribution
    from crampguide.knowledge.records import Knowledge
    from crampguide.telling.explanation import Explanation


def plain_result(knowledge: Knowledge, explanation: Explanation, changes: Changes) -> dict[str, Any]:
    """Return a finding as plain values; shares are proportions [0-1].

    Parameters
    ----------
    knowledge : Knowledge
    explanation : Explanation
    changes : Changes
        What would change the result.
    """
    assessment, score = explanation.assessment, explanation.assessment.score
    return {
        "version": __version__,
        "data_date": knowledge.release.data_date.isoformat(),
        "level": assessment.level,
        "level_title": explanation.level_title,
        "danger_checked": assessment.danger_checked,
        "reasons": [
            {
                "id": told.id,
                "level": told.level,
                "name": told.title,
                "said": list(told.said),
                "reason": told.why,
                "action": told.action,
                "points": raised.points,
                "references": list(told.references),
            }
            for told, raised in zip(explanation.dangers, assessment.dangers, strict=True)
        ],
        "headline": explanation.headline,
        "summary": explanation.summary,
        "contributors": [plain_cause(knowledge, assessment.profile, one) for one in score.contributions],
        "unexplained": {
            "share": score.unexplained,
            "low": score.unexplained_low,
            "high": score.unexplained_high,
        },
        "relative_risk": score.relative_risk,
        "how_common": [
            {"frequency": one.frequency, "share": one.value, "low": one.low, "high": one.high, "baseline": one.id}
            for one in assessment.baselines
        ],
        "worth_asking": [{"id": one.id, "name": one.name, "ask": one.ask} for one in assessment.worth_asking],
        "advice": [
            {
                "id": item.advice.id,
                "moment": item.advice.moment,
                "name": item.advice.name,
                "text": advice_words(knowledge, item),
                "is_caution": bool(item.barred_by or item.cautions or item.possible_cautions),
                "certainty": item.advice.certainty,
                "references": list(item.advice.references),
            }
            for item in assessment.advice
        ],
        "look_alikes": [
            {"id": one.id, "name": one.name, "differs": list(one.differs), "action": one.action}
            for one in assessment.look_alikes
        ],
        "medicines": [_medicine(knowledge, one) for one in told_medicines(knowledge, assessment.profile)],
        "changes": asdict(changes),
        "terms": [
            {"id": term.id, "name": term.name, "plain": term.plain} for term in explained_terms(knowledge, explanation)
        ],
        "claims": [{"id": one.id, "claim": one.claim, "verdict": one.verdict} for one in assessment.claims],
        "unstudied": list(score.unstudied),
        "unanswered": list(assessment.unanswered),
        "not_sure": list(assessment.not_sure),
        "disclaimer": say(knowledge.wording, "disclaimer"),
    }


def plain_cause(knowledge: Knowledge, profile: Profile, contribution: Contribution) -> dict[str, Any]:
    """Return one contribution as plain values."""
    cited = list(contribution.references)
    return {
        "id": contribution.id,
        "name": knowledge.contributor_by_id[contribution.id].name,
        "named": list(names_for(knowledge, profile, knowledge.contributor_by_id[contribution.id])),
        "group": contribution.group,
        "change": knowledge.contributor_by_id[contribution.id].change,
        "share": contribution.share,
        "low": contribution.low,
        "high": contribution.high,
        "first": contribution.first,
        "certainty": contribution.certainty,
        "basis": contribution.basis,
        "because": [
            {
                "question": question,
                "answer": option if option is not None else profile.number(question),
                "text": answer_text(knowledge, question, option, profile),
            }
            for question, option in contribution.support
        ],
        "references": cited,
        "effects": cited,  # the name of `references` in 0.1, wrong as these are no effects; gone after 0.2
        "effect": contribution.effect.id if contribution.effect else "",
        "presentation": contribution.presentation.id if contribution.presentation else "",
        "is_unsure": contribution.is_unsure,
        "is_background": contribution.is_background,
    }


def _medicine(knowledge: Knowledge, one: Named) -> dict[str, Any]:
    return {
        "name": one.name,
        "substance": one.medicine.id if one.medicine else "",
        "boxes": list(one.boxes),
        "change": one.change,
        "since": one.since,
        "known_as": known_as(knowledge, one),
        "references": list(sources_for(knowledge, one)),
    }
