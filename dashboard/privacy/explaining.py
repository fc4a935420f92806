"""What a person reads about a finding: what it looks like, why it goes, what to write instead."""

from dashboard.i18n import gettext as _
from dashboard.privacy.finding import Kind


def explain(kind: Kind) -> str:
    """Return the sentence for a kind of finding, in the language of this run."""
    return _sentences()[kind]


def _sentences() -> dict[Kind, str]:
    """Made anew for each call, as the language is the reader's."""
    return {
        "phone": _(
            "This looks like a phone number. The record is anonymous: take it out and keep it in your agency's own file."
        ),
        "email": _(
            "This looks like an e-mail address, which leads straight to a person. Take it out and keep it in your "
            'agency\'s own file; here "she has a safe e-mail" is enough.'
        ),
        "link": _(
            "This looks like a link. Whoever opens it may find her, so please take it out; name the platform and what "
            "was posted instead, and keep the link in your agency's own file."
        ),
        "handle": _(
            "This looks like the name of an account, and an account can be found by anybody. Take it out; write whose "
            'it is and on which platform, such as "her account on Instagram".'
        ),
        "number": _(
            "This looks like the number of a card or a paper, which belongs to one person only. Take it out and keep it "
            "in your agency's own file; here it is enough to say which paper it is."
        ),
        "birth_date": _(
            "This may be a date of birth, which together with the place can tell who she is. Take it out; her age in "
            "years is all that the record needs."
        ),
        "name": _(
            "This may be somebody's name. The record is anonymous, also for family and for the person who did harm: "
            'write who it is to her instead, such as "her brother" or "the perpetrator".'
        ),
        "place": _(
            "This may be an address, and whoever knows the street may find her. Take it out; the governorate is enough "
            "here, and the address can stay in your agency's own file."
        ),
    }
