"""No further sign of danger, no "yes" and no "not sure" in place of silence ever lowers a level."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

from crampguide import Profile
from crampguide.assessing.profile import found_clashes
from crampguide.assessing.triage import level_of, raised_dangers
from crampguide.knowledge.dangers import LEVELS
from crampguide.knowledge.loading import load_knowledge

if TYPE_CHECKING:
    from crampguide.knowledge.asked import Question

KNOWN = load_knowledge()
LISTS = [question for question in KNOWN.questions if question.kind == "checklist"]
FINDINGS = [finding for danger in KNOWN.dangers for finding in danger.findings]
PROFILES = 20_000


def test_no_danger_finding_ever_lowers_a_level(meeting: Any) -> None:  # noqa: ANN401 - a function of the fixture
    """20,000 random people, to each of whom one finding of a danger, one "yes" and one "not sure" is added."""
    chance = Random(1)  # noqa: S311 - a test, the same each time
    raised_by_a_finding = 0
    for _ in range(PROFILES):
        answers = _anybody(chance)
        before = _rank(answers)
        more = meeting(chance.choice(FINDINGS).when, answers)
        after = _rank(more)
        assert after >= before, (answers, more)
        raised_by_a_finding += after > before

        box, option = _open_box(chance, answers)
        unsure, sure = ({**answers, box: {**answers.get(box, {}), option: word}} for word in ("not_sure", "yes"))
        if not found_clashes(KNOWN, Profile(**sure)):
            assert before <= _rank(unsure) <= _rank(sure), (answers, box, option)

        question = chance.choice([one for one in KNOWN.questions if one.id not in answers])
        assert _rank({**answers, question.id: "not_sure"}) >= before, (answers, question.id)
    assert raised_by_a_finding > PROFILES / 20


def test_an_emergency_stays_one_whatever_else_is_said(raised_levels: dict[str, dict[str, dict[str, Any]]]) -> None:
    """For each danger that can be one: the answers that make it an emergency, and any others of twenty people."""
    chance = Random(2)  # noqa: S311 - a test, the same each time
    tried = 0
    for levels in raised_levels.values():
        for _ in range(20 * ("emergency" in levels)):
            answers = _anybody(chance) | levels["emergency"]
            if not found_clashes(KNOWN, Profile(**answers)):
                assert _rank(answers) == LEVELS.index("emergency"), answers
                tried += 1
    assert tried > 800


def _rank(answers: dict[str, Any]) -> int:
    return LEVELS.index(level_of(raised_dangers(KNOWN, Profile(**answers))))


def _anybody(chance: Random) -> dict[str, Any]:
    asked = chance.sample(KNOWN.questions, chance.randint(0, 8))
    answers = {question.id: _answer(chance, question) for question in asked}
    return answers if not found_clashes(KNOWN, Profile(**answers)) else {}


def _answer(chance: Random, question: Question) -> Any:  # noqa: ANN401 - whatever a question takes
    if question.kind == "number":
        return chance.uniform(question.low, question.high)
    options = [option.id for option in question.options]
    if question.kind == "names":
        return {"Lasix": chance.choice(options)}
    if question.kind == "choice":
        return chance.choice(options)
    chosen = chance.sample(options, min(len(options), chance.randint(0, 2)))
    return {option: chance.choice(["yes", "yes", "not_sure", "no"]) for option in chosen}


def _open_box(chance: Random, answers: dict[str, Any]) -> tuple[str, str]:
    question = chance.choice(LISTS)
    given = answers.get(question.id, {})
    return question.id, chance.choice([option.id for option in question.options if option.id not in given])
