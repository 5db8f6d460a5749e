// The officials' desk: what is late and due in the own region, the way to each record, and that what was done is gone;
// requests from raised to resolved, tasks by their lights, stale information, and what others recorded.
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

const rows = (page) => page.locator('.agenda-list:not([id]) .agenda-table tbody tr');
const form = (page) => page.locator('.agenda-list:not([id]) .agenda-form');
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
  assert.ok(all.length > 3 && all.every(({ place }) => place.startsWith('Ruili')), JSON.stringify(all[0]));
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
  const date = form(page).locator('input');
  await date.fill('2030-01-01');
  await form(page).locator('.login-trouble').waitFor();
  assert.ok(await form(page).locator('.button').isDisabled());
  assert.deepEqual(await guest.barriers(), []);
  await date.fill('2024-07-20');
  await form(page).locator('.login-trouble').waitFor({ state: 'detached' });
  await form(page).locator('.button').dblclick();
  await form(page).waitFor({ state: 'detached' });
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

/** The facts that were recorded after a position, as the official who is signed in sees them. */
const since = (page, head) => page.evaluate(async (head) => (await (await fetch(`/api/office/log?after=${head}&limit=10000`)).json()).events, head);
const head = async (page) => (await since(page, 0)).at(-1).position;

test('a request is raised, assigned and resolved from My day', async () => {
  const guest = await visitor(browser, server.origin);
  const { page } = guest;
  await official(guest, server, 'ruili requests', 'editor', '533102');
  await page.goto(`${server.origin}/desk?lang=en`);
  await page.locator('#requests .request-raise').click();
  const before = await head(page);
  await page.locator('.request-form select').selectOption('permit');
  // The rules are known here: no such enterprise.
  await page.locator('.request-form input[list]').fill('Nobody of that name');
  await page.locator('.request-form .button').click();
  await page.locator('.request-form .login-trouble').waitFor();
  await page.locator('.request-form input[list]').fill('');
  await page.locator('.request-form .button').dblclick();
  await page.locator('.request-form').waitFor({ state: 'detached' });
  const row = page.locator('#requests tbody tr', { hasText: 'Nobody yet' }).filter({ hasText: /permit/i });
  await row.waitFor();
  assert.match(await row.innerText(), /0 d/);
  assert.match(await row.innerText(), /25 Jul 2024/, 'to be answered within a day');
  const key = await row.getAttribute('data-key');

  await row.getByRole('button', { name: 'Assign…' }).click();
  await page.locator('.office-name').fill('Labour office (sample)');
  assert.deepEqual(await guest.barriers(), []);
  await page.locator('#requests .agenda-form .button').click();
  const own = page.locator(`#requests tr[data-key="${key}"]`);
  await until(() => own.innerText(), (text) => text.includes('Labour office (sample)'), 'the office');
  await page.locator('#requests select').selectOption('Labour office (sample)');
  await own.waitFor();
  await own.locator('.request-resolve').dblclick();
  await own.waitFor({ state: 'detached' });
  const events = (await since(page, before)).filter(({ stream }) => stream === `request/${key}`);
  assert.deepEqual(events.map(({ kind }) => kind), ['request.raised', 'request.assigned', 'request.resolved'], 'each once');
  assert.deepEqual(events[1].payload.office, { zh: '人社部门（示例）', en: 'Labour office (sample)' });
  await guest.leave();
});

test('sixty stale units are one line, opened, and confirmed one by one or all at once', async () => {
  const guest = await visitor(browser, server.origin);
  const { page } = guest;
  await official(guest, server, 'ruili keeper', 'editor', '533102');
  await page.goto(`${server.origin}/desk?lang=zh`);
  const group = page.locator('#stale li[data-of="Unit"]', { hasText: '勐卯' });
  await group.waitFor();
  const many = Number(/(\d+) 条/.exec(await group.locator('.row-button').first().innerText())[1]);
  assert.ok(many > 40, `${many}`);
  assert.match(await group.innerText(), /瑞丽市主管部门/, 'an owner is named');
  assert.equal(await group.locator('[data-key]').count(), 0, 'not opened');
  await group.locator('.row-button').first().click();
  await until(() => group.locator('[data-key]').count(), (count) => count === many, 'all of them');
  assert.equal(await group.locator('.row-button').first().getAttribute('aria-expanded'), 'true');
  assert.deepEqual(await guest.barriers(), []);
  await guest.picture('desk-stale-zh');

  const before = await head(page);
  await group.locator('[data-key] .stale-confirm').first().dblclick();
  await until(() => group.locator('[data-key]').count(), (count) => count === many - 1, 'one less');
  await group.locator('.stale-line .stale-confirm').click();
  await group.waitFor({ state: 'detached' });
  const events = await since(page, before);
  assert.deepEqual([...new Set(events.map(({ kind, audience = 0 }) => `${kind} ${audience}`))], ['unit.confirmed 0'], 'and nothing beside them');
  assert.equal(events.length, many);
  // Whoever may only look is offered nothing.
  const viewer = await visitor(browser, server.origin);
  await official(viewer, server, 'ruili viewer', 'viewer', '533102');
  await viewer.page.goto(`${server.origin}/desk?lang=zh`);
  await viewer.page.locator('#stale li').first().waitFor();
  assert.equal(await viewer.page.locator('.stale-confirm, .request-raise, .agenda-done, .task-finish').count(), 0);
  await viewer.leave();
  await guest.leave();
});

