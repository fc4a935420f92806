"""The steps of digital action, in the guide's order: consent, safety, proof, plan, removal."""

from dashboard import Checklist, ChecklistItem

from .proof import NO_PROOF

RISK_FIRST = "Know first what the perpetrator can reach, and whether acting would make it worse."
PROOF_FIRST = "Content that is gone takes its proof along, and whoever posted it may notice."
DEVICE_FIRST = (
    "Know first what the perpetrator can reach: whoever watches her phone sees each change that is made on it."
)
REMOVAL = Checklist(
    name="removal",
    label="Digital safety and removal",
    items=(
        ChecklistItem(
            name="risk",
            label="Assess digital risk: type, access, and whether acting would make it worse",
            recorded_by=("digital_risk",),
            after=("safety.protection.imminent",),
            because="Safety of the body comes before the screen.",
            hint="Use the digital risk assessment form.",
            source="Digital 1, Digital risk assessment",
        ),
        ChecklistItem(
            name="mechanisms",
            label="Explain every way that is open: the platform, the report sites, the law",
            hint="What each can do, what it cannot, and who hears of it. Doing nothing is also a way.",
            source="Digital 2, Preserve evidence",
        ),
        ChecklistItem(
            name="weigh",
            label="Weigh with her what a report or removal may bring and what it may set off",
            recorded_by=("digital_risk[would_escalate]",),
            after=("risk",),
            because=RISK_FIRST,
            hint="Who will notice it, at home too? What happens if nothing is done?",
            source="Digital 4, Remove or report content",
        ),
        ChecklistItem(
            name="consent",
            label="Explain what can be done and agree on it",
            recorded_by=("core.consent[digital_action=yes]",),
            needs_consent="services",
            after=("mechanisms",),
            because="She can only agree to what she knows.",
            hint="Say plainly that it may take long or bring revenge. Then record her answer under Consent.",
            source="Digital 6, Survivor choice and confidentiality",
        ),
        ChecklistItem(
            name="child_consent",
            label="Ask the child in words that fit the age, and a guardian who protects",
            recorded_by=("core.consent[assent=yes]",),
            audience="child",
            needs_consent="services",
            after=("risk",),
            because="Find out first whether a guardian may be the one who harms: then a best-interest decision "
            "takes the place of consent.",
            source="Digital 2, Preserve evidence",
        ),
        ChecklistItem(
            name="evidence_child",
            label="Do not view, copy or keep material of a child; follow child protection",
            audience="child",
            hint="Not as proof, not to check, not for the police. What counts: where it is and since when.",
            source="Digital 2, Preserve evidence",
        ),
        ChecklistItem(
            name="evidence",
            label="Explain how she can keep proof herself, if she wants to and it is safe",
            recorded_by=("digital_risk[evidence=explained]", "digital_risk[evidence=preserved_by_survivor]"),
            settled_by=NO_PROOF,
            after=("consent", "risk"),
            because="Keeping proof is her choice, and a phone that others read is no place for it.",
            hint="Screenshots, links, user names, times: on her side, never a sexual image from before 18. For "
            "a child: with assent and a guardian's consent.",
            source="Digital 2, Preserve evidence",
        ),
        ChecklistItem(
            name="no_storing",
            label="Take and keep nothing: no image, no screenshot, no link, no password",
            hint="If someone wants to hand you something, do not take it: say why, and show how to keep it safe. If "
            "something has reached you already: the page Something was sent to me.",
            source="Digital 2, Preserve evidence",
        ),
        ChecklistItem(
            name="coordinate",
            label="Agree every digital step with those who plan her protection",
            after=("risk",),
            because=RISK_FIRST,
            hint="Health care, safety plan and legal steps go on beside it; a digital step must not undo them.",
            source="Digital 5, Specialised actors",
        ),
        ChecklistItem(
            name="safe_device",
            label="Find the device on which she can take digital steps without anyone seeing it",
            recorded_by=(
                "digital_risk[device=private]",
                "route[device=private]",
                "route[device=other]",
                "digital_plan[safe_device=own]",
                "digital_plan[safe_device=trusted]",
                "digital_plan[safe_device=service]",
            ),
            after=("risk",),
            because=RISK_FIRST,
            hint="Who else holds it, knows its code, or pays for it? If hers is shared or watched: your office, a service, "
            "someone she trusts. Her images stay where they are.",
            source="Digital, Issue",
        ),
        ChecklistItem(
            name="plan",
            label="Make the digital safety plan with her",
            recorded_by=("digital_plan[complete=yes]",),
            needs_consent="digital_action",
            after=("risk", "coordinate"),
            because="The plan follows the risk, and agrees with the plan for her physical safety.",
            hint="Use the digital safety plan form: each measure done, planned, not needed, or not safe now.",
            source="Digital 3, Digital safety plan",
        ),
        ChecklistItem(
            name="accounts",
            label="Secure accounts: new passwords, two steps, privacy",
            recorded_by=("digital_plan[passwords=done]",),
            needs_consent="digital_action",
            after=("risk", "safe_device"),
            because=DEVICE_FIRST,
            hint="Only from a device that nobody else reaches. A new password typed on a watched phone is known at once.",
            source="Digital 3, Digital safety plan",
        ),
        ChecklistItem(
            name="device",
            label="Check the device: unknown apps, tracking, location",
            recorded_by=("digital_plan[apps=done]",),
            needs_consent="digital_action",
            after=("risk", "safe_device"),
            because=DEVICE_FIRST,
            hint="Taking away access can be noticed: agree on the moment, and find a safe device first.",
            source="Digital 3, Digital safety plan",
        ),
        ChecklistItem(
            name="contact",
            label="Limit or block contact, if that is safe",
            recorded_by=("digital_plan[limit_contact=done]",),
            needs_consent="digital_action",
            after=("risk", "evidence"),
            because="A block is noticed, and it can close the chat that holds the proof.",
            source="Digital 3, Digital safety plan",
        ),
        ChecklistItem(
            name="outcomes",
            label="Make sure she knows how it may end: removed, delayed, refused, back again, revenge",
            after=("risk",),
            because="What may happen depends on who is behind it.",
            source="Digital 4, Remove or report content",
        ),
        ChecklistItem(
            name="choose_way",
            label="Find the way that fits: the age in the image decides the tool",
            recorded_by=("route",),
            after=("risk", "evidence"),
            because=PROOF_FIRST,
            hint="Use the form Where to report or remove.",
            source="Digital 4, Remove or report content",
        ),
        ChecklistItem(
            name="stopncii",
            label="StopNCII: she makes the fingerprint on her own device",
            recorded_by=("removal_request[channel=stopncii]",),
            audience="adult",
            needs_consent="digital_action",
            after=("consent", "risk", "safe_device", "evidence"),
            because="On a watched phone the tool is seen by whoever watches; and content that is gone takes its proof along.",
            hint="Only for images in which she is 18 or older, and only on a device of hers that nobody else reaches. She "
            "keeps case number and PIN.",
            source="Digital, Tools",
        ),
        ChecklistItem(
            name="take_it_down",
            label="Take It Down: for images from before 18",
            recorded_by=("removal_request[channel=take_it_down]",),
            needs_consent="digital_action",
            after=("consent", "risk", "safe_device"),
            because="Agree first, and know who may notice. No proof is made of such an image, so that step is not waited for.",
            hint="The fingerprint is made on the device, one of her own that nobody else reaches; never ask anybody to send "
            "or upload an image.",
            source="Digital, Tools",
        ),
        ChecklistItem(
            name="report",
            label="Show how to report on the platform, or through INSM or Tech4Peace",
            recorded_by=(
                "removal_request[channel=in_app]",
                "removal_request[channel=insm]",
                "removal_request[channel=t4p]",
            ),
            needs_consent="digital_action",
            after=("consent", "risk", "evidence"),
            because=PROOF_FIRST,
            hint="The platform is often the first place to go; the two partners get an answer sooner. Steps "
            "for each are under Services.",
            source="Digital 4, Remove or report content",
        ),
        ChecklistItem(
            name="no_submitting",
            label="Let her send it: you explain and stand beside her, never in her name",
            needs_consent="digital_action",
            after=("report",),
            because="She has to know the steps before she can take them herself.",
            hint="For a child a guardian who protects may send it. Record it in the form Report or removal request.",
            source="Digital 2, Preserve evidence",
        ),
        ChecklistItem(
            name="specialist",
            label="Refer to digital safety specialists when it gets technical",
            needs_consent="services",
            after=("risk",),
            because="The assessment says what is beyond you: trackers, taken accounts, traces.",
            hint="A digital safety organisation that you trust; a cybercrime unit only if she wants the law "
            "involved. Describe the problem, never her.",
            source="Digital 5, Specialised actors",
        ),
        ChecklistItem(
            name="confidential",
            label="Keep it between you: who knows, what is written, how you reach her",
            hint="Nothing about this on shared phones, in groups or in subject lines.",
            source="Digital 6, Survivor choice and confidentiality",
        ),
        ChecklistItem(
            name="watch",
            label="Ask what came of it, whether it is back, and whether anyone took revenge",
            after=("report",),
            because="There is an answer only after something was sent.",
            hint="After a week without an answer: INSM or Tech4Peace, if she wants. Revenge: assess the risk again the same day.",
            source="Digital 6, Survivor choice and confidentiality",
        ),
    ),
)
