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
