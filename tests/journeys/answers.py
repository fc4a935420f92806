"""What an invented survivor says: answers by question, as they stand on the screen."""

DANGER = {
    "Is she in immediate danger?": "No",
    "Thoughts of suicide or self-harm": "None",
    "Threats against her": "Credible",
    "Is she being blackmailed?": "Yes, without a threat to her body so far",
    "Unwanted messages, calls or posts": "It goes on",
}
KINDS = {
    "Money: pressure, extortion, exploitation": "Possible",
    "Body: violence, or a threat of it": "Possible",
    'Honour: violence to "restore" the honour of family, clan or tribe': "No",
    "Public: private information or images released to others": "Yes",
    "Feelings: isolation, shame, helplessness, blame": "Yes",
}
OUTLOOK = {
    "Family": "No part",
    "Perpetrator": "Creates the risk",
    "Community": "No part",
    "How likely is harm?": "Possible",
    "How soon?": "Within weeks",
    "Over the last weeks it is": "Getting worse",
}
RISK = DANGER | KINDS | OUTLOOK
MEASURES = {
    "Shelter or safe house": "Offered, not decided yet",
    "A safe place elsewhere": "In place",
    "Protective order": "Declined",
    "Someone who goes with her": "Not needed",
    "A way to the police in an emergency": "Not available",
    "A way to the police in an emergency: why is it not available?": "Not safe to use",
    "Is the plan complete for now?": "Yes",
}
CONSENT = {
    "To receive services": "Yes",
    "To share the least information needed for a referral": "Yes",
    "To be counted in anonymised statistics": "Yes",
    "To take digital steps: reports, removal, blocking": "Yes",
    "To involve law enforcement": "No",
    "To be asked later how she found the help": "No",
}
ROUTE = {
    "What kind of content is it about?": "Image",
    "Is it a sexual or nude image or video of her?": "Yes",
    "Where is the content now?": "Sent to some people",
    "Has she reported it already?": "Not yet",
    "On which device can she take these steps?": "Her own, and nobody else reaches it",
    "Does someone demand or threaten anything?": "To show it or send it on",
    "Would reporting or removing make things worse?": "No",
}
FOLLOW_UP = {
    "How?": "By phone",
    "Is the danger lower or higher than last time?": "Lower",
    "Has content come back or spread again?": "No",
    "Has anyone taken revenge?": "No",
    "Safety": "Met",
    "Health": "Not one of her goals",
    "Feeling better": "On the way",
    "Justice": "Not one of her goals",
    "Content and accounts": "Met",
    "Something else": "Not one of her goals",
    "What was done today?": ("Safety plan looked at", "Referral followed"),
    "Are there new needs?": "No",
    "Could the case be closed?": "Yes",
}
CLOSING = {
    "Why?": "Needs met",
    "Was the safety plan looked at one last time, together with her?": "Yes",
    "Was she told that she can come back at any time?": "Yes",
    "Where is the content now?": "Removed",
}
