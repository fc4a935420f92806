"""The settings of a workspace, typed: what config.toml may say, and every fault of it at once, in words.

Nothing of a setting is guessed or left out without a word: a server with a wrong one does not start.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails

from dashboard.errors import WorkspaceError, did_you_mean

Days = Annotated[int, Field(ge=1, le=366)]
Hours = Annotated[int, Field(ge=1, le=8784)]
Texts = Annotated[tuple[str, ...], Field(strict=False)]  # TOML has lists only
HOST = re.compile(
    r"([a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*(:\d{1,5})?|\[[0-9a-f:.]+\](:\d{1,5})?"
)
"""A name or an address as a browser sends it in `Host`, with a port or without."""
REPORT_DAYS = 10
"""Days to report after a quarter, unless config.toml says otherwise: our proposal."""


class Section(BaseModel):
    """A part of config.toml. Strict: `idle_minutes = "30"` and `normal = true` are slips, not numbers."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


class Timelines(Section):
    """How many days each thing may take; `[timelines]` in config.toml changes them. The guide gives no numbers for these."""

    normal: Days = 7
    """Normal risk: first action."""
    consent: Days = 2
    """A child's consent of a guardian, or the decision in her best interests."""
    answer: Days = 3
    """A referral: ask when nobody has answered."""
    look_again: Days = 14
    """A service that was not available, a referral that was accepted: look again."""
    follow_up: Days = 14
    """First follow-up after the case was opened, where none was agreed on."""


class Release(Section):
    """When a quarter is published, and until when it is reported on time, in days after it ends; and what releases tell,
    declared beforehand: it holds for periods of which nothing was built yet (docs/releases.md).
    """

    delay_days: Annotated[int, Field(ge=0, le=366)] = 14
    report_days: Annotated[int, Field(ge=0, le=366)] = REPORT_DAYS
    menu: Literal["whole", "tiny", "small", "medium", "large"] = "whole"
    """Which tables: all of them each period, as in version 0.1, or by how many cases there are."""
    rhythm: Literal["quarter", "half_year", "year"] = "quarter"
    """How often there is a release with the short tables."""
    yearly: bool = True
    """Whether a release of the year adds what the short tables lack; the whole menu lacks nothing."""
    waits: Annotated[int, Field(ge=0, le=2)] = 2
    """For how many decisions to wait for a longer period the budget has room."""
    regions: Literal["two", "five"] = "two"
    """Our list of regions; `[regions]` replaces it."""
    expected: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    """How many new cases a quarter the task force expects from all agencies; 0 where it has not said so."""

    @model_validator(mode="before")
    @classmethod
    def _shorter_delay(cls, written: Any) -> Any:
        """Report until the quarter is published where a workspace from before `report_days` has a shorter delay."""
        if isinstance(written, Mapping) and "report_days" not in written:
            delay = written.get("delay_days", REPORT_DAYS)
            return {**written, "report_days": min(REPORT_DAYS, delay) if type(delay) is int else REPORT_DAYS}
        return written

    @model_validator(mode="after")
    def _in_time(self) -> Self:
        if self.report_days > self.delay_days:
            raise ValueError(
                f"report_days is {self.report_days}, but a quarter is published {self.delay_days} days after it ends "
                f"(delay_days). Make report_days a whole number from 0 to {self.delay_days}"
            )
        return self

    @model_validator(mode="after")
    def _declared(self) -> Self:
        if self.menu == "whole" and self.rhythm != "quarter":
            raise ValueError(
                f'rhythm is "{self.rhythm}", but the whole menu is for quarters. Choose a menu by size, such as '
                'menu = "small", or leave rhythm out'
            )
        return self


class Session(Section):
    """How long a session lasts without use and at most.

    The upper bounds keep a slip from leaving a screen open. The lower ones keep people in: that a session is in use is
    written down once a minute, so one of a minute would end under their hands.
    """

    idle_minutes: Annotated[float, Field(ge=5, le=720)] = 30
    absolute_hours: Annotated[float, Field(ge=1, le=24)] = 8
    secure_cookie: bool | None = None
    """Whether the browser may send the cookie over TLS only; None where it was not said."""


