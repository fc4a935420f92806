"""What stands before or after "hospital", "school" and "camp" where it names no single one: kinds, cities, times.

To be extended by people who speak the languages. The intake records the governorate, so cities that share a governorate's
name give nothing away.
"""

from dashboard.privacy.plain_text import fold
from dashboard.privacy.word_lists import is_ordinary

_ENGLISH = """
general private public primary secondary elementary high middle preparatory boarding nursery night evening day
morning summer girls boys mixed women men maternity emergency paediatric pediatric children childrens mental
psychiatric military teaching central main local regional national international nearby nearest own old new same
other another different next former whole entire certain specific single medical dental legal mobile specialised
specialized free cheap online weekly idp idps refugee refugees displaced displacement training collective informal
formal host wants wanted needs
needed asks attends attended left leaves quit quits lost missed misses likes loves hates started starts finished
finishes visits visited avoids however although unfortunately meanwhile whenever maybe perhaps every each keep keeps
since during if unless because while home house work job someone everyone anyone people family child survivor perpetrator somebody
everybody eid ramadan arabic kurdish governorate province capital iraqi kurdistan federal sulaimaniyah slemani
ninewa salahaddin babil maysan muthanna qadisiyah wasit diwaniyah hilla
"""
_ARABIC = """
خطر خطورة شدة مستوى درجة جودة
حكومي حكومية أهلي أهلية خاص خاصة عام عامة مركزي مركزية تعليمي تعليمية عسكري عسكرية ابتدائي ابتدائية ابتدائيه متوسط
متوسطة ثانوي ثانوية إعدادي إعدادية مهني مهنية بنات بنين أولاد أطفال طفل طفلة نساء ولادة نسائية طوارئ نفسي نفسية
جراحي تخصصي أسنان طب هندسة قانون آداب تربية علوم صيدلة لغات نازحين لاجئين عائدين نزوح لجوء إيواء رسمي رسمية سكني
سكنية تجاري تجارية كبير كبيرة صغير صغيرة جديد جديدة قديم قديمة قريب قريبة مجاور مجاورة محلي محلية شعبي شعبية معين
معينة ما أخرى آخر نفسها نفسه كل منطقة مدينة بيت حي قرية شارع عمل سيارات خضار ناس عشيرة أهل زوج جيران طريق سلام بعيد
بعيدة آمن آمنة واحد واحدة مزدحم مزدحمة بغداد بصرة موصل أربيل سليمانية دهوك حلبجة كركوك نجف كربلاء أنبار بابل ديالى
ميسان نينوى مثنى قادسية واسط كوردستان كردستان عراق ذي صلاح
"""
_SORANI = """
گشتی تایبەت تایبەتی حکومی ئەهلی سەرەتایی بنەڕەتی ئامادەیی ناوەندی پیشەیی کچان کوڕان منداڵان ژنان پیاوان فریاکەوتن
دەروونی سەربازی ناوخۆیی گەورە بچووک نوێ کۆن تازە نزیک نزیکە دوور دوورە ئاوارە ئاواران ئاوارەکان پەنابەر پەنابەران
نیشتەجێبوون شار شارەکە گەڕەک گوند خۆی خۆم خۆیان خۆمان ئێمە ئەوان تر دیکە هەمان هەموو یەک ئێرە ئەوێ ئازاد پڕ
قەرەباڵغ ڕۆژ ڕۆژی شەو شەوان بۆ لە و یان کە ئەو ئەم هەولێر سلێمانی دهۆک هەڵەبجە کەرکووک بەغدا بەغداد مووسڵ موسڵ
بەسرە کوردستان عێراق
"""
_KNOWN = frozenset(fold(_ENGLISH + _ARABIC + _SORANI).split())


def is_place_word(word: str) -> bool:
    """Return whether a word of the plain text beside "hospital" or "camp" says of what kind it is, or in which city."""
    # The article is no reason: مستشفى الكندي is a name, مستشفى الأطفال is not.
    base = word.casefold().removeprefix("ال").replace("’", "'").removesuffix("'s")
    return bool(base) and (base in _KNOWN or base.startswith("لل") or word.endswith(("'s", "’s")) or is_ordinary(base))
