//! The command line of `myvax`. The doc comments here are the texts of `--help`.

use std::path::PathBuf;

use backend::commands::registry::records::RecordName;
use backend::commands::registry::{ExportFormat, Format};
use backend::commands::senders::Links;
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
    /// A TOML file with settings; the environment overrides it
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub enum Command {
    /// Serves the portal and processes its queues
    Serve {
        /// Uses throwaway keys and a throwaway database, the sample registry, and an inbox page; given settings win
        #[arg(long)]
        demo: bool,
        /// Only serves; a separate `myvax work` processes the queues
        #[arg(long)]
        no_worker: bool,
    },
    /// Processes the queues; serves only its health checks and metrics
    Work,
    /// Imports, exports and measures the registry's patients and immunizations
    #[command(subcommand)]
    Registry(RegistryCommand),
    /// Answers the help desk about requests
    #[command(subcommand)]
    Requests(RequestsCommand),
    /// Manages the accounts of senders over HTTP
    #[command(subcommand)]
    Senders(SendersCommand),
    /// Migrates the database, copies it, checks a copy
    #[command(subcommand)]
    Db(DbCommand),
    /// Manages the vaccine catalogue
    #[command(subcommand)]
    Codes(CodesCommand),
    /// Measures matching
    #[command(subcommand)]
    Matching(MatchingCommand),
    /// Looks for the likeliest mistakes before and while the service runs; sends no message
    ///
    /// Prints one line for each check. Ends with status 1 if there is a mistake.
    Doctor,
    /// Checks and documents the settings
    #[command(subcommand)]
    Config(ConfigCommand),
}

#[derive(Subcommand)]
pub enum DbCommand {
    /// Creates the database, or brings it to the schema of this version
    Migrate,
    /// Copies a SQLite database to a new file while it is in use, and verifies the copy
    Backup {
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Reads a copy to its end, counts its rows and says what a restore undoes
    Verify {
        #[arg(value_name = "FILE")]
        file: PathBuf,
        #[arg(long)]
        json: bool,
    },
    /// To be run after `pg_restore`, before the service starts: open requests get new idempotency keys
    Restored,
}

#[derive(Subcommand)]
pub enum RegistryCommand {
    /// Imports reports of providers; importing the same file again changes nothing
    ///
    /// Ends with status 1 if a file cannot be read to its end, or if every message was rejected.
    Import {
        /// Files; `-` is standard input
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        #[arg(long, value_enum, default_value = "auto")]
        format: Format,
        /// The sender, for messages, FHIR files or CSV rows that do not name it
        #[arg(long, value_name = "NAME")]
        sender: Option<String>,
        /// The time of the reports (2026-11-20T08:00:00Z), for FHIR or CSV files without one
        #[arg(long, value_name = "TIME", value_parser = reported_at)]
        reported_at: Option<NaiveDateTime>,
        /// Writes a JSON line for each rejected message and for each rejected dose
        #[arg(long, value_name = "FILE")]
        errors: Option<PathBuf>,
        /// Writes the acknowledgment (ACK) of each HL7 v2 message to a batch file
        #[arg(long, value_name = "FILE")]
        acks: Option<PathBuf>,
        /// Prints the counts as one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Exports the registry, protected people included; the same registry gives the same bytes
    Export {
        #[arg(long, value_enum)]
        format: ExportFormat,
        /// The file to write instead of standard output; only its owner can read it
        #[arg(long, value_name = "FILE")]
        output: Option<PathBuf>,
        /// Only one patient, by sender and patient number
        #[arg(long, num_args = 2, value_names = ["SENDER", "NUMBER"])]
        patient: Option<Vec<String>>,
    },
    /// Counts patients and immunizations
    Count {
        #[arg(long)]
        json: bool,
    },
    /// Measures the quality of each sender's reports: missing contacts and lots, placeholder names, unknown vaccine codes,
    /// rejected messages, and contacts that it alone reports of people whom other senders report too
    Report {
        #[arg(long)]
        json: bool,
    },
    /// Lists the records that are linked with this one, as records of the same person
    Records { sender: String, patient: String },
    /// Computes all contact hashes again under `MYVAX_CONTACT_KEY`, also if the key of the stored ones is lost
    Rekey,
    /// Separates two records that belong to two people: they are not linked any more
    Separate {
        #[command(flatten)]
        two: TwoRecords,
    },
    /// Undoes a separation
    Rejoin {
        #[command(flatten)]
        two: TwoRecords,
    },
}

#[derive(clap::Args)]
pub struct TwoRecords {
    /// The sender and the patient number of one record, as `registry export` writes them
    sender: String,
    patient: String,
    /// The sender and the patient number of the other record
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
pub enum RequestsCommand {
    /// Shows what became of a request and its message, without personal data
    Show {
        /// The four characters on the page after sending, and in the message
        code: String,
        /// Prints one JSON object, {"requests":[…]}
        #[arg(long)]
        json: bool,
    },
    /// Lists the requests of the last 30 days that were given up without an answer, or whose message was, and the reason
    GivenUp {
        /// Only what was given up in the last N hours
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=720))]
        hours: Option<u32>,
        /// Prints one JSON object, {"requests":[…]}; `given_up` of each has the reason, the channel and the time
        #[arg(long)]
        json: bool,
    },
}

#[derive(Subcommand)]
pub enum SendersCommand {
    /// Adds an account and prints its password once
    Add {
        name: String,
        /// A facility in whose name it may send, as in MSH-4; repeat for each
        #[arg(long = "facility", required = true, value_name = "FACILITY")]
        facilities: Vec<String>,
        /// The reports that its contacts open
        #[arg(long, value_enum, default_value = "all")]
        link: Links,
    },
    /// Prints a new password; the old one stops working
    Renew { name: String },
    /// Replaces the facilities of an account, or sets what its contacts open
    Change {
        name: String,
        /// A facility in whose name it may send from now on; repeat for each
        #[arg(long = "facility", required_unless_present = "link", value_name = "FACILITY")]
        facilities: Vec<String>,
        /// The reports that its contacts open from now on
        #[arg(long, value_enum)]
        link: Option<Links>,
    },
    /// Rejects new messages of an account; its earlier reports stay
    Disable { name: String },
    /// Accepts messages of an account again
    Enable { name: String },
    /// Lists the accounts, without passwords
    List {
        #[arg(long)]
        json: bool,
    },
}

#[derive(Subcommand)]
pub enum CodesCommand {
    /// Replaces vaccine or manufacturer codes by those of each file; a running server uses them at once
    Load {
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
}

#[derive(Subcommand)]
pub enum MatchingCommand {
    /// Runs requests with known answers, and counts the right, refused and wrong answers
    Evaluate {
        /// The patients
        #[arg(long, value_name = "FILE.csv")]
        registry: PathBuf,
        /// The requests with the right answers
        #[arg(long, value_name = "FILE.csv")]
        queries: PathBuf,
        /// The policy: strict, default or lenient
        #[arg(long, default_value_t = Policy::Default)]
        policy: Policy,
        /// Prints the counts as one JSON object
        #[arg(long)]
        json: bool,
    },
}

#[derive(Subcommand)]
pub enum ConfigCommand {
    /// Reports every mistake at once, and prints the effective settings
    Check {
        /// Reads them as `serve --demo` would
        #[arg(long)]
        demo: bool,
    },
    /// Prints a settings file with every setting and its default
    Example,
    /// Prints the JSON Schema of the settings file
    Schema,
}

fn reported_at(text: &str) -> Result<NaiveDateTime, String> {
    instant(text).ok_or_else(|| "write it as 2026-11-20T08:00:00Z".to_owned())
}
