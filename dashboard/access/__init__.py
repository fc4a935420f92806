"""People, roles, passwords, sessions, permissions."""

from dashboard.access.permissions import Permission, allowed, require
from dashboard.access.principal import AGENCY_ROLES, ROLES, Principal, Role, operator

__all__ = ["AGENCY_ROLES", "ROLES", "Permission", "Principal", "Role", "allowed", "operator", "require"]
