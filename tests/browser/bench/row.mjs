// One measured figure, printed for `cargo xtask bench` to put into its table.

/** @param {{what: string, bar?: string, measured: string, ok?: boolean | null}} row */
export function row({ what, bar = '', measured, ok = null }) {
  console.log(JSON.stringify({ what, bar, measured, ok }));
}

/** The middle one. */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
