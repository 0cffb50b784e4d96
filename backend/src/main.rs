//! `myvax`: subcommands, and nothing but dispatch.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use backend::commands;
use backend::config::{Mode, Sources};
use clap::{Parser, Subcommand};

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
    /// The settings
    #[command(subcommand)]
    Config(ConfigCommand),
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
        Command::Config(ConfigCommand::Check { demo }) => commands::config::check(sources, mode(demo), out),
        Command::Config(ConfigCommand::Example) => commands::config::example(out),
        Command::Config(ConfigCommand::Schema) => commands::config::schema(out),
    }
}
