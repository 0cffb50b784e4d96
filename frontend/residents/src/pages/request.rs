//! The request form: checks what was typed, sends it, goes on to the page that says so.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use shared::access_request::AccessRequestForm;
use shared::demographics::Gender;
use shared::field::Field;
use shared::problem::ProblemCode;
use shared::routes::page;

use super::parts::solve;
use super::service_problem::ServiceNotice;
use crate::api::send_request;
use crate::components::{ContactField, RobotCheck};
use crate::forms::{RequestForm, RobotCheckState, Sent, SentState};
use ui::api::ApiError;
use ui::browser;
use ui::components::{
    BirthDateField, ErrorSummary, Heading, InputKind, PinField, PinUse, RadioGroup, SUMMARY_ID, SubmitButton,
    TextField, use_title,
};
use ui::i18n::{t, use_words};

const PROBLEM_ID: &str = "service-problem";
const QUESTION_ID: &str = "letters-question";

#[component]
pub fn RequestPage() -> impl IntoView {
    let form = expect_context::<RequestForm>();
    let sent = expect_context::<SentState>();
    let words = use_words();
    let title = use_title();
    let navigate = StoredValue::new(use_navigate());
    let failure = RwSignal::new(None::<ApiError>);
    // Who comes back from the page after the form finds what was sent.
    if let Some(sent) = sent.get_untracked()
        && form.is_empty()
    {
        form.fill(sent.typed);
    }

    let refuse = move |problems| {
        form.problems.set(problems);
        title.has_error.set(true);
        browser::focus_soon(SUMMARY_ID);
    };
    let fail = move |error: ApiError| {
        failure.set(Some(error));
        browser::focus_soon(PROBLEM_ID);
    };
    let on_answer = move |answer: Result<_, ApiError>| match answer {
        Ok(shared::access_request::AccessRequestAccepted {
            link_valid_hours,
            request_code,
        }) => {
            sent.set(Some(Sent {
                request_code,
                link_valid_hours,
                typed: form.typed().without_pin(),
            }));
            form.clear();
            navigate.with_value(|navigate| navigate(page::REQUEST_SENT, NavigateOptions::default()));
        }
        Err(ApiError::Problem(problem)) if problem.code == ProblemCode::InvalidFields => {
            refuse(problem.fields);
        }
        Err(error) => fail(error),
    };
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        if form.is_sending.get_untracked() {
            return;
        }
        failure.set(None);
        title.has_error.set(false);
        let typed = form.typed();
        let is_ticked = form.robot.with_untracked(RobotCheckState::is_ticked);
        match typed.check(browser::today(), &words.months(), is_ticked) {
            Err(problems) => refuse(problems),
            Ok(_) if typed.needs_latin_letters() && !form.was_asked_about_letters.get_untracked() => {
                form.problems.set(Vec::new());
                form.was_asked_about_letters.set(true);
                browser::focus_soon(QUESTION_ID);
            }
            Ok(_) if !browser::is_online() => fail(ApiError::Offline),
            Ok(wire) => {
                form.problems.set(Vec::new());
                form.is_sending.set(true);
                let wire = AccessRequestForm {
                    locale: Some(words.locale().tag().to_owned()),
                    ..wire
                };
                spawn_local(async move {
                    let answer = send(form, wire).await;
                    form.is_sending.set(false);
                    on_answer(answer);
                });
            }
        }
    };
    let on_tick = Callback::new(move |is_ticked| {
        if is_ticked {
            form.robot.set(RobotCheckState::Working);
            spawn_local(async move {
                let state = solve().await.unwrap_or(RobotCheckState::Failed);
                // The box may have been cleared while the check was working.
                if form.robot.with_untracked(RobotCheckState::is_ticked) {
                    form.robot.set(state);
                }
            });
        } else {
            form.robot.set(RobotCheckState::Unticked);
        }
    });

    view! {
        <p><a class="back" href=page::START>{t("layout-back")}</a></p>
        <ServiceNotice id=PROBLEM_ID failure/>
        <ErrorSummary problems=form.problems.into()/>
        <Heading text=t("request-title")/>
        <p class="lead">{t("request-lead")}</p>
        <form novalidate on:submit=on_submit>
            <Fields form on_tick/>
            <SubmitButton label="request-send" working_label="request-sending" is_working=form.is_sending/>
        </form>
    }
}

