"""Given names that are common in Iraq and hardly ever ordinary words, and the words of kinship before a name."""

import re
from collections.abc import Iterator

from dashboard.privacy.finding import Finding
from dashboard.privacy.plain import pattern
from dashboard.privacy.words import is_ordinary

_LATIN = """
Abbas Abdullah Adnan Ahmad Ahmed Aisha Akram Ali Alan Aland Ammar Aram Aryan Asma Avin Awat Ayad Ayman Azad Bahar Bakhtiar
Barham Baran Bashar Chiman Chnar Dlnya Darya Dilan Dilshad Evan Fadhil Fatima Farhad Fawzia Ghada Hadi Haidar Hala Hamid Hana
Hassan Haval Hawraz Haydar Heba Helin Hussain Hussein Huda Ibrahim Imad Jamal Jasim Jwan Kamal Kamaran Karim Karwan Karzan
Kawa Khadija Khalid Kosar Lana Layla Luqman Mahmoud Maryam Mariam Mohammed Muhammad Muna Mustafa Nada Nasrin Nawal Nazdar
Nermin Niyan Noor Omar Omer Osman Othman Qasim Raman Rasha Rebin Rezan Rojin Saad Salam Salih Samira Sana Sardar Sarwar Sazan
Shahad Shaima Shilan Shirin Sirwan Soran Suad Suha Tara Tareq Usama Wael Yasmin Yousif Yusuf Zahra Zaid Zainab Zana Zaynab Zeinab
"""
_ARABIC = """
زينب فاطمة مريم عائشة خديجة رقية أحمد محمد محمود علي حسن حسين عباس حيدر مصطفى عمر عثمان خالد ياسر إبراهيم يوسف كريم قاسم جاسم
عبدالله عبدالرحمن سجاد مرتضى رشا شيماء هدى سعاد نادية سميرة ليلى هبة غادة شهد تبارك بنين نرمين شيرين دلشاد آزاد كاروان
سيروان سوران هيوا ئاڤان شلير روژين هێلین شیلان ئاراس دڵشاد ئازاد کاروان سیروان سۆران زەینەب فاتیمە مەریەم ئەحمەد محەمەد
عەلی حەسەن حوسێن
"""
_NAMES_LATIN = pattern(rf"\b(?P<said>(?:{'|'.join(_LATIN.split())})(?:\s[A-Z][\w'’-]+){{0,2}})\b")
_ONE_ARABIC = rf"(?:{'|'.join(map(re.escape, _ARABIC.split()))})(?!\w)"
_NAMES_ARABIC = pattern(rf"(?<!\w)[وفبل]?(?P<said>{_ONE_ARABIC}(?:\s{_ONE_ARABIC})*)")
_KIN = pattern(
    r"\b(?i:(?:her|his|my|their|the)\s(?:\w+[- ])?(?:sister|brother|mother|father|husband|wife|son|daughter|cousin|aunt|uncle"
    r"|friend|boyfriend|girlfriend|fiance|fiancé|neighbour|neighbor|teacher|boss|classmate|colleague|ex)\s)"
    r"(?P<said>(?P<name>[A-Z][\w'’-]*[a-z])(?:\s[A-Z][\w'’-]+)?)"
)
_KIN_ARABIC = pattern(
    r"(?<!\w)[وفبل]?(?:أختها|أخوها|أخيها|أمها|أبوها|أبيها|زوجها|ابنها|ابنتها|عمها|خالها|عمتها|خالتها|خطيبها|صديقها|صديقتها|جارها"
    r"|جارتها|زميلها|زميلتها|طليقها|معلمها)\s(?P<said>(?P<name>[^\W\d_]{3,}))"
)


def given_names(text: str) -> Iterator[Finding]:
    """Yield what is a common given name, or stands where a relative's name stands; never certain."""
    for sign in (_NAMES_LATIN, _NAMES_ARABIC):
        yield from (Finding("name", False, *match.span("said")) for match in sign.finditer(text))
    for sign in (_KIN, _KIN_ARABIC):
        for match in sign.finditer(text):
            if not is_ordinary(match["name"]):
                yield Finding("name", False, *match.span("said"))
