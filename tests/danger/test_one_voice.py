"""A result speaks with one voice: nothing beside a danger calms, hurries on or gainsays it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from crampguide import Profile, assess
from crampguide.assessing.assessment import FORBIDDING, assess_profile
from crampguide.assessing.triage import URGENT
from crampguide.knowledge.dangers import LEVELS
from crampguide.knowledge.loading import load_knowledge
from crampguide.telling.explanation import explain
from crampguide.telling.result import top_regions

if TYPE_CHECKING:
    from crampguide.knowledge.dangers import Danger, Level

    Raised = dict[str, dict[Level, dict[str, Any]]]

KNOWN = load_knowledge()
HURRY: dict[Level, re.Pattern[str]] = {
    "emergency": re.compile(r"112|emergency (number|room)|at once|straight away", re.IGNORECASE),
    "same_day": re.compile(r"\b(now|today|same day|tonight|as soon as)\b", re.IGNORECASE),
}
"""Words that ask for care at a level; to call a doctor "now" is not more than to be seen today."""

CONDITION = re.compile(r"^(with|for|when|should|in an attack)\b|\bif\b", re.IGNORECASE)
CALL = re.compile(r"\b(call|ring|phone|go|see a|be seen|seen|ask for|get|take)\b", re.IGNORECASE)


def hurried(text: str, level: Level) -> list[str]:
    """Return the sentences that, under no condition, ask for care sooner than a level does."""
    sentences = re.split(r"(?<=[.?!]) ", text)
    sooner = [words for hurry, words in HURRY.items() if LEVELS.index(hurry) > LEVELS.index(level)]
    orders = [one for one in sentences if CALL.search(one) and not CONDITION.search(one)]
    return [order for order in orders if any(words.search(order) for words in sooner)]


@pytest.mark.parametrize(
    "text",
    [
        "See a doctor today.",
        "Be seen by a doctor tonight.",
        "Phone a nurse as soon as you can, when it hurts.",
        "Have it seen today, it should be soon.",
        "Take the child to an emergency room.",
    ],
)
def test_an_order_that_hurries_is_seen(text: str) -> None:
    """The guard can fail: an order without a condition is found, whatever its words."""
    assert hurried(text, "days")
    assert not hurried(f"If you get worse: {text[0].lower()}{text[1:]}", "days")


def test_no_action_is_more_urgent_than_its_level() -> None:
    """Below "in the next days" stands no "today", unless something gets worse."""
    for danger in KNOWN.dangers:
        for action in danger.actions:
            assert not hurried(action.text, action.level), (danger.id, action.level)


def test_no_advice_is_more_urgent_than_the_level() -> None:
    """No text of advice and no caution hurries a person on: they stand beside every level, self-care too."""
    for advice in KNOWN.advice:
        for text in (advice.text, *(caution.text for caution in advice.cautions)):
            assert not hurried(text, "self_care"), (advice.id, text)


def test_nothing_that_a_danger_forbids_is_advised(raised_levels: Raised) -> None:
    """No stretch, rub, heat or drink is offered beside a danger that it could make worse."""
    for danger in KNOWN.dangers:
        for level, answers in raised_levels[danger.id].items():
            report = assess(Profile(**answers))
            if level not in FORBIDDING:
                continue
            for item in report.assessment.advice:
                if danger.bars(item.advice.acts):
                    assert item.barred_by, (danger.id, level, item.advice.id)
            barred = {one["id"] for one in report.as_dict()["advice"] if one["is_caution"]}
            assert {i.advice.id for i in report.assessment.advice if danger.bars(i.advice.acts)} <= barred


@pytest.mark.parametrize("danger", KNOWN.dangers, ids=lambda danger: danger.id)
def test_beside_today_and_now_no_share_and_no_calm_word_stands(danger: Danger, raised_levels: Raised) -> None:
    """Who must go today sees what to do and no "of 100", no "most cramps are harmless"."""
    for level, answers in raised_levels[danger.id].items():
        if level in URGENT:
            text = str(assess(Profile(**answers)))
            title = KNOWN.wording["advice_avoid" if level == LEVELS[-1] else "advice_title"]
            above, found, _ = text.partition(f"\n{title}:")
            assert found, "the advice is told under its own title"
            assert not re.search(r"\d+ of 100|no cause found", above, re.IGNORECASE)


def test_beside_today_and_now_nothing_invites_to_go_on(raised_levels: Raised) -> None:
    """The summary holds the one sentence that says what comes first, how much was answered, and a way to the paper."""
    for danger, levels in raised_levels.items():
        for answers in (levels[level] for level in URGENT if level in levels):
            explanation = explain(KNOWN, assess_profile(KNOWN, Profile(**answers)))
            region = dict(top_regions(KNOWN, explanation))["summary"]
            words = re.sub(r"<[^>]+>", "", region).replace(KNOWN.wording["to_take_away"], "")
            assert words == KNOWN.wording["summary_urgent"] + explanation.progress, danger


def test_what_names_a_danger_leads(raised_levels: Raised) -> None:
    """The sentence at the top is the action of the first danger, and of the most urgent level."""
    for levels in raised_levels.values():
        for answers in levels.values():
            report = assess(Profile(**answers))
            first = report.explanation.dangers[0]
            assert first.level == report.level
            assert first.action in report.explanation.level_sentence


def test_a_pregnant_woman_is_sent_to_her_midwife_by_name() -> None:
    """Beside a possible clot in pregnancy the headline names whom to call."""
    sentence = assess(Profile(side="one", pregnancy="first", started="days")).explanation.level_sentence
    assert "midwife" in sentence


def test_every_answer_that_a_danger_names_was_given(raised_levels: Raised) -> None:
    """A title and its reason are made of what this person said: no "dark skin" for somebody who did not tick it."""
    for levels in raised_levels.values():
        for answers in levels.values():
            profile = Profile(**answers)
            for raised in assess(profile).assessment.dangers:
                for question, option in raised.answers(profile):
                    given = profile.answers[question]
                    if option is None:
                        assert isinstance(given, float)
                    else:
                        assert profile.state(question, option) in {"yes", "not_sure"} or given in {option, "not_sure"}
