// First drawn halls, and a step of the day that recolours a twelfth of 10,000 units, against a bare MapLibre page.
import { serveBare } from './bare.mjs';
import { probe, project, rgb } from './pixels.mjs';
import { median, row } from './row.mjs';
import { days, fit, middle, startScene, unitsOn } from './scene.mjs';
import { sizes, startBrowser, visitor } from '../visitor.mjs';

const RUNS = 5;
const STEPS = 9;
const POINTS = 60;
const BARS = { first: 1.5, step: 1.1 };
const LIMIT_MS = 60_000;
/** By the number that the features carry. Only statuses without a pattern are looked at; both sides draw them all. */
const colours = { 0: '#27496D', 1: '#27496D', 2: '#F2B632', 3: '#F2B632', 4: '#FDFCF9', 5: '#FDFCF9', 6: '#C9C4B8' };
const plain = new Set([0, 3]);

/** Every n-th of a list, so that about `count` are left. */
const some = (list, count) => list.filter((_, i) => i % Math.max(1, Math.floor(list.length / count)) === 0);

/** What the pixels must show: the middles of some units in the colours of their statuses. */
function points(units, camera, box) {
  return some(units.filter(({ properties }) => plain.has(properties.status)), POINTS).map((unit) => {
    const { x, y } = project(middle(unit), camera);
    return { x: x + box.x, y: y + box.y, colours: [rgb(colours[unit.properties.status])] };
  });
}

/** Evaluates, but not for ever: pixels that never come are told with the nearest that came. */
async function within(page, act, argument) {
  let limit;
  const late = new Promise((_, reject) => {
    limit = setTimeout(async () => {
      const wrong = await page.evaluate(() => window.pixels.wrong()).catch(() => ['the page is gone']);
      reject(new Error(`${page.url()}: the pixels waited for never came:\n${wrong?.join('\n')}`));
    }, LIMIT_MS);
  });
  try {
    return await Promise.race([page.evaluate(act, argument), late]);
  } finally {
    clearTimeout(limit);
  }
}

/** Opens a side and answers when its halls were there; the visitor is left on the page. */
async function first(browser, side, wanted) {
  const guest = await visitor(browser, side.origin, side.size);
  await guest.context.addInitScript(probe);
  await guest.context.addInitScript((wish) => { window.first = window.pixels.wait(wish); }, wanted);
  await guest.page.goto(side.origin + side.path);
  const time = await within(guest.page, () => window.first);
  await guest.ready();
  return { guest, time };
}

/** Steps through the months; answers the time from each input to its pixels. */
async function steps(page, side, months, box) {
  const times = [];
  for (let n = 1; n < months.length; n += 1) {
    const before = new Map(months[n - 1].features.map(({ id, properties }) => [id, properties.status]));
    const changed = months[n].features.filter(({ id, properties }) => before.get(id) !== properties.status);
    const wanted = points(changed.filter(({ id, properties }) => colours[before.get(id)] !== colours[properties.status]), side.camera, box);
    const changes = changed.map(({ id, properties }) => [id, properties.status]);
    await page.waitForTimeout(500);
    times.push(await within(page, side.step, { wanted, changes }));
  }
  return times;
}

const bareStep = async ({ wanted, changes }) => {
  const drawn = window.pixels.wait(wanted);
  const began = performance.now();
  window.recolour(changes);
  return (await drawn) - began;
};

const ourStep = async ({ wanted }) => {
  const drawn = window.pixels.wait(wanted);
  const began = performance.now();
  document.querySelector('#slider').dispatchEvent(new KeyboardEvent('keydown', { key: 'PageUp', bubbles: true, cancelable: true }));
  return (await drawn) - began;
};

/** Where our page puts the map, in CSS pixels of the page. */
async function mapBox(browser, server) {
  const guest = await visitor(browser, server.origin, sizes.laptop);
  await guest.open('/?theme=light');
  const box = await guest.page.locator('#map canvas').first().boundingBox();
  await guest.leave();
  return box;
}

async function measure(browser, { server }) {
  const months = [];
  for (const day of days(STEPS)) months.push(await unitsOn(server, day));
  const box = await mapBox(browser, server);
  const camera = fit(months[0], box);
  const at = [...camera.centre, camera.zoom].join(',');
  const site = await serveBare({ camera, colours, units: bareUnits(months[0]) });
  const sides = {
    bare: { origin: site.origin, path: '/', size: { viewport: { width: box.width, height: box.height } }, camera, step: bareStep, box: { x: 0, y: 0 } },
    ours: { origin: server.origin, path: `/?at=${at}&day=${days(0)[0]}&theme=light&lang=zh`, size: sizes.laptop, camera, step: ourStep, box },
  };
  const times = { bare: { first: [], step: [] }, ours: { first: [], step: [] } };
  // In turn, so that whatever else the machine does falls on both.
  for (let run = 0; run < RUNS; run += 1) {
    for (const [name, side] of Object.entries(sides)) {
      const { guest, time } = await first(browser, side, points(months[0].features, camera, side.box));
      times[name].first.push(time);
      if (run < 2) times[name].step.push(...await steps(guest.page, side, months, side.box));
      await guest.leave();
    }
  }
  await site.stop();
  return times;
}

/** Only what a bare page would be given. */
function bareUnits({ features }) {
  return {
    type: 'FeatureCollection',
    features: features.map(({ id, geometry, properties }) => ({ type: 'Feature', id, geometry, properties: { status: properties.status } })),
  };
}

const browser = await startBrowser();
const scene = await startScene();
try {
  const times = await measure(browser, scene);
  for (const [what, words] of [['first', 'first drawn halls, 10,000 units'], ['step', 'a month\'s step, a twelfth of 10,000 units recoloured']]) {
    const [bare, ours] = [median(times.bare[what]), median(times.ours[what])];
    row({ what: `${words}: bare MapLibre page`, measured: `${bare.toFixed(0)} ms` });
    row({
      what: `${words}: ours`,
      bar: `≤ ${BARS[what]}× bare`,
      measured: `${ours.toFixed(0)} ms, ${(ours / bare).toFixed(2)}×`,
      ok: ours <= BARS[what] * bare,
    });
  }
} finally {
  await browser.close();
  await scene.stop();
}
