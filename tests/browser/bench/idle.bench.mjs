// A page on which nothing happens: main-thread time a second, and the heap with 10,000 units loaded.
//
// For some twenty seconds after a page has loaded the browser clears up what loading left behind, once, and less of it
// the longer the page stands open. That is time of the load: it has a row of its own, and is over when the bar counts.
import { row } from './row.mjs';
import { days, fit, startScene, unitsOn } from './scene.mjs';
import { sizes, startBrowser, visitor } from '../visitor.mjs';

const SETTLE_MS = 5_000;
const CLEARED_MS = 30_000;
const WATCH_MS = 20_000;
const MB = 1_000_000;
const BARS = { idle: 1, heap: 30 };

/** Remembers the memory of every WebAssembly instance, which the browser counts to no heap. */
function keepMemories() {
  window.memories = [];
  for (const name of ['instantiate', 'instantiateStreaming']) {
    const own = WebAssembly[name];
    WebAssembly[name] = async (...args) => {
      const made = await own.apply(WebAssembly, args);
      window.memories.push((made.instance ?? made).exports.memory);
      return made;
    };
  }
}

const browser = await startBrowser();
const scene = await startScene();
try {
  const [day] = days(0);
  const { centre, zoom } = fit(await unitsOn(scene.server, day), { width: 800, height: 680 });
  const guest = await visitor(browser, scene.server.origin, sizes.laptop);
  await guest.context.addInitScript(keepMemories);
  await guest.open(`/?at=${[...centre, zoom].join(',')}&day=${day}`);
  await guest.page.waitForTimeout(SETTLE_MS);
  const devtools = await guest.context.newCDPSession(guest.page);
  await devtools.send('Performance.enable');
  const metrics = async () => Object.fromEntries(
    (await devtools.send('Performance.getMetrics')).metrics.map(({ name, value }) => [name, value]));
  /** Milliseconds of main thread a second. */
  const watch = async (time) => {
    const before = await metrics();
    await guest.page.waitForTimeout(time);
    const after = await metrics();
    return ((after.TaskDuration - before.TaskDuration) * 1000) / (after.Timestamp - before.Timestamp);
  };
  const clearing = await watch(CLEARED_MS - SETTLE_MS);
  const busy = await watch(WATCH_MS);
  await devtools.send('HeapProfiler.collectGarbage');
  const { JSHeapUsedSize: script } = await metrics();
  const wasm = await guest.page.evaluate(() => window.memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0));
  await guest.leave();
  row({ what: 'just loaded page, 10,000 units: main thread a second', measured: `${clearing.toFixed(2)} ms` });
  row({
    what: 'idle page, 10,000 units: main thread a second',
    bar: `≤ ${BARS.idle} ms`,
    measured: `${busy.toFixed(2)} ms`,
    ok: busy <= BARS.idle,
  });
  row({
    what: 'heap, 10,000 units: JavaScript + WebAssembly',
    bar: `≤ ${BARS.heap} MB`,
    measured: `${((script + wasm) / MB).toFixed(1)} MB (${(script / MB).toFixed(1)} + ${(wasm / MB).toFixed(1)})`,
    ok: script + wasm <= BARS.heap * MB,
  });
} finally {
  await browser.close();
  await scene.stop();
}
