//! Which report wins, field by field: the one that was told last, in whatever order the reports arrive.
//!
//! An empty field tells nothing, so a row can hold fields of several reports, and each field has a time. Nearly always
//! that is the row's `last_reported_at`; only the exceptions stand in `field_times`:
//! `lot=1730000000` (seconds) was told at another time, `lot` alone was told to be empty at the row's own time.
//! Of two reports of the same second the one that arrives later wins.

use chrono::{DateTime, NaiveDateTime};

/// What a message says about a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told<T> {
    /// The field is empty: what is known stays.
    Nothing,
    /// HL7's `""`: there is no such value, or no longer.
    Deleted,
    Value(T),
}

impl<T> Told<T> {
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Told<U> {
        match self {
            Self::Nothing => Told::Nothing,
            Self::Deleted => Told::Deleted,
            Self::Value(value) => Told::Value(change(value)),
        }
    }
}

/// The merging of one report into one row.
pub struct Merge {
    told_at: NaiveDateTime,
    row_at: Option<NaiveDateTime>,
    exceptions: Vec<(String, Option<i64>)>,
    fields: Vec<Field>,
}

struct Field {
    name: &'static str,
    has_value: bool,
    told_at: Option<NaiveDateTime>,
}

impl Merge {
    /// Into a row that is not there yet.
    pub fn into_new(told_at: NaiveDateTime) -> Self {
        Self {
            told_at,
            row_at: None,
            exceptions: Vec::new(),
            fields: Vec::new(),
        }
    }

    pub fn into_row(told_at: NaiveDateTime, last_reported_at: NaiveDateTime, field_times: &str) -> Self {
        let exceptions = field_times.split_ascii_whitespace().map(|entry| {
            let (name, seconds) = entry.split_once('=').unwrap_or((entry, ""));
            (name.to_owned(), seconds.parse().ok())
        });
        Self {
            told_at,
            row_at: Some(last_reported_at),
            exceptions: exceptions.collect(),
            fields: Vec::new(),
        }
    }

    /// True when this report is not older than the row: it decides the fields every report tells.
    pub fn is_latest(&self) -> bool {
        self.row_at.is_none_or(|row_at| self.told_at >= row_at)
    }

    /// Puts what was told into the field, unless something later is known. Returns when the field's value was told.
    pub fn field<T>(
        &mut self,
        name: &'static str,
        current: &mut Option<T>,
        told: Told<T>,
    ) -> Option<NaiveDateTime> {
        let known_at = self.known_at(name, current.is_some());
        let wins = known_at.is_none_or(|known_at| self.told_at >= known_at);
        let told_at = match told {
            Told::Deleted if wins => {
                *current = None;
                Some(self.told_at)
            }
            Told::Value(value) if wins => {
                *current = Some(value);
                Some(self.told_at)
            }
            Told::Nothing | Told::Deleted | Told::Value(_) => known_at,
        };
        self.fields.push(Field {
            name,
            has_value: current.is_some(),
            told_at,
        });
        told_at
    }

    fn known_at(&self, name: &str, has_value: bool) -> Option<NaiveDateTime> {
        match self.exceptions.iter().find(|(exception, _)| exception == name) {
            Some((_, Some(seconds))) => DateTime::from_timestamp(*seconds, 0).map(|at| at.naive_utc()),
            Some((_, None)) => self.row_at,
            None => self.row_at.filter(|_| has_value),
        }
    }

    /// The row's new `last_reported_at` and `field_times`.
    pub fn finish(self) -> (NaiveDateTime, String) {
        let row_at = self
            .row_at
            .map_or(self.told_at, |row_at| row_at.max(self.told_at));
        let entries = self.fields.iter().filter_map(|field| match field.told_at {
            Some(told_at) if told_at == row_at => (!field.has_value).then(|| field.name.to_owned()),
            Some(told_at) => Some(format!("{}={}", field.name, told_at.and_utc().timestamp())),
            None => None,
        });
        let field_times = entries.collect::<Vec<_>>().join(" ");
        (row_at, field_times)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[derive(Clone, Debug, Default, PartialEq)]
    struct Row {
        at: Option<NaiveDateTime>,
        times: String,
        lot: Option<u8>,
        product: Option<u8>,
    }

    fn second(seconds: i64) -> NaiveDateTime {
        DateTime::from_timestamp(1_700_000_000 + seconds, 0)
            .unwrap()
            .naive_utc()
    }

    fn merged(mut row: Row, (at, lot, product): (i64, Told<u8>, Told<u8>)) -> Row {
        let mut merge = match row.at {
            Some(row_at) => Merge::into_row(second(at), row_at, &row.times),
            None => Merge::into_new(second(at)),
        };
        merge.field("lot", &mut row.lot, lot);
        merge.field("product", &mut row.product, product);
        let (at, times) = merge.finish();
        Row {
            at: Some(at),
            times,
            ..row
        }
    }

    #[test]
    fn an_empty_field_keeps_what_is_known() {
        let row = merged(Row::default(), (1, Told::Value(7), Told::Nothing));
        let row = merged(row, (2, Told::Nothing, Told::Value(9)));
        assert_eq!((row.lot, row.product), (Some(7), Some(9)));
    }

    #[test]
    fn a_deleted_field_is_empty_and_stays_so_for_older_reports() {
        let row = merged(Row::default(), (1, Told::Value(7), Told::Value(1)));
        let row = merged(row, (3, Told::Deleted, Told::Nothing));
        let row = merged(row, (2, Told::Value(8), Told::Value(2)));
        assert_eq!((row.lot, row.product), (None, Some(2)));
    }

    #[test]
    fn a_row_of_one_report_needs_no_exceptions() {
        let row = merged(Row::default(), (1, Told::Value(7), Told::Nothing));
        assert_eq!(row.times, "");
    }

    fn told() -> impl Strategy<Value = Told<u8>> {
        prop_oneof![
            Just(Told::Nothing),
            Just(Told::Deleted),
            any::<u8>().prop_map(Told::Value)
        ]
    }

    proptest! {
        #[test]
        fn the_order_of_arrival_does_not_matter(
            told in prop::collection::vec((told(), told()), 1..6),
            order in any::<prop::sample::Index>(),
        ) {
            let reports: Vec<_> = (0_i64..).zip(told).map(|(at, (lot, product))| (at, lot, product)).collect();
            let mut shuffled = reports.clone();
            shuffled.rotate_left(order.index(reports.len()));
            let half = shuffled.len() / 2;
            shuffled[..half].reverse();
            let in_order = reports.iter().copied().fold(Row::default(), merged);
            let as_arrived = shuffled.iter().copied().fold(Row::default(), merged);
            prop_assert_eq!(&in_order, &as_arrived);
            let once_more = shuffled.iter().copied().fold(as_arrived.clone(), merged);
            prop_assert_eq!(once_more, as_arrived);
        }
    }
}
