# كل طريقة لقول لا: ما الخطأ وكيف يُصحّح.

problem-first-name-missing = أدخل اسمك الأول
problem-first-name-too-long = اختصر الاسم الأول إلى 100 حرف أو أقل
problem-first-name-not-a-name = اكتب الاسم الأول بالحروف، لا رقمًا ولا عنوان بريد إلكتروني
problem-last-name-missing = أدخل اسم عائلتك
problem-last-name-too-long = اختصر اسم العائلة إلى 100 حرف أو أقل
problem-last-name-not-a-name = اكتب اسم العائلة بالحروف، لا رقمًا ولا عنوان بريد إلكتروني
problem-birth-date-missing = أدخل تاريخ ميلادك
problem-birth-date-incomplete = أدخل يوم الميلاد وشهره وسنته
problem-birth-date-not-a-date = تحقق من تاريخ الميلاد: هذا اليوم غير موجود. اكتب السنة بأربعة أرقام
problem-birth-date-in-the-future = تحقق من تاريخ الميلاد: هذا اليوم لم يأتِ بعد
problem-birth-date-too-long-ago = تحقق من سنة الميلاد: مضى عليها أكثر من 130 سنة
problem-gender-missing = اختر إحدى الإجابات عن الجنس
problem-contact-missing = أدخل رقم هاتف محمول أو عنوان بريد إلكتروني
problem-contact-twice = أدخل رقم هاتف محمول أو عنوان بريد إلكتروني، وليس كليهما
problem-email-missing = أدخل عنوان بريدك الإلكتروني
problem-email-not-an-address = تحقق من عنوان البريد الإلكتروني: ينبغي أن يكون مثل name@example.org
problem-email-too-long = تحقق من عنوان البريد الإلكتروني: فهو طويل جدًا. يمكنك أيضًا استخدام هاتف محمول
problem-phone-missing = أدخل رقم هاتفك المحمول
problem-phone-too-short = تحقق من رقم الهاتف: فهو قصير جدًا. أدخل الأرقام العشرة كلها مع رمز المنطقة
problem-phone-too-long = تحقق من رقم الهاتف: فهو طويل جدًا. أدخل 10 أرقام، أو ابدأ بعلامة + ورمز البلد
problem-phone-not-a-number = أدخل رقم الهاتف بالأرقام. لا بأس بالمسافات والشرطات والأقواس
problem-phone-without-texts = لا يمكن لهذا الرقم استقبال رسائل نصية. تحقق منه، أو استخدم بريدك الإلكتروني
problem-phone-country = لا نرسل رسائل نصية إلى هذا البلد. استخدم بريدك الإلكتروني
problem-pin-missing = أدخل رقمك السري من 4 أرقام
problem-pin-not-four-digits = أدخل 4 أرقام بالضبط في خانة الرقم السري
problem-pin-all-the-same = اختر رقمًا سريًا آخر: كل أرقام هذا متشابهة
problem-pin-is-a-run = اختر رقمًا سريًا آخر: أرقام هذا متتالية صعودًا أو نزولًا
problem-pin-too-common = اختر رقمًا سريًا آخر: كثيرون يستخدمون هذا، فمن السهل تخمينه
problem-pin-is-birth-year = اختر رقمًا سريًا آخر: هذا هو سنة الميلاد
problem-pin-is-birth-day = اختر رقمًا سريًا آخر: هذا هو يوم الميلاد وشهره
problem-pin-is-phone-end = اختر رقمًا سريًا آخر: هذا هو آخر رقم الهاتف
problem-pin-again-missing = اكتب الرقم السري مرة ثانية
problem-pin-again-different = اكتب الرقم السري نفسه في المرتين: هذان الرقمان مختلفان
problem-not-a-robot-missing = ضع العلامة في المربع «أنا لست روبوتًا»

