//! The command line of `myvax`. The doc comments here are the texts of `--help`.

use std::path::PathBuf;

use backend::commands::registry::records::RecordName;
use backend::commands::registry::{ExportFormat, Format};
use backend::intake::text::instant;
use backend::matching::Policy;
use chrono::NaiveDateTime;
use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(
    name = "myvax",
    version,
    about = "The immunization record portal of a health department"
)]
pub struct Arguments {
    /// A TOML file with settings; the environment wins over it.
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub enum Command {
    /// Serves the portal and works off its queues
    Serve {
        /// Throwaway keys and database, the sample registry, and an inbox page; given settings win
        #[arg(long)]
        demo: bool,
        /// Serves only; `myvax work` elsewhere does the work
        #[arg(long)]
        no_worker: bool,
    },
    /// Works off the queues, without serving
    Work,
    /// The registry's patients and immunizations
    #[command(subcommand)]
    Registry(RegistryCommand),
    /// Who may send messages over HTTP
    #[command(subcommand)]
    Senders(SendersCommand),
    /// The vaccine catalogue
    #[command(subcommand)]
    Codes(CodesCommand),
    /// The decision who a request is about
    #[command(subcommand)]
    Matching(MatchingCommand),
    /// The settings
    #[command(subcommand)]
    Config(ConfigCommand),
}

#[derive(Subcommand)]
pub enum RegistryCommand {
    /// Takes in what providers report; the same file twice changes nothing
    ///
    /// Ends with status 1 when a file cannot be read to its end, and when every message was rejected.
    Import {
        /// Files; `-` is standard input
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        #[arg(long, value_enum, default_value = "auto")]
        format: Format,
        /// The reporting organisation, for messages, FHIR files or CSV rows that do not name it
        #[arg(long, value_name = "NAME")]
        sender: Option<String>,
        /// The time of the reports (2026-11-20T08:00:00Z), for FHIR or CSV files without one
        #[arg(long, value_name = "TIME", value_parser = reported_at)]
        reported_at: Option<NaiveDateTime>,
        /// Writes a JSON line for each rejected message, and for each dose left out of one
        #[arg(long, value_name = "FILE")]
        errors: Option<PathBuf>,
        /// Writes the acknowledgment (ACK) of each HL7 v2 message, as a batch
        #[arg(long, value_name = "FILE")]
        acks: Option<PathBuf>,
        /// Prints the counts as one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Writes the registry out, protected people too; the same registry is the same bytes
    Export {
        #[arg(long, value_enum)]
        format: ExportFormat,
        /// Instead of standard output; only its owner can read it
        #[arg(long, value_name = "FILE")]
        output: Option<PathBuf>,
        /// One patient only: who reports them, and under which number
        #[arg(long, num_args = 2, value_names = ["SENDER", "NUMBER"])]
        patient: Option<Vec<String>>,
    },
    /// Counts patients and immunizations
    Count {
        #[arg(long)]
        json: bool,
    },
    /// The quality of what each sender reports: missing contacts and lots, placeholder names, unknown vaccine codes, rejected
    /// messages
    Report {
        #[arg(long)]
        json: bool,
    },
    /// The records that are read together with this one, because they certainly are of the same person
    Records { sender: String, patient: String },
    /// Notes that two records are of two people: they are not read together any more
    Separate {
        #[command(flatten)]
        two: TwoRecords,
    },
    /// Takes a separation back
    Rejoin {
        #[command(flatten)]
        two: TwoRecords,
    },
}

#[derive(clap::Args)]
pub struct TwoRecords {
    /// The sender of the one record, and its number of the patient as `registry export` writes it
    sender: String,
    patient: String,
    /// The same of the other record
    other_sender: String,
    other_patient: String,
}

impl TwoRecords {
    pub fn names(self) -> (RecordName, RecordName) {
        let name = |sender, patient_number| RecordName {
            sender,
            patient_number,
        };
        (
            name(self.sender, self.patient),
            name(self.other_sender, self.other_patient),
        )
    }
}

#[derive(Subcommand)]
pub enum SendersCommand {
    /// Adds an account and prints its password once
    Add {
        name: String,
        /// In whose name it may send, as MSH-4 has it; once for each
        #[arg(long = "facility", required = true, value_name = "FACILITY")]
        facilities: Vec<String>,
    },
    /// Prints a new password; the old one is wrong from now on
    Renew { name: String },
    /// Replaces the facilities of an account
    Change {
        name: String,
        /// In whose name it may send from now on; once for each
        #[arg(long = "facility", required = true, value_name = "FACILITY")]
        facilities: Vec<String>,
    },
    /// Takes no more messages of an account; what it sent stays
    Disable { name: String },
    /// Takes them again
    Enable { name: String },
    /// Lists the accounts, without passwords
    List {
        #[arg(long)]
        json: bool,
    },
}

#[derive(Subcommand)]
pub enum CodesCommand {
    /// Replaces vaccine or manufacturer codes by those of each file; a running server sees them at once
    Load {
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
}

#[derive(Subcommand)]
pub enum MatchingCommand {
    /// Asks requests whose right answer is known, and counts what was right, refused and wrong
    Evaluate {
        /// Patients
        #[arg(long, value_name = "FILE.csv")]
        registry: PathBuf,
        /// Requests with the right answer
        #[arg(long, value_name = "FILE.csv")]
        queries: PathBuf,
        /// strict, default or lenient
        #[arg(long, default_value_t = Policy::Default)]
        policy: Policy,
        /// Prints the counts as one JSON object
        #[arg(long)]
        json: bool,
    },
}

#[derive(Subcommand)]
pub enum ConfigCommand {
    /// Names every mistake at once, and prints what holds
    Check {
        /// As `serve --demo` would read them
        #[arg(long)]
        demo: bool,
    },
    /// A settings file with every setting and its default
    Example,
    /// The JSON Schema of the settings file
    Schema,
}

fn reported_at(text: &str) -> Result<NaiveDateTime, String> {
    instant(text).ok_or_else(|| "write it as 2026-11-20T08:00:00Z".to_owned())
}
