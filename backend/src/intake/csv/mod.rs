//! CSV: each row has one dose, and repeats the columns of its patient. Adjacent rows of one patient form one message,
//! which is imported as a whole or rejected.

mod dose;
mod header;
mod patient;
mod row;
mod rows;

use std::collections::BTreeMap;
use std::io::{self, BufRead};

use chrono::{NaiveDateTime, NaiveTime};

use super::ReadMessage;
use super::options::Options;
use super::rejection::{ErrorCode, ReportError};
use super::report::{DoseReport, PatientReport, Report};
use crate::formats::csv_table::Column;
pub use header::is_header;
use row::Row;
use rows::Rows;

/// More rows of one patient are an error; they would also fill the memory.
const MOST_ROWS_OF_A_PATIENT: usize = 10_000;

/// The messages of a CSV file.
pub fn messages<'r>(
    input: impl BufRead + 'r,
    options: Options,
) -> impl Iterator<Item = io::Result<ReadMessage>> + 'r {
    let mut patients = PatientRows {
        rows: Rows::new(input),
        next: None,
    };
    let mut number = 0;
    let mut waiting = Vec::new().into_iter();
    std::iter::from_fn(move || {
        loop {
            if let Some(message) = waiting.next() {
                return Some(Ok(message));
            }
            let run = match patients.next_run()? {
                Ok(run) => run,
                Err(error) => return Some(Err(error)),
            };
            number += 1;
            waiting = read_messages(number, run.and_then(|rows| reports(&rows, &options))).into_iter();
        }
    })
}

fn read_messages(number: u64, run: Result<Vec<Report>, ReportError>) -> Vec<ReadMessage> {
    let message = |report| ReadMessage {
        number,
        header: None,
        report,
    };
    match run {
        Ok(reports) => reports.into_iter().map(|report| message(Ok(report))).collect(),
        Err(error) => vec![message(Err(error))],
    }
}

/// Groups adjacent rows of one patient.
struct PatientRows<R> {
    rows: Rows<R>,
    next: Option<Row>,
}

impl<R: BufRead> PatientRows<R> {
    fn next_run(&mut self) -> Option<io::Result<Result<Vec<Row>, ReportError>>> {
        let mut run: Vec<Row> = self.next.take().into_iter().collect();
        let mut error = None;
        loop {
            let row = match self.rows.next_row() {
                Err(error) => return Some(Err(error)),
                Ok(None) => break,
                Ok(Some(row)) => row,
            };
            if run.first().is_some_and(|first| !first.is_of_same_patient(&row)) {
                self.next = Some(row);
                break;
            }
            if run.len() == MOST_ROWS_OF_A_PATIENT {
                let text =
                    format!("one patient has more than {MOST_ROWS_OF_A_PATIENT} rows; correct patient_id");
                error.get_or_insert(row.error(Column::PatientId, ErrorCode::Application, text));
                continue;
            }
            run.push(row);
        }
        if run.is_empty() {
            return None;
        }
        Some(Ok(error.map_or(Ok(run), Err)))
    }
}

/// A report while its rows are read.
struct ReportDraft {
    patient: PatientReport,
    doses: Vec<DoseReport>,
    warnings: Vec<ReportError>,
}

/// One report for each message time, the oldest first.
fn reports(rows: &[Row], options: &Options) -> Result<Vec<Report>, ReportError> {
    let mut sender = String::new();
    let mut drafts: BTreeMap<Option<NaiveDateTime>, ReportDraft> = BTreeMap::new();
    for row in rows {
        sender = row.sender(options.sender.as_deref())?;
        let reported_at = row.reported_at(&options.read_at)?.or(options.reported_at);
        let mut warnings = Vec::new();
        let patient = patient::patient(row, &options.read_at, &mut warnings)?;
        let dose = dose::dose(row, patient.birth_date, options, &mut warnings)?;
        let draft = drafts.entry(reported_at).or_insert_with(|| ReportDraft {
            patient: patient.clone(),
            doses: Vec::new(),
            warnings: Vec::new(),
        });
        if draft.patient != patient {
            let text =
                "this row's patient columns differ from the row before; correct one of them, or reported_at";
            return Err(row.error(Column::PatientId, ErrorCode::DataType, text));
        }
        draft.doses.extend(dose);
        draft.warnings.append(&mut warnings);
    }
    let report = |(reported_at, draft): (Option<NaiveDateTime>, ReportDraft)| {
        // A report without a time counts as of its last event's date, so any dated report overrides it.
        let last_day = draft
            .doses
            .iter()
            .map(|dose| dose.occurrence_date)
            .max()
            .unwrap_or(draft.patient.birth_date);
        Report {
            sender: sender.clone(),
            reported_at: reported_at.unwrap_or(last_day.and_time(NaiveTime::MIN)),
            patient: draft.patient,
            doses: draft.doses,
            warnings: draft.warnings,
        }
    };
    Ok(drafts.into_iter().map(report).collect())
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use proptest::prelude::*;

    use super::*;
    use crate::intake::read_at::ReadAt;

    fn read(bytes: &[u8]) -> usize {
        let today = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
        let read_at = ReadAt {
            now: today.and_hms_opt(12, 0, 0).unwrap(),
            today,
        };
        messages(bytes, Options::of(read_at))
            .take_while(Result::is_ok)
            .count()
    }

    proptest! {
        #[test]
        fn no_bytes_break_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            prop_assert!(read(&bytes) <= bytes.len());
        }

        #[test]
        fn no_cells_break_the_reader(rows in prop::collection::vec("(-|'|\\|\\\\|,|\"|2020-01-01|yes|\n|\\PC){0,30}", 0..5)) {
            let header = Column::ALL.map(Column::name).join(",");
            let text = format!("{header}\n{}", rows.join("\n"));
            prop_assert!(read(text.as_bytes()) <= text.len());
        }
    }
}
