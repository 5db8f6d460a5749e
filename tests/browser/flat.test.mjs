// A browser that cannot draw a map (no WebGL 2): one line says so, and tables, figures, panels and time still work.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertLegendIs, figure, panel, typeDay, waitForAddress, written } from './page.mjs';
import { startServer } from './server.mjs';
import { startBrowser, visitor } from './visitor.mjs';

let browser, server, guest, page;

before(async () => {
  [browser, server] = await Promise.all([startBrowser(), startServer()]);
  guest = await visitor(browser, server.origin);
  ({ page } = guest);
  await guest.context.addInitScript(() => {
    // What a browser without WebGL 2 answers.
    for (const { prototype } of [HTMLCanvasElement, OffscreenCanvas]) {
      const own = prototype.getContext;
      prototype.getContext = function (kind, ...rest) {
        return /^(experimental-)?webgl/.test(kind) ? null : own.call(this, kind, ...rest);
      };
    }
  });
  await page.goto(`${server.origin}/?lang=zh`);
  await page.locator('.no-map').waitFor({ timeout: 60_000 });
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

test('one line says why there is no map', async () => {
  const words = await page.locator('.no-map').innerText();
  assert.match(words, /WebGL/);
  assert.ok(await page.locator('.no-map').isVisible());
  assert.ok(words.length < 120, words);
});

test('the table stands in its place, and a row opens its record', async () => {
  const rows = page.locator('.table-view tbody tr[data-record]');
  assert.ok(await rows.count() > 100);
  const record = await rows.nth(3).getAttribute('data-record');
  await rows.nth(3).locator('th button').click();
  await panel(page);
  await waitForAddress(page, (query) => query.get('open') === record);
  assert.deepEqual(await guest.barriers(), []);
});

test('time, figures and legend work without it', async () => {
  for (const on of ['2023-06-15', '2023-12-31']) {
    await typeDay(page, on);
    const { figures } = await server.get(`/api/figures?as_of=${on}`);
    for (const name of ['idle_floor_area_m2', 'leased_floor_area_m2', 'textile_enterprises']) {
      assert.equal(await figure(page, name), written(figures[name]), `${name} on ${on}`);
    }
    await assertLegendIs(page, server, `as_of=${on}`);
  }
  await page.locator('[data-figure="textile_enterprises"]').click();
  await page.locator('[data-list="textile_enterprises"] [data-key]').first().click();
  await page.locator('.panel .history').waitFor();
});

test('nothing untoward was met on the way', () => guest.leave());
