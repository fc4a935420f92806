"""What settles the step of proof: her no, danger, and material of a child, of which there is none to keep."""

from dashboard import Decision

NO_COPIES = "Sexual material from before 18 is never copied or kept, not as proof either: child protection decides."
MATERIAL = (
    "digital_risk[tool=take_it_down]",
    "digital_risk[tool=ask_again]",
    "digital_risk[child_material=yes]",
    "route[image_age=minor]",
    "route[image_age=unknown]",
    "core.incident[child_material=yes]",
)
"""Answers that tell of an image from before 18, or of one whose age nobody knows. There is no proof to keep of it."""
NO_PROOF = (
    Decision(when=("digital_risk[evidence=not_wanted]",), because="She does not want to keep proof."),
    Decision(when=("digital_risk[evidence=unsafe]",), because="It is not safe for her to keep proof."),
    Decision(when=("digital_risk[evidence=child_protection]",), because="Child protection handles the proof."),
    *(Decision(when=(told,), because=NO_COPIES) for told in MATERIAL),
)
"""What settles the step of proof, so that nothing waits for it. It comes back when a newer entry says otherwise."""
