# The form, and the page after it.

request-title = Find my vaccine record
request-lead = Use the name and date of birth you gave your health care provider. Please fill in every field.
request-names-hint = Use English letters, as on papers from your clinic.
request-first-name = First name
request-last-name = Last name
# Asked once when a name has no Latin letter; the second press of the button sends it.
request-name-not-latin = Clinics here mostly write names in English letters. Can you write yours that way? If not, press the button once more.
request-birth-date = Date of birth
request-birth-date-hint = For example: 2 29 1988
request-birth-date-day = Day
request-birth-date-month = Month
request-birth-date-year = Year
request-gender = Gender
request-gender-hint = The one your provider has on file.
request-gender-female = Female
request-gender-male = Male
request-gender-other = Other (X)
request-gender-unknown = Not sure, or rather not say
request-contact = How can we reach you?
request-contact-hint = We send the link there, so you must be able to open it. Use one that your provider has, if you can.
request-contact-phone = By text message
request-contact-email = By e-mail
request-phone = Cell phone number
request-phone-hint = A cell phone that gets texts, not a landline.
request-email = E-mail address
request-email-hint = For example: name@example.org
request-pin = Create a 4-digit PIN
request-pin-hint = You need it to open the link. Leave out easy ones, such as 1111, 1234, your birth date or the end of your phone number.
request-pin-again = Type the PIN again
request-robot = I am not a robot
request-robot-working = Checking. This takes a few seconds…
request-robot-done = The check is done.
request-robot-failed = The check did not work. Tick the box again.
request-consent = When you send this, you say that you are this person, or their parent, guardian or legal representative.
request-privacy = How we keep your data private
request-terms = Terms of use
request-send = Send my request
request-sending = Sending…

sent-title = We have your request
sent-phone = If we find a record, we send a text with a link to { $contact }.
sent-email = If we find a record, we send an e-mail with a link to { $contact }.
sent-not-found = If we do not find one, we send a message that says what you can do.
sent-when = This mostly takes a few minutes. The link works for { $valid } hours.
sent-code = Your request code
sent-code-hint = The message has the same code, so you know which request it answers.
sent-check = Is the phone number or e-mail address right? If not, correct it and send again.
sent-correct = Correct and send again
sent-another = Ask for another person
sent-nothing-title = Nothing came?
sent-nothing-body =
    - Wait a few minutes. Then look again.
    - E-mail: look in the spam or junk folder.
    - iPhone: open Messages and look under “Unknown Senders”.
    - Did you ever reply STOP to our texts, or block them? Then we cannot reach that phone. A landline gets no texts.
    - Send the request again with your e-mail address.
    - Nothing after 24 hours? Send it again. Or ask the place where you were vaccinated, or call { $phone }.
sent-lost-title = No request here
sent-lost-text = We keep what you sent in memory only, so it is gone once the page is closed. A message will still come if you sent a request.
sent-lost-action = Go to the form
