//! Plain messages, and the paths and methods that the listener serves.

use super::{Door, message};

#[tokio::test(flavor = "multi_thread")]
async fn a_message_is_answered_with_its_acknowledgment() {
    let door = Door::open();
    let before = door.patients().await;
    for content_type in [
        "application/hl7-v2",
        "x-application/hl7-v2+er7",
        "Text/Plain; charset=utf-8",
    ] {
        let response = door
            .post(content_type)
            .basic_auth("clinic", Some(&door.password))
            .body(message("CLINIC", "P-1"))
            .send()
            .await
            .unwrap();
        assert_eq!(response.status(), 200, "{content_type}");
        assert_eq!(
            response.headers()["content-type"],
            "application/hl7-v2; charset=utf-8"
        );
        assert_eq!(response.headers()["cache-control"], "no-store");
        let acknowledgment = response.text().await.unwrap();
        assert!(
            acknowledgment.starts_with("MSH|") && acknowledgment.contains("\rMSA|AA|P-1\r"),
            "{acknowledgment}"
        );
    }
    assert_eq!(door.patients().await, before + 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn frames_line_feeds_and_refusals_are_answered_like_any_message() {
    let door = Door::open();
    let text = message("CLINIC", "P-2");
    for (body, expected) in [
        (format!("\u{B}{text}\u{1C}\r"), "MSA|AA|P-2"),
        (text.replace('\r', "\n"), "MSA|AA|P-2"),
        (text.trim_end().to_owned(), "MSA|AA|P-2"),
        (text.replace("|140^", "|nonsense^"), "MSA|AE|P-2"),
        (text.clone() + &text, "MSA|AR|P-2"),
        (text.replace("|LOT9|", "|LO\0T9|"), "MSA|A"),
        (text.replace("^Dana^", "^Da\0na^"), "MSA|A"),
        ("this is a letter".to_owned(), "MSA|AR|"),
        (String::new(), "MSA|AR|"),
    ] {
        let response = door.send(body.clone()).await;
        assert_eq!(response.status(), 200, "{body}");
        let acknowledgment = response.text().await.unwrap();
        assert!(acknowledgment.contains(expected), "{body}: {acknowledgment}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_shows_no_or_wrong_credentials_is_asked_for_them() {
    let door = Door::open();
    let before = door.patients().await;
    let text = message("CLINIC", "P-3");
    for header in [None, Some("Basic !"), Some("Bearer abc"), Some("Basic Y2xpbmlj")] {
        let mut request = door.post("application/hl7-v2").body(text.clone());
        if let Some(header) = header {
            request = request.header("authorization", header);
        }
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 401, "{header:?}");
        assert_eq!(
            response.headers()["www-authenticate"],
            "Basic realm=\"registry\", charset=\"UTF-8\""
        );
    }
    assert_eq!(door.patients().await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn other_types_methods_and_lengths_are_told() {
    let door = Door::open();
    let url = format!("{}/registry/hl7v2", door.url);
    let untyped = door.test.client.post(&url).body("MSH|").send().await.unwrap();
    assert_eq!(untyped.status(), 415);
    let json = door.post("application/json").body("{}").send().await.unwrap();
    assert_eq!(json.status(), 415);
    let put = door.test.client.put(&url).body("MSH|").send().await.unwrap();
    assert_eq!(
        (put.status().as_u16(), put.headers()["allow"].to_str().unwrap()),
        (405, "GET, POST")
    );
    let long = door.send("x".repeat((1 << 20) + 1)).await;
    assert_eq!(long.status(), 413);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_on_another_site_cannot_send() {
    let door = Door::open();
    let response = door
        .post("text/plain")
        .header("sec-fetch-site", "cross-site")
        .basic_auth("clinic", Some(&door.password))
        .body(message("CLINIC", "P-4"))
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), 403);
}

#[tokio::test(flavor = "multi_thread")]
async fn neither_listener_serves_what_the_other_does() {
    let door = Door::open();
    let status = async |url: String| door.test.client.get(url).send().await.unwrap().status().as_u16();
    for path in [
        "/",
        "/request",
        "/api/v1/portal",
        "/api/v1/record",
        "/health/live",
        "/.well-known/jwks.json",
    ] {
        assert_eq!(status(format!("{}{path}", door.url)).await, 404, "{path}");
    }
    let url = format!("{}/registry/hl7v2", door.test.url);
    let response = door
        .test
        .client
        .post(&url)
        .header("content-type", "application/hl7-v2")
        .basic_auth("clinic", Some(&door.password))
        .body(message("CLINIC", "P-5"))
        .send()
        .await
        .unwrap();
    assert!(
        [404, 405].contains(&response.status().as_u16()),
        "{}",
        response.status()
    );
    assert_eq!(status(format!("{url}?wsdl")).await, 404);
}
