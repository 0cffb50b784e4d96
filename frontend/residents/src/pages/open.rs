//! Opens a link: removes the token from the address bar, asks for the PIN, or explains why the link does not open.

use leptos::ev::{SubmitEvent, hashchange};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use shared::problem::ProblemCode;
use shared::routes::page;
use shared::unlock::{PIN, token_in};

use crate::api;
use crate::forms::UnlockForm;
use crate::viewing::use_session;
use ui::api::ApiError;
use ui::browser;
use ui::components::rich;
use ui::components::{
    ContactBlock, Heading, InputKind, Notice, PinField, PinUse, Prose, SubmitButton, TextField, Title,
    use_title,
};
use ui::form::Input;
use ui::i18n::{Arg, t};

use super::not_me::{NotMe, Revoked};
use super::service_problem::ServiceNotice;

const PROBLEM_ID: &str = "service-problem";
/// The answers after which another try with this link is useless.
const DEAD: [ProblemCode; 3] = [
    ProblemCode::LinkExpired,
    ProblemCode::LinkLocked,
    ProblemCode::LinkUnknown,
];

/// The content of the page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// No link yet, or only a part of one.
    Paste,
    Pin,
    /// The link does not open (any more), for this reason.
    Dead(ProblemCode),
    /// The person ended the link.
    Revoked,
}

#[component]
pub fn OpenPage() -> impl IntoView {
    let form = UnlockForm::new();
    let stage = RwSignal::new(Stage::Paste);
    let take_link = move || {
        if let Some(fragment) = browser::take_fragment() {
            let token = token_in(&fragment).map(str::to_owned);
            stage.set(if token.is_some() {
                Stage::Pin
            } else {
                Stage::Dead(ProblemCode::LinkUnknown)
            });
            form.start_over(token);
        }
    };
    Effect::new(move |_| take_link());
    // A second link opened in the same tab changes the fragment without a reload. The router does not report it, because it
    // did not see that the fragment was removed from the address.
    let second_link = window_event_listener(hashchange, move |_| take_link());
    on_cleanup(move || second_link.remove());
    move || match stage.get() {
        Stage::Paste => view! { <Paste form stage/> }.into_any(),
        Stage::Pin => view! { <EnterPin form stage/> }.into_any(),
        Stage::Dead(why) => view! { <DeadLink why/> }.into_any(),
        Stage::Revoked => view! { <Revoked/> }.into_any(),
    }
}

/// Shows what the person's own action led to; the control that had the focus is gone, so the heading takes it.
fn go_on(stage: RwSignal<Stage>, title: Title, to: Stage) {
    title.take_focus();
    stage.set(to);
}

#[component]
fn EnterPin(form: UnlockForm, stage: RwSignal<Stage>) -> impl IntoView {
    let session = use_session();
    let title = use_title();
    let navigate = StoredValue::new(use_navigate());
    // After a wrong PIN: the number of tries left.
    let tries_left = RwSignal::new(None::<u8>);
    let failure = RwSignal::new(None::<ApiError>);

    let on_problem = move |error: ApiError| {
        let problem = match &error {
            ApiError::Problem(problem) => Some((problem.code, problem.attempts_left)),
            ApiError::Offline | ApiError::Unexpected => None,
        };
        match problem {
            Some((ProblemCode::PinMismatch, attempts_left)) => {
                form.fields.clear();
                tries_left.set(attempts_left);
                title.has_error.set(true);
                browser::focus_soon(PROBLEM_ID);
            }
            Some((code, _)) if DEAD.contains(&code) => go_on(stage, title, Stage::Dead(code)),
            Some(_) | None => {
                failure.set(Some(error));
                browser::focus_soon(PROBLEM_ID);
            }
        }
    };
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        if form.fields.is_sending.get_untracked() {
            return;
        }
        failure.set(None);
        tries_left.set(None);
        title.has_error.set(false);
        let Some(request) = form.request() else {
            title.has_error.set(true);
            browser::focus(PIN);
            return;
        };
        form.fields.is_sending.set(true);
        spawn_local(async move {
            let answer = api::unlock(&request).await;
            form.fields.is_sending.set(false);
            match answer {
                Ok(record) => {
                    session.open(record);
                    // A person who has left this page stays on the other one. Its header offers to lock.
                    let _ = navigate
                        .try_with_value(|navigate| navigate(page::RECORD, NavigateOptions::default()));
                }
                // The page is gone and cannot show the error.
                Err(_) if failure.is_disposed() => {}
                Err(error) => on_problem(error),
            }
        });
    };
    view! {
        {move || {
            tries_left
                .get()
                .map(|left| {
                    view! {
                        <Notice id=PROBLEM_ID title=t("layout-error-summary-title")>
                            <p>
                                {rich(
                                    ProblemCode::PinMismatch.message_id(),
                                    vec![("attempts", Arg::Number(left.into()))],
                                )}
                            </p>
                        </Notice>
                    }
                })
        }}
        <ServiceNotice id=PROBLEM_ID failure/>
        <Heading text=t("unlock-title")/>
        <p class="lead">{t("unlock-lead")}</p>
        <form novalidate on:submit=on_submit>
            <PinField input=form.pin() label="unlock-pin" pin_use=PinUse::Enter/>
            <SubmitButton label="unlock-action" working_label="unlock-opening" is_working=form.fields.is_sending/>
        </form>
        <p>{t("unlock-forgot")}" "<a href=page::REQUEST>{t("unlock-ask-again")}</a></p>
        <NotMe token=form.token on_revoked=Callback::new(move |()| go_on(stage, title, Stage::Revoked))/>
    }
}

#[component]
fn Paste(form: UnlockForm, stage: RwSignal<Stage>) -> impl IntoView {
    let title = use_title();
    let pasted = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<&'static str>);
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = pasted.get_untracked();
        if let Some(token) = token_in(&typed) {
            form.token.set(Some(token.to_owned()));
            go_on(stage, title, Stage::Pin);
        } else {
            let is_empty = typed.trim().is_empty();
            wrong.set(Some(if is_empty {
                "unlock-paste-missing"
            } else {
                "unlock-paste-wrong"
            }));
            browser::focus_soon(PROBLEM_ID);
        }
    };
    view! {
        {move || {
            wrong
                .get()
                .map(|id| {
                    view! {
                        <Notice id=PROBLEM_ID title=t("layout-error-summary-title")>
                            <p>{t(id)}</p>
                        </Notice>
                    }
                })
        }}
        <Heading text=t("unlock-paste-title")/>
        <p class="lead">{t("unlock-paste-lead")}</p>
        <form novalidate on:submit=on_submit>
            <TextField input=Input::new("link", pasted) label="unlock-paste-field" kind=InputKind::Link/>
            <p class="action">
                <button type="submit" class="button-primary">{t("unlock-paste-action")}</button>
            </p>
        </form>
        <p><a href=page::REQUEST>{t("unlock-ask-again")}</a></p>
    }
}

#[component]
fn DeadLink(why: ProblemCode) -> impl IntoView {
    view! {
        <Heading text=t(why.message_id())/>
        <Prose id=format!("{}-body", why.message_id())/>
        <p class="action"><a class="button-primary" href=page::REQUEST>{t("unlock-ask-again")}</a></p>
        <ContactBlock/>
    }
}
