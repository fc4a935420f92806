"""Counting rows with pandas: shares, ratios, times and tables."""

from datetime import date, timedelta

import pandas as pd

from dashboard.contract import View


def answer(world, declared, rows, since=None, until=None):
    """Return what a figure should say of these rows over the cases that count."""
    kept = [row for row in rows if _counts(world, declared, row, since, until)]
    if isinstance(declared, View):
        return _table(declared, kept)
    return {"share": _share, "ratio": _ratio, "duration": _times}[declared.kind](declared, kept)


def _counts(world, declared, row, since, until):
    case = world.cases[row["case_key"]]
    if declared.base == "reportable" and not (
        case["consent_reporting"] and case["status"] != "duplicate" and case["reported_elsewhere"] != "ovtf_member"
    ):
        return False
    if declared.time_base == "now" or (since is None and until is None):
        return True
    when = {
        "report": case["report_date"],
        "opening": (case["opened_at"] + timedelta(hours=3)).date(),
        "day": row.get("day"),
    }[declared.time_base]
    when = date.fromisoformat(when) if isinstance(when, str) else when
    return when is not None and (since is None or when >= since) and (until is None or when <= until)


def _share(declared, rows):
    found = pd.DataFrame(
        [(row["case_key"], row["met"]) for row in rows if row.get("asked", True)], columns=["case", "met"], dtype=object
    )
    if declared.measure.kind == "cases":
        found = found.groupby("case").met.agg(_of_a_case).to_frame()
    yes, no = (found.met == True).sum(), (found.met == False).sum()  # noqa: E712
    return int(yes), int(yes + no), int(found.met.isna().sum())


def _of_a_case(answers):
    known = answers.dropna()
    return None if known.empty else bool(known.any())


def _ratio(_declared, rows):
    return sum(bool(row["met"]) for row in rows), sum(bool(row["asked"]) for row in rows), 0


def _times(_declared, rows):
    asked = pd.DataFrame(
        [(row["met"], bool(row.get("running"))) for row in rows if row.get("asked", True)], columns=["hours", "running"]
    ).astype({"hours": float})
    known = asked[asked.hours >= 0].hours
    running = int((asked.hours.isna() & asked.running).sum())
    quartiles = [None if known.empty else float(known.quantile(at)) for at in (0.5, 0.25, 0.75)]
    return len(known), running, len(asked) - len(known) - running, *quartiles


def _table(view, rows):
    cells = pd.DataFrame([(row["case_key"], *row["by"]) for row in rows], columns=["case", *view.by], dtype=object)
    total = cells.case.nunique() if view.measure.kind == "cases" else len(cells)
    for name in view.by:
        cells[name] = cells[name].map(
            lambda value: (list(value) or [None]) if isinstance(value, list | tuple) else [value]
        )
        cells = cells.explode(name)
    groups = cells.groupby([cells[name].map(lambda code: "" if pd.isna(code) else str(code)) for name in view.by])
    counted = groups.case.nunique() if view.measure.kind == "cases" else groups.size()
    keyed = {key if isinstance(key, tuple) else (key,): int(n) for key, n in counted.items()}
    return {tuple(code or None for code in key): n for key, n in keyed.items()}, int(total)
