# Every way to say no: what is wrong and how to mend it. The ids come from shared::problem.
# A PIN is never repeated here.

problem-first-name-missing = Enter your first name
problem-first-name-too-long = Shorten the first name to 100 letters or fewer
problem-first-name-not-a-name = Type the first name in letters, not a number or an e-mail address
problem-last-name-missing = Enter your last name
problem-last-name-too-long = Shorten the last name to 100 letters or fewer
problem-last-name-not-a-name = Type the last name in letters, not a number or an e-mail address
problem-birth-date-missing = Enter your date of birth
problem-birth-date-incomplete = Enter the day, the month and the year of birth
problem-birth-date-not-a-date = Check the date of birth: this day does not exist. Write the year with four digits
problem-birth-date-in-the-future = Check the date of birth: this day has not come yet
problem-birth-date-too-long-ago = Check the year of birth: it is more than 130 years ago
problem-gender-missing = Choose one of the answers for gender
problem-contact-missing = Enter a cell phone number or an e-mail address
problem-contact-twice = Enter a cell phone number or an e-mail address, not both
problem-email-missing = Enter your e-mail address
problem-email-not-an-address = Check the e-mail address: it should look like name@example.org
problem-email-too-long = Check the e-mail address: it is too long. You can also use a cell phone
problem-phone-missing = Enter your cell phone number
problem-phone-too-short = Check the phone number: it is too short. Enter all 10 digits, with the area code
problem-phone-too-long = Check the phone number: it is too long. Enter 10 digits, or + and the country code first
problem-phone-not-a-number = Enter the phone number in digits. Spaces, dashes and brackets are fine
problem-phone-without-texts = This number cannot get texts. Check it, or use your e-mail address
problem-phone-country = We cannot send texts to this country. Use your e-mail address
problem-pin-missing = Enter your 4-digit PIN
problem-pin-not-four-digits = Enter exactly 4 digits as your PIN
problem-pin-all-the-same = Choose another PIN: all digits of this one are the same
problem-pin-is-a-run = Choose another PIN: the digits of this one just count up or down
problem-pin-too-common = Choose another PIN: many people use this one, so it is easy to guess
problem-pin-is-birth-year = Choose another PIN: this one is the year of birth
problem-pin-is-birth-day = Choose another PIN: this one is the day and month of birth
problem-pin-is-phone-end = Choose another PIN: this one is the end of the phone number
problem-pin-again-missing = Type the PIN a second time
problem-pin-again-different = Type the same PIN both times: these two are different
problem-not-a-robot-missing = Tick the box “I am not a robot”

service-problem-malformed-json = We could not read what your browser sent
service-problem-malformed-json-body = Load the page again, then send your request once more.
service-problem-invalid-fields = Some answers need a change
service-problem-invalid-fields-body = Look for the notes beside the fields, then send again.
service-problem-bot-check-failed = Please do the robot check once more
service-problem-bot-check-failed-body = The check was too long ago or did not work. Tick the box again, then send.
service-problem-cross-site = We only take requests from our own page
service-problem-cross-site-body = Open this site in a new tab, then send your request from there.
service-problem-too-large = This is more than we can take
service-problem-too-large-body = Shorten what you typed, then send again.
service-problem-unsupported-media-type = We could not read what your browser sent
service-problem-unsupported-media-type-body = Load the page again, then send your request once more.
service-problem-too-many-requests = Please wait before you try again
service-problem-too-many-requests-body = There were too many tries in a short time. Others who share your network may have made some of them. Wait a while, then try again. You can also use another network, or call us.
service-problem-unavailable = We cannot answer right now
service-problem-unavailable-body = Nothing you did is wrong. Wait a few minutes, then try again. You can also call us.
service-problem-texts-paused = We cannot send more texts today
service-problem-texts-paused-body = Choose e-mail and enter your e-mail address. Or try again tomorrow. You can also call us.
service-problem-link-unknown = We do not know this link
service-problem-link-unknown-body = Part of it may be missing. Open it once more from our message, or copy the whole link. If that does not help, ask for a new one.
service-problem-link-expired = This link has ended
service-problem-link-expired-body = For your safety a link works only for a short time. Ask for a new one. It takes about 3 minutes.
service-problem-link-locked = This link is locked
service-problem-link-locked-body = The wrong PIN was entered five times, so the link no longer works. Ask for a new one and create a new PIN.
service-problem-pin-mismatch = { $attempts ->
    [one] This is not the PIN of this link. You have 1 try left. After that the link stops working.
   *[other] This is not the PIN of this link. You have { $attempts } tries left.
}
service-problem-session-required = Your record is closed
service-problem-session-required-body = We close it after 15 minutes without use, and after one hour in all. To see it again, open the link in our message and enter your PIN.
service-problem-not-found = We could not find this
service-problem-not-found-body = The address may be wrong, or the page has moved. Begin again at the start page.
service-problem-method-not-allowed = This does not work here
service-problem-method-not-allowed-body = Begin again at the start page.
service-problem-internal = Something went wrong
service-problem-internal-body = It is not your fault. Wait a few minutes, then try again. You can also call us.
service-problem-offline = You are offline
service-problem-offline-body = What you typed stays here. Try again when you are connected.
