// Without a mouse: everything can be reached in the order it is read, where one is can be seen, and the table gives
// what the map shows.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { legend, number, panel, waitForAddress } from './page.mjs';
import { startServer } from './server.mjs';
import { startBrowser, visitor } from './visitor.mjs';

let browser, server, guest, page;

before(async () => {
  [browser, server] = await Promise.all([startBrowser(), startServer()]);
  guest = await visitor(browser, server.origin);
  ({ page } = guest);
  await guest.open('/?lang=zh');
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Runs in the page: what has the focus, and whether that can be seen. */
function focused() {
  const element = document.activeElement;
  const place = element.closest('header, .figures, .search, .legend, .scope, .map-buttons, #map, .panel, .time, .table-view');
  const style = getComputedStyle(element);
  const { width, height } = element.getBoundingClientRect();
  const outlined = style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) > 0;
  return {
    place: element.matches('.skip') ? 'skip' : (place?.id || place?.className?.split(' ')[0] || element.tagName),
    what: element.getAttribute('aria-label') ?? element.textContent.trim().slice(0, 24),
    id: element.id,
    seen: (outlined || style.boxShadow !== 'none') && width > 0 && height > 0,
  };
}

test('Tab leads through everything, and where one is can be seen', async () => {
  const path = [];
  for (let at = 0; at < 90; at += 1) {
    await page.keyboard.press('Tab');
    const now = await page.evaluate(focused);
    if (now.place === 'BODY' || (at > 0 && now.place === 'skip')) break;
    path.push(now);
  }
  const places = [...new Set(path.map(({ place }) => place))];
  assert.deepEqual(places, ['skip', 'header', 'figures', 'search', 'legend', 'scope', 'map', 'map-buttons', 'time']);
  assert.ok(path.length < 89, 'the way has no end');
  assert.deepEqual(path.filter(({ seen }) => !seen), [], 'a focus that cannot be seen');
  assert.equal(path.filter(({ id }) => id === 'slider').length, 1);
  assert.equal(path.filter(({ what }) => what === '').length, 0, 'something without a name');
});

test('the first link skips to the map', async () => {
  await page.evaluate(() => document.activeElement.blur());
  await page.locator('.skip').focus();
  const { y } = await page.locator('.skip').boundingBox();
  assert.ok(y >= 0, 'the link is seen when it has the focus');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  const { place } = await page.evaluate(focused);
  assert.ok(['map', 'map-buttons'].includes(place), place);
});

test('legend, figures and panel work by keys; Escape closes the panel', async () => {
  const row = page.locator('.legend .row[data-class="leased"]');
  await row.focus();
  await row.press('Space');
  assert.equal(await row.getAttribute('aria-checked'), 'false');
  await row.press('Enter');
  assert.equal(await row.getAttribute('aria-checked'), 'true');

  const figure = page.locator('[data-figure="idle_floor_area_m2"]');
  await figure.focus();
  await figure.press('Enter');
  const opened = await panel(page);
  const entry = opened.locator('[data-key]').first();
  await entry.focus();
  await entry.press('Enter');
  await page.locator('.panel .history').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.panel').waitFor({ state: 'detached', timeout: 5_000 });
});

test('arrows walk through the legend, over its groups, and stop at its ends', async () => {
  const focused = () => page.evaluate(() => document.activeElement.dataset.class);
  const rows = await page.locator('.legend .row').evaluateAll((found) => found.map((row) => row.dataset.class));
  await page.locator('.legend .row').first().focus();
  await page.keyboard.press('ArrowUp');
  assert.equal(await focused(), rows[0]);
  for (const name of rows.slice(1)) {
    await page.keyboard.press('ArrowDown');
    assert.equal(await focused(), name);
  }
  await page.keyboard.press('ArrowDown');
  assert.equal(await focused(), rows.at(-1));
  await page.keyboard.press('ArrowUp');
  assert.equal(await focused(), rows.at(-2));
});

test('the map moves by keys', async () => {
  const at = () => new URL(page.url()).searchParams.get('at');
  await page.locator('#map canvas').focus();
  for (const key of ['ArrowRight', 'Equal']) {
    const before = at();
    await page.keyboard.press(key);
    await waitForAddress(page, (query) => query.get('at') !== before);
  }
});

test('the table gives what the map shows: kind by kind the legend\'s counts, and every row its record', async () => {
  await page.locator('.table-switch').focus();
  await page.keyboard.press('Enter');
  await page.locator('.table-view table').waitFor();
  const shown = await legend(page);
  const sum = (names) => names.reduce((so_far, name) => so_far + shown[name].count, 0);
  const stages = ['offered', 'negotiating', 'signed', 'started', 'completed', 'production', 'full'];
  const expected = {
    unit: sum(['leased', 'ending', 'reserved', 'available', 'construction', 'planned', 'withheld']),
    park: shown.parks.count,
    project: sum(stages),
    parcel: shown.parcels.count,
    port: shown.ports.count,
  };
  const caption = async () => number(/(\d[\d,]*) 条/.exec(await page.locator('.table-view caption').innerText())[1]);
  for (const [name, count] of Object.entries(expected)) {
    const tab = page.locator(`#table-tab-${name}`);
    await tab.focus();
    await tab.press('Enter');
    await page.waitForFunction((id) => document.getElementById(id).getAttribute('aria-selected') === 'true', `table-tab-${name}`);
    assert.equal(await caption(), count, name);
    assert.equal(await page.locator('.table-view tbody tr[data-record]').count(), Math.min(count, 200), name);
  }
  // What the legend hides, the table leaves out, and says so.
  await page.locator('#table-tab-unit').click();
  await page.locator('.legend .row[data-class="leased"]').click();
  await page.waitForFunction((left) => document.querySelector('.table-view caption').textContent.includes(`${left} 条`),
    expected.unit - shown.leased.count);
  await page.locator('.legend .row[data-class="leased"]').click();

  const tab = page.locator('#table-tab-unit');
  await tab.focus();
  await tab.press('ArrowRight');
  assert.match(await page.evaluate(() => document.activeElement.id), /^table-tab-(?!unit)/);
  await page.keyboard.press('ArrowLeft');
  const first = page.locator('.table-view tbody th button').first();
  await first.focus();
  await page.keyboard.press('ArrowDown');
  const second = await page.evaluate(() => document.activeElement.closest('tr').dataset.record);
  assert.notEqual(second, await page.locator('.table-view tbody tr').first().getAttribute('data-record'));
  await page.keyboard.press('Enter');
  await waitForAddress(page, (query) => query.get('open') === second);
  assert.deepEqual(await guest.barriers(), []);
});

test('nothing untoward was met on the way', () => guest.leave());
