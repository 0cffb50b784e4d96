# The help pages. Bodies: an empty line between paragraphs, "- " list, "1. " steps, "## " heading.

help-title = Help
help-search-label = Search the help pages
help-search-none = Nothing found. Try another word, or call us.

help-how-to-title = How to use this site, step by step
help-how-to-body =
    You need about 3 minutes and a phone or computer.

    ## What you need

    - Your first and last name, as your health care provider has them
    - Your date of birth and your gender
    - A cell phone that gets texts, or an e-mail address. Use one that your provider has, if you can.

    ## What to do

    1. On the start page, press “Find my vaccine record”.
    2. Fill in the form. Please answer every question.
    3. Create a PIN of 4 digits. Keep it in mind: you need it to open your record. Easy ones such as 1111 or 1234 are not allowed.
    4. Tick the box that shows you are not a robot. This takes a few seconds.
    5. Press “Send my request”. A page shows your request code.
    6. Wait for our message. It mostly comes within minutes. It has the same code.
    7. Open the link in the message. It works for 24 hours.
    8. Enter your PIN. You see your record.

    ## What you can do with your record

    - See every dose that was reported, with the date and the product
    - Print all of it
    - Save your COVID-19 SMART Health Card, if you have had such a dose

    ## When you are done

    Press “Lock”. This matters most on a phone or computer that others use too. If you forget, the record closes by itself after 15 minutes without use.

help-not-found-title = I cannot find my record
help-not-found-body =
    It is likely that we have your record, but one detail is not the same as what you typed.

    ## Why this happens

    - Your provider did not give us your cell phone or e-mail address, or gave us an old one.
    - Your name is spelled another way, or your provider has a name you used before.
    - The date of birth is not the same.
    - Two people with much the same details are on file. Then we show neither, to be safe.
    - The vaccine was never reported to us.

    ## What to do, in this order

    1. Look at what you typed. One wrong letter or digit is enough.
    2. Try again with another phone number or e-mail address. Use one you gave your provider, even some time ago.
    3. Try again with the name on your clinic papers. Think of a name before marriage, a short form, or two last names.
    4. Ask the place where you got the vaccine. They can check your details and correct them. Ask them to report your vaccines to { $registry }.
    5. If they have closed or cannot help, call { $phone }. Have your request code ready.

    After your provider makes a change, it takes up to { $delay } hours to show here. Then try once more.

    ## If no message came at all

    - Look in the spam or junk folder.
    - On an iPhone, look under “Unknown Senders”.
    - A landline gets no texts. Use a cell phone or e-mail.
    - If you once replied STOP to our texts, use e-mail.

help-wrong-record-title = My record is wrong or a dose is missing
help-wrong-record-body =
    We show what providers report. We cannot change a record on our own, but the one who reported it can.

    ## What to do

    1. Find the dose in your record. Note the date and who gave it.
    2. Call the clinic or pharmacy that gave the vaccine. Tell them what is wrong: a missing dose, a wrong date or a wrong product.
    3. Ask them to send the correction to { $registry }.
    4. Wait up to { $delay } hours. Then ask for your record once more.

    Keep your own proof, such as a paper card or a bill from the clinic. It helps them to find the mistake.

    ## If that does not help

    Has the place closed, or does it not answer? Call { $phone } or write to { $email }. Please put no birth date or other details about your health in an e-mail. We will tell you what we need.

    ## If you see the record of somebody else

    Press “Lock” and call { $phone } at once.

help-not-updated-title = My provider made a change, but I cannot see it
help-not-updated-body =
    A change takes time to reach us. Please wait { $delay } hours after your provider has sent it.

    1. Ask your provider on which day they sent the change.
    2. Wait until { $delay } hours have passed.
    3. Ask for your record again. A record that you opened before the change stays as it was until you open it again.
    4. Is the change still not there? Ask your provider to make sure that it was sent to { $registry }, with your right name and date of birth.

    ## Get a new card afterwards

    Was a COVID-19 dose changed? Your old card or picture does not change by itself. Open your record again, save the new card and delete the old one.

