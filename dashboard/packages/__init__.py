"""Data Packages: tables as CSV, with a file `datapackage.json` that says what their columns mean.

Source: specs.frictionlessdata.io (Data Package, version 1). It knows neither cases nor releases.
"""

from dashboard.packages.described import Described, Field, ForeignKey, Kind, Resource
from dashboard.packages.writing import Package, TableFile, check_free, is_zip, package

__all__ = [
    "Described",
    "Field",
    "ForeignKey",
    "Kind",
    "Package",
    "Resource",
    "TableFile",
    "check_free",
    "is_zip",
    "package",
]
