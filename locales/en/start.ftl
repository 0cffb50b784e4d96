# The start page. Bodies: lines that begin with "- " are a list, with "1. " steps.

start-title = See your vaccine record
start-lead = Get the list of vaccines your health care providers reported, and a card you can show.
start-action = Find my vaccine record
start-languages = Choose your language
start-needs-title = What you need
start-needs-body =
    - Your name and date of birth, as you gave them to your provider
    - A cell phone that gets texts, or an e-mail address
    - About 3 minutes
start-holds-title = What is in it
start-holds-body = You see the vaccines that providers reported to this registry, and nothing else. For each one you see the date, the product and who gave it, if they told us.
start-missing-title = What is not in it
start-missing-body =
    - Vaccines you got in another state or country
    - Vaccines from a federal agency, such as the Department of Defense, Veterans Affairs or the Indian Health Service

    These places keep their own records. Ask them for yours.
start-steps-title = How it works
start-steps-body =
    1. Fill in one short form and create a PIN.
    2. We send a link to your phone or e-mail.
    3. Open the link and enter your PIN.
    4. See your record. Print it, or save your card.
start-help = Read our help pages
