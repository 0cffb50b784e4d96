//! The request form: checks the input, sends it, and goes to the next page.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use shared::access_request::{AccessRequestAccepted, AccessRequestForm, Field};
use shared::demographics::Gender;
use shared::portal::ChannelState;
use shared::problem::{FieldError, Problem, ProblemCode};
use shared::routes::page;

use super::robot::{send_with_proof, tick};
use super::service_problem::ServiceNotice;
use crate::api::send_request;
use crate::forms::typed_request::{self, CONTACT, DAY, MONTH, YEAR};
use crate::forms::{RequestForm, RobotCheckState, Sent, SentState};
use ui::api::ApiError;
use ui::browser;
use ui::components::{
    BirthDateField, ContactField, ErrorSummary, Heading, InputKind, PinField, PinUse, RadioGroup, RobotCheck,
    SUMMARY_ID, SubmitButton, TextField, Title, use_title,
};
use ui::i18n::{Words, t, use_words};

const PROBLEM_ID: &str = "service-problem";
const QUESTION_ID: &str = "letters-question";

#[component]
pub fn RequestPage() -> impl IntoView {
    let submission = Submission {
        form: expect_context(),
        sent: expect_context(),
        words: use_words(),
        title: use_title(),
        failure: RwSignal::new(paused_texts(use_words())),
    };
    let Submission { form, sent, .. } = submission;
    // A person who returns from the next page finds the sent request in the form.
    if let Some(sent) = sent.get_untracked()
        && form.fields.is_empty()
    {
        form.fill(&sent.typed);
    }
    let navigate = use_navigate();
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(wire) = submission.checked() {
            // Cloned, because the page and all it owns may be gone when the answer comes.
            let navigate = navigate.clone();
            spawn_local(async move {
                if submission.send(wire).await {
                    navigate(page::REQUEST_SENT, NavigateOptions::default());
                }
            });
        }
    };

    view! {
        <p><a class="back" href=page::START>{t("layout-back")}</a></p>
        <ServiceNotice id=PROBLEM_ID failure=submission.failure/>
        <ErrorSummary problems=form.fields.problems.into()/>
        <Heading text=t("request-title")/>
        <p class="lead">{t("request-lead")}</p>
        <form novalidate on:submit=on_submit>
            <Fields form/>
            <SubmitButton label="request-send" working_label="request-sending" is_working=form.fields.is_sending/>
        </form>
    }
}

/// While no texts can be sent, the page says so before the person types.
fn paused_texts(words: Words) -> Option<ApiError> {
    let sms = words.portal.with_untracked(|portal| portal.channels.sms);
    (sms == ChannelState::Paused).then(|| ApiError::Problem(Box::new(Problem::new(ProblemCode::TextsPaused))))
}

/// The state of one press of the button. Only `failure` belongs to the page and may be gone after an `await`.
#[derive(Clone, Copy)]
struct Submission {
    form: RequestForm,
    sent: SentState,
    words: Words,
    title: Title,
    failure: RwSignal<Option<ApiError>>,
}

impl Submission {
    /// The body to send. `None` while a request is being sent, or when the page shows why it cannot be sent.
    fn checked(self) -> Option<AccessRequestForm> {
        let fields = self.form.fields;
        if fields.is_sending.get_untracked() {
            return None;
        }
        self.failure.set(None);
        self.title.has_error.set(false);
        let typed = fields.typed();
        let is_ticked = self.form.robot.with_untracked(RobotCheckState::is_ticked);
        let wire = match typed_request::check(&typed, browser::today(), &self.words.months(), is_ticked) {
            Ok(wire) => wire,
            Err(problems) => {
                self.refuse(problems);
                return None;
            }
        };
        let was_asked = self.form.was_asked_about_letters;
        if typed_request::needs_latin_letters(&typed) && !was_asked.get_untracked() {
            fields.problems.set(Vec::new());
            was_asked.set(true);
            browser::focus_soon(QUESTION_ID);
            return None;
        }
        if !browser::is_online() {
            self.fail(ApiError::Offline);
            return None;
        }
        fields.problems.set(Vec::new());
        Some(wire)
    }

    /// Returns whether the request was accepted; otherwise the page shows why not.
    async fn send(self, wire: AccessRequestForm) -> bool {
        let fields = self.form.fields;
        let wire = AccessRequestForm {
            locale: Some(untrack(|| self.words.locale()).tag().to_owned()),
            ..wire
        };
        fields.is_sending.set(true);
        let answer = send_with_proof(self.form.robot, async |proof| {
            let with_proof = AccessRequestForm {
                bot_proof: Some(proof),
                ..wire.clone()
            };
            send_request(&with_proof).await
        })
        .await;
        fields.is_sending.set(false);
        match answer {
            Ok(accepted) => self.keep(accepted),
            // The person left the page: the form keeps the input, and no page is left to show the error.
            Err(_) if self.failure.is_disposed() => return false,
            Err(ApiError::Problem(problem)) if self.can_say(&problem) => {
                self.refuse(problem.fields);
                return false;
            }
            Err(error) => {
                self.fail(error);
                return false;
            }
        }
        true
    }

