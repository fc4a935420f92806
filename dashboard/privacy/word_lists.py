"""Lists of words, to be extended by people who speak the languages: given names, and what is no name.

Who adds a word writes it as people do; it is brought into the plain spelling here.
"""

import re

from dashboard.privacy.plain_text import fold

# Given names that are common in Iraq and hardly ever ordinary words.
_LATIN_NAMES = """
Abbas Abdullah Adnan Ahmad Ahmed Aisha Akram Ali Alan Aland Ammar Aram Aryan Asma Avin Awat Ayad Ayman Azad Bahar
Bakhtiar Barham Baran Bashar Chiman Chnar Dlnya Darya Dilan Dilshad Evan Fadhil Fatima Farhad Fawzia Ghada Hadi
Haidar Hala Hamid Hana Hassan Haval Hawraz Haydar Heba Helin Hussain Hussein Huda Ibrahim Imad Jamal Jasim Jwan
Kamal Kamaran Karim Karwan Karzan Kawa Khadija Khalid Kosar Lana Layla Luqman Mahmoud Maryam Mariam Mohammed
Muhammad Muna Mustafa Nada Nasrin Nawal Nazdar Nermin Niyan Noor Omar Omer Osman Othman Qasim Raman Rasha Rebin
Rezan Rojin Saad Salam Salih Samira Sana Sardar Sarwar Sazan Shahad Shaima Shilan Shirin Sirwan Soran Suad Suha
Tara Tareq Usama Wael Yasmin Yousif Yusuf Zahra Zaid Zainab Zana Zaynab Zeinab
"""
_ARABIC_NAMES = """
زينب فاطمة مريم عائشة خديجة رقية أحمد محمد محمود علي حسن حسين عباس حيدر مصطفى عمر عثمان خالد ياسر إبراهيم يوسف كريم
قاسم جاسم عبدالله عبدالرحمن سجاد مرتضى رشا شيماء هدى سعاد نادية سميرة ليلى هبة غادة شهد تبارك بنين نرمين شيرين
دلشاد آزاد كاروان سيروان سوران هيوا ئاڤان شلير روژين هێلین شیلان ئاراس دڵشاد ئازاد کاروان سیروان سۆران زەینەب
فاتیمە مەریەم ئەحمەد محەمەد عەلی حەسەن حوسێن
"""
GIVEN_NAMES_LATIN = tuple(_LATIN_NAMES.split())
GIVEN_NAMES_ARABIC = tuple(_ARABIC_NAMES.split())
# Names that look like verbs or ordinary words, so that they count only after "her brother", "the teacher" and the like.
_NAMES_LIKE_WORDS = """
مروة ميادة منيرة مديحة معصومة مسعود مسلم متعب بەهار بەختیار بەرزان بەهزاد بەناز بەفرین بەرهەم بەیان بەسۆز لەیلا حەیدەر سکەندەر
تارا تبارك تحسين تيسير توفيق ياسر ياسمين يارا يحيى يونس يعقوب ثائر نور أمل هدى سناء رنا دعاء إيمان إسراء آية رحمة
جنان فرح وفاء سلام رفعت بهجت طلعت عفت عصمت حكمت جودت مدحت صفوت نشأت عزت دولت صباح كامل جميل سعيد صالح عادل فاضل
ناصر دەریا ئازاد ئارام هیوا ژیان بەهار خەبات ڕۆژ دانا گۆران ڕەوەند
"""

# What follows "her name is", "account:" or "her sister" in ordinary notes.
_ENGLISH = """
a about across after again all already also always an and anonymous another any are as ashamed associated at attached
available back bad because been before being below blank both but by can changed clear common confidential connected
correct did different do does empty everywhere exposed fake false first for free from full gone had has have he held
her here hers herself hidden him his how i if in included incorrect is it its itself just kept known last later left
less like listed made main may me mentioned mine misspelled missing more most my names never new no none nor not nothing
now of off often on once one only open or other our out over own partly per pending personal please posted private
protected public published real really recorded registered removed safe same saved secret shared she should shown side
similar so some spelled spelt spread still stored such tagged that the their them then there these they this those
though to today together tomorrow twice unclear unknown unsafe until up us used very via visible was we were what when
where which while who whom why will with withheld within without written wrong yes yesterday yet you your
account accounts active admin answered blocked busy closed copied deactivated deleted disabled done down file files
group groups hacked image images inactive link links locked message messages normal number numbers online offline page
pages password passwords photo photos picture pictures post posts profile profiles refused report reported reports
restricted sent suspended user username video videos warned
"""

# Public bodies, platforms, languages, cities, days, months, second halves of place names (Abu Dhabi), kinds of streets.
_BODIES = """
ambulance asayish centre center child clinic community court desk directorate discord emergency facebook family god
government helpline hospital hotline hotlines imo insm insta instagram iraq judge kurdistan legal line management
manager mental messenger ministry ngo office parliament pinterest police psychologist public reddit school security
service services shelter skype snap snapchat social stopncii supervisor tech telegram threads tiktok twitter unfpa
unhcr unicef university viber whatsapp women youtube zoom english arabic arab kurd iraqi syrian turkish iranian
yazidi christian muslim sunni shia kurdish sorani badini turkmen syriac erbil baghdad sulaymaniyah sulaimani duhok
basra mosul kirkuk najaf karbala nineveh anbar halabja monday tuesday wednesday thursday friday saturday sunday
january february march april may june july august september october november december dhabi ghraib qasr khaseeb
khasib nearby quiet narrow dark crowded above side high big small long busy ring road street
"""

