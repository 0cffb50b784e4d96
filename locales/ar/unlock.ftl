# فتح الرابط وإدخال الرقم السري. ما قد لا ينجح مع الرابط موجود في problems.ftl.

unlock-title = أدخل رقمك السري
unlock-lead = أدخل الرقم السري (PIN) الذي أنشأته. فهو يبيّن أنك أنت صاحب الطلب.
unlock-pin = رقمك السري من 4 أرقام
unlock-action = عرض سجلي
unlock-opening = جارٍ الفتح…
unlock-forgot = هل نسيت رقمك السري؟
unlock-ask-again = طلب رابط جديد
unlock-paste-title = افتح رابطك
unlock-paste-lead = انسخ الرابط كاملًا من رسالتنا والصقه هنا.
unlock-paste-field = الرابط
unlock-paste-action = متابعة
unlock-paste-missing = الصق الرابط من رسالتنا
unlock-paste-wrong = الصق الرابط كاملًا. ينتهي الرابط بعدد 26 من الحروف والأرقام.
unlock-not-me = ألم تطلب هذا؟
unlock-not-me-text = ربما كتب شخص ما رقم هاتفك أو بريدك الإلكتروني بالخطأ. يمكنك إلغاء هذا الرابط، وبعد ذلك لن يستطيع أحد فتح سجل به.
unlock-not-me-action = لم أطلب هذا: إلغاء الرابط
unlock-not-me-ending = جارٍ إلغاء الرابط…
unlock-revoked-title = لقد ألغيت هذا الرابط
unlock-revoked-text = لا يستطيع أحد فتح سجل به الآن. إذا استمر شخص ما في الطلب باسمك، فاتصل بنا.
