//! The server's own log, on standard error: positions, ids and causes, never a name from the record.

use clap::{Args, ValueEnum};
use tracing_subscriber::EnvFilter;

use crate::cli::trouble::{During, Outcome};

/// How much is logged, and how.
#[derive(Debug, Args)]
pub(in crate::cli) struct Tracing {
    /// How much is logged: error, warn, info, debug, or by module.
    #[arg(long = "log", env = "INVESTMAP_LOG", value_name = "LEVEL", default_value = "info")]
    level: String,
    /// How it is written.
    #[arg(long, env = "INVESTMAP_LOG_FORMAT", value_name = "FORMAT", default_value = "plain")]
    log_format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Plain,
    Json,
}

impl Tracing {
    pub(super) fn start(&self) -> Outcome<()> {
        let filter = EnvFilter::try_new(&self.level).during("--log")?;
        let tracing =
            tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(false);
        match self.log_format {
            Format::Plain => tracing.with_ansi(false).try_init(),
            Format::Json => tracing.json().try_init(),
        }
        .during("the server's own log")
    }
}
