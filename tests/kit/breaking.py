# ruff: noqa: E501 - the docstrings are the findings, word for word
"""Ways to break the good plugin in one place; the docstring is what the rule must find, "..." its end left open."""

from collections.abc import Callable

from ovtf_kit.names import Names

MUTATORS: dict[Callable, str] = {}


def breaks(rule: str):
    def keep(mutate):
        MUTATORS[mutate] = rule
        return mutate

    return keep


@breaks("loads")
def returns_one_view_without_brackets(at):
    """register_views returned a View, expected a list of View. Put it in square brackets."""
    at.change(
        "__init__.py",
        'return [View(name="kinds", label="Places by kind", dataset="places", by=("kind",))]',
        'return View(name="kinds", label="Places by kind", dataset="places", by=("kind",))',
    )


@breaks("loads")
def imports_a_name_that_is_not_there(at):
    """ImportError: cannot import name 'Dataste' from 'dashboard' ..."""
    at.change("__init__.py", "    Dataset,\n", "    Dataste,\n")


@breaks("loads")
def needs_a_package_that_is_not_installed(at):
    """ModuleNotFoundError: No module named 'polarsky'"""
    at.change("__init__.py", "from datetime", "import polarsky\nfrom datetime")


@breaks("loads")
def asks_for_a_session(at):
    """suggest_tasks asks for 'session', which the contract does not give it"""
    at.change("__init__.py", "def suggest_tasks(record)", "def suggest_tasks(record, session)")


@breaks("loads")
def counts_a_dataset_that_is_not_there(at):
    """'kinds' uses the dataset 'place', which is neither a form, a dataset of the plugin, nor "cases". Did you mean 'places'?"""
    at.change("__init__.py", 'label="Places by kind", dataset="places"', 'label="Places by kind", dataset="place"')


@breaks("loads")
def leaves_while_it_is_asked(at):
    """SystemExit: 3"""
    at.change("__init__.py", "    return Service.read_all(__name__)", "    raise SystemExit(3)")


@breaks("loads")
def has_services_that_are_no_toml_and_no_hook_for_them(at):
    """TOMLDecodeError: ..."""
    at.change("__init__.py", "@hookimpl\ndef register_services", "def _services")
    at.write("services.toml", "[[service")


@breaks("hooks_known")
def misspells_a_hook(at):
    """'register_view' is marked with @hookimpl, and this dashboard has no such hook: nobody calls it"""
    at.change("__init__.py", "def register_views", "def register_view")


@breaks("imports_fast")
def computes_while_it_is_imported(at):
    """the import and the register_ hooks took ..."""
    at.change(
        "__init__.py",
        "from datetime",
        "from time import process_time as t\nbegun = t()\nwhile t() - begun < 1.1: pass\nfrom datetime",
    )


@breaks("names_stable")
def renames_a_question(at):
    """it was there in an earlier version and is gone"""
    at.change("forms/stay.md", "| text | note |", "| text | remark |")


@breaks("names_stable")
def turns_a_number_into_text(at):
    """it was 'integer' in an earlier version and is 'text' now"""
    at.change("forms/stay.md", "| integer | nights |", "| text | nights |")


@breaks("names_stable")
def uses_a_name_again_that_was_given_up(at):
    """this name was given up by an earlier version and is used again"""
    at.change("names.toml", "retired = []", 'retired = ["questions stay.note"]')


@breaks("names_stable")
def has_no_snapshot(at):
    """there is no snapshot of the plugin's names in its package"""
    (at.path / "ovtf_shelter" / "names.toml").unlink()


@breaks("form_versions")
def changes_a_question_without_a_new_version(at):
    """its questions are not those that this version had"""
    at.change(
        "forms/stay.md", "| | form_title |\n| | Place to stay |", "| | form_title | version |\n| | Place to stay | 2 |"
    )
    with at.opened() as subject:
        kept = Names.of(subject.plugin).write("shelter")
    at.write("names.toml", kept)
    at.change("forms/stay.md", "${found} = 'yes'", "${found} = 'no'")


@breaks("forms_convert")
def asks_for_a_picture(at):
    """the type 'image'"""
    at.change("forms/stay.md", "| integer | nights |", "| image | nights |")


@breaks("forms_convert")
def asks_for_a_question_that_is_not_there(at):
    """relevant looks at the question 'foudn', which the form does not have"""
    at.change("forms/stay.md", "${found} = 'yes'", "${foudn} = 'yes'")


