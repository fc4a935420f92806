"""Identifying data in notes are found in three languages; ordinary notes are left alone. All data are invented."""

import re
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dashboard.i18n import use
from dashboard.privacy import Finding, Kind, explain, find

SURE, PERHAPS = True, False

# A note, the kind of the one finding in it, whether it is certain, and the characters that it covers.
FOUND = [
    # Phone numbers
    ("call 0770 000 0000 after six", "phone", SURE, "0770 000 0000"),
    ("07700000000", "phone", SURE, "07700000000"),
    ("her number is +964 770 000 0000.", "phone", SURE, "+964 770 000 0000"),
    ("00964-770-0000000 is his", "phone", SURE, "00964-770-0000000"),
    ("964 7 7 0 0 0 0 0 0 0 0, on WhatsApp", "phone", SURE, "964 7 7 0 0 0 0 0 0 0 0"),
    ("+964 (0) 770 000 0000", "phone", SURE, "+964 (0) 770 000 0000"),
    ("0 77 000 00 000 or later", "phone", SURE, "0 77 000 00 000"),
    ("0770/000/0000 and 24 h later again", "phone", SURE, "0770/000/0000"),
    ("0770.000.0000. 3 sessions so far", "phone", SURE, "0770.000.0000"),
    ("0770,000,0000", "phone", SURE, "0770,000,0000"),
    ("07\u200f70\u200b000\u20680000\u2069", "phone", SURE, "07\u200f70\u200b000\u20680000"),
    ("my number 770 000 0000", "phone", SURE, "770 000 0000"),
    ("landline 01 123 4567", "phone", SURE, "01 123 4567"),
    ("+49 30 901820 is her aunt", "phone", SURE, "+49 30 901820"),
    ("+1 555 010 9999 threatens her", "phone", SURE, "+1 555 010 9999"),
    ("０７７０ ０００ ００００", "phone", SURE, "０７７０ ０００ ００００"),
    ("رقمها ٠٧٧٠٠٠٠٠٠٠٠", "phone", SURE, "٠٧٧٠٠٠٠٠٠٠٠"),
    ("رقم المبتز ٠٧٨٠ـ٠٠٠ـ٠٠٠٠ فقط", "phone", SURE, "٠٧٨٠ـ٠٠٠ـ٠٠٠٠"),
    ("اتصل من 0750-000-0000 مرتين", "phone", SURE, "0750-000-0000"),
    ("ژمارەی ۰۷۵۰ ۰۰۰ ۰۰ ۰۰ هەیە", "phone", SURE, "۰۷۵۰ ۰۰۰ ۰۰ ۰۰"),
    ("تەلەفۆن: ٠٧٥٠ ٠٠٠ ٠٠٠٠", "phone", SURE, "٠٧٥٠ ٠٠٠ ٠٠٠٠"),
    # E-mail addresses
    ("write to some.one+x@example.org, please", "email", SURE, "some.one+x@example.org"),
    ("some_one @ example.com", "email", SURE, "some_one @ example.com"),
    ("بريدها some1@example.iq الآن", "email", SURE, "some1@example.iq"),
    ("ئیمەیڵ some.one@example.com", "email", SURE, "some.one@example.com"),
    ("report@insm-iq.org.example.com", "email", SURE, "report@insm-iq.org.example.com"),
    # Links
    ("see https://example.com/p/123.", "link", SURE, "https://example.com/p/123"),
    ("(www.example.iq/page)", "link", SURE, "www.example.iq/page"),
    ("posted at example.com/someone", "link", SURE, "example.com/someone"),
    ("facebook.com/some.one", "link", SURE, "facebook.com/some.one"),
    ("it is on instagram.com now", "link", SURE, "instagram.com"),
    ("https://stopncii.org@example.com/x", "link", SURE, "https://stopncii.org@example.com/x"),
    ("stopncii.org.example.com/x", "link", SURE, "stopncii.org.example.com/x"),
    ("نشر في t.me/invented، ثم حذف", "link", SURE, "t.me/invented"),
    ("لینک m.facebook.com/xyz", "link", SURE, "m.facebook.com/xyz"),
    # Accounts
    ("he is @bad.man on it", "handle", SURE, "@bad.man"),
    ("insta: some.one_22", "handle", SURE, "some.one_22"),
    ("snap: someone, since May", "handle", PERHAPS, "someone"),
    ("Telegram: some_one9 and others", "handle", SURE, "some_one9"),
    ("username is some_one", "handle", SURE, "some_one"),
    ("حسابها some_92 مخترق", "handle", SURE, "some_92"),
    ("حسابها على انستغرام someone", "handle", PERHAPS, "someone"),
    ("سناب: someone22", "handle", SURE, "someone22"),
    ("@فلانة_الفلانية يهددها", "handle", SURE, "@فلانة_الفلانية"),
    ("هەژماری some.one هاککراوە", "handle", SURE, "some.one"),
    # Long numbers
    ("passport 123456789", "number", SURE, "123456789"),
    ("id card 19920304 5567", "number", SURE, "19920304 5567"),
    ("id card 1992 0304 5567", "number", PERHAPS, "1992 0304 5567"),
    ("card 4000-0000-0000-0000", "number", SURE, "4000-0000-0000-0000"),
    ("البطاقة ١٢٣٤٥٦٧٨٩٠١٢", "number", SURE, "١٢٣٤٥٦٧٨٩٠١٢"),
    ("ژمارەی ناسنامە ۱۲۳۴۵۶۷۸", "number", SURE, "۱۲۳۴۵۶۷۸"),
    # Dates of birth
    ("born 12/03/1999 in the city", "birth_date", PERHAPS, "12/03/1999"),
    ("Date of birth: 3 March 2001", "birth_date", PERHAPS, "3 March 2001"),
    ("1999-03-12 (dob)", "birth_date", PERHAPS, "1999-03-12"),
    ("مواليد ١٢-٣-١٩٩٩", "birth_date", PERHAPS, "١٢-٣-١٩٩٩"),
    ("ولدت في 12 آذار 2001", "birth_date", PERHAPS, "12 آذار 2001"),
    ("لە ١٢/٣/٢٠٠١ لەدایکبووە", "birth_date", PERHAPS, "١٢/٣/٢٠٠١"),
    ("لە دایک بووە ١٢ی ئازاری ٢٠٠١", "birth_date", PERHAPS, "١٢ی ئازاری ٢٠٠١"),
    # Names
    ("her name is Layla", "name", PERHAPS, "Layla"),
    ("her name is layla and she is afraid", "name", PERHAPS, "layla"),
    ("a cousin named Karwan threatens her", "name", PERHAPS, "Karwan"),
    ("a man called Aram Invented wrote", "name", PERHAPS, "Aram Invented"),
    ("Name: Shilan", "name", PERHAPS, "Shilan"),
    ("Dr. Ahmed knows", "name", PERHAPS, "Dr. Ahmed"),
    ("Mrs Nadia agreed", "name", PERHAPS, "Mrs Nadia"),
    ("Sheikh Karim heard of it", "name", PERHAPS, "Sheikh Karim"),
    ("threats from Abu Hassan", "name", PERHAPS, "Abu Hassan"),
    ("اسمها ليلى وهي خائفة", "name", PERHAPS, "ليلى"),
    ("واسمه: أحمد", "name", PERHAPS, "أحمد"),
    ("امرأة تدعى إلهام", "name", PERHAPS, "إلهام"),
    ("اسم المبتز هو كرار", "name", PERHAPS, "كرار"),
    ("تهديد من أبو علي", "name", PERHAPS, "أبو علي"),
    ("جاءت أُمّ حسين معها", "name", PERHAPS, "أُمّ حسين"),
    ("الشيخ كريم يعرف", "name", PERHAPS, "الشيخ كريم"),
    ("عند الدكتور الخفاجي", "name", PERHAPS, "الدكتور الخفاجي"),
    ("أستاذ حيدر في المدرسة", "name", PERHAPS, "أستاذ حيدر"),
    ("ناوی شیلان", "name", PERHAPS, "شیلان"),
    ("ناوي سارایە", "name", PERHAPS, "سارایە"),
    ("ناوی هاوسەرەکەی ئازادە", "name", PERHAPS, "ئازادە"),
    ("کاک ئارام زەنگی لێدا", "name", PERHAPS, "کاک ئارام"),
    ("دکتۆر هێمن دەیزانێت", "name", PERHAPS, "دکتۆر هێمن"),
    ("Spoke with Zainab Ahmed today", "name", PERHAPS, "Zainab Ahmed"),
    ("her sister Rozhgar will help", "name", PERHAPS, "Rozhgar"),
    ("my neighbour Karwan saw it", "name", PERHAPS, "Karwan"),
    ("زينب أحمد في المركز", "name", PERHAPS, "زينب أحمد"),
    ("أختها رونزا تساعدها", "name", PERHAPS, "رونزا"),
    ("تحدثت مع فاطمة اليوم", "name", PERHAPS, "فاطمة"),
    ("instagram zainab.92 again", "handle", SURE, "zainab.92"),
    # Places
    ("lives in house no. 12", "place", PERHAPS, "house no. 12"),
    ("near Salim Street", "place", PERHAPS, "Salim Street"),
    ("at street 14, second door", "place", PERHAPS, "street 14"),
    ("on 60th Street", "place", PERHAPS, "60th Street"),
    ("في شارع فلسطين", "place", PERHAPS, "شارع فلسطين"),
    ("تسكن شارع الرشيد", "place", PERHAPS, "شارع الرشيد"),
    ("محلة ٣٠٥", "place", PERHAPS, "محلة ٣٠٥"),
    ("زقاق رقم 12", "place", PERHAPS, "زقاق رقم 12"),
    ("م 305 ز 12 د 5", "place", PERHAPS, "م 305 ز 12 د 5"),
    ("دار رقم 7", "place", PERHAPS, "دار رقم 7"),
    ("گەڕەک ٥", "place", PERHAPS, "گەڕەک ٥"),
    ("گەڕەکی ئازادی", "place", PERHAPS, "گەڕەکی ئازادی"),
    ("كەرەكی ئازادی", "place", PERHAPS, "كەرەكی ئازادی"),
    ("شەقامی سالم", "place", PERHAPS, "شەقامی سالم"),
    ("خانووی ژمارە ١٢", "place", PERHAPS, "خانووی ژمارە ١٢"),
]

