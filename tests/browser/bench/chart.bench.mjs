// The battle chart: from the click to the whole chart, a filter and a day with thousands of targets, matching, and bytes.
//
// Own time is what our code runs until the screen shows the answer: the event itself and each task that it puts off, with
// all its microtasks. Layout, painting and the map's own drawing are not ours, and what waits until the view has come to
// rest (the address bar, after 400 ms) is told apart; opening is measured with all of them, up to the frame after the change.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openOffice, signIn } from '../chart-page.mjs';
import { startServer } from '../server.mjs';
import { startBrowser, visitor } from '../visitor.mjs';
import { median, row } from './row.mjs';

const OPENINGS = 5;
const STEPS = 20;
const SIMULATED = { parks: 40, units: 10_000, targets: 5_300, projects: 2_000, facts: 150_000 };
const LIMIT_MS = 300_000;

/** Runs in the page: clicks on the link to the chart; answers the time until all of it stands there and was painted. */
function openAndWait(isWhole) {
  const there = new Function(`return (${isWhole})()`);
  return new Promise((resolve) => {
    const began = performance.now();
    const look = () => {
      if (!there()) return;
      observer.disconnect();
      requestAnimationFrame(() => resolve(performance.now() - began));
    };
    const observer = new MutationObserver(look);
    observer.observe(document.body, { subtree: true, childList: true, attributes: true });
    document.querySelector('a.page-link[href^="/chart/"]').click();
  });
}

const isWhole = {
  visitor: () => document.querySelectorAll('.stage-node').length === 12 && document.querySelectorAll('.flow-group').length > 0
    && document.querySelector('.front-table tbody tr') && document.querySelectorAll('.chart-closed').length === 2,
  official: () => document.querySelectorAll('.stage-node').length === 12 && document.querySelectorAll('.flow-group').length > 0
    && document.querySelector('.funnel-table tbody tr') && document.querySelector('.board-table tbody tr'),
};

/** Runs in the page: waits until the map has not been drawn for a while. */
async function rest() {
  const { href } = document.querySelector('link[rel="modulepreload"][href*="maplibre"]');
  const { Map: { prototype: map } } = await import(href);
  const render = map._render;
  await new Promise((resolve) => {
    let timer = setTimeout(resolve, 300);
    map._render = function (...args) {
      clearTimeout(timer);
      timer = setTimeout(resolve, 300);
      return render.apply(this, args);
    };
  });
  map._render = render;
}

/** Opens the chart from the map in a fresh browser; the pointer was over the link before, and the map had come to rest. */
async function opening(browser, server, who, isAgain) {
  const times = [];
  for (let n = 0; n < OPENINGS; n += 1) {
    const guest = await visitor(browser, server.origin);
    const { page } = guest;
    if (who === 'official') await signIn(guest, server);
    await guest.open('/?lang=zh');
    await page.locator('.page-link').nth(1).hover();
    await page.waitForFunction(() => performance.getEntriesByType('resource').some(({ name }) => /split_chart-\w+\.wasm/.test(name)));
    if (who === 'official') {
      await page.waitForFunction(() => performance.getEntriesByType('resource').some(({ name }) => name.includes('/api/office/log')));
    }
    await page.evaluate(rest);
    if (isAgain) {
      await page.evaluate(openAndWait, String(isWhole[who]));
      await page.locator('.page-link').first().click();
      await page.locator('.legend').waitFor();
      // The map draws itself anew in its old place first.
      await page.waitForFunction(() => document.querySelector('#map').dataset.ready === 'true');
      await page.evaluate(rest);
    }
    times.push(await page.evaluate(openAndWait, String(isWhole[who])));
    await guest.leave();
  }
  return median(times);
}

/** Runs in the page: counts the time of what we run, in `window.own`. */
async function listen() {
  const { href } = document.querySelector('link[rel="modulepreload"][href*="maplibre"]');
  const { Map: { prototype: map } } = await import(href);
  let drawn = 0;
  window.own = 0;
  window.rested = 0;
  const REST_MS = 300;
  // What the measuring itself takes, told by measuring nothing.
  let instrument = 0;
  window.timed = (act, rests = false) => {
    const [began, before] = [performance.now(), drawn];
    let hops = 0;
    let end = began;
    const mine = instrument;
    // Microtasks call each other; after so many turns none of ours is left.
    const hop = () => {
      hops += 1;
      end = performance.now();
      if (hops < 100) queueMicrotask(hop);
      else window[rests ? 'rested' : 'own'] += Math.max(0, end - began - (drawn - before) - mine);
    };
    try {
      return act();
    } finally {
      queueMicrotask(hop);
    }
  };
  for (const name of ['requestAnimationFrame', 'setTimeout']) {
    const plain = window[name];
    window[`plain_${name}`] = plain.bind(window);
    window[name] = (act, wait, ...rest) =>
      plain.call(window, (...args) => window.timed(() => act(...args), wait > REST_MS), wait, ...rest);
  }
  const empty = [];
  for (let n = 0; n < 21; n += 1) {
    window.own = 0;
    window.timed(() => {});
    await new Promise((resolve) => window.plain_setTimeout(resolve, 20));
    empty.push(window.own);
  }
  instrument = empty.sort((a, b) => a - b)[10];
  const render = map._render;
  map._render = function (...args) {
    const began = performance.now();
    try {
      return render.apply(this, args);
    } finally {
      drawn += performance.now() - began;
    }
  };
}