help-federal-title = Vaccines from a federal agency or another state
help-federal-body =
    We only have what providers reported to { $registry }. Others keep their own records. Please ask them.

    ## Federal agencies

    - Department of Defense: ask the military clinic or hospital, or look at its patient website.
    - Veterans Affairs: ask your VA clinic, or look at the VA website for patients.
    - Indian Health Service: ask the clinic where you got the vaccine.

    ## Another state

    Each state has its own registry. Ask the health department of the state where you got the vaccine.

    ## Another country

    Ask the clinic or the health office there. If you have a paper, show it to your provider here. They can add those doses to your record.

help-questions-title = Frequently asked questions
help-questions-body =
    ## Does it cost anything?

    No. Your phone company may charge you for texts or data.

    ## Who can use it?

    Anyone whose vaccines were reported to { $registry }. A parent, guardian or legal representative can ask for another person.

    ## Why do I need a PIN?

    A message can be seen by other people. The PIN shows that you are the one who asked. You create a new one with each request.

    ## I forgot my PIN. What now?

    Send a new request and create a new PIN. We cannot see your PIN or change it.

    ## I entered a wrong PIN five times.

    The link is locked for good, to keep your record safe. Send a new request.

    ## How long does the link work?

    For 24 hours. You can use it more than once in that time. You can send a new request at any time.

    ## Which date of birth and name should I use?

    Those your provider has. A small mistake on their side is enough to hide your record.

    ## Why does one vaccine say “Not reported”?

    The provider did not tell us this detail. We leave it open and do not guess.

    ## What is a SMART Health Card?

    A code that proves your COVID-19 doses. We sign it, so others can see that it was not changed. It holds your name, your date of birth and your doses. It is not an identity card.

    ## Can I put the card on my phone?

    Yes. Open your record, then the card. On an iPhone, save the card file and add it to the Health app. On an Android phone, save the image. A screenshot works too.

    ## Can I choose what I share?

    The code on the card holds COVID-19 doses only. Anyone who scans it can read all that is on it, so show it only when you want to. On paper, you can print your record with or without the code. Nobody gets your record from us because you used this site.

    ## Do I need an account?

    No. There is no account and no password.

    ## I got a message, but I did not ask for one.

    Someone may have typed your number or address by mistake. You can ignore it. Nobody can open a record without the PIN. If it worries you, call { $phone }.

    ## Is it safe on a shared computer?

    Yes, if you press “Lock” when you are done. Delete files you saved and papers you printed there.

help-helping-someone-title = Helping someone else
help-helping-someone-body =
    You may ask for another person if you are their parent, guardian or legal representative. You can also sit beside someone and help them.

    ## For your child

    1. Type the name and date of birth of your child, not yours.
    2. Type the phone number or e-mail address the clinic has for your child. Mostly it is the one of a parent.
    3. Create a PIN for this request.
    4. For another child, press “Ask for another person” and fill in the form again.

    Each message has a request code, so you know which child it is about.

    ## For an older person or someone with a disability

    - Use their own name and date of birth.
    - The message goes to the phone or e-mail address you type. It must be one their provider has.
    - Do they have no phone? Their provider can add yours if they agree.

    ## When a child grows up

    The phone number on file may still be the one of a parent. Ask your provider to add your own.

    Please do not ask for the record of someone who has not agreed, unless you have the legal right to.

help-without-phone-title = Without a cell phone: e-mail, phone, mail or paper
help-without-phone-body =
    ## With e-mail

    You do not need a cell phone. Choose “By e-mail” in the form. You can use a computer, for example in a library. Press “Lock” when you are done.

    ## By phone

    Call { $phone }. We can help you step by step, or tell you another way to get your record. You can ask for an interpreter.

    ## By mail

    Call us first. We tell you where to write, and which papers we need to be sure that it is you.

    ## On paper

    - Ask the clinic or pharmacy where you got the vaccine to print your record.
    - Ask someone you trust to open your record with you and print it.
    - A school or camp mostly takes this printed record.

help-contact-title = Contact us
help-contact-body =
    ## Phone

    { $phone }

    { $hours }

    ## In your language

    Tell us the name of your language when you call. An interpreter will help you. It is free.

    ## E-mail

    { $email }

    An e-mail can be read by others on its way. Please leave out dates of birth, PINs, and anything about your health.

    ## Have this ready

    - Your request code, if you have one
    - What you did and what the page or message said

    We never ask for your PIN.
