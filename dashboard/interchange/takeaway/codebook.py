"""The codebook: each column and each code of every table, in all languages."""

from collections.abc import Iterable, Iterator

from dashboard.interchange.takeaway.table import OutTable
from dashboard.languages import LANGUAGES
from dashboard.packages import Field, Resource

CODEBOOK = Resource(
    name="codebook",
    title="What the columns and codes mean",
    fields=[
        *(Field(name=name) for name in ("table", "column", "type", "code")),
        *(
            Field(name=f"label_{code}", title=f"Label in {language.english_name}")
            for code, language in LANGUAGES.items()
        ),
        Field(name="form_versions", description="The versions of the form that ask this question."),
    ],
)


def codebook_rows(tables: Iterable[OutTable]) -> Iterator[list[str]]:
    """Yield a row for each column, its code empty, and after it one for each of its codes."""
    for table in tables:
        for column in table.columns:
            about = [table.name, column.name, column.kind]
            yield [*about, "", *(column.labels.get(code, "") for code in LANGUAGES), " ".join(column.versions)]
            for code, labels in column.choices.items():
                yield [*about, code, *(labels.get(lang, "") for lang in LANGUAGES), ""]
