"""What the demo's record says of a case fits together: what was found, needed, referred to, and when; places differ."""

from collections import Counter

from dashboard.actions.directory.editing import directory
from dashboard.actions.directory.entries import serves
from dashboard.records import agencies

GRAVEST = """
SELECT c.risk_level, coalesce(honour IN ('yes', 'possible') OR physical IN ('yes', 'possible')
  OR financial IN ('yes', 'possible') OR public IN ('yes', 'possible') OR emotional IN ('yes', 'possible'), FALSE) AS found,
  source_perpetrator IN ('creates', 'expands') OR source_family IN ('creates', 'expands') AS named, count(*)
FROM safety.risk_assessment__now JOIN core.cases AS c USING (case_key) GROUP BY ALL
"""
DANGERS = """
SELECT CASE WHEN honour IN ('yes', 'possible') THEN 'honour' WHEN physical IN ('yes', 'possible') THEN 'physical'
  WHEN financial IN ('yes', 'possible') THEN 'financial' WHEN public IN ('yes', 'possible') THEN 'public'
  WHEN emotional IN ('yes', 'possible') THEN 'emotional' ELSE 'nothing' END, count(*)
FROM safety.risk_assessment__now GROUP BY ALL
"""
NEEDS = """
SELECT c.governorate, c.stream, n.service_type, n.outcome, n.unavailable_reason
FROM core.need AS n JOIN core.cases AS c USING (case_key)
"""
REFERRALS = """
SELECT c.governorate, c.stream, r.service_type, r.service
FROM core.referral AS r JOIN core.cases AS c USING (case_key)
"""
EARLY = "SELECT count(*) FROM {relation} AS f JOIN core.cases AS c USING (case_key) WHERE {when} < {opened}"
REQUESTS = """
WITH days AS (
  SELECT r.*, r.at AS r_at, a.at AS assessed, d.at AS looked, c.primary_platform, c.primary_violence_type,
    CAST(coalesce(a.at, c.opened_at) + INTERVAL 3 HOUR AS DATE) AS first_day,
    CAST(r.at + INTERVAL 3 HOUR AS DATE) AS today
  FROM digital.removal_request AS r
  JOIN core.cases AS c USING (case_key)
  JOIN digital.digital_risk__now AS d USING (case_key)
  LEFT JOIN safety.risk_assessment__now AS a USING (case_key))
SELECT r_at > looked AND r_at > coalesce(assessed, looked) AND request_date >= first_day,
  coalesce(outcome_date >= request_date AND outcome_date <= today + 1, TRUE),
  platform = primary_platform AND violence_type = primary_violence_type
FROM days
"""
BY_QUARTER = """
SELECT year(opened_at + INTERVAL 3 HOUR), quarter(opened_at + INTERVAL 3 HOUR), count(*) FROM core.cases GROUP BY ALL
"""


def share(counts: Counter, *keys: object) -> float:
    return sum(counts[key] for key in keys) / counts.total()


def offered(demo, place: str, stream: str, service_type: str) -> set[str]:
    audiences = ("both", "child" if stream == "tf_csea" else "adult")
    return {
        entry.key.replace(".", "__")
        for entry in directory(demo)
        if service_type in entry.service.service_types
        and serves(entry.service, place)
        and entry.service.audience in audiences
    }


def test_a_high_or_medium_level_comes_with_dangers_and_somebody_they_come_from(ask) -> None:
    rows = [(found, named, n) for level, found, named, n in ask(GRAVEST) if level in ("high", "medium")]
    everybody = sum(n for *_said, n in rows)
    assert sum(n for found, _named, n in rows if not found) < 0.02 * everybody
    assert sum(n for _found, named, n in rows if not named) < 0.25 * everybody


def test_no_danger_found_is_never_the_largest_bar(ask) -> None:
    counts = Counter(dict(ask(DANGERS)))
    assert counts["nothing"] < 0.2 * counts.total()
    assert len([danger for danger in counts if counts[danger] > counts["nothing"]]) >= 2


