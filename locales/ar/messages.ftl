# الرسائل المرسلة. الخادم وحده يقرأ هذا الملف، والمتغيرات مشروحة في النسخة الإنجليزية.
# تتسع الرسالة النصية بالعربية مع الرابط لعدد 201 من المحارف، ولذلك فهي قصيرة.
# العلامة U+200E قبل رقم الهاتف تبقيه من اليسار إلى اليمين، والعلامة U+200F تبدأ السطر من اليمين.

message-sms-link-before = { "\u200F" }{ $service } ({ $code }): افتح السجل بالرقم السري الذي أنشأته:
message-sms-link-after = صالح { $valid ->
    [zero] { $valid } ساعة
    [one] ساعة واحدة
    [two] ساعتين
    [few] { $valid } ساعات
    [many] { $valid } ساعة
   *[other] { $valid } ساعة
}. لم تطلبه؟ ألغه هناك أو اتصل: { "\u200E" }{ $phone }
message-sms-not-found-before = { "\u200F" }{ $service } ({ $code }): لم نجد سجلًا. راجع بياناتك وحاول:
message-sms-not-found-help = مساعدة:
message-sms-not-found-after = لم تطلبه؟ تجاهله أو اتصل: { "\u200E" }{ $phone }
message-sms-limited = { "\u200F" }{ $service } ({ $code }): طلبات كثيرة، فلم نجب عن هذا. أعد المحاولة بعد { $wait ->
    [zero] { $wait } ساعة
    [one] ساعة واحدة
    [two] ساعتين
    [few] { $wait } ساعات
    [many] { $wait } ساعة
   *[other] { $wait } ساعة
} أو اتصل: { "\u200E" }{ $phone }

message-email-link-subject = رابط الطلب { $code } من { $service }
message-email-link-lead = طلبت سجل لقاحات، وقد وجدنا سجلًا. رمز طلبك هو { $code }.
message-email-link-before = افتح هذا الرابط وأدخل الرقم السري (PIN) الذي أنشأته:
message-email-link-after = يعمل الرابط مدة { $valid ->
    [zero] { $valid } ساعة
    [one] ساعة واحدة
    [two] ساعتين
    [few] { $valid } ساعات
    [many] { $valid } ساعة
   *[other] { $valid } ساعة
}. بعد ذلك، أو إذا نسيت الرقم السري، اطلب رابطًا جديدًا.
message-email-link-not-you = ألم تطلب هذا؟ إذن افتح الرابط واختر «لم أطلب هذا»، وبعد ذلك لا يستطيع أحد فتح السجل به. إذا أقلقك الأمر، فاتصل على الرقم { "\u200E" }{ $phone }{ "\u200E" }.

message-email-not-found-subject = لم نجد سجلًا للطلب { $code } في { $service }
message-email-not-found-lead = طلبت سجل لقاحات، ولم نجد سجلًا يطابق ما كتبته. رمز طلبك هو { $code }.
message-email-not-found-check = تحقق من كتابة الأسماء. تحقق من تاريخ الميلاد. استخدم رقم الهاتف أو عنوان البريد الإلكتروني المسجل لدى مقدّم الرعاية الصحية. ثم حاول مرة أخرى:
message-email-not-found-help = طرق أخرى للحصول على سجلك:
message-email-not-found-not-you = ألم تطلب هذا؟ إذن تجاهل هذه الرسالة. إذا أقلقك الأمر، فاتصل على الرقم { "\u200E" }{ $phone }{ "\u200E" }.

message-email-limited-subject = طلبات كثيرة: لم نجب عن الطلب { $code } في { $service }
message-email-limited-lead = وصلتنا طلبات كثيرة بهذا العنوان أو عن هذا الشخص، فلم نجب عن الطلب الأخير. رمزه هو { $code }.
message-email-limited-wait = أعد المحاولة بعد { $wait ->
    [zero] { $wait } ساعة
    [one] ساعة واحدة
    [two] ساعتين
    [few] { $wait } ساعات
    [many] { $wait } ساعة
   *[other] { $wait } ساعة
}. إذا لم تستطع الانتظار، فاتصل على الرقم { "\u200E" }{ $phone }{ "\u200E" }.
message-email-limited-not-you = ألم تطلب هذا؟ إذن تجاهل هذه الرسالة. لا يستطيع أحد فتح السجل بدون الرقم السري. إذا أقلقك الأمر، فاتصل على الرقم { "\u200E" }{ $phone }{ "\u200E" }.

message-email-help = هل تحتاج إلى مساعدة؟ اتصل على الرقم { "\u200E" }{ $phone }{ "\u200E" } أو اكتب إلى { $email }. ساعات العمل:
message-email-purpose = الجهة التي تدير { $service } هي: { $operator }. وصلتك هذه الرسالة لأن شخصًا كتب هذا العنوان هناك ليطلب سجل لقاحات.
