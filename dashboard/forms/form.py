"""Form: a form as its author declares it, read from an XLSForm."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from importlib.resources import files
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any, Literal, Self

from dashboard.errors import FormError, did_you_mean
from dashboard.forms import settings
from dashboard.forms.compiled import CompiledForm, readable_groups, without_refused
from dashboard.forms.examine import FormState, Lists, default_answers, examine
from dashboard.forms.proof import text_of
from dashboard.forms.values import Group, Question
from dashboard.forms.xlsform import parse

Occurs = Literal["once", "many"]
_NOTHING: Mapping[str, str] = MappingProxyType({})
_NO_LISTS: Lists = MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class Form:
    """A form: `occurs` says whether a case has it once (later ones replace it) or many times.

    `sets` names the questions whose answers decide something of the case, such as {"risk_level": "level"}. "Yes" to
    the question under "stops_clock" says that somebody has acted on the risk, which must happen within 24 hours for a
    high risk; the question under "complete" says whether a plan is complete. "guardian_unsafe", "relative_unsafe" and
    "partner_unsafe" name a question with the answers that record this person as unsafe: "guardian_harm=possible|yes".
    "child_material" does the same for answers that tell of abuse material of a child, in whatever form it is:
    "image_age=minor|both"; a question alone tells of it with "yes".
    `relies_on` says which answers trust one of these people with something: {"guardian": "sent_by=guardian"}. They are
    refused while that person is recorded as unsafe; `instead` is the sentence that says what to do then.

    `known` fills questions of a new draft from what is on record: {"question": "case.violence_types"}, or
    {"question": "form.question"} of the same area ("core.incident.x" for a form of the shell).
    A `revisable` entry can be opened again to add what came of it; the new entry replaces the old one.
    `refers` names the answers that say that she was referred, "referral=made|accompanied", by type of service; several
    types that may be meant are written "a|b", the likeliest first, "any" stands for each. The referral itself is then
    asked for once, and followed up.
    `summary` names the questions whose answers stand for an entry where it has one line, instead of its first choices.
    `texts` are the translations in the form's own language columns, by language, by English message; those of a
    plugin's catalog come before them.
    `needs_consent`, `after`, `because` and `urgent` mean what they mean for a ChecklistItem; with `review` a
    supervisor looks at each entry.
    """

    name: str
    label: str
    version: str
    occurs: Occurs
    source: str = field(repr=False)
    questions: tuple[Question, ...] = field(repr=False)
    groups: tuple[Group, ...] = field(repr=False)
    warnings: tuple[str, ...] = ()
    audience: Literal["adult", "child", "both"] = "both"
    sets: Mapping[str, str] = field(default_factory=dict, hash=False)
    known: Mapping[str, str] = field(default_factory=dict, hash=False)
    refers: Mapping[str, str] = field(default_factory=dict, hash=False)
    needs_consent: str | None = None
    after: tuple[str, ...] = ()
    because: str = ""
    revisable: bool = False
    summary: tuple[str, ...] = ()
    review: bool = False
    urgent: bool = False
    relies_on: Mapping[str, str] = field(default_factory=dict, hash=False)
    instead: str = ""
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict, hash=False, repr=False)

    @classmethod
    def read(cls, package: str, path: str, *, name: str | None = None, **options: Any) -> Self:
        """Read a file of a package: .xlsx, .xls, .csv or .md, told apart by content.

        Raises FormError naming the file and the first row that is wrong in it; `ovtf plugin form check` lists all.
        """
        try:
            content = files(package).joinpath(path).read_bytes()
        except FileNotFoundError:
            raise FormError(
                f"{package!r} has no file {path!r}. Check the name, and that it is in the package's data."
            ) from None
        try:
            return cls.from_file(content, name=name or PurePosixPath(path).stem, **options)
        except FormError as error:
            raise FormError(f"{path}: {error}") from None

    @classmethod
    def from_file(cls, content: bytes, *, name: str, **options: Any) -> Self:
        """Read what is in a file; raise FormError with the first row that is wrong."""
        return cls.from_text(text_of(content), name=name, **options)

    @classmethod
    def from_markdown(cls, text: str, *, name: str, **options: Any) -> Self:
        """Read a form from Markdown tables, like `from_text`."""
        return cls.from_text(text, name=name, **options)

    @classmethod
    def from_text(
        cls,
        text: str,
        *,
        name: str,
        version: str | None = None,
        occurs: Occurs = "many",
        sets: Mapping[str, str] = _NOTHING,
        known: Mapping[str, str] = _NOTHING,
        refers: Mapping[str, str] = _NOTHING,
        **options: Any,
    ) -> Self:
        """Read a form from Markdown tables or CSV; raise FormError with the row or question that is wrong.

        `options` are the other fields of a Form.
        """
        parsed = parse(text)
        form = cls(
            name=name,
            label=parsed.title or name,
            occurs=occurs,
            source=text,
            version=version or parsed.version,
            questions=parsed.questions,
            groups=parsed.groups,
            warnings=parsed.warnings,
            sets=MappingProxyType(dict(sets)),
            known=MappingProxyType(dict(known)),
            refers=MappingProxyType(dict(refers)),
            texts=parsed.texts,
            **options,
        )
        form.compiled.try_out()  # compile now: a wrong expression is the author's to see, not the case manager's
        form._check_settings()
        return form

    @classmethod
    def from_record(cls, text: str, *, name: str, version: str | None = None) -> Self:
        """Read a form as the record keeps it; raise FormError when it cannot be read.

        An expression that was taken once and is refused now is left out, so that a stricter rule hides no old answers.
        """
        parsed = parse(text)
        return cls(
            name=name,
            label=parsed.title or name,
            occurs="many",
            source=text,
            version=version or parsed.version,
            questions=tuple(map(without_refused, parsed.questions)),
            groups=readable_groups(parsed.groups),
            texts=parsed.texts,
        )

    def _check_settings(self) -> None:
        """Raise FormError when the form has no question, or a question no choice, that one of its settings names."""
        for question in (*self.known, *self.summary):
            self.question(question)
        for effect, setting in self.sets.items():
            settings.check(self, setting, coded=effect.endswith("_unsafe"))
        for setting in self.refers.values():
            settings.check(self, setting, coded=False)
        for setting in self.relies_on.values():
            settings.check(self, setting, coded=True)

    @cached_property
    def compiled(self) -> CompiledForm:
        """The questions with their expressions compiled; made at the first use and kept."""
        return CompiledForm(self.questions, self.groups)

    @property
    def all_questions(self) -> tuple[Question, ...]:
        """The questions in their order; the questions inside a repeat come right after the repeat."""
        questions: list[Question] = []
        for question in self.questions:
            questions.append(question)
            if question.row is not None:
                questions.extend(question.row.questions)
        return tuple(questions)

    @property
    def all_groups(self) -> tuple[Group, ...]:
        """The groups, those inside repeats included."""
        inside = [group for question in self.questions if question.row for group in question.row.groups]
        return (*self.groups, *inside)

    @cached_property
    def _by_name(self) -> dict[str, Question]:
        return {question.name: question for question in self.questions}

    def question(self, name: str) -> Question:
        """Return the question of a name; raise FormError when the form has none."""
        try:
            return self._by_name[name]
        except KeyError:
            raise FormError(
                f"The form {self.name!r} has no question {name!r}.{did_you_mean(name, self._by_name)}"
            ) from None

    def examine(
        self,
        answers: Mapping[str, Any],
        *,
        context: Mapping[str, str] = _NOTHING,
        now: datetime,
        lists: Lists = _NO_LISTS,
    ) -> FormState:
        """Drop answers to questions that do not show, compute calculations, filter choices and find problems.

        `context` fills hidden questions; `lists` holds the choices of lists from a file ("services.csv").
        """
        return examine(self.compiled, answers, context, now, lists)

    def tells(self, effect: str, answers: Mapping[str, Any]) -> Any:
        """Return what answers say of `effect`, a key of `sets` such as "risk_level".

        That is the answer to the question of `sets`; where `sets` has "question=a|b", whether the answer is a or b.
        """
        return settings.told(self.sets.get(effect, ""), answers)

    def referred_to(self, answers: Mapping[str, Any]) -> tuple[str, ...]:
        """Return the types of service, as `refers` names them, to which she was referred by what these answers say."""
        return tuple(services for services, setting in self.refers.items() if settings.told(setting, answers))

    def relied_on(self, person: str, answers: Mapping[str, Any]) -> str:
        """Return the question whose answer trusts this person (a key of `relies_on`) with something, "" for none."""
        setting = self.relies_on.get(person, "")
        return setting.partition("=")[0] if settings.told(setting, answers) else ""

    def initial(self, *, now: datetime) -> dict[str, Any]:
        """Return the default answers of a new draft."""
        return default_answers(self.compiled, now)

    def new_row(self, repeat: str, *, now: datetime) -> dict[str, Any]:
        """Return the default answers of a new row of a repeat."""
        row = self.compiled.parts[repeat].row
        return default_answers(row, now) if row else {}
