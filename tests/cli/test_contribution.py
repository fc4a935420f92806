"""A contribution as two people on two servers make and take it: real commands; it is opened where the release is built."""

from tests.commands import ovtf
from tests.reported import report_in


def test_from_one_server_to_the_other_and_into_a_release(tmp_path):
    ours, theirs, file = tmp_path / "ours", tmp_path / "theirs", tmp_path / "B02.json"
    for path in (ours, theirs):
        ovtf("init", "-w", str(path))
        report_in(path, "2024-Y", agency="B02")
    keys = ovtf("contribution", "key", "-w", str(ours)).stdout.split()
    (sealing,) = (word for word in keys if word.startswith("age1"))
    signing = ovtf("contribution", "key", "-w", str(theirs)).stdout.split()[-1]
    make = ("contribution", "make", str(file), "--period", "2024-Y", "--agency", "B02", "-w", str(theirs), "--for")
    assert "begins with age1" in ovtf(*make, "age2x", code=1).stderr
    assert not file.exists()
    assert "only it can open it" in ovtf(*make, sealing).stdout
    assert "is there already" in ovtf(*make, sealing, code=1).stderr
    take = ("contribution", "take", str(file), "-w", str(ours))
    assert "No key of B02 is known yet" in ovtf(*take, code=1).stderr
    ovtf("contribution", "trust", "B02", signing, "-w", str(ours))
    build = ("release", "build", "--period", "2024-Y", "-w", str(ours))
    refused = ovtf(*build, "--dry-run", code=1)
    assert "Still missing: B02" in refused.stderr, "from now on only what it sends is its report"
    assert "No contribution" in ovtf("contribution", "list", "-w", str(ours)).stdout
    assert "B02 has reported 2024-Q1" in ovtf(*take).stdout
    assert "waits for the release" in ovtf("contribution", "list", "-w", str(ours)).stdout
    assert "2024-Q1 2024-Q2 2024-Q3 2024-Q4" in ovtf("contribution", "list", "-w", str(ours)).stdout
    assert "1 of 1 agencies have reported." in ovtf(*build, "--dry-run").stdout
    assert "2024-Y is published." in ovtf(*build, "--yes").stdout
    assert "is in the release" in ovtf("contribution", "list", "-w", str(ours)).stdout
    assert "whole" in ovtf("audit", "verify", "-w", str(ours)).stdout
