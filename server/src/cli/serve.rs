//! `investmap serve`: opens the map and the record to browsers, until it is told to stop.

mod tracing;

use std::io::ErrorKind;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use tokio_util::sync::CancellationToken;

use super::place::Place;
use super::trouble::{During, Outcome, Trouble, say};
use super::vault;
use crate::accounts::watch::watch;
use crate::clock::Clock;
use crate::config::{Config, OperatorToken};
use crate::desk::Desk;
use crate::folder::Folder;
use crate::follower::{self, Follower, Unfollowable};
use crate::hooks::{Cursors, Hooks, NotOpened, Pace};
use crate::http;
use crate::log::sqlite::vault::SqliteCabinet;
use crate::log::{ImportError, Log};
use crate::office::Office;
use crate::proposals::Review;
use crate::vault::Vault;
use crate::vault::keys::Keys;

/// Open requests get this long to end after the server was told to stop.
const FAREWELL: Duration = Duration::from_secs(10);

/// A message on its way gets this long.
const LAST_WORD: Duration = Duration::from_secs(2);

/// What `serve` is told.
#[derive(Debug, Args)]
pub(super) struct Serve {
    /// The address to listen on.
    #[arg(long, env = "INVESTMAP_LISTEN", value_name = "ADDR", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Begin an empty log with the demonstration, and let its last day be today.
    #[arg(long, env = "INVESTMAP_DEMO", value_parser = clap::builder::BoolishValueParser::new())]
    demo: bool,
    /// The configuration file.
    #[arg(long, env = "INVESTMAP_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(flatten)]
    tracing: tracing::Tracing,
    #[command(flatten)]
    place: Place,
}

impl Serve {
    pub(super) fn run(self) -> Outcome<()> {
        self.tracing.start()?;
        let config = self.config()?;
        let listener = self.bind()?;
        let (folder, log) = self.place.open()?;
        let log: Arc<dyn Log> = Arc::new(log);
        if self.demo {
            self.begin_demo(&*log)?;
        }
        let accounts = self.place.accounts()?;
        let vault = self.vault(&config)?;
        let receivers = self.receivers(&config, &*log)?;
        let review = Review { passing: config.review.public, proposals: self.place.proposals()? };
        let follower = Arc::new(self.follow(&*log, &folder)?);
        let office = Office {
            desk: Desk::new(Arc::clone(&log), Arc::clone(&follower), review),
            log,
            follower,
            accounts,
            vault,
            sessions: Arc::default(),
            hooks: receivers.hooks.clone(),
            oidc: config.provider()?,
            config: Arc::new(config),
            stop: CancellationToken::new(),
        };
        let runtime =
            tokio::runtime::Builder::new_multi_thread().enable_all().build().during("the runtime")?;
        let served = runtime.block_on(serve(listener, office, receivers, &folder));
        // Threads that wait for the disk or for a reader must not keep the process.
        runtime.shutdown_timeout(Duration::from_secs(1));
        served
    }

    fn config(&self) -> Outcome<Config> {
        let mut config = self.config.as_deref().map_or_else(|| Ok(Config::default()), Config::read)?;
        config.demo = self.demo;
        if let Some(token) = std::env::var_os("INVESTMAP_OPERATOR_TOKEN").filter(|token| !token.is_empty()) {
            config.operator_token = Some(OperatorToken::new(token.to_string_lossy().into_owned())?);
        }
        Ok(config)
    }

    /// Whoever is told of new facts, and where is kept how far. Without receivers nothing is.
    fn receivers(&self, config: &Config, log: &dyn Log) -> Outcome<Receivers> {
        if config.webhook.is_empty() {
            return Ok(Receivers::default());
        }
        let cursors: Arc<dyn Cursors> = Arc::new(self.place.cursors()?);
        let head = log.head().map_err(|e| self.place.spoilt(&e))?.position;
        let hooks = Hooks::open(config, &*cursors, head).map_err(|error| match error {
            NotOpened::Configured(wrong) => wrong.into(),
            NotOpened::Cursors(error) => Trouble::failed(format!("how far receivers were told: {error}")),
        })?;
        Ok(Receivers { hooks, cursors: Some(cursors) })
    }

    /// Contacts and notes. Those of a demonstration without a key are invented, and gone with the process.
    fn vault(&self, config: &Config) -> Outcome<Vault> {
        let keys = vault::keys(config)?;
        if keys.are_none() && self.demo {
            let keys = Keys::for_this_run().during("the system gives no random bits")?;
            let cabinet = SqliteCabinet::for_this_run().during("the vault")?;
            return Ok(Vault::for_this_run(Arc::new(cabinet), keys));
        }
        Ok(Vault::new(Arc::new(self.place.cabinet()?), keys))
    }

