# Privacy, terms and accessibility. Every promise here is kept by the software: change both together.
# Bodies: an empty line between paragraphs, "- " list, "## " heading. $law is the portal's text on the law.

legal-effective = In force since { $date }
legal-contents = On this page
legal-version = Version { $version }

privacy-title = Privacy policy
privacy-body =
    { $operator } runs { $service }. This page says what we collect, why, who sees it and when we erase it. Please read it before you send a request.

    ## In short

    - We ask only for what we need to find your record.
    - We erase what you typed once we have answered you.
    - We do not sell or rent your data, and we show no ads.
    - No other company watches what you do on this site.

    ## What we collect

    When you send a request, we collect what is in the form and nothing else:

    - first name and last name
    - date of birth and gender
    - a cell phone number or an e-mail address
    - the PIN you create
    - the language you chose

    When you open your link, you enter your PIN again.

    As on every website, our server also sees the network address you come from. We use it to keep attacks away.

    ## What we use it for

    - To look for one record in { $registry } that fits your request
    - To send you one message that says if we found it
    - To check your PIN and show you the record
    - To stop people who try to guess or to send too many requests
    - To count how the service is used, without names

    We do not use it for anything else. We do not add it to the registry.

    ## Where vaccine records come from

    The records belong to { $registry }. Health care providers report to it. This service shows a record when you ask and keeps no copy of it.

    ## How long we keep it

    - What you typed: until we have answered, and no longer than 7 days
    - Your PIN: only in a form that cannot be read. It is erased at most one hour after the link ends
    - The link: 24 hours. For 7 days we keep a scrambled mark of it, so that we can tell you it has ended
    - The text of our message: until it is delivered
    - The request code, why a request did or did not find a record, and a scrambled form of your phone number or e-mail address: 30 days, so that we can help you when you call
    - A note that a message was delivered, with the scrambled contact: 30 days
    - Network addresses: 7 days

    “Scrambled” means that we can compare it with what someone types, but cannot turn it back.

    ## Who sees it

    You, after you enter the PIN. Staff of { $operator } and those who run the service for them may see data where their work needs it, and must keep it secret.

    The companies that carry texts and e-mails get your number or address and the text of the message. The message holds no name, no date of birth and nothing about your health.

    We share only counts with others, such as how many people used the service in a month. A count so small that it could point to a person is left out.

    We give out more only if a law or a court makes us.

    ## Cookies

    We use two cookies. One keeps the language you chose. The other keeps your record open after you enter the PIN; it ends when you lock the record, after 15 minutes without use, or after one hour. There are no others, and none from other companies.

    ## How we protect it

    - All that travels between you and us is encrypted.
    - Requests and messages are encrypted while we keep them. The keys are kept in another place.
    - { $operator } keeps the registry itself on an encrypted disk or in an encrypted database.
    - Five wrong PINs lock a link for good.
    - Our logs hold no names, dates of birth, phone numbers, e-mail addresses, PINs, links or records.

    ## Your choices

    You do not have to use this service. Your provider can give you your record too.

    A mistake in your request? Send a new one. A mistake in your record? Ask the provider who reported it to correct it. Our help pages say how.

    To ask what we hold about you, or to ask us to erase it, call { $phone } or write to { $email }.

    ## The law

    The law that this service works under:

    { $law }

    ## Changes to this policy

    When we change this policy, we put the new text on this page with a new date and version. A change does not touch requests sent before it.

    ## Contact

    Call { $phone } ({ $hours }) or write to { $email }.

terms-title = Terms of use
terms-body =
    These terms are between you and { $operator }, who runs { $service }. By sending a request you agree to them.

    ## Who may ask

    You may ask for your own record. You may ask for the record of another person if you are their parent, guardian or legal representative. To ask for any other record is not allowed and may be against the law.

    ## What you agree to

    - What you type is true.
    - You use a phone number or e-mail address that is yours, or that you may use.
    - You keep your PIN to yourself.
    - You do not try to guess PINs or links, get around the limits, or disturb the service.

    ## What the record is

    It shows what health care providers reported to { $registry }. It may not be complete. Vaccines from federal agencies, from other states or from other countries may be missing. It is not medical advice: for that, ask your health care provider.

    ## The SMART Health Card

    The card proves which COVID-19 doses were reported. Anyone who scans it can read it. It is not an identity card. Each place decides what it takes as proof. You decide whom you show it to.

    ## Messages

    We send one message for each request. Your phone company may charge you for texts or data. If you reply STOP, we can no longer text you.

    ## Limits

    To keep the service safe for all, we limit how often a phone number, an e-mail address, a person or a network can ask. If you reach a limit, wait or call us.

    ## When it does not work

    We work to keep the service open day and night, but we cannot promise it. It may be closed for repairs. You can always ask your provider for your record.

    ## Our duty

    We take care that we show what was reported. We cannot answer for mistakes in what was reported to us, or for what happens to a copy after you saved, printed or shared it. Nothing here takes away a right that the law gives you.

    ## The law

    The law that this service works under:

    { $law }

    ## Changes to these terms

    When we change the terms, we put the new text on this page with a new date and version. The terms in force when you send a request are the ones that count.

    ## Contact

    Call { $phone } ({ $hours }) or write to { $email }.

accessibility-title = Accessibility
accessibility-body =
    { $operator } wants everyone to be able to use { $service }.

    ## What we aim for

    We aim to meet level AA of the Web Content Accessibility Guidelines, version 2.2. This means that you can:

    - use every page with a keyboard alone
    - use a screen reader, which reads problems and results out to you
    - make the text twice as large, or use a narrow screen, without losing anything
    - use a dark screen, high contrast, or a screen without movement
    - read your record as plain text in a table, and not only in a picture

    ## How we test

    We check the pages with automatic tools as part of our work on this site. We know that tools do not find everything, so please tell us what they missed.

    ## What may be hard

    - The QR code of the card is a picture. All that it holds about your doses also stands in your record as text.
    - The page needs a browser that is not very old. Without it you can still call us.

    ## Languages

    English is the first language of this site. The other languages were written with care but have not all been checked by a native speaker yet. The language menu at the top of each page takes you to the English text.

    ## Tell us

    Is something hard to use? Do you need your record in another form, such as large print? Call { $phone } ({ $hours }) or write to { $email }. Tell us the page and what you tried to do.
