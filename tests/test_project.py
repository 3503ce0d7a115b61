"""What stands around the code agrees with it: the libraries it declares, its version, and the figures it tells."""

from __future__ import annotations

import ast
import doctest
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Final

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import crampguide
from crampguide.__main__ import workshop
from crampguide.assessing.effect_sizes import DRAWS
from crampguide.knowledge.loading import FILES, WORDING, data_root, load_knowledge
from crampguide.knowledge.medicines import load_medicines
from crampguide.knowledge.release import Release
from crampguide.measuring.cases import load_cases, run_cases, totals
from crampguide.measuring.stories import load_stories, run_stories, triage_rates
from crampguide.measuring.survey import load_survey
from crampguide.serving.options import Options

ROOT: Final = Path(__file__).parent.parent
PROJECT: Final = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
DISTRIBUTIONS: Final = packages_distributions()
OURS: Final = {"crampguide", "tests", "docs"}


def text_of(name: str) -> str:
    """Return a file of the project as one line, so that a sentence is found wherever its lines break."""
    return " ".join((ROOT / name).read_text(encoding="utf-8").split())


def figures_in(name: str, sentence: str) -> list[float]:
    """Return the numbers that a sentence of a file tells; # stands for each of them."""
    found = re.search(re.escape(sentence).replace(r"\#", r"([\d,]*\d)"), text_of(name))
    assert found, f"{name} no longer says: {sentence}"
    return [float(figure.replace(",", "")) for figure in found.groups()]


# ---------------------------------------------------------------- libraries


def declared(*lists: list[str]) -> dict[str, Requirement]:
    """Return what the project asks for, by the name of the distribution."""
    return {canonicalize_name(need.name): need for lines in lists for need in map(Requirement, lines)}


def distributions_of(module: str) -> set[str]:
    """Return the distributions that an import of a module rests on; none for the standard library and ourselves."""
    top = module.partition(".")[0]
    if top in sys.stdlib_module_names | OURS:
        return set()
    return {canonicalize_name(name) for name in DISTRIBUTIONS.get(top, [f"not installed: {top}"])}


