// Whatever somebody writes into a name is shown as text: in the panel, the search, the table, the map, on paper.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { panel } from './page.mjs';
import { startServer } from './server.mjs';
import { startBrowser, visitor } from './visitor.mjs';

const NASTY = '<img src=x onerror="window.harm=1"><b>恶意</b>&amp;';
let browser, server, today, unit;

before(async () => {
  [browser, server] = await Promise.all([startBrowser(), startServer()]);
  ({ today } = await server.get('/api/config'));
  const { records } = await server.get(`/api/figures/idle_floor_area_m2/records?as_of=${today}`);
  unit = records[0].key;
  const text = { zh: NASTY, en: NASTY };
  for (const command of [
    { command: 'lease_unit', unit, tenant: text, until: '2027-07-31' },
    { command: 'register_enterprise', enterprise: 'E-NASTY', name: text, chain: 'textile', region: '533102' },
  ]) {
    const answer = await server.command({ occurred_on: today, ...command });
    assert.equal(answer.status, 201, await answer.text());
  }
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Asserts that the name stands there letter by letter, and that it made nothing. */
async function assertHarmless(page, where) {
  assert.ok((await page.evaluate(() => document.body.innerText)).includes(NASTY), `${where}: the name is not there`);
  const { harm, images } = await page.evaluate(() => ({
    harm: window.harm ?? null,
    images: document.querySelectorAll('img, [onerror]').length,
  }));
  assert.deepEqual({ harm, images }, { harm: null, images: 0 }, where);
}

test('HTML in names is text wherever names are shown', async () => {
  const guest = await visitor(browser, server.origin);
  const { page } = guest;
  await guest.open(`/?open=unit/${unit}&lang=zh`);
  await panel(page);
  await assertHarmless(page, 'the tenant of a unit');

  await page.locator('#search').fill('<img');
  await page.locator('.hit').first().waitFor();
  await assertHarmless(page, 'the list of the search');
  await page.locator('#search').press('Enter');
  await page.waitForFunction((name) => document.querySelector('#panel-title')?.textContent === name, NASTY);
  await assertHarmless(page, 'the title of a panel');

  await page.locator('[data-figure="textile_enterprises"]').click();
  await page.locator('[data-list="textile_enterprises"] [data-key="E-NASTY"]').waitFor();
  await assertHarmless(page, 'the list of a figure');

  await page.locator('.header button.plain').first().click();
  await page.waitForFunction(() => document.documentElement.lang === 'en');
  await assertHarmless(page, 'the same list in English');
  await guest.leave();
});

test('what stands in an address is text, too', async () => {
  const guest = await visitor(browser, server.origin);
  await guest.open(`/?lang=zh&open=${encodeURIComponent(NASTY)}`);
  await guest.page.locator('.notice').waitFor();
  await assertHarmless(guest.page, 'the notice about an address');
  await guest.leave();
});
