// The battle chart as an official works with it: every part filters every other, days go by, targets find halls, and
// what is recorded elsewhere appears by itself.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  address, board, counts, firmsBy, front, funnel, lights, openChart, openOffice, select, signIn, stages, sum, targetsBy, until,
  waitForChoice,
} from './chart-page.mjs';
import { number, typeDay } from './page.mjs';
import { startServer } from './server.mjs';
import { startBrowser, visitor } from './visitor.mjs';

/** What a busy machine without a graphics card may take. */
const LIMIT_MS = 1_000;
let browser, server, today;

before(async () => {
  [browser, server] = await Promise.all([startBrowser(), startServer()]);
  ({ today } = await server.get('/api/config'));
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

async function official(path) {
  const guest = await visitor(browser, server.origin);
  await openOffice(guest, server, path);
  return guest;
}

/** Every part at once. */
async function parts(page) {
  return { chain: await counts(page), front: await front(page), funnel: await funnel(page), lights: await lights(page), board: await board(page) };
}

const keys = (rows) => rows.map(({ key }) => key).sort();
const stage = (page, key) => page.locator(`.stage-node[data-stage="${key}"]`);
const light = (page, at) => page.locator('.light-count').nth(at);

test('an official sees leads, projects late first, and every rate with what it was made of', async () => {
  const guest = await official();
  const { page } = guest;
  const all = await parts(page);
  assert.equal(all.funnel['线索'], 512);
  assert.equal(sum(all.front, ([targets]) => targets), 512);
  assert.equal(all.lights[0], 3);
  assert.equal(all.lights.reduce((a, b) => a + b), all.board.length);
  const order = ['red', 'yellow', 'green'];
  const colours = all.board.map((row) => order.indexOf(row.light));
  assert.deepEqual(colours, [...colours].sort(), 'late first');
  for (const [at, colour] of order.entries()) {
    assert.equal(all.board.filter((row) => row.light === colour).length, all.lights[at], colour);
  }
  for (const row of all.board.filter(({ light: colour }) => colour !== 'green')) {
    assert.match(row.cells.why, /\d/, `${row.name} says by which number`);
  }
  // What the figures of the region say of all chains stands beside the rate of this one.
  const { figures: { landing_rate: landing } } = await server.get(`/api/figures?as_of=${today}`);
  const told = await page.locator('.all-chains').innerText();
  assert.deepEqual(told.match(/(\d+) ÷ (\d+)/).slice(1).map(Number), [landing.numerator, landing.denominator]);
  for (const rate of await page.locator('.rate').all()) {
    const [over, under] = (await rate.locator('.rate-parts').textContent()).match(/[\d.,]+/g).map(number);
    assert.equal(await rate.locator('.rate-value').innerText(), `${(over * 100 / under).toFixed(2)} %`);
  }
  await guest.leave();
});

test('a stage, a park, a province, a light and a person filter every other part, and not their own', async () => {
  const guest = await official();
  const { page } = guest;
  const all = await parts(page);

  await stage(page, 'garments').click();
  await waitForChoice(page, { stage: 'garments' });
  let now = await parts(page);
  assert.deepEqual(now.chain, all.chain);
  assert.equal(sum(now.front, ([targets]) => targets), all.chain.garments[1]);
  assert.equal(now.funnel['线索'], all.chain.garments[1]);
  assert.deepEqual(keys(now.board), keys(all.board.filter((row) => row.stage === '成衣')));
  assert.equal(now.lights.reduce((a, b) => a + b), now.board.length);

  // Two choices filter together; each part still leaves its own aside.
  await page.locator('.front-table tbody button', { hasText: '浙江' }).click();
  await waitForChoice(page, { stage: 'garments', from: '330000' });
  const both = await parts(page);
  assert.deepEqual(both.front, now.front);
  const targets = await targetsBy(server, 'stage', today, ({ home }) => home === '330000');
  assert.deepEqual(Object.fromEntries(Object.entries(both.chain).map(([key, [, count]]) => [key, count])),
    Object.fromEntries(Object.keys(all.chain).map((key) => [key, targets[key] ?? 0])));
  assert.equal(both.funnel['线索'], targets.garments);
  assert.ok(both.board.length > 0 && both.board.every((row) => row.stage === '成衣' && row.name.includes('浙江')));

  await page.locator('.chart-filters button', { hasText: '清除筛选' }).click();
  await waitForChoice(page, {});
  assert.deepEqual(await parts(page), all, 'cleared is as before');

  await light(page, 0).click();
  await waitForChoice(page, { light: 'red' });
  now = await parts(page);
  assert.deepEqual(now.lights, all.lights);
  assert.deepEqual(keys(now.board), keys(all.board.filter((row) => row.light === 'red')));
  assert.equal(sum(now.chain, ([firms]) => firms), 0, 'a firm has no light');
  await light(page, 0).click();
  await waitForChoice(page, {});

  await select(page, '责任人').selectOption('ST-03');
  await waitForChoice(page, { who: 'ST-03' });
  now = await parts(page);
  assert.deepEqual(keys(now.board), keys(all.board.filter((row) => row.cells.unit.includes('03'))));
  assert.ok(now.board.length > 0 && now.funnel['线索'] < 512);
  await select(page, '责任人').selectOption('');
  await waitForChoice(page, {});

  await select(page, '园区').selectOption('ruili');
  await waitForChoice(page, { at_park: 'ruili' });
  now = await parts(page);
  const firms = await firmsBy(server, today, ({ park }) => park?.startsWith('ruili'));
  assert.ok(sum(now.chain, ([count]) => count) > 0 && now.board.length > 0 && now.board.length < all.board.length);
  assert.ok(sum(now.chain, ([count]) => count) >= Object.values(firms).reduce((a, b) => a + b, 0));
  await select(page, '园区').selectOption('');
  await waitForChoice(page, {});

  // A province on the flow itself.
  const flow = page.locator('.flow-group', { hasText: '上海' });
  await flow.locator('text').click();
  await waitForChoice(page, { from: '310000' });
  assert.equal((await funnel(page))['线索'], all.front['上海'][0]);
  assert.deepEqual(await front(page), all.front);
  await guest.leave();
});

test('a link brings another official everything that was chosen', async () => {
  const guest = await official();
  const { page } = guest;
  await stage(page, 'weaving').click();
  await select(page, '分组').or(page.locator('.chart-board .chart-select select')).first().selectOption('unit');
  await light(page, 1).click();
  await page.locator('.segmented button', { hasText: '现状图' }).click();
  await waitForChoice(page, { stage: 'weaving', light: 'yellow', by: 'unit', pic: 'present' });
  const [link, shown] = [page.url(), await parts(page)];
  await guest.leave();
  const other = await official(new URL(link).pathname + new URL(link).search);
  assert.deepEqual(await parts(other.page), shown);
  assert.equal(await stage(other.page, 'weaving').getAttribute('aria-pressed'), 'true');
  assert.equal(await other.page.locator('.group-row').count() > 0, true);
  await other.leave();
});

test('days go by on the keyboard; the first day shows what was there then, and what was known then', async () => {
  const guest = await official();
  const { page } = guest;
  const [now, finding] = [await parts(page), await page.locator('.chart-chain .finding').innerText()];
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press('ArrowLeft');
  await until(() => page.locator('.chart-day').innerText(), (text) => text.includes('2024-07-23'), 'the day before');
  const date = page.locator('.chart-day');
  assert.equal(await date.getAttribute('aria-expanded'), 'false');
  await date.click();
  await page.locator('#slider').waitFor();
  assert.equal(await date.getAttribute('aria-expanded'), 'true');
  await page.locator('#slider').press('Home');
  await until(() => date.innerText(), (text) => text.includes('2022-12-31'), 'the first day');
  await waitForChoice(page, { day: '2022-12-31' });
  const first = await parts(page);
  assert.equal(sum(first.chain, ([firms]) => firms), 17);
  assert.equal(sum(first.chain, ([, targets]) => targets), Object.values(await targetsBy(server, 'stage', '2022-12-31')).reduce((a, b) => a + b, 0));
  assert.notDeepEqual(first.front, now.front);
  assert.notEqual(await page.locator('.chart-chain .finding').innerText(), finding);

  await typeDay(page, '2023-06-15');
  for (const [key, [firms]] of Object.entries(await counts(page))) {
    assert.equal(firms, (await firmsBy(server, '2023-06-15'))[key] ?? 0, key);
  }
  const told = await parts(page);
  await page.locator('.known-now').click();
  await page.locator('.known-choice input').fill('2023-03-31');
  await page.locator('.known-choice input').press('Enter');
  await waitForChoice(page, { day: '2023-06-15', known: '2023-03-31' });
  const known = await until(() => parts(page), (seen) => seen.funnel['线索'] !== told.funnel['线索'], 'what was known');
  assert.ok(known.funnel['线索'] < told.funnel['线索']);
  assert.match(await page.locator('.chart-filters a[download]').getAttribute('href'), /as_at=2023-03-31/);
  await guest.leave();
});

test('the board shows projects or targets, in every group and every column', async () => {
  const guest = await official();
  const { page } = guest;
  const all = await board(page);
  const grouping = page.locator('.chart-board .chart-select select');
  for (const by of ['stage', 'park', 'unit', 'person']) {
    await grouping.selectOption(by);
    await waitForChoice(page, { by });
    assert.deepEqual(keys(await board(page)), keys(all), by);
    const heads = await page.locator('.group-row').evaluateAll((rows) => rows.map((row) =>
      [Number(row.querySelector('.quiet').textContent), row.parentElement.querySelectorAll('tr[data-row]').length]));
    assert.ok(heads.length > 1 && heads.every(([said, there]) => said === there), JSON.stringify(heads));
  }
  await grouping.selectOption('none');
  await page.locator('.chart-board button', { hasText: '全部列' }).click();
  await page.locator('.chart-board.wide').waitFor();
  const fields = await page.locator('.board-table thead th[data-field]:visible').evaluateAll((heads) => heads.map((head) => head.dataset.field));
  for (const field of ['progress', 'investment', 'year', 'physical', 'problems', 'leader', 'unit', 'person', 'next', 'why']) {
    assert.ok(fields.includes(field), `${field} of ${fields.join()}`);
  }
  await page.locator('.chart-board button', { hasText: '收起' }).click();
  await page.locator('.chart-board .segmented button', { hasText: '目标企业' }).click();
  const targets = await until(() => board(page), (rows) => rows.length > 0 && rows.every(({ key }) => key.startsWith('T-')), 'the targets');
  assert.equal(new Set(keys(targets)).size, targets.length);
  await guest.leave();
});

test('a target finds halls with reasons; criteria change the list; a hall finds targets; a project has its panel', async () => {
  const guest = await official();
  const { page } = guest;
  await page.locator('.chart-board .segmented button', { hasText: '目标企业' }).click();
  const row = page.locator('.board-table tbody tr[data-row^="T-"] .row-button').first();
  await row.click();
  const beside = page.locator('.chart-beside');
  await beside.locator('.fit-row').first().waitFor();
  const list = () => beside.locator('.fit-row').evaluateAll((rows) => rows.map((found) => [found.dataset.unit, found.querySelector('.fit-full, .fit-misses')?.textContent]));
  const usual = await list();
  assert.ok(usual.length > 0 && usual.length <= 20);
  assert.ok(usual.every(([unit, reason]) => unit && reason), 'each says why');
  assert.deepEqual(await beside.locator('.rank').allInnerTexts(), usual.map((_, at) => String(at + 1)));
  assert.match(address(page).target ?? (await until(() => address(page), ({ target }) => target)).target, /^T-/);

  const said = await beside.locator('.columns .quiet').first().innerText();
  let isOther = false;
  for (const name of await beside.locator('.weight').evaluateAll((all) => all.map((one) => one.textContent))) {
    const chip = beside.locator('.weight').filter({ hasText: name.slice(0, 2) }).first();
    const before = await chip.getAttribute('aria-label');
    await chip.click();
    await until(() => chip.getAttribute('aria-label'), (label) => label !== before, `another weight of ${name}`);
    isOther ||= JSON.stringify(await list()) !== JSON.stringify(usual) || await beside.locator('.columns .quiet').first().innerText() !== said;
  }
  assert.ok(isOther, 'no criterion changes anything');

  const unit = (await list())[0][0];
  await beside.locator('.fit-row .row-button').first().click();
  await until(() => beside.innerText(), (text) => text.includes(unit) && text.includes('适配目标企业'), 'the targets of the hall');
  assert.ok(await beside.locator('.fit-row').count() > 0);
  await beside.locator('.fit-row .row-button').first().click();
  await until(() => beside.locator('.fit-row[data-unit]').count(), (count) => count > 0, 'a target again');
  await page.keyboard.press('Escape');
  await beside.waitFor({ state: 'detached' });

  await page.locator('.chart-board .segmented button', { hasText: '项目' }).click();
  const project = page.locator('.board-table tbody tr[data-row] .row-button').first();
  const name = await project.locator('b').innerText();
  await project.click();
  await page.locator('.panel .history').waitFor();
  assert.match(await page.locator('.panel').first().innerText(), new RegExp(name));
  await guest.leave();
});

test('a number of the funnel and a rate open the records behind them', async () => {
  const guest = await official();
  const { page } = guest;
  const told = await funnel(page);
  for (const node of ['投产', '达产', '签约']) {
    await page.locator('.funnel-table tr', { hasText: node }).locator('.funnel-button').click();
    const list = page.locator('.chart-beside .beside-row');
    await until(() => list.count(), (count) => count === told[node], `the ${told[node]} of ${node}`);
  }
  const rate = page.locator('.rate').first();
  const [, under] = (await rate.locator('.rate-parts').textContent()).match(/[\d.]+/g).map(Number);
  await rate.click();
  await until(() => page.locator('.chart-beside .beside-row').count(), (count) => count >= under, 'the projects of the rate');
  await guest.leave();
});

/** Runs in the page: resolves with the time at which a text of the chart has changed and was painted. */
function noteChange(selector) {
  const read = () => document.querySelector(selector)?.textContent;
  const first = read();
  window.changed = new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (read() === first || read() === undefined) return;
      observer.disconnect();
      requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()));
    });
    observer.observe(document.body, { subtree: true, childList: true, characterData: true });
  });
}

