"""Import and export: files of other systems become answers of our forms, and what is ours goes out in tables."""

from dashboard.interchange.template import template_csv, template_xlsx

__all__ = ["template_csv", "template_xlsx"]
