"""What the libraries underneath say to a plugin's mistake by themselves."""

from types import ModuleType

import duckdb
import pluggy
from pyxform.errors import PyXFormError
from pyxform.xls2json_backends import md_to_dict
from pyxform.xls2xform import convert

from dashboard.contract import PROJECT, hookspecs
from dashboard.forms import Form

NOTHING = "(nothing)"


def pluggy_says(code: str) -> str:
    """Register a module with pluggy and call every hook that has no arguments."""
    module = ModuleType("ovtf_shelter")
    vars(module)["Form"] = Form
    exec(compile(code.replace('[Form.read(__name__, "forms/stay.md")]', "[]"), "ovtf_shelter", "exec"), vars(module))
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(hookspecs)
    try:
        manager.register(module, "ovtf_shelter")
    except pluggy.PluginValidationError as error:
        return str(error)
    for hook in ("register_area", "register_forms", "register_datasets", "register_views"):
        getattr(manager.hook, hook)()
    return NOTHING


def pyxform_says(form: str) -> str:
    """Convert a form with pyxform."""
    warnings: list[str] = []
    try:
        convert(md_to_dict(form), validate=False, warnings=warnings)
    except PyXFormError as error:
        return str(error)
    return "\n".join(warnings) or NOTHING


def duckdb_says(code: str) -> str:
    """Run a module's SQL in a DuckDB with the relation of its form, and count as the view does."""
    sql = code.partition('SQL = "')[2].partition('"\n')[0]
    with duckdb.connect() as memory:
        memory.execute(
            "CREATE SCHEMA shelter; CREATE TABLE shelter.stay (case_key VARCHAR, found VARCHAR, nights BIGINT)"
        )
        try:
            memory.execute(f"SELECT found, count(DISTINCT case_key) FROM ({sql}) GROUP BY found").fetchall()
        except duckdb.Error as error:
            return str(error).strip()
    return NOTHING
