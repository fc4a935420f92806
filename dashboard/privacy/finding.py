"""What was found in a note, and the sentence that a person reads about it."""

from dataclasses import dataclass
from typing import Literal

from dashboard.i18n import gettext as _

Kind = Literal["phone", "email", "link", "handle", "number", "birth_date", "name", "place"]


@dataclass(frozen=True)
class Finding:
    """A part of a note that looks like a phone number or another `kind`: from character `start` up to, without, `end`.

    `certain` is False where a person must judge. The text itself is not held, so that a finding may be shown and logged.
    """

    kind: Kind
    certain: bool
    start: int
    end: int


def explain(kind: Kind) -> str:
    """Return the sentence about a kind of finding: what it looks like, why to take it out and what to write instead."""
    # Translated at each call and not once at import, as the language is the reader's.
    sentences: dict[Kind, str] = {
        "phone": _(
            "This looks like a phone number. The record names nobody: take it out and keep it in your agency's own file."
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
            "This may be somebody's name. The record names nobody, also no family and not the person who did harm: "
            'write who it is to her instead, such as "her brother" or "the perpetrator".'
        ),
        "place": _(
            "This may tell where she lives or goes: a street, a house, a camp, a school. Whoever knows it may find her. Take "
            "it out; the governorate is enough here, and the address can stay in your agency's own file."
        ),
    }
    return sentences[kind]
