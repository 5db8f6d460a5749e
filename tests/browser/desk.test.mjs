// The officials' desk: what is late and due in the own region, the way to each record, and that what was done is gone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { signIn, until } from './chart-page.mjs';
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

const rows = (page) => page.locator('.agenda-table tbody tr');
const items = (page) => rows(page).evaluateAll((found) => found.map((row) => ({
  key: row.dataset.key, late: row.classList.contains('late'), due: row.children[0].textContent, place: row.children[4].textContent,
})));

test('an official sees what is late first, only of the own region, and goes to each record', async () => {
  const guest = await visitor(browser, server.origin);
  const { page } = guest;
  await official(guest, server, 'ruili', 'editor', '533102');
  await page.goto(`${server.origin}/desk?lang=en`);
  await rows(page).first().waitFor();
  const all = await items(page);
  assert.ok(all.length > 3 && all.every(({ place }) => place === 'Ruili'), JSON.stringify(all[0]));
  const late = all.map(({ late: is }) => is);
  assert.deepEqual(late, [...late].sort((a, b) => b - a), 'late first');
  assert.match(await page.locator('.agenda-head').innerText(), /Ruili · 24 Jul 2024/);
  assert.deepEqual(await guest.barriers(), []);
  await guest.picture('desk-laptop-en');

  const project = rows(page).filter({ hasText: 'Planned' }).first();
  const key = await project.getAttribute('data-key');
  await project.locator('.row-button').click();
  await page.locator('.panel').waitFor();
  await until(() => page.url(), (url) => new URL(url).pathname === '/' && url.includes(key), 'the project on the map');
  // "Back" leads to the desk; so does its link.
  await page.locator('.page-link', { hasText: 'Desk' }).click();
  await rows(page).first().waitFor();
  await guest.leave();
});

test('what is done elsewhere leaves the open desk; visitors are told where officials sign in', async () => {
  const guest = await visitor(browser, server.origin);
  const { page } = guest;
  await signIn(guest, server);
  await page.goto(`${server.origin}/desk?lang=zh`);
  await rows(page).first().waitFor();
  const row = rows(page).filter({ hasText: '计划节点：开工' }).first();
  const key = await row.getAttribute('data-key');
  const answer = await server.command({ command: 'reach_node', project: key, node: 'started', occurred_on: '2024-07-24' });
  assert.equal(answer.status, 201, await answer.text());
  await until(() => rows(page).filter({ hasText: '计划节点：开工' }).evaluateAll((found) => found.map((one) => one.dataset.key)),
    (keys) => !keys.includes(key), 'what was done is gone');

  // It is recorded here, too: the rules are known before anything is sent, and a double click is one fact.
  const next = rows(page).filter({ has: page.locator('.agenda-done', { hasText: '已达到' }) }).first();
  const done = await next.getAttribute('data-key');
  const was = await next.locator('.agenda-day').innerText();
  const { head } = await page.evaluate(async () => (await fetch('/api/office/log?limit=1')).json());
  await next.locator('.agenda-done').click();
  const date = page.locator('.agenda-form input');
  await date.fill('2030-01-01');
  await page.locator('.agenda-form .login-trouble').waitFor();
  assert.ok(await page.locator('.agenda-form .button').isDisabled());
  assert.deepEqual(await guest.barriers(), []);
  await date.fill('2024-07-20');
  await page.locator('.agenda-form .login-trouble').waitFor({ state: 'detached' });
  await page.locator('.agenda-form .button').dblclick();
  await page.locator('.agenda-form').waitFor({ state: 'detached' });
  await until(() => items(page), (all) => !all.some(({ key: one, due }) => one === done && due === was), 'it is done');
  const { events } = await page.evaluate(async (head) => (await fetch(`/api/office/log?after=${head}`)).json(), head);
  assert.deepEqual(events.map(({ kind, occurred_on: on }) => [kind, on]), [['project.reached', '2024-07-20']], 'one fact');

  const stranger = await visitor(browser, server.origin);
  await stranger.page.goto(`${server.origin}/desk?lang=zh`);
  await stranger.page.locator('.agenda .chart-closed a[href="/login"]').waitFor();
  assert.equal(await stranger.page.locator('.page-link').count(), 2, 'no link to what is not for visitors');
  await stranger.leave();
  await guest.leave();
});

test('the desk fits a phone, in Chinese, light and dark, and is used without a mouse', async () => {
  const guest = await visitor(browser, server.origin, sizes.phone);
  const { page } = guest;
  await signIn(guest, server);
  for (const theme of ['light', 'dark']) {
    await page.goto(`${server.origin}/desk?lang=zh&theme=${theme}`);
    await rows(page).first().waitFor();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= sizes.phone.viewport.width, `${wide} px`);
    const [above, below] = [await page.locator('.header').boundingBox(), await page.locator('.agenda-head').boundingBox()];
    const links = await page.locator('.header').evaluate((header) => Math.max(...[...header.querySelectorAll('a, button')].map((one) => one.getBoundingClientRect().bottom)));
    assert.ok(Math.max(above.y + above.height, links) <= below.y, 'the top line covers nothing');
    assert.deepEqual(await guest.barriers(), []);
    await guest.picture(`desk-phone-${theme}`);
  }
  await page.locator('.agenda-table tbody tr[data-key^="T-"] .row-button').first().focus();
  await page.keyboard.press('Enter');
  await until(() => new URL(page.url()).pathname, (path) => path.startsWith('/chart/'), 'the chart of the target');
  await page.locator('.chart-beside').waitFor();
  await guest.leave();
});