class Server(Section):
    """Where the server stands: names under which it is asked, the proxy in front of it, and how much it takes on."""

    allowed_hosts: Texts = ()
    trusted_proxy: str | None = None
    header_seconds: Annotated[float, Field(ge=1, le=60)] = 10
    """A request whose header is not complete by then is ended."""
    connections: Annotated[int, Field(ge=10, le=100_000)] = 1000
    """At a time, of everybody."""
    connections_of_one_address: Annotated[int, Field(ge=1, le=100_000)] = 250
    """At a time, of one other machine; what comes through the proxy has no such limit."""
    windows_of_strangers: Annotated[int, Field(ge=1, le=100_000)] = 200
    """At a time, without a session: strangers cannot take the places of people who work. One address has a tenth."""

    @property
    def proxies(self) -> tuple[IPv4Network | IPv6Network, ...]:
        """The proxies that are believed when they say where a browser is."""
        return _networks(self.trusted_proxy)

    @field_validator("allowed_hosts")
    @classmethod
    def _as_a_browser_sends_them(cls, hosts: tuple[str, ...]) -> tuple[str, ...]:
        for host in hosts:
            # Over https a browser leaves 443 out, and there is no window over http: nobody would get in.
            if not HOST.fullmatch(host) or host.endswith(":443"):
                raise ValueError(
                    f"server.allowed_hosts: {host!r:.60} is no name that a browser sends. Write it in small letters, "
                    'without what stands before the name, without a path, with the port unless it is 443: "ovtf.example.org"'
                )
        return hosts

    @field_validator("trusted_proxy")
    @classmethod
    def _are_addresses(cls, written: str | None) -> str | None:
        try:
            believes_all = any(network.prefixlen == 0 for network in _networks(written))
        except ValueError:
            believes_all = True
        if believes_all:
            raise ValueError(
                f"server.trusted_proxy: {written!r:.60} is no address of a proxy. Write its own address, such as "
                '"127.0.0.1": whoever is believed can say that a browser is somewhere else'
            )
        return written


def _networks(written: str | None) -> tuple[IPv4Network | IPv6Network, ...]:
    """Return addresses or networks with commas between them; raise ValueError when one is none."""
    return tuple(ip_network(part.strip()) for part in (written or "").split(",") if part.strip())


class Settings(Section):
    """Everything that config.toml may say. `hours` are by area, then by the name that the area declares."""

    title: str = "OVTF response dashboard"
    demo: bool = False
    database: str = Field("", repr=False)  # it may hold a password
    timelines: Timelines = Timelines()
    hours: dict[str, dict[str, Hours]] = {}
    release: Release = Release()
    regions: dict[str, Texts] = {}
    """The task force's own list of regions in place of ours: the codes of the governorates of each, by its name."""
    session: Session = Session()
    server: Server = Server()


def read(text: str) -> Settings:
    """Return the settings that a config.toml says; raise WorkspaceError with every fault in it, a line for each."""
    try:
        return Settings.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise WorkspaceError(f"config.toml cannot be read: {error}. Correct that line and start again.") from None
    except ValidationError as error:
        faults = [_in_words(fault, text) for fault in error.errors()]
    raise WorkspaceError("config.toml has settings that cannot be; correct them and start again.\n" + "\n".join(faults))


def _in_words(fault: ErrorDetails, text: str) -> str:
    """Return a fault as a sentence with its line. No value of `database` is repeated: it may hold a password."""
    path = [str(part) for part in fault["loc"] if isinstance(part, str)]
    name, value = ".".join(path), fault["input"]
    if fault["type"] == "extra_forbidden":
        says = f"there is no setting {name}.{did_you_mean(path[-1], _known(path[:-1]))}"
    elif fault["type"] == "value_error":
        says = fault["msg"].removeprefix("Value error, ") + "."
    else:
        shown = "it" if name == "database" or isinstance(value, Mapping | list) else f"{value!r:.40}"
        says = f"{name}: {shown} must be {_expected(fault)}."
    return f"  {_place(path, text)}{says}"


def _expected(fault: ErrorDetails) -> str:
    """Return what a value must be: in our words where pydantic's are a programmer's, otherwise in its own."""
    section = f"a section of its own: a line [{fault['loc'][0]}], and its settings under it"
    words = {
        "int_type": "a whole number",
        "float_type": "a number",
        "bool_type": "true or false",
        "string_type": 'text in "quotes"',
        "tuple_type": 'a list, such as ["one", "two"]',
        "dict_type": "written with the area before it: area.name = 12" if len(fault["loc"]) > 1 else section,
        "model_type": section,
    }
    return words.get(fault["type"], fault["msg"].removeprefix("Input should be "))


def _known(path: list[str]) -> Iterator[str]:
    """Return the names that a section may have; of no section, the sections."""
    model: Any = Settings
    for name in path:
        model = model.model_fields[name].annotation
    return iter(getattr(model, "model_fields", ()))


def _place(path: list[str], text: str) -> str:
    """Return "line 12: " for where a setting stands, or "" where it cannot be found."""
    section, places = "", dict[str, int]()
    for number, line in enumerate(text.splitlines(), 1):
        if heading := re.match(r"\s*\[\s*([^\[\]]+?)\s*\]", line):
            section = heading[1]
            places.setdefault(section, number)
        elif key := re.match(r"\s*([\w.\"'-]+)\s*=", line):
            places.setdefault(f"{section}.{key[1]}".lstrip("."), number)
    while path and ".".join(path) not in places:
        path = path[:-1]
    return f"line {places['.'.join(path)]}: " if path else ""