_ARABIC = """
غير لم لا لن ليس ليست ما في على من عن مع إلى أو أي لكن ثم قد تم كان كانت هو هي هم هذا هذه ذلك هنا هناك حيث عند لدى
بين ضمن حتى منذ بعد قبل خلال فقط أيضا أن أنه أنها أنهم بأن بأنه بأنها لأن كما كل بعض حول داخل خارج أمام بدون دون
يجب لديه لديها الذي التي معروف مجهول مستعار محفوظ موجود مذكور مكتوب مسجل مخفي وهمي مزيف حقيقي كاملا صريح صريحا سري
محمي ظاهر واضح منشور مرفق مدون مكشوف متداول نشر انتشر ظهر يظهر ينتشر يستخدم يذكر يعرف تعرض يتداول تداول استخدم ورد
حذف أضيف اسم ذكر أنثى قاصر بالغة بالغ غدا اليوم أكثر أقل نعم حامل مرضعة مطلقة أرملة عزباء متزوجة وحيدة عاملة عازبة
زوجي زوج الزوج لطفل لطفلة لطفلين لطفلتين لثلاثة لأربعة لخمسة لثلاث لأربع لبنت لبنتين لولد لولدين لعدة لأطفال ظبي
غريب قصر قال قالت طلب طلبت حدد حددت نصح نصحت أوصى أوصت كتب كتبت وصف وصفت أكد أكدت شخص شخصت قرر قررت أحال أحالت فحص
فحصت حضر حضرت سيحضر ستحضر يقول تقول يرى ترى رفض رفضت وافق وافقت اتصل اتصلت شرح شرحت أخبر أخبرت نفسي نفسية نسائي
نسائية جامعي جامعية جامعة مدرسة مدرس رياضيات عشيرة قبيلة جامع عام عامة رئيسي مزدحم مظلم ضيق قريب قريبة بعيد مجاور
فرعي آخر أخرى واحد سكنية شعبية صناعية سيارات أطفال بيع خاص خاصة مختص مختصة متخصص متخصصة معالج معالجة مسؤول مسؤولة
مشرف مشرفة مناوب مناوبة مدير مديرة محترم محترمة وزير قاضي قاضية ضابط ناجية ضحية طبيب طبيبة باحثة باحث نفسه نفسها
"""

_KURDISH = """
و لە بە بۆ کە تا تەواو تەواوی بەکارهێنەر بەکارهێنەری نهێنی خێزان خێزانی قوربانی نادیار نەزانراو نەزانراوە تۆمار
نییە نیە هەیە خوازراو ساختە ساختەیە ڕاستەقینە ئەکاونت ئەکاونتی هەژمار هەژماری قوتابخانە قوتابخانەی شوێن شوێنی گەڕەک
گەڕەکی شار شاری ناوچە ناوچەی خۆی خۆم خۆیان باوکی دایکی کەس کەسی ئەو ئەوان ئەم ئێمە هیچ هەموو لێرە لەوێ لەسەر لەگەڵ
بەبێ نەناسراو نەناسراوە ئاشکرا ئاشکرایە دەزانرێت دەپارێزرێت پارێزراو پارێزراوە بڵاو دەکرێت ناکرێت نابێت کراوە
نەکراوە دەروونی ژنان منداڵان گشتی سەرەکی تاریک نزیک دوور قەرەباڵغ ئاگادار ئاگادارە ئاگادارن وتی گوتی دەڵێ ڕازی
ڕازییە
"""

# "the survivor", "the psychologist": with the article it is mostly a word, except in these names.
_AL = "إلهام إلياس آلاء ألاء ألين ألما الحسن الحسين الفضل البنين القاسم العباس"
_NAMES_IN_AL = frozenset(fold(_AL).split())
# People end a word with ة or ه as it comes; here, unlike in the plain text, both are one.
_ORDINARY = frozenset(fold(_ENGLISH + _BODIES + _ARABIC + _KURDISH).replace("ة", "ه").split())
# Arabic "her ...", "their ...", "and his ..."; endings of Sorani nouns and verbs; English -ing, -ly, -ed.
_POSSESSED = re.compile(fold(r"\w{3,}(?:ها|هم)|و\w{2,}(?:ه|ها)"))
_KURDISH_WORD = re.compile(fold(r"\w+(?:ەکە|ەکەی|ەکان|ەکانی|راوە|رێت|ێت|ەوە|ووە|کرا|درا)"))
_PARTICIPLE = re.compile(r"[a-z]+(?:ing|ly|[tdnrskgivcpw]ed)")


_GIVEN = frozenset(fold(_ARABIC_NAMES + _NAMES_LIKE_WORDS).split())


def is_given(word: str) -> bool:
    """Return whether a word of the plain text, in Arabic letters, is a given name that is known."""
    return word in _GIVEN


def is_ordinary(word: str) -> bool:
    """Return whether a word of the plain text is an ordinary word or a public body, and so no name."""
    if word in _NAMES_IN_AL:
        return False
    known = word.casefold().replace("ة", "ه") in _ORDINARY
    shaped = any(shape.fullmatch(word) for shape in (_POSSESSED, _KURDISH_WORD, _PARTICIPLE))
    return known or shaped or word.startswith("ال")
