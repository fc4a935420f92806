"""What each role may do. Every action checks it; that a page is hidden from a role is a courtesy and protects nothing."""

from enum import StrEnum

from dashboard.access.principal import AGENCY_ROLES, Principal
from dashboard.errors import NotAllowed
from dashboard.i18n import gettext as _


class Permission(StrEnum):
    """One thing that a role may or may not do."""

    work_cases = "work_cases"
    import_cases = "import_cases"
    see_agency_figures = "see_agency_figures"
    see_team = "see_team"
    see_looks = "see_looks"
    review = "review"
    confirm_reporting = "confirm_reporting"
    see_releases = "see_releases"
    edit_directory = "edit_directory"
    build_releases = "build_releases"
    set_targets = "set_targets"
    clear_releases = "clear_releases"
    see_corrections = "see_corrections"
    approve_corrections = "approve_corrections"
    manage_people = "manage_people"
    manage_agencies = "manage_agencies"
    see_plugins = "see_plugins"
    switch_plugins = "switch_plugins"
    export_entries = "export_entries"
    export_agency = "export_agency"
    see_audit = "see_audit"
    confirm_accounts = "confirm_accounts"
    make_codes = "make_codes"


ALLOWED: dict[str, frozenset[Permission]] = {
    "case_manager": frozenset({Permission.work_cases}),
    "supervisor": frozenset(
        {
            Permission.work_cases,
            Permission.import_cases,
            Permission.see_agency_figures,
            Permission.see_team,
            Permission.see_looks,
            Permission.review,
            Permission.confirm_reporting,
            Permission.export_entries,
            Permission.export_agency,
            Permission.confirm_accounts,
        }
    ),
    "coordinator": frozenset(
        {
            Permission.see_releases,
            Permission.set_targets,
            Permission.clear_releases,
            Permission.edit_directory,
            Permission.see_corrections,
            Permission.approve_corrections,
            Permission.confirm_accounts,
            Permission.make_codes,
        }
    ),
    "administrator": frozenset(
        {
            Permission.build_releases,
            Permission.see_corrections,
            Permission.edit_directory,
            Permission.manage_people,
            Permission.manage_agencies,
            Permission.see_plugins,
            Permission.switch_plugins,
            Permission.see_audit,
        }
    ),
}


def allowed(who: Principal, permission: Permission) -> bool:
    """Return whether a person's role has a permission."""
    if who.must_change or (who.role in AGENCY_ROLES and not who.agency):
        return False
    return permission in ALLOWED[who.role]


def require(who: Principal, permission: Permission) -> None:
    """Raise NotAllowed when a person's role lacks a permission, or she has not chosen a password of her own yet."""
    if who.must_change:
        raise NotAllowed(_("Choose a password of your own first. Nobody else may know it."))
    if not allowed(who, permission):
        raise NotAllowed(_("Your role does not include this. Ask your administrator if you need it."))
