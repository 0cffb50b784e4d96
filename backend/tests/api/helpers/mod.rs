//! Starts the app and calls it as a visitor's browser does.

pub mod database;
pub mod doors;
pub mod exposition;
pub mod fixed_clock;
pub mod forms;
pub mod gateways;
pub mod listeners;
pub mod memory_registry;
pub mod messages;
pub mod process;
mod reported_record;

use std::collections::BTreeMap;
use std::net::TcpListener;
use std::sync::Arc;

use backend::app::App;
use backend::clock::Clock;
use backend::config::{Config, Mode, Sources};
use backend::db::time::SharedTime;
use backend::intake::read_at::ReadAt;
use backend::intake::{Importer, hl7v2};
use backend::registry::Registry;
use backend::shell::Shell;
use backend::{commands, jobs, server};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::BigInt;
use reqwest::{Client, Response, StatusCode};
use serde_json::{Value, json};
use shared::message::OutboxMessage;

use database::TestDatabase;
use fixed_clock::FixedClock;
use memory_registry::{MemoryRegistry, is_memory};

#[derive(QueryableByName)]
struct Text {
    #[diesel(sql_type = diesel::sql_types::Text)]
    value: String,
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// A running portal of one test.
pub struct TestApp {
    pub app: Arc<App>,
    pub clock: Arc<FixedClock>,
    pub url: String,
    pub client: Client,
    pub database: TestDatabase,
    /// The registry of this test, if it is not the local one.
    memory: Option<Arc<MemoryRegistry>>,
    changes: Changes,
    server: actix_web::dev::ServerHandle,
}

/// As a department's service has it; the demo refuses it.
const PUBLIC_URL: &str = "https://vax.example.org";

/// Settings of every test: throwaway keys that stay the same over a restart, and a quick robot check.
pub fn settings(database_url: &str) -> BTreeMap<String, String> {
    let key = |byte: &str| base64_key(byte);
    [
        ("MYVAX_DATABASE_URL", database_url.to_owned()),
        ("MYVAX_PUBLIC_URL", "http://localhost:8080".to_owned()),
        ("MYVAX_PIN_PEPPER", key("p")),
        ("MYVAX_SEAL_KEY", key("s")),
        ("MYVAX_CONTACT_KEY", key("c")),
        ("MYVAX_SESSION_KEY", key("k")),
        ("MYVAX_BOT_CHECK__MAX_NUMBER", "100".to_owned()),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value))
    .collect()
}

pub fn base64_key(byte: &str) -> String {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.encode(byte.repeat(32))
}

/// Settings of one test: the name of a variable, and its value.
pub type Changes = &'static [(&'static str, &'static str)];

fn changed(database: &TestDatabase, changes: Changes) -> BTreeMap<String, String> {
    let mut environment = settings(&database.url);
    let changes = changes
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    environment.extend(changes);
    environment
}

fn app_on(
    settings: BTreeMap<String, String>,
    clock: &Arc<FixedClock>,
    memory: Option<&Arc<MemoryRegistry>>,
) -> App {
    let sources = Sources {
        environment: settings,
        ..Sources::default()
    };
    let config = Config::load(&sources, Mode::Demo).unwrap_or_else(|mistakes| panic!("{mistakes}"));
    let mut app = App::new(&config, Arc::clone(clock) as Arc<dyn Clock>).unwrap();
    PUBLIC_URL.clone_into(&mut app.public_url);
    app.time = SharedTime::of_clock(Arc::clone(clock) as Arc<dyn Clock>);
    if let Some(memory) = memory {
        app.registry = Arc::clone(memory) as Arc<dyn Registry>;
    }
    app
}

impl TestApp {
    pub fn start() -> Self {
        Self::start_on(TestDatabase::new())
    }

    /// Starts on a database that may already contain data. Imports the sample registry if it is missing. The memory registry
    /// loads it again, and leaves the tables of the local one empty.
    pub fn start_on(database: TestDatabase) -> Self {
        Self::start_with(database, |_| {})
    }

