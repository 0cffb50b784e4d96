//! The limits of networks. Each party has an address of its own, named by a proxy that the portal trusts.

use backend::access::network_counts;
use backend::limits::network::Effort;
use chrono::TimeDelta;
use reqwest::Response;
use serde_json::{Value, json};
use shared::bot_challenge::BotChallenge;

use crate::helpers::forms::{PIN, nobody, solve, with, zoe};
use crate::helpers::{Changes, TestApp, code};

const REQUESTS: &str = "/api/v1/access-requests";
const CHALLENGE: &str = "/api/v1/bot-challenge";

/// The proxy is the test itself.
const BEHIND_PROXY: Changes = &[
    ("MYVAX_TRUSTED_PROXIES", "127.0.0.1"),
    ("MYVAX_LIMITS__IPV4_PER_HOUR", "50"),
    ("MYVAX_LIMITS__IPV6_PER_HOUR", "5"),
    ("MYVAX_LIMITS__EASY_PROOFS_PER_HOUR", "4"),
    ("MYVAX_LIMITS__PINS_PER_TEN_MINUTES", "6"),
    ("MYVAX_LIMITS__TRUSTED_NETWORKS", "198.51.100.0/24"),
];

/// A party that calls from one address.
struct Party<'a> {
    test: &'a TestApp,
    address: &'a str,
}

impl<'a> Party<'a> {
    fn at(test: &'a TestApp, address: &'a str) -> Self {
        Self { test, address }
    }

    async fn post(&self, path: &str, body: &Value) -> Response {
        let call = self.test.client.post(format!("{}{path}", self.test.url));
        call.header("x-forwarded-for", self.address)
            .json(body)
            .send()
            .await
            .unwrap()
    }

    async fn challenge(&self) -> Response {
        let call = self.test.client.get(format!("{}{CHALLENGE}", self.test.url));
        call.header("x-forwarded-for", self.address).send().await.unwrap()
    }

    async fn hardness(&self) -> u64 {
        self.challenge()
            .await
            .json::<BotChallenge>()
            .await
            .unwrap()
            .maxnumber
    }

    async fn proof(&self) -> String {
        solve(&self.challenge().await.json().await.unwrap())
    }

    /// Sends forms that are not complete: the limit counts them, and they cost no proof.
    async fn statuses(&self, times: usize) -> Vec<u16> {
        let mut statuses = Vec::new();
        for _ in 0..times {
            statuses.push(self.post(REQUESTS, &json!({})).await.status().as_u16());
        }
        statuses
    }
}

fn count(statuses: &[u16], status: u16) -> usize {
    statuses.iter().filter(|one| **one == status).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_network_over_its_limit_waits_and_others_do_not() {
    let test = TestApp::with_settings(BEHIND_PROXY);
    let flood = Party::at(&test, "203.0.113.7");
    let statuses = flood.statuses(60).await;
    assert_eq!((count(&statuses, 422), count(&statuses, 429)), (50, 10));
    let answer = flood.post(REQUESTS, &zoe()).await;
    assert_eq!(answer.headers()["retry-after"], "3600");
    assert_eq!(code(answer).await, (429, "too-many-requests".into()));
    assert_eq!(flood.challenge().await.status(), 429);
    assert_eq!(Party::at(&test, "203.0.113.8").statuses(1).await, [422]);
    let clinic = Party::at(&test, "198.51.100.9").statuses(60).await;
    assert_eq!(count(&clinic, 422), 60, "a trusted network has no limit");
    test.clock.advance(TimeDelta::hours(1));
    assert_eq!(flood.statuses(1).await, [422]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_addresses_of_an_ipv6_network_count_together() {
    let test = TestApp::with_settings(BEHIND_PROXY);
    let mut statuses = Vec::new();
    for n in 0..8 {
        statuses.extend(Party::at(&test, &format!("2001:db8:1:2::{n}")).statuses(1).await);
    }
    assert_eq!((count(&statuses, 422), count(&statuses, 429)), (5, 3));
    assert_eq!(Party::at(&test, "2001:db8:1:3::1").statuses(1).await, [422]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_is_no_proxy_cannot_choose_its_address() {
    let test = TestApp::with_settings(&[("MYVAX_LIMITS__IPV4_PER_HOUR", "5")]);
    let mut statuses = Vec::new();
    for n in 0..8 {
        statuses.extend(Party::at(&test, &format!("203.0.113.{n}")).statuses(1).await);
    }
    assert_eq!((count(&statuses, 422), count(&statuses, 429)), (5, 3));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_busy_network_gets_harder_proofs_after_a_restart_too() {
    let test = TestApp::with_settings(BEHIND_PROXY);
    let busy = Party::at(&test, "203.0.113.7");
    assert_eq!(busy.hardness().await, 100);
    busy.statuses(4).await;
    assert_eq!(busy.hardness().await, 150);
    network_counts::store(&test.app).await.unwrap();
    let test = test.restarted().await;
    let busy = Party::at(&test, "203.0.113.7");
    assert_eq!(busy.hardness().await, 150);
    busy.statuses(44).await;
    assert_eq!(busy.hardness().await, 200);
    assert_eq!(Party::at(&test, "203.0.113.8").hardness().await, 100);
    let caller = test.app.caller("203.0.113.8".parse().unwrap());
    assert_eq!(
        test.app.networks.effort(&caller, test.app.clock.now()),
        Ok(Effort::LEAST)
    );
    assert_eq!(
        test.count("limit_counter WHERE key LIKE '%203%' OR counts LIKE '%203%'")
            .await,
        0
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proof_from_another_network_or_from_quieter_times_is_refused() {
    let test = TestApp::with_settings(BEHIND_PROXY);
    let (busy, quiet) = (Party::at(&test, "203.0.113.7"), Party::at(&test, "203.0.113.8"));
    let farmed = with(&nobody(), &json!({"bot_proof": quiet.proof().await}));
    assert_eq!(
        code(busy.post(REQUESTS, &farmed).await).await,
        (403, "bot-check-failed".into())
    );
    assert_eq!(quiet.post(REQUESTS, &farmed).await.status(), 202);
    let kept = with(&nobody(), &json!({"bot_proof": busy.proof().await}));
    busy.statuses(20).await;
    assert_eq!(
        code(busy.post(REQUESTS, &kept).await).await,
        (403, "bot-check-failed".into())
    );
    let new = with(&nobody(), &json!({"bot_proof": busy.proof().await}));
    assert_eq!(busy.post(REQUESTS, &new).await.status(), 202);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_network_sends_so_many_pins_in_ten_minutes() {
    let test = TestApp::with_settings(BEHIND_PROXY);
    let body = json!({"token": "0123456789ABCDEFGHJKMNPQRS", "pin": PIN});
    let (flood, other) = (Party::at(&test, "203.0.113.7"), Party::at(&test, "203.0.113.8"));
    for _ in 0..6 {
        assert_eq!(flood.post("/api/v1/unlock", &body).await.status(), 404);
    }
    let answer = flood.post("/api/v1/unlock", &body).await;
    assert_eq!(answer.headers()["retry-after"], "600");
    assert_eq!(answer.status(), 429);
    assert_eq!(other.post("/api/v1/unlock", &body).await.status(), 404);
    test.clock.advance(TimeDelta::minutes(10));
    assert_eq!(flood.post("/api/v1/unlock", &body).await.status(), 404);
}
