//! The server's binary: built after the client, which it embeds; and the demonstration started from it.

use std::fmt::Write;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::Command;

use crate::client;
use crate::place::Place;
use crate::program;
use crate::trouble::{During, Outcome, Trouble};

/// The variable that the server takes its operator token from.
const TOKEN: &str = "INVESTMAP_OPERATOR_TOKEN";
/// Where the demonstration is found if nobody says otherwise.
const LISTEN: &str = "127.0.0.1:8080";

/// How the binary is compiled.
#[derive(Clone, Copy)]
pub enum Profile {
    /// Quick to compile, shares everything with `cargo test`.
    Dev,
    /// What people run and what is measured.
    Release,
}

/// Compiles `investmap`; answers where it lies.
pub fn build(place: &Place, profile: Profile) -> Outcome<PathBuf> {
    let (flag, folder) = match profile {
        Profile::Dev => ("--profile=dev", "debug"),
        Profile::Release => ("--profile=release", "release"),
    };
    program::run(program::cargo(place).args(["build", "--package=server", "--bin=investmap", flag]))?;
    Ok(place.target.join(folder).join("investmap"))
}

/// Builds everything and becomes the demonstration. What the caller says wins over our own choice of flags.
///
/// Without an operator token nobody could look at what officials see, so a run without one gets a token of its own. It is
/// said here and nowhere else: the server knows it from its environment and writes it into no log.
pub fn run(place: &Place, said: &[&str]) -> Outcome<()> {
    client::build(place)?;
    let binary = build(place, Profile::Release)?;
    let mut command = Command::new(&binary);
    command.arg("serve");
    let data = place.target.join("demo");
    let is_said = |flag: &str| said.iter().any(|word| *word == flag || word.starts_with(&format!("{flag}=")));
    if !is_said("--demo") {
        command.arg("--demo");
    }
    if !is_said("--listen") {
        command.args(["--listen", LISTEN]);
    }
    if !is_said("--data") && !is_said("--database-url") {
        command.arg("--data").arg(data);
    }
    if std::env::var_os(TOKEN).is_none_or(|token| token.is_empty()) {
        let token = random_token()?;
        println!("operator token of this run: {token}  (log in at http://{}/login)", listen(said));
        command.env(TOKEN, token);
    }
    let error = command.args(said).exec();
    Err(Trouble::new(format!("{} could not be started: {error}", binary.display())))
}

/// Where the server was told to listen.
fn listen<'s>(said: &[&'s str]) -> &'s str {
    let after = |word: &&'s str| word.strip_prefix("--listen=");
    let next = || said.iter().skip_while(|word| **word != "--listen").nth(1).copied();
    said.iter().find_map(after).or_else(next).unwrap_or(LISTEN)
}

/// 48 hexadecimal digits that nobody can guess.
fn random_token() -> Outcome<String> {
    let mut bits = [0; 24];
    getrandom::fill(&mut bits).map_err(|error| error.to_string()).during("an operator token")?;
    Ok(bits.iter().fold(String::new(), |mut digits, byte| {
        let _infallible = write!(digits, "{byte:02x}");
        digits
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_the_one_that_was_said() {
        assert_eq!(listen(&[]), LISTEN);
        assert_eq!(listen(&["--demo", "--listen", "127.0.0.1:9000"]), "127.0.0.1:9000");
        assert_eq!(listen(&["--listen=127.0.0.1:9001", "--demo"]), "127.0.0.1:9001");
    }

    #[test]
    fn every_run_has_a_token_of_its_own() {
        let (one, other) = (random_token().unwrap(), random_token().unwrap());
        assert!(one.len() == 48 && one != other);
    }
}
