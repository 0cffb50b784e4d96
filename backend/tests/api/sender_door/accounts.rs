//! The accounts: which may send, and in whose name.

use backend::commands::senders::{self, Links};
use backend::db::sender_tallies;
use serde_json::{Value, json};

use super::{Door, message, submit_2011, submit_2014};

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_an_unknown_name_and_a_disabled_account_are_told_alike() {
    let door = Door::open();
    let before = door.patients().await;
    let text = message("CLINIC", "A-1");
    let other = door.command(|tools| senders::add(tools, "closed", &["CLINIC".to_owned()], Links::All));
    door.command(|tools| senders::disable(tools, "closed"));
    let mut answers = Vec::new();
    for (name, password) in [
        ("clinic", "WRONG"),
        ("clinic", ""),
        ("nobody", door.password.as_str()),
        ("closed", other.as_str()),
        ("clinic", &door.password.to_lowercase()),
        ("clinic\0", &door.password),
    ] {
        let soap = door.call(&submit_2011(name, password, "CLINIC", &text)).await;
        let plain = door.post("application/hl7-v2").basic_auth(name, Some(password));
        let plain = plain.body(text.clone()).send().await.unwrap();
        answers.push((soap, plain.status().as_u16(), plain.text().await.unwrap()));
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
    let ((soap_status, fault), plain_status, _) = &answers[0];
    assert_eq!((*soap_status, *plain_status), (400, 401));
    assert!(
        fault
            .contains("<SecurityFault xmlns=\"urn:cdc:iisb:2011\"><Code>401</Code><Reason>Security</Reason>")
    );
    assert_eq!(door.patients().await, before);

    door.command(|tools| senders::enable(tools, "closed"));
    let (status, answer) = door.call(&submit_2011("closed", &other, "", &text)).await;
    assert!(status == 200 && answer.contains("MSA|AA"), "{answer}");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_writes_or_is_counted_under_another_senders_name() {
    let door = Door::open();
    let before = door.patients().await;
    // A valid message, a rejected one, and one with the account's own name in another field.
    let foreign = message("HOSPITAL", "A-2");
    for text in [
        foreign.clone(),
        foreign.replace("PID|1||D1", "PID|1||"),
        foreign.replace("|HOSPITAL|", "|HOSPITAL^CLINIC|"),
    ] {
        let (status, answer) = door
            .call(&submit_2014("clinic", &door.password, "CLINIC", &text))
            .await;
        assert_eq!(status, 200);
        assert!(
            answer.contains("MSA|AE|A-2") && answer.contains("ERR||MSH^1^4|103"),
            "{answer}"
        );
        assert!(answer.contains("your account may not send"), "{answer}");
    }
    let (status, answer) = door
        .call(&submit_2014(
            "clinic",
            &door.password,
            "HOSPITAL",
            &message("CLINIC", "A-3"),
        ))
        .await;
    assert_eq!(status, 400);
    assert!(answer.contains("SecurityFault"), "{answer}");
    assert_eq!(door.patients().await, before);
    let tallies = door.test.app.db.read(sender_tallies::all).await.unwrap();
    assert!(
        tallies
            .iter()
            .all(|tally| tally.sender != "HOSPITAL" && tally.sender != "CLINIC")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_without_its_facility_goes_in_under_the_only_one_of_the_account() {
    let door = Door::open();
    for (message, number) in [
        (message("", "A-6").replace("|EHR|", "||"), "A-6"),
        (message("", "A-7"), "A-7"),
        // The application is not a facility.
        (message("", "A-9").replace("|EHR|", "|HOSPITAL|"), "A-9"),
    ] {
        let answer = door.send(message).await.text().await.unwrap();
        assert!(answer.contains(&format!("MSA|AA|{number}")), "{answer}");
    }
    assert_eq!(door.senders_of_dana().await, ["CLINIC"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_several_facilities_the_call_names_the_one_that_sends() {
    let door = Door::open();
    let facilities = ["CLINIC".to_owned(), "HOSPITAL".to_owned()];
    door.command(|tools| senders::change(tools, "clinic", &facilities, None));
    let text = message("", "A-8").replace("|EHR|", "||");
    for text in [text.clone(), message("", "A-8")] {
        let answer = door.send(text).await.text().await.unwrap();
        assert!(
            answer.contains("MSA|AE|A-8\rERR||MSH^1^4|101^") && answer.contains("your account has several"),
            "{answer}"
        );
    }
    let call = |facility: &str| submit_2011("clinic", &door.password, facility, &text);
    let (_, answer) = door.call(&call("")).await;
    assert!(answer.contains("MSA|AE|A-8"), "{answer}");
    let (_, answer) = door.call(&call("HOSPITAL")).await;
    assert!(answer.contains("MSA|AA|A-8"), "{answer}");
    let (status, answer) = door.call(&call("ELSEWHERE")).await;
    assert!(status == 400 && answer.contains("SecurityFault"), "{answer}");
    assert_eq!(door.senders_of_dana().await, ["HOSPITAL"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_facilities_of_an_account_can_be_changed() {
    let door = Door::open();
    let both = ["HOSPITAL".to_owned(), " CLINIC ".to_owned(), "CLINIC".to_owned()];
    door.command(|tools| senders::change(tools, "clinic", &both, None));
    for facility in ["HOSPITAL", "CLINIC"] {
        let response = door.send(message(facility, "A-4")).await;
        assert!(
            response.text().await.unwrap().contains("MSA|AA|A-4"),
            "{facility}"
        );
    }
    door.command(|tools| senders::change(tools, "clinic", &["HOSPITAL".to_owned()], None));
    let response = door.send(message("CLINIC", "A-5")).await;
    assert!(response.text().await.unwrap().contains("MSA|AE|A-5"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_renewed_password_ends_the_old_one() {
    let door = Door::open();
    let renewed = door.command(|tools| senders::renew(tools, "clinic"));
    assert_ne!(renewed, door.password);
    assert_eq!(door.send(message("CLINIC", "A-6")).await.status(), 401);
    let door = Door {
        password: renewed,
        ..door
    };
    assert_eq!(door.send(message("CLINIC", "A-6")).await.status(), 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_shows_everything_but_passwords() {
    let door = Door::open();
    let facilities = ["WEST".to_owned(), "EAST".to_owned()];
    let other = door.command(|tools| senders::add(tools, "b.hospital", &facilities, Links::All));
    door.command(|tools| senders::disable(tools, "clinic"));
    door.command(|tools| senders::change(tools, "clinic", &[], Some(Links::Own)));
    let told = door.command(|tools| senders::list(tools, true));
    let list: Value = serde_json::from_str(&told).unwrap();
    assert_eq!(
        list,
        json!({"senders": [
            {"name": "b.hospital", "facilities": ["EAST", "WEST"], "is_enabled": true, "link": "all", "created_at": "2026-11-20T15:00:00+00:00"},
            {"name": "clinic", "facilities": ["CLINIC"], "is_enabled": false, "link": "own", "created_at": "2026-11-20T15:00:00+00:00"},
        ]})
    );
    let words = door.command(|tools| senders::list(tools, false));
    assert_eq!(
        words,
        "b.hospital\tenabled\tlink all\tEAST, WEST\nclinic\tdisabled\tlink own\tCLINIC"
    );
    for password in [&door.password, &other] {
        assert_eq!(password.len(), 26);
        assert!(!told.contains(password.as_str()) && !words.contains(password.as_str()));
        if !crate::helpers::database::is_postgres() {
            let file = door.test.database.bytes_on_disk();
            assert!(
                !file.windows(26).any(|bytes| bytes == password.as_bytes()),
                "in the file"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_an_account_is_refused_with_words() {
    let door = Door::open();
    let refused = |name: &str, facility: &str| {
        let facilities = [facility.to_owned()];
        let mut tools = senders::SenderTools {
            database: &door.test.app.db,
            clock: door.test.clock.as_ref(),
            out: &mut Vec::new(),
            words: &mut Vec::new(),
        };
        senders::add(&mut tools, name, &facilities, Links::All)
            .unwrap_err()
            .to_string()
    };
    assert!(refused("clinic", "CLINIC").contains("is there already"));
    for name in ["", "a:b", "two words", &"x".repeat(65)] {
        assert!(refused(name, "CLINIC").contains("name is"), "{name}");
    }
    assert!(refused("new", " ").contains("MSH-4"));
}
