"""What the case's page knows of a case, as questions: for a form that is filled in without a line.

Where nobody knows, the answer is the one that protects: of unknown age a child's rules hold, and material may be there.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace

from dashboard import codes
from dashboard.contract.elements import CODED
from dashboard.forms import Choice, Question
from dashboard.forms.supported import code_list_rows
from dashboard.i18n import noted

LIST, OWN_LIST = "codes_", "asked_"
"""Stand before the name of a code list and of a list of our own: a form may have a list of that name with other choices."""
SETTLED: Mapping[str, str] = {"opened": "'yes'"}
"""What holds of every case that is open, as an expression: nobody has to be asked."""
FIRST = ("stream", "age_group", "report_date", "opened_on", "governorate")
"""The facts that are asked first, in this order: whether others are asked follows from the age."""
_YES, _NO = noted("Yes"), noted("No")
_MAYBE = noted("Yes, or not known")
_CHILD, _ADULT = noted("Under 18, or the age is not known"), noted("18 or older")


def _one_of(name: str, label: str, *choices: tuple[str, str]) -> Question:
    return Question(
        name=name,
        kind="select_one",
        label=label,
        required="true()",
        list_name=OWN_LIST + name,
        choices=tuple(Choice(name=code, label=words) for code, words in choices),
    )


def _day(name: str, label: str) -> Question:
    return Question(
        name=name,
        kind="date",
        label=label,
        required="true()",
        constraint=". <= today() and . >= date('2015-01-01')",
        constraint_message=noted("The date of report cannot lie in the future or before 2015."),
    )


_ASKED = {
    question.name: question
    for question in (
        _one_of("stream", noted("How old is she or he?"), ("tf_csea", _CHILD), ("tfgbv", _ADULT)),
        _one_of("age_group", noted("How old is she or he?"), ("child", _CHILD), ("adult", _ADULT)),
        _day("report_date", noted("Date of the first report to your agency")),
        _day("opened_on", noted("Day on which your agency opened the case")),
        _one_of(
            "child_material",
            noted("Is abuse material of a child on record for this case?"),
            ("yes", _MAYBE),
            ("no", _NO),
        ),
        _one_of(
            "assessed_since",
            noted("Has somebody acted on the risk, and was it assessed again after that?"),
            ("yes", _YES),
            ("no", noted("No, or not known")),
        ),
    )
}
_OF_A_CHILD = {
    "guardian_unsafe": noted("May a guardian be the one who harms, or is it not safe to ask them?"),
    "guardian_harms": noted("Does the case's record name a guardian as the one who harms?"),
}
_IS_CHILD = {"stream": "${stream} = 'tf_csea'", "age_group": "${age_group} = 'child'"}
_CODED = {element.name: element for element in CODED}


def asked(fact: str, others: Collection[str]) -> Question | None:
    """Return the question about a fact of the case, None for one that is not known here; `others` are asked beside it."""
    if fact == "age_group" and "stream" in others:
        return Question(name=fact, kind="calculate", calculation="if(${stream} = 'tfgbv', 'adult', 'child')")
    if fact == "risk_level":
        return _risk_level()
    if fact in _OF_A_CHILD:
        relevant = next((rule for about, rule in _IS_CHILD.items() if about in others), "")
        return replace(_one_of(fact, _OF_A_CHILD[fact], ("yes", _MAYBE), ("no", _NO)), relevant=relevant)
    return _ASKED.get(fact) or (_element(fact) if fact in _CODED else None)


def _risk_level() -> Question:
    levels = [(code.code, code.labels["en"]) for code in codes.codes("risk_level") if code.code != "not_assessed"]
    question = _one_of("risk_level", noted("The level of risk that holds now"), *levels)
    return replace(question, required="", hint=noted("Leave it empty when the risk was not assessed yet."))


def _element(name: str) -> Question:
    """Return the question for a part of the case with a list of codes, such as the governorate."""
    element = _CODED[name]
    choices = [(row["name"], row["label"]) for row in code_list_rows(element.code_list)]
    return replace(_one_of(name, element.label or name, *choices), list_name=LIST + element.code_list)
