//! The choice between text message and e-mail, and the field of the chosen one.

use leptos::prelude::*;
use shared::portal::ChannelState;

use super::field::{InputKind, TextField, hint_id};
use super::radio_group::Radio;
use crate::form::Input;
use crate::i18n::{t, use_words};

/// The channel that the person wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    Phone,
    Email,
}

impl Channel {
    /// Reads the value of the radio buttons. The phone is the default.
    pub fn of(chosen: &str) -> Self {
        if chosen == Self::Email.value() {
            Self::Email
        } else {
            Self::Phone
        }
    }

    pub const fn value(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Email => "email",
        }
    }
}

/// `channel` is the value of the choice; the chosen one of `phone` and `email` is visible. If the service sends on one
/// channel only, there is no choice.
#[component]
pub fn ContactField(
    legend: &'static str,
    hint: &'static str,
    channel: Input,
    phone: Input,
    email: Input,
) -> impl IntoView {
    let id = channel.id;
    let offered = use_words().portal.with_untracked(|portal| portal.channels);
    let has_choice = offered.sms != ChannelState::Off && offered.email != ChannelState::Off;
    if offered.sms != ChannelState::On {
        channel.text.set(Channel::Email.value().to_owned());
    }
    let chosen = move || channel.text.with(|chosen| Channel::of(chosen));
    let choice = move |value: Channel, label: &'static str| {
        view! {
            <Radio
                group=id
                value=value.value()
                label
                is_chosen=Signal::derive(move || chosen() == value)
                on_choose=Callback::new(move |()| channel.text.set(value.value().to_owned()))
            />
        }
    };
    let typed = move || {
        let (input, label, hint, kind) = match chosen() {
            Channel::Phone => (phone, "request-phone", "request-phone-hint", InputKind::Phone),
            Channel::Email => (email, "request-email", "request-email-hint", InputKind::Email),
        };
        view! { <TextField input label hint kind/> }
    };
    view! {
        <fieldset class="field" id=id aria-describedby=hint_id(id)>
            <legend>{t(legend)}</legend>
            <p class="hint" id=hint_id(id)>{t(hint)}</p>
            {has_choice
                .then(|| {
                    (
                        choice(Channel::Phone, "request-contact-phone"),
                        choice(Channel::Email, "request-contact-email"),
                    )
                })}
            <div class="choice-detail">{typed}</div>
        </fieldset>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_phone_is_chosen_until_the_person_chooses() {
        assert_eq!(Channel::of(""), Channel::Phone);
        for channel in [Channel::Phone, Channel::Email] {
            assert_eq!(Channel::of(channel.value()), channel);
        }
    }
}
