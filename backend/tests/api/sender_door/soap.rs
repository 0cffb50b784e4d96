//! CDC's web service.

use super::{Door, ENVELOPE_11, ENVELOPE_12, envelope, in_xml, message, submit_2011, submit_2014};

#[tokio::test(flavor = "multi_thread")]
async fn a_connectivity_test_comes_back_under_either_description() {
    let door = Door::open();
    let (status, answer) = door
        .call(
            "<connectivityTest xmlns=\"urn:cdc:iisb:2011\"><echoBack>a &lt; b</echoBack></connectivityTest>",
        )
        .await;
    assert_eq!(status, 200);
    assert!(
        answer.contains(
            "<connectivityTestResponse xmlns=\"urn:cdc:iisb:2011\"><return>a &lt; b</return></connectivityTestResponse>"
        ),
        "{answer}"
    );
    let (status, answer) = door
        .call("<ConnectivityTestRequest xmlns=\"urn:cdc:iisb:2014\"><EchoBack>hi</EchoBack></ConnectivityTestRequest>")
        .await;
    assert_eq!(status, 200);
    assert!(
        answer.contains(
            "<ConnectivityTestResponse xmlns=\"urn:cdc:iisb:2014\"><EchoBack>hi</EchoBack></ConnectivityTestResponse>"
        ),
        "{answer}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_goes_in_once_and_is_acknowledged_each_time() {
    let door = Door::open();
    let before = door.patients().await;
    let text = message("CLINIC", "M-1");
    for call in [submit_2011, submit_2014] {
        let (status, answer) = door.call(&call("clinic", &door.password, "CLINIC", &text)).await;
        assert_eq!(status, 200, "{answer}");
        assert!(answer.contains("MSA|AA|M-1&#xD;"), "{answer}");
        assert_eq!(door.patients().await, before + 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn line_feeds_and_cdata_are_as_good_as_numbered_carriage_returns() {
    let door = Door::open();
    let text = message("CLINIC", "M-2").replace('\r', "\n");
    let body =
        submit_2011("clinic", &door.password, "", "here").replace("here", &format!("<![CDATA[{text}]]>"));
    let (status, answer) = door.call(&body).await;
    assert!(status == 200 && answer.contains("MSA|AA|M-2"), "{answer}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_older_soap_is_answered_in_kind() {
    let door = Door::open();
    let send = async |body: &str| {
        let request = door.post("text/xml").header("soapaction", "\"\"");
        let response = request.body(envelope(ENVELOPE_11, body)).send().await.unwrap();
        let kind = response.headers()["content-type"].to_str().unwrap().to_owned();
        (response.status().as_u16(), kind, response.text().await.unwrap())
    };
    let text = message("CLINIC", "M-3");
    let (status, kind, answer) = send(&submit_2011("clinic", &door.password, "", &text)).await;
    assert_eq!((status, kind.as_str()), (200, "text/xml; charset=utf-8"));
    assert!(
        answer.contains(ENVELOPE_11) && answer.contains("MSA|AA|M-3"),
        "{answer}"
    );
    let (status, _, answer) = send(&submit_2011("clinic", "wrong", "", &text)).await;
    assert_eq!(status, 500);
    assert!(answer.contains("<faultcode>soap:Client</faultcode>"), "{answer}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_message_is_acknowledged_and_is_no_fault() {
    let door = Door::open();
    let before = door.patients().await;
    for (text, expected) in [
        (message("CLINIC", "M-4").replace("|19900102|", "||"), "MSA|AE|M-4"),
        (
            message("CLINIC", "M-5").replace("VXU^V04^VXU_V04", "ADT^A08^ADT_A01"),
            "MSA|AR|M-5",
        ),
        (message("CLINIC", "M-6") + &message("CLINIC", "M-7"), "MSA|AR|M-6"),
        (String::new(), "MSA|AR|"),
    ] {
        let (status, answer) = door.call(&submit_2014("clinic", &door.password, "", &text)).await;
        assert!(status == 200 && answer.contains(expected), "{expected}: {answer}");
    }
    assert_eq!(door.patients().await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_call_of_the_service_is_a_fault_and_quotes_nothing() {
    let door = Door::open();
    let unsupported = "<deleteEverything xmlns=\"urn:cdc:iisb:2011\">canary</deleteEverything>";
    let (status, answer) = door.call(unsupported).await;
    assert_eq!(status, 400);
    assert!(
        answer.contains("<UnsupportedOperationFault xmlns=\"urn:cdc:iisb:2011\">"),
        "{answer}"
    );
    assert!(
        answer.contains("<Reason>UnsupportedOperation</Reason>") && !answer.contains("canary"),
        "{answer}"
    );

    let call = submit_2011("clinic", &door.password, "CLINIC", &message("CLINIC", "M-8"));
    let secret_file = "<!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/hostname\">]>";
    for (body, status) in [
        (String::new(), 400),
        ("canary".to_owned(), 400),
        (
            envelope(super::ENVELOPE_12, &call).replace("</username>", ""),
            400,
        ),
        (
            format!("{secret_file}{}", envelope(super::ENVELOPE_12, &call)),
            400,
        ),
        (
            envelope(super::ENVELOPE_12, &call.replace("CLINIC</fac", "&f;</fac")),
            400,
        ),
        (envelope("urn:another:envelope", &call), 500),
    ] {
        let response = door.post("application/soap+xml").body(body).send().await.unwrap();
        assert_eq!(response.status(), status);
        let answer = response.text().await.unwrap();
        assert!(
            answer.contains("<soap:Fault>") && !answer.contains("canary"),
            "{answer}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn too_long_a_message_is_a_fault_with_both_sizes() {
    let door = Door::open();
    let long = message("CLINIC", "M-9") + "NTE|1||" + &"x".repeat(1 << 20);
    let (status, answer) = door.call(&submit_2014("clinic", &door.password, "", &long)).await;
    assert_eq!(status, 400);
    let sizes = format!("<Size>{}</Size><MaxSize>1048576</MaxSize>", long.len());
    assert!(
        answer.contains("MessageTooLargeFault") && answer.contains(&sizes),
        "{answer}"
    );
    // Longer than any envelope, so only its beginning is read.
    let (status, answer) = door.call(&in_xml(&"x".repeat(3 << 20))).await;
    assert_eq!(status, 400);
    assert!(answer.contains("<Reason>MessageTooLarge</Reason>"), "{answer}");
    let longer = "x".repeat(3 << 20);
    let (status, answer) = door
        .call(&submit_2014("clinic", &door.password, "", &longer))
        .await;
    assert_eq!(status, 400);
    assert!(
        answer.contains("<MessageTooLargeFault xmlns=\"urn:cdc:iisb:2014\"><Size>"),
        "{answer}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_fault_is_of_the_description_the_call_means() {
    let door = Door::open();
    let fault = async |kind: &str, action: &str, query: &str, body: &str| {
        let url = format!("{}/registry/hl7v2{query}", door.url);
        let request = door.test.client.post(url).header("content-type", kind);
        let request = request.header("soapaction", action);
        let response = request.body(envelope(ENVELOPE_12, body)).send().await.unwrap();
        response.text().await.unwrap()
    };
    let (plain, nothing) = ("application/soap+xml", "<other xmlns=\"urn:other\"/>");
    let named = "application/soap+xml; action=\"urn:cdc:iisb:2014:IISPortType:SubmitSingleMessageRequest\"";
    let of = |year: &str| format!("<UnsupportedOperationFault xmlns=\"urn:cdc:iisb:{year}\"");
    for (kind, action, query, body, year) in [
        (plain, "", "", nothing, "2011"),
        (plain, "", "?wsdl=2014", nothing, "2014"),
        (named, "", "", nothing, "2014"),
        (
            plain,
            "\"urn:cdc:iisb:2014:IISPortType:ConnectivityTestRequest\"",
            "",
            nothing,
            "2014",
        ),
        (
            plain,
            "",
            "",
            "<SubmitSingleMessageRequest xmlns=\"urn:other\"/>",
            "2014",
        ),
        (
            plain,
            "",
            "?wsdl=2014",
            "<other xmlns=\"urn:cdc:iisb:2011\"/>",
            "2011",
        ),
    ] {
        let answer = fault(kind, action, query, body).await;
        assert!(
            answer.contains(&of(year)),
            "{kind} {action} {query} {body}: {answer}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_descriptions_name_the_address_they_were_asked_at() {
    let door = Door::open();
    let get = async |query: &str| {
        let url = format!("{}/registry/hl7v2{query}", door.url);
        let response = door.test.client.get(url).send().await.unwrap();
        (response.status().as_u16(), response.text().await.unwrap())
    };
    for (query, namespace) in [
        ("?wsdl", "urn:cdc:iisb:2011"),
        ("?WSDL", "urn:cdc:iisb:2011"),
        ("?wsdl=2014", "urn:cdc:iisb:2014"),
    ] {
        let (status, text) = get(query).await;
        assert_eq!(status, 200);
        assert!(
            text.contains(&format!("targetNamespace=\"{namespace}\"")),
            "{query}"
        );
        assert!(
            text.contains(&format!("location=\"{}/registry/hl7v2\"", door.url)),
            "{query}: {text}"
        );
    }
    assert_eq!(get("?wsdl=1999").await.0, 404);
    assert_eq!(get("").await.0, 404);
}
