//! Asks before the session ends, above any page.

use leptos::prelude::*;

use crate::components::SessionWarning;
use crate::viewing::use_session;

#[component]
pub fn ViewingEnds() -> impl IntoView {
    let session = use_session();
    view! {
        <SessionWarning
            warning=Signal::derive(move || session.warning())
            on_stay=Callback::new(move |()| session.stay())
            on_close=Callback::new(move |()| session.close())
            on_lock=Callback::new(move |()| session.lock())
        />
    }
}
