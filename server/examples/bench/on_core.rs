//! Time of this thread on a core: what else runs on the machine does not count.

/// The median of 31 runs, ms.
pub fn median<T>(mut run: impl FnMut() -> T) -> f64 {
    let mut times: Vec<f64> = (0..31)
        .map(|_| {
            let start = seconds();
            let made = run();
            let spent = seconds() - start;
            drop(std::hint::black_box(made));
            spent * 1_000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times.get(15).copied().unwrap_or(f64::NAN)
}

/// Seconds that this thread has spent on a core.
fn seconds() -> f64 {
    let spent = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    spent.split(' ').next().unwrap().parse::<f64>().unwrap() / 1e9
}
