// Tables out of the desk and back: a file is edited, looked at, and recorded whole or not at all.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { until } from './chart-page.mjs';
import { official } from './desk-page.mjs';
import { startServer } from './server.mjs';
import { sizes, startBrowser, visitor } from './visitor.mjs';

let browser, server;

before(async () => {
  [browser, server] = await Promise.all([startBrowser(), startServer()]);
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

/** The table as the link of the desk gives it. */
const taken = (page) => page.evaluate(async () =>
  (await fetch(document.querySelector('.tables-take').getAttribute('href'))).text());

/** Sends a file, and waits until it was looked at. */
async function send(page, text) {
  await page.locator('#tables-file').setInputFiles({ name: '../../etc/单元.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await page.locator('.tables-seen, #tables .login-trouble').first().waitFor();
}

const chip = async (page, outcome) => Number(/\d+/.exec(await page.locator(`.tables-chip[data-outcome="${outcome}"]`).innerText())[0]);
const record = (page) => page.locator('.tables-seen .button.primary');

test('a table is edited, looked at row by row, and recorded whole', async () => {
  const guest = await visitor(browser, server.origin);
  const { page } = guest;
  await official(guest, server, 'biao', 'editor', '533100');
  await page.goto(`${server.origin}/desk?lang=en`);
  await page.locator('#tables').waitFor();
  // The link at the top of the desk leads down to it, and the header stays.
  await page.locator('.agenda-jumps .link').last().click();
  await until(() => page.locator('#tables').evaluate((part) => part.getBoundingClientRect().top < innerHeight), (is) => is, 'the tables in view');
  assert.equal(await page.locator('.header').evaluate((header) => header.getBoundingClientRect().top), 0);
  await page.locator('#tables select').nth(1).selectOption('csv');
  await until(() => page.locator('.tables-take').getAttribute('href'), (href) => href.includes('form=csv'), 'the link to CSV');
  const lines = (await taken(page)).trim().split('\r\n');
  assert.ok(lines.length > 50, `${lines.length} lines`);
  assert.match(lines[0], /^\ufeff?编号 Key,/);

  // Unchanged, there is nothing to record.
  await send(page, lines.join('\r\n'));
  assert.equal(await chip(page, 'unchanged'), lines.length - 1);
  assert.ok(await record(page).isDisabled());

  // One unit is let, one row is wrong: nothing can be recorded, and the cell is named.
  const heading = lines[0].split(',').map((cell) => cell.replace('\ufeff', ''));
  const at = (name) => heading.findIndex((cell) => cell.startsWith(name));
  const [status, until_, rent] = [at('当前状态'), at('状态截止日期'), at('租金')];
  const rows = lines.slice(1).map((line) => line.split(','));
  const free = rows.filter((row) => row[status] === '可租 available');
  assert.ok(free.length > 1, 'two free units');
  const [first, second] = free.map((row) => [...row]);
  [first[status], first[until_]] = ['已租', '2026年11月'];
  second[rent] = '十二元';
  await send(page, [heading, first, second].map((row) => row.join(',')).join('\n'));
  assert.deepEqual([await chip(page, 'refused'), await chip(page, 'changed')], [1, 1]);
  const wrong = page.locator('.tables-table tr[data-outcome="refused"]');
  assert.match(await wrong.innerText(), /“十二元” is not a number/);
  assert.match(await wrong.locator('.tables-cell').innerText(), /^[A-Z]+3 \(Rent\)/);
  assert.ok(await record(page).isDisabled());
  assert.deepEqual(await guest.barriers(), []);
  await guest.picture('tables-refused-en');

  // Put right, both are recorded; the visitor sees the unit let.
  second[rent] = '12';
  await send(page, [heading, first, second].map((row) => row.join(',')).join('\n'));
  const change = page.locator('.tables-table tr', { hasText: first[0] });
  assert.match(await change.innerText(), /Status available → leased/);
  await record(page).click();
  await page.locator('.tables-done').waitFor();
  assert.match(await page.locator('.tables-done').innerText(), /2 facts are recorded/);
  const { units } = await server.get('/api/state');
  assert.equal(units.find((unit) => unit.key === first[0]).standing.status, 'leased');
  await guest.leave();
});

test('positions are asked for their datum, and flagged outside their county', async () => {
  const guest = await visitor(browser, server.origin, sizes.phone);
  const { page } = guest;
  await official(guest, server, 'tu', 'reviewer', '533100');
  await page.goto(`${server.origin}/desk?lang=zh`);
  await page.locator('#tables select').first().selectOption('parks');
  const names = 'park,name_zh,name_en,short_zh,short_en,region,level,lon,lat';
  const file = `${names}\nP-X,示例园区,Sample park,示例,Sample,533102,county,98.589,24.433\n`;
  await send(page, file);
  assert.match(await page.locator('#tables .login-trouble').innerText(), /坐标系/);
  await page.locator('#tables select').nth(1).selectOption('gcj02');
  await send(page, file);
  assert.match(await page.locator('.tables-flag').innerText(), /芒市/);
  assert.ok(await record(page).isDisabled());
  await guest.picture('tables-flagged-phone-zh');
  await page.locator('.tables-accept input').check();
  await until(() => record(page).isEnabled(), (able) => able, 'a table that can be recorded');
  // Taken back, nothing is left of it.
  await page.locator('.tables-seen .link').click();
  await page.locator('.tables-seen').waitFor({ state: 'detached' });
  await guest.leave();
});
