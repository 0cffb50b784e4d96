//! `myvax`: subcommands, and nothing but dispatch.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use backend::clock::SystemClock;
use backend::commands;
use backend::commands::demo::{self, GenerateOrder};
use backend::commands::matching::EvaluateOrder;
use backend::commands::registry::records::{self, RecordName};
use backend::commands::registry::{ExportFormat, ExportOrder, Format, ImportOrder, ImportTools};
use backend::commands::senders::SenderTools;
use backend::config::{Config, Mode, Sources};
use backend::db::Database;
use backend::generate::hl7v2::Messages;
use backend::matching::Policy;
use backend::registry::ContactKey;
use backend::registry::import::fhir;
use chrono::NaiveDateTime;
use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, Subcommand};

#[derive(Parser)]
#[command(
    name = "myvax",
    version,
    about = "The immunization record portal of a health department"
)]
struct Arguments {
    /// A TOML file with settings; the environment wins over it.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
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
    /// Invented people, to try things out with
    #[command(subcommand)]
    Demo(DemoCommand),
}

#[derive(Subcommand)]
enum RegistryCommand {
    /// Takes in what providers report; the same file twice changes nothing
    Import {
        /// Files; `-` is standard input
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        #[arg(long, value_enum, default_value = "auto")]
        format: Format,
        /// Who reports, where a FHIR or CSV file does not say it
        #[arg(long, value_name = "NAME")]
        sender: Option<String>,
        /// When it was said (2026-11-20T08:00:00Z), where a FHIR or CSV file does not say it
        #[arg(long, value_name = "TIME", value_parser = told_at)]
        told_at: Option<NaiveDateTime>,
        /// Gets a JSON line for each refused message
        #[arg(long, value_name = "FILE")]
        errors: Option<PathBuf>,
        /// Gets the answer (ACK) to each HL7 v2 message, as a batch
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
    /// The quality of what each sender reports: missing contacts and lots, placeholder names, refused messages
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
struct TwoRecords {
    /// The sender of the one record, and its number of the patient as `registry export` writes it
    sender: String,
    patient: String,
    /// The same of the other record
    other_sender: String,
    other_patient: String,
}

impl TwoRecords {
    fn names(self) -> (RecordName, RecordName) {
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
enum SendersCommand {
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
enum CodesCommand {
    /// Replaces vaccine or manufacturer codes by those of each file; a running server sees them at once
    Load {
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
}

#[derive(Subcommand)]
enum MatchingCommand {
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
enum ConfigCommand {
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

#[derive(Subcommand)]
enum DemoCommand {
    /// Makes up a registry of any size; the same seed and number give the same bytes
    Generate {
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
        patients: u64,
        #[arg(long, default_value_t = 1)]
        seed: u64,
        #[arg(long, value_enum, default_value = "hl7v2")]
        format: demo::Format,
        /// With HL7 v2: a message for each visit, not one for each patient
        #[arg(long)]
        visits: bool,
        /// Standard output without it
        #[arg(long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // The whole chain on one line: what failed, and why.
            let _nobody_listens = writeln!(io::stderr(), "myvax: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> anyhow::Result<()> {
    let out = &mut io::stdout();
    match arguments.command {
        Command::Config(ConfigCommand::Example) => commands::config::example(out),
        Command::Config(ConfigCommand::Schema) => commands::config::schema(out),
        Command::Demo(command) => demo(command, out),
        Command::Matching(command) => matching(command, out),
        command => {
            let sources = Sources::from_process(arguments.config.as_deref())?;
            with_settings(command, &sources)
        }
    }
}

fn with_settings(command: Command, sources: &Sources) -> anyhow::Result<()> {
    let out = &mut io::stdout();
    let mode = |demo| if demo { Mode::Demo } else { Mode::Normal };
    match command {
        Command::Serve { demo, no_worker } => commands::serve::serve(sources, mode(demo), no_worker, out),
        Command::Work => commands::serve::work(sources),
        Command::Registry(command) => registry(command, &Config::load(sources, Mode::Normal)?, out),
        Command::Senders(command) => senders(command, &Config::load(sources, Mode::Normal)?),
        Command::Codes(CodesCommand::Load { files }) => {
            let config = Config::load(sources, Mode::Normal)?;
            commands::codes::load(&Database::open(&config.database_url)?, &files, &mut io::stderr())
        }
        Command::Config(ConfigCommand::Check { demo }) => commands::config::check(sources, mode(demo), out),
        Command::Config(ConfigCommand::Example) => commands::config::example(out),
        Command::Config(ConfigCommand::Schema) => commands::config::schema(out),
        Command::Demo(command) => demo(command, out),
        Command::Matching(command) => matching(command, out),
    }
}

fn demo(command: DemoCommand, out: &mut dyn Write) -> anyhow::Result<()> {
    let DemoCommand::Generate {
        patients,
        seed,
        format,
        visits,
        output,
    } = command;
    if visits && format != demo::Format::Hl7v2 {
        let words = "--visits is for --format hl7v2: a table has no messages";
        Arguments::command()
            .error(ErrorKind::ArgumentConflict, words)
            .exit();
    }
    let order = GenerateOrder {
        patients,
        seed,
        format,
        messages: if visits {
            Messages::PerVisit
        } else {
            Messages::PerPatient
        },
        output,
        shows_progress: io::stderr().is_terminal(),
    };
    commands::demo::generate(&order, out)
}

fn matching(command: MatchingCommand, out: &mut dyn Write) -> anyhow::Result<()> {
    let MatchingCommand::Evaluate {
        registry,
        queries,
        policy,
        json,
    } = command;
    let order = EvaluateOrder {
        registry,
        queries,
        policy,
        is_json: json,
    };
    commands::matching::evaluate(&order, &SystemClock, out)
}

fn registry(command: RegistryCommand, config: &Config, out: &mut dyn Write) -> anyhow::Result<()> {
    match command {
        RegistryCommand::Import {
            files,
            format,
            sender,
            told_at,
            errors,
            acks,
            json,
        } => {
            let contact_key = ContactKey::new(config.require_contact_key()?);
            let order = ImportOrder {
                files,
                format,
                sender,
                told_at,
                errors_file: errors,
                acks_file: acks,
                is_json: json,
                shows_progress: io::stderr().is_terminal(),
            };
            let mut tools = ImportTools {
                database: &Database::open(&config.database_url)?,
                contact_key: &contact_key,
                clock: &SystemClock,
                input: &mut io::stdin(),
            };
            commands::registry::import(&mut tools, &order, out, &mut io::stderr())
        }
        RegistryCommand::Export {
            format,
            output,
            patient,
        } => {
            let order = ExportOrder {
                format,
                output,
                patient: patient
                    .and_then(|both| both.try_into().ok())
                    .map(|[sender, number]: [String; 2]| (sender, number)),
            };
            commands::registry::export(&Database::open(&config.database_url)?, &order, out)
        }
        RegistryCommand::Count { json } => {
            commands::registry::count(&Database::open(&config.database_url)?, json, out)
        }
        RegistryCommand::Report { json } => {
            commands::registry::report::report(&Database::open(&config.database_url)?, json, out)
        }
        RegistryCommand::Records { sender, patient } => {
            let contact_key = ContactKey::new(config.require_contact_key()?);
            let name = RecordName {
                sender,
                patient_number: patient,
            };
            records::list(&Database::open(&config.database_url)?, &contact_key, &name, out)
        }
        RegistryCommand::Separate { two } => {
            let (one, other) = two.names();
            records::separate(
                &Database::open(&config.database_url)?,
                &SystemClock,
                (&one, &other),
            )
        }
        RegistryCommand::Rejoin { two } => {
            let (one, other) = two.names();
            records::rejoin(&Database::open(&config.database_url)?, &one, &other)
        }
    }
}

fn senders(command: SendersCommand, config: &Config) -> anyhow::Result<()> {
    let tools = &mut SenderTools {
        database: &Database::open(&config.database_url)?,
        clock: &SystemClock,
        out: &mut io::stdout(),
        words: &mut io::stderr(),
    };
    match command {
        SendersCommand::Add { name, facilities } => commands::senders::add(tools, &name, &facilities),
        SendersCommand::Renew { name } => commands::senders::renew(tools, &name),
        SendersCommand::Change { name, facilities } => commands::senders::change(tools, &name, &facilities),
        SendersCommand::Disable { name } => commands::senders::disable(tools, &name),
        SendersCommand::Enable { name } => commands::senders::enable(tools, &name),
        SendersCommand::List { json } => commands::senders::list(tools, json),
    }
}

fn told_at(text: &str) -> Result<NaiveDateTime, String> {
    fhir::instant(text).ok_or_else(|| "write it as 2026-11-20T08:00:00Z".to_owned())
}
