"""What pluggy, pyxform and DuckDB say about a plugin's mistake by themselves, without our rules."""

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
    """Return the error of pluggy when a module with this code is registered, NOTHING when there is none.

    Then its hooks without arguments are called: what fails in them is raised.
    """
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
    """Return the error or the warnings of pyxform when it converts a form, NOTHING when there are none."""
    warnings: list[str] = []
    try:
        convert(md_to_dict(form), validate=False, warnings=warnings)
    except PyXFormError as error:
        return str(error)
    return "\n".join(warnings) or NOTHING


def duckdb_says(code: str) -> str:
    """Return DuckDB's error when the SQL in a module's code is counted as its view does, NOTHING without one."""
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
