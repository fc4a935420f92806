"""What a Data Package says of itself: its tables, their columns and what a row of one has to do with a row of another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

Kind = Literal["string", "integer", "number", "boolean", "date", "datetime"]
"""The type of a column, in the words of Table Schema."""


@dataclass(frozen=True, kw_only=True)
class Field:
    """A column: `title` is what people call it, `codes` are what a cell may hold where that is a closed list."""

    name: str
    kind: Kind = "string"
    title: str = ""
    description: str = ""
    required: bool = False
    codes: tuple[str, ...] = ()

    @property
    def described(self) -> dict[str, Any]:
        """What datapackage.json says of it."""
        limits: dict[str, Any] = {"required": True} if self.required else {}
        limits |= {"enum": list(self.codes)} if self.codes else {}
        said = {"name": self.name, "type": self.kind, "title": self.title, "description": self.description}
        return {name: value for name, value in said.items() if value} | ({"constraints": limits} if limits else {})


@dataclass(frozen=True, kw_only=True)
class ForeignKey:
    """That the cells of a column are found in the column `at` of another table."""

    column: str
    table: str
    at: str


@dataclass(frozen=True, kw_only=True)
class Resource:
    """A table: one CSV file. `key` are the columns that tell its rows apart."""

    name: str
    fields: Sequence[Field]
    title: str = ""
    description: str = ""
    key: tuple[str, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()

    @property
    def path(self) -> str:
        """The file of the table inside the package."""
        return f"{self.name}.csv"

    @property
    def described(self) -> dict[str, Any]:
        """What datapackage.json says of it."""
        schema: dict[str, Any] = {"fields": [column.described for column in self.fields]}
        if self.key:
            schema["primaryKey"] = list(self.key)
        if self.foreign_keys:
            schema["foreignKeys"] = [
                {"fields": [link.column], "reference": {"resource": link.table, "fields": [link.at]}}
                for link in self.foreign_keys
            ]
        said = {"name": self.name, "title": self.title, "description": self.description, "path": self.path}
        how = {"profile": "tabular-data-resource", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8"}
        return {name: value for name, value in said.items() if value} | how | {"schema": schema}


@dataclass(frozen=True, kw_only=True)
class Described:
    """A package as a whole. `more` are further words about it, such as those of DCAT that catalogs of data ask for."""

    name: str
    title: str
    description: str
    made_at: datetime
    more: Mapping[str, Any] = field(default_factory=dict, hash=False)

    def described(self, resources: Sequence[Resource]) -> dict[str, Any]:
        """Return what datapackage.json says."""
        return {
            "profile": "tabular-data-package",
            "name": self.name,
            "title": self.title,
            "description": self.description,
            "created": self.made_at.isoformat(timespec="seconds"),
            **self.more,
            "resources": [resource.described for resource in resources],
        }