    /// Starts with a changed app.
    pub fn start_with(database: TestDatabase, change: impl FnOnce(&mut App)) -> Self {
        Self::start_at(database, Arc::new(FixedClock::default()), (&[], change))
    }

    /// Starts with other settings than every test has.
    pub fn with_settings(changes: Changes) -> Self {
        let clock = Arc::new(FixedClock::default());
        Self::start_at(TestDatabase::new(), clock, (changes, |_: &mut App| {}))
    }

    /// Ends the server as SIGKILL does, and starts it again at the same time.
    pub async fn restarted(self) -> Self {
        let (clock, changes) = (Arc::clone(&self.clock), self.changes);
        Self::start_at(self.crash().await, clock, (changes, |_: &mut App| {}))
    }

    fn start_at(
        database: TestDatabase,
        clock: Arc<FixedClock>,
        (changes, change): (Changes, impl FnOnce(&mut App)),
    ) -> Self {
        let sample = || Arc::new(MemoryRegistry::of_the_sample(ReadAt::of(clock.as_ref())));
        let memory = is_memory().then(sample);
        let mut app = app_on(changed(&database, changes), &clock, memory.as_ref());
        change(&mut app);
        let app = Arc::new(app);
        if memory.is_none() {
            commands::sample::add(&app.db, &app.contact_hashers, clock.as_ref()).unwrap();
        }
        Self::serve(app, clock, database, (memory, changes))
    }

    /// Serves on the same database with these settings changed, as another machine does. A change to the empty text
    /// removes the setting.
    pub fn another_machine(&self, changes: &[(String, String)]) -> Self {
        let mut settings = changed(&self.database, self.changes);
        settings.extend(changes.iter().cloned());
        settings.retain(|_, value| !value.is_empty());
        let app = Arc::new(app_on(settings, &self.clock, self.memory.as_ref()));
        Self::serve(
            app,
            Arc::clone(&self.clock),
            self.database.shared(),
            (self.memory.clone(), self.changes),
        )
    }

    /// Serves on the same database with another clock, as another machine does.
    pub fn machine_with_clock(&self, clock: &Arc<FixedClock>) -> Self {
        let app = app_on(settings(&self.database.url), clock, self.memory.as_ref());
        Self::serve(
            Arc::new(app),
            Arc::clone(clock),
            self.database.shared(),
            (self.memory.clone(), self.changes),
        )
    }

    fn serve(
        app: Arc<App>,
        clock: Arc<FixedClock>,
        database: TestDatabase,
        (memory, changes): (Option<Arc<MemoryRegistry>>, Changes),
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let shell = Shell::render(&app);
        let running = server::serve(Arc::clone(&app), shell, listener).unwrap();
        let server = running.handle();
        tokio::spawn(running);
        Self {
            app,
            clock,
            url,
            client: Client::new(),
            database,
            memory,
            changes,
            server,
        }
    }

    /// The app of a second process on the same database.
    pub fn another_app(&self) -> App {
        app_on(
            changed(&self.database, self.changes),
            &self.clock,
            self.memory.as_ref(),
        )
    }

    /// Reports to the registry of this test, in HL7 v2.
    pub fn report(&self, messages: &str) {
        if let Some(memory) = &self.memory {
            memory.take(messages, ReadAt::of(self.clock.as_ref()));
            return;
        }
        let mut importer = Importer::new(&self.app.db, &self.app.contact_hashers, self.clock.as_ref());
        hl7v2::import(&mut importer, "report.hl7", messages.as_bytes(), &mut |refused| {
            panic!("{}", refused.error.text)
        })
        .unwrap();
    }

    /// Ends the server as SIGKILL does: no lease is released, and the database stays.
    pub async fn crash(self) -> TestDatabase {
        self.server.stop(false).await;
        self.database
    }

    pub async fn get(&self, path: &str) -> Response {
        self.client
            .get(format!("{}{path}", self.url))
            .send()
            .await
            .unwrap()
    }

