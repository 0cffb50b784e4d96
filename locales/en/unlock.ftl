# Opening the link and entering the PIN. How a link can fail stands in problems.ftl.

unlock-title = Enter your PIN
unlock-lead = Enter the PIN you created. It shows that you are the one who asked.
unlock-pin = Your 4-digit PIN
unlock-action = See my record
unlock-opening = Opening…
unlock-forgot = Forgot your PIN?
unlock-ask-again = Ask for a new link
unlock-paste-title = Open your link
unlock-paste-lead = Copy the whole link from our message and paste it here.
unlock-paste-field = The link
unlock-paste-action = Go on
unlock-paste-missing = Paste the link from our message
unlock-paste-wrong = Paste the whole link. It ends with 26 letters and numbers.
unlock-not-me = Did you not ask for this?
unlock-not-me-text = Somebody may have typed your phone number or e-mail address by mistake. You can end this link: then nobody can open a record with it.
unlock-not-me-action = This was not me: end the link
unlock-not-me-ending = Ending the link…
unlock-revoked-title = You ended this link
unlock-revoked-text = Nobody can open a record with it now. If somebody keeps asking in your name, call us.
