"""Order rules: which earlier steps are missing, in words, and the recorded reason of whoever went on without them."""

from collections.abc import Iterable, Mapping
from uuid import uuid4

from dashboard import codes
from dashboard.actions.acting import Act
from dashboard.actions.context import Context
from dashboard.actions.work.case_file import CaseFile, known_steps
from dashboard.casework import consent, order
from dashboard.errors import RecordError
from dashboard.i18n import area_text
from dashboard.i18n import gettext as _
from dashboard.records import overrides
from dashboard.records.overrides import Override


def warnings(context: Context, case_file: CaseFile, after: Iterable[str]) -> dict[str, str]:
    """Return the steps, forms and consents in `after` that should still come first: their words, by whole name."""
    labels = known_steps(context)
    missing = order.missing(after, labels.keys(), case_file.progress)
    return {name: _words(context, name, labels) for name in missing}


def _words(context: Context, name: str, labels: Mapping[str, str]) -> str:
    """Return what a step, form or consent is called on a page, by its whole name ("safety.plan.first")."""
    if name.startswith(order.CONSENT):
        return _("Consent: {scope}").format(scope=consent.label(name.removeprefix(order.CONSENT)))
    plugin = context.registry.plugin(name.split(".")[0])
    area = area_text(plugin.module, plugin.area.label if plugin.area else plugin.name)
    return f"{area}: {area_text(plugin.module, labels[name])}"


def keep_override(act: Act, case_key: str, step: str, missing: Mapping[str, str], reason: str) -> None:
    """Record why a step was taken before its turn; raise RecordError unless `reason` is a code of override_reason."""
    if not missing:
        return
    if reason not in codes.names("override_reason"):
        raise RecordError(_("Choose why this cannot wait for the earlier steps."))
    overrides.add(
        act.tx,
        Override(
            id=str(uuid4()),
            case_key=case_key,
            step=step,
            missing=tuple(missing),
            reason=reason,
            at=act.at,
            by=act.who.person_id,
        ),
    )
    act.audit("order.override", case_key, step=step, reason=reason)
