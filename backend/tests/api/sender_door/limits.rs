//! The limits on failed logins and on simultaneous messages.

use backend::db::patients;
use chrono::TimeDelta;
use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpSocket;

use super::{Door, message, submit_2014};

#[tokio::test(flavor = "multi_thread")]
async fn after_ten_wrong_passwords_the_answer_is_wait_but_a_right_one_still_opens() {
    let door = Door::open();
    let wrong = async || {
        let request = door
            .post("application/hl7-v2")
            .basic_auth("clinic", Some("WRONG"));
        request.body(message("CLINIC", "L-1")).send().await.unwrap()
    };
    for attempt in 1..10 {
        assert_eq!(wrong().await.status(), 401, "{attempt}");
    }
    let tenth = wrong().await;
    assert_eq!(tenth.status(), 429);
    assert_eq!(tenth.headers()["retry-after"], "900");
    let (status, fault) = door.call(&submit_2014("clinic", "WRONG", "", "")).await;
    assert!(status == 400 && fault.contains("too often"), "{fault}");
    assert_eq!(
        door.send(message("CLINIC", "L-1")).await.status(),
        200,
        "the right password still works"
    );
    door.test.clock.advance(TimeDelta::minutes(15));
    assert_eq!(wrong().await.status(), 401);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_body_waits_for_another_of_its_network_and_for_no_other_network() {
    let door = Door::open();
    let address = door.url.strip_prefix("http://").unwrap();
    let head = "POST /registry/hl7v2 HTTP/1.1\r\nHost: registry\r\nContent-Type: application/soap+xml\r\n\
                Content-Length: 900000\r\n\r\n";
    // Eight from one network: one of them is read and the others wait.
    let mut held = Vec::new();
    for _ in 0..8 {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind("127.0.0.2:0".parse().unwrap()).unwrap();
        let mut stream = socket.connect(address.parse().unwrap()).await.unwrap();
        stream.write_all(head.as_bytes()).await.unwrap();
        stream.write_all(&vec![b' '; 40_000]).await.unwrap();
        held.push(stream);
    }
    let long = format!("{}\rNTE|1||{}", message("CLINIC", "L-3"), "x".repeat(50_000));
    assert_eq!(door.send(long).await.status(), 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn when_too_many_wait_the_rest_is_told_to_come_again() {
    let door = Door::open();
    let (release, released) = std::sync::mpsc::channel::<()>();
    let (hold, held) = std::sync::mpsc::channel::<()>();
    // Another import holds the writer.
    let database = door.test.app.db.clone();
    let other = tokio::task::spawn_blocking(move || {
        database.write_blocking(|conn| {
            patients::lock_for_import(conn)?;
            hold.send(()).unwrap();
            let _until_dropped = released.recv();
            Ok(())
        })
    });
    held.recv().unwrap();
    // Four run and 64 wait, so at least two of these are too many.
    let mut answers: FuturesUnordered<_> = (0..70)
        .map(|number| door.send(message("CLINIC", &format!("L-{number}"))))
        .collect();
    let first = answers.next().await.unwrap();
    assert_eq!(first.status(), 503);
    assert_eq!(first.headers()["retry-after"], "2");
    drop(release);
    other.await.unwrap().unwrap();
    let mut taken = 0;
    while let Some(answer) = answers.next().await {
        assert!([200, 503].contains(&answer.status().as_u16()));
        taken += usize::from(answer.status() == 200);
    }
    assert!(taken > 0);
    assert_eq!(
        door.send(message("CLINIC", "L-2")).await.status(),
        200,
        "the same message is accepted later"
    );
}
