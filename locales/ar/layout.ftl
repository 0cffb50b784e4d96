# ما يحيط بكل صفحة: الرأس والتذييل والشريط والتواريخ والانتظار والأخطاء.
# العلامة U+200E حول رقم الهاتف تبقيه من اليسار إلى اليمين.

layout-skip-link = الانتقال إلى المحتوى الرئيسي
layout-document-title = { $page } – { $service }
layout-document-title-error = خطأ: { $page } – { $service }
layout-language = اللغة
layout-back = رجوع
layout-close = إغلاق
layout-try-again = حاول مرة أخرى
layout-menu = صفحات هذا الموقع

layout-banner-lead = موقع رسمي: { $operator }
layout-banner-toggle = كيف تتأكد من ذلك
layout-banner-address = العنوان في أعلى المتصفح هو نفسه المكتوب في رسائلنا وملصقاتنا. والعلامة التي بجانبه تعني أن اتصالك آمن.
# المتغير $registry في الملفات الأخرى.

layout-demo = هذا عرض تجريبي. جميع الأشخاص فيه من الخيال. لا تكتب بيانات حقيقية.

layout-footer-operator = الجهة التي تدير هذا الموقع: { $operator }.
layout-footer-help = المساعدة
layout-footer-privacy = الخصوصية
layout-footer-terms = شروط الاستخدام
layout-footer-accessibility = إمكانية الوصول

layout-contact-title = تحدث معنا
layout-contact-phone = اتصل على الرقم { "\u200E" }{ $phone }{ "\u200E" }
layout-contact-email = اكتب إلى { $email }

layout-hours-days = من { $first } إلى { $last }، من { $opens } إلى { $closes }
layout-hours-day = { $first }، من { $opens } إلى { $closes }
layout-time = { $half ->
    [am] { $hour12 }:{ $minute } ص
   *[pm] { $hour12 }:{ $minute } م
}
layout-weekday-mon = الاثنين
layout-weekday-tue = الثلاثاء
layout-weekday-wed = الأربعاء
layout-weekday-thu = الخميس
layout-weekday-fri = الجمعة
layout-weekday-sat = السبت
layout-weekday-sun = الأحد

layout-date = { $day } { $month } { $year }
layout-date-order = dmy
layout-month-1 = يناير
layout-month-2 = فبراير
layout-month-3 = مارس
layout-month-4 = أبريل
layout-month-5 = مايو
layout-month-6 = يونيو
layout-month-7 = يوليو
layout-month-8 = أغسطس
layout-month-9 = سبتمبر
layout-month-10 = أكتوبر
layout-month-11 = نوفمبر
layout-month-12 = ديسمبر

layout-error-summary-title = هناك مشكلة
layout-error-prefix = خطأ:
layout-pin-show = إظهار
layout-pin-hide = إخفاء
layout-pin-show-label = إظهار الرقم السري
layout-pin-hide-label = إخفاء الرقم السري

layout-loading = جارٍ التحميل…
layout-slow = يستغرق هذا وقتًا أطول من المعتاد. يرجى الانتظار.

layout-not-found-title = هذه الصفحة غير موجودة
layout-not-found-text = قد يكون العنوان خاطئًا، أو نُقلت الصفحة.
layout-not-found-action = الذهاب إلى الصفحة الأولى

layout-shell-loading = يجري تحميل الصفحة…
layout-shell-slow-title = يستغرق هذا وقتًا أطول من المعتاد
layout-shell-slow-text = قد يكون اتصالك بطيئًا. انتظر قليلًا، أو حمّل الصفحة من جديد.
layout-shell-failed-title = هذه الصفحة لا تعمل في متصفحك
layout-shell-failed-text = حدّث متصفحك، أو جرّب متصفحًا آخر. يمكنك أيضًا الاتصال بنا وطلب سجلك.
layout-shell-no-script-title = هذه الصفحة تحتاج إلى JavaScript
layout-shell-no-script-text = شغّل JavaScript في متصفحك وحمّل الصفحة من جديد. يمكنك أيضًا الاتصال بنا وطلب سجلك.

layout-inbox-title = رسائل العرض التجريبي
layout-inbox-text = هذه الصفحة موجودة في العرض التجريبي فقط. تُظهر ما كان سيصل إلى هاتف أو صندوق بريد.
layout-inbox-empty = لا توجد رسائل بعد.
layout-inbox-sms = رسالة نصية إلى { "\u200E" }{ $to }{ "\u200E" }
layout-inbox-email = بريد إلكتروني إلى { $to }
layout-inbox-sent = أُرسلت في { $date }
layout-inbox-refresh = البحث عن رسائل جديدة
layout-lock = قفل
