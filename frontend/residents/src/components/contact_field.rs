//! How we can reach the person: by text message or by e-mail, and the field that goes with the choice.

use leptos::prelude::*;
use shared::field::Field;

use crate::forms::{Channel, RequestForm};
use ui::components::field::{InputKind, TextField, hint_id};
use ui::components::radio_group::Radio;
use ui::i18n::t;

const ID: &str = "contact";

#[component]
pub fn ContactField(form: RequestForm) -> impl IntoView {
    let channel = form.channel;
    let choice = move |value: Channel, name: &'static str, label: &'static str| {
        view! {
            <Radio
                group=ID
                value=name
                label
                is_chosen=Signal::derive(move || channel.get() == value)
                on_choose=Callback::new(move |()| channel.set(value))
            />
        }
    };
    let typed = move || match channel.get() {
        Channel::Phone => view! {
            <TextField
                id=Field::Phone.name()
                label="request-phone"
                hint="request-phone-hint"
                kind=InputKind::Phone
                value=form.phone
                problem=form.problem(Field::Phone)
            />
        }
        .into_any(),
        Channel::Email => view! {
            <TextField
                id=Field::Email.name()
                label="request-email"
                hint="request-email-hint"
                kind=InputKind::Email
                value=form.email
                problem=form.problem(Field::Email)
            />
        }
        .into_any(),
    };
    view! {
        <fieldset class="field" id=ID aria-describedby=hint_id(ID)>
            <legend>{t("request-contact")}</legend>
            <p class="hint" id=hint_id(ID)>{t("request-contact-hint")}</p>
            {choice(Channel::Phone, "phone", "request-contact-phone")}
            {choice(Channel::Email, "email", "request-contact-email")}
            <div class="choice-detail">{typed}</div>
        </fieldset>
    }
}