test('a pointer over the link fetches the officials\' facts, and what is recorded before the click is not missed', async () => {
  const guest = await visitor(browser, server.origin);
  const { page } = guest;
  await signIn(guest, server);
  await guest.open('/?lang=zh');
  const asked = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.locator('.page-link').nth(1).hover();
  await page.waitForResponse((response) => response.url().includes('/api/office/log')).then((response) => response.finished());
  const answer = await server.command({
    command: 'register_target', target: 'T-LIVE-8', name: { zh: '示例企业-秘密-008', en: 'Sample-Secret-008' }, occurred_on: today,
    region: '533100', home: '330000', chain: 'textile', chain_stage: 'garments', intent: 'willing',
  });
  assert.equal(answer.status, 201, await answer.text());
  await page.locator('.page-link').nth(1).click();
  await page.locator('.chart-funnel .funnel-table').waitFor();
  const all = await until(() => funnel(page), (steps) => steps['线索'] === 513, 'the lead recorded in between');
  assert.equal(all['线索'], 513);
  const logs = asked.filter((path) => path === '/api/office/log').length;
  assert.ok(logs <= 2, `the log was fetched ${logs} times: once, and what was missed`);
  await guest.leave();
});

test('what is recorded elsewhere appears on an open chart and moves nothing; a visitor gets counts only', async () => {
  const [guest, other] = [await official('/chart/textile?lang=zh&stage=garments'), await visitor(browser, server.origin)];
  await openChart(other);
  const { page } = guest;
  for (const one of [guest, other]) await one.page.locator('.live[data-link="live"]').waitFor();
  await page.locator('.board-body').evaluate((element) => { element.scrollTop = 120; });
  await until(() => address(page), ({ stage: chosen }) => chosen === 'garments', 'the address');
  await until(() => page.locator('#map').getAttribute('data-ready'), (ready) => ready === 'true', 'the map');
  const stance = async () => ({ url: page.url(), top: await page.locator('.board-body').evaluate((element) => element.scrollTop), chosen: await stage(page, 'garments').getAttribute('aria-pressed') });
  const stood = await stance();
  assert.ok(stood.top > 0, 'the board can be scrolled');
  const before = await counts(page);

  await page.evaluate(noteChange, '.stage-node[data-stage="garments"] .node-counts');
  const sent = Date.now();
  const answer = await server.command({
    command: 'register_target', target: 'T-LIVE-9', name: { zh: '示例企业-秘密-009', en: 'Sample-Secret-009' }, occurred_on: today,
    region: '533100', home: '330000', chain: 'textile', chain_stage: 'garments', intent: 'negotiating',
  });
  assert.equal(answer.status, 201, await answer.text());
  const took = Math.round(await page.evaluate(() => window.changed) - sent);
  console.log(`# from the command to the official's chart: ${took} ms`);
  const [firms, targets] = before.garments;
  assert.deepEqual((await counts(page)).garments, [firms, targets + 1]);
  assert.ok(took < LIMIT_MS, `${took} ms`);
  await until(() => counts(other.page), ({ garments }) => garments[1] === targets + 1, 'the count on the visitor\'s chart');
  assert.doesNotMatch(await other.page.content(), /秘密|Secret|T-LIVE/);
  assert.deepEqual(await stance(), stood, 'something moved');

  // A project's progress on the board.
  const row = page.locator('.board-table tbody tr[data-row]').filter({ has: page.locator('.progress') }).first();
  const key = await row.getAttribute('data-row');
  await page.evaluate(noteChange, `tr[data-row="${key}"] [data-field="physical"]`);
  const again = Date.now();
  const progress = await server.command({ command: 'report_progress', project: key, percent: 61, occurred_on: today });
  assert.equal(progress.status, 201, await progress.text());
  const later = Math.round(await page.evaluate(() => window.changed) - again);
  assert.match(await page.locator(`tr[data-row="${key}"] [data-field="physical"]`).innerText(), /61/);
  assert.ok(later < LIMIT_MS, `${later} ms`);
  assert.deepEqual(await stance(), stood, 'something moved');
  await guest.leave();
  await other.leave();
});