def imported_names(tree: ast.AST) -> dict[str, str]:
    """Return each name that a source imports from elsewhere, with the module it comes from."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {(alias.asname or alias.name).partition(".")[0]: alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {alias.asname or alias.name: node.module for alias in node.names}
    return names


def trees(folder: str) -> list[ast.AST]:
    """Return every source of a folder, read."""
    paths = [path for path in (ROOT / folder).rglob("*.py") if "node_modules" not in path.parts]
    return [ast.parse(path.read_text(encoding="utf-8")) for path in paths]


def needs(folder: str) -> set[str]:
    """Return the distributions that the sources of a folder import."""
    modules = {module for tree in trees(folder) for module in imported_names(tree).values()}
    return {name for module in modules for name in distributions_of(module)}


def subclassed(folder: str) -> set[str]:
    """Return the distributions with a class that a class of ours builds on."""
    found: set[str] = set()
    for tree in trees(folder):
        names = imported_names(tree)
        for base in (base for node in ast.walk(tree) if isinstance(node, ast.ClassDef) for base in node.bases):
            first = ast.unparse(base).partition(".")[0]
            found |= distributions_of(names[first]) if first in names else set()
    return found


def test_all_that_is_imported_is_declared_and_nothing_else() -> None:
    """A library that comes only because another needs it is gone the day that other drops it."""
    assert needs("crampguide") == declared(PROJECT["dependencies"]).keys()


def test_conda_gets_the_same_libraries() -> None:
    """Whoever installs by conda gets what the wheel asks for: a bound that moves here moves there."""
    wanted = declared(PROJECT["dependencies"], PROJECT["optional-dependencies"]["frames"])
    lines = re.findall(r"^  - (\S+)$", (ROOT / "environment.yml").read_text(encoding="utf-8"), re.MULTILINE)
    given = declared([line for line in lines if line not in {"conda-forge", "pip", "pip:"}])
    python = given.pop("python")
    assert str(python.specifier) == PROJECT["requires-python"]
    assert {name: str(need.specifier) for name, need in given.items()} == {
        name: str(need.specifier) for name, need in wanted.items()
    }


def test_all_that_the_tests_import_is_declared() -> None:
    """`make test` must work on a fresh machine."""
    ours = declared(PROJECT["dependencies"], PROJECT["optional-dependencies"]["dev"]).keys()
    assert needs("tests") | needs("docs") - {canonicalize_name("not installed: made_pages")} <= ours


def test_a_library_whose_classes_we_extend_has_an_upper_bound() -> None:
    """A new release may move what is inside a class; whoever installs the guide must not be the first to see it."""
    needed = declared(PROJECT["dependencies"])
    extended = subclassed("crampguide")
    assert {"anywidget", "jupyter-server", "voila"} <= extended
    # nothing of ours extends these two, but widgets are drawn by the one inside the other
    for name in extended | {"ipywidgets", "jupyterlab"}:
        assert any(bound.operator.startswith("<") for bound in needed[name].specifier), name


def test_no_test_imports_another() -> None:
    """What tests share stands in a helper: a test file can be read, moved or dropped without a look at the others."""
    for path in (ROOT / "tests").rglob("test_*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        modules = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert [module for module in modules if module.rpartition(".")[2].startswith("test_")] == [], path.name


# ---------------------------------------------------------------- version and date


def test_the_version_stands_in_one_place() -> None:
    """Whoever cites the guide names the version they used: code, wheel and citation cannot differ."""
    script = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["version"]["path"]
    assert f'__version__ = "{crampguide.__version__}"' in (ROOT / script).read_text(encoding="utf-8")
    assert "version" in PROJECT["dynamic"]
    assert f"version: {crampguide.__version__} " in text_of("CITATION.cff")
    assert '"version"' not in text_of("crampguide/widgets/frontend/package.json")


def test_the_citation_says_what_the_changelog_and_the_licence_say() -> None:
    """A citation with another day or licence than the release would send a reader astray."""
    citation = text_of("CITATION.cff")
    (day,) = re.findall(r"date-released: (\S+)", citation)
    assert f"## {crampguide.__version__} ({day})" in text_of("CHANGELOG.md")
    assert f"license: {PROJECT['license']} " in citation
    assert f"abstract: {PROJECT['description']}" in citation
    assert f"- name: {PROJECT['authors'][0]['name']} " in citation
    assert re.findall(r"- ([a-z ]+)(?= -|$)", citation.partition("keywords:")[2]) == PROJECT["keywords"]


def test_the_data_are_no_older_than_their_release() -> None:
    """A result names the day of its data; a day from before the release would name data that nobody has."""
    released = re.findall(r"## \d\S* \((\S+)\)", text_of("CHANGELOG.md"))
    assert isinstance(load_knowledge().release, Release)
    assert str(load_knowledge().release.data_date) >= max(released)


# ---------------------------------------------------------------- figures and commands that people read


def test_the_readme_tells_how_the_published_cases_really_did() -> None:
    """Whoever decides by the README whether to trust the guide reads what `crampguide cases` measures today."""
    sentence = (
        "On the # published cases the established group of causes comes first in # and among the first three in #; "
        "it, or one at work beside it, in # and #."
    )
    hits = {total.id: total.hits for total in totals(run_cases(load_knowledge(), load_cases()))}
    assert figures_in("README.md", sentence) == [
        len(load_cases()),
        *(hits[key] for key in ("first", "among", "first_or", "among_or")),
    ]
    level = "The level is one that a careful reader accepts in #, and too low in none."
    assert figures_in("README.md", level) == [hits["exact"]]
    assert hits["under"] == 0
    assert figures_in("README.md", "# published cases: what the guide says") == [len(load_cases())]


def test_the_page_on_dangers_tells_how_the_stories_really_did() -> None:
    """Whoever reviews the dangers reads what they are worth today, and runs the examples as they stand."""
    results = run_stories(load_knowledge(), load_stories())
    assert figures_in("README.md", "Each of # dangers is a sum of points") == [len(load_knowledge().dangers)]
    assert figures_in("README.md", "On # short stories by people who had seen no rule") == [len(results)]
    for batch in sorted({result.story.batch for result in results}):
        accuracy = triage_rates([result for result in results if result.story.batch == batch])[0]
        row = re.search(rf"\| {batch} \| (\d+) \| .*? \| .*? \| (\d+) \|", text_of("docs/dangers.md"))
        assert row, batch
        assert [int(figure) for figure in row.groups()] == [accuracy.of, accuracy.hits]
    firsts = [int(share) for share in re.findall(r"\| \d+ \((\d+) %\) \|", text_of("docs/dangers.md"))]
    assert figures_in("README.md", "right in # to # of 100 at first sight") == [min(firsts), max(firsts)]
    high = [result for result in results if result.is_high]
    told = figures_in("docs/dangers.md", "of the # stories # are placed too high, and none too low")
    assert told == [len(results), len(high)]
    assert not any(result.is_low for result in results)
    hits = {rate.id: rate.hits for rate in totals(run_cases(load_knowledge(), load_cases()))}
    cases = figures_in(
        "docs/dangers.md", "On # published cases a careful reader accepts the level of #; none is too low"
    )
    assert (cases, hits["under"], hits["over"]) == ([len(load_cases()), hits["exact"]], 0, 7)
    assert doctest.testfile(str(ROOT / "docs" / "dangers.md"), module_relative=False).failed == 0


def test_as_many_medicines_are_named_as_are_told() -> None:
    """A list that lost most of its names would still find the best known ones."""
    medicines = load_medicines()
    told = figures_in("CHANGELOG.md", "Medicines are found by # names")
    assert told == [pytest.approx(sum(len(one.names) + 1 for one in medicines), rel=0.05)]
    assert figures_in("CHANGELOG.md", "(`medicines.toml`, # substances)") == [len(medicines)]


def test_the_readme_tells_how_the_survey_really_did() -> None:
    """The figures of the survey in the README are those of `data/survey.toml`, in whole pairs of 100."""
    sentence = "On # adults of a US survey"
    pairs = "# of 100 pairs in the right order for any cramps (fitted: #), # of 100 for frequent ones (fitted: #)."
    rows = load_survey().discrimination
    assert [row.id for row in rows] == ["any", "frequent"]
    assert figures_in("README.md", sentence) == [rows[0].people]
    told = [round(100 * figure) for row in rows for figure in (row.guide, row.fitted)]
    assert figures_in("README.md", pairs) == told


def test_the_readme_tells_the_limits_that_are_set() -> None:
    """Whoever plans a session or a server by the README plans with the limits that the guide has."""
    guides = next(option for option in workshop.params if option.name == "guides")
    assert figures_in("README.md", "Each number is drawn # times") == [DRAWS]
    assert figures_in("README.md", "# at most by default") == [Options().visitors]
    assert figures_in("README.md", "At most # phones can have the guide open at once") == [guides.default]


def test_the_size_of_the_data_is_told_to_a_tenth() -> None:
    """The decision for TOML names the size at which we would change our mind, and how near we are to it."""
    size = sum((data_root() / name).stat().st_size for name in [*FILES, WORDING]) / 1000
    assert figures_in("CONTRIBUTING.md", "What a page reads is # kB") == [pytest.approx(size, rel=0.1)]


def test_every_make_command_that_is_written_down_exists() -> None:
    """A command out of the README must not end in "no rule to make target"."""
    targets = set(re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for name in ("README.md", "CONTRIBUTING.md", ".pre-commit-config.yaml", ".ci/run"):
        text = (ROOT / name).read_text(encoding="utf-8")
        named = re.findall(r"(?:^|`|entry: )make ([a-z-]+)", text, re.MULTILINE)
        assert named, name
        assert set(named) <= targets, name
    phony = re.search(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert phony
    assert set(phony[1].split()) == targets
