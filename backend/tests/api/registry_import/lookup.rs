//! The people that a contact leads to.

use backend::db::Database;
use backend::record::{DoseOutcome, PatientId};
use backend::registry::Registry;
use chrono::NaiveDate;

use super::{ANN, add_sample, asking_with, import, local_registry, message, throwaway_database, today};

/// The first names of the people found, sorted.
async fn found_on(database: &Database, text: &str, day: NaiveDate) -> Vec<String> {
    let candidates = local_registry(database)
        .candidates(&asking_with(text), day)
        .await
        .unwrap();
    let mut names: Vec<_> = candidates
        .into_iter()
        .map(|candidate| candidate.first_name)
        .collect();
    names.sort();
    names
}

async fn found(database: &Database, text: &str) -> Vec<String> {
    found_on(database, text, today()).await
}

#[actix_web::test]
async fn a_contact_leads_to_all_who_have_it_and_to_nobody_else() {
    let (database, _guard) = throwaway_database();
    add_sample(&database);
    assert_eq!(
        found(&database, "617-555-0142").await,
        ["Daniel", "Ivy", "Mila", "Noah", "Zoë"]
    );
    assert_eq!(found(&database, "ZOE@example.org").await, ["Zoë"]);
    assert_eq!(found(&database, "617-555-0163").await, ["Robert", "Robert"]);
    assert_eq!(
        found(&database, "617-555-0191").await,
        ["Wei", "Wei"],
        "one person of two senders"
    );
    assert_eq!(found(&database, "617-555-0199").await, [""; 0]);
}

#[actix_web::test]
async fn protected_and_deceased_people_are_never_found() {
    let (database, _guard) = throwaway_database();
    add_sample(&database);
    for contact in ["617-555-0121", "claire@example.org", "617-555-0122"] {
        assert_eq!(found(&database, contact).await, [""; 0], "{contact}");
    }
}

#[actix_web::test]
async fn protection_stays_until_it_is_lifted() {
    let (database, _guard) = throwaway_database();
    import(&database, &message(4, ANN, &["PD1|||||||||||02|Y"]));
    import(&database, &message(5, ANN, &["PD1|||||||||||02|"]));
    import(&database, &message(6, ANN, &[]));
    assert_eq!(found(&database, "617-555-0100").await, [""; 0]);
    import(&database, &message(7, ANN, &["PD1|||||||||||02|N"]));
    assert_eq!(found(&database, "617-555-0100").await, ["Ann"]);
    import(&database, &message(3, ANN, &["PD1|||||||||||02|Y"]));
    assert_eq!(
        found(&database, "617-555-0100").await,
        ["Ann"],
        "the later report applies"
    );
}

#[actix_web::test]
async fn a_guardians_phone_finds_the_child_until_the_18th_birthday() {
    let (database, _guard) = throwaway_database();
    add_sample(&database);
    assert_eq!(found(&database, "617-555-0171").await, ["Theo"]);
    let day = |day| NaiveDate::from_ymd_opt(2037, 11, day).unwrap();
    assert_eq!(found_on(&database, "617-555-0171", day(7)).await, ["Theo"]);
    assert_eq!(found_on(&database, "617-555-0171", day(8)).await, [""; 0]);
    assert_eq!(found(&database, "617-555-0172").await, [""; 0], "Grace is 19");
    assert_eq!(found(&database, "grace@example.org").await, ["Grace"]);
}

#[actix_web::test]
async fn an_emergency_contact_finds_nobody() {
    let (database, _guard) = throwaway_database();
    let child = ANN.replace("19900102", "20200102");
    import(
        &database,
        &message(
            5,
            &child,
            &[
                "NK1|1|Sample^Gil|GRP^Grandparent^HL70063||^PRN^CP^^^617^5550101",
                "NK1|2|Sample^Eve|EMC^Emergency contact^HL70063||^PRN^CP^^^617^5550102",
                "NK1|3|Sample^Flo|GRD^Guardian^HL70063|||^PRN^CP^^^617^5550103",
            ],
        ),
    );
    assert_eq!(found(&database, "617-555-0101").await, [""; 0]);
    assert_eq!(found(&database, "617-555-0102").await, [""; 0]);
    assert_eq!(found(&database, "617-555-0103").await, ["Ann"]);
}

#[actix_web::test]
async fn a_later_list_of_contacts_replaces_the_earlier_one() {
    let (database, _guard) = throwaway_database();
    import(&database, &message(4, ANN, &[]));
    import(&database, &message(5, &ANN.replace("5550100", "5550101"), &[]));
    assert_eq!(found(&database, "617-555-0100").await, [""; 0]);
    assert_eq!(found(&database, "617-555-0101").await, ["Ann"]);
    let without = ANN.split("||||^PRN").next().unwrap();
    import(&database, &message(6, without, &[]));
    assert_eq!(
        found(&database, "617-555-0101").await,
        ["Ann"],
        "an empty field keeps the value"
    );
}

#[actix_web::test]
async fn the_last_day_a_contact_was_told_is_known() {
    let (database, _guard) = throwaway_database();
    import(&database, &message(4, ANN, &[]));
    import(&database, &message(9, ANN, &[]));
    let candidates = local_registry(&database)
        .candidates(&asking_with("617-555-0100"), today())
        .await
        .unwrap();
    assert_eq!(
        candidates[0].contact_last_seen_on,
        NaiveDate::from_ymd_opt(2026, 11, 9).unwrap()
    );
}

