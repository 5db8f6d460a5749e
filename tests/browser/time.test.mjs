// Time: every way to another day, that everything on the page then shows that day, and "as we knew it on".
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertLegendIs, day, figure, legend, panel, typeDay, waitForDay, written } from './page.mjs';
import { startServer } from './server.mjs';
import { startBrowser, visitor } from './visitor.mjs';

const FIRST = '2022-12-31';
let browser, server, guest, page, today;

before(async () => {
  [browser, server] = await Promise.all([startBrowser(), startServer()]);
  ({ today } = await server.get('/api/config'));
  guest = await visitor(browser, server.origin);
  ({ page } = guest);
  await guest.open('/?lang=zh');
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Frames go by; nothing else is waited for. */
const frames = (n) => page.evaluate((left) => new Promise((resolve) => {
  const next = () => (left-- > 0 ? requestAnimationFrame(next) : resolve());
  next();
}), n);

test('the keyboard moves the slider by days and months, and to both ends', async () => {
  const slider = page.locator('#slider');
  await slider.focus();
  await typeDay(page, '2023-06-15');
  await slider.focus();
  for (const [key, then] of [
    ['ArrowRight', '2023-06-16'],
    ['ArrowLeft', '2023-06-15'],
    ['ArrowUp', '2023-06-16'],
    ['ArrowDown', '2023-06-15'],
    ['PageUp', '2023-07-15'],
    ['PageDown', '2023-06-15'],
    ['Shift+ArrowRight', '2023-07-15'],
    ['Shift+ArrowLeft', '2023-06-15'],
    ['Home', FIRST],
    ['ArrowLeft', FIRST],
    ['End', today],
    ['ArrowRight', today],
  ]) {
    await slider.press(key);
    await waitForDay(page, then);
    await frames(2);
    assert.equal(await day(page), then, key);
    assert.match(await slider.getAttribute('aria-valuetext'), new RegExp(then), key);
  }
});

test('figures and legend are the server\'s on every day that is typed', async () => {
  const names = ['textile_enterprises', 'idle_floor_area_m2', 'leased_floor_area_m2', 'landing_rate',
    'fastest_landing_days', 'target_enterprises'];
  for (const on of [FIRST, '2023-02-28', '2023-06-15', '2023-12-31', '2024-03-01', today]) {
    await typeDay(page, on);
    const { figures } = await server.get(`/api/figures?as_of=${on}`);
    for (const name of names) {
      assert.equal(await figure(page, name), written(figures[name]), `${name} on ${on}`);
    }
    await assertLegendIs(page, server, `as_of=${on}`);
  }
});

test('what is no day is told and changes nothing; a day outside the history goes to its end', async () => {
  await typeDay(page, '2023-06-15');
  await page.locator('.date button.day').click();
  await page.locator('.date input').fill('2023-02-30');
  await page.locator('.date input').press('Enter');
  await page.locator('.notice', { hasText: '2023-02-30' }).waitFor();
  assert.equal(await day(page), '2023-06-15');
  await page.locator('.date button.day').click();
  await page.locator('.date input').fill('1999-01-01');
  await page.locator('.date input').press('Enter');
  await waitForDay(page, FIRST);
});

test('the step buttons go by the chosen stride', async () => {
  await typeDay(page, '2023-06-15');
  const strides = page.locator('.strides [role="radio"]');
  const [back, forth] = [page.getByRole('button', { name: /^上一/ }), page.getByRole('button', { name: /^下一/ })];
  for (const [at, later] of [[1, '2023-07-15'], [2, '2023-09-15'], [0, '2023-06-16']]) {
    await strides.nth(at).click();
    assert.equal(await strides.nth(at).getAttribute('aria-checked'), 'true');
    await forth.click();
    await waitForDay(page, later);
    await back.click();
    await waitForDay(page, '2023-06-15');
  }
});

test('it plays from the first day, pauses where it is, and ends at today', async () => {
  await page.locator('#slider').focus();
  await page.locator('#slider').press('End');
  await waitForDay(page, today);
  const play = page.locator('.controls .play');
  await play.click();
  // From today it begins anew.
  await page.waitForFunction((end) => {
    const { day: now } = document.querySelector('#slider').dataset;
    return now < end && now > '2023-01-05';
  }, today);
  assert.equal(await play.getAttribute('aria-label'), '暂停');
  await play.click();
  assert.equal(await play.getAttribute('aria-label'), '播放');
  const paused = await day(page);
  await frames(20);
  assert.equal(await day(page), paused);
  await typeDay(page, '2024-07-01');
  await play.click();
  await waitForDay(page, today);
  await page.locator('.controls .play[aria-label="播放"]').waitFor();
});

test('another day than today is marked on the map, and one click leads back', async () => {
  await typeDay(page, '2023-06-15');
  assert.match(await page.locator('.day-tag').innerText(), /2023-06-15/);
  await page.getByRole('button', { name: '回到今天' }).click();
  await waitForDay(page, today);
  await page.locator('.day-tag').waitFor({ state: 'detached' });
  assert.ok(await page.getByRole('button', { name: '回到今天' }).isDisabled());
});

/** Chooses what had been recorded by the end of a day; the empty string is everything. */
async function knownOn(on) {
  await page.locator('.known-now').click();
  const choice = page.locator('.known-choice');
  if (on === '') {
    await choice.getByRole('button', { name: '今天所知' }).click();
  } else {
    await choice.locator('input').fill(on);
    await choice.locator('input').press('Enter');
  }
  await choice.waitFor({ state: 'detached' });
}

test('as we knew it on an earlier day, a corrected record shows what was wrong', async () => {
  // A lease whose day was moved by a correction: between the two days the unit was another thing, depending on when
  // one asks.
  const { events } = await server.get('/api/log?after=0&limit=10000');
  const moved = events.find(({ kind, payload }) => kind === 'unit.corrected' && payload.occurred_on && !payload.fact);
  const wrong = events.find(({ stream, version }) => stream === moved.stream && version === moved.payload.version);
  const key = moved.stream.split('/')[1];
  const [from, to] = [wrong.occurred_on, moved.payload.occurred_on].sort();
  const before = new Date(Date.parse(moved.recorded_at) - 86_400_000).toISOString().slice(0, 10);
  assert.ok(from < to && to <= before, `${from} ${to} ${before}: the demonstration has no such correction`);

  const at = async (query) => {
    const { units } = await server.get(`/api/state?${query}`);
    return units.find((unit) => unit.key === key).standing.status;
  };
  const [now, then] = [await at(`as_of=${from}`), await at(`as_of=${from}&as_at=${before}`)];
  assert.notEqual(now, then, 'the correction changes nothing on that day');
  const word = { leased: '已租', ending: '即将到期', reserved: '已预留', available: '可租', construction: '在建', planned: '规划', withheld: '暂不出租' };

  await page.locator('#search').fill(key);
  await page.locator('.hit').first().waitFor();
  await page.locator('#search').press('Enter');
  await panel(page);
  await typeDay(page, from);
  const status = page.locator('.panel .status b').first();
  assert.equal(await status.innerText(), word[now]);
  await knownOn(before);
  await page.waitForFunction((wanted) =>
    document.querySelector('.panel .status b')?.textContent === wanted, word[then]);
  assert.match(await page.locator('.day-tag').innerText(), new RegExp(before));
  await assertLegendIs(page, server, `as_of=${from}&as_at=${before}`);
  const changed = await legend(page);

  await knownOn('');
  await page.waitForFunction((wanted) =>
    document.querySelector('.panel .status b')?.textContent === wanted, word[now]);
  assert.notDeepEqual(await legend(page), changed);
  await assertLegendIs(page, server, `as_of=${from}`);
  // Today the correction stands in the history as one.
  await page.getByRole('button', { name: '回到今天' }).click();
  await waitForDay(page, today);
  assert.ok(await page.locator('.panel .history [data-mark="correction"]').count() >= 1);
});

test('nothing untoward was met on the way', () => guest.leave());
