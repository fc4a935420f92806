"""The list of what a server runs: nothing that only tests need, and no folder of the machine that wrote it."""

from tools.sbom import LOCK, names, shipped


def part(name: str, *addresses: str) -> dict:
    """Return a component as cyclonedx-py writes it."""
    places = [{"type": "distribution", "url": address} for address in addresses]
    return {"name": name, "bom-ref": f"{name}==1", "externalReferences": places}


def needs(name: str, *others: str) -> dict:
    return {"ref": f"{name}==1", "dependsOn": [f"{other}==1" for other in others]}


BILL = {
    "bomFormat": "CycloneDX",
    "components": [
        part("ovtf-legal", "file:///somewhere/plugins/legal"),
        part("SQL_Alchemy", "https://alchemy.example"),
        part("mypy"),
    ],
    "dependencies": [needs("ovtf-legal", "SQL_Alchemy"), needs("SQL_Alchemy", "mypy"), needs("mypy")],
}
LOCKED = names("sql-alchemy==2.1 \\\n    --hash=sha256:00\n    # via mypy==1\n")


def test_our_packages_and_those_of_the_lock_are_kept_and_nothing_else():
    kept = shipped(BILL, LOCKED)
    assert [each["name"] for each in kept["components"]] == ["ovtf-legal", "SQL_Alchemy"]
    assert kept["dependencies"] == [needs("ovtf-legal", "SQL_Alchemy"), needs("SQL_Alchemy")]
    assert kept["bomFormat"] == "CycloneDX"


def test_addresses_stay_and_folders_of_the_machine_go():
    legal, alchemy = shipped(BILL, LOCKED)["components"]
    assert legal["externalReferences"] == []
    assert alchemy["externalReferences"] == [{"type": "distribution", "url": "https://alchemy.example"}]


def test_the_lock_of_this_repository_is_read():
    locked = names(LOCK.read_text("utf-8"))
    assert {"streamlit", "sqlalchemy", "typing-extensions"} <= locked and "pytest" not in locked
