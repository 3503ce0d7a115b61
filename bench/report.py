"""What was measured, as JSON, as tables in Markdown, and as a plot of how memory grows."""

from __future__ import annotations

import json
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

WIDTH, HEIGHT, LEFT, BOTTOM = 640, 360, 60, 40
COLORS = ("#005a8c", "#888", "#b00", "#0a7", "#a60", "#639")


def write_report(folder: Path, found: dict[str, Any]) -> None:
    """Write ``bench.json``, ``bench.md`` and ``growth.svg``."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "bench.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    told = {name: one for name, one in found["peers"].items() if "failed" not in one}
    parts = [f"# The guide beside its peers\n\nMeasured on {found['day']} ({found['machine']}) by `make bench`."]
    failed = [
        f"{name} could not be measured: {one['failed']}" for name, one in found["peers"].items() if "failed" in one
    ]
    parts += failed
    parts.append(_table("A visit", told, _visit_columns("plain")))
    parts.append(
        _table("As a slow phone (processor four times slower, 1.6 Mbit/s, 150 ms)", told, _visit_columns("phone"))
    )
    parts.append(_table("Cost", told, COST))
    parts.append("![Memory by visitors](growth.svg)")
    (folder / "bench.md").write_text("\n\n".join(part for part in parts if part) + "\n", encoding="utf-8")
    (folder / "growth.svg").write_text(growth({name: one["memory"] for name, one in told.items()}), encoding="utf-8")


def _visit_columns(kind: str) -> dict[str, Callable[[dict[str, Any]], str]]:
    def column(visit: str, what: str) -> Callable[[dict[str, Any]], str]:
        return lambda told: f"{median(one[what] for one in told[kind][visit]):.2f}"

    names = {"first": "first visit", "again": "repeat visit"}
    return {f"{names[visit]}, {what} s": column(visit, what) for visit in names for what in ("control", "chart")}


def _one_more(told: dict[str, Any]) -> str:
    sizes = {int(number): size for number, size in told["memory"].items()}
    last = max(sizes)
    return f"{(sizes[last] - sizes[1]) / (last - 1):.1f}"


COST: dict[str, Any] = {
    "bytes, first visit": lambda told: f"{median(told['plain']['bytes_first']):,.0f}",
    "bytes, repeat": lambda told: f"{median(told['plain']['bytes_again']):,.0f}",
    "processor a visit s": lambda told: f"{median(told['plain']['cpu']):.2f}",
    "memory, no visitor MB": lambda told: f"{told['memory'].get(0, told['memory'].get('0')):.0f}",
    "one more visitor MB": _one_more,
    "step ms": lambda told: f"{median(told['steps']):.0f}",
    "thirty at once, drawn": lambda told: str(told["crowd"]["drawn"]),
    "median s": lambda told: f"{told['crowd']['median']:.1f}",
    "load": lambda told: f"{told['load']:.1f}",
}


def _table(title: str, told: dict[str, Any], columns: dict[str, Any]) -> str:
    rows = []
    for name, one in told.items():
        cells = []
        for column in columns.values():
            try:
                cells.append(column(one))
            except (KeyError, ValueError, ZeroDivisionError):
                cells.append("n/t")
        rows.append(f"| {name} | {' | '.join(cells)} |")
    if all(row.count("n/t") == len(columns) for row in rows):
        return ""
    head = f"| | {' | '.join(columns)} |\n|{' --- |' * (len(columns) + 1)}"
    return f"## {title}\n\n{head}\n" + "\n".join(rows)


def growth(sizes: dict[str, dict[Any, float]]) -> str:
    """Return memory by visitors as a drawing (SVG)."""
    most = max((size for one in sizes.values() for size in one.values()), default=1)
    far = max((int(number) for one in sizes.values() for number in one), default=1) or 1
    box = f'viewBox="0 0 {WIDTH + 200} {HEIGHT}"'
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" {box} font-family="sans-serif" font-size="12">']
    for place, (name, one) in enumerate(sizes.items()):
        points = " ".join(
            f"{LEFT + int(number) / far * (WIDTH - LEFT):.0f},{(HEIGHT - BOTTOM) * (1 - size / most) + 5:.0f}"
            for number, size in one.items()
        )
        color = COLORS[place % len(COLORS)]
        parts.append(f'<polyline points="{points}" fill="none" stroke="{color}" stroke-width="2"/>')
        parts.append(f'<text x="{WIDTH + 10}" y="{20 + 18 * place}" fill="{color}">{name}</text>')
    parts.append(
        f'<text x="0" y="15">{most:.0f} MB</text><text x="{WIDTH - 60}" y="{HEIGHT - 10}">{far} visitors</text></svg>'
    )
    return "\n".join(parts) + "\n"