/** Runs in the page: own time of an event and of what it puts off until the page is still. */
function step([selector, at, key]) {
  const all = document.querySelectorAll(selector);
  const element = all[at % all.length];
  window.own = 0;
  window.rested = 0;
  window.timed(() => {
    if (key === undefined) element.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
    else element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  });
  return new Promise((resolve) => window.plain_setTimeout(() => resolve([window.own, window.rested]), 900));
}

async function steps(page, list) {
  const times = [];
  // The first of each kind compiles what it runs.
  for (const one of list) await page.evaluate(step, one);
  for (let n = 0; n < STEPS; n += 1) times.push(await page.evaluate(step, list[n % list.length]));
  console.error(times.map(([own, rested]) => `${own.toFixed(1)}+${rested.toFixed(1)}`).join(' '));
  return median(times.map(([own]) => own));
}

/** Bytes of a body as they come over the wire. */
function bytesOf(url) {
  return new Promise((resolve, reject) => {
    get(url, { headers: { 'accept-encoding': 'br' } }, (response) => {
      let bytes = 0;
      response.on('data', (chunk) => { bytes += chunk.length; });
      response.on('end', () => resolve(bytes));
    }).on('error', reject);
  });
}

/** Our code that a visit to an address loads, in bytes. */
async function code(browser, server, path, more) {
  const guest = await visitor(browser, server.origin);
  const urls = new Set();
  guest.context.on('request', (request) => urls.add(request.url()));
  await guest.open(path);
  await more?.(guest.page);
  await guest.page.waitForLoadState('networkidle').catch(() => {});
  await guest.leave();
  const ours = [...urls].filter((url) => /\.(wasm|mjs|js)$/.test(url) && !url.includes('maplibre-gl'));
  const sizes = await Promise.all(ours.map(bytesOf));
  return sizes.reduce((a, b) => a + b, 0);
}

const told = (what, time, bar) => row({ what, bar: `≤ ${bar} ms`, measured: `${time.toFixed(1)} ms`, ok: time <= bar });

async function simulated() {
  const folder = mkdtempSync(join(tmpdir(), 'investmap-chart-'));
  const [data, log] = [join(folder, 'data'), join(folder, 'log.jsonl')];
  const call = (...words) => execFileSync(process.env.INVESTMAP_BINARY, words, { stdio: ['ignore', 'ignore', 'inherit'] });
  call('simulate', ...Object.entries(SIMULATED).flatMap(([name, count]) => [`--${name}`, String(count)]), '--seed', '1', '--out', log);
  call('import', log, '--as', 'facts', '--data', data);
  const server = await startServer({ args: [], data });
  const stop = async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { server, stop };
}

const browser = await startBrowser();
const demo = await startServer();
let scene;
try {
  told('chart: from the click to all of it, visitor', await opening(browser, demo, 'visitor'), 200);
  told('chart: the same, opened again', await opening(browser, demo, 'visitor', true), 200);
  told('chart: the same, official, with all facts of officials', await opening(browser, demo, 'official'), 200);
  told('chart: the same, official, opened again', await opening(browser, demo, 'official', true), 200);
  const first = await code(browser, demo, '/?lang=zh');
  const whole = await code(browser, demo, '/?lang=zh', async (page) => {
    await page.locator('.page-link').nth(1).click();
    await page.locator('.stage-node').first().waitFor();
  });
  const kilo = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
  // The map alone may weigh 260 kB: what is beyond that came with the chart.
  row({ what: 'chart: added to the first load of the map', bar: '≤ 90 kB', measured: kilo(Math.max(0, first - 260_000)), ok: first <= 350_000 });
  row({ what: 'chart: fetched when it is opened', measured: kilo(whole - first) });

  scene = await simulated();
  const last = JSON.parse(await (await fetch(`${scene.server.origin}/api/figures`)).text()).as_of;
  const guest = await visitor(browser, scene.server.origin);
  guest.page.setDefaultTimeout(LIMIT_MS);
  await openOffice(guest, scene.server, `/chart/textile?lang=zh&day=${last}`);
  const { page } = guest;
  console.error(`${await page.locator('.funnel-count').first().innerText()} leads on ${last}`);
  await page.locator('.chart-day').click();
  await page.evaluate(listen);
  told('chart: a filter, own time, 5,000 targets', await steps(page, [
    ['.stage-node', 6], ['.stage-node', 2], ['.front-table tbody button', 0], ['.front-table tbody button', 1],
    ['.light-count', 0], ['.light-count', 0],
  ]), 16);
  await page.evaluate(() => [...document.querySelectorAll('.chart-filters button.link')].find(({ className }) => className === 'link')?.click());
  told('chart: a day, own time, 5,000 targets', await steps(page, [['#slider', 0, 'ArrowLeft']]), 16);
  await page.locator('.chart-board .segmented button').nth(1).click();
  await page.locator('tr[data-row] th button').nth(10).waitFor();
  const targets = Array.from({ length: 8 }, (_, n) => ['.board-table tbody th button', n]);
  told('chart: a target against 10,000 units, own time', await steps(page, targets), 20);
  if (await page.locator('.fit-row').count() === 0) throw new Error('no hall was told');
  await guest.leave();
} finally {
  await browser.close();
  await demo.stop();
  await scene?.stop();
}
