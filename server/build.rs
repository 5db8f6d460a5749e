//! Makes sure the client's folder exists, so that a fresh clone compiles before `cargo xtask` has built the client.

use std::path::Path;

fn main() -> std::io::Result<()> {
    let dist = Path::new("../frontend/dist");
    std::fs::create_dir_all(dist)?;
    // Files come and go under new names; the macro that embeds them sees only those it found last time.
    println!("cargo::rerun-if-changed=../frontend/dist");
    Ok(())
}
