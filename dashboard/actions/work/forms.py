"""Forms in the version with which an entry was sent in, so that old answers stay readable after a form has changed."""

from functools import lru_cache

from dashboard.actions.context import Context
from dashboard.errors import DashboardError, FormError
from dashboard.forms import Form
from dashboard.records import submissions
from dashboard.records.submissions import Submission


def as_sent(context: Context, sent: Submission) -> Form:
    """Return the form in the version with which a submission was made, even when its plugin is gone."""
    return in_version(context, sent.area, sent.form, sent.form_version)


def in_version(context: Context, area: str, name: str, version: str) -> Form:
    """Return a form in a version in which it was filled in, even when its plugin is gone."""
    try:
        live = context.form(area, name)
        if live.version == version:
            return live
    except DashboardError:
        pass  # the plugin, or the form, is not there any more
    return _from_record(context, area, name, version)


def label(context: Context, area: str, name: str) -> str:
    """Return the label of a form, also of one whose area is switched off or gone; its name when it was never used."""
    for owner, form in context.relations():
        if (owner, form.name) == (area, name):
            return form.label
    with context.records.read() as tx:
        versions = [version for version in submissions.declarations(tx) if (version.area, version.form) == (area, name)]
    return _read(versions[-1].source, name, versions[-1].version).label if versions else name


def _from_record(context: Context, area: str, name: str, version: str) -> Form:
    """Return a form as it was kept in the record when this version of it was first used."""
    with context.records.read() as tx:
        declaration = submissions.declaration(tx, area, name, version)
    if declaration is None:
        raise FormError(f"The form {name!r} of {area!r} is not installed and was not kept.")
    return _read(declaration.source, name, version)


@lru_cache(maxsize=128)
def _read(source: str, name: str, version: str) -> Form:
    return Form.from_record(source, name=name, version=version)
