// A step of the slider: our own time from the input to the last call into the map, at demo size and with 10,000 units.
//
// Own time is what our code runs: in each task that calls the map, from the start of the task to its last such call.
// Waiting for a frame, the map's own drawing, and what it does when its worker answers, are not ours; map.bench.mjs
// measures them with everything else.
import { median, row } from './row.mjs';
import { days, fit, startScene, unitsOn } from './scene.mjs';
import { startServer } from '../server.mjs';
import { sizes, startBrowser, visitor } from '../visitor.mjs';

const STEPS = 20;
/** Long enough for whatever a step puts off until the slider rests. */
const SETTLE_MS = 1_000;
const CALLS = ['triggerRepaint', 'setFeatureState', 'setPaintProperty', 'setLayoutProperty', 'setFilter', 'setGlobalStateProperty'];

/** Notes when the map is called from outside its own drawing. The module is the page's own: same address, same classes. */
async function listen(calls) {
  const { href } = document.querySelector('link[rel="modulepreload"][href*="maplibre"]');
  const { Map: { prototype: map }, GeoJSONSource: { prototype: source } } = await import(href);
  let drawing = 0;
  let drawn = 0;
  let task;
  window.tasks = [];
  window.begin = () => {
    const begun = { began: performance.now(), own: 0 };
    task = begun;
    drawn = 0;
    window.tasks.push(task);
    // The next task in line ends this one with all its microtasks.
    scheduler.postTask(() => {
      if (task === begun) task = undefined;
    }, { priority: 'user-blocking' });
  };
  for (const name of ['requestAnimationFrame', 'setTimeout']) {
    const own = window[name];
    window[name] = (act, ...rest) => own.call(window, (...args) => {
      window.begin();
      return act(...args);
    }, ...rest);
  }
  const wrap = (owner, name, around) => {
    const own = owner[name];
    owner[name] = function (...args) { return around(() => own.apply(this, args)); };
  };
  wrap(map, '_render', (act) => {
    const began = performance.now();
    drawing += 1;
    try {
      return act();
    } finally {
      drawing -= 1;
      if (drawing === 0) drawn += performance.now() - began;
    }
  });
  const noted = (act) => {
    const result = act();
    if (drawing === 0 && task) task.own = performance.now() - task.began - drawn;
    return result;
  };
  for (const name of calls) wrap(map, name, noted);
  for (const name of ['setData', 'updateData']) wrap(source, name, noted);
}

/** Steps by days or months; answers the own time of each step that called the map. */
async function measure(browser, origin, path, keys) {
  const guest = await visitor(browser, origin, sizes.laptop);
  await guest.open(path);
  await guest.page.evaluate(listen, CALLS);
  const times = [];
  for (let n = 0; n < STEPS; n += 1) {
    times.push(await guest.page.evaluate(([key, settle]) => new Promise((resolve) => {
      window.tasks.length = 0;
      window.begin();
      document.querySelector('#slider').dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
      setTimeout(() => resolve(window.tasks.reduce((sum, task) => sum + task.own, 0)), settle);
    }), [keys[n % keys.length], SETTLE_MS]));
  }
  await guest.leave();
  const called = times.filter((time) => time > 0);
  if (called.length < STEPS / 2) throw new Error(`only ${called.length} of ${STEPS} steps called the map`);
  return median(called);
}

const browser = await startBrowser();
const demo = await startServer();
const scene = await startScene();
try {
  const told = (what, time, bar) => row({ what, bar: `≤ ${bar} ms`, measured: `${time.toFixed(1)} ms`, ok: time <= bar });
  const months = ['PageUp', 'PageUp', 'PageDown', 'PageDown'];
  told('slider step, own time, demonstration', await measure(browser, demo.origin, '/?day=2024-01-15', months), 4);
  const [day] = days(0);
  const { centre, zoom } = fit(await unitsOn(scene.server, day), { width: 800, height: 680 });
  const path = `/?at=${[...centre, zoom].join(',')}&day=${day}`;
  told('slider step, own time, 10,000 units in view', await measure(browser, scene.server.origin, path, months), 16);
} finally {
  await browser.close();
  await demo.stop();
  await scene.stop();
}
