// The address bar holds the whole view: whoever opens the link sees the same; and the whole page changes its language.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { day, legend, panel, typeDay, waitForAddress } from './page.mjs';
import { startServer } from './server.mjs';
import { sizes, startBrowser, visitor } from './visitor.mjs';

let browser, server, unit;

before(async () => {
  [browser, server] = await Promise.all([startBrowser(), startServer()]);
  const { features } = await server.get('/api/geojson/units?limit=1000&as_of=2023-06-15');
  unit = features.find(({ properties }) => properties.key.startsWith('RL-02')).properties;
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

test('a link that is tilted shows halls that stand, at once', async () => {
  const guest = await visitor(browser, server.origin);
  await guest.open('/?lang=zh&at=97.876,23.9925,14.4,20,50');
  await guest.page.locator('#map[data-tilted="true"]').waitFor({ timeout: 10_000 });
  await guest.page.locator('.map-buttons [aria-pressed="true"]').click();
  await guest.page.locator('#map[data-tilted="false"]').waitFor({ timeout: 10_000 });
  await guest.leave();
});

/** Everything that a link has to bring back, as the page shows it. */
async function view(page) {
  const names = Object.entries(await legend(page));
  return {
    query: [...new URL(page.url()).searchParams].sort(),
    day: await day(page),
    off: names.filter(([, { on }]) => !on).map(([name]) => name).sort(),
    title: await page.locator('#panel-title').innerText(),
    lang: await page.locator('html').getAttribute('lang'),
    theme: await page.locator('html').getAttribute('data-theme'),
    chosen: await page.locator('.figure.chosen').getAttribute('data-figure'),
    known: await page.locator('.known-now').innerText(),
    tag: await page.locator('.day-tag').innerText(),
    place: await page.locator('.path select').evaluateAll((selects) => selects.map((select) => select.value)),
    units: await page.locator('#map').getAttribute('data-rendered-units'),
  };
}

test('a link restores camera, day, knowledge, place, filters, selection, figure, language and colours', async () => {
  const guest = await visitor(browser, server.origin);
  const { page } = guest;
  await guest.open('/');
  await page.locator('[data-figure="leased_floor_area_m2"]').click();
  await page.locator('[data-list="leased_floor_area_m2"]').waitFor();
  await page.locator('#search').fill(unit.key);
  await page.locator('.hit').first().waitFor();
  await page.locator('#search').press('Enter');
  await panel(page);
  await typeDay(page, '2023-06-15');
  await page.locator('.known-now').click();
  await page.locator('.known-choice input').fill('2023-12-31');
  await page.locator('.known-choice input').press('Enter');
  await page.locator('.path select').nth(2).selectOption('533102');
  await page.locator('.legend .row[data-class="leased"]').click();
  await page.locator('.legend .row[data-class="ports"]').click();
  await page.locator('.header button.plain').first().click();
  await page.locator('.header button.plain').nth(1).click();
  await page.locator('.map-buttons button').first().click();
  await waitForAddress(page, (query) => query.get('theme') === 'dark' && query.get('lang') === 'en'
    && query.get('in') === '533102' && query.get('sw') === 'leased,ports' && query.get('known') === '2023-12-31'
    && query.get('day') === '2023-06-15' && query.get('fig') === 'leased_floor_area_m2'
    && query.get('open') === `unit/${unit.key}`);
  // The map comes to rest, then its address does.
  const at = await page.waitForFunction(() => {
    const now = new URLSearchParams(location.search).get('at');
    const rests = window.rested === now;
    window.rested = now;
    return rests && now;
  }, undefined, { polling: 900 });
  assert.match(String(await at.jsonValue()), /^9[78]\.\d+,2[34]\.\d+,1\d/);
  const [link, shown] = [page.url(), await view(page)];
  assert.deepEqual(shown.off.filter((name) => name !== 'ended'), ['leased', 'ports']);
  await guest.leave();

  const other = await visitor(browser, server.origin, { ...sizes.laptop, locale: 'zh-CN' });
  await other.page.goto(link);
  await other.ready();
  await panel(other.page);
  assert.deepEqual(await view(other.page), shown);
  // And what was restored writes the same address again.
  await other.page.locator('.map-buttons button').nth(1).click();
  await waitForAddress(other.page, (query) => query.get('at') !== new URL(link).searchParams.get('at'));
  assert.equal(new URL(other.page.url()).searchParams.get('open'), `unit/${unit.key}`);
  await other.leave();
});

test('what a link asks for and does not exist is told, and the rest is shown', async () => {
  const guest = await visitor(browser, server.origin);
  await guest.open('/?day=2023-06-15&open=castle/1&sw=blue&lang=en');
  const notice = await guest.page.locator('.notice').innerText();
  assert.match(notice, /castle\/1/);
  assert.match(notice, /blue/);
  assert.equal(await day(guest.page), '2023-06-15');
  await guest.leave();
});

/** Runs in the page: every text that is shown or spoken, with the element that has it. */
function texts() {
  const found = [];
  const note = (element, text) => {
    if (text.trim() !== '') found.push([text.trim(), element.className?.baseVal ?? element.className]);
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    // The other language's own name stands on its switch, and is marked as that language.
    if (element.closest('script, style, [lang]:not(html)') || !element.checkVisibility()) continue;
    note(element, walker.currentNode.data);
  }
  for (const element of document.querySelectorAll('[aria-label], [title], [placeholder]')) {
    if (element.closest('[lang]:not(html)')) continue;
    for (const name of ['aria-label', 'title', 'placeholder']) note(element, element.getAttribute(name) ?? '');
  }
  return found;
}

/** Words that are the same in both languages: units, formats, names of data sources and of the licences they ask for. */
const SHARED = /Made with Natural Earth[^]*|\b(kVA|km|m|t|d|h|PNG|3D|EN|m²|ODbL|[A-Z]{1,2}-[A-Z0-9-]+|[A-Z]{2}-\d+(-\d+)?)\b/g;

for (const [lang, tag, strange] of [['en', 'en', /[\u4e00-\u9fff]+/], ['zh', 'zh-CN', /[A-Za-z]{2,}/]]) {
  test(`the whole page speaks one language: ${lang}`, async () => {
    const guest = await visitor(browser, server.origin);
    const { page } = guest;
    // It begins in the other language: what is not changed by the switch remains and is found.
    await guest.open(`/?lang=${lang === 'en' ? 'zh' : 'en'}&day=2023-06-15&open=unit/${unit.key}`);
    await panel(page);
    await page.locator('.header button.plain').first().click();
    await page.waitForFunction((wanted) => document.documentElement.lang === wanted, tag);
    const check = async (where) => {
      const left = (await page.evaluate(texts))
        .map(([text, place]) => [text.replace(SHARED, ''), place, text])
        .filter(([text]) => strange.test(text));
      assert.deepEqual(left.map(([, place, text]) => `${place}: ${text}`), [], where);
    };
    await check('the map with a unit');
    for (const name of ['idle_floor_area_m2', 'target_enterprises', 'year_projects']) {
      await page.locator(`[data-figure="${name}"]`).click();
      await page.waitForFunction((which) =>
        document.querySelector(`[data-figure="${which}"]`)?.getAttribute('aria-expanded') === 'true', name);
      await check(name);
    }
    await page.locator('.table-switch').click();
    for (const tab of await page.locator('[role="tab"]').all()) {
      await tab.click();
      await check(`the table ${await tab.innerText()}`);
    }
    await page.locator('.table-switch').click();
    await page.locator('.table-view').waitFor({ state: 'detached' });
    await page.locator('.known-now').click();
    await check('what was known');
    assert.match(await page.title(), lang === 'en' ? /^[\x20-\x7e]+$/ : /[\u4e00-\u9fff]/);
    await guest.leave();
  });
}

test('colours change at once and everywhere', async () => {
  const guest = await visitor(browser, server.origin);
  const { page } = guest;
  await guest.open('/?lang=zh');
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const seen = new Set([await paper()]);
  for (const theme of ['dark', 'wall', 'light']) {
    await page.locator('.header button.plain').nth(1).click();
    await page.waitForFunction((wanted) => document.documentElement.dataset.theme === wanted, theme);
    seen.add(await paper());
    assert.deepEqual(await guest.barriers(), [], theme);
  }
  assert.ok(seen.size >= 2, [...seen].join());
  await guest.leave();
});
