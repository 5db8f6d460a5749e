// A page that is left open overnight: today moves on by itself, and takes neither the camera nor a chosen day along.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { day, typeDay, waitForDay } from './page.mjs';
import { root } from './packages.mjs';
import { startServer } from './server.mjs';
import { startBrowser, visitor } from './visitor.mjs';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const small = { viewport: { width: 1100, height: 700 } };
let browser, server, data;

before(async () => {
  data = await mkdtemp(join(tmpdir(), 'investmap-midnight-'));
  const binary = process.env.INVESTMAP_BINARY ?? join(root, 'target/debug/investmap');
  execFileSync(binary, ['import', join(root, 'geodata/demo/facts.jsonl'), '--as', 'facts', '--data', data], { stdio: 'ignore' });
  [browser, server] = await Promise.all([startBrowser(), startServer({ args: [], data })]);
});

after(async () => {
  await browser?.close();
  await server?.stop();
  if (data) await rm(data, { recursive: true, force: true });
});

const plus = (text, days) => new Date(Date.parse(text) + days * DAY).toISOString().slice(0, 10);

/** A visitor whose server can be told that another day has begun. */
async function guest() {
  const other = await visitor(browser, server.origin, small);
  const { today } = await server.get('/api/config');
  other.today = today;
  await other.page.route('**/api/config', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...await response.json(), today: other.today } });
  });
  return other;
}

const look = (page) => page.evaluate(() => {
  document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
});
const at = (page) => new URL(page.url()).searchParams.get('at');

test('a tab that is looked at again shows the new day, and the camera stays', async () => {
  const other = await guest();
  const { page, today } = other;
  await other.open('/?lang=zh&at=97.876,23.9925,14.4');
  assert.equal(await day(page), today);
  const before = at(page);
  other.today = plus(today, 1);
  await look(page);
  await waitForDay(page, other.today);
  assert.equal(await page.locator('.day-tag').count(), 0, 'it is today still');
  assert.equal(at(page), before);
  await other.leave();
});

test('a chosen day stays, while the slider grows by the new one', async () => {
  const other = await guest();
  const { page, today } = other;
  await other.open('/?lang=zh');
  await typeDay(page, '2023-06-15');
  const end = () => page.locator('#slider').getAttribute('aria-valuemax').then(Number);
  const before = await end();
  other.today = plus(today, 1);
  await look(page);
  await page.waitForFunction((wanted) => Number(document.querySelector('#slider').getAttribute('aria-valuemax')) === wanted, before + 1);
  assert.equal(await day(page), '2023-06-15');
  await other.leave();
});

test('at midnight in China the page asks by itself', async () => {
  const other = await guest();
  const { page, today } = other;
  // The device's clock stands half a minute before midnight when the page begins, and is moved on when it is drawn.
  const midnight = Date.parse(`${today}T16:00:00Z`);
  await page.clock.install({ time: midnight - MINUTE / 2 });
  await other.open('/?lang=zh');
  assert.equal(await day(page), today);
  other.today = plus(today, 1);
  await page.clock.fastForward(MINUTE);
  await waitForDay(page, other.today);
  await other.leave();
});
