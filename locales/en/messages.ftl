# The messages people get. Only the server reads this file.
# $service, $operator, $phone, $email: the portal's. $code: the request code. $valid, $wait: hours, a number.
# No name, no birth date, nothing else about a person.
# A text message is: words, the link alone on its line, words. With the link it must fit into 3 segments: 459 characters
# where all are in GSM 03.38 (ASCII, é, è, à, ù …), 201 where one is not.

message-sms-link-before = { $service }, request { $code }: see the vaccine record here. You need the PIN you created.
message-sms-link-after = Works for { $valid ->
    [one] 1 hour
   *[other] { $valid } hours
}, then ask again. Not you? End the link there, or call { $phone }
message-sms-not-found-before = { $service }, request { $code }: we found no record. Check names and birth date, then try again:
message-sms-not-found-help = Help:
message-sms-not-found-after = Not you? Ignore this or call { $phone }
message-sms-limited = { $service }, request { $code }: too many requests, so we did not answer this one. Try again in { $wait ->
    [one] 1 hour
   *[other] { $wait } hours
}, or call { $phone }. Not you? Ignore this.

message-email-link-subject = { $service }: the link for request { $code }
message-email-link-lead = You asked for a vaccine record. We found one. Your request code is { $code }.
message-email-link-before = Open this link and enter the PIN you created:
message-email-link-after = The link works for { $valid ->
    [one] 1 hour
   *[other] { $valid } hours
}. After that, or if you forgot the PIN, ask for a new link.
message-email-link-not-you = Did you not ask for this? Then open the link and choose “This was not me”. After that, nobody can open the record with it. If you are worried, call { $phone }.

message-email-not-found-subject = { $service }: no record found for request { $code }
message-email-not-found-lead = You asked for a vaccine record. We could not find one that fits what you typed. Your request code is { $code }.
message-email-not-found-check = Check how the names are spelled. Check the date of birth. Use the phone number or e-mail address your health care provider has. Then try again:
message-email-not-found-help = More ways to get your record:
message-email-not-found-not-you = You did not ask for this? Then ignore this e-mail. If it worries you, call { $phone }.

message-email-limited-subject = { $service }: too many requests, { $code } was not answered
message-email-limited-lead = Too many requests came with this e-mail address or about this person. So we did not answer the last one. Its code is { $code }.
message-email-limited-wait = Try again in { $wait ->
    [one] 1 hour
   *[other] { $wait } hours
}. If you cannot wait, call { $phone }.
message-email-limited-not-you = You did not ask for this? Then ignore this e-mail. Nobody can open the record without the PIN. If it worries you, call { $phone }.

message-email-help = Do you need help? Call { $phone } or write to { $email }. We are open:
message-email-purpose = { $operator } runs { $service }. You get this e-mail because someone typed this address there to ask for a vaccine record.
