//! The same reports lead to the same rows, however often, in which order, or in which parts they arrive.

use backend::commands::sample;
use backend::intake::Summary;
use proptest::prelude::*;

use super::files::exported_csv;
use super::{add_sample, import, rows, throwaway_database};

/// The sample's messages, each ending with a line break.
fn sample_messages() -> Vec<String> {
    let text: String = sample::FILES.iter().map(|(_, text)| *text).collect();
    text.split("MSH|")
        .skip(1)
        .map(|message| format!("MSH|{message}"))
        .collect()
}

#[test]
fn the_sample_goes_in_whole() {
    let (database, _guard) = throwaway_database();
    let summary = add_sample(&database);
    assert_eq!(
        summary,
        Summary {
            files: 3,
            messages: 43,
            patients_added: 41,
            immunizations_added: summary.immunizations_added,
            immunizations_updated: 1,
            immunizations_deleted: 1,
            ..Summary::default()
        }
    );
    let doses = rows(&database, false)
        .iter()
        .filter(|row| row.starts_with("immunization|"))
        .count();
    assert_eq!(doses as u64, summary.immunizations_added - 1);
}

#[test]
fn importing_twice_changes_nothing() {
    let (database, _guard) = throwaway_database();
    let first = add_sample(&database);
    let before = rows(&database, true);
    let exported = exported_csv(&database);
    let second = add_sample(&database);
    assert_eq!(before, rows(&database, true));
    assert_eq!(exported, exported_csv(&database));
    assert_eq!(
        second,
        Summary {
            files: 3,
            messages: 43,
            // All doses, the correction and the deletion were there already.
            duplicates: first.immunizations_added + 2,
            ..Summary::default()
        }
    );
}

#[test]
fn two_imports_at_once_are_one() {
    let (database, _guard) = throwaway_database();
    std::thread::scope(|scope| {
        for import in [0, 1, 2].map(|_| scope.spawn(|| add_sample(&database))) {
            import.join().unwrap();
        }
    });
    let (alone, _guard) = throwaway_database();
    add_sample(&alone);
    assert_eq!(rows(&database, false), rows(&alone, false));
    assert_eq!(exported_csv(&database), exported_csv(&alone));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_the_messages_does_not_matter(shuffled in Just(sample_messages()).prop_shuffle()) {
        let (in_order, _guard) = throwaway_database();
        add_sample(&in_order);
        let (as_shuffled, _guard) = throwaway_database();
        import(&as_shuffled, &shuffled.concat());
        prop_assert_eq!(rows(&in_order, false), rows(&as_shuffled, false));
        prop_assert_eq!(exported_csv(&in_order), exported_csv(&as_shuffled));
    }

    #[test]
    fn a_cut_off_file_keeps_what_was_whole(cut in any::<prop::sample::Index>()) {
        let families = sample::FILES[0].1;
        let cut = families.floor_char_boundary(cut.index(families.len()));
        let whole = families[..cut].rfind("MSH|").unwrap_or(0);
        let (expected, _guard) = throwaway_database();
        import(&expected, &families[..whole]);
        let (complete, _guard) = throwaway_database();
        import(&complete, families);
        let (from_part, _guard) = throwaway_database();
        import(&from_part, &families[..cut]);

        let (expected, complete, found) =
            (rows(&expected, false), rows(&complete, false), rows(&from_part, false));
        prop_assert!(expected.iter().all(|row| found.contains(row)), "something whole is missing");
        prop_assert!(found.iter().all(|row| complete.contains(row)), "something half is there");
    }
}
