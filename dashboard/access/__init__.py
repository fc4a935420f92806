"""Who is signed in and what they may do: people, roles, permissions, passwords and sessions."""

from dashboard.access.permissions import Permission, allowed, require
from dashboard.access.principal import AGENCY_ROLES, ROLES, Principal, Role, operator, program

__all__ = ["AGENCY_ROLES", "ROLES", "Permission", "Principal", "Role", "allowed", "operator", "program", "require"]