ORDINARY = [
    "",
    "She is calmer today and wants to speak again on 24 November at 14:30.",
    "High risk: act within 24 hours. Medium: 48 hours. Reviewed after 24 h.",
    "Hotline 119 was explained, 104 as well, and 911.",
    "Numbers on the card: 104 119 131 139 497 911.",
    "Case OV-ABCD-2345, second follow-up; OV-2345-6789 is another.",
    "She is 24 years old and reported in 2026; it began in 2024, 2025 or so.",
    "School years 2024 2025 2026 were lost.",
    "Her brother knows. Her aunt helps. The teacher is supportive.",
    "Her sister wants to help. Her friend's Instagram was hacked.",
    "أختها تساعدها، وزوجها لا يعرف. صديقتها قريبة منها.",
    "StopNCII (https://stopncii.org/create-your-case) and takeitdown.ncmec.org/ar were explained.",
    "She can write to report@insm-iq.org herself, or look at insm-iq.org and www.t4p.co.",
    "Content was posted on Facebook and Instagram, then removed after 3 days.",
    "Instagram: reported. Facebook: not yet. Telegram: she left the group. Snapchat: hacked, TikTok: nothing.",
    "Her account is private now and her profile is hidden.",
    "He asked for 500 dollars, then for 1500, then 25000000 IQD or 250 000 000 dinars; paid 300 400 500.",
    "She called yesterday, was called a liar and is called back tomorrow. We called Asayish and called Facebook.",
    "Her name is not in the file; the name is withheld. Her full name was published, his name is unknown.",
    "The file is named after the form. Contacts named by her were told.",
    "The doctor agreed. Dr appointment next week. She saw the doctor. The next visit is on Monday.",
    "Safety plan: shelter option, discreet contact, 2 bags packed.",
    "12-15 messages a day, since 3/2026. Sleep is poor: 3-4 hours a night.",
    "Appointment 07.09.2026 15.30, then 07/10/2026 9.30 and 2026-12-01 10:00-12:00.",
    "Court on 01.09.2026 9 am, or 01.09.2026 - 30.09.2026. Open 07.00-12.30 9.00.",
    "Next visits: 07.9.2026 07.10.2026, 20261124 at the latest.",
    "She was born in 1999 and is from Erbil. Appointment 12/03/2026.",
    "Her child was born here, next session 12/03/2026.",
    "Harassed in the street 3 times, also on the street. Street harassment. We block 3 accounts.",
    "She left the house 3 times; the house is near a road.",
    "Meeting @3pm, or @ 14:00. It was done.She/her mother agreed and/or e.g. not.",
    "Umm Qasr and Abu Ghraib are far. She will miss Monday.",
    "Consent: yes. Risk 7/10, 80% sure, v2.1, 3.5 hours, 1,500,000 in all.",
    "تم شرح الخيارات لها، وهي لا تريد تقديم شكوى الآن.",
    "خط 119 متاح، والمتابعة بعد 7 أيام، والخط ١٠٤ أيضا.",
    "الأخ يعرف بالأمر، والأم داعمة. أم الضحية وأبو البنت يعرفان.",
    "عمرها ١٧ سنة، وبدأ التهديد في ٢٠٢٥.",
    "المبتز يدعي أنه يملك صورا، وهي تدعي أن الحساب ليس لها.",
    "هل هي بالغة أم زوجها يمنعها؟ ذكر أم أنثى.",
    "اسمها غير مذكور في الملف، واسمه مجهول. اسمها وصورتها منشوران.",
    "اسمها الكامل محفوظ لدى المنظمة. فتح حسابا باسم مستعار.",
    "تعرضت للتحرش في الشارع، وفي شارع عام مزدحم. هي في محله الآن.",
    "الدكتورة نصحت بالراحة، والدكتور النفسي متاح. أستاذ جامعي يساعدها.",
    "حسابها مخترق، وحسابها على فيسبوك مغلق. حسابها Facebook مغلق.",
    "موعد الجلسة ١٢/٣/٢٠٢٦ الساعة ١٠:٣٠.",
    "الولد موعده 12/03/2026، وولدت الفكرة اليوم.",
    "الحاجة إلى مأوى قائمة، وهي أم لثلاثة أطفال.",
    "طلب 25000000 دينار، ثم ٥٠٠ دولار.",
    "باری دەروونی باشترە و دەیەوێت دوای ٧ ڕۆژ قسە بکات.",
    "ناوی نەزانراوە و ناوی لە فایلەکەدا نییە.",
    "ناوی تەواوی پارێزراوە. ناوی کچەکە بڵاوکراوەتەوە.",
    "لە شەقام هەراسان کراوە، لە گەڕەکەکەی خۆی. گەڕەکی خۆیان دوورە.",
    "تەمەنی ٢٤ ساڵە و لە ٢٠٢٦ سکاڵای کرد.",
    "چاوپێکەوتن لە ١٢/٣/٢٠٢٦ کاتژمێر ١٠.",
    "هێڵی ١٠٤ و ١١٩ ڕوونکرایەوە.",
    "هەژمارەکەی هاککراوە و فەیسبووک ئاگادار کرایەوە.",
    "دایکی دەزانێت و باوکی پشتگیری دەکات. مامۆستا و دکتۆرە ئاگادارن.",
    "هەڕەشەی لێ دەکات کە وێنەکان بڵاو بکاتەوە، داوای ٥٠٠ دۆلار دەکات.",
]


