"""Forms for telephones: complete in themselves in the engines of Kobo and ODK, neutral, and of nobody's device."""

import io
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa

from dashboard import codes
from dashboard.actions.administration.form_export import Exportable, exportable
from dashboard.actions.administration.standalone_export import SERVICES, checked_key, standalone_forms
from dashboard.actions.directory.entries import merged
from dashboard.casework.standalone import standalone
from dashboard.errors import FormError
from dashboard.forms import Form, Question
from dashboard.forms.compiled import CompiledForm
from dashboard.registry import Registry
from tests.interchange.phone import XF, Phone, sent
from tests.stay import STAY, as_xlsx

REGISTRY = Registry.load()
STAY_FORM = Exportable("partner", "dashboard", Form.from_file(as_xlsx(STAY), name="stay"))
EXPORTED = [*exportable(REGISTRY), STAY_FORM]
EVERY = {
    f"{form.exported.area}.{form.exported.form.name}": form
    for form in standalone_forms(EXPORTED, merged(REGISTRY.active, {}, date(2026, 11, 24)))
}
JAR = files("pyxform").joinpath("validators/odk_validate/bin/ODK_Validate.jar")
JUDGE = Path(__file__).parents[1] / "interchange" / "Judge.java"
needs_java = pytest.mark.skipif(
    not shutil.which("java") or not Path(str(JAR)).is_file(), reason="needs Java and ODK Validate"
)
CASES = {"adult": ("tfgbv", "adult", 30), "child": ("tf_csea", "child", 14)}


