"""The friendly shell: one call from answers to a result that shows itself in a notebook, a terminal or a program."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from crampguide.assessing.assessment import assess_profile
from crampguide.assessing.changes import find_changes
from crampguide.assessing.frames import FRAMES, to_frame
from crampguide.knowledge.loading import load_knowledge
from crampguide.knowledge.wording import joined, range_of_100, say
from crampguide.measuring.sensitivity import swings
from crampguide.telling.advice import advice_name, advice_title
from crampguide.telling.explanation import NO_CAUSE, advice_words, because, explain
from crampguide.telling.handout import handout_html
from crampguide.telling.medicines import (
    called,
    medicine_text,
    told_medicines,
)
from crampguide.telling.plain_values import plain_cause, plain_result
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
    from crampguide.measuring.sensitivity import Sensitivity
    from crampguide.telling.explanation import Explanation
    from crampguide.telling.markup import Html

COLUMNS: Final = (
    *("id", "name", "group", "share", "low", "high", "certainty", "basis", "change", "is_background"),
    *("because", "effect", "presentation", "references"),
)
"""Of the data frame of a report."""


@dataclass(frozen=True, slots=True)
class Report:
    """The finding for one person, ready to read.

    Show it in a notebook cell for the level and a table, print it for plain text, call `figure` for the chart,
    `to_frame` for a table and `as_dict` for a program.

    Examples
    --------
    >>> import crampguide
    >>> report = crampguide.assess(crampguide.Profile(warning_signs=["chest_pain"]))
    >>> report.level, report.level_title, report.shows_shares
    ('emergency', 'Get help now', False)
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
    def level_title(self) -> str:
        """The same in the words that people read: "Book a normal visit"."""
        return self.explanation.level_title

    @property
    def shows_shares(self) -> bool:
        """Whether shares may be shown: beside "today" and "now" they could calm, so no chart belongs there."""
        return self.explanation.shows_shares

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
            With title, axis title, hover text, and words in its place in ``layout.meta["alt"]``.

        Examples
        --------
        >>> import crampguide
        >>> crampguide.assess(crampguide.Profile(age=70)).figure().layout.title.text
        'What may be behind the cramps'
        """
        from crampguide.figures import report_figure  # noqa: PLC0415 - it loads Plotly, which the page never needs

        return report_figure(self)

    def dots(self) -> go.Figure:
        """Return 100 dots, one for each of 100 people with the same answers, by what may be behind their cramps.

        Returns
        -------
        plotly.graph_objects.Figure

        Examples
        --------
        >>> import crampguide
        >>> len(crampguide.assess(crampguide.Profile(age=70)).dots().data)
        2
        """
        from crampguide.figures import dots_figure  # noqa: PLC0415 - it loads Plotly, which the page never needs

        return dots_figure(self)

    def to_frame(self, backend: str = FRAMES) -> Any:  # noqa: ANN401 - a frame of another library
        """Return a data frame with a row for each cause, the largest share first, and one for "no cause found".

        Parameters
        ----------
        backend : {'pandas', 'polars', 'pyarrow'}
            Whose data frame.

        Raises
        ------
        FrameError
            If that library is not installed.

        Examples
        --------
        >>> import crampguide
        >>> crampguide.assess(crampguide.Profile(medicines=["laba"])).to_frame()["id"].to_list()
        ['laba', 'no_cause']
        """
        score, cells = self.assessment.score, []
        for one in self.contributors:
            row = plain_cause(self.knowledge, self.assessment.profile, one)
            row["references"] = "; ".join(row["references"])
            row["because"] = "; ".join(answer["text"] for answer in row["because"])
            cells.append({column: row[column] for column in COLUMNS})
        left = {"id": NO_CAUSE, "name": self.explanation.rows[-1].name}
        shares = {"share": self.unexplained, "low": score.unexplained_low, "high": score.unexplained_high}
        return to_frame([*cells, {**left, **shares, "is_background": False}], backend)

    def sensitivity(self) -> Sensitivity:
        """Return what each published number does to this result if it moves to the ends of its own interval.

        Returns
        -------
        Sensitivity
            The number that moves most first; a sequence of `Swing` with ``to_frame()``.

        Examples
        --------
        >>> import crampguide
        >>> one, = crampguide.assess(crampguide.Profile(medicines=["laba"])).sensitivity()
        >>> one.effect.id, round(one.low_share, 2), round(one.high_share, 2)
        ('garrison_laba', 0.5, 0.65)
        """
        return swings(self.knowledge, self.assessment.profile)

    def changes(self) -> Changes:
        """Return what would change this result: open answers that raise the level or put another cause first, habits.

        Worked out anew at each call, which takes longer than the result itself.

        Examples
        --------
        >>> import crampguide
        >>> type(crampguide.assess(crampguide.Profile(age=70)).changes()).__name__
        'Changes'
        """
        return find_changes(self.knowledge, self.assessment)

    def terms(self) -> tuple[MedicalTerm, ...]:
        """Return the words of medicine that stand in this result, each with its meaning in plain words.

        Examples
        --------
        >>> import crampguide
        >>> report = crampguide.assess(crampguide.Profile(conditions=["neuropathy"]))
        >>> all(term.plain for term in report.terms())
        True
        """
        return explained_terms(self.knowledge, self.explanation)

    def handout(self, day: date | None = None, *, more: bool = False) -> Html:
        """Return the page for the doctor or pharmacist as HTML that needs no other file.

        Parameters
        ----------
        day : date, optional
            Printed on the page; today by default.
        more : bool
            Whether all answers and a diary of two weeks follow on a second page.

        Examples
        --------
        >>> import crampguide
        >>> crampguide.assess(crampguide.Profile(age=70)).handout().startswith("<!DOCTYPE html>")
        True
        """
        today = day or date.today()  # noqa: DTZ011 - the reader's day
        return handout_html(self.knowledge, self.explanation, today, more=more)

    def as_dict(self) -> dict[str, Any]:
        """Return the finding as plain values for a program; shares are proportions [0-1].

        Examples
        --------
        >>> import crampguide
        >>> found = crampguide.assess(crampguide.Profile(medicines=["laba"])).as_dict()
        >>> found["contributors"][0]["id"], found["contributors"][0]["references"]
        ('laba', ['garrison2012'])
        """
        return plain_result(self.knowledge, self.explanation, self.changes())

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
        lines += ["", *filter(None, (explanation.headline, explanation.do_not_stop)), explanation.summary]
        lines += [explanation.progress]
        if explanation.shows_shares:
            lines += ["", say(wording, "cli_contributors"), *self._share_lines()]
        if self.assessment.worth_asking:
            lines += ["", say(wording, "ask_title")]
            asked = ((called(self.knowledge, self.assessment.profile, c), c.ask) for c in self.assessment.worth_asking)
            lines += [f"  - {say(wording, 'ask_item', name=name, ask=ask)}" for name, ask in asked]
        if told := told_medicines(self.knowledge, self.assessment.profile):
            lines += ["", f"{say(wording, 'medicines_title')}:"]
            lines += [f"  - {medicine_text(self.knowledge, one)}" for one in told]
        lines += ["", f"{advice_title(self.knowledge, self.assessment.advice)}:"]
        for item in self.assessment.advice:
            name = advice_name(self.knowledge, item, self.assessment.profile)
            lines.append(f"  - {name}: {advice_words(self.knowledge, item)}")
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
            name = called(self.knowledge, self.assessment.profile, self.knowledge.contributor_by_id[contribution.id])
            lines.append(f"       {name}: {answers}")
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
