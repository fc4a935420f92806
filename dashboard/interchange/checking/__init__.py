"""An import is an intake in bulk: rows become answers of the intake form, and the form's own rules look at them."""

from dashboard.interchange.checking.checked import check
from dashboard.interchange.checking.incoming import Assessed, Brought, Incoming

__all__ = ["Assessed", "Brought", "Incoming", "check"]
