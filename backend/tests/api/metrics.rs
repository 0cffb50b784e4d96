//! `/metrics`: Prometheus's text format, counts that rise by what was done, and nothing about people. The documents and the
//! alert rules name the metrics that exist.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

use crate::helpers::database::{TestDatabase, is_postgres};
use crate::helpers::exposition::Exposition;
use crate::helpers::forms::{PIN, nobody, ruth, with, zoe};
use crate::helpers::gateways::{self, Gateway, MAIL_PASSWORD, TOKEN};
use crate::helpers::process::{Process, command, free_port};
use crate::helpers::{TestApp, base64_key, token_in};
use crate::readiness::Operations;

const TABLE: &str = include_str!("../../../docs/operations.md");
const ALERTS: &str = include_str!("../../../docs/alerts.yml");
const MATCHING: &str = include_str!("../../../docs/matching.md");
const DECIDED: &str = "myvax_requests_decided_total";
const HTTP: &str = "myvax_http_request_duration_seconds_count";

fn import_the_sample(settings: &BTreeMap<String, String>) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/data/sample/special.hl7");
    let imported = command(settings, &["registry", "import", folder]).output();
    assert!(imported.unwrap().status.success());
}

/// The metrics in the table of the documents, with their types.
fn documented() -> BTreeMap<String, String> {
    let rows = TABLE.lines().filter_map(|line| line.strip_prefix("| `"));
    let metric = rows.filter(|row| row.starts_with("myvax_") || row.starts_with("process_"));
    metric
        .map(|row| {
            let (name, rest) = row.split_once('`').unwrap();
            let kind = rest.split('|').nth(1).unwrap().trim();
            (name.to_owned(), kind.to_owned())
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_count_rises_by_what_was_done_and_names_nobody() {
    let (mail, texts, database) = (Gateway::mail(&[]), Gateway::texts(), TestDatabase::new());
    let mut settings = gateways::settings(&database.url, &mail, &texts);
    settings.insert(
        "MYVAX_REGISTRY_LISTEN".into(),
        format!("127.0.0.1:{}", free_port()),
    );
    import_the_sample(&settings);
    let process = Process::portal(&settings, &[]).await;
    let before = process.metrics().await;
    assert_eq!(before.sum(DECIDED), 0);

    let mut by_email = with(&nobody(), &json!({"email": "abe.unheard@example.org"}));
    by_email.as_object_mut().unwrap().remove("phone");
    assert_eq!(process.submit(&ruth()).await, 202);
    assert_eq!(process.submit(&by_email).await, 202);
    assert_eq!(process.submit(&with(&ruth(), &json!({"pin": "1234"}))).await, 422);
    let all_are_sent = async |_: &Process| mail.log().len() == 1 && texts.log().len() == 1;
    process.until("an e-mail and a text are sent", all_are_sent).await;
    let text = texts.log()[0]["Body"].as_str().unwrap().to_owned();
    let token = token_in(&text).unwrap();
    assert_eq!(process.unlock(&token, "7295").await, Some(403));
    assert_eq!(process.unlock(&token, PIN).await, Some(200));
    let odd = format!("{}/open/{token}?name=Unheard", process.url);
    process.client.get(odd).send().await.unwrap();

    let counted = async |process: &Process| {
        let sent = process.metrics().await.sum("myvax_sends_total");
        sent >= 2
    };
    process.until("both sends are counted", counted).await;
    let after = process.metrics().await;
    let of_calls = |method: &str, route: &str, status: &str| {
        after.value(&format!(
            r#"{HTTP}{{method="{method}",route="{route}",status="{status}"}}"#
        ))
    };
    for (value, expected) in [
        (of_calls("POST", "/api/v1/access-requests", "2xx"), 2),
        (of_calls("POST", "/api/v1/access-requests", "4xx"), 1),
        (of_calls("POST", "/api/v1/unlock", "2xx"), 1),
        (of_calls("POST", "/api/v1/unlock", "4xx"), 1),
        (of_calls("GET", "(none)", "4xx"), 1),
        (
            after.value(&format!(r#"{DECIDED}{{end="matched",reason="matched"}}"#)),
            1,
        ),
        (
            after.value(&format!(r#"{DECIDED}{{end="not-matched",reason="no_contact"}}"#)),
            1,
        ),
        (after.sum(DECIDED), 2),
        (
            after.value(r#"myvax_sends_total{channel="sms",outcome="accepted"}"#),
            1,
        ),
        (
            after.value(r#"myvax_sends_total{channel="email",outcome="accepted"}"#),
            1,
        ),
        (after.value("myvax_text_budget_spent"), 1),
        (after.value("myvax_text_budget_limit"), 20_000),
        // Both answers hash a PIN, so that their times are the same, and so do both unlocks.
        (after.value("myvax_hashes_total"), 4),
        (after.value("myvax_ready"), 1),
        (after.sum("myvax_loop_well"), 5),
        (after.sum("myvax_queue_rows"), 0),
        (after.value("myvax_generation_current"), 1),
    ] {
        assert_eq!(value, expected, "{}", after.text);
    }
    assert!(after.value("process_resident_memory_bytes") > 1_000_000);
    assert!(after.value(r#"myvax_connections{listener="portal"}"#) >= 1);

    let private = [
        "Ruth",
        "Winters",
        "1944",
        "5550118",
        "Unheard",
        "unheard",
        "1990-01",
        "example.org",
        "7295",
        "1234",
        "EXAMPLE CLINIC",
        "AC0123456789",
        MAIL_PASSWORD,
        TOKEN,
        &token,
    ];
    for text in [&before.text, &after.text] {
        for secret in private {
            assert!(!text.contains(secret), "{secret} is in {text}");
        }
        let mut words = text.split(|c: char| !c.is_alphanumeric());
        assert!(!words.any(|word| word == PIN), "{text}");
    }
    the_table_lists(&after);
    assert!(process.stop().ended_well);
}

/// The documents list each metric with its type, and no other.
fn the_table_lists(exposed: &Exposition) {
    let mut documented = documented();
    if is_postgres() {
        // The disk of a server is not this process's.
        documented.retain(|name, _| !name.starts_with("myvax_disk_"));
    }
    assert_eq!(documented, exposed.types);
}

/// The reasons in the list of the documents, without their details.
fn documented_reasons() -> Vec<&'static str> {
    let (_, list) = MATCHING.split_once("## Reasons").unwrap();
    let items = list.lines().filter_map(|line| line.strip_prefix("- "));
    let codes = items.flat_map(|item| item.split(": ").next().unwrap().split('`').skip(1).step_by(2));
    codes
        .filter(|code| !code.starts_with('-'))
        .map(|code| code.split('(').next().unwrap())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_reason_of_the_documents_has_its_own_count() {
    let test = TestApp::start();
    let metrics = Operations::of(&test).metrics().await;
    let reasons = documented_reasons();
    assert!(reasons.len() > 10, "{reasons:?}");
    for reason in reasons {
        let label = format!(r#"reason="{reason}"}}"#);
        let mut series = metrics.text.lines().filter(|line| line.starts_with(DECIDED));
        assert!(series.any(|line| line.contains(&label)), "{reason}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_alone_exports_its_own_metrics() {
    let (mail, texts, database) = (Gateway::mail(&[]), Gateway::texts(), TestDatabase::new());
    let settings = gateways::settings(&database.url, &mail, &texts);
    import_the_sample(&settings);
    let worker = Process::worker(&settings);
    worker
        .until("the worker is ready", async |worker| worker.ready().await == 200)
        .await;
    // The loop that computes contact hashes looks at them in its first round.
    let knows_hashes =
        async |worker: &Process| worker.metrics().await.value("myvax_contact_hashes_known") == 1;
    worker.until("the contact hashes are known", knows_hashes).await;
    let metrics = worker.metrics().await;
    assert_eq!(metrics.sum("myvax_loop_well"), 5);
    assert!(metrics.has("myvax_queue_overdue_seconds"));
    assert!(worker.stop().ended_well);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_is_counted_by_queue() {
    let test = TestApp::start();
    let operations = Operations::of(&test);
    for form in [zoe(), ruth()] {
        test.submit(&form).await;
    }
    test.clock.advance(chrono::TimeDelta::seconds(90));
    let metrics = operations.metrics().await;
    let of_queue = |metric: &str, queue: &str| metrics.value(&format!(r#"{metric}{{queue="{queue}"}}"#));
    assert_eq!(of_queue("myvax_queue_rows", "deciding"), 2);
    assert_eq!(of_queue("myvax_queue_rows", "sending e-mail"), 0);
    for metric in ["myvax_queue_oldest_seconds", "myvax_queue_overdue_seconds"] {
        assert_eq!(of_queue(metric, "deciding"), 90, "{metric}");
        assert_eq!(of_queue(metric, "sending text messages"), 0, "{metric}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn data_of_an_unknown_secret_are_counted() {
    let test = TestApp::start();
    let token = test.link_for(&zoe()).await;
    test.submit(&ruth()).await;
    let keys = [
        ("MYVAX_PIN_PEPPER".to_owned(), base64_key("q")),
        ("MYVAX_SEAL_KEY".to_owned(), base64_key("t")),
        ("MYVAX_SEAL_KEY_PREVIOUS".to_owned(), base64_key("s")),
    ];
    let other = test.another_machine(&keys);
    let metrics = Operations::of(&other);
    let of_secret = async |secret: &str| {
        let series = format!(r#"myvax_unknown_keys_total{{secret="{secret}"}}"#);
        metrics.metrics().await.value(&series)
    };
    assert_eq!(of_secret("pin-pepper").await, 0);
    assert_eq!(other.unlock(&token, PIN).await.status(), 503);
    assert_eq!(of_secret("pin-pepper").await, 1);

    other.submit(&zoe()).await;
    // This machine knows only the earlier seal key.
    test.work().await;
    let of_test = Operations::of(&test).metrics().await;
    assert_eq!(of_test.value(r#"myvax_unknown_keys_total{secret="seal-key"}"#), 1);
    let failures = r#"myvax_row_failures_total{failure="error",queue="deciding"}"#;
    assert_eq!(of_test.value(failures), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_queues_of_an_unreadable_database_are_absent() {
    let test = TestApp::start();
    let operations = Operations::of(&test);
    test.run("ALTER TABLE write_probe RENAME TO write_probe_gone")
        .await;
    test.run("ALTER TABLE message RENAME TO message_gone").await;
    let metrics = operations.metrics().await;
    assert_eq!(metrics.value("myvax_database_takes_writes"), 0);
    assert_eq!(metrics.value("myvax_ready"), 0);
    assert!(!metrics.has("myvax_queue_rows"));
}

/// The alarms that the service promises, and a metric on which the rule of each depends.
const ALARMS: [(&str, &str); 21] = [
    ("ProcessDown", "up"),
    ("NotReady", "myvax_ready"),
    ("DatabaseTakesNoWrites", "myvax_database_takes_writes"),
    ("WorkerLoopDown", "myvax_loop_well"),
    ("NoWorker", "myvax_queue_overdue_seconds"),
    ("RequestsWait", "myvax_queue_oldest_seconds"),
    ("MessagesWait", "myvax_queue_oldest_seconds"),
    ("GatewayFails", "myvax_gateway_failing"),
    ("MessagesRejected", "myvax_sends_total"),
    ("MessagesGivenUp", "myvax_sends_total"),
    ("RequestsFailed", "myvax_requests_decided_total"),
    ("WorkPanics", "myvax_row_failures_total"),
    ("TextBudgetHalf", "myvax_text_budget_spent"),
    ("TextBudgetNearlySpent", "myvax_text_budget_spent"),
    ("UnknownSecret", "myvax_unknown_keys_total"),
    ("UnknownContactHashes", "myvax_contact_hashes_known"),
    ("RestoredWhileRunning", "myvax_generation_current"),
    ("ServerErrors", "myvax_http_request_duration_seconds"),
    ("HashingRefused", "myvax_hashing_refused_total"),
    ("WriterWaits", "myvax_database_wait_seconds"),
    ("ConnectionsRefused", "myvax_connections_refused_total"),
];
/// The alarms about what the machine has left.
const SUPPLIES: [(&str, &str); 3] = [
    ("DiskNearlyFull", "myvax_disk_free_bytes"),
    ("MemoryHigh", "process_resident_memory_bytes"),
    ("DescriptorsNearlyUsed", "process_open_fds"),
];

struct Rule {
    name: String,
    expression: String,
}

/// The rules of the file. Reading them checks that each has all its parts.
fn rules() -> Vec<Rule> {
    let (_, rules) = ALERTS.split_once("    rules:\n").unwrap();
    let each = rules.split("      - alert: ").skip(1);
    each.map(|rule| {
        let part = |name: &str| {
            let line = rule.lines().find_map(|line| line.trim_start().strip_prefix(name));
            line.unwrap_or_else(|| panic!("no {name} in {rule}"))
                .trim()
                .to_owned()
        };
        for sentence in [part("summary:"), part("action:")] {
            let is_sentence = sentence.starts_with('"') && sentence.ends_with(".\"");
            assert!(is_sentence && sentence.len() > 20, "{sentence}");
        }
        assert!(["page", "ticket"].contains(&part("severity:").as_str()), "{rule}");
        assert!(part("for:").ends_with(['s', 'm', 'h']), "{rule}");
        Rule {
            name: rule.lines().next().unwrap().to_owned(),
            expression: part("expr:"),
        }
    })
    .collect()
}

/// The metrics in an expression. The series of a histogram have its name with an ending.
fn metrics_in(expression: &str) -> BTreeSet<String> {
    let words = expression.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
    let named =
        words.filter(|word| word.starts_with("myvax_") || word.starts_with("process_") || *word == "up");
    let metric = |word: &str| {
        let endings = ["_bucket", "_count", "_sum"];
        let base = endings.iter().find_map(|ending| word.strip_suffix(ending));
        base.unwrap_or(word).to_owned()
    };
    named.map(metric).collect()
}

#[test]
fn each_alarm_has_a_rule_on_metrics_that_exist() {
    let (rules, documented) = (rules(), documented());
    let names: Vec<_> = rules.iter().map(|rule| rule.name.as_str()).collect();
    let alarms = || ALARMS.iter().chain(&SUPPLIES);
    let expected: Vec<_> = alarms().map(|(name, _)| *name).collect();
    assert_eq!(names, expected);
    for (rule, (_, metric)) in rules.iter().zip(alarms()) {
        let used = metrics_in(&rule.expression);
        assert!(used.contains(*metric), "{} does not use {metric}", rule.name);
        for name in used {
            // `up` is Prometheus's own. A test above compares the documented ones with the exposed ones.
            assert!(
                name == "up" || documented.contains_key(&name),
                "{} uses {name}",
                rule.name
            );
        }
    }
}
