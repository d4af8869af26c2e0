"""The run as one page that needs nothing from outside: the same tables, and the curves."""

from html import escape

import plotly.graph_objects as go
from plotly.offline import get_plotlyjs

from api.judging import words
from api.judging.run import Judged, Result

STYLE = """body{font:16px/1.5 system-ui,sans-serif;max-width:1100px;margin:2rem auto;padding:0 1rem;color:#1b1b1b;background:#fff}
table{border-collapse:collapse;margin:1rem 0;font-size:14px}div.t{overflow-x:auto}td,th{border-bottom:1px solid #ccc;padding:.3rem .6rem;text-align:left;vertical-align:top}
.synthetic{background:#fff3c4;padding:.5rem 1rem}@media(prefers-color-scheme:dark){body{color:#eee;background:#161616}td,th{border-color:#444}.synthetic{background:#4a3f12}}"""
TITLE = "Rules of alerts, judged on synthetic patients"


def page(judged: Judged) -> str:
    parts = [
        ("Against one another", words.comparison(judged)),
        ("By cohort", words.by_cohort(judged)),
        ("By symptom", words.by_symptom(judged)),
        ("What was held back", words.suppression(judged)),
        ("The curves", words.curves(judged)),
    ]
    sections = "".join(f"<h2>{escape(title)}</h2><div class=t>{html_table(text)}</div>" for title, text in parts if text.count("\n") > 1)
    verdict = "".join(f"<p>{escape(line)}</p>" for line in words.verdict(judged))
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{TITLE}</title><style>{STYLE}</style>'
        f"<script>{get_plotlyjs()}</script></head><body><h1>{TITLE}</h1><p class=synthetic>All patients here are synthetic: nobody in them lives or lived.</p>"
        f"<p>{escape(words.heading(judged))}</p>{verdict}{chart(judged)}{sections}</body></html>\n"
    )


def html_table(text: str) -> str:
    head, _, *rows = text.splitlines()
    lines = [f"<tr>{''.join(f'<{tag}>{escape(cell)}</{tag}>' for cell in cells(row))}</tr>" for tag, some in (("th", [head]), ("td", rows)) for row in some]
    return f"<table>{''.join(lines)}</table>"


def cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip("|").split("|")]


def chart(judged: Judged) -> str:
    figure = go.Figure()
    for family in dict.fromkeys(one.family for one in judged.curve):
        points = sorted((one for one in judged.curve if one.family == family), key=lambda one: one.threshold)
        figure.add_scatter(x=[one.overall.false_episodes.value for one in points], y=[one.overall.sensitivity.value for one in points], error_x=bars(points, "false_episodes"),
                           error_y=bars(points, "sensitivity"), text=[f"{one.threshold:g}" for one in points], textposition="top center", mode="lines+markers+text", name=family)  # fmt: skip
    figure.update_layout(title="Synthetic patients: onsets found within 72 hours, against false episodes (95 % intervals; each point is a threshold)", height=560,
                         xaxis_title="false episodes a patient-week", yaxis_title="onsets found", yaxis_tickformat=".0%", template="plotly_white")  # fmt: skip
    found: str = figure.to_html(full_html=False, include_plotlyjs=False, div_id="curves", config={"displaylogo": False})
    return found


def bars(points: list[Result], name: str) -> dict[str, object]:
    found = [getattr(one.overall, name) for one in points]
    return {
        "type": "data",
        "symmetric": False,
        "array": [(one.high or 0) - (one.value or 0) for one in found],
        "arrayminus": [(one.value or 0) - (one.low or 0) for one in found],
        "thickness": 0.8,
        "width": 2,
    }
