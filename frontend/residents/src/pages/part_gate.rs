//! Loads the texts of a part before it shows the pages that need them.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::service_problem::ServiceProblem;
use ui::i18n::{Part, t, use_words};
use ui::languages::use_languages;

#[component]
pub fn PartGate(part: Part, show: Callback<(), AnyView>) -> impl IntoView {
    let words = use_words();
    let languages = use_languages();
    let failure = RwSignal::new(None);
    let fetch = move || {
        failure.set(None);
        spawn_local(async move {
            let error = languages.need(part).await.err();
            // The person may have left the page while it was loading.
            let _ = failure.try_set(error);
        });
    };
    if !words.parts().contains(&part) {
        fetch();
    }
    let is_here = Memo::new(move |_| words.has_part(part));
    move || match (is_here.get(), failure.get()) {
        (true, _) => show.run(()),
        (false, Some(error)) => {
            view! { <ServiceProblem message=error.message_id() on_retry=Callback::new(move |()| fetch())/> }
                .into_any()
        }
        (false, None) => view! { <p role="status">{t("layout-loading")}</p> }.into_any(),
    }
}
