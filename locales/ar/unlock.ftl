# فتح الرابط: الرقم السري، وكل ما قد لا ينجح مع الرابط.

unlock-title = أدخل رقمك السري
unlock-lead = أدخل الرقم السري (PIN) الذي أنشأته. فهو يبيّن أنك أنت صاحب الطلب.
unlock-pin = رقمك السري من 4 أرقام
unlock-action = عرض سجلي
unlock-opening = جارٍ الفتح…
unlock-wrong = هذا ليس الرقم السري لهذا الرابط. { $count ->
    [zero] لم تبق لك أي محاولة.
    [one] بقيت لك محاولة واحدة.
    [two] بقيت لك محاولتان.
    [few] بقيت لك { $count } محاولات.
    [many] بقيت لك { $count } محاولة.
   *[other] بقيت لك { $count } محاولة.
}
unlock-forgot = هل نسيت رقمك السري؟
unlock-ask-again = طلب رابط جديد
unlock-paste-title = افتح رابطك
unlock-paste-lead = انسخ الرابط كاملًا من رسالتنا والصقه هنا.
unlock-paste-field = الرابط
unlock-paste-action = متابعة
unlock-paste-missing = الصق الرابط من رسالتنا
unlock-paste-wrong = الصق الرابط كاملًا. ينتهي الرابط بعدد 26 من الحروف والأرقام.
unlock-expired-title = انتهت مدة هذا الرابط
unlock-expired-text = حفاظًا على أمانك لا يعمل الرابط إلا مدة قصيرة. اطلب رابطًا جديدًا. يستغرق ذلك نحو 3 دقائق.
unlock-locked-title = هذا الرابط مقفل
unlock-locked-text = أُدخل رقم سري خاطئ خمس مرات، فلم يعد الرابط يعمل. اطلب رابطًا جديدًا وأنشئ رقمًا سريًا جديدًا.
unlock-unknown-title = لا نعرف هذا الرابط
unlock-unknown-text = قد يكون جزء منه ناقصًا. افتحه مرة أخرى من رسالتنا، أو انسخ الرابط كاملًا. إذا لم يفد ذلك، فاطلب رابطًا جديدًا.
