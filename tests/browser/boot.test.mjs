// The moments before the program runs: language and theme are settled at once, and what cannot start says why.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
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

/** Opens a page with these options, and answers the root's attributes and the words that are seen. */
async function opened(path, options, prepare = async () => {}) {
  const guest = await visitor(browser, server.origin, { ...sizes.laptop, ...options });
  await prepare(guest);
  await guest.page.goto(server.origin + path, { waitUntil: 'load' });
  return guest;
}

const root = (guest, name) => guest.page.locator('html').getAttribute(name);

test('language and theme follow the address, then an earlier choice, then the browser', async () => {
  const cases = [
    ['/?lang=en&theme=dark', { locale: 'zh-CN' }, 'en', 'dark'],
    ['/?theme=wall', { locale: 'zh-CN' }, 'zh-CN', 'wall'],
    ['/', { locale: 'en-GB', colorScheme: 'dark' }, 'en', 'dark'],
    ['/?lang=xx&theme=pink', { locale: 'zh-TW', colorScheme: 'light' }, 'zh-CN', 'light'],
  ];
  for (const [path, options, lang, theme] of cases) {
    // Only what early.js decides: the program itself is kept from starting.
    const guest = await opened(path, options, ({ page }) => page.route('**/app-*.wasm', () => {}));
    assert.equal(await root(guest, 'lang'), lang, path);
    assert.equal(await root(guest, 'data-theme'), theme, path);
    await guest.leave();
  }
  const guest = await opened('/', { locale: 'zh-CN' }, ({ context, page }) => Promise.all([
    context.addInitScript(() => localStorage.setItem('investmap.lang', 'en')),
    page.route('**/app-*.wasm', () => {}),
  ]));
  assert.equal(await root(guest, 'lang'), 'en', 'an earlier choice');
  await guest.leave();
});

test('a panel that does not arrive says so, and comes when it is asked for again', async () => {
  const { features: [unit] } = await server.get('/api/geojson/units?limit=1');
  const part = '**/assets/split_panel-*.wasm';
  const refuse = (route) => route.fulfill({ status: 503 });
  const guest = await opened(`/?lang=zh&open=unit/${unit.properties.key}`, {}, ({ page }) => page.route(part, refuse));
  const { page } = guest;
  const alert = page.locator('.panel [role="alert"]');
  await alert.waitFor();
  assert.match(await alert.innerText(), /没有取到/);
  assert.match(guest.watch.take().join('\n'), /503/);
  await page.unroute(part, refuse);
  await alert.locator('button').click();
  await page.locator('#panel-title').waitFor();
  await guest.leave();
});

test('a language whose words do not arrive is not half spoken: the page stays in the one it has', async () => {
  const words = '**/assets/words-en-*.txt';
  const refuse = (route) => route.fulfill({ status: 503 });
  const guest = await opened('/?lang=zh', {}, ({ page }) => page.route(words, refuse));
  const { page } = guest;
  const language = page.locator('.header button.plain').first();
  await language.click();
  await page.getByText('没有取到').first().waitFor();
  assert.equal(await root(guest, 'lang'), 'zh-CN');
  assert.match(guest.watch.take().join('\n'), /503/);
  await page.unroute(words, refuse);
  await language.click();
  await page.locator('html[lang="en"]').waitFor({ state: 'attached' });
  await guest.leave();
  // Where no words came at all, the page's own say it in both languages.
  const mute = await opened('/?lang=en', {}, (other) => other.page.route(words, refuse));
  await mute.page.waitForSelector('[data-boot="failed"]', { state: 'attached' });
  assert.ok(await mute.page.locator('.boot-failed').isVisible());
  assert.match(mute.watch.take().join('\n'), /503/);
  await mute.leave();
});

test('a program of which any part does not arrive says so in both languages', async () => {
  for (const part of ['boot-*.mjs', 'app-*.mjs', 'app-*.wasm', 'maplibre-gl-*.mjs']) {
    const refuse = (route) => route.fulfill({ status: 503 });
    const guest = await opened('/', {}, ({ page }) => page.route(`**/assets/${part}`, refuse));
    await guest.page.waitForSelector('[data-boot="failed"]', { state: 'attached' });
    const words = await guest.page.locator('.boot-failed').innerText();
    assert.match(words, /刷新/);
    assert.match(words, /reload/);
    assert.ok(await guest.page.locator('.boot-failed').isVisible());
    assert.ok(!(await guest.page.locator('.boot-opening').isVisible()));
    assert.match(guest.watch.take().join('\n'), /503/);
    await guest.leave();
  }
});

test('a browser without WebAssembly is told which browsers have it', async () => {
  const guest = await opened('/', {}, ({ context }) => context.addInitScript(() => { delete window.WebAssembly; }));
  assert.match(await guest.page.locator('.boot-unable').innerText(), /Chromium 109/);
  assert.ok(await guest.page.locator('.boot-unable').isVisible());
  assert.ok(!(await guest.page.locator('.boot-failed').isVisible()));
  await guest.leave();
});

test('without JavaScript the page still leads to the halls', async () => {
  const guest = await opened('/', { javaScriptEnabled: false });
  assert.ok(await guest.page.locator('.boot-noscript').isVisible());
  const way = await guest.page.locator('.boot-noscript a').first().getAttribute('href');
  assert.equal((await fetch(server.origin + way)).status, 200);
  // Without scripts the browser also refuses to preload them, and says so.
  assert.ok(guest.watch.take().every((line) => /^request failed: .*\.mjs: csp$/.test(line)));
  await guest.leave();
});

test('assets never change under their names; the page does', async () => {
  const page = await fetch(server.origin);
  assert.match(page.headers.get('content-security-policy'), /script-src 'self' 'wasm-unsafe-eval'/);
  assert.doesNotMatch(page.headers.get('cache-control') ?? '', /immutable/);
  const html = await page.text();
  const assets = [...html.matchAll(/"(\/assets\/[^"]+)"/g)].map(([, path]) => path);
  assert.ok(assets.length >= 7, html);
  for (const path of assets) {
    const answer = await fetch(server.origin + path, { headers: { 'accept-encoding': 'br' } });
    assert.equal(answer.status, 200, path);
    assert.equal(answer.headers.get('content-encoding'), 'br', path);
    const forever = /immutable/.test(answer.headers.get('cache-control') ?? '');
    assert.equal(forever, /-[0-9a-f]{16}\.\w+$/.test(path), path);
  }
});