    fn bind(&self) -> Outcome<TcpListener> {
        let listen = self.listen;
        let bound =
            TcpListener::bind(listen).and_then(|listener| listener.set_nonblocking(true).map(|()| listener));
        bound.map_err(|error| {
            Trouble::failed(match error.kind() {
                ErrorKind::AddrInUse => {
                    format!("{listen} is in use by another program: stop it, or give another address with --listen, such as 127.0.0.1:0")
                }
                ErrorKind::PermissionDenied => format!("{listen} needs more rights: give a port above 1023 with --listen"),
                _ => format!("cannot listen on {listen}: {error}"),
            })
        })
    }

    /// Records the demonstration's facts in an empty log.
    fn begin_demo(&self, log: &dyn Log) -> Outcome<()> {
        if log.head().map_err(|e| self.place.spoilt(&e))?.position > 0 {
            return Ok(());
        }
        let facts = geodata::demo::facts().into_iter().zip(1..);
        let imported =
            log.import(Box::new(facts.map(|(fact, line)| Ok((line, fact))))).map_err(
                |error| match error {
                    ImportError::Fact(wrong) => {
                        Trouble::failed(format!("the demonstration's facts: {wrong}"))
                    }
                    ImportError::Log(error) => self.place.spoilt(&error),
                },
            )?;
        ::tracing::info!(facts = imported.facts, "began the log with the demonstration");
        Ok(())
    }

    /// Inspects the log while it is folded.
    fn follow(&self, log: &dyn Log, folder: &Folder) -> Outcome<Follower> {
        let clock = if self.demo { Clock::LastFact } else { Clock::Civil };
        let (inspected, started) = std::thread::scope(|scope| {
            let inspection = scope.spawn(|| log.inspect());
            let started = Follower::start(log, Some(folder.path()), clock);
            (inspection.join(), started)
        });
        match inspected {
            Ok(Ok(())) => {}
            Ok(Err(error)) => return Err(self.place.spoilt(&error)),
            Err(_) => return Err(Trouble::failed("the inspection of the log broke off; please report this")),
        }
        started.map_err(|error| match error {
            Unfollowable::Log(error) => self.place.spoilt(&error),
            Unfollowable::Fact { .. } => {
                Trouble::failed(format!("{error}: use the program that recorded it, or a newer one"))
            }
        })
    }
}

/// Receivers of webhooks, and where their places are kept.
#[derive(Default)]
struct Receivers {
    hooks: Hooks,
    cursors: Option<Arc<dyn Cursors>>,
}

async fn serve(listener: TcpListener, office: Office, receivers: Receivers, folder: &Folder) -> Outcome<()> {
    let address = listener.local_addr().during("the listener")?;
    let listener = tokio::net::TcpListener::from_std(listener).during("the listener")?;
    let Office { log, follower, stop, .. } = office.clone();
    let watching = tokio::spawn(watch(office.accounts.clone(), Arc::clone(&office.sessions), stop.clone()));
    let telling = receivers
        .cursors
        .map(|cursors| receivers.hooks.tell(&log, &follower, &cursors, Pace::default(), &stop));
    let following =
        tokio::spawn(follower::follow(Arc::clone(&follower), log, folder.path().to_owned(), stop.clone()));
    let signals = tokio::spawn(wait_for_signal(stop.clone()));
    let doors = http::serve(listener, office);
    say(format_args!("listening on http://{address}"))?;
    ::tracing::info!(head = follower.head(), %address, "serving");
    let farewell = async {
        stop.cancelled().await;
        tokio::time::sleep(FAREWELL).await;
    };
    let served = tokio::select! {
        served = doors => served.during("the listener"),
        () = farewell => {
            ::tracing::warn!("some requests did not end in time");
            Ok(())
        }
    };
    stop.cancel();
    signals.abort();
    watching.abort();
    if let Some(telling) = telling {
        // What is on its way now may still arrive, and be written down.
        let _told = tokio::time::timeout(LAST_WORD, telling.join_all()).await;
    }
    let followed = following.await.during("following the log")?;
    ::tracing::info!(head = follower.head(), "stopped");
    served?;
    followed.during("the log could not be followed any longer")
}

/// Ends everything at the first SIGINT or SIGTERM.
async fn wait_for_signal(stop: CancellationToken) {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminated) => tokio::select! {
                _ = interrupted => {}
                _ = terminated.recv() => {}
            },
            Err(error) => {
                ::tracing::warn!(%error, "only an interrupt stops this server");
                let _signal = interrupted.await;
            }
        }
    }
    #[cfg(not(unix))]
    let _signal = interrupted.await;
    ::tracing::info!("told to stop");
    stop.cancel();
}