def wanted(who: str) -> dict[str, object]:
    stream, group, age = CASES[who]
    report = (datetime.now(UTC) - timedelta(days=9)).date()
    rows = [{"kind": "need", "service_type": "legal_aid", "decision": "unmet"}, {"kind": "review", "decision": "unmet"}]
    children = [{"child_age": 5, "child_needs": ("food",)}, {"child_age": 9, "child_needs": ("school",)}]
    known = {"stream": stream, "age_group": group, "age": age, "report_date": report, "case_reference": "A-1"}
    return known | {"still_open": rows, "children": children, "place": "family"}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every form as XForm, and what an adult's and a child's telephone sent."""
    folder = tmp_path_factory.mktemp("phones")
    for name, form in EVERY.items():
        phone = Phone(form.content())
        (folder / f"{name}.xml").write_text(phone.xform, "utf-8")
        for who in CASES:
            filled = phone.fill(wanted(who), datetime.now(UTC) - timedelta(hours=2))
            (folder / f"{name}.{who}.entry").write_text(filled.xml, "utf-8")
    return folder


@pytest.mark.parametrize("who", CASES)
@pytest.mark.parametrize("name", EVERY)
def test_a_form_is_filled_in_to_its_end(written, name, who):
    """rxeval finds nothing missing and nothing refused, or `Phone.fill` had failed."""
    found = sent((written / f"{name}.{who}.entry").read_text("utf-8"), ["/data/still_open", "/data/children"])
    asked = [question.name for question in EVERY[name].exported.form.questions if question.is_asked]
    assert sum(bool(text) for path, text in found.answers.items() if path.rpartition("/")[2] in asked) > 0


@needs_java
def test_odk_validate_takes_every_form(written):
    forms = sorted(map(str, written.glob("*.xml")))
    done = subprocess.run(["java", "-jar", str(JAR), *forms], capture_output=True, text=True, check=False)
    assert (done.stdout + done.stderr).count("Xform is valid") == len(EVERY), done.stderr[-2000:]


@needs_java
def test_the_engine_of_odk_collect_finds_every_entry_complete(written):
    pairs = [(written / f"{name}.xml", written / f"{name}.{who}.entry") for name in EVERY for who in CASES]
    assert set(judged(pairs)) == {"complete"}


@needs_java
def test_the_forms_that_are_not_standalone_cannot_be_finished_there(tmp_path):
    """What was there before: a required day is compared with a report day that nobody was asked for."""
    pairs = []
    for name in ("core.need", "core.referral", "core.follow_up", "core.closure", "core.reopening"):
        phone = Phone(EVERY[name].exported.content())
        filled = phone.fill(wanted("adult"), datetime.now(UTC) - timedelta(hours=2))
        pairs.append((tmp_path / f"{name}.xml", tmp_path / f"{name}.entry"))
        for path, text in zip(pairs[-1], (phone.xform, filled.xml), strict=True):
            path.write_text(text, "utf-8")
    assert all(verdict.startswith("refused") for verdict in judged(pairs))


def judged(pairs: list[tuple[Path, Path]]) -> list[str]:
    paths = [str(path) for pair in pairs for path in pair]
    done = subprocess.run(["java", "-cp", str(JAR), str(JUDGE), *paths], capture_output=True, text=True, check=False)
    verdicts = [line.removeprefix("JUDGED ") for line in done.stdout.splitlines() if line.startswith("JUDGED ")]
    assert len(verdicts) == len(pairs), done.stderr[-2000:]
    return verdicts


def test_every_type_of_violence_is_offered_to_an_adult_or_a_child():
    phone, offered = Phone(EVERY["core.incident"].content()), set()
    for who in CASES:
        answers = phone.fill(wanted(who), datetime.now(UTC)).answers
        assert answers["/data/stream"] == CASES[who][0]
        offered |= phone.offered("/data/what/violence_types", wanted(who))
    types = set(codes.names("violence_type"))
    assert offered == types and len(types - {"unknown"}) == 15


def test_parts_for_a_child_alone_are_asked_of_a_child():
    phone = Phone(EVERY["safety.risk_assessment"].content())
    asked = {
        who: {
            path.rpartition("/")[2] for path, text in phone.fill(wanted(who), datetime.now(UTC)).answers.items() if text
        }
        for who in CASES
    }
    assert {"offline_abuse", "guardian_harm", "guardian_unsafe", "guardian_harms"} <= asked["child"] - asked["adult"]


@pytest.mark.parametrize("name", EVERY)
def test_no_rule_looks_at_what_nobody_is_asked(name):
    form = standalone(EVERY[name].exported.form, EVERY[name].exported.area)
    silent = {question.name for question in form.questions if question.kind == "hidden"}
    # A new case is not open yet, and no telephone brings a row of a file: both are empty, as on the page.
    assert silent & read_by(form.compiled) <= ({"opened", "origin"} if name == "core.intake" else {"origin"})


def read_by(form: CompiledForm) -> set[str]:
    names = {name for part in form.parts.values() for rule in (*part.expressions, *part.around) for name in rule.names}
    return names.union(*(read_by(part.row) for part in form.parts.values() if part.row))


def cells(name: str, sheet: str) -> Iterator[tuple[object, ...]]:
    return openpyxl.load_workbook(io.BytesIO(EVERY[name].content()))[sheet].iter_rows(values_only=True)


@pytest.mark.parametrize("name", [name for name in EVERY if not name.startswith("partner")])
def test_every_word_is_there_in_each_language_of_a_form(name):
    """pyxform writes "-" where a language has no words; Kurdish is offered where a form has some, and else says it in Arabic."""
    tree = ElementTree.fromstring(Phone(EVERY[name].content()).xform)
    texts = {
        translation.get("lang"): {text.get("id"): "".join(text.itertext()).strip() for text in translation}
        for translation in tree.iter(f"{XF}translation")
    }
    assert {"English (en)", "Arabic (ar)"} <= texts.keys() and len({frozenset(words) for words in texts.values()}) == 1
    assert not [(language, about) for language in texts for about, text in texts[language].items() if text in ("-", "")]


def test_a_telephones_list_says_numbers_and_no_two_forms_have_the_same():
    assert len({form.number for form in EVERY.values()}) == len(EVERY)
    for name, form in EVERY.items():
        head, values = cells(name, "settings")
        told = dict(zip(head, values, strict=True))
        assert (told["form_title"], told["form_id"]) == (f"Form {form.number}", f"form_{form.number}")
        assert form.file_name == f"form_{form.number}.xlsx"


@pytest.mark.parametrize("name", EVERY)
def test_nothing_tells_whose_telephone_it_was(name):
    kinds = {str(row[0]).split(" ")[0] for row in cells(name, "survey")}
    device = {
        "start",
        "end",
        "today",
        "deviceid",
        "device_id",
        "username",
        "phonenumber",
        "email",
        "audit",
        "simserial",
    }
    assert not kinds & (device | {"subscriberid", "start-geopoint", "background-audio"})
    assert not {"select_one_from_file", "select_multiple_from_file"} & kinds


def test_the_service_directory_goes_along_in_every_language():
    rows = list(cells("core.referral", "choices"))
    services = [row for row in rows if row[0] == SERVICES]
    arabic = rows[0].index("label::Arabic (ar)")
    english = rows[0].index("label::English (en)")
    assert len(services) > 5 and any(row[arabic] != row[english] for row in services)


@pytest.mark.parametrize("name", [name for name in EVERY if not name.startswith("partner")])
def test_what_is_asked_more_is_asked_in_arabic_too(name):
    rows = list(cells(name, "survey"))
    head = rows[0]
    for row in rows[1:8]:
        told = dict(zip(head, row, strict=True))
        if told.get("label::English (en)"):
            assert told["label::Arabic (ar)"] != told["label::English (en)"], told["name"]


def test_a_name_that_the_form_has_already_gets_a_line_behind_it():
    taken = "| survey |\n| | type | name | label |\n| | text | case_reference | X |\n| | hidden | stream | |"
    form = standalone(Form.from_markdown(taken, name="f"), "partner")
    assert [question.name for question in form.questions][2] == "case_reference_"
    CompiledForm(form.questions, form.groups)


def test_a_fact_of_a_partners_own_stays_as_it_is():
    source = "| survey |\n| | type | name | label | relevant |\n| | hidden | theirs | | |\n| | text | q | Q | ${theirs} = '' |"
    form = standalone(Form.from_markdown(source, name="f"), "partner")
    assert next(question for question in form.questions if question.name == "theirs") == Question(
        name="theirs", kind="hidden"
    )


PAIR = rsa.generate_private_key(public_exponent=65537, key_size=2048)
PEM = (
    PAIR.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo).decode()
)


def test_a_public_key_seals_what_is_collected():
    key = checked_key(PEM)
    content = EVERY["core.need"].content(key)
    head, values = openpyxl.load_workbook(io.BytesIO(content))["settings"].iter_rows(values_only=True)
    assert dict(zip(head, values, strict=True))["public_key"] == key
    assert f'base64RsaPublicKey="{key}"' in Phone(content).xform
    sent_to = EVERY["core.need"].content(key, "https://kc.example.org/submission")
    assert 'action="https://kc.example.org/submission"' in Phone(sent_to).xform
    with pytest.raises(FormError, match="begins with https"):
        EVERY["core.need"].content(key, "http://kc.example.org/submission")
    assert "base64RsaPublicKey" not in Phone(EVERY["core.need"].content()).xform


def test_what_is_no_public_key_is_refused():
    private = PAIR.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
    with pytest.raises(FormError, match="private key"):
        checked_key(private)
    other = (
        ed25519.Ed25519PrivateKey.generate()
        .public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        .decode()
    )
    for text in ("hello", "", other, "".join(private.split("\n")[1:-2])):
        with pytest.raises(FormError, match="no public RSA key"):
            checked_key(text)
