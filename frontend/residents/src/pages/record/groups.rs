//! Sorts the doses of a record into their vaccine groups.

use shared::immunization::Immunization;

/// The group of a vaccine without a group.
pub const OTHER: &str = "other";

/// One vaccine group and the places of its doses in the record, newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub id: String,
    pub doses: Vec<usize>,
}

/// A dose of a combination vaccine appears in each of its groups.
pub fn groups(immunizations: &[Immunization]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (place, immunization) in immunizations.iter().enumerate() {
        let ids: Vec<&str> = match immunization.vaccine_groups.as_slice() {
            [] => vec![OTHER],
            ids => ids.iter().map(String::as_str).collect(),
        };
        for id in ids {
            match groups.iter_mut().find(|group| group.id == id) {
                Some(group) => group.doses.push(place),
                None => groups.push(Group {
                    id: id.to_owned(),
                    doses: vec![place],
                }),
            }
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::immunization::DoseStatus;

    fn dose(groups: &[&str]) -> Immunization {
        Immunization {
            id: "1".into(),
            cvx: "110".into(),
            vaccine: "DTaP-Hep B-IPV".into(),
            vaccine_groups: groups.iter().map(|&group| group.to_owned()).collect(),
            occurrence_date: "2020-01-01".into(),
            manufacturer: None,
            product: None,
            lot_number: None,
            performer: None,
            sources: Vec::new(),
            historical: false,
            dose_status: DoseStatus::Completed,
            flags: Vec::new(),
        }
    }

    #[test]
    fn a_combination_vaccine_stands_under_each_of_its_groups() {
        let groups = groups(&[dose(&["dtap", "polio"]), dose(&["polio"]), dose(&[])]);
        let shown: Vec<_> = groups
            .iter()
            .map(|group| (group.id.as_str(), group.doses.clone()))
            .collect();
        assert_eq!(
            shown,
            [("dtap", vec![0]), ("polio", vec![0, 1]), ("other", vec![2])]
        );
    }
}
