//! Time of this thread on a core: what else runs on the machine does not count.

/// The kernel counts in ticks of some milliseconds: so many runs are measured together.
const TOGETHER: u32 = 20;

/// The median of nine measurements, each of many runs, ms a run.
pub fn median<T>(mut run: impl FnMut() -> T) -> f64 {
    let measure = |_| {
        let start = seconds();
        for _ in 0..TOGETHER {
            std::hint::black_box(run());
        }
        (seconds() - start) * 1_000.0 / f64::from(TOGETHER)
    };
    let mut times: Vec<f64> = (0..9).map(measure).collect();
    times.sort_by(f64::total_cmp);
    times.get(4).copied().unwrap_or(f64::NAN)
}

/// Seconds that this thread has spent on a core.
fn seconds() -> f64 {
    let spent = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    spent.split(' ').next().unwrap().parse::<f64>().unwrap() / 1e9
}
