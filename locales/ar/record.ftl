# السجل ونسخته المطبوعة والبطاقة الصحية.

record-title = سجل لقاحاتك
record-loading = جارٍ إحضار سجلك…
record-born = تاريخ الميلاد: { $date }
record-card-action = بطاقة كوفيد-19 (SMART Health Card)
record-print-action = طباعة كل اللقاحات
record-print-with-card = اطبع أيضًا رمز QR الخاص بالبطاقة
record-filter = عرض
record-filter-all = كل اللقاحات
record-doses = { $count ->
    [zero] لا جرعات
    [one] جرعة واحدة
    [two] جرعتان
    [few] { $count } جرعات
    [many] { $count } جرعة
   *[other] { $count } جرعة
}
record-date = التاريخ
record-vaccine = اللقاح
record-product = المنتج
record-manufacturer = الشركة المصنّعة
record-lot = رقم التشغيلة
record-performer = أعطاها
record-not-reported = لم يُبلَّغ عنه
record-historical = جرعة سابقة: أُبلغ عنها لاحقًا، وليس ممن أعطاها
record-partial = جرعة جزئية
record-reported-by = أبلغ عنها: { $names } و{ $last }
record-before-birth = هذا التاريخ قبل تاريخ الميلاد، وقد يكون خاطئًا.
record-after-death = هذا التاريخ بعد تاريخ الوفاة المُبلَّغ عنه، وقد يكون خاطئًا.
record-future = هذا التاريخ في المستقبل، وقد يكون خاطئًا.
record-updated = آخر تحديث: { $date }
record-source = أبلغ مقدّمو الرعاية الصحية عن هذه الجرعات. السجل: { $registry }.
record-empty = لم يُبلَّغ عن أي لقاح لك.
record-opened-first = أنت أول من يفتح هذا الرابط.
record-opened-again = عدد مرات فتح هذا الرابط: { $count }. كانت المرة السابقة في { $date }، الساعة { $time }.
record-opened-not-you = إذا لم تكن أنت من فتحه، فاتصل بنا. لإغلاق سجلك عند كل من فتحه، اختر «قفل».
record-wrong-title = هل هناك شيء خاطئ أو ناقص؟
record-wrong-text = اطلب من المكان الذي أعطاك اللقاح أن يصحّحه. { $delay ->
    [zero] يظهر التغيير هنا فورًا تقريبًا.
    [one] يظهر التغيير هنا بعد نحو ساعة واحدة.
    [two] يظهر التغيير هنا بعد نحو ساعتين.
    [few] يظهر التغيير هنا بعد نحو { $delay } ساعات.
    [many] يظهر التغيير هنا بعد نحو { $delay } ساعة.
   *[other] يظهر التغيير هنا بعد نحو { $delay } ساعة.
}
record-wrong-action = كيف تطلب التصحيح
record-locked-title = سجلك مقفل
record-locked-text = لا يستطيع أحد رؤيته على هذا الجهاز الآن. لرؤيته مرة أخرى، افتح الرابط في رسالتنا وأدخل رقمك السري.
record-paste-link = لصق الرابط
record-ask-again = طلب رابط جديد
record-warning-title = هل ما زلت هنا؟
record-warning-text = حفاظًا على الأمان يُغلق سجلك { $minutes ->
    [zero] الآن.
    [one] بعد دقيقة واحدة.
    [two] بعد دقيقتين.
    [few] بعد { $minutes } دقائق.
    [many] بعد { $minutes } دقيقة.
   *[other] بعد { $minutes } دقيقة.
}
# بعد ساعة واحدة في المجموع يُغلق السجل ولا يمكن إبقاؤه مفتوحًا.
record-warning-last = { $minutes ->
    [zero] يُغلق سجلك الآن.
    [one] يُغلق سجلك بعد دقيقة واحدة.
    [two] يُغلق سجلك بعد دقيقتين.
    [few] يُغلق سجلك بعد { $minutes } دقائق.
    [many] يُغلق سجلك بعد { $minutes } دقيقة.
   *[other] يُغلق سجلك بعد { $minutes } دقيقة.
} لرؤيته مرة أخرى، افتح الرابط في رسالتنا وأدخل رقمك السري.
record-warning-stay = البقاء هنا
record-warning-lock = القفل الآن
record-back = الرجوع إلى سجلي
record-print-heading = سجل اللقاحات
record-print-name = الاسم
record-print-birth-date = تاريخ الميلاد
record-print-issued = طُبع في { $date }
record-print-from = المصدر: { $service }، { $operator }

card-title = بطاقة كوفيد-19 (SMART Health Card)
card-place = البطاقة { $number } من { $total }
card-qr = رمز QR الخاص ببطاقتك SMART Health Card
card-enlarge = تكبير الرمز
card-shrink = تصغير الرمز
card-issued = صدرت في { $date }
card-bright = إذا لم يستطع الماسح قراءته، فزد سطوع الشاشة.
card-save-image = حفظ كصورة
card-save-file = حفظ ملف البطاقة
card-image-failed = لم يستطع متصفحك إنشاء الصورة. التقط صورة للشاشة بدلًا من ذلك.
card-iphone-title = أضفها إلى آيفون
card-iphone-body =
    1. اضغط «حفظ ملف البطاقة»، ثم افتح الملف.
    2. اضغط «إضافة» لوضعها في تطبيق «صحتي».

    تنفع أيضًا صورة للرمز: ضع إصبعك عليها مطولًا في تطبيق «الصور».
card-android-title = احتفظ بها على هاتف أندرويد
card-android-body =
    1. اضغط «حفظ كصورة».
    2. تجدها في الصور أو التنزيلات.

    بعض التطبيقات تقرأ أيضًا ملف البطاقة. وتنفع كذلك صورة للشاشة.
card-holds-title = ماذا في هذه البطاقة
card-holds-body =
    - اسمك وتاريخ ميلادك
    - كل جرعة لكوفيد-19: اللقاح والتاريخ ورقم التشغيلة ومن أعطاها، إذا عُرف ذلك

    كل من يمسح الرمز يستطيع قراءة ذلك. البطاقة ليست بطاقة هوية: قد يُطلب منك معها إثبات هوية فيه صورة.
card-demo = بطاقة تجريبية. لن تعترف بها التطبيقات.
card-none-title = لا توجد بطاقة كوفيد-19
card-none-text = لم يُبلَّغ عن أي جرعة لكوفيد-19 لك، فلا توجد بطاقة لإظهارها. قد تكون في سجلك لقاحات أخرى.
