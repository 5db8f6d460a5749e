//! The built program, as a person at a terminal uses it.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::OnceLock;

/// A token of the right length.
pub(super) const TOKEN: &str = "a-token-of-at-least-thirty-two-characters";

/// The program, built like these tests.
pub(crate) fn investmap() -> Command {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    let binary = BUILT.get_or_init(|| {
        let cargo = option_env!("CARGO").unwrap_or("cargo");
        let built = Command::new(cargo)
            .args([
                "build",
                "--quiet",
                "--package=server",
                "--bin=investmap",
                "--message-format=json-render-diagnostics",
            ])
            .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
            .output()
            .unwrap();
        assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
        let messages = String::from_utf8(built.stdout).unwrap();
        let message = messages.lines().map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap());
        let executable = message.filter_map(|m| m["executable"].as_str().map(PathBuf::from)).next_back();
        executable.expect("cargo names the binary it built")
    });
    let mut command = Command::new(binary);
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("INVESTMAP_") {
            command.env_remove(name);
        }
    }
    command.stdin(Stdio::null());
    command
}

/// Runs the program to its end.
pub(super) fn run(arguments: &[&str], data: &Path) -> Output {
    investmap().args(arguments).arg("--data").arg(data).output().unwrap()
}

/// Runs it with something on standard input.
pub(super) fn run_with(arguments: &[&str], data: &Path, input: &str) -> Output {
    let mut child = investmap()
        .args(arguments)
        .arg("--data")
        .arg(data)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    let writer = std::thread::spawn(move || {
        // The program may stop reading at a bad line.
        let _unread = stdin.write_all(input.as_bytes());
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

/// The one line that went wrong: more than one would be too many.
pub(crate) fn complaint(output: &Output) -> String {
    let said = String::from_utf8(output.stderr.clone()).unwrap();
    let mut lines = said.lines().filter(|line| line.starts_with("investmap: "));
    let line = lines.next().unwrap_or_else(|| panic!("no complaint in {said:?}")).to_owned();
    assert_eq!(lines.next(), None);
    line
}

/// A running server, killed when dropped.
pub(super) struct Server {
    pub(super) child: Child,
    pub(super) address: String,
}

impl Server {
    pub(super) fn start(data: &Path, more: &[&str]) -> Self {
        let mut child = investmap()
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .args(more)
            .env("INVESTMAP_OPERATOR_TOKEN", TOKEN)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address =
            line.trim().strip_prefix("listening on ").unwrap_or_else(|| panic!("{line:?}")).to_owned();
        Self { child, address }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ended = self.child.kill();
        let _reaped = self.child.wait();
    }
}

#[test]
fn wrong_use_is_one_line_and_exit_code_2() {
    let folder = tempfile::tempdir().unwrap();
    for (arguments, said) in [
        (&["serve", "--colour"][..], "unexpected argument '--colour'"),
        (&["serve", "--listen", "everywhere"], "'everywhere' for '--listen"),
        (&["serve", "--config", "/nowhere/investmap.toml"], "/nowhere/investmap.toml: No such file"),
        (&["import", "facts.jsonl", "--as", "poems"], "it is facts, or a table: parks"),
        (&["import"], "were not provided: --as <KIND> <FILE>"),
        (&["import", "-", "--as", "facts", "--datum", "gcj02"], "always in WGS 84"),
        (&["verify", "--database-url", "postgres://localhost"], "no PostgreSQL log yet"),
        (&["export", "log"], "<FILE>"),
        (&["dance"], "unrecognized subcommand 'dance'"),
    ] {
        let output = run(arguments, &folder.path().join("data"));
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let line = complaint(&output);
        assert!(line.contains(said), "{arguments:?}: {line}");
        assert!(output.stdout.is_empty());
    }
    assert!(!folder.path().join("data").exists());
}

#[test]
fn a_receiver_that_nobody_allowed_is_one_line_and_exit_code_2() {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("investmap.toml");
    let secret = "secret = \"whsec_C2FVsBQIhrscChlQIMV+b5sSYob7oldM\"";
    for (hook, said) in [
        (
            format!("url = \"https://127.0.0.1/?key=s3cret\"\n{secret}"),
            "add it under [hooks] as allow_private = [\"127.0.0.1\"]",
        ),
        (format!("url = \"http://example.org/?key=s3cret\"\n{secret}"), "the url begins with https://"),
        ("url = \"https://example.org/?key=s3cret\"".to_owned(), "openssl rand -base64 32"),
        (
            format!("url = {{ env = \"NO_SUCH_VARIABLE_HERE\" }}\n{secret}"),
            "line 3: the environment variable NO_SUCH_VARIABLE_HERE is not set",
        ),
    ] {
        std::fs::write(&config, format!("[[webhook]]\nid = \"planning\"\n{hook}\n")).unwrap();
        let output = run(&["serve", "--config", config.to_str().unwrap()], &folder.path().join("data"));
        assert_eq!(output.status.code(), Some(2), "{hook}");
        let line = complaint(&output);
        assert!(line.contains(said) && !line.contains("s3cret"), "{line}");
    }
    assert!(!folder.path().join("data").exists());
}

#[test]
fn what_is_in_the_way_of_serving_is_one_clear_line() {
    let folder = tempfile::tempdir().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let output = run(&["serve", "--listen", &address], folder.path());
    assert_eq!(output.status.code(), Some(1));
    assert!(complaint(&output).contains(&format!("{address} is in use by another program")));

    let _server = Server::start(folder.path(), &[]);
    let output = run(&["serve", "--listen", "127.0.0.1:0"], folder.path());
    assert!(complaint(&output).contains("another investmap is using"));
    let output = run_with(&["import", "-", "--as", "facts"], folder.path(), "");
    assert!(complaint(&output).contains("another investmap is using"));

    let output = investmap()
        .args(["serve", "--listen", "127.0.0.1:0"])
        .env("INVESTMAP_OPERATOR_TOKEN", "short")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(complaint(&output).contains("fewer than 32 characters"));
}

#[test]
fn flags_may_come_from_the_environment() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("facts.jsonl");
    std::fs::write(&file, super::demo_lines()).unwrap();
    let data = folder.path().join("data");
    let mut import = investmap();
    import.arg("import").arg(&file).env("INVESTMAP_AS", "facts").env("INVESTMAP_DATA", &data);
    let dry = import.env("INVESTMAP_DRY_RUN", "1").output().unwrap();
    assert!(String::from_utf8(dry.stdout).unwrap().contains("facts could be recorded; nothing was"));
    assert!(!data.exists());
    let wet = import.env("INVESTMAP_DRY_RUN", "0").output().unwrap();
    assert!(wet.status.success(), "{wet:?}");
    assert!(data.join("log.sqlite").exists());
}

#[test]
fn accounts_are_kept_from_the_terminal_and_their_audit_is_verified() {
    let folder = tempfile::tempdir().unwrap();
    let said = |output: &Output| String::from_utf8(output.stdout.clone()).unwrap();
    let add = |name: &str, role: &str, region: &str| {
        run(&["user", "add", name, "--role", role, "--region", region], folder.path())
    };
    let made = add("li.na", "editor", "533102");
    assert!(made.status.success(), "{made:?}");
    let told = said(&made);
    let once = told.lines().find_map(|line| line.strip_prefix("password  ")).unwrap();
    let once = once.split_whitespace().next().unwrap();
    assert_eq!(once.len(), 19, "{told}");
    for (wrong, reason) in [
        (add("LI.NA", "viewer", "533102"), "already"),
        (add("wang", "chief", "533102"), "administrator"),
        (add("wang", "viewer", "Ruili"), "533100"),
        (run(&["user", "end", "nobody"], folder.path()), "user list"),
    ] {
        assert_eq!(wrong.status.code(), Some(2), "{wrong:?}");
        assert!(complaint(&wrong).contains(reason), "{}", complaint(&wrong));
    }
    assert!(
        run(&["user", "trust", "li.na", "--role", "reviewer", "--region", "533100"], folder.path())
            .status
            .success()
    );
    let listed = said(&run(&["user", "list"], folder.path()));
    assert!(listed.contains("li.na reviewer 533100 has a one-time password"), "{listed}");
    assert!(run(&["user", "reset", "li.na"], folder.path()).status.success());
    assert!(run(&["user", "end", "li.na"], folder.path()).status.success());
    assert!(said(&run(&["user", "list"], folder.path())).contains("ended"));
    let audit = said(&run(&["user", "audit"], folder.path()));
    let done: Vec<_> = audit.lines().map(|line| line.split_whitespace().nth(3).unwrap()).collect();
    assert_eq!(done, ["account_made", "account_changed", "password_reset", "account_ended"]);
    assert!(!audit.contains("li.na") && !audit.contains(once), "{audit}");
    assert_eq!(said(&run(&["user", "audit", "--after", "3"], folder.path())).lines().count(), 1);

    let facts = folder.path().join("facts.jsonl");
    std::fs::write(&facts, super::demo_lines().lines().take(3).collect::<Vec<_>>().join("\n")).unwrap();
    assert!(run(&["import", facts.to_str().unwrap(), "--as", "facts"], folder.path()).status.success());
    let verified = run(&["verify"], folder.path());
    assert!(said(&verified).contains("audit    4 entries, dense and unbroken"), "{}", said(&verified));
}
