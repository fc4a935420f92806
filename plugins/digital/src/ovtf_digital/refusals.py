"""What a no to digital steps, to a plan or to a report makes needless. Only an adult's: a child's no is weighed elsewhere."""

from dashboard import Decision

NO_STEPS = Decision(
    when=("digital_risk[consent_digital=no]",),
    because="She does not agree to digital steps.",
    audience="adult",
    unless="digital_action",
)
NO_PLAN = (
    NO_STEPS,
    Decision(when=("digital_plan[digital_plan_needed=no]",), because="A digital safety plan is not needed."),
    Decision(
        when=("digital_plan[digital_plan_needed=declined]",),
        because="She does not want a digital safety plan.",
        audience="adult",
    ),
)
NO_ACCOUNTS = Decision(
    when=(
        "digital_plan[passwords=not_needed]",
        "digital_plan[two_factor=not_needed]",
        "digital_plan[privacy=not_needed]",
    ),
    because="Her accounts need no change.",
)
NO_DEVICE = Decision(
    when=("digital_plan[apps=not_needed]", "digital_plan[location=not_needed]"), because="Her device needs no check."
)
NO_LIMIT = Decision(when=("digital_plan[limit_contact=not_needed]",), because="Contact need not be limited.")
NO_REPORT = (
    NO_STEPS,
    Decision(when=("route[chosen=nothing]",), because="She wants no report or removal for now.", audience="adult"),
)
