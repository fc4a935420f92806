"""What a release does not hide, in words; every number in them is computed from the release's own menu."""

from collections import Counter

import streamlit as st

from dashboard.i18n import gettext as _
from dashboard.i18n import listed
from dashboard.release import About, Releases
from dashboard.release.limits import DELTA, FALSE_ALARMS, Limits, at_most, limits, spent
from dashboard.ui.taskforce.wording import code_label


def show(releases: Releases, about: About) -> None:
    """Draw the limits of one release, as a list that is open from the beginning: it is read before a number is shared."""
    st.subheader(_("What these numbers do not hide"), anchor=False)
    st.markdown("\n".join(f"- {line}" for line in lines(releases, about)))
    with st.popover(_("For statisticians"), icon=":material/info:"):
        st.markdown(exactly(limits(about.policy, spent(releases.entries, about.period))))


def exactly(figures: Limits) -> str:
    """Return what is spent of a survivor's privacy in the terms of differential privacy."""
    words = _("Epsilon {epsilon} at delta {delta}: right about her in at most {found} % of the tries.")
    delta, found = f"{DELTA:f}".rstrip("0"), at_most(100 * figures.found, 1)
    return words.format(epsilon=at_most(figures.epsilon, 2), delta=delta, found=found)


def lines(releases: Releases, about: About) -> list[str]:
    """Return each limit as a sentence or two; of all releases together that hold the same cases, a correction too."""
    figures = limits(about.policy, spent(releases.entries, about.period))
    return [*_one_survivor(figures), *_known(figures), *_alone(releases, about.period), *_elsewhere()]


def percent(share: float) -> str:
    """Return a share in whole per cent, rounded up, as in "21 of 100 tries" elsewhere: "21 %"."""
    return _("{n} %").format(n=at_most(100 * share))


def _one_survivor(figures: Limits) -> list[str]:
    return [
        _(
            "**One survivor.** Somebody who knows every other case, and tests in the best way there is whether hers was "
            "counted, is right about her in at most {found} of the tries, and wrong about somebody else in {alarms}. She is "
            "hard to find, not impossible."
        ).format(found=percent(figures.found), alarms=percent(FALSE_ALARMS)),
        _(
            "**Registered more than once.** A survivor who was registered twice in this period is protected half as much: "
            "{twice} in place of {found}. Registered three times, a third."
        ).format(twice=percent(figures.twice), found=percent(figures.found)),
    ]


def _known(figures: Limits) -> list[str]:
    least, most = figures.guesses
    return [
        _(
            "**Who is known to be in it.** When somebody knows that she was counted, and everything else about her, one "
            "answer (such as her governorate or her risk) can be told from another in {least} to {most} of the tries, in "
            "place of {alarms} by chance."
        ).format(least=percent(least), most=percent(most), alarms=percent(FALSE_ALARMS)),
        _(
            "**Groups.** What is true of most cases of a place or an age is shown, because that is what a release is for. "
            "Whoever belongs to the group is thought of so, counted or not."
        ),
    ]


def _alone(releases: Releases, period: str) -> list[str]:
    """Return what follows for an agency that works alone in a place, with the places of which it is said to be so."""
    agencies = Counter(place for report in releases.reports(period) for place in report.governorates)
    places = sorted(code_label("governorate", place) for place, count in agencies.items() if count == 1)
    text = _(
        "**One agency alone.** Agencies are never counted. But where one agency alone works, the numbers of the place are "
        "mostly its own cases."
    )
    here = _("In this release: {places}.").format(places=listed(places)) if places else ""
    return [f"{text} {here}".strip()]


def _elsewhere() -> list[str]:
    return [
        _(
            "**Outside of releases.** They do not protect against the theft of the case file, nor against the Python code "
            "of an area, which runs in the server."
        )
    ]
