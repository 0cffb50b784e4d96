//! Builds messages from NDJSON resources of one or several files: each Patient with its Immunizations.

use std::collections::VecDeque;
use std::io;

use super::bundle::no_patient;
use super::context::Context;
use super::one_patient::reports;
use super::resource::Resource;
use super::spool::{Spool, SpooledResource};
use crate::intake::ReadMessage;
use crate::intake::options::Options;
use crate::intake::rejection::ReportError;
use crate::intake::report::Report;

pub struct NdjsonMessages {
    options: Options,
    spool: Spool,
    files: Vec<String>,
    number: u64,
    waiting: VecDeque<(String, ReadMessage)>,
}

/// A resource and the file it came from.
struct SourceResource {
    file: usize,
    resource: Resource,
}

impl NdjsonMessages {
    pub(super) fn new(options: Options, spool: Spool, files: Vec<String>) -> Self {
        Self {
            options,
            spool,
            files,
            number: 0,
            waiting: VecDeque::new(),
        }
    }

    fn read_partition(&mut self) -> io::Result<bool> {
        let Some(patients) = self.spool.next_partition()? else {
            return Ok(false);
        };
        for resources in patients.into_values() {
            let (file, outcome) = one_patient(resources, &self.options);
            let file = &self.files[file];
            self.number += 1;
            let messages = super::messages(self.number, outcome);
            self.waiting
                .extend(messages.into_iter().map(|message| (file.clone(), message)));
        }
        Ok(true)
    }
}

/// Each message with the file that its rejection names.
impl Iterator for NdjsonMessages {
    type Item = io::Result<(String, ReadMessage)>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.waiting.is_empty() {
            match self.read_partition() {
                Ok(true) => {}
                Ok(false) => return None,
                Err(error) => return Some(Err(error)),
            }
        }
        self.waiting.pop_front().map(Ok)
    }
}

fn one_patient(
    resources: Vec<SpooledResource>,
    options: &Options,
) -> (usize, Result<Vec<Report>, ReportError>) {
    let (mut patients, mut doses) = (Vec::new(), Vec::new());
    for one in resources {
        let is_patient = one.json.get("resourceType").is_some_and(|kind| kind == "Patient");
        let (list, kind) = if is_patient {
            (&mut patients, "Patient")
        } else {
            (&mut doses, "Immunization")
        };
        let resource = Resource {
            kind,
            index: one.line,
            json: one.json,
        };
        list.push(SourceResource {
            file: one.file,
            resource,
        });
    }
    // Among several versions of a Patient the newest counts; among versions with the same time, the last one read.
    let about = patients
        .into_iter()
        .max_by_key(|source| source.resource.last_updated(&options.read_at).ok().flatten());
    let Some(about) = about else {
        let text = "the Patient it refers to is in none of the files; import the file of Patients in the same command";
        let first = doses
            .first()
            .map(|first| (first.file, Err(no_patient(&first.resource, text))));
        return first.unwrap_or((0, Ok(Vec::new())));
    };
    let files: Vec<_> = doses
        .iter()
        .map(|dose| (dose.resource.index, dose.file))
        .collect();
    let doses: Vec<_> = doses.into_iter().map(|dose| dose.resource).collect();
    let outcome = reports(&about.resource, &doses, &Context::without_bundle(options));
    let file = match &outcome {
        Err(error) if error.segment == "Immunization" => files
            .iter()
            .find(|(line, _)| *line == error.index)
            .map_or(about.file, |(_, file)| *file),
        _ => about.file,
    };
    (file, outcome)
}
