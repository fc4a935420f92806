"""Two buttons under a figure that save it as a picture, PNG or SVG, made in the browser (theme/picture.js)."""

from html import escape

from dashboard.i18n import gettext as _

FORMATS = ("png", "svg")


def pictures(title: str, source: str, name: str) -> str:
    """Return as HTML a button for each format. In the picture stand the `title` and the `source`; its file is called
    `name`.
    """
    told = f'data-title="{escape(title)}" data-source="{escape(source)}" data-name="ovtf-{escape(name)}"'
    says = escape(_("Save {title} as a picture").format(title=title))
    return "".join(
        f'<button class="ovtf-picture ovtf-way" type="button" data-format="{kind}" aria-label="{says}: {kind}" {told}>'
        f"{kind.upper()}</button>"
        for kind in FORMATS
    )
