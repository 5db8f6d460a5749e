// An official's account as it is used in a browser: the first sign-in, a password of one's own, other devices, the end.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openChart, until } from './chart-page.mjs';
import { startServer } from './server.mjs';
import { sizes, startBrowser, visitor } from './visitor.mjs';

const PASSWORD = 'jade market at noon';
let browser, server;

before(async () => {
  [browser, server] = await Promise.all([startBrowser(), startServer()]);
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Makes an account; its one-time password. */
async function made(name, role, region) {
  const said = await server.run('user', 'add', name, '--role', role, '--region', region);
  return /password\s+(\S+)/.exec(said)[1];
}

const field = (page, name) => page.locator(`.login input[name="${name}"]`);

async function signIn(page, name, password) {
  await field(page, 'name').fill(name);
  await field(page, 'password').fill(password);
  await field(page, 'password').press('Enter');
}

async function setPassword(page, old, fresh, again = fresh) {
  await field(page, 'old').fill(old);
  await field(page, 'new').fill(fresh);
  await field(page, 'again').fill(again);
  await field(page, 'again').press('Enter');
}

test('an official sets a password at the first sign-in, sees the own region, and ends another device', async () => {
  const once = await made('li.na', 'editor', '533102');
  const guest = await visitor(browser, server.origin);
  const { page } = guest;
  await openChart(guest);
  await page.locator('.chart-funnel .chart-closed a').click();
  await signIn(page, 'li.na', 'a wrong password');
  const trouble = page.locator('.login-trouble[role="alert"]');
  await trouble.waitFor();
  assert.match(await trouble.innerText(), /密码/);
  assert.deepEqual(await guest.barriers(), []);
  await signIn(page, 'LI.NA', once);
  await field(page, 'again').waitFor();
  assert.deepEqual(await guest.barriers(), []);
  await setPassword(page, once, PASSWORD, 'something else');
  await trouble.waitFor();
  await setPassword(page, once, 'short', 'short');
  await until(() => trouble.innerText(), (words) => words.includes('12'), 'how long a password is');
  await setPassword(page, once, PASSWORD);
  await page.locator('.funnel-table').waitFor();
  // An official of a county sees what belongs to it, and not what belongs to its neighbours or the prefecture.
  const leads = Number(await page.locator('.funnel-count').first().innerText());
  assert.ok(leads > 0 && leads < 512, `${leads} leads`);
  const { events } = await page.evaluate(async () => (await fetch('/api/office/log?limit=10000')).json());
  const targets = events.filter(({ kind }) => kind === 'target.registered');
  assert.ok(targets.length > 0 && targets.every(({ region }) => region === '533102'), JSON.stringify(targets[0]));
  assert.doesNotMatch(await page.content(), new RegExp(`${once}|${PASSWORD}`));

  const other = await visitor(browser, server.origin);
  await other.page.goto(`${server.origin}/login?lang=en`);
  await signIn(other.page, 'li.na', PASSWORD);
  await other.page.locator('.funnel-table').waitFor();
  await other.page.goto(`${server.origin}/login?lang=en`);
  const rows = other.page.locator('.account-sessions tbody tr');
  await until(() => rows.count(), (count) => count === 2, 'both devices');
  assert.match(await other.page.locator('.account-who').innerText(), /li\.na, editor, Ruili/);
  assert.deepEqual(await other.barriers(), []);
  await other.picture('account-laptop-en');
  await rows.first().locator('button').click();
  await until(() => rows.count(), (count) => count === 1, 'the other device is gone');
  await page.locator('.chart-funnel .chart-closed').waitFor();
  await other.page.locator('.account .button', { hasText: 'Sign out' }).click();
  await field(other.page, 'name').waitFor();
  guest.watch.take();
  other.watch.take();
  await guest.leave();
  await other.leave();
});

test('on a phone, with a keyboard, in Chinese: the account fits and is reached', async () => {
  const once = await made('phone', 'viewer', '533100');
  const guest = await visitor(browser, server.origin, sizes.phone);
  const { page } = guest;
  await page.goto(`${server.origin}/login?lang=zh`);
  await signIn(page, 'phone', once);
  await field(page, 'again').waitFor();
  await setPassword(page, once, PASSWORD);
  await page.locator('.funnel-table').waitFor();
  await page.goto(`${server.origin}/login?lang=zh`);
  await page.locator('.account-sessions tbody tr').waitFor();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= sizes.phone.viewport.width, `${wide} px`);
  assert.deepEqual(await guest.barriers(), []);
  await guest.picture('account-phone-zh');
  // Whoever is no longer trusted is out.
  await server.run('user', 'end', 'phone');
  await page.goto(`${server.origin}/login?lang=zh`);
  await until(() => page.evaluate(async () => (await (await fetch('/api/session')).json()).official), (official) => !official, 'the end');
  await page.reload();
  await signIn(page, 'phone', PASSWORD);
  await page.locator('.login-trouble').waitFor();
  guest.watch.take();
  await guest.leave();
});

test('an administrator makes an account, trusts it with more, ends it, and takes the audit home', async () => {
  const once = await made('gao.admin', 'administrator', '533100');
  const guest = await visitor(browser, server.origin);
  const { page } = guest;
  await page.goto(`${server.origin}/login?lang=zh`);
  await signIn(page, 'gao.admin', once);
  await field(page, 'again').waitFor();
  await setPassword(page, once, PASSWORD);
  await page.locator('.funnel-table').waitFor();
  await page.goto(`${server.origin}/login?lang=zh`);
  const row = (name) => page.locator('.account-list tbody tr').filter({ has: page.locator('th', { hasText: name }) });
  await row('gao.admin').waitFor();
  await page.locator('.page-link[href="/desk"]').waitFor();
  assert.equal(await row('gao.admin').locator('button, select').count(), 0, 'nobody ends the own account');
  await page.locator('input[name="new-name"]').fill('zhou');
  await page.locator('.account-add select').nth(1).selectOption('533103');
  await page.locator('.account-add button').click();
  const told = page.locator('.account-told .once');
  await told.waitFor();
  const password = await told.innerText();
  assert.deepEqual(await guest.barriers(), []);
  await guest.picture('account-admin-zh');

  const other = await visitor(browser, server.origin);
  await other.page.goto(`${server.origin}/login?lang=zh`);
  await signIn(other.page, 'zhou', password);
  await field(other.page, 'again').waitFor();
  await row('zhou').locator('select').selectOption('reviewer');
  await until(() => page.evaluate(async () => (await (await fetch('/api/accounts')).json()).accounts.find(({ name }) => name === 'zhou').role), (role) => role === 'reviewer', 'the role');
  await row('zhou').locator('button', { hasText: '停用' }).click();
  await until(() => row('zhou').innerText(), (words) => words.includes('已停用'), 'the end');
  await setPassword(other.page, password, PASSWORD);
  await other.page.locator('.login-trouble').waitFor();
  // The same name once more is refused in words.
  await page.locator('input[name="new-name"]').fill('ZHOU');
  await page.locator('.account-add button').click();
  await until(() => page.locator('.notice').allInnerTexts(), (words) => words.some((text) => text.includes('ZHOU')), 'the refusal');
  const csv = await page.evaluate(async () => (await fetch('/api/audit?format=csv')).text());
  assert.match(csv, /account_made/);
  assert.match(csv, /account_ended/);
  guest.watch.take();
  other.watch.take();
  await guest.leave();
  await other.leave();
});
