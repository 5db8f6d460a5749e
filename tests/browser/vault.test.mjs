// Contacts and notes in the browser: read on a click, added, changed and erased with the keyboard; what others see of it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { until } from './chart-page.mjs';
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

const EVIL = '示例<img src=x onerror=document.title="broken">';
const panel = (page) => page.locator('.vault');
const entries = (page) => page.locator('.vault-entry');
const reads = (guest) => guest.watch.requests.filter((url) => url.includes('/api/vault?')).length;

/** Waits until the keyboard is somewhere. */
const focused = (page, selector) =>
  until(() => page.evaluate((selector) => document.activeElement.matches(selector), selector), (is) => is, `the keyboard at ${selector}`);

test('an official reads, adds, changes and erases with the keyboard, and nothing is asked before the click', async () => {
  const guest = await visitor(browser, server.origin);
  const { page } = guest;
  await official(guest, server, 'ruili', 'editor', '533102');
  await page.goto(`${server.origin}/desk?lang=en`);
  const opener = page.locator('[data-vault]').first();
  await opener.waitFor();
  assert.match(await opener.getAttribute('aria-label'), /reading is noted/);
  await page.locator('.agenda-table th').getByText('reading is noted').first().waitFor();
  assert.equal(reads(guest), 0, 'nothing is read by itself');

  await opener.focus();
  await page.keyboard.press('Enter');
  await panel(page).getByText('No contacts and no notes yet').waitFor();
  await panel(page).getByText('invented names').waitFor();
  await focused(page, '.vault .close');
  assert.deepEqual(await guest.barriers(), []);

  // A contact, whose name is text and nothing else.
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await focused(page, '.vault input[name="name"]');
  await page.keyboard.type(EVIL);
  await page.keyboard.press('Tab');
  await page.keyboard.type('示例职务');
  await page.keyboard.press('Tab');
  await page.keyboard.type('000-7731');
  assert.deepEqual(await guest.barriers(), []);
  await page.keyboard.press('Enter');
  await entries(page).first().waitFor();
  await panel(page).getByText('This reading was noted').waitFor();
  assert.equal(await entries(page).locator('b').innerText(), EVIL);
  assert.equal(await page.locator('.vault img').count(), 0);
  assert.notEqual(await page.title(), 'broken');
  assert.equal(await entries(page).locator('a').getAttribute('href'), 'tel:0007731');
  await focused(page, '.vault .close');
  assert.deepEqual(await guest.barriers(), []);
  await guest.picture('vault-laptop-en');

  // A note whose writer is told before anything is sent that there is nothing in it.
  await panel(page).getByRole('button', { name: 'Add a note' }).focus();
  await page.keyboard.press('Enter');
  await focused(page, '.vault textarea');
  await page.keyboard.type('   ');
  await panel(page).getByRole('button', { name: 'Save' }).focus();
  await page.keyboard.press('Enter');
  await panel(page).getByRole('alert').getByText('Note is empty').waitFor();
  await panel(page).locator('textarea').fill('示例备注\n二');
  await panel(page).getByRole('button', { name: 'Save' }).dblclick();
  await until(() => entries(page).count(), (count) => count === 2, 'one note');

  // Somebody else changes it meanwhile: what was typed stays, and what they wrote is seen.
  const note = entries(page).nth(1);
  const id = await note.getAttribute('data-id');
  await note.getByRole('button', { name: 'Edit' }).focus();
  await page.keyboard.press('Enter');
  await focused(page, '.vault textarea');
  await page.locator('.vault textarea').fill('示例备注三');
  const other = await page.evaluate(async (id) => (await fetch(`/api/vault/${id}`, {
    method: 'PUT', headers: { 'content-type': 'application/json', 'if-match': '1' }, body: JSON.stringify({ audience: 2, note: '示例备注四' }),
  })).status, id);
  assert.equal(other, 200);
  await panel(page).getByRole('button', { name: 'Save' }).click();
  await panel(page).getByRole('alert').getByText('meanwhile').waitFor();
  assert.equal(await page.locator('.vault textarea').inputValue(), '示例备注三');
  assert.ok(guest.watch.take().every((line) => line.includes('412')), 'only the conflict');
  await panel(page).getByRole('button', { name: 'Save' }).click();
  await until(() => page.locator('.vault-note').allInnerTexts(), (texts) => texts.join() === '示例备注三', 'what was typed');

  // Erased after one more question; Escape takes the question back, then closes the panel.
  const erase = entries(page).first().getByRole('button', { name: 'Erase' });
  await erase.focus();
  await page.keyboard.press('Enter');
  await focused(page, '.vault-sure button');
  await page.keyboard.press('Escape');
  await page.locator('.vault-sure').waitFor({ state: 'detached' });
  assert.equal(await entries(page).count(), 2);
  await erase.focus();
  await page.keyboard.press('Enter');
  await focused(page, '.vault-sure button');
  assert.deepEqual(await guest.barriers(), []);
  await page.keyboard.press('Enter');
  await entries(page).first().getByText('Erased by ruili').waitFor();
  assert.ok(!(await page.content()).includes('000-7731'));
  await page.keyboard.press('Escape');
  await panel(page).waitFor({ state: 'detached' });
  await focused(page, '[data-vault]');

  // Whoever only views sees nothing of what is for those who record.
  const viewer = await visitor(browser, server.origin, sizes.phone);
  await official(viewer, server, 'seer', 'viewer', '533102');
  await viewer.page.goto(`${server.origin}/desk?lang=zh`);
  await viewer.page.locator('[data-vault]').first().tap();
  await panel(viewer.page).getByText('尚无联系人和备注').or(entries(viewer.page)).first().waitFor();
  assert.equal(await panel(viewer.page).getByRole('button', { name: '添加' }).count(), 0);
  assert.equal(await viewer.page.locator('.vault-note, .vault b').count(), 0);
  const wide = await viewer.page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= sizes.phone.viewport.width, `${wide} px`);
  assert.deepEqual(await viewer.barriers(), []);
  await viewer.picture('vault-phone-zh');
  await viewer.leave();
  await guest.leave();

  const audit = await server.run('user', 'audit');
  for (const done of ['vault_wrote', 'vault_read', 'vault_erased']) assert.ok(audit.includes(done), done);
  assert.ok(!audit.includes('示例'), 'and never what was said');
});

test('on the chart a target has contacts and notes, which stay open while facts come in', async () => {
  const guest = await visitor(browser, server.origin);
  const { page } = guest;
  await official(guest, server, 'dehong', 'editor', '533100');
  await page.goto(`${server.origin}/desk?lang=zh`);
  await page.locator('.agenda-table tbody tr[data-key^="T-"] .row-button').first().click();
  const opener = page.locator('.chart-beside [data-vault]');
  await opener.click();
  await panel(page).getByRole('button', { name: '添加备注' }).click();
  await page.locator('.vault textarea').fill('示例备注');
  const answer = await server.command({ command: 'set_rent', unit: 'RL-01-101', rent_yuan_m2_month: 9 });
  assert.equal(answer.status, 201);
  await page.waitForTimeout(500);
  assert.equal(await page.locator('.vault textarea').inputValue(), '示例备注');
  assert.equal(reads(guest), 1, 'and nothing is read again');
  await panel(page).getByRole('button', { name: '保存' }).click();
  await until(() => page.locator('.vault-note').allInnerTexts(), (texts) => texts.join() === '示例备注', 'the note');
  assert.deepEqual(await guest.barriers(), []);
  await guest.picture('vault-chart-zh');
  await page.keyboard.press('Escape');
  await panel(page).waitFor({ state: 'detached' });
  await guest.leave();
});
