"""ovtf plugin form."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from dashboard.actions.administration.form_export import exportable, list_files
from dashboard.actions.administration.standalone_export import checked_key, standalone_forms
from dashboard.actions.directory.editing import directory
from dashboard.actions.directory.entries import merged
from dashboard.cli.common import opened
from dashboard.forms.findings import Finding, errors
from dashboard.forms.proof import proof_file, survey_rows
from dashboard.forms.workbook import BIGGEST
from dashboard.i18n.dates import local
from dashboard.registry import Registry

app = typer.Typer(no_args_is_help=True, help="XLSForm in and out: check a file, write forms for Kobo or ODK.")


@app.callback()
def _form() -> None:
    """XLSForm in and out: check a file, write forms for Kobo or ODK."""


@app.command("check")
def check(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True, help=".xlsx, .xls, .csv or .md.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List every row of an XLSForm that cannot be taken, with sheet and row; exit with 1 when there is one."""
    with file.open("rb") as opened:
        content = opened.read(BIGGEST + 1)
    findings = proof_file(content, file.name)
    if as_json:
        print(json.dumps([finding.as_json() for finding in findings], indent=2, ensure_ascii=False))
    else:
        print("\n".join([*map(str, findings), _outcome(file.name, findings, content)]))
    if errors(findings):
        raise typer.Exit(1)


def _outcome(name: str, findings: list[Finding], content: bytes) -> str:
    error_count = len(errors(findings))
    warning_count = len(findings) - error_count
    with_warnings = f", {warning_count} warning{'s' * (warning_count != 1)}" if warning_count else ""
    if error_count:
        return f"{name}: {error_count} error{'s' * (error_count != 1)}{with_warnings}. It is not taken like this."
    return f"{name}: {survey_rows(content)} rows of the survey, all taken{with_warnings}."


@app.command("export")
def export(
    which: Annotated[str, typer.Argument(metavar="[AREA[.FORM]]", help="An area or one form; all if left out.")] = "",
    into: Annotated[Path, typer.Option(file_okay=False, help="The folder; made where it is missing.")] = Path(),
    standalone: Annotated[
        bool,
        typer.Option("--standalone", help="For telephones without a line: complete in itself, with a neutral name."),
    ] = False,
    public_key: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="With --standalone: entries are encrypted for this key."),
    ] = None,
    server: Annotated[str, typer.Option(help="With --public-key: where entries are sent, as Kobo wants it.")] = "",
    workspace: Annotated[
        Path | None,
        typer.Option("--workspace", "-w", envvar="OVTF_WORKSPACE", help="Whose service directory goes along."),
    ] = None,
) -> None:
    """Write forms as XLSForm workbooks that Kobo and ODK take."""
    if standalone:
        _standalone(which, into, public_key, server, workspace)
        return
    registry = Registry.load()
    forms = exportable(registry, which)
    into.mkdir(parents=True, exist_ok=True)
    lists = list_files(registry, forms, _today())
    workbooks = {form.file_name: form.content() for form in forms}
    for file_name, content in (workbooks | lists).items():
        (into / file_name).write_bytes(content)
    beside = f" Upload {', '.join(lists)} as a media file beside the forms that use it." if lists else ""
    print(f"{len(forms)} form{'s' * (len(forms) != 1)} written to {into}.{beside}")


def _standalone(which: str, into: Path, public_key: Path | None, server: str, workspace: Path | None) -> None:
    """Write forms for telephones; which number stands for which form is said here, and nowhere on the telephone's list."""
    key = checked_key(public_key.read_text("utf-8", "replace")) if public_key else ""
    registry = Registry.load()
    if workspace and workspace.exists():
        with opened(workspace) as context:
            entries = directory(context)
    else:
        entries = merged(registry.active, {}, _today())
    into.mkdir(parents=True, exist_ok=True)
    for form in standalone_forms(exportable(registry, which), entries):
        (into / form.file_name).write_bytes(form.content(key, server))
        print(f"{form.file_name}  {form.exported.area}.{form.exported.form.name}")


def _today() -> date:
    return local(datetime.now(UTC)).date()
