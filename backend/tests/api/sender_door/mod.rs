//! The senders' listener: plain messages and SOAP envelopes, credentials, and the separation of senders.

mod accounts;
mod documented;
mod limits;
mod links;
mod plain;
mod soap;
mod traces;

use backend::clock::Clock;
use backend::commands::senders::{self, Links, SenderTools};
use backend::db::{DbConnection, patients};
use reqwest::{RequestBuilder, Response};

use crate::helpers::TestApp;
use crate::helpers::listeners::serve_senders;

const ENVELOPE_12: &str = "http://www.w3.org/2003/05/soap-envelope";
const ENVELOPE_11: &str = "http://schemas.xmlsoap.org/soap/envelope/";

/// The app with its senders' listener, and one account: `clinic`, which sends for CLINIC.
struct Door {
    test: TestApp,
    url: String,
    password: String,
}

impl Door {
    fn open() -> Self {
        let test = TestApp::start();
        let url = format!("http://{}", serve_senders(&test));
        let door = Self {
            test,
            url,
            password: String::new(),
        };
        let password =
            door.command(|tools| senders::add(tools, "clinic", &["CLINIC".to_owned()], Links::All));
        Self { password, ..door }
    }

    /// Runs a command of `myvax senders` and returns what it printed.
    fn command(&self, run: impl FnOnce(&mut SenderTools<'_>) -> anyhow::Result<()>) -> String {
        let (mut out, mut words) = (Vec::new(), Vec::new());
        let mut tools = SenderTools {
            database: &self.test.app.db,
            clock: self.test.clock.as_ref() as &dyn Clock,
            out: &mut out,
            words: &mut words,
        };
        run(&mut tools).unwrap();
        String::from_utf8(out).unwrap().trim().to_owned()
    }

    fn post(&self, content_type: &str) -> RequestBuilder {
        self.test
            .client
            .post(format!("{}/registry/hl7v2", self.url))
            .header("content-type", content_type)
    }

    /// Sends a plain message with the clinic's credentials.
    async fn send(&self, message: impl Into<reqwest::Body>) -> Response {
        self.post("application/hl7-v2")
            .basic_auth("clinic", Some(&self.password))
            .body(message)
            .send()
            .await
            .unwrap()
    }

    /// Sends the body of a SOAP 1.2 envelope; returns status and answer.
    async fn call(&self, body: &str) -> (u16, String) {
        let response = self
            .post("application/soap+xml; charset=utf-8")
            .body(envelope(ENVELOPE_12, body))
            .send()
            .await
            .unwrap();
        (response.status().as_u16(), response.text().await.unwrap())
    }

    /// Those of the senders CLINIC, EHR and HOSPITAL that have a record of the person in the messages.
    async fn senders_of_dana(&self) -> Vec<&'static str> {
        let mut found = Vec::new();
        for sender in ["CLINIC", "EHR", "HOSPITAL"] {
            let find = move |conn: &mut DbConnection| patients::find_row(conn, sender, "D1^CLINIC");
            if self.test.app.db.read(find).await.unwrap().is_some() {
                found.push(sender);
            }
        }
        found
    }

    async fn patients(&self) -> i64 {
        self.test.app.db.read(patients::count).await.unwrap()
    }
}

fn envelope(namespace: &str, body: &str) -> String {
    format!("<e:Envelope xmlns:e=\"{namespace}\"><e:Body>{body}</e:Body></e:Envelope>")
}

/// A message of a facility about one invented person, with one dose.
fn message(facility: &str, id: &str) -> String {
    [
        &format!("MSH|^~\\&|EHR|{facility}|||20261120120000+0000||VXU^V04^VXU_V04|{id}|P|2.5.1"),
        "PID|1||D1^^^CLINIC^MR||Doorly^Dana^^^^^L||19900102|F|||||^PRN^CP^^^617^5550177",
        "ORC|RE||77^CLINIC",
        "RXA|0|1|20250301||140^Influenza^CVX|0.5|mL^mL^UCUM||00^New^NIP001||||||LOT9|||||CP|A",
    ]
    .into_iter()
    .fold(String::new(), |text, segment| text + segment + "\r")
}

/// A message as XML text, with CR as a character reference.
fn in_xml(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('\r', "&#xD;")
}

/// A call of the 2011 description.
fn submit_2011(name: &str, password: &str, facility: &str, message: &str) -> String {
    format!(
        "<submitSingleMessage xmlns=\"urn:cdc:iisb:2011\"><username>{name}</username><password>{password}</password>\
         <facilityID>{facility}</facilityID><hl7Message>{}</hl7Message></submitSingleMessage>",
        in_xml(message)
    )
}

/// A call of the 2014 description.
fn submit_2014(name: &str, password: &str, facility: &str, message: &str) -> String {
    format!(
        "<i:SubmitSingleMessageRequest xmlns:i=\"urn:cdc:iisb:2014\"><i:Username>{name}</i:Username>\
         <i:Password>{password}</i:Password><i:FacilityID>{facility}</i:FacilityID>\
         <i:Hl7Message>{}</i:Hl7Message></i:SubmitSingleMessageRequest>",
        in_xml(message)
    )
}
