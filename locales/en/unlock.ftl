# Opening the link: the PIN, and every way a link can fail.

unlock-title = Enter your PIN
unlock-lead = Enter the PIN you created. It shows that you are the one who asked.
unlock-pin = Your 4-digit PIN
unlock-action = See my record
unlock-opening = Opening…
unlock-wrong = This is not the PIN of this link. { $count ->
    [one] You have 1 try left.
   *[other] You have { $count } tries left.
}
unlock-forgot = Forgot your PIN?
unlock-ask-again = Ask for a new link
unlock-paste-title = Open your link
unlock-paste-lead = Copy the whole link from our message and paste it here.
unlock-paste-field = The link
unlock-paste-action = Go on
unlock-paste-missing = Paste the link from our message
unlock-paste-wrong = Paste the whole link. It ends with 26 letters and numbers.
unlock-expired-title = This link has ended
unlock-expired-text = For your safety a link works only for a short time. Ask for a new one. It takes about 3 minutes.
unlock-locked-title = This link is locked
unlock-locked-text = The wrong PIN was entered five times, so the link no longer works. Ask for a new one and create a new PIN.
unlock-unknown-title = We do not know this link
unlock-unknown-text = Part of it may be missing. Open it once more from our message, or copy the whole link. If that does not help, ask for a new one.
