//! Records of several senders about one person are linked, and can be separated again.

use backend::db::{Database, patients};
use backend::record::PatientId;
use backend::registry::{Registry, linking};

use super::{ANN, import, local_registry, message, throwaway_database};

/// A report of another clinic: the same person unless `pid` names another.
fn elsewhere(day: u32, pid: &str, more: &[&str]) -> String {
    message(day, &pid.replace("^^^CLINIC^MR", "^^^OTHER^MR"), more).replace("|EHR|CLINIC|", "|EHR|OTHER|")
}

fn id(database: &Database, sender: &str, number: &str) -> i64 {
    let row = database.read_blocking(|conn| patients::find_row(conn, sender, number));
    row.unwrap().unwrap().id
}

fn name(id: i64) -> PatientId {
    PatientId::new(id.to_string())
}

/// The senders of the records that are linked with the clinic's.
async fn together(database: &Database) -> Vec<String> {
    let first = name(id(database, "CLINIC", "A1^CLINIC"));
    let person = local_registry(database).person(&[first]).await.unwrap();
    let mut senders = Vec::new();
    for record in person.map(|person| person.records).unwrap_or_default() {
        let row = database.read_blocking(|conn| patients::find(conn, record.as_str().parse().unwrap()));
        senders.push(row.unwrap().unwrap().sender);
    }
    senders
}

#[actix_web::test]
async fn the_same_person_of_two_senders_is_read_together() {
    let (database, _guard) = throwaway_database();
    import(&database, &message(4, ANN, &[]));
    assert_eq!(together(&database).await, ["CLINIC"]);
    import(
        &database,
        &elsewhere(5, &ANN.replace("Sample^Ann^Q", "SAMPLE^ANN"), &[]),
    );
    assert_eq!(together(&database).await, ["CLINIC", "OTHER"]);
}

#[actix_web::test]
async fn a_record_is_found_over_a_contact_of_a_record_that_is_found() {
    let (database, _guard) = throwaway_database();
    let two = "^PRN^CP^^^617^5550100~^PRN^CP^^^617^5550101";
    import(&database, &message(4, ANN, &[]));
    import(
        &database,
        &elsewhere(4, &ANN.replace("^PRN^CP^^^617^5550100", two), &[]),
    );
    let third = elsewhere(4, &ANN.replace("5550100", "5550101"), &[]).replace("OTHER", "THIRD");
    import(&database, &third);
    assert_eq!(together(&database).await, ["CLINIC", "OTHER", "THIRD"]);
}

#[actix_web::test]
async fn anything_that_may_be_somebody_else_stays_apart() {
    for (was, is) in [
        ("Sample^Ann", "Sample^Anna"),
        ("Sample^Ann", "Simple^Ann"),
        ("19900102", "19900201"),
        ("|F|", "|M|"),
        ("|F|", "|U|"),
        ("Ann^Q", "Ann^R"),
        ("5550100", "5550101"),
    ] {
        let (database, _guard) = throwaway_database();
        import(&database, &message(4, ANN, &[]));
        import(&database, &elsewhere(4, &ANN.replace(was, is), &[]));
        assert_eq!(together(&database).await, ["CLINIC"], "{is}");
    }
}

#[actix_web::test]
async fn a_sender_with_many_patients_on_a_contact_is_linked_to_nobody_by_it() {
    let (database, _guard) = throwaway_database();
    import(&database, &message(4, ANN, &[]));
    import(&database, &elsewhere(4, ANN, &[]));
    let flood = |number: u32| {
        let invented = elsewhere(4, &ANN.replace("A1^", &format!("F{number}^")), &[]);
        invented.replace("OTHER", "FLOODER")
    };
    import(&database, &(1..=25).map(flood).collect::<String>());
    assert_eq!(together(&database).await, ["CLINIC", "OTHER"]);
    let flooding = name(id(&database, "FLOODER", "F1^FLOODER"));
    let person = local_registry(&database)
        .person(std::slice::from_ref(&flooding))
        .await;
    assert_eq!(person.unwrap().unwrap().records, [flooding]);
}

#[actix_web::test]
async fn one_protected_record_closes_all_of_the_person() {
    let (database, _guard) = throwaway_database();
    import(&database, &message(4, ANN, &[]));
    import(&database, &elsewhere(5, ANN, &["PD1|||||||||||02|Y"]));
    assert_eq!(together(&database).await, [""; 0]);
    import(&database, &elsewhere(6, ANN, &["PD1|||||||||||02|N"]));
    assert_eq!(together(&database).await, ["CLINIC", "OTHER"]);
}

#[actix_web::test]
async fn a_separation_parts_records_until_it_is_taken_back() {
    let (database, _guard) = throwaway_database();
    import(&database, &message(4, ANN, &[]));
    import(&database, &elsewhere(4, ANN, &[]));
    let (one, other) = (
        id(&database, "CLINIC", "A1^CLINIC"),
        id(&database, "OTHER", "A1^OTHER"),
    );
    let now = super::today().and_hms_opt(12, 0, 0).unwrap();
    for _ in 0..2 {
        let separated = database.write_blocking(|conn| linking::separate(conn, other, one, now));
        separated.unwrap();
    }
    assert_eq!(together(&database).await, ["CLINIC"]);
    let both = [name(one), name(other)];
    let person = local_registry(&database).person(&both).await.unwrap();
    assert!(person.is_none(), "what was decided to be one person no longer is");
    assert!(
        database
            .write_blocking(|conn| linking::rejoin(conn, one, other))
            .unwrap()
    );
    assert!(
        !database
            .write_blocking(|conn| linking::rejoin(conn, one, other))
            .unwrap()
    );
    assert_eq!(together(&database).await, ["CLINIC", "OTHER"]);
}