test('tasks stand by their lights, which say why and follow a report', async () => {
  const guest = await visitor(browser, server.origin);
  const { page } = guest;
  await official(guest, server, 'dehong tasks', 'editor', '533100');
  await page.goto(`${server.origin}/desk?lang=en`);
  const tasks = page.locator('#tasks tbody tr');
  await tasks.first().waitFor();
  const lights = await tasks.evaluateAll((all) => all.map((row) => row.dataset.light));
  const order = ['red', 'yellow', 'green', 'done'];
  assert.deepEqual(lights, [...lights].sort((a, b) => order.indexOf(a) - order.indexOf(b)), 'gravest first');
  assert.ok(lights.includes('red') && lights.includes('green') && lights.includes('done'), lights.join());
  const red = page.locator('#tasks tr[data-light="red"]').first();
  const key = await red.getAttribute('data-key');
  const own = page.locator(`#tasks tr[data-key="${key}"]`);
  assert.match(await own.locator('.task-why').innerText(), /\d/, 'it says why');
  assert.deepEqual(await guest.barriers(), []);
  await own.locator('.task-percent').fill('100');
  await own.getByRole('button', { name: 'Report' }).click();
  await until(() => own.getAttribute('data-light'), (light) => light !== 'red', 'another light');
  await own.locator('.task-finish').click();
  await until(() => own.getAttribute('data-light'), (light) => light === 'done', 'it is done');
  await guest.leave();
});

test('what others record in my region is told until I have seen it, on every machine of mine', async () => {
  const [one, other] = await Promise.all([visitor(browser, server.origin), visitor(browser, server.origin)]);
  await official(one, server, 'ruili reader', 'editor', '533102');
  await official(other, server, 'dehong writer', 'editor', '533100');
  const { page } = one;
  await page.goto(`${server.origin}/desk?lang=en`);
  await page.locator('#news h3', { hasText: 'last seven days' }).waitFor();
  await page.locator('.news-seen').click();
  await until(() => page.locator('#news').innerText(), (text) => text.includes('Nothing new'), 'all seen');

  const record = (guest, command) => guest.page.evaluate(async (command) => (await fetch('/api/commands', {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(command),
  })).status, command);
  assert.equal(await record(one, { command: 'set_rent', unit: 'RL-01-101', rent_yuan_m2_month: 9 }), 201);
  assert.equal(await record(other, { command: 'set_rent', unit: 'RL-01-201', rent_yuan_m2_month: 11.5 }), 201);
  assert.equal(await record(other, { command: 'confirm', streams: ['unit/RL-01-201'] }), 201);
  const mangshi = await other.page.evaluate(async () => {
    const { features } = await (await fetch('/api/geojson/units?park=mangshi-east&limit=1')).json();
    return features[0].properties.key;
  });
  assert.equal(await record(other, { command: 'confirm', streams: [`unit/${mangshi}`] }), 201);
  const task = { command: 'set_task', task: 'K-TEST', goal: { zh: '目标', en: 'A goal of the test' }, measure: { zh: '措施', en: 'A measure' },
    duty: { zh: '单位（示例）', en: 'A unit (sample)' }, region: '533102', year: 2024, due: '2024-12-31' };
  assert.equal(await record(other, task), 201);
  await page.locator('#news li[data-key="K-TEST"]').waitFor();
  const told = await page.locator('#news > ul > li').evaluateAll((all) => all.map((row) => row.dataset.key));
  assert.deepEqual(told, ['K-TEST', 'RL-01-201'], 'newest first, of my region, and not my own');
  const unit = await page.locator('#news li[data-key="RL-01-201"]').innerText();
  assert.match(unit, /11\.5/);
  assert.match(unit, /unchanged/);
  assert.deepEqual(await one.barriers(), []);
  await one.picture('desk-news-en');
  await page.locator('.news-seen').click();
  await until(() => page.locator('#news').innerText(), (text) => text.includes('Nothing new'), 'seen');
  await page.reload();
  await until(() => page.locator('#news').innerText().catch(() => ''), (text) => text.includes('Nothing new'), 'kept by the server');
  await Promise.all([one.leave(), other.leave()]);
});
