"""Why an entry from a telephone does not come in, and what to do: never with a word of an answer."""

from dashboard.i18n import gettext as _


def for_another() -> str:
    """Of an entry in which she is an adult and on record a child, or the other way round."""
    return _(
        "was answered as for an adult, and the case here is a child's, or the other way round. Fill in the form again."
    )


def untaken() -> str:
    """Of an answer that the form let go of."""
    return _(
        "has an answer that is not asked for or not on offer for this case as it is on record here. Fill in the form "
        "on the page of the case."
    )


def older_level() -> str:
    """Of a level of risk after which another one was decided."""
    return _(
        "is older than the level of risk that holds now. It is not taken, so that the newer one stands: compare both, "
        "and assess again where it matters."
    )


def older_action() -> str:
    """Of a first action from before the level of risk that holds now."""
    return _(
        "tells of a safety action from before the level of risk that holds now was decided, and would stop its clock. "
        "It is not taken: write on the page of the case what was done, and look whether the new level asks for more."
    )


def older() -> str:
    """Of an entry that would replace a newer one."""
    return _(
        "is older than what was written here about the same. It is not taken, so that the newer one stands: compare "
        "both on the page of the case."
    )


def too_early() -> str:
    """Of an entry from before the report."""
    return _("was filled in before the case was reported. Look at the day of the talk, and at the case.")


def changed() -> str:
    """Of an entry that came in before and was changed there since."""
    return _("came in before with other answers. What is here stays: correct the entry on the page of the case.")


def no_moment() -> str:
    """Of a time of filling in that cannot be."""
    return _("is no day and time that has passed. Say when the form was filled in.")


def no_reference() -> str:
    """Of a reference that is missing or identifies somebody."""
    return _("is empty, or looks like personal data. Give the number that your agency gave the case.")


def known_reference() -> str:
    """Of a new case whose reference another case has."""
    return _("is that of a case that is here already. A new case needs a reference of its own.")


def several_cases() -> str:
    """Of a reference that is nearly that of several cases."""
    return _("fits more than one case. Write it exactly as the case has it, or give the key (OV-…).")


def no_case() -> str:
    """Of a reference that leads nowhere."""
    return _("leads to no case of your agency that you may open. Bring in the new cases first, or give the key (OV-…).")


def twice() -> str:
    """Of an entry that stands in the file before, or opens a second case of one reference."""
    return _("stands in the file twice, by its id or by the reference of the case. Keep one of them.")


def other_version(entries: int) -> str:
    """Say that entries were filled in with another version of the form."""
    return _(
        "{n} entries were filled in with another version of the form than today's. Today's rules look at them; take "
        "the new form to the telephones."
    ).format(n=entries)


def otherwise(fact: str, rows: str) -> str:
    """Say that a fact of the case was told differently on the telephone than it is on record."""
    return _(
        "{fact} was answered otherwise than the case on record says (rows {rows}). What is on record holds: look at "
        "these cases, and correct there what has changed."
    ).format(fact=fact, rows=rows)
