//! Writes the demonstration facts to `geodata/demo/facts.jsonl`: run it after a change of the generator.

fn main() -> std::io::Result<()> {
    let facts = geodata::demo::facts();
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("demo/facts.jsonl");
    std::fs::write(path, geodata::demo::lines(&facts))
}
