//! What a first visit costs over the wire, held against the budget and printed after every build.
//!
//! Sizes are in kB of 1,000 bytes, brotli. Facts and ground come from the server: `cargo xtask bench wire` measures
//! them, and the whole against the 800 kB that all may cost.

/// Our own WebAssembly and JavaScript, kB: 260 for the map, and what the battle chart may add to its first load.
pub const OWN_CODE: f64 = 260.0 + 90.0;

/// Sizes by what they are for, in bytes.
#[derive(Default)]
pub struct Budget {
    wasm: usize,
    script: usize,
    style: usize,
    map_library: usize,
    page: usize,
    words: usize,
    parts: usize,
}

impl Budget {
    /// Counts one file of `dist`, named from there, at its size in brotli.
    pub fn count(&mut self, name: &str, bytes: usize) {
        let place = match name.rsplit_once('.') {
            Some((stem, _)) if stem.starts_with("assets/maplibre-gl") => &mut self.map_library,
            // Cut off by the build, fetched when somebody first needs them.
            Some((stem, "wasm")) if !stem.starts_with("assets/app") => &mut self.parts,
            Some((stem, "css")) if stem.starts_with("assets/forms") => &mut self.parts,
            Some((stem, "txt")) if stem.starts_with("assets/words") => &mut self.words,
            Some((_, "wasm")) => &mut self.wasm,
            Some((_, "mjs" | "js")) => &mut self.script,
            Some((_, "css")) => &mut self.style,
            Some((_, "html" | "svg")) => &mut self.page,
            // Loaded only when someone opens it.
            _ => return,
        };
        *place += bytes;
    }

    /// Prints the sizes and whether they keep within the budget.
    pub fn print(&self) {
        let own = kilo(self.wasm + self.script);
        // A reader loads one language of the two.
        let words = kilo(self.words) / 2.0;
        let all = own + words + kilo(self.style + self.map_library + self.page);
        println!("over the wire, brotli, kB:");
        println!("  our wasm         {:>7.1}", kilo(self.wasm));
        println!("  our JavaScript   {:>7.1}", kilo(self.script));
        println!("  wasm + JS        {own:>7.1}   of {OWN_CODE:.0}{}", verdict(own, OWN_CODE));
        println!("  words            {words:>7.1}");
        println!("  style            {:>7.1}", kilo(self.style));
        println!("  page, icon       {:>7.1}", kilo(self.page));
        println!("  map library      {:>7.1}", kilo(self.map_library));
        println!("  all but data     {all:>7.1}");
        println!("  later, by parts  {:>7.1}", kilo(self.parts));
    }
}

fn kilo(bytes: usize) -> f64 {
    bytes as f64 / 1000.0
}

fn verdict(measured: f64, bar: f64) -> &'static str {
    if measured <= bar { "" } else { "   OVER BUDGET" }
}
