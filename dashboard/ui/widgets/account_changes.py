"""A change of an account in words: what it is, who asked for it, and how it took effect."""

from dashboard.actions.accounts.confirming import Change
from dashboard.i18n import gettext as _
from dashboard.i18n import moment
from dashboard.records.accounts import Request, Standing
from dashboard.ui.quoting import quoted
from dashboard.ui.widgets import words


def what(request: Request) -> str:
    """Return what is asked for, or was done, such as "nadia: new account · Case manager · A01"."""
    name = quoted(request.username)
    if request.before is None:
        return _("{name}: new account · {standing}").format(name=name, standing=standing(request.after))
    if request.what == "password":
        return _("{name}: new password · {standing}").format(name=name, standing=standing(request.after))
    before, after = standing(request.before), standing(request.after)
    return _("{name}: {before} → {after}").format(name=name, before=before, after=after)


def standing(standing: Standing) -> str:
    """Return role, agency and, when the account may not sign in, that it is not active."""
    state = None if standing.active else _("not active")
    return " · ".join(part for part in (words.code("role", standing.role), standing.agency, state) if part)


def told(change: Change) -> str:
    """Return what was changed, and in a second line how, as Markdown."""
    return f"{what(change.decision.request)}  \n{how(change)}"


def how(change: Change) -> str:
    """Return when, by whom and with whom a change took effect."""
    texts = {
        "alone": _("By {asked}, {at}."),
        "server": _("Made on the server, {at}."),
        "confirmed": _("Asked for by {asked}, confirmed by {done}, {at}."),
        "own": _("First password of her own, chosen {at}. The one before it had been made by an administrator."),
        "codes": _("Asked for by {asked}, opened by its owner with a code of {done}, {at}."),
    }
    return texts[change.decision.way].format(
        asked=quoted(change.asked_by), done=quoted(change.done_by), at=moment(change.decision.at)
    )
