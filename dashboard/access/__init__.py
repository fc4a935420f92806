"""People, roles, passwords, sessions, permissions."""

from dashboard.access.permissions import Permission, allowed, require
from dashboard.access.principal import AGENCY_ROLES, ROLES, Principal, Role

__all__ = ["AGENCY_ROLES", "ROLES", "Permission", "Principal", "Role", "allowed", "require"]
