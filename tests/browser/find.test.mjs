// Finding: the legend that is the filter, the search that reads pinyin, the panel that shows a record with its facts,
// and the figures that open the records they were counted from.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import { figure, legend, number, panel, typeDay, waitForAddress, waitForUnits, written } from './page.mjs';
import { startServer } from './server.mjs';
import { startBrowser, visitor } from './visitor.mjs';

let browser, server, guest, page, today, known;

before(async () => {
  [browser, server] = await Promise.all([startBrowser(), startServer()]);
  ({ today } = await server.get('/api/config'));
  const { features } = await server.get('/api/geojson/units?limit=1000');
  known = features.find(({ properties }) => properties.key.startsWith('RL-02'));
  const [lon, lat] = known.geometry.coordinates[0][0];
  guest = await visitor(browser, server.origin);
  ({ page } = guest);
  await guest.open(`/?at=${lon.toFixed(5)},${lat.toFixed(5)},16&lang=zh`);
  await waitForUnits(page, 10);
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

const row = (name) => page.locator(`.legend .row[data-class="${name}"]`);

/** Waits until the picture of the map is another one, or the same again. */
async function picture(is) {
  let print;
  for (const until = Date.now() + 20_000; Date.now() < until;) {
    const png = await page.locator('#map canvas').first().screenshot();
    print = createHash('sha256').update(png).digest('hex');
    if (is(print)) return print;
  }
  throw new Error('the map never showed what was waited for');
}

test('a class is switched off and on, on the map too', async () => {
  let last;
  const all = await picture((print) => print === last || ((last = print), false));
  const before = await legend(page);
  await row('leased').click();
  assert.equal(await row('leased').getAttribute('aria-checked'), 'false');
  await waitForAddress(page, (query) => query.get('sw') === 'leased');
  await picture((print) => print !== all);
  // What is switched off is still counted: the legend says how much of it there is.
  assert.equal((await legend(page)).leased.count, before.leased.count);
  await row('leased').click();
  await waitForAddress(page, (query) => query.get('sw') === null);
  await page.mouse.move(5, 5);
  await picture((print) => print === all);
});

test('a double click leaves one class alone, another one brings all back', async () => {
  await row('available').dblclick();
  await page.waitForFunction(() => document.querySelectorAll('.legend .group')[0].querySelectorAll('[aria-checked="true"]').length === 1);
  const alone = await legend(page);
  assert.deepEqual(['available', 'leased', 'withheld'].map((name) => alone[name].on), [true, false, false]);
  assert.ok(alone.signed.on, 'projects are another group');
  await row('available').dblclick();
  await page.waitForFunction(() => document.querySelectorAll('.legend .group')[0].querySelectorAll('[aria-checked="false"]').length === 0);
});

/** Types into the search and answers the titles that are offered. */
async function offers(text) {
  await page.locator('#search').fill('');
  await page.locator('#search').fill(text);
  await page.waitForFunction(() => document.querySelector('#hits'));
  return page.locator('.hit .title').allInnerTexts();
}

test('a park is found by initials, pinyin and name, a hall and a unit by their keys', async () => {
  // Asked for when the field is entered: the ear for it has to be there before.
  const readings = page.waitForResponse(/pinyin/);
  await page.keyboard.press('/');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'search');
  await Promise.all([readings, page.locator('#search').fill('rl')]);
  for (const text of ['rl', 'ruili', 'RuiLi', '瑞丽']) {
    await page.waitForFunction(() => document.querySelector('.hit'));
    const titles = await offers(text);
    assert.ok(titles.some((title) => title.includes('瑞丽')), `${text}: ${titles}`);
  }
  assert.ok((await offers('RL-02')).length > 0);
  assert.equal(await page.locator('.hit').first().getAttribute('data-key'), 'RL-02', 'the hall before its units');
  const { key } = known.properties;
  assert.deepEqual(await offers(key.toLowerCase()), [key]);
  await offers('no such place');
  assert.equal(await page.locator('.hit').count(), 0);
  assert.equal(await page.locator('#hits .none').count(), 1);
  await page.locator('#search').press('Escape');
});

test('Enter flies there and opens the record with its facts, source and day', async () => {
  const from = new URL(page.url()).searchParams.get('at');
  await offers('HK-04-101');
  await page.locator('#search').press('Enter');
  const opened = await panel(page);
  await waitForAddress(page, (query) => query.get('open') === 'unit/HK-04-101' && query.get('at') !== from);
  const { features } = await server.get(`/api/geojson/units?as_of=${today}&limit=1000`);
  const { geometry, properties } = features.find((unit) => unit.properties.key === 'HK-04-101');
  const [lon, lat] = new URL(page.url()).searchParams.get('at').split(',').map(Number);
  const [[[x, y]]] = geometry.coordinates;
  assert.ok(Math.hypot(lon - x, lat - y) < 0.02, `the map stands at ${lon}, ${lat}, the unit at ${x}, ${y}`);

  const text = await opened.innerText();
  assert.match(text, /4 号厂房/);
  assert.match(text, new RegExp(properties.area_m2.toLocaleString('en')));
  assert.match(text, new RegExp(properties.standing.tenant.zh));
  assert.match(await opened.locator('.foot').innerText(), new RegExp(`示例数据[^]*${properties.as_of}`));
  const { events } = await server.get('/api/log?after=0&limit=10000');
  const facts = events.filter(({ stream }) => stream === 'unit/HK-04-101');
  const days = await opened.locator('.history .line:not([data-mark="turn"]) time').evaluateAll((times) =>
    times.map((time) => time.getAttribute('datetime')));
  assert.deepEqual(days, facts.map((fact) => fact.occurred_on).sort().reverse(), 'one dated line for each fact');

  await opened.locator('.close').click();
  await page.locator('.panel').waitFor({ state: 'detached' });
});

test('every figure opens the records it was counted from', async () => {
  for (const on of ['2023-06-15', today]) {
    await typeDay(page, on);
    const { figures } = await server.get(`/api/figures?as_of=${on}`);
    for (const name of ['idle_floor_area_m2', 'leased_floor_area_m2', 'textile_enterprises', 'landing_rate', 'fastest_landing_days']) {
      const known = figures[name];
      const { records } = await server.get(known.list);
      await page.locator(`[data-figure="${name}"]`).click();
      const list = page.locator(`[data-list="${name}"]`);
      await list.waitFor();
      assert.equal(Number(await list.getAttribute('data-count')), records.length, `${name} on ${on}`);
      assert.equal(number(await page.locator('.panel .status .big').innerText()), written(known), name);
      assert.equal(await figure(page, name), written(known), name);
      const shown = await list.locator('.entry').count();
      assert.equal(shown, Math.min(records.length, 300), name);
      const keys = await list.locator('[data-key]').evaluateAll((entries) => entries.map((entry) => entry.dataset.key));
      const all = new Set(records.map(({ key }) => key));
      assert.ok(keys.every((key) => all.has(key)), `${name}: a record that the server does not list`);
      if (known.unit === 'm2' && records.length <= 300) {
        const areas = await list.locator('.number').allInnerTexts();
        const sum = areas.reduce((so_far, text) => so_far + number(text.replace(/[^\d.,]/g, '')), 0);
        assert.ok(Math.abs(sum - known.value) < 1, `${name} on ${on}: the list adds up to ${sum}, not ${known.value}`);
      }
      await page.locator(`[data-figure="${name}"]`).click();
      await list.waitFor({ state: 'detached' });
    }
  }
});

test('a record opened from a list leads back to it', async () => {
  await page.locator('[data-figure="idle_floor_area_m2"]').click();
  const entry = page.locator('[data-list="idle_floor_area_m2"] [data-key]').first();
  const key = await entry.getAttribute('data-key');
  await entry.click();
  await waitForAddress(page, (query) => query.get('open') === `unit/${key}`);
  await page.locator('.panel .back').click();
  await page.locator('[data-list="idle_floor_area_m2"]').waitFor();
});

test('nothing untoward was met on the way', () => guest.leave());
