//! Loads the record before it shows the pages that need it: after a reload it reads the record again, or explains why not.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::immunization::OpenedRecord;

use super::service_problem::ServiceProblem;
use super::viewing_over::{Over, ViewingOver};
use crate::viewing::{Viewing, use_session};
use ui::components::Heading;
use ui::i18n::t;

#[component]
pub fn RecordGate(show: fn(Arc<OpenedRecord>) -> AnyView) -> impl IntoView {
    let session = use_session();
    let failure = RwSignal::new(None);
    let resume = move || {
        failure.set(None);
        spawn_local(async move {
            let error = session.resume().await.err();
            // The person may have left the page while it was loading.
            let _ = failure.try_set(error);
        });
    };
    if session.is_closed() {
        resume();
    }
    move || {
        match session.get() {
        Viewing::Open(record) => show(record),
        Viewing::Locked => view! { <ViewingOver why=Over::Locked/> }.into_any(),
        Viewing::Ended => view! { <ViewingOver why=Over::Ended/> }.into_any(),
        Viewing::Closed => match failure.get() {
            Some(error) => {
                view! { <ServiceProblem message=error.message_id() on_retry=Callback::new(move |()| resume())/> }.into_any()
            }
            None => view! {
                <Heading text=t("record-title")/>
                <p role="status">{t("record-loading")}</p>
            }
            .into_any(),
        },
    }
    }
}