/// Reports of one sender about this many invented people, all with Ann's phone.
fn on_anns_phone(sender: &str, people: u32) -> String {
    let invented = |number: u32| {
        let pid = ANN.replace("A1^^^CLINIC", &format!("S{number}^^^{sender}"));
        message(5, &pid.replace("^Ann^", "^Una^"), &[]).replace("|EHR|CLINIC|", &format!("|EHR|{sender}|"))
    };
    (1..=people).map(invented).collect()
}

#[actix_web::test]
async fn a_number_that_a_sender_reports_for_more_than_24_patients_finds_none_of_them() {
    let (database, _guard) = throwaway_database();
    import(&database, &on_anns_phone("CLINIC", 24));
    assert_eq!(found(&database, "617-555-0100").await.len(), 24);
    import(&database, &on_anns_phone("CLINIC", 25));
    assert_eq!(found(&database, "617-555-0100").await, [""; 0]);
}

#[actix_web::test]
async fn a_sender_cannot_hide_the_patient_of_another_behind_invented_ones() {
    let (database, _guard) = throwaway_database();
    import(&database, &on_anns_phone("FLOODER", 25));
    import(&database, &message(4, ANN, &[]));
    assert_eq!(found(&database, "617-555-0100").await, ["Ann"]);
    import(&database, &on_anns_phone("OTHER", 24));
    let found = found(&database, "617-555-0100").await;
    assert_eq!((found.len(), found[0].as_str()), (25, "Ann"));
}

#[actix_web::test]
async fn a_contact_of_more_than_a_thousand_patients_in_all_finds_nobody() {
    let (database, _guard) = throwaway_database();
    let many: String = (1..=41).map(|n| on_anns_phone(&format!("S{n}"), 24)).collect();
    import(&database, &(many + &on_anns_phone("S42", 16)));
    assert_eq!(found(&database, "617-555-0100").await.len(), 1_000);
    import(&database, &message(4, ANN, &[]));
    assert_eq!(found(&database, "617-555-0100").await, [""; 0]);
}

#[actix_web::test]
async fn a_patients_doses_come_oldest_first_with_what_was_told() {
    let (database, _guard) = throwaway_database();
    add_sample(&database);
    let registry = local_registry(&database);
    let zoe = registry
        .candidates(&asking_with("zoe@example.org"), today())
        .await
        .unwrap()
        .remove(0);
    let person = registry
        .person(std::slice::from_ref(&zoe.patient_id))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(person.records, [zoe.patient_id]);
    let patient = person.patient;
    assert_eq!(
        (patient.first_name.as_str(), patient.middle_name.as_deref()),
        ("Zoë", Some("M"))
    );
    let doses = person.immunizations;
    assert!(doses.is_sorted_by_key(|dose| dose.occurrence_date));
    assert!(doses[0].is_historical && doses[0].cvx == "03");
    let bivalent = doses.iter().find(|dose| dose.cvx == "300").unwrap();
    assert_eq!(bivalent.lot_number.as_deref(), Some("GH9702"));
    assert_eq!(bivalent.performer.as_deref(), Some("Example Clinic"));
    assert_eq!(bivalent.mvx.as_deref(), Some("PFR"));
    assert!(!bivalent.is_historical && bivalent.outcome == DoseOutcome::Completed);

    let linda = registry
        .candidates(&asking_with("617-555-0120"), today())
        .await
        .unwrap()
        .remove(0);
    let person = registry.person(&[linda.patient_id]).await.unwrap().unwrap();
    let doses = person.immunizations;
    let refused: Vec<_> = doses
        .iter()
        .filter(|dose| dose.outcome == DoseOutcome::Refused)
        .collect();
    assert_eq!((refused.len(), refused[0].cvx.as_str()), (1, "312"));
    let unknown = registry.person(&[PatientId::new("nobody")]).await.unwrap();
    assert!(unknown.is_none());
}

#[actix_web::test]
async fn a_doses_id_stays_when_a_late_report_adds_an_earlier_dose() {
    let (database, _guard) = throwaway_database();
    let registry = local_registry(&database);
    let ids = async || {
        let found = registry.candidates(&asking_with("617-555-0100"), today()).await;
        let ann = found.unwrap().remove(0).patient_id;
        let person = registry.person(&[ann]).await.unwrap().unwrap();
        let doses = person.immunizations.into_iter();
        doses.map(|dose| (dose.cvx, dose.id)).collect::<Vec<_>>()
    };
    let influenza = [
        "ORC|RE||7^CLINIC",
        "RXA|0|1|20261001||140^Influenza^CVX|999|||00^New^NIP001|||||||||||CP|A",
    ];
    import(&database, &message(5, ANN, &influenza));
    let before = ids().await;
    let mmr = [
        "ORC|RE||3^CLINIC",
        "RXA|0|1|20200105||03^MMR^CVX|999|||00^New^NIP001|||||||||||CP|A",
    ];
    import(&database, &message(4, ANN, &mmr));
    let after = ids().await;
    assert_eq!((before.len(), after.len()), (1, 2));
    assert!(after.contains(&before[0]), "{before:?} {after:?}");
}
