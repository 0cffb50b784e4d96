# What stands around every page: header, footer, banner, dates, waiting, errors.
# Variables everywhere: $service, $department, $operator, $phone, $hours, $email, $registry, $law, $delay (hours).

layout-skip-link = Skip to main content
# The browser's title: $page is the title of the page.
layout-document-title = { $page } – { $service }
layout-document-title-error = Error: { $page } – { $service }
layout-language = Language
layout-back = Back
layout-close = Close
layout-try-again = Try again
layout-menu = Pages on this site

layout-banner-lead = An official website of { $operator }
layout-banner-toggle = How to know
layout-banner-address = The address at the top of your browser is the one on our letters and posters. The sign next to it says that your connection is safe.
# $registry in the other files, as it stands inside a sentence.

layout-demo = This is a demo. All people in it are made up. Do not type real data.

layout-footer-operator = This site is run by { $operator }.
layout-footer-help = Help
layout-footer-privacy = Privacy
layout-footer-terms = Terms of use
layout-footer-accessibility = Accessibility

layout-contact-title = Talk to us
layout-contact-phone = Call { $phone }
layout-contact-email = Write to { $email }

# One line of opening hours; the times come from layout-time.
layout-hours-days = { $first } to { $last }, { $opens } to { $closes }
layout-hours-day = { $first }, { $opens } to { $closes }
# $hour24 and $hour12 are numbers, $minute has two digits, $half is am or pm.
layout-time = { $half ->
    [am] { $hour12 }:{ $minute } a.m.
   *[pm] { $hour12 }:{ $minute } p.m.
}
layout-weekday-mon = Monday
layout-weekday-tue = Tuesday
layout-weekday-wed = Wednesday
layout-weekday-thu = Thursday
layout-weekday-fri = Friday
layout-weekday-sat = Saturday
layout-weekday-sun = Sunday

layout-date = { $month } { $day }, { $year }
# The order in which a date is typed: mdy, dmy or ymd.
layout-date-order = mdy
layout-month-1 = January
layout-month-2 = February
layout-month-3 = March
layout-month-4 = April
layout-month-5 = May
layout-month-6 = June
layout-month-7 = July
layout-month-8 = August
layout-month-9 = September
layout-month-10 = October
layout-month-11 = November
layout-month-12 = December

layout-error-summary-title = There is a problem
# Read out before the message beside a field.
layout-error-prefix = Error:
layout-pin-show = Show
layout-pin-hide = Hide
layout-pin-show-label = Show the PIN
layout-pin-hide-label = Hide the PIN

layout-loading = Loading…
layout-slow = This takes longer than usual. Please wait.
layout-not-found-title = We do not have this page
layout-not-found-text = The address may be wrong, or the page has moved.
layout-not-found-action = Go to the start page

# Said by the server's first page while the app is on its way, or when it cannot start.
layout-shell-loading = The page is loading…
layout-shell-slow-title = This takes longer than usual
layout-shell-slow-text = Your connection may be slow. Wait a little, or load the page again.
layout-shell-failed-title = This page does not work in your browser
layout-shell-failed-text = Update your browser, or try another one. You can also call us and ask for your record.
layout-shell-no-script-title = This page needs JavaScript
layout-shell-no-script-text = Turn on JavaScript in your browser and load the page again. You can also call us and ask for your record.

layout-inbox-title = Demo messages
layout-inbox-text = This page exists only in the demo. It shows what a phone or mailbox would get.
layout-inbox-empty = No messages yet.
layout-inbox-sms = Text message to { $to }
layout-inbox-email = E-mail to { $to }
layout-inbox-sent = Sent { $date }
layout-inbox-refresh = Look for new messages
layout-lock = Lock
