// Signing in at a provider of OpenID Connect: the button, the way there and back, and what the page says when it fails.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { until } from './chart-page.mjs';
import { CLIENT, startProvider } from './provider.mjs';
import { startServer } from './server.mjs';
import { sizes, startBrowser, visitor } from './visitor.mjs';

const PASSWORD = 'jade market at noon';
let browser, folder, provider, server;

/** A port that nobody listens on: the provider must know it before the server is there. */
function freePort() {
  return new Promise((resolve) => {
    const listener = createServer().listen(0, '127.0.0.1', () => {
      const { port } = listener.address();
      listener.close(() => resolve(port));
    });
  });
}

before(async () => {
  [browser, provider, folder] = await Promise.all([
    startBrowser(), startProvider(), mkdtemp(join(tmpdir(), 'investmap-oidc-')),
  ]);
  const listen = `127.0.0.1:${await freePort()}`;
  const config = join(folder, 'config.toml');
  await writeFile(config, `public_url = "http://${listen}"
[oidc]
issuer = "${provider.issuer}"
client_id = "${CLIENT}"
name = { zh = "瑞丽统一认证", en = "Ruili sign-in" }
`);
  server = await startServer({ args: ['--demo', '--config', config], listen });
});

after(async () => {
  await browser?.close();
  await server?.stop();
  await provider?.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

/** Nothing was met but the provider, to which the official went. */
function assertOnlyTheProvider(guest) {
  const strange = guest.watch.take().filter((seen) => !seen.startsWith(`left the machine: ${provider.issuer}/authorize?`));
  assert.deepEqual(strange, []);
}

const trouble = (page) => page.locator('.login-trouble[role="alert"]');

test('an official signs in there and back, in the own language, and has no password here', async () => {
  await server.run('user', 'add', 'li.na', '--role', 'editor', '--region', '533102', '--oidc');
  provider.name = 'Li.Na';
  const guest = await visitor(browser, server.origin);
  const { page } = guest;
  await page.goto(`${server.origin}/login?lang=en`);
  const button = page.locator('.login-oidc');
  await button.waitFor();
  assert.equal(await button.innerText(), 'Sign in with Ruili sign-in');
  assert.deepEqual(await guest.barriers(), []);
  await guest.picture('oidc-laptop-en');
  await button.focus();
  await page.keyboard.press('Enter');
  await page.locator('.agenda').waitFor();
  const address = new URL(page.url());
  assert.equal(address.pathname, '/desk');
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'en');
  await page.goto(`${server.origin}/login?lang=en`);
  await page.locator('.account-sessions tbody tr').waitFor();
  assert.match(await page.locator('.account-who').innerText(), /li\.na, editor, Ruili/);
  assert.equal(await page.locator('input[name="old"]').count(), 0, 'no password to change');
  assertOnlyTheProvider(guest);
  await guest.leave();
});

test('on a phone, in Chinese: what went wrong is said in words, and a password works all the same', async () => {
  const said = await server.run('user', 'add', 'wang', '--role', 'viewer', '--region', '533102');
  const once = /password\s+(\S+)/.exec(said)[1];
  const guest = await visitor(browser, server.origin, sizes.phone);
  const { page } = guest;
  const attempt = async () => {
    await page.goto(`${server.origin}/login?lang=zh`);
    await page.locator('.login-oidc').tap();
    await trouble(page).waitFor();
    return trouble(page).innerText();
  };
  // The name of an account with a password opens nothing.
  provider.name = 'wang';
  assert.match(await attempt(), /没有通过，或没有对应的账号/);
  assert.equal(await page.locator('.notice').count(), 0);
  assert.deepEqual(await guest.barriers(), []);
  await guest.picture('oidc-refused-phone-zh');
  await until(() => new URL(page.url()).search, (search) => !search.includes('oidc='), 'an address without the trouble');
  provider.down = true;
  assert.match(await attempt(), /暂时无法访问，请用用户名和密码/);
  provider.down = false;
  await page.goto(`${server.origin}/api/session/oidc/back?state=old&code=old`);
  await trouble(page).waitFor();
  assert.match(await trouble(page).innerText(), /已失效/);
  await page.locator('.login input[name="name"]').fill('wang');
  await page.locator('.login input[name="password"]').fill(once);
  await page.locator('.login input[name="password"]').press('Enter');
  await page.locator('.login input[name="again"]').waitFor();
  for (const [name, value] of [['old', once], ['new', PASSWORD], ['again', PASSWORD]]) {
    await page.locator(`.login input[name="${name}"]`).fill(value);
  }
  await page.locator('.login input[name="again"]').press('Enter');
  await page.locator('.funnel-table').waitFor();
  assertOnlyTheProvider(guest);
  await guest.leave();
});

test('an administrator makes an account without a password, and closes one to passwords', async () => {
  const said = await server.run('user', 'add', 'gao.admin', '--role', 'administrator', '--region', '533100');
  const guest = await visitor(browser, server.origin);
  const { page } = guest;
  await page.goto(`${server.origin}/login?lang=en`);
  const once = /password\s+(\S+)/.exec(said)[1];
  await page.evaluate(async ([old, fresh]) => {
    const headers = { 'content-type': 'application/json' };
    const send = (method, path, body) => fetch(path, { method, headers, body: JSON.stringify(body) });
    await send('POST', '/api/session', { name: 'gao.admin', password: old });
    await send('PUT', '/api/session/password', { old, new: fresh });
  }, [once, PASSWORD]);
  await page.goto(`${server.origin}/login?lang=en`);
  const row = (name) => page.locator('.account-list tbody tr').filter({ has: page.locator('th', { hasText: name }) });
  await row('gao.admin').waitFor();
  await page.locator('input[name="new-name"]').fill('zhou');
  await page.locator('.account-add input[name="oidc"]').check();
  await page.locator('.account-add button').click();
  await row('zhou').waitFor();
  assert.equal(await page.locator('.account-told').count(), 0, 'no password to be told');
  assert.match(await row('zhou').innerText(), /Ruili sign-in/);
  assert.deepEqual(await guest.barriers(), []);
  await guest.picture('oidc-admin-en');
  provider.name = 'zhou';
  const other = await visitor(browser, server.origin);
  await other.page.goto(`${server.origin}/api/session/oidc`);
  await other.page.locator('.agenda').waitFor();
  await row('zhou').locator('button', { hasText: 'password' }).click();
  await page.locator('.account-told .once').waitFor();
  await other.page.goto(`${server.origin}/api/session/oidc`);
  await trouble(other.page).waitFor();
  assertOnlyTheProvider(guest);
  other.watch.take();
  await guest.leave();
  await other.leave();
});