test('without a mouse: filters, stages, front, funnel and board, and the place is not lost', async () => {
  const guest = await official();
  const { page } = guest;
  const focus = () => page.evaluate(() => {
    const element = document.activeElement;
    const style = getComputedStyle(element);
    const outlined = style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) > 0;
    return { tag: element.tagName, text: element.textContent.trim().slice(0, 16), part: element.closest('.chart-filters, .chart-chain, .chart-elements, .front-table, .chart-funnel, .chart-board')?.className, seen: outlined || style.boxShadow !== 'none' };
  });
  const path = [];
  await page.locator('.chart-day').focus();
  for (let at = 0; at < 160; at += 1) {
    await page.keyboard.press('Tab');
    const now = await focus();
    if (now.tag === 'BODY') break;
    path.push(now);
  }
  const reached = new Set(path.map(({ part }) => part?.split(' ')[0]).filter(Boolean));
  for (const part of ['chart-filters', 'chart-chain', 'front-table', 'chart-funnel', 'chart-board']) {
    assert.ok(reached.has(part), `${part} of ${[...reached].join()}`);
  }
  assert.deepEqual(path.filter(({ part, seen }) => part && !seen).slice(0, 5), [], 'a focus that cannot be seen');

  const holds = async (what, element, key, wanted) => {
    await element().focus();
    await page.keyboard.press(key);
    await waitForChoice(page, wanted);
    const now = await focus();
    assert.notEqual(now.tag, 'BODY', `${what}: the place is lost`);
    assert.ok(await element().evaluate((node) => node === document.activeElement), `${what}: the place is elsewhere: ${JSON.stringify(now)}`);
  };
  await holds('a stage', () => stage(page, 'garments'), 'Enter', { stage: 'garments' });
  await holds('the same stage', () => stage(page, 'garments'), 'Space', {});
  const zhejiang = () => page.locator('.front-table tbody button', { hasText: '浙江' });
  await holds('a province', zhejiang, 'Enter', { from: '330000' });
  await holds('the same province', zhejiang, 'Enter', {});
  await holds('a light', () => light(page, 0), 'Enter', { light: 'red' });
  await holds('the same light', () => light(page, 0), 'Enter', {});
  await holds('a filter', () => select(page, '环节'), 'ArrowDown', { stage: 'fibre' });
  await holds('the same filter', () => select(page, '环节'), 'ArrowUp', {});
  await holds('the picture', () => page.locator('.chart-filters .segmented button').first(), 'Enter', { pic: 'present' });
  await holds('the groups', () => page.locator('.chart-board .chart-select select'), 'ArrowDown', { by: 'stage', pic: 'present' });

  await page.locator('.funnel-button').nth(8).focus();
  await page.keyboard.press('Enter');
  await page.locator('.chart-beside').waitFor();
  assert.deepEqual(await guest.barriers(), []);
  await page.keyboard.press('Escape');
  await page.locator('.chart-beside').waitFor({ state: 'detached' });
  await page.locator('.chart-board .row-button').first().focus();
  await page.keyboard.press('Enter');
  await page.locator('.panel .history').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.panel').waitFor({ state: 'detached' });
  await guest.leave();
});
