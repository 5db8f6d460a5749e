// First drawn halls, and a step of the day that recolours a twelfth of 10,000 units, against a bare MapLibre page.
import { serveBare } from './bare.mjs';
import { probe, project, rgb } from './pixels.mjs';
import { median, row } from './row.mjs';
import { sizes, startBrowser, visitor } from '../visitor.mjs';

const RUNS = 5;
const STEPS = 9;
const POINTS = 60;
const colours = { leased: '#27496D', available: '#F2B632', withheld: '#C9C4B8' };
const { width, height } = sizes.laptop.viewport;

/** Every n-th of a list, so that about `count` are left. */
const some = (list, count) => list.filter((_, i) => i % Math.max(1, Math.floor(list.length / count)) === 0);

const middle = (unit) => {
  const ring = unit.geometry.coordinates[0].slice(0, -1);
  return [0, 1].map((axis) => ring.reduce((sum, place) => sum + place[axis], 0) / ring.length);
};

/** 10,000 squares in rows, coloured in turn. */
function grid() {
  const camera = { centre: [97.855, 24.013], zoom: 12, width, height };
  const step = 0.0011;
  const size = 0.0008;
  const names = Object.keys(colours);
  const features = Array.from({ length: 10_000 }, (_, id) => {
    const x = camera.centre[0] + ((id % 125) - 62.5) * step * 1.72;
    const y = camera.centre[1] + (Math.floor(id / 125) - 40) * step;
    const ring = [[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]];
    return { type: 'Feature', id, properties: { status: names[id % 3] }, geometry: { type: 'Polygon', coordinates: [ring] } };
  });
  return { camera, colours, units: { type: 'FeatureCollection', features } };
}

async function bare(browser, scene) {
  const site = await serveBare(scene);
  const seen = scene.units.features
    .map((unit) => ({ unit, ...project(middle(unit), scene.camera) }))
    .filter(({ x, y }) => x > 0 && x < width && y > 0 && y < height);
  const firsts = [];
  const steps = [];
  for (let run = 0; run < RUNS; run += 1) {
    const guest = await visitor(browser, site.origin);
    await guest.context.addInitScript(probe);
    const points = some(seen, POINTS).map(({ unit, x, y }) => ({ x, y, colours: [rgb(colours[unit.properties.status])] }));
    await guest.context.addInitScript((wish) => { window.first = window.pixels.wait(wish, 1); }, points);
    await guest.page.goto(site.origin);
    firsts.push(await within(guest.page, () => window.first));
    await guest.ready();
    if (run === 0) steps.push(...await recolours(guest.page, scene, seen));
    await guest.leave();
  }
  await site.stop();
  return { first: median(firsts), step: median(steps), inView: seen.length };
}

async function recolours(page, scene, seen) {
  const names = Object.keys(colours);
  const now = new Map(scene.units.features.map(({ id, properties }) => [id, names.indexOf(properties.status)]));
  const times = [];
  for (let step = 0; step < STEPS; step += 1) {
    const changes = scene.units.features.filter(({ id }) => id % 12 === step % 12).map(({ id }) => {
      now.set(id, (now.get(id) + 1) % names.length);
      return [id, names[now.get(id)]];
    });
    const to = new Map(changes);
    const points = some(seen.filter(({ unit }) => to.has(unit.id)), POINTS)
      .map(({ unit, x, y }) => ({ x, y, colours: [rgb(colours[to.get(unit.id)])] }));
    times.push(await within(page, async ([wish, changed]) => {
      const drawn = window.pixels.wait(wish, 1);
      const began = performance.now();
      window.recolour(changed);
      return (await drawn) - began;
    }, [points, changes]));
    await page.waitForTimeout(200);
  }
  return times;
}

/** Evaluates, but not for ever: pixels that never come are told with the nearest that came. */
async function within(page, act, argument) {
  const limit = new Promise((_, reject) => setTimeout(async () => {
    const best = await page.evaluate(() => window.pixels.best()).catch(() => 'unknown');
    reject(new Error(`the pixels waited for never came; at best ${best} of them were right`));
  }, 60_000).unref());
  return Promise.race([page.evaluate(act, argument), limit]);
}

const browser = await startBrowser();
try {
  const { first, step, inView } = await bare(browser, grid());
  row({ what: `bare page: first drawn halls, ${inView} in view`, measured: `${first.toFixed(0)} ms` });
  row({ what: 'bare page: recolour of a twelfth', measured: `${step.toFixed(0)} ms` });
} finally {
  await browser.close();
}
