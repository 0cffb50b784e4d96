# The record, its print layout and the health card.

record-title = Your vaccine record
record-loading = Getting your record…
record-born = Born { $date }
record-card-action = COVID-19 SMART Health Card
record-print-action = Print all immunizations
record-print-with-card = Print the QR code of the card too
record-filter = Show
record-filter-all = All vaccines
record-doses = { $count ->
    [one] 1 dose
   *[other] { $count } doses
}
record-date = Date
record-vaccine = Vaccine
record-product = Product
record-manufacturer = Made by
record-lot = Lot number
record-performer = Given by
record-not-reported = Not reported
record-historical = Older record: reported later, not by the one who gave it
record-partial = Partial dose
record-reported-by = Reported by { $names } and { $last }
record-before-birth = This date is before the date of birth. It may be wrong.
record-after-death = This date is after the reported date of death. It may be wrong.
record-future = This date is in the future. It may be wrong.
record-updated = Last update: { $date }
record-source = Providers reported these doses to { $registry }.
record-empty = No vaccines were reported for you.
record-opened-first = You are the first to open this link.
record-opened-again = This link has been opened { $count } times. The time before this was at { $time } on { $date }.
record-opened-not-you = If that was not you, call us. To close your record to everyone who has it open, choose “Lock”.
record-wrong-title = Is something wrong or missing?
record-wrong-text = Ask the place that gave you the vaccine to correct it. A change shows here after about { $delay } hours.
record-wrong-action = How to get it corrected
record-locked-title = Your record is locked
record-locked-text = Nobody can see it on this device now. To see it again, open the link in our message and enter your PIN.
record-paste-link = Paste the link
record-ask-again = Ask for a new link
record-warning-title = Are you still there?
record-warning-text = Your record closes in { $minutes ->
    [one] 1 minute
   *[other] { $minutes } minutes
} to keep it safe.
# After one hour in all the record closes and cannot be kept open.
record-warning-last = Your record closes in { $minutes ->
    [one] 1 minute
   *[other] { $minutes } minutes
}. To see it again, open the link in our message and enter your PIN.
record-warning-stay = Stay here
record-warning-lock = Lock now
record-back = Back to my record
record-print-heading = Immunization record
record-print-name = Name
record-print-birth-date = Date of birth
record-print-issued = Printed on { $date }
record-print-from = From { $service }, { $operator }

card-title = COVID-19 SMART Health Card
card-place = Card { $number } of { $total }
card-qr = QR code of your SMART Health Card
card-enlarge = Make the code larger
card-shrink = Make the code smaller
card-issued = Issued { $date }
card-bright = If a scanner cannot read it, make your screen brighter.
card-save-image = Save as image
card-save-file = Save card file
card-image-failed = Your browser could not make the image. Take a screenshot instead.
card-iphone-title = Add it to an iPhone
card-iphone-body =
    1. Tap “Save card file”, then open the file.
    2. Tap “Add” to put it in the Health app.

    A photo of the code also works: hold your finger on it in Photos.
card-android-title = Keep it on an Android phone
card-android-body =
    1. Tap “Save as image”.
    2. Find it in your photos or downloads.

    Some apps can also read the card file. A screenshot works too.
card-holds-title = What is on this card
card-holds-body =
    - Your name and date of birth
    - Each COVID-19 dose: vaccine, date, lot number and who gave it, where these are known

    Anyone who scans the code can read this. The card is not an identity card: people may ask for a photo ID with it.
card-demo = Demo card. Apps will not trust it.
card-none-title = No COVID-19 card
card-none-text = No COVID-19 dose was reported for you, so there is no card to show. Your record may hold other vaccines.
