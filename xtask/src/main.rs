//! `cargo xtask`: build, run, test, bench; so that a fresh clone needs one command and no tool to install by hand.
// This program talks to the person at the terminal.
#![allow(clippy::print_stdout)]

mod bench;
mod client;
mod needs;
mod place;
mod program;
mod server;
mod test;
mod trouble;

use std::process::ExitCode;

use place::Place;
use trouble::{Outcome, Trouble};

const USAGE: &str = "\
cargo xtask build                    the release binary, target/release/investmap, with the client inside
cargo xtask run [-- ARGS…]           build everything and start the demonstration on http://127.0.0.1:8080
cargo xtask test [native|browser]    every test, or one half of them
cargo xtask bench [NAME…]            measure against the bars and print one table; `--list` names the benches
cargo xtask client [--names]         only frontend/dist, what the server embeds; with the names of functions, for a profiler";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match act(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            eprintln!("xtask: {trouble}");
            ExitCode::from(trouble.code())
        }
    }
}

fn act(words: &[String]) -> Outcome<()> {
    let place = Place::find()?;
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["build"] => {
            client::build(&place)?;
            let binary = server::build(&place, server::Profile::Release)?;
            println!("built {}", binary.display());
            Ok(())
        }
        ["run"] => server::run(&place, &[]),
        ["run", "--", rest @ ..] => server::run(&place, rest),
        ["test"] => test::all(&place),
        ["test", "native"] => test::native(&place),
        ["test", "browser"] => test::browser(&place),
        ["bench", rest @ ..] => bench::run(&place, rest),
        ["client"] => client::build(&place),
        ["client", "--names"] => client::build_with_names(&place),
        [] | ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            Ok(())
        }
        other => Err(Trouble::usage(format!("`{}` is not known here.\n{USAGE}", other.join(" ")))),
    }
}