@breaks("forms_convert")
def leaves_a_bracket_open(at):
    """relevant: the expression "(${found} = 'yes'" is not valid XPath. Check its brackets and quotes"""
    at.change("forms/stay.md", "| ${found} = 'yes'", "| (${found} = 'yes'")


@breaks("forms_columns")
def misspells_a_column(at):
    """the column 'relevent'"""
    at.change("forms/stay.md", "| required | relevant |", "| required | relevent |")


@breaks("forms_choices")
def compares_with_a_choice_that_is_not_there(at):
    """ "${found} = 'Yes'" asks for 'Yes', which is no choice of 'found': it never holds"""
    at.change("forms/stay.md", "${found} = 'yes'", "${found} = 'Yes'")


@breaks("forms_convert")
def filters_by_a_column_that_is_not_there(at):
    """choice_filter looks at the column 'chlid', which no choice of 'kind' fills"""
    at.change("forms/stay.md", "child = 'yes'", "chlid = 'yes'")


@breaks("references_known")
def needs_a_consent_that_is_not_there(at):
    """'service' is not there, and is left out in silence"""
    at.change("__init__.py", 'needs_consent="services"', 'needs_consent="service"')


@breaks("references_known")
def is_recorded_by_an_answer_that_is_not_there(at):
    """'found' is not there, and is left out in silence"""
    at.change("__init__.py", "stay[found=yes]", "stay[found=found]")


@breaks("references_known")
def is_settled_by_a_decision_that_is_not_there(at):
    """'foun' is not there, and is left out in silence"""
    settled = 'settled_by=(Decision(when=("stay[found=foun]",), because="No."),)'
    at.change("__init__.py", "    Dataset,", "    Dataset,\n    Decision,")
    at.change("__init__.py", 'recorded_by=("stay[found=yes]",)', settled)


@breaks("references_known")
def fills_a_question_from_a_fact_that_is_not_there(at):
    """'case.region' is not there, and is left out in silence"""
    at.change("__init__.py", "case.governorate", "case.region")


@breaks("references_known")
def relies_on_someone_who_is_not_told_apart(at):
    """'uncle' is not there, and is left out in silence"""
    at.change("__init__.py", 'needs_consent="services"', 'relies_on={"uncle": "kind=family"}, instead="Ask a friend."')


@breaks("references_known")
def refuses_an_answer_and_says_nothing_to_do_instead(at):
    """an answer is refused while the person is not safe, and nothing says what to do then"""
    at.change("__init__.py", 'needs_consent="services"', 'relies_on={"relative": "kind=family"}')


@breaks("files_installed")
def leaves_its_queries_out_of_the_package(at):
    """1 .sql files are not in the installed package, such as sql/places.sql"""
    at.change("../pyproject.toml", '"**/*.sql", ', "")


@breaks("sql_allowed")
def reads_a_file(at):
    """Functions that make tables are not allowed."""
    at.write("sql/places.sql", "SELECT case_key FROM read_csv('people.csv')")


@breaks("sql_allowed")
def reads_another_area(at):
    """The relation 'safety.risk_assessment' is not one of yours. Use those of the shell, such as core.cases and core.need, or the forms of your own area."""
    at.change("sql/places.sql", "FROM shelter.stay", "FROM safety.risk_assessment")


@breaks("sql_allowed")
def writes(at):
    """The SQL is not exactly one SELECT."""
    at.write("sql/places.sql", "DELETE FROM shelter.stay")


@breaks("sql_runs")
def selects_a_column_that_is_not_there(at):
    """Binder Error: Referenced column "fuond" not found in FROM clause!"""
    at.change("sql/places.sql", "found = 'yes'", "fuond = 'yes'")


@breaks("sql_runs")
def selects_free_text(at):
    """it asks for 'note', which is free text: such answers never leave the record"""
    at.change("sql/places.sql", "SELECT case_key, kind,", "SELECT case_key, note,")


@breaks("sql_runs")
def forgets_the_case(at):
    """it yields kind, found and no case_key"""
    at.change("sql/places.sql", "SELECT case_key, kind", "SELECT kind")


@breaks("sql_runs")
def runs_only_while_there_is_no_case(at):
    """Conversion Error: Could not convert string ..."""
    at.change("sql/places.sql", "found = 'yes' AS found", "CAST(kind AS INTEGER) AS found")


@breaks("sql_runs")
def asks_whose_case_it_is(at):
    """it asks for 'agency': no dataset is told whose case it is"""
    at.change("sql/places.sql", "SELECT case_key, kind", "SELECT case_key, lower(agency) AS mine, kind")


