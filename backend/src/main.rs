//! The program `myvax`: dispatches to the subcommands, nothing else.

mod arguments;

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;
use std::sync::Arc;

use backend::clock::SystemClock;
use backend::commands;
use backend::commands::matching::EvaluateOrder;
use backend::commands::registry::records::{self, RecordName};
use backend::commands::registry::{ExportOrder, ImportOrder, ImportTools};
use backend::commands::requests::GivenUpOrder;
use backend::commands::senders::SenderTools;
use backend::config::{Config, Mode, Sources};
use backend::db::Database;
use backend::registry::ContactHashers;
use clap::Parser;

use arguments::{
    Arguments, CodesCommand, Command, ConfigCommand, DbCommand, MatchingCommand, RegistryCommand,
    RequestsCommand, SendersCommand,
};

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let only_prints = !matches!(arguments.command, Command::Serve { .. } | Command::Work);
    match run(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if only_prints && is_closed_pipe(&error) => ExitCode::from(CLOSED_PIPE),
        Err(error) => {
            // Print the error and its causes on one line.
            let _nobody_listens = writeln!(io::stderr(), "myvax: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// The status that a shell reports of a program that SIGPIPE ended: the output is cut, and this is no success.
const CLOSED_PIPE: u8 = 141;

/// Whether the reader of the output is gone, as in `myvax … | head`.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let written = cause.downcast_ref().map(io::Error::kind);
        let in_json = || cause.downcast_ref().and_then(serde_json::Error::io_error_kind);
        written.or_else(in_json) == Some(io::ErrorKind::BrokenPipe)
    })
}

fn run(arguments: Arguments) -> anyhow::Result<()> {
    let out = &mut io::stdout();
    match arguments.command {
        Command::Config(ConfigCommand::Example) => commands::config::example(out),
        Command::Config(ConfigCommand::Schema) => commands::config::schema(out),
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
        Command::Requests(command) => {
            let config = Config::load(sources, Mode::Normal)?;
            requests(command, &Database::open(&config.database_url)?, out)
        }
        Command::Senders(command) => senders(command, &Config::load(sources, Mode::Normal)?),
        Command::Db(command) => db(command, sources, out),
        Command::Codes(CodesCommand::Load { files }) => {
            let config = Config::load(sources, Mode::Normal)?;
            commands::codes::load(&Database::open(&config.database_url)?, &files, &mut io::stderr())
        }
        Command::Config(ConfigCommand::Check { demo }) => commands::config::check(sources, mode(demo), out),
        Command::Config(ConfigCommand::Example) => commands::config::example(out),
        Command::Config(ConfigCommand::Schema) => commands::config::schema(out),
        Command::Matching(command) => matching(command, out),
        Command::Doctor => commands::doctor::doctor(sources, &(Arc::new(SystemClock) as _), out),
    }
}

fn requests(command: RequestsCommand, database: &Database, out: &mut dyn Write) -> anyhow::Result<()> {
    match command {
        RequestsCommand::Show { code, json } => commands::requests::show(database, &code, json, out),
        RequestsCommand::GivenUp { hours, json } => {
            let order = GivenUpOrder { hours, is_json: json };
            commands::requests::given_up(database, &order, &SystemClock, out)
        }
    }
}

fn db(command: DbCommand, sources: &Sources, out: &mut dyn Write) -> anyhow::Result<()> {
    let config = || Config::load(sources, Mode::Normal);
    match command {
        DbCommand::Migrate => commands::db::migrate(&config()?, out),
        DbCommand::Backup { file } => commands::db::backup(&config()?, &file, out),
        DbCommand::Verify { file, json } => commands::db::verify(&file, json, out),
        DbCommand::Restored => commands::db::restored(&config()?, out),
    }
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
            reported_at,
            errors,
            acks,
            json,
        } => {
            let contact_hashers = ContactHashers::new(&config.require_contact_key()?);
            let order = ImportOrder {
                files,
                format,
                sender,
                reported_at,
                errors_file: errors,
                acks_file: acks,
                is_json: json,
                shows_progress: io::stderr().is_terminal(),
            };
            let mut tools = ImportTools {
                database: &Database::open(&config.database_url)?,
                contact_hashers: &contact_hashers,
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
            let contact_hashers = ContactHashers::new(&config.require_contact_key()?);
            let name = RecordName {
                sender,
                patient_number: patient,
            };
            records::list(
                &Database::open(&config.database_url)?,
                &contact_hashers,
                &name,
                out,
            )
        }
        RegistryCommand::Rekey => {
            let contact_hashers = ContactHashers::new(&config.require_contact_key()?);
            commands::registry::rekey(&Database::open(&config.database_url)?, &contact_hashers)
        }
        RegistryCommand::Separate { two } => {
            let (one, other) = two.names();
            records::separate(&Database::open(&config.database_url)?, &SystemClock, &one, &other)
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
        SendersCommand::Add {
            name,
            facilities,
            link,
        } => commands::senders::add(tools, &name, &facilities, link),
        SendersCommand::Renew { name } => commands::senders::renew(tools, &name),
        SendersCommand::Change {
            name,
            facilities,
            link,
        } => commands::senders::change(tools, &name, &facilities, link),
        SendersCommand::Disable { name } => commands::senders::disable(tools, &name),
        SendersCommand::Enable { name } => commands::senders::enable(tools, &name),
        SendersCommand::List { json } => commands::senders::list(tools, json),
    }
}
