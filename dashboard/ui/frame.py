"""What stands around a page: style, direction, sidebar, banner, language, quick exit."""

import html
from base64 import b64encode
from functools import cache
from pathlib import Path

import streamlit as st
from babel import Locale

from dashboard import codes
from dashboard.access import Principal
from dashboard.actions.administration import health, people
from dashboard.actions.context import Context
from dashboard.i18n import direction, isolated, language, moment, share, shown_in
from dashboard.i18n import gettext as _
from dashboard.languages import ENGLISH, LANGUAGES, chain
from dashboard.ui import scripts, session

THEME = Path(__file__).parent / "theme"
_FIRST = {"ltr": "\u200e", "rtl": "\u200f"}
LANGUAGE, RELOAD = "shell.language", "shell.reload"


@cache
def _style() -> str:
    return "<style>" + "\n".join((THEME / name).read_text("utf-8") for name in ("shell.css", "rtl.css")) + "</style>"


@cache
def icon() -> str:
    """Return the icon of the window, in the page itself: as a file it would have to be open to strangers."""
    return f"data:image/png;base64,{b64encode((THEME / 'icon.png').read_bytes()).decode()}"


def dress() -> None:
    """Apply our style and the direction of the language to the whole window.

    The window says that it is in the language that most of its texts are in, or a screen reader would pronounce Arabic
    as if it were Sorani.
    """
    st.html(_style())
    scripts.run("direction", {"dir": direction(), "lang": shown_in(language())})


def chosen_language(who: Principal | None) -> str:
    """Return the code of the person's own language; before sign-in, of the language in the address (?lang=)."""
    return who.language if who else st.query_params.get("lang", ENGLISH)


def language_choice(who: Principal | None, context: Context) -> None:
    """Draw the choice of language; it is stored for the person (before sign-in in the address) and the window
    reloaded.
    """
    language_codes = list(LANGUAGES)

    def remember() -> None:
        chosen = st.session_state[LANGUAGE]
        if who is not None:
            people.set_language(context, who, chosen)
        else:
            st.query_params["lang"] = chosen
        st.session_state[RELOAD] = True

    st.selectbox(
        " · ".join(known.word for known in LANGUAGES.values()),
        language_codes,
        index=language_codes.index(language()),
        key=LANGUAGE,
        format_func=lambda code: _offered(context, code),
        on_change=remember,
    )
    if notes := untranslated(context):
        st.caption("  \n".join(notes))
    if st.session_state.pop(RELOAD, False):
        # Widgets keep the words that they were drawn with, so the whole window is loaded again.
        scripts.run("reload")


def _offered(context: Context, code: str) -> str:
    """Return a language by its own name, and how far it is translated when it is not complete: the line is short."""
    name = isolated(LANGUAGES[code].name, direction())
    if LANGUAGES[code].state == "complete":
        return name
    # A list runs as the first letter of the line does: the sign before it is one that nobody sees.
    return f"{_FIRST[direction()]}{name} · {_percent(context, code)} %"


def _percent(context: Context, code: str) -> int:
    return round(100 * share(code, ("dashboard", *(plugin.module for plugin in context.registry.active))))


def untranslated(context: Context, *codes: str) -> list[str]:
    """Say of each language that is not complete how far it is translated, and what is shown in place of the rest.

    `codes` are the languages that are asked about, none for all that are offered.
    """
    names = Locale.parse(LANGUAGES[language()].locale).languages
    text = _("{name}: {share} % translated, the rest in {language}")
    return [
        text.format(
            name=isolated(LANGUAGES[code].name, direction()),
            share=_percent(context, code),
            language=names[chain(code)[1]],
        )
        for code in codes or LANGUAGES
        if LANGUAGES[code].state != "complete"
    ]


def sidebar(context: Context, who: Principal) -> None:
    """Draw the sidebar: logo, the person with role and agency, the choice of language, and sign-out."""
    st.logo(str(THEME / "logo.svg"), size="large", icon_image=icon())
    with st.sidebar:
        role = codes.label("role", who.role, language())
        where = f" · {who.agency}" if who.agency else ""
        st.html(
            f'<div class="ovtf-brand"><bdi>{html.escape(who.name)}</bdi><small>{html.escape(role + where)}</small></div>'
        )
        language_choice(who, context)
        if st.button(_("Sign out"), key="shell.sign_out", width="stretch", icon=":material/logout:"):
            session.finish()


def banner(context: Context) -> None:
    """Say on every page that nothing in a demo is real, and that the disk is full while it is."""
    if context.are_looks_waiting():
        st.error(_("The disk of the server is full: you can read, but nothing is saved. Tell your administrator now."))
    if context.workspace.is_demo:
        text = _("Invented demonstration data. No real survivor is described here.")
        st.html(f'<div class="ovtf-band" role="note">{html.escape(text)}</div>')


def clock_behind(context: Context, who: Principal) -> None:
    """Warn an administrator when the clock of the server is behind what is on record: deadlines are reckoned by it."""
    if who.role == "administrator" and (newest := health.behind(context, who)):
        text = _("The clock of the server is behind: the newest line on record is of {when}. Set the clock.")
        st.warning(text.format(when=moment(newest, context.now())))


def quick_exit(label: str) -> None:
    """Draw a button that replaces the page by /quiet at once, as Esc pressed three times does; neither waits for a
    run.
    """
    button = f'<button class="ovtf-exit" type="button" title="Esc Esc Esc">{html.escape(label)}</button>'
    scripts.run("leave", beside=button)
