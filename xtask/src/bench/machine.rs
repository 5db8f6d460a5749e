//! The machine a figure was measured on: a figure without it says nothing.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::program;

/// One line: processor, cores, memory, kernel, browser.
pub fn describe(chromium: Option<&Path>) -> String {
    let mut parts =
        vec![processor(), memory(), format!("Linux {}", first_line("/proc/sys/kernel/osrelease"))];
    if let Some(version) = chromium.and_then(browser) {
        parts.push(version);
    }
    format!("Measured on: {}.", parts.join(", "))
}

fn processor() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!(
        "{}, {cores} cores",
        field("/proc/cpuinfo", "model name").unwrap_or_else(|| "unknown processor".into())
    )
}

fn memory() -> String {
    let kibi = field("/proc/meminfo", "MemTotal")
        .and_then(|total| total.split(' ').next().and_then(|number| number.parse::<f64>().ok()));
    kibi.map_or_else(|| "unknown memory".into(), |kibi| format!("{:.0} GiB", kibi / 1024.0 / 1024.0))
}

fn browser(chromium: &Path) -> Option<String> {
    let printed = program::read(Command::new(chromium).arg("--version")).ok()?;
    Some(printed.trim().split(" built on").next().unwrap_or_default().trim().to_owned())
}

fn field(file: &str, name: &str) -> Option<String> {
    let text = fs::read_to_string(file).ok()?;
    let (_, value) =
        text.lines().filter_map(|line| line.split_once(':')).find(|(key, _)| key.trim() == name)?;
    Some(value.trim().to_owned())
}

fn first_line(file: &str) -> String {
    fs::read_to_string(file).ok().and_then(|text| text.lines().next().map(str::to_owned)).unwrap_or_default()
}