@breaks("sql_one_case")
def writes_a_count_of_all_into_each_row(at):
    """... of its rows are others when each case is looked at alone: it reads other cases, or what comes first is left to chance"""
    at.change("sql/places.sql", "found = 'yes' AS found", "(SELECT count(*) FROM core.cases) > 5 AS found")


@breaks("loads")
def counts_for_whom_nobody_can_tell(at):
    """View 'kinds' has base='reprotable'. Write one of 'reportable', 'every'. Did you mean 'reportable'?"""
    at.change("__init__.py", 'View(name="kinds", ', 'View(base="reprotable", name="kinds", ')


@breaks("figures_columns")
def counts_by_a_column_that_is_not_there(at):
    """the dataset 'places' has no column 'kinds'"""
    at.change(
        "__init__.py",
        'dataset="places", by=("kind",))]\n\n\n@hookimpl\ndef register_ind',
        'dataset="places", by=("kinds",))]\n\n\n@hookimpl\ndef register_ind',
    )


@breaks("figures_columns")
def counts_free_text(at):
    """'note' is free text: what people write never reaches a figure"""
    at.change(
        "__init__.py",
        'label="Places by kind", dataset="places", by=("kind",)',
        'label="Places by kind", dataset="stay", by=("note",)',
    )


@breaks("figures_computed")
def takes_a_share_of_words(at):
    """its numerator 'kind' is VARCHAR"""
    at.change("__init__.py", 'numerator="found"', 'numerator="kind"')


@breaks("figures_bounded")
def counts_by_case(at):
    """it counts by 'case_key', which stands for one case or one person"""
    at.change(
        "__init__.py",
        'label="Places by kind", dataset="places", by=("kind",)',
        'label="Places by kind", dataset="places", by=("case_key",)',
    )


@breaks("figures_bounded")
def counts_by_the_time_of_day(at):
    """it counts by 'kind', a TIMESTAMP: nearly every case has a value of its own"""
    at.change("sql/places.sql", "kind, found", "at AS kind, found")


@breaks("figures_bounded")
def hides_the_case_behind_another_name(at):
    """it counts by 'kind', of which nearly every invented case has a value of its own"""
    at.change("sql/places.sql", "kind, found", "lower(case_key) AS kind, found")


@breaks("tasks_suggested")
def suggests_without_looking_whether_it_was_answered(at):
    """it stopped with KeyError at an invented case ..."""
    at.change("__init__.py", 'latest.answers.get("found") == "yes"', 'latest.answers["nights"] == 0')


@breaks("tasks_suggested")
def suggests_without_end(at):
    """it did not come back within 5 seconds at an invented case ..."""
    at.change("__init__.py", "    if latest is None or", "    while latest is None:\n        pass\n    if")


@breaks("tasks_suggested")
def suggests_without_a_reason(at):
    """no label or no reason: look_again"""
    at.change("__init__.py", 'reason="No place was found."', 'reason=""')


@breaks("answers_checked")
def takes_an_answer_for_granted(at):
    """it stopped with KeyError at no answers"""
    at.change("__init__.py", 'answers.get("found") == "yes"', 'answers["found"] == "yes"')


@breaks("answers_checked")
def complains_about_a_question_that_is_not_there(at):
    """it complains about 'night', which is no question of the form"""
    at.change(
        "__init__.py",
        'return {"nights": "Say how long."} if answers.get("found") == "yes" and not answers.get("nights") else {}',
        'return {"night": "Say how long."}',
    )


@breaks("release_fits")
def releases_by_agency(at):
    """Table 'shelter_kind' counts by agency. Agencies know their own cases, so a release never does. Leave the agency out."""
    at.change("__init__.py", '"by": ("kind",)', '"by": ("kind", "agency")')
    at.change("__init__.py", 'headline=("family",)', "headline=()")


@breaks("release_fits")
def asks_for_less_noise(at):
    """Table 'shelter_kind' asks for a sigma of 1.0. The least for its shape is 3.5."""
    at.change("__init__.py", '"sigma": 6.0', '"sigma": 1.0')


@breaks("release_counts")
def releases_a_case_twice(at):
    """the dataset 'places' has ... rows for ... invented cases"""
    at.write(
        "sql/places.sql",
        "SELECT case_key, kind, found = 'yes' AS found FROM shelter.stay UNION ALL SELECT case_key, kind, found = 'yes' AS found FROM shelter.stay",
    )