service-problem-malformed-json = لم نستطع قراءة ما أرسله متصفحك
service-problem-malformed-json-body = حمّل الصفحة من جديد، ثم أرسل طلبك مرة أخرى.
service-problem-invalid-fields = بعض الإجابات تحتاج إلى تعديل
service-problem-invalid-fields-body = انظر إلى الملاحظات بجانب الخانات، ثم أرسل من جديد.
service-problem-bot-check-failed = يرجى إعادة التحقق من أنك لست روبوتًا
service-problem-bot-check-failed-body = مضى على التحقق وقت طويل أو لم ينجح. ضع العلامة في المربع مرة أخرى، ثم أرسل.
service-problem-cross-site = لا نقبل إلا الطلبات المرسلة من صفحتنا
service-problem-cross-site-body = افتح هذا الموقع في علامة تبويب جديدة، ثم أرسل طلبك من هناك.
service-problem-too-large = هذا أكثر مما نستطيع قبوله
service-problem-too-large-body = اختصر ما كتبته، ثم أرسل من جديد.
service-problem-unsupported-media-type = لم نستطع قراءة ما أرسله متصفحك
service-problem-unsupported-media-type-body = حمّل الصفحة من جديد، ثم أرسل طلبك مرة أخرى.
service-problem-too-many-requests = يرجى الانتظار قبل المحاولة مرة أخرى
service-problem-too-many-requests-body = جرت محاولات كثيرة جدًا خلال وقت قصير، وقد يكون بعضها من آخرين يشاركونك شبكتك. انتظر قليلًا ثم حاول مرة أخرى. يمكنك أيضًا استخدام شبكة أخرى أو الاتصال بنا.
service-problem-unavailable = لا نستطيع الإجابة الآن
service-problem-unavailable-body = هذا ليس بسببك. انتظر بضع دقائق ثم حاول مرة أخرى. يمكنك أيضًا الاتصال بنا.
service-problem-texts-paused = لا يمكننا إرسال مزيد من الرسائل النصية اليوم
service-problem-texts-paused-body = اختر البريد الإلكتروني وأدخل عنوانك. أو حاول غدًا. يمكنك أيضًا الاتصال بنا.
service-problem-link-unknown = لا نعرف هذا الرابط
service-problem-link-unknown-body = قد يكون جزء منه ناقصًا. افتحه مرة أخرى من رسالتنا، أو انسخ الرابط كاملًا. إذا لم يفد ذلك، فاطلب رابطًا جديدًا.
service-problem-link-expired = انتهت مدة هذا الرابط
service-problem-link-expired-body = حفاظًا على أمانك لا يعمل الرابط إلا مدة قصيرة. اطلب رابطًا جديدًا. يستغرق ذلك نحو 3 دقائق.
service-problem-link-locked = هذا الرابط مقفل
service-problem-link-locked-body = أُدخل رقم سري خاطئ خمس مرات، فلم يعد الرابط يعمل. اطلب رابطًا جديدًا وأنشئ رقمًا سريًا جديدًا.
service-problem-pin-mismatch = { $attempts ->
    [zero] هذا ليس الرقم السري لهذا الرابط. لم تبق لك أي محاولة.
    [one] هذا ليس الرقم السري لهذا الرابط. بقيت لك محاولة واحدة، وبعدها يتوقف الرابط عن العمل.
    [two] هذا ليس الرقم السري لهذا الرابط. بقيت لك محاولتان.
    [few] هذا ليس الرقم السري لهذا الرابط. بقيت لك { $attempts } محاولات.
    [many] هذا ليس الرقم السري لهذا الرابط. بقيت لك { $attempts } محاولة.
   *[other] هذا ليس الرقم السري لهذا الرابط. بقيت لك { $attempts } محاولة.
}
service-problem-session-required = سجلك مغلق
service-problem-session-required-body = نغلقه بعد 15 دقيقة بلا استخدام، وبعد ساعة واحدة في المجموع. لرؤيته مرة أخرى، افتح الرابط في رسالتنا وأدخل رقمك السري.
service-problem-not-found = لم نجد شيئًا هنا
service-problem-not-found-body = قد يكون العنوان خاطئًا، أو نُقلت الصفحة. ابدأ من جديد من الصفحة الأولى.
service-problem-method-not-allowed = هذا لا يعمل هنا
service-problem-method-not-allowed-body = ابدأ من جديد من الصفحة الأولى.
service-problem-internal = حدث خطأ
service-problem-internal-body = هذا ليس بسببك. انتظر بضع دقائق ثم حاول مرة أخرى. يمكنك أيضًا الاتصال بنا.
service-problem-offline = أنت غير متصل بالإنترنت
service-problem-offline-body = ما كتبته باقٍ هنا. حاول مرة أخرى عندما يعود الاتصال.
