"""The friendly shell: one call from answers to a result that shows itself in a notebook, a terminal or a program."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from crampguide.assessing.assessment import assess_profile
from crampguide.assessing.changes import find_changes
from crampguide.knowledge.loading import load_knowledge
from crampguide.knowledge.release import __version__
from crampguide.knowledge.wording import joined, range_of_100, say
from crampguide.telling.advice import advice_title
from crampguide.telling.answers import answer_text
from crampguide.telling.charts.contributions import contribution_figure, contribution_info
from crampguide.telling.explanation import advice_words, because, explain
from crampguide.telling.handout import handout_html
from crampguide.telling.result import notebook_html
from crampguide.telling.terms import explained_terms

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from crampguide.assessing.assessment import Assessment
    from crampguide.assessing.changes import Changes
    from crampguide.assessing.profile import Profile
    from crampguide.assessing.scoring import Contribution
    from crampguide.knowledge.beside import MedicalTerm
    from crampguide.knowledge.dangers import Level
    from crampguide.knowledge.records import Knowledge
    from crampguide.telling.explanation import Explanation
    from crampguide.telling.markup import Html


@dataclass(frozen=True, slots=True)
class Report:
    """The finding for one person, ready to read.

    Show it in a notebook cell for the level and a table, print it for plain text, call `figure` for the chart and
    `as_dict` for a program.
    """

    knowledge: Knowledge
    explanation: Explanation

    @property
    def assessment(self) -> Assessment:
        """The numbers and records behind the text."""
        return self.explanation.assessment

    @property
    def level(self) -> Level:
        """How urgent care is: ``emergency``, ``same_day``, ``days``, ``routine`` or ``self_care``."""
        return self.assessment.level

    @property
    def contributors(self) -> tuple[Contribution, ...]:
        """Contributions: causes with the largest share [0-1] first, then age and sex as background."""
        return self.assessment.score.contributions

    @property
    def unexplained(self) -> float:
        """Share [0-1] with no cause found."""
        return self.assessment.score.unexplained

    @property
    def relative_risk(self) -> float:
        """1 + the sum of weights [-]: how common cramps are with these answers against none of them."""
        return self.assessment.score.relative_risk

    def figure(self) -> go.Figure:
        """Return the chart of likely causes as a Plotly figure that you can change, save or show.

        Returns
        -------
        plotly.graph_objects.Figure
        """
        import plotly.graph_objects as go  # noqa: PLC0415 - heavy; the page never needs it

        return go.Figure(contribution_figure(contribution_info(self.explanation, self.knowledge.wording)))

    def changes(self) -> Changes:
        """Return what would change this result: open answers that raise the level or put another cause first, habits.

        Worked out anew at each call, which takes longer than the result itself.
        """
        return find_changes(self.knowledge, self.assessment)

    def terms(self) -> tuple[MedicalTerm, ...]:
        """Return the words of medicine that stand in this result, each with its meaning in plain words."""
        return explained_terms(self.knowledge, self.explanation)

    def handout(self, day: date | None = None) -> Html:
        """Return the page for the doctor or pharmacist as HTML that needs no other file.

        Parameters
        ----------
        day : date, optional
            Printed on the page; today by default.

        Examples
        --------
        >>> import crampguide
        >>> crampguide.assess(crampguide.Profile(age=70)).handout().startswith("<!DOCTYPE html>")
        True
        """
        return handout_html(self.knowledge, self.explanation, day or date.today())  # noqa: DTZ011 - the reader's day

    def as_dict(self) -> dict[str, Any]:
        """Return the finding as plain values for a program; shares are proportions [0-1]."""
        assessment, wording = self.assessment, self.knowledge.wording
        return {
            "version": __version__,
            "data_date": self.knowledge.release.data_date.isoformat(),
            "level": assessment.level,
            "level_title": self.explanation.level_title,
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
                for told, raised in zip(self.explanation.dangers, assessment.dangers, strict=True)
            ],
            "summary": self.explanation.summary,
            "contributors": [self._contributor_dict(contribution) for contribution in self.contributors],
            "unexplained": {
                "share": self.unexplained,
                "low": assessment.score.unexplained_low,
                "high": assessment.score.unexplained_high,
            },
            "relative_risk": self.relative_risk,
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
                    "text": advice_words(self.knowledge, item),
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
            "changes": asdict(self.changes()),
            "terms": [{"id": term.id, "name": term.name, "plain": term.plain} for term in self.terms()],
            "claims": [{"id": one.id, "claim": one.claim, "verdict": one.verdict} for one in assessment.claims],
            "unstudied": list(assessment.score.unstudied),
            "unanswered": list(assessment.unanswered),
            "not_sure": list(assessment.not_sure),
            "disclaimer": say(wording, "disclaimer"),
        }

    def _contributor_dict(self, contribution: Contribution) -> dict[str, Any]:
        knowledge, profile = self.knowledge, self.assessment.profile
        cited = list(contribution.references)
        return {
            "id": contribution.id,
            "name": knowledge.contributor_by_id[contribution.id].name,
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
                    "text": answer_text(knowledge.question_by_id[question], option, profile, knowledge.wording),
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

    def __str__(self) -> str:
        """Return the finding as plain text for people."""
        explanation, wording = self.explanation, self.knowledge.wording
        lines = [say(wording, "cli_level", title=explanation.level_title), explanation.level_sentence]
        lines += [explanation.level_also] if explanation.level_also else []
        if explanation.unsure_signs:
            lines.append(f"{say(wording, 'level_unsure')} {joined(sign.text for sign in explanation.unsure_signs)}")
        for danger in explanation.dangers:
            said = say(wording, "cli_said", answers="; ".join(danger.said))
            lines.append(f"  - {danger.title}. {said} {danger.why} {danger.action}")
        lines += ["", explanation.summary, explanation.progress]
        if explanation.shows_shares:
            lines += ["", say(wording, "cli_contributors"), *self._share_lines()]
        if self.assessment.worth_asking:
            lines += ["", say(wording, "ask_title")]
            lines += [f"  - {say(wording, 'ask_item', name=c.name, ask=c.ask)}" for c in self.assessment.worth_asking]
        lines += ["", f"{advice_title(self.knowledge, self.assessment.advice)}:"]
        for item in self.assessment.advice:
            lines.append(f"  - {item.advice.name}: {advice_words(self.knowledge, item)}")
        return "\n".join([*lines, "", say(wording, "disclaimer")])

    def _share_lines(self) -> list[str]:
        """Return each row of the chart, and the answers behind the first three causes."""
        wording = self.knowledge.wording
        lines = []
        for row in self.explanation.rows:
            spread = range_of_100(row.low, row.high, wording)
            lines.append(f"  {row.count_in_words:>3}  ({spread})  {row.name} [{row.evidence}]")
        for contribution in self.contributors[:3]:
            answers = "; ".join(because(self.knowledge, self.assessment, contribution))
            lines.append(f"       {self.knowledge.contributor_by_id[contribution.id].name}: {answers}")
        return lines

    def _repr_html_(self) -> Html:
        """Show the level, the summary and the table in a notebook."""
        return notebook_html(self.knowledge, self.explanation)


def assess(profile: Profile, *, knowledge: Knowledge | None = None) -> Report:
    """Find how urgent a person's cramps are and what likely contributes, from their answers.

    Parameters
    ----------
    profile : Profile
        The answers; leave out what is not known.
    knowledge : Knowledge, optional
        Another set of data, to see what changes; the guide's own by default.

    Returns
    -------
    Report
        Shows itself in a notebook; ``print`` gives plain text.

    Raises
    ------
    AnswerError
        If an answer does not fit its question; all bad answers are named at once.

    Notes
    -----
    ``share = w / (1 + sum of w)``, the assigned share of epidemiology: w is the excess relative risk of what is known,
    or the odds over plain cramps of what is found from signs; see `crampguide.assessing.weighing`. The
    level comes from dangers alone and no share can change it.

    Examples
    --------
    A woman in the last months of pregnancy with night cramps. Half of such women have them (duan2018), against 22 of
    100 young adults (nhanes_own), so pregnancy takes more than half:

    >>> import crampguide
    >>> report = crampguide.assess(crampguide.Profile(when=["night"], pregnancy="third"))
    >>> report.level
    'self_care'
    >>> [(c.id, round(c.share, 2)) for c in report.contributors]
    [('pregnancy', 0.57)]
    >>> round(report.unexplained, 2)
    0.43
    """
    known = knowledge or load_knowledge()
    return Report(known, explain(known, assess_profile(known, profile)))
