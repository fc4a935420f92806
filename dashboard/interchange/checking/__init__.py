"""An import is an intake in bulk: rows become answers of the intake form, and the form's own rules look at them."""

from dashboard.interchange.checking.incoming import Assessed, Brought, Incoming
from dashboard.interchange.checking.row import check

__all__ = ["Assessed", "Brought", "Incoming", "check"]