    pub async fn post(&self, path: &str, body: &Value) -> Response {
        self.client
            .post(format!("{}{path}", self.url))
            .json(body)
            .send()
            .await
            .unwrap()
    }

    /// Solves a new robot challenge.
    pub async fn proof(&self) -> String {
        forms::solve(&self.get("/api/v1/bot-challenge").await.json().await.unwrap())
    }

    /// Submits a form with a new proof.
    pub async fn submit(&self, form: &Value) -> Response {
        let mut form = form.clone();
        form["bot_proof"] = json!(self.proof().await);
        self.post("/api/v1/access-requests", &form).await
    }

    /// Lets the worker process everything that is due.
    pub async fn work(&self) {
        while jobs::round(&self.app).await > 0 {}
    }

    /// Counts the rows of a table, or of `table WHERE …`.
    pub async fn count(&self, of: &str) -> i64 {
        let query = format!("SELECT COUNT(*) AS n FROM {of}");
        self.app
            .db
            .read(move |conn| Ok(sql_query(query).get_result::<Count>(conn)?.n))
            .await
            .unwrap()
    }

    /// The one text that `SELECT … AS value FROM …` finds.
    pub async fn text_of(&self, query: &'static str) -> String {
        self.app
            .db
            .read(move |conn| Ok(sql_query(query).get_result::<Text>(conn)?.value))
            .await
            .unwrap()
    }

    /// Inserts rows that no form creates; `n` in `values` counts them from 1.
    pub async fn rows(&self, into: &str, values: &str, count: u32) {
        let numbers = "WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number";
        let statement =
            format!("INSERT INTO {into} {numbers} WHERE n < {count}) SELECT {values} FROM number");
        self.run(&statement).await;
    }

    pub async fn run(&self, statement: &str) {
        let query = sql_query(statement);
        self.app
            .db
            .write(move |conn| Ok(query.execute(conn)?))
            .await
            .unwrap();
    }

    pub fn inbox(&self) -> Vec<OutboxMessage> {
        self.app.demo_inbox.as_ref().expect("tests run as demo").recent()
    }

    /// Submits, works, and returns the token of the one link that was sent.
    pub async fn link_for(&self, form: &Value) -> String {
        let before = self.inbox().len();
        let response = self.submit(form).await;
        assert_eq!(
            response.status(),
            StatusCode::ACCEPTED,
            "{}",
            response.text().await.unwrap()
        );
        self.work().await;
        let inbox = self.inbox();
        assert_eq!(inbox.len(), before + 1, "one message for one request");
        token_in(&inbox[0].text).expect("the message holds a link")
    }

    pub async fn unlock(&self, token: &str, pin: &str) -> Response {
        self.post("/api/v1/unlock", &json!({"token": token, "pin": pin}))
            .await
    }

    /// Opens the record of a person and returns it with the cookie header for further calls.
    pub async fn opened(&self, form: &Value) -> (Value, String) {
        let token = self.link_for(form).await;
        let response = self.unlock(&token, form["pin"].as_str().unwrap()).await;
        assert_eq!(response.status(), StatusCode::OK);
        let cookie = cookie_of(&response);
        (response.json().await.unwrap(), cookie)
    }

    pub async fn get_with(&self, path: &str, cookie: &str) -> Response {
        self.client
            .get(format!("{}{path}", self.url))
            .header("cookie", cookie)
            .send()
            .await
            .unwrap()
    }
}

/// `name=value` of the cookie that a response sets.
pub fn cookie_of(response: &Response) -> String {
    let set = response.headers()["set-cookie"].to_str().unwrap();
    set.split(';').next().unwrap().to_owned()
}

pub fn token_in(text: &str) -> Option<String> {
    let after = text.split_once('#')?.1;
    Some(after.chars().take(26).collect())
}

/// The status and the code of a problem body.
pub async fn code(response: Response) -> (u16, String) {
    let status = response.status().as_u16();
    let body: Value = response.json().await.unwrap();
    assert_eq!(body["status"], status);
    (status, body["code"].as_str().unwrap().to_owned())
}
