"""Figures: live ones for a supervisor, and one table for the task force."""

from dashboard import Indicator, Released, View, count_rows

SOURCE = "Example Agency, back to class"

TALKS = View(
    name="talks",
    label="Contacts with schools by role and answer",
    dataset="talks",
    by=("role", "answer"),
    measure=count_rows(),
    chart="stacked",
    words={
        "class_teacher": "Class teacher",
        "head": "Head of the school",
        "counsellor": "Counsellor or social worker",
        "student_office": "Student office",
        "directorate": "Directorate of education",
        "agreed": "Agreed",
        "waiting": "No answer yet",
        "refused": "Refused",
    },
    note="Counts contacts, not cases: one case may have several.",
    time_base="day",
    day="day of the contact",
    source=SOURCE,
)

BARRIERS = View(name="barriers", label="What stands in the way", dataset="standing", by=("barriers",), source=SOURCE)

BACK = Indicator(
    name="back",
    label="Learns again",
    dataset="where_now",
    numerator="learns",
    denominator="was_out",
    definition="Cases in which she learns now, of all in which she was out of class at any time.",
    source=SOURCE,
)

LEARNING = Released(
    name="learning",
    label="Survivors in and out of class",
    dataset="where_now",
    by=("learning",),
    own={
        "learning": {
            "learning": "Learns, still or again",
            "way_agreed": "Out of class, a school agreed to a way back",
            "out": "Out of class, nothing agreed",
            "none": "Not asked",
        }
    },
    sigma=6.0,
    definition="How it stands at the newest entry. Each case counts once. It shows where schools need to be won.",
    source=SOURCE,
)
