// The battle chart as a visitor meets it: from the map and back, the chain with counts only, and no name that is internal.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  board, counts, firmsBy, flows, front, funnel, lights, openChart, openOffice, select, sheets, stages, sum, targetsBy, unzip, until, waitForChoice,
} from './chart-page.mjs';
import { drawn, waitForAddress, waitForUnits } from './page.mjs';
import { startServer } from './server.mjs';
import { sizes, startBrowser, visitor } from './visitor.mjs';

let browser, server, today;

before(async () => {
  [browser, server] = await Promise.all([startBrowser(), startServer()]);
  ({ today } = await server.get('/api/config'));
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Where an address says that the map stands. */
const camera = (url) => new URL(url).searchParams.get('at').split(',').map(Number);

/** Names and numbers that only officials may read, from the facts themselves. */
async function internal() {
  const answer = await fetch(`${server.origin}/api/log?limit=10000`, { headers: { authorization: `Bearer ${server.token}` } });
  const { events } = await answer.json();
  const publicText = JSON.stringify((await server.get('/api/log?limit=10000')).events);
  const names = new Set();
  for (const { kind, stream, payload } of events) {
    if (kind === 'target.registered') {
      names.add(stream.split('/')[1]);
      for (const name of Object.values(payload.name)) names.add(name);
    }
    if (payload.unit?.zh) for (const name of Object.values(payload.unit)) names.add(name);
    for (const person of [payload.leader, payload.person, payload.chief]) if (person) names.add(person);
  }
  // A target that signed is named by its project, which everybody may read.
  return [...names].filter((name) => !publicText.includes(`"${name}"`));
}

test('a visitor goes from the map to the chart and back: counts as everybody may ask for, and no internal name', async () => {
  const guest = await visitor(browser, server.origin);
  const { page } = guest;
  const bodies = [];
  guest.context.on('response', (response) => {
    if (response.request().resourceType() !== 'eventsource') bodies.push(response.text().catch(() => ''));
  });
  await guest.open('/?lang=zh&at=97.876,23.9925,14.4');
  await waitForUnits(page);
  const map = new URL(page.url());
  await page.locator('.page-link', { hasText: '作战图' }).click();
  await page.locator('.stage-node').first().waitFor();
  assert.equal(new URL(page.url()).pathname, '/chart/textile');
  assert.match(await page.locator('.chart-title').innerText(), /纺织服装作战图/);

  const shown = await stages(page);
  const [firms, targets] = [await firmsBy(server, today), await targetsBy(server, 'stage', today)];
  assert.equal(Object.keys(shown).length, 12);
  for (const [key, stage] of Object.entries(shown)) {
    assert.equal(stage.firms, firms[key] ?? 0, `firms of ${key}`);
    assert.equal(stage.targets, targets[key] ?? 0, `targets of ${key}`);
    assert.equal(stage.dots.before + stage.dots.since, stage.firms, `a dot for each firm of ${key}`);
  }
  assert.equal(sum(shown, ({ firms: count }) => count), 54);
  const stayed = Object.values(await firmsBy(server, today, (_, since) => since <= '2022-12-31'));
  assert.equal(sum(shown, ({ dots }) => dots.before), stayed.reduce((a, b) => a + b));
  assert.match(await page.locator('.chart-chain .finding').innerText(), /17 → 54/);
  assert.deepEqual(Object.entries(shown).filter(([, { gap }]) => gap === 'fill').map(([key]) => key), ['finishing', 'machinery']);

  const homes = Object.values(await targetsBy(server, 'home', today)).sort((a, b) => b - a);
  const table = await front(page);
  assert.deepEqual(Object.values(table).map(([all]) => all), homes);
  assert.equal(sum(table, ([all]) => all), 512);
  assert.deepEqual(await until(() => flows(page), (told) => Object.keys(told).length === homes.length, 'the flows'),
    Object.fromEntries(Object.entries(table).map(([name, [all]]) => [name, all])));

  for (const part of ['.chart-funnel', '.chart-board']) {
    assert.equal(await page.locator(`${part} .chart-closed a[href="/login"]`).count(), 1, part);
    assert.equal(await page.locator(`${part} table`).count(), 0, part);
  }
  assert.equal(await page.locator('.needs, .light-count, .weights').count(), 0, 'what officials alone see');
  await waitForAddress(page, (query) => query.get('at')?.split(',')[2] < 6);
  await until(() => page.locator('#map').getAttribute('data-ready'), (ready) => ready === 'true', 'the map of the front');
  await guest.picture('chart-visitor');

  const names = await internal();
  assert.ok(names.length > 900, `only ${names.length} names are looked for`);
  const dom = await page.content();
  assert.deepEqual(names.filter((name) => dom.includes(name)), [], 'in the page');
  const received = (await Promise.all(bodies)).join('\n');
  assert.ok(received.includes('"enterprise'), 'the facts were listened to');
  assert.deepEqual(names.filter((name) => received.includes(`"${name}"`)), [], 'in an answer');

  await page.goBack();
  await page.locator('.legend').waitFor();
  await until(() => camera(page.url()), (at) => String(at) === String(camera(map)), 'the camera of the map');
  assert.equal(new URL(page.url()).pathname, '/');
  await waitForUnits(page);
  assert.ok((await drawn(page)).units > 0);
  await guest.leave();
});

test('a visitor chooses a stage and a province: each filters the other and not itself', async () => {
  const guest = await visitor(browser, server.origin);
  const { page } = guest;
  await openChart(guest);
  const [chain, table] = [await counts(page), await front(page)];
  await page.locator('.stage-node[data-stage="garments"]').click();
  await waitForChoice(page, { stage: 'garments' });
  assert.deepEqual(await counts(page), chain, 'the chain still shows the others');
  const ofGarments = await targetsBy(server, 'home', today, ({ stage }) => stage === 'garments');
  assert.deepEqual(Object.values(await front(page)).map(([all]) => all), Object.values(ofGarments).sort((a, b) => b - a));
  await page.locator('.stage-node[data-stage="garments"]').click();
  await waitForChoice(page, {});
  assert.deepEqual(await front(page), table);

  await page.locator('.front-table tbody button', { hasText: '浙江' }).click();
  await waitForChoice(page, { from: '330000' });
  assert.deepEqual(await front(page), table, 'the front still shows the others');
  const [firms, targets] = [
    await firmsBy(server, today, ({ origin }) => origin === '330000'),
    await targetsBy(server, 'stage', today, ({ home }) => home === '330000'),
  ];
  for (const [key, [there, wanted]] of Object.entries(await counts(page))) {
    assert.deepEqual([there, wanted], [firms[key] ?? 0, targets[key] ?? 0], key);
  }
  await guest.leave();
});

test('present, future and difference are three pictures of one chain', async () => {
  const guest = await visitor(browser, server.origin);
  const { page } = guest;
  await openChart(guest);
  const picture = (word) => page.locator('.segmented button', { hasText: word });
  const difference = await stages(page);
  assert.ok(sum(difference, ({ dots }) => dots.wanted) > 0);
  await picture('现状图').click();
  await waitForChoice(page, { pic: 'present' });
  const present = await stages(page);
  assert.equal(sum(present, ({ dots }) => dots.wanted + dots.planned), 0);
  assert.ok(Object.values(present).every(({ gap }) => gap === null));
  await picture('未来图').click();
  await waitForChoice(page, { pic: 'future' });
  const future = await stages(page);
  assert.equal(sum(future, ({ dots }) => dots.planned), sum(difference, ({ dots }) => dots.wanted));
  for (const [key, { firms }] of Object.entries(future)) {
    assert.equal(firms, difference[key].firms + difference[key].dots.wanted, key);
  }
  await picture('差异').click();
  await waitForChoice(page, {});
  assert.deepEqual(await stages(page), difference);
  await guest.leave();
});

test('another chain is data; one that does not exist is told with links to those that do', async () => {
  const guest = await visitor(browser, server.origin);
  const { page } = guest;
  await openChart(guest);
  const textile = Object.keys(await stages(page));
  await select(page, '产业链').selectOption('electronics');
  await page.locator('.stage-node[data-stage="assembly"]').waitFor();
  assert.equal(new URL(page.url()).pathname, '/chart/electronics');
  const other = Object.keys(await stages(page));
  assert.ok(other.length > 3 && other.every((key) => !textile.includes(key)), other.join());
  assert.match(await page.locator('.chart-title').innerText(), /电子信息/);

  await page.goto(`${server.origin}/chart/shipyards?lang=zh`);
  const told = page.locator('.chart-none[role="alert"]');
  await told.waitFor();
  assert.match(await told.innerText(), /shipyards/);
  assert.deepEqual(await told.locator('a').evaluateAll((links) => links.map((link) => link.getAttribute('href'))),
    ['/chart/electronics', '/chart/general', '/chart/textile']);
  assert.deepEqual(await guest.barriers(), []);
  await told.locator('a[href="/chart/textile"]').click();
  await page.locator('.stage-node[data-stage="garments"]').waitFor();
  assert.equal(new URL(page.url()).pathname, '/chart/textile');
  await guest.leave();
});

test('an official signs in with the token, and the chart is closed when the session is over', async () => {
  const guest = await visitor(browser, server.origin);
  const { page } = guest;
  await openChart(guest);
  await page.locator('.chart-funnel .chart-closed a').click();
  await page.locator('.login-other').click();
  await page.locator('.login input[name="token"]').fill('a wrong token');
  await page.locator('.login button[type="submit"]').click();
  const trouble = page.locator('.login-trouble[role="alert"]');
  await trouble.waitFor();
  assert.match(await trouble.innerText(), /[\u4e00-\u9fff]{4}/);
  assert.deepEqual(await guest.barriers(), []);
  await page.locator('.login input').fill(server.token);
  await page.locator('.login input').press('Enter');
  await page.locator('.funnel-table').waitFor();
  await page.locator('.board-table').waitFor();
  assert.equal(new URL(page.url()).pathname, '/chart/textile');
  assert.doesNotMatch(await page.content(), new RegExp(server.token));
  const seen = guest.watch.take();
  assert.ok(seen.every((line) => /401/.test(line)), `the wrong token is the only trouble: ${seen.join()}`);

  await page.evaluate(() => fetch('/api/session', { method: 'DELETE' }));
  // The stream of the session ends, and so does what it let in.
  await page.locator('.chart-funnel .chart-closed').waitFor();
  assert.equal(await page.locator('.board-table, .funnel-table').count(), 0);
  guest.watch.take();
  await page.reload();
  await guest.ready();
  await page.locator('.chart-funnel .chart-closed').waitFor();
  await guest.leave();
});

test('the workbook of a visitor names nobody; that of an official tells the numbers of the screen', async () => {
  const [guest, official] = [await visitor(browser, server.origin), await visitor(browser, server.origin)];
  await openChart(guest);
  await openOffice(official, server);
  const book = async ({ page }) => {
    const link = await page.locator('.chart-filters a[download]').getAttribute('href');
    const base64 = await page.evaluate(async (url) => {
      const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer());
      return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
    }, link);
    return Buffer.from(base64, 'base64');
  };
  const [open, full] = [await book(guest), await book(official)];
  assert.deepEqual(Object.keys(sheets(open)), Object.keys(sheets(full)).slice(0, 4));
  assert.equal(Object.keys(sheets(full)).length, 8);
  const text = Object.values(unzip(open)).join('\n');
  assert.deepEqual((await internal()).filter((name) => text.includes(name)), []);

  const told = sheets(full);
  const rows = (name) => told[name].slice(1);
  const shown = await stages(official.page);
  assert.deepEqual(rows('链').map(([, name, , firms, , , , targets]) => [name, firms, targets]),
    Object.values(shown).map(({ name, firms, targets }) => [name, firms, targets]));
  assert.deepEqual(rows('前线').map(([, all, , ...others]) => [all, ...others]), Object.values(await front(official.page)));
  assert.deepEqual(Object.fromEntries(rows('漏斗')), await funnel(official.page));
  const listed = await board(official.page);
  assert.deepEqual(rows('项目').map(([, name]) => name), listed.map(({ name }) => name));
  const colours = ['红', '黄', '绿'].map((word) => rows('项目').filter(([light]) => light === word).length);
  assert.deepEqual(colours, await lights(official.page));

  for (const [address, status] of [['chain=shipyards', 404], ['', 400]]) {
    assert.equal((await fetch(`${server.origin}/api/export/chart?${address}`)).status, status);
  }
  await guest.leave();
  await official.leave();
});

for (const [name, size] of [['phone', sizes.phone], ['laptop', sizes.laptop], ['wall', { viewport: { width: 3840, height: 2160 } }]]) {
  test(`the chart has no barriers on a ${name}, in both languages, light and dark, and nothing sticks out`, async () => {
    for (const isOfficial of [false, true]) {
      const guest = await visitor(browser, server.origin, size);
      const open = isOfficial ? (path) => openOffice(guest, server, path) : (path) => openChart(guest, path);
      for (const lang of ['zh', 'en']) {
        for (const theme of ['light', 'dark']) {
          const what = `${isOfficial ? 'official' : 'visitor'}, ${lang}, ${theme}`;
          await open(`/chart/textile?lang=${lang}&theme=${theme}`);
          assert.deepEqual(await guest.barriers(), [], what);
          const wide = await guest.page.evaluate(() => document.documentElement.scrollWidth) - size.viewport.width;
          assert.ok(wide <= 0, `${what}: ${wide} px wider than the screen`);
          const cut = await guest.page.locator('.chart-funnel, .chart-elements, .front-table, .chart-chain').evaluateAll((parts) =>
            parts.filter((part) => part.scrollWidth > part.clientWidth).map((part) => `${part.className}: ${part.scrollWidth} of ${part.clientWidth}`));
          assert.deepEqual(cut, [], `${what}: cut off at the side`);
          await guest.picture(`chart-${name}-${what.replaceAll(', ', '-')}`);
        }
      }
      await guest.leave();
    }
  });
}
