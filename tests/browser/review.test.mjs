// Two officials and a visitor, each in a browser: what an editor enters waits, the reviewer returns it or passes it, and then
// the visitor sees it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { until } from './chart-page.mjs';
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

/** An official of a region, signed in past the pages. */
async function official(name, role, region, size) {
  const guest = await visitor(browser, server.origin, size);
  const said = await server.run('user', 'add', name, '--role', role, '--region', region);
  const once = /password\s+(\S+)/.exec(said)[1];
  await guest.page.goto(`${server.origin}/login`);
  const status = await guest.page.evaluate(async ([name, once, fresh]) => {
    const send = (method, path, body) => fetch(path, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    await send('POST', '/api/session', { name, password: once });
    return (await send('PUT', '/api/session/password', { old: once, new: fresh })).status;
  }, [name, once, PASSWORD]);
  assert.equal(status, 200);
  return guest;
}

/** Sends a command from an official's page; answers status and body. */
const command = (page, body) => page.evaluate(async (body) => {
  const answer = await fetch('/api/commands', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  return { status: answer.status, body: await answer.json() };
}, body);

const port = (key, zh, en) => ({
  command: 'register_port', port: key, name: { zh, en }, counterpart: { zh: '南坎', en: 'Namkham' },
  region: '533102', class: 2, mode: 'road', point: [97.7, 23.9], source: 'sample',
});
const item = (page, number, list = '#review') => page.locator(`${list} .review-item[data-proposal="${number}"]`);
const ports = async () => (await server.get('/api/geojson/ports')).features.map(({ properties }) => properties.key);

test('an editor puts forward, a reviewer returns and publishes, and the visitor sees it', async () => {
  const editor = await official('bian', 'editor', '533102');
  const reviewer = await official('shen', 'reviewer', '533100');
  const guest = await visitor(browser, server.origin);
  await guest.open('/?lang=zh');
  const first = await command(editor.page, port('nongdao', '弄岛通道（示例）', 'Nongdau passage (sample)'));
  assert.equal(first.status, 202);
  const number = first.body.proposal;
  await editor.page.goto(`${server.origin}/desk?lang=zh`);
  const own = item(editor.page, number, '#review-mine');
  await own.waitFor();
  assert.match(await own.innerText(), /登记口岸.*弄岛通道（示例）/s);
  assert.equal(await own.locator('.review-state').innerText(), '待审核');
  assert.equal(await editor.page.locator('#review').count(), 0, 'editors pass nothing');
  await own.locator('.review-look').click();
  await own.locator('.review-withdraw').waitFor();
  assert.equal(await own.locator('.review-publish').count(), 0, 'four eyes');

  // The reviewer finds it, with every field and what it does to the map, and gives it back.
  const { page } = reviewer;
  await page.goto(`${server.origin}/desk?lang=zh`);
  await item(page, number).waitFor();
  assert.match(await page.locator('.agenda-head').innerText(), /待审核 1 项/);
  assert.match(await item(page, number).innerText(), /bian.*瑞丽/s);
  assert.match(await item(page, number).locator('.review-map').innerText(), /改变地图：新增/);
  await item(page, number).locator('.review-look').click();
  const fields = item(page, number).locator('.review-fields');
  await fields.waitFor();
  assert.match(await fields.innerText(), /南坎 \/ Namkham/);
  assert.match(await fields.innerText(), /97\.7, 23\.9/);
  assert.deepEqual(await reviewer.barriers(), []);
  await reviewer.picture('review-laptop-zh');
  // A reason is asked for.
  await item(page, number).locator('.review-return').click();
  assert.ok(await item(page, number).locator('input:invalid').count() > 0);
  await item(page, number).locator('input[name="reason"]').fill('英文名称有误');
  await item(page, number).locator('.review-return').click();
  await item(page, number).waitFor({ state: 'detached' });
  await until(() => own.innerText(), (text) => text.includes('已退回') && text.includes('英文名称有误') && text.includes('shen'), 'the reason reaches the editor');
  assert.ok(!(await ports()).includes('nongdao'));

  // Mended, and passed.
  const second = await command(editor.page, port('nongdao', '弄岛通道（示例）', 'Nongdao passage (sample)'));
  assert.equal(second.status, 202);
  const mended = second.body.proposal;
  await item(page, mended).waitFor();
  await item(page, mended).locator('.review-look').click();
  await item(page, mended).locator('.review-publish').click();
  await item(page, mended).waitFor({ state: 'detached' });
  assert.ok((await ports()).includes('nongdao'));
  await until(() => item(editor.page, mended, '#review-mine').innerText(), (text) => text.includes('已发布'), 'the editor hears of it');
  // The visitor's open page knows it without being asked.
  await guest.page.locator('.search input').first().fill('弄岛');
  await until(() => guest.page.locator('body').innerText(), (text) => text.includes('弄岛通道（示例）'), 'the visitor finds it');
  const csv = await page.evaluate(async (href) => (await fetch(href)).text(), await page.locator('#review a[download]').getAttribute('href'));
  assert.match(csv, /port,nongdao,弄岛通道（示例）,Nongdao passage \(sample\),533102,entered/);
  for (const one of [editor, reviewer, guest]) await one.leave();
});

test('on a phone the reviewer is told what was recorded meanwhile, and publishes what is shown', async () => {
  const editor = await official('qi', 'editor', '533102');
  const reviewer = await official('he', 'reviewer', '533102', sizes.phone);
  const { page } = reviewer;
  await editor.page.goto(`${server.origin}/desk?lang=en`);
  const correct = { command: 'correct', stream: 'unit/RL-01-101', version: 1, day: '2023-01-01' };
  const { status, body: { proposal } } = await command(editor.page, correct);
  assert.equal(status, 202);
  await page.goto(`${server.origin}/desk?lang=en`);
  await item(page, proposal).locator('.review-look').click();
  await item(page, proposal).locator('.review-publish').waitFor();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= sizes.phone.viewport.width, `${wide} px`);
  assert.deepEqual(await reviewer.barriers(), []);
  await reviewer.picture('review-phone-en');
  // Somebody sets the rent between the look and the button.
  assert.equal((await command(editor.page, { command: 'set_rent', unit: 'RL-01-101', rent_yuan_m2_month: 9.25 })).status, 201);
  await item(page, proposal).locator('.review-publish').click();
  await item(page, proposal).locator('.login-trouble').waitFor();
  await until(() => item(page, proposal).innerText(), (text) => text.includes('unit.rent_set'), 'what was missed');
  reviewer.watch.take();
  await item(page, proposal).locator('.review-publish').focus();
  await page.keyboard.press('Enter');
  await item(page, proposal).waitFor({ state: 'detached' });
  await editor.leave();
  await reviewer.leave();
});