@breaks("release_counts")
def releases_a_code_that_is_not_listed(at):
    """the column 'kind' of the dataset 'places' holds shelter"""
    at.change("__init__.py", '"shelter": "In a shelter", ', "")


@breaks("release_counts")
def says_that_no_case_is_where_some_are(at):
    """an invented case is in shelter, of which the table says that no case ever is"""
    at.change("__init__.py", 'headline=("family",)', 'headline=("family",), never=(("shelter",),)')


@breaks("release_is_read")
def releases_numbers_and_puts_none_first(at):
    """no table has a headline"""
    at.change("__init__.py", 'headline=("family",)', "headline=()")


@breaks("release_is_read")
def releases_numbers_and_does_not_say_how_to_read_them(at):
    """no page is called figures"""
    (at.path / "ovtf_shelter" / "guidance" / "en" / "figures.md").unlink()


@breaks("loads")
def puts_a_code_first_that_is_not_there(at):
    """released table 'kind' has 'famly' in headline, which is not one of the codes of 'kind': family, shelter. Did you mean 'family'?"""
    at.change("__init__.py", 'headline=("family",)', 'headline=("famly",)')


@breaks("pages_open")
def gives_a_label_that_is_no_text(at):
    """expected string or bytes-like object, got 'int' ..."""
    at.change("__init__.py", 'label="Find a place"', "label=5")


@breaks("loads")
def names_a_channel_without_its_number(at):
    """service 'desk' has the channel ['phone']. A channel is a kind and a value, such as ["phone", "119"]."""
    at.change("services.toml", 'kind = "coordination"', 'kind = "coordination"\nchannels = [["phone"]]')


@breaks("references_known")
def works_in_a_governorate_that_is_not_there(at):
    """'Erbil' is not there, and is left out in silence"""
    at.change("services.toml", 'kind = "coordination"', 'kind = "coordination"\ngovernorates = ["Erbil"]')


@breaks("services_reachable")
def does_not_say_what_a_service_is_for(at):
    """it has neither service_types nor no_referral, so no referral can ever name it"""
    at.change("services.toml", 'service_types = ["safe_house_shelter"]', "")


@breaks("services_reachable")
def refers_to_a_service_and_says_why_not(at):
    """it has service_types and no_referral"""
    at.change("services.toml", "service_types", 'no_referral = "She calls herself."\nservice_types')


@breaks("translations_complete")
def forgets_a_translation(at):
    """1 of 19 texts have no translation, such as 'Find a place'"""
    at.change("locales/ar.po", 'msgid "Find a place"', 'msgid "Find another place"')


@breaks("translations_complete")
def translates_what_stands_in_braces(at):
    """the text has ['{place}'], its translation ['{makan}']"""
    at.change("__init__.py", 'summary="Find a safe place to stay."', 'summary="Find {place}."')
    for language in ("ar", "ckb"):
        at.change(f"locales/{language}.po", "Find a safe place to stay.", "Find {place}.")
    at.change("locales/ar.po", "[Find {place}.]", "[Find {makan}.]")


@breaks("texts_plain")
def writes_html_into_a_label(at):
    """a text holds HTML or a link. It is shown as plain text: write it without"""
    at.change("__init__.py", 'label="Find a place"', 'label="Find <b>a place</b>"')


@breaks("texts_plain")
def gives_a_script_as_a_channel(at):
    """an address was left out, because it is neither a number, an e-mail address nor a page on the web"""
    at.change(
        "services.toml", 'kind = "coordination"', 'kind = "coordination"\nchannels = [["web", "javascript:alert(1)"]]'
    )


@breaks("texts_plain")
def hides_a_link_in_a_translation(at):
    """the translation holds HTML or a link"""
    at.change("locales/ar.po", "[Find a safe place to stay.]", "[Find](https://example.org)")


@breaks("guidance_reviewed")
def names_no_source(at):
    """it names no source"""
    at.change("__init__.py", 'source="Invented for tests"', 'source=""')


@breaks("guidance_reviewed")
def has_guidance_without_a_hook_and_an_area_that_names_no_source(at):
    """it names no source"""
    at.change("__init__.py", "@hookimpl\ndef register_guidance", "def _guidance")


@breaks("guidance_reviewed")
def does_not_say_when_it_was_reviewed(at):
    """it was reviewed 'last year'"""
    at.change("__init__.py", 'reviewed="2026-01"', 'reviewed="last year"')