    /// True when the server names fields and this app has a text for the problem of each.
    fn can_say(self, problem: &Problem) -> bool {
        let has_words = |error: &FieldError| self.words.has(&error.message_id());
        problem.code == ProblemCode::InvalidFields
            && !problem.fields.is_empty()
            && untrack(|| problem.fields.iter().all(has_words))
    }

    /// Keeps the sent request for the next page.
    fn keep(self, accepted: AccessRequestAccepted) {
        self.sent.set(Some(Sent {
            request_code: accepted.request_code,
            link_valid_hours: accepted.link_valid_hours,
            typed: typed_request::without_pin(&self.form.fields.typed()),
        }));
        self.form.clear();
    }

    fn refuse(self, problems: Vec<FieldError>) {
        self.form.fields.problems.set(problems);
        self.title.has_error.set(true);
        browser::focus_soon(SUMMARY_ID);
    }

    fn fail(self, error: ApiError) {
        self.failure.set(Some(error));
        browser::focus_soon(PROBLEM_ID);
    }
}

/// Everything between the heading and the button, in the order of the error summary.
#[component]
fn Fields(form: RequestForm) -> impl IntoView {
    let RequestForm { fields, robot, .. } = form;
    let input = move |field| form.input(field);
    let problem = move |field: Field| fields.problem(field.name());
    view! {
        <Names form/>
        <BirthDateField
            id=Field::BirthDate.name()
            legend="request-birth-date"
            hint="request-birth-date-hint"
            texts=[DAY, MONTH, YEAR].map(|id| fields.text(id))
            problem=problem(Field::BirthDate)
        />
        <RadioGroup
            input=input(Field::Gender)
            legend="request-gender"
            hint="request-gender-hint"
            options=Gender::ALL.map(|gender| (gender.name(), gender_label(gender))).to_vec()
        />
        <ContactField
            legend="request-contact"
            hint="request-contact-hint"
            channel=fields.input(CONTACT)
            phone=input(Field::Phone)
            email=input(Field::Email)
        />
        <PinField input=input(Field::Pin) label="request-pin" hint="request-pin-hint" pin_use=PinUse::Create/>
        <PinField input=input(Field::PinAgain) label="request-pin-again" pin_use=PinUse::Create/>
        <RobotCheck
            id=Field::NotARobot.name()
            is_ticked=Signal::derive(move || robot.with(RobotCheckState::is_ticked))
            working=Signal::derive(move || robot.with(robot_words).map(str::to_owned))
            problem=problem(Field::NotARobot)
            on_change=Callback::new(move |is_ticked| tick(robot, is_ticked))
        />
        <div class="consent">
            <p>{t("request-consent")}</p>
            <ul>
                <li><a href=page::PRIVACY>{t("request-privacy")}</a></li>
                <li><a href=page::TERMS>{t("request-terms")}</a></li>
            </ul>
        </div>
    }
}

/// First and last name, with the question about letters if it is asked.
#[component]
fn Names(form: RequestForm) -> impl IntoView {
    let question = move || {
        form.was_asked_about_letters.get().then(
            || view! { <p class="notice" id=QUESTION_ID tabindex="-1">{t("request-name-not-latin")}</p> },
        )
    };
    view! {
        <p class="hint">{t("request-names-hint")}</p>
        {question}
        <TextField
            input=form.input(Field::FirstName)
            label="request-first-name"
            kind=InputKind::GivenName
        />
        <TextField
            input=form.input(Field::LastName)
            label="request-last-name"
            kind=InputKind::FamilyName
        />
    }
}

fn robot_words(state: &RobotCheckState) -> Option<&'static str> {
    match state {
        RobotCheckState::Unticked => None,
        RobotCheckState::Working => Some("request-robot-working"),
        RobotCheckState::Done { .. } => Some("request-robot-done"),
        RobotCheckState::Failed => Some("request-robot-failed"),
    }
}

const fn gender_label(gender: Gender) -> &'static str {
    match gender {
        Gender::Female => "request-gender-female",
        Gender::Male => "request-gender-male",
        Gender::Other => "request-gender-other",
        Gender::Unknown => "request-gender-unknown",
    }
}