@pytest.mark.parametrize(("text", "kind", "certain", "covered"), FOUND)
def test_identifying_data_are_found_where_they_stand(text: str, kind: Kind, certain: bool, covered: str) -> None:
    assert [(each.kind, each.certain, text[each.start : each.end]) for each in find(text)] == [(kind, certain, covered)]


@pytest.mark.parametrize("text", ORDINARY)
def test_an_ordinary_note_is_left_alone(text: str) -> None:
    assert [(each, text[each.start : each.end]) for each in find(text)] == []


def test_several_findings_come_in_reading_order() -> None:
    text = "Dr Karim, 0770 000 0000 or 0780 000 0000, some.one@example.org: facebook.com/x. Her name is Layla."
    assert [each.kind for each in find(text)] == ["name", "phone", "phone", "email", "link", "name"]


def test_what_is_certain_wins_over_what_is_only_possible() -> None:
    assert [each.kind for each in find("street 07700000000")] == ["phone"]
    assert [each.kind for each in find("wa.me/9647700000000")] == ["link"]


DIGITS = ("0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹")
SEPARATORS = ("", " ", "-", ".", "/", " - ", "\u200b", "\u200e", "\u200f", "\u2067", "\u2069", "\u00a0", "\u2011", "ـ")
LETTERS = st.text(st.characters(categories=["L"]), max_size=12)
PREFIXES = ("0", "+964", "00964", "964")