def test_shelter_is_needed_where_violence_is_and_child_protection_by_children(ask) -> None:
    rows = ask(
        "SELECT honour IN ('yes', 'possible') OR physical IN ('yes', 'possible') OR source_family IN ('creates', 'expands')"
        " FROM core.need JOIN safety.risk_assessment__now USING (case_key) WHERE service_type = 'safe_house_shelter'"
    )
    assert len(rows) > 30 and all(violent for (violent,) in rows)
    assert {row[1] for row in ask(NEEDS) if row[2] == "child_protection"} == {"tf_csea"}


def test_every_referral_goes_to_a_service_that_the_directory_has_for_her_age_and_place(ask, demo) -> None:
    rows = ask(REFERRALS)
    assert len(rows) > 500
    assert [row for row in rows if row[3] not in offered(demo, *row[:3])] == []


def test_what_the_directory_does_not_have_is_recorded_as_missing_and_never_referred(ask, demo) -> None:
    lacking = [row for row in ask(NEEDS) if not offered(demo, *row[:3])]
    outcomes = Counter(outcome for *_where, outcome, _reason in lacking)
    assert len(lacking) > 100 and outcomes["referred"] == 0 and share(outcomes, "service_unavailable") > 0.6
    assert {reason for *_where, _outcome, reason in lacking} == {None, "none_in_area", "not_for_age"}


def test_which_service_is_missing_differs_by_place(ask) -> None:
    needed = Counter((place, service) for place, _stream, service, *_said in ask(NEEDS))
    missing = Counter((row[0], row[2]) for row in ask(NEEDS) if row[4] in ("none_in_area", "not_for_age"))
    for service, has, lacks in (
        ("safe_house_shelter", "IQ-AR", "IQ-BA"),
        ("legal_aid", "IQ-BG", "IQ-BA"),
        ("mhpss_specialised", "IQ-BG", "IQ-NI"),
    ):
        assert missing[has, service] == 0 and missing[lacks, service] > 0.4 * needed[lacks, service] > 0


def test_nothing_is_dated_before_the_case_was_opened(ask, demo) -> None:
    for area, form in demo.registry.forms():
        assert ask(EARLY.format(relation=f"{area}.{form.name}", when="f.at", opened="c.opened_at")) == [(0,)], form.name
    days = {"digital.removal_request": "request_date", "legal.complaint": "filed_on", "core.need": "need_date"}
    for relation, day in days.items():
        opened = "CAST(c.opened_at + INTERVAL 3 HOUR AS DATE)"
        assert ask(EARLY.format(relation=relation, when=day, opened=opened)) == [(0,)], relation


def test_a_removal_request_follows_the_assessments_and_says_what_the_case_says(ask) -> None:
    rows = ask(REQUESTS)
    assert len(rows) > 200 and set(rows) == {(True, True, True)}


def test_the_total_rose_by_about_27_per_cent_in_a_year_and_has_seasons(ask) -> None:
    rows = ask(BY_QUARTER)
    counts = {(year, quarter): n for year, quarter, n in rows}
    assert 1.24 < counts[2026, 3] / counts[2025, 3] < 1.31 and 1.24 < counts[2026, 2] / counts[2025, 2] < 1.31
    assert counts[2025, 3] > counts[2025, 4] < counts[2026, 2]


def test_agencies_join_and_have_no_case_before(ask, demo) -> None:
    with demo.records.read() as tx:
        joined = {agency.code: agency.created_at for agency in agencies.every(tx)}
    first = dict(ask("SELECT agency, min(opened_at) FROM core.cases GROUP BY agency"))
    assert len(set(joined.values())) == 3
    assert [code for code in joined if first[code].replace(tzinfo=joined[code].tzinfo) < joined[code]] == []


def test_children_are_a_plausible_part_and_most_cases_are_where_most_people_are(ask) -> None:
    streams = Counter(dict(ask("SELECT stream, count(*) FROM core.cases GROUP BY ALL")))
    places = Counter(dict(ask("SELECT governorate, count(*) FROM core.cases GROUP BY ALL")))
    assert 0.2 < share(streams, "tf_csea") < 0.4
    assert places.most_common(1)[0][0] == "IQ-BG" and places["IQ-BG"] > 5 * places["IQ-QA"]
