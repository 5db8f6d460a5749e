//! Running another program: its output stays visible, its failure becomes one sentence.

use std::ffi::OsStr;
use std::io::ErrorKind;
use std::process::Command;

use crate::place::Place;
use crate::trouble::{During, Outcome, Trouble};

/// Cargo, in the root of the clone, without the variables that `cargo run` set for ourselves.
pub fn cargo(place: &Place) -> Command {
    let mut command = Command::new(Place::cargo());
    command.current_dir(&place.root).env_remove("CARGO_MANIFEST_DIR").env_remove("CARGO_MANIFEST_PATH");
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("CARGO_PKG_") {
            command.env_remove(name);
        }
    }
    command
}

/// Runs to the end; anything but success is trouble.
pub fn run(command: &mut Command) -> Outcome<()> {
    let name = spoken(command);
    let status = command.status().map_err(|error| absent(command, &error))?;
    if status.success() { Ok(()) } else { Err(Trouble::new(format!("`{name}` failed ({status})"))) }
}

/// Runs to the end and hands over what it printed.
pub fn read(command: &mut Command) -> Outcome<String> {
    let name = spoken(command);
    let output = command.output().map_err(|error| absent(command, &error))?;
    if !output.status.success() {
        let complaint = String::from_utf8_lossy(&output.stderr);
        return Err(Trouble::new(format!("`{name}` failed ({}): {}", output.status, complaint.trim())));
    }
    String::from_utf8(output.stdout).during(name)
}

/// Is there such a program?
pub fn exists(name: &str) -> bool {
    let Some(path) = std::env::var_os("PATH") else { return false };
    std::env::split_paths(&path).any(|dir| dir.join(name).is_file())
}

fn absent(command: &Command, error: &std::io::Error) -> Trouble {
    let program = command.get_program().to_string_lossy();
    if error.kind() == ErrorKind::NotFound {
        Trouble::new(format!("`{program}` is not installed or not in PATH"))
    } else {
        Trouble::new(format!("`{program}` could not be started: {error}"))
    }
}

fn spoken(command: &Command) -> String {
    let program = command.get_program().to_string_lossy();
    let program = program.rsplit('/').next().unwrap_or_default().to_owned();
    let words = command.get_args().map(OsStr::to_string_lossy);
    words.fold(program, |line, word| format!("{line} {word}"))
}