@st.composite
def mobile_numbers(draw: st.DrawFn) -> str:
    """An Iraqi mobile number in any script, or in all of them, and with anything between its digits."""
    rest = draw(st.text("0123456789", min_size=8, max_size=8))
    digits = draw(st.sampled_from(PREFIXES)) + "7" + draw(st.sampled_from("5789")) + rest
    scripts = draw(st.lists(st.sampled_from(DIGITS), min_size=1, max_size=3))
    gaps = draw(st.lists(st.sampled_from(SEPARATORS), min_size=len(digits) - 1, max_size=len(digits) - 1))
    shown = [scripts[at % len(scripts)][int(char)] if char.isdigit() else char for at, char in enumerate(digits)]
    return "".join(char + gap for char, gap in zip(shown, [*gaps, ""], strict=True))


def _is_appointment(number: str) -> bool:
    """Some few numbers could be spaced to read "07.9.2026 15.30" or "07.50-12.30 9.00"; those are left alone."""
    plain = re.sub(r"[^\d ./-]", "", number.replace("\u00a0", " ").replace("\u2011", "-"))
    return bool(re.match(r"07 ?[./ -] ?\d ?[./ -] ?(19|20)\d\d ", plain) or re.fullmatch(r"(\d\d?\.\d\d\W*)+", plain))