/// Everything between the heading and the button, in the order of the error summary.
#[component]
fn Fields(form: RequestForm, on_tick: Callback<bool>) -> impl IntoView {
    view! {
        <p class="hint">{t("request-names-hint")}</p>
        {move || {
            form.was_asked_about_letters
                .get()
                .then(|| {
                    view! {
                        <p class="notice" id=QUESTION_ID tabindex="-1">{t("request-name-not-latin")}</p>
                    }
                })
        }}
        <TextField
            id=Field::FirstName.name()
            label="request-first-name"
            kind=InputKind::GivenName
            value=form.first_name
            problem=form.problem(Field::FirstName)
        />
        <TextField
            id=Field::LastName.name()
            label="request-last-name"
            kind=InputKind::FamilyName
            value=form.last_name
            problem=form.problem(Field::LastName)
        />
        <BirthDateField
            day=form.day
            month=form.month
            year=form.year
            problem=form.problem(Field::BirthDate)
        />
        <RadioGroup
            id=Field::Gender.name()
            legend="request-gender"
            hint="request-gender-hint"
            options=Gender::ALL.map(|gender| (gender.name(), gender_label(gender))).to_vec()
            chosen=form.gender
            problem=form.problem(Field::Gender)
        />
        <ContactField form/>
        <PinField
            id=Field::Pin.name()
            label="request-pin"
            hint="request-pin-hint"
            pin_use=PinUse::Create
            value=form.pin
            problem=form.problem(Field::Pin)
        />
        <PinField
            id=Field::PinAgain.name()
            label="request-pin-again"
            pin_use=PinUse::Create
            value=form.pin_again
            problem=form.problem(Field::PinAgain)
        />
        <RobotCheck state=form.robot problem=form.problem(Field::NotARobot) on_change=on_tick/>
        <div class="consent">
            <p>{t("request-consent")}</p>
            <ul>
                <li><a href=page::PRIVACY>{t("request-privacy")}</a></li>
                <li><a href=page::TERMS>{t("request-terms")}</a></li>
            </ul>
        </div>
    }
}

/// Sends with a proof that is still good. A proof the server refuses is made anew, once.
async fn send(
    form: RequestForm,
    wire: AccessRequestForm,
) -> Result<shared::access_request::AccessRequestAccepted, ApiError> {
    let with_proof = |proof: String| AccessRequestForm {
        bot_proof: Some(proof),
        ..wire.clone()
    };
    let answer = send_request(&with_proof(proof(form).await?)).await;
    match answer {
        Err(error) if error.code() == Some(ProblemCode::BotCheckFailed) => {
            form.robot.set(RobotCheckState::Unticked);
            send_request(&with_proof(proof(form).await?)).await
        }
        answer => answer,
    }
}

/// The proof that is there, or a new one where it is missing, still being worked on, or about to end.
async fn proof(form: RequestForm) -> Result<String, ApiError> {
    while form
        .robot
        .with_untracked(|state| *state == RobotCheckState::Working)
    {
        browser::pause(50).await;
    }
    let now = browser::now_in_seconds();
    if let Some(proof) = form
        .robot
        .with_untracked(|state| state.proof(now).map(str::to_owned))
    {
        return Ok(proof);
    }
    form.robot.set(RobotCheckState::Working);
    let state = solve().await;
    form.robot.set(state.clone().unwrap_or(RobotCheckState::Failed));
    state?.proof(now).map(str::to_owned).ok_or(ApiError::Unexpected)
}

const fn gender_label(gender: Gender) -> &'static str {
    match gender {
        Gender::Female => "request-gender-female",
        Gender::Male => "request-gender-male",
        Gender::Other => "request-gender-other",
        Gender::Unknown => "request-gender-unknown",
    }
}
