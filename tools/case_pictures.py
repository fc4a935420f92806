"""python -m tools.case_pictures: take the pictures of docs/worked-cases.md.

Each written case of tests/worked is played into a workspace of its own until one of its forms was sent, and its page is
looked at in a browser at that moment. Needs Debian's chromium. People and keys are invented, and keys are new each time.
"""

import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from dashboard.actions.accounts import own
from dashboard.actions.administration import people
from dashboard.actions.context import Context
from dashboard.ui.server import serve
from dashboard.workspace import Workspace
from tests.browser import FLAGS, Visit
from tests.conftest import ADMIN, add_agencies
from tests.server import free_port, serving
from tests.worked import conftest as player
from tests.worked import test_adults, test_children, test_children_at_school, test_children_unsafe_home
from tools.small_png import small

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
SCREEN, PHONE = (1280, 800), (380, 780)
SAFETY, MIND, DIGITAL, LEGAL = range(4)
"""The tabs of the areas, in their order."""
SERVE = "--serve"
"""With this word the program is the server of one picture."""


@dataclass(frozen=True)
class Picture:
    """One picture: a written case, the form after which the story is paused, the tab that is open, and the window."""

    name: str
    story: Callable[..., None]
    after: str
    tab: int = 0
    unfolded: bool = False
    window: tuple[int, int] = SCREEN
    language: str = "en"


PAUSES = (
    Picture(
        "case-erbil",
        test_adults.test_erbil_a_former_fiance_threatens_to_send_images_to_her_family,
        "legal.risk_benefit",
        LEGAL,
        unfolded=True,
    ),
    Picture("case-basra", test_adults.test_basra_a_teacher_whose_address_is_published_with_hate, "core.follow_up"),
    Picture(
        "case-duhok", test_adults.test_duhok_a_husband_who_reads_her_phone_and_has_hit_her, "digital.route", DIGITAL
    ),
    Picture(
        "case-baghdad",
        test_children.test_baghdad_14_groomed_in_a_game_her_mother_protects_her,
        "safety.risk_assessment",
    ),
    Picture(
        "case-mosul",
        test_children_at_school.test_mosul_12_a_deepfake_and_her_address_in_a_class_group,
        "mhpss.assessment",
        MIND,
    ),
    Picture(
        "case-sulaymaniyah",
        test_children_unsafe_home.test_sulaymaniyah_16_extortion_and_nobody_at_home_is_safe,
        "mhpss.assessment",
        MIND,
    ),
)
ALL = (
    *PAUSES,
    Picture("case-phone", PAUSES[2].story, PAUSES[2].after, window=PHONE),
    Picture("case-arabic", PAUSES[0].story, PAUSES[0].after, LEGAL, unfolded=True, language="ar"),
)


class Paused(Exception):
    """The story has come to the moment of the picture."""


@dataclass
class Watched(player.Worked):
    """A worked case that pauses once a form was sent."""

    after: str = ""

    def send(self, form: str, answers: dict[str, Any], **options: Any) -> Any:
        outcome = super().send(form, answers, **options)
        if form == self.after:
            raise Paused
        return outcome


def play(picture: Picture, folder: Path) -> tuple[Watched, str]:
    """Play a case into a new workspace until its pause; return it with the password of its case manager."""
    context = Context.open(Workspace.create(folder))
    add_agencies(context)
    played: list[Watched] = []

    def begin(**intake: Any) -> Watched:
        played.append(player.opened(context, intake, kind=Watched, after=picture.after))
        return played[0]

    try:
        picture.story(begin)
    except Paused:
        first = people.reset_password(context, ADMIN, played[0].manager.person_id)
        password = "three words of hers"
        own.choose_password(context, played[0].manager, first, password)
        own.acknowledge(context, played[0].manager, own.unread(context, played[0].manager)[0].decision.seq)
        people.set_language(context, played[0].manager, picture.language)
        context.close()
        return played[0], password
    raise SystemExit(f"{picture.name}: the story never sends {picture.after}.")


def take(picture: Picture, browser: Browser) -> None:
    """Take one picture and say how large it is."""
    with tempfile.TemporaryDirectory() as folder:
        case, password = play(picture, Path(folder, "workspace"))
        port = free_port()
        command = [
            sys.executable,
            "-m",
            "tools.case_pictures",
            SERVE,
            f"{folder}/workspace",
            str(port),
            case.at.isoformat(),
        ]
        with serving(command, f"http://127.0.0.1:{port}", Path(folder, "log")):
            _shoot(picture, browser, Visit(_page(browser, picture.window), f"http://127.0.0.1:{port}"), case, password)


def _page(browser: Browser, window: tuple[int, int]) -> Any:
    return browser.new_page(viewport={"width": window[0], "height": window[1]})


def _shoot(picture: Picture, browser: Browser, visit: Visit, case: Watched, password: str) -> None:
    visit.try_to_sign_in(case.manager.username, password)
    visit.page.get_by_test_id("stSidebarNav").wait_for(state="attached")
    visit.page.goto(f"{visit.site}/case?key={case.key}")
    visit.page.locator(".st-key-case-next").wait_for()
    visit.refresh()
    visit.page.get_by_role("tab").nth(picture.tab).click()
    visit.page.locator("[role=tabpanel]:visible h3").first.wait_for()
    visit.refresh()
    if picture.unfolded:
        settled = visit.page.locator("[data-testid=stMain] [role=tabpanel]:visible details > summary").first
        settled.click()
        settled.evaluate("fold => fold.scrollIntoView({block: 'start'})")
    path = PICTURES / f"{picture.name}.png"
    path.write_bytes(small(browser, visit.page.screenshot(animations="disabled", caret="hide")))
    visit.page.close()
    print(f"{path.name}: {path.stat().st_size // 1000} KB")


def serve_at(folder: str, port: str, moment: str) -> None:
    """Serve a workspace in which it is always this moment: that of the pause."""
    now = datetime.fromisoformat(moment)
    Context.now = lambda _context: now  # type: ignore[method-assign, assignment]
    serve(Path(folder), "127.0.0.1", int(port))


def main(names: list[str]) -> None:
    """Take all pictures, or those that are named."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        for picture in ALL:
            if not names or picture.name in names:
                take(picture, browser)
        browser.close()


if __name__ == "__main__":
    if sys.argv[1:2] == [SERVE]:
        serve_at(*sys.argv[2:])
    else:
        main(sys.argv[1:])