@given(before=LETTERS, number=mobile_numbers(), after=LETTERS)
def test_a_mobile_number_is_found_however_it_is_written(before: str, number: str, after: str) -> None:
    assume(not _is_appointment(number))
    text = before + number + after
    first, last = len(before) + number.startswith("+"), len(before + number)
    assert any(e.kind == "phone" and e.certain and e.start <= first and e.end >= last for e in find(text))


@given(st.text() | st.text("07 .-/+@:٧۷أمshttp\u200f\n", max_size=60) | st.text(st.characters(categories=["Cs", "Cf"])))
def test_any_text_can_be_looked_at(text: str) -> None:
    found = find(text)
    assert all(0 <= each.start < each.end <= len(text) for each in found)
    assert all(one.end <= two.start for one, two in pairwise(found))


@pytest.mark.parametrize(("text", "kind", "_certain", "covered"), FOUND)
def test_nothing_of_the_text_is_repeated(text: str, kind: Kind, _certain: bool, covered: str) -> None:
    (found,) = find(text)
    assert covered not in repr(found) + str(found) + explain(kind)
    assert repr(found) == f"Finding(kind={kind!r}, certain={found.certain}, start={found.start}, end={found.end})"


@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
@pytest.mark.parametrize("kind", get_args(Kind))
def test_every_kind_is_explained_calmly(kind: Kind, language: str) -> None:
    use(language)
    try:
        assert len(explain(kind)) > 40 and "!" not in explain(kind)
    finally:
        use("en")


def test_a_finding_is_a_plain_value() -> None:
    assert find("07700000000") == [Finding("phone", True, 0, 11)]
