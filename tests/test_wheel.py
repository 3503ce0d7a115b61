from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
STATIC = ("chart.js", "form.js", "html_view.js", "page.css", "plotly.js")
PLOTLY_BUDGET = 1_400_000
SCRIPT_BUDGET = 60_000

LOOK = """
import json, crampguide
from crampguide.widgets.chart import ChartView
from crampguide.widgets.form import QuestionForm, form_sections
from crampguide.widgets.regions import HtmlView
from crampguide.knowledge.loading import data_root, load_knowledge
print(json.dumps({
    "package": crampguide.__file__,
    "data": str(data_root()),
    "sections": len(form_sections(load_knowledge())),
    "scripts": [len(widget().get_state()["_esm"]) for widget in (ChartView, QuestionForm, HtmlView)],
}))
"""


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a wheel from a source distribution, so that both are known to be complete."""
    target = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(target), str(ROOT)]
    # npm stands beside this interpreter, and a changed script calls for it
    with_npm = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    built = subprocess.run(command, env={**os.environ, "PATH": with_npm}, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    return next(target.glob("*.whl"))


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel into an environment of its own that borrows only the other packages; return its scripts."""
    home = tmp_path_factory.mktemp("elsewhere")
    venv.create(home, with_pip=False)
    places = sysconfig.get_paths("venv", {"base": str(home), "platbase": str(home)})
    scripts = Path(places["scripts"])
    python = scripts / Path(sys.executable).name
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--quiet", str(wheel)]
    subprocess.run(pip, check=True, capture_output=True)
    # a path file inside a borrowed folder is not read, so a checkout installed there stays out of sight
    Path(places["purelib"], "borrowed.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return scripts


def test_the_wheel_holds_data_notebooks_scripts_and_template(wheel: Path) -> None:
    """Protects an installed guide from missing what stands outside the package in a checkout."""
    names = set(zipfile.ZipFile(wheel).namelist())
    expected = {f"crampguide/widgets/static/{name}" for name in STATIC}
    for folder, ending in (("data", "toml"), ("notebooks", "ipynb")):
        expected |= {f"crampguide/{folder}/{path.name}" for path in (ROOT / folder).glob(f"*.{ending}")}
    expected.add("crampguide/py.typed")
    template = ROOT / "crampguide" / "serving" / "voila"
    expected |= {path.relative_to(ROOT).as_posix() for path in template.rglob("*") if path.is_file()}
    assert expected <= names


def test_the_wheel_holds_no_sources_of_scripts_and_no_tests(wheel: Path) -> None:
    """Protects the wheel from thousands of files that only a build needs."""
    names = zipfile.ZipFile(wheel).namelist()
    assert [name for name in names if "frontend" in name or "node_modules" in name or name.startswith("tests")] == []


def test_scripts_stay_small(wheel: Path) -> None:
    """Protects the time to the first chart: the library is the basic one, and all else is small."""
    sizes = {info.filename.rpartition("/")[2]: info.file_size for info in zipfile.ZipFile(wheel).infolist()}
    assert sizes["plotly.js"] < PLOTLY_BUDGET
    assert sum(sizes[name] for name in STATIC if name != "plotly.js") < SCRIPT_BUDGET


def test_the_lock_file_names_no_registry() -> None:
    """Protects the build from depending on the registry that one developer used."""
    lock = json.loads((ROOT / "crampguide" / "widgets" / "frontend" / "package-lock.json").read_text(encoding="utf-8"))
    assert [name for name, package in lock["packages"].items() if "resolved" in package] == []


def test_the_installed_guide_finds_its_files(installed: Path, tmp_path: Path) -> None:
    """Protects an installed guide from reading anything out of a checkout."""
    python = installed / Path(sys.executable).name
    look = subprocess.run([python, "-I", "-c", LOOK], cwd=tmp_path, check=True, capture_output=True, text=True)
    found = json.loads(look.stdout)
    home = installed.parent
    assert Path(found["package"]).is_relative_to(home)
    assert Path(found["data"]) == Path(found["package"]).parent / "data"
    assert found["sections"] > 0
    assert all(length > 0 for length in found["scripts"])


def test_the_installed_command_assesses(installed: Path, tmp_path: Path) -> None:
    """Protects whoever installs the guide without a checkout: the command works in any folder."""
    (tmp_path / "answers.toml").write_text('medicines = ["laba"]', encoding="utf-8")
    command = [str(installed / "crampguide"), "assess", "answers.toml", "--json"]
    found = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True)
    assert json.loads(found.stdout)["contributors"][0]["id"] == "laba"


def test_the_installed_data_are_sound(installed: Path, tmp_path: Path) -> None:
    """Protects an installed guide from data that were changed or cut on the way."""
    found = subprocess.run(
        [installed / "crampguide", "check"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (found.returncode, found.stdout) == (0, "The data are sound.\n")
