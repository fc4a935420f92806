"""What an entry of the service directory must look like, and what is said when it does not."""

import pytest

from dashboard.actions.directory import editing as directory
from dashboard.actions.directory.rules import EDITABLE, checked
from dashboard.errors import RecordError

POLICE = "safety.police_104"
NEW = {"label": "Helpline of the city", "summary": "Listens, day and night.", "kind": "hotline", "region": "kri"}
NEW |= {"service_types": ["mhpss_basic"]}


@pytest.fixture
def dilan(person):
    return person("coordinator")


def entry(context, key):
    return next(each for each in directory.directory(context) if each.key == key)


BAD = [
    ({"label": " "}, "Give the service a name"),
    ({"summary": ""}, "Say in a sentence"),
    ({"summary": "x" * 501}, "What it helps with: a text is too long"),
    ({"steps": ["x" * 501]}, "Steps: a text is too long"),
    ({"steps": ["x"] * 13}, "too many steps. Keep it to 12"),
    ({"kind": "shop"}, "Kind: choose from the list"),
    ({"kind": ""}, "Kind: choose from the list"),
    ({"region": "moon"}, "Region: choose from the list"),
    ({"audience": "men"}, "For: choose from the list"),
    ({"governorates": ["IQ-XX"]}, "Governorates: choose from the list"),
    ({"governorates": ["IQ-BG"]}, "outside the region"),
    ({"service_types": ["magic"]}, "Can be referred to for: choose"),
    ({"service_types": []}, "Choose what it can be referred to for, or say why"),
    ({"no_referral": "She calls herself."}, "Take one of them away"),
    ({"languages": ["tlh"]}, "Languages: choose from the list"),
    ({"genders": ["all"]}, "Genders: choose from the list"),
    ({"accessible": "perhaps"}, "cannot be kept"),
    ({"label": 7}, "cannot be kept"),
    ({"languages": "ar"}, "cannot be kept"),
    ({"channels": [["phone"]]}, "cannot be kept"),
    ({"channels": ["119"]}, "cannot be kept"),
    ({"channels": [["phone", "12"]]}, "12 is not a phone number"),
    ({"channels": [["phone", "1234567"]]}, "1234567 is not a phone number"),
    ({"channels": [["phone", "+964 1"]]}, "is not a phone number"),
    ({"channels": [["phone", "0750 FLOWERS"]]}, "is not a phone number"),
    ({"channels": [["whatsapp", "119"]]}, "119 is not a WhatsApp number"),
    ({"channels": [["email", "help@"]]}, "help@ is not an e-mail address"),
    ({"channels": [["email", "a@b.org\nBcc: x@y.org"]]}, "is not an e-mail address"),
    ({"channels": [["web", "javascript:alert(1)"]]}, "is not a web address"),
    ({"channels": [["web", "ftp://example.org"]]}, "is not a web address"),
    ({"channels": [["web", "data:text/html,x"]]}, "is not a web address"),
    ({"channels": [["web", 'https://example.org" onclick="x']]}, "is not a web address"),
    ({"channels": [["fax", "99"]]}, "phone, whatsapp, email or web: 99"),
    ({"channels": [["", "119"]]}, "phone, whatsapp, email or web: 119"),
]


@pytest.mark.parametrize(("values", "message"), BAD)
def test_what_is_wrong_gets_a_sentence_and_nothing_is_saved(context, dilan, values, message):
    with pytest.raises(RecordError) as problem:
        directory.add(context, dilan, NEW | values)
    assert message in str(problem.value)
    assert not [each for each in directory.directory(context) if each.origin == "added"]


def test_everything_that_is_wrong_is_said_at_once(context, dilan):
    with pytest.raises(RecordError) as problem:
        directory.correct(context, dilan, POLICE, {"label": "", "kind": "shop", "channels": [["phone", "12"]]})
    assert str(problem.value).count("\n- ") == 2


@pytest.mark.parametrize(
    "channel",
    [
        ["phone", "119"],
        ["phone", "066106"],
        ["phone", "0750 123 4567"],
        ["phone", "+964 66 123 4567"],
        ["whatsapp", "+964 783 588 2244"],
        ["email", "report@insm-iq.org"],
        ["web", "t4p.co"],
        ["web", "https://example.org/help?lang=ar#top"],
        ["web", "http://example.org:8080/"],
    ],
)
def test_channels_that_are_good(context, dilan, channel):
    key = directory.add(context, dilan, NEW | {"channels": [channel]})
    assert entry(context, key).service.channels == (tuple(channel),)


def test_texts_of_exactly_the_longest_length_and_twelve_steps_are_kept(context, dilan):
    key = directory.add(context, dilan, NEW | {"summary": "x" * 500, "steps": [f"step {n}" for n in range(12)]})
    assert len(entry(context, key).service.steps) == 12


def test_everything_that_plugins_ship_passes_the_rules_of_the_directory(context):
    for each in directory.directory(context):
        checked({name: getattr(each.service, name) for name in EDITABLE})
