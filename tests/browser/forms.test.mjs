// What officials record: refusals known beforehand, days that are over, corrections, two people at once, geometry.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { signIn, until } from './chart-page.mjs';
import { button, facts, head, input, official, openForm, ready, record, said } from './desk-page.mjs';
import { startServer } from './server.mjs';
import { sizes, startBrowser, visitor } from './visitor.mjs';

/** The one unit of Ruili that is free. */
const FREE = 'unit/ND-04-102';
/** A unit that is let. */
const LET = 'unit/JG-01-101';

let browser, server;

before(async () => {
  [browser, server] = await Promise.all([startBrowser(), startServer()]);
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

test('a lease: what the rules say is known before it is sent, an earlier day is entered, what was wrong is struck through', async () => {
  const guest = await visitor(browser, server.origin);
  const { page } = guest;
  await official(guest, server, 'lease', 'editor', '533102');
  await openForm(guest, FREE);
  // What makes no sense today stands apart, with the reason.
  assert.equal(await page.locator('.form-offers button[data-order="vacate_unit"]').count(), 0);
  await page.locator('.form-refused summary').click();
  assert.match(await page.locator('.form-refused li[data-order="vacate_unit"]').innerText(), /no lease is running/);
  await page.locator('.form-offers button[data-order="lease_unit"]').click();
  assert.equal(new URL(page.url()).pathname, '/desk');
  await until(() => page.url(), (url) => url.includes('do=lease_unit'), 'the form in the address');
  assert.ok(await button(page).isDisabled());
  assert.match(await said(page), /“Until” is still empty/);
  await input(page, 'until').fill('2060-01-01');
  await until(() => said(page), (words) => /20 years|2044/.test(words), 'the longest lease');
  assert.ok(await button(page).isDisabled());
  assert.ok(await page.locator('.form-at.wrong[data-at="until"]').isVisible(), 'it points at the field');
  await input(page, 'until').fill('2026-06-30');
  await input(page, 'occurred_on').fill('2030-01-01');
  await page.locator('.form-at.wrong[data-at="occurred_on"]').waitFor();
  await input(page, 'occurred_on').fill('2024-07-01');
  await input(page, 'tenant.zh').fill('瑞丽样衣厂（示例）');
  await until(() => said(page), (words) => /English.*still empty/.test(words), 'the other language');
  await input(page, 'tenant.en').fill('Ruili samples (sample)');
  await ready(page);
  assert.deepEqual(await guest.barriers(), []);
  await guest.picture('forms-lease-laptop-en');
  const before = await head(page);
  await record(page);
  const [fact, ...others] = await facts(page, before);
  assert.deepEqual([fact.kind, fact.occurred_on, others.length], ['unit.leased', '2024-07-01', 0]);

  const line = page.locator(`.form-history li[data-version="${fact.version}"]`);
  await line.waitFor();
  assert.match(await line.innerText(), /1 Jul 2024/);
  await line.getByRole('button', { name: 'Correct…' }).click();
  assert.match(await said(page), /“Reason” is still empty/);
  await input(page, 'correct.reason').selectOption('typing_error');
  await until(() => said(page), (words) => /nothing/.test(words), 'nothing is corrected yet');
  await input(page, 'until').fill('2027-06-30');
  await record(page);
  await until(() => line.innerText(), (text) => /typing error/.test(text), 'the reason');
  assert.deepEqual(await line.locator('s').allInnerTexts(), ['2026-06-30']);
  assert.match(await line.locator('.form-change').innerText(), /2026-06-30 → 2027-06-30/);
  await guest.picture('forms-history-laptop-en');
  // The same in the panel of the map.
  await page.goto(`${server.origin}/?open=${FREE}&lang=en`);
  const told = page.locator('.panel .line[data-mark="correction"]');
  await told.first().waitFor();
  assert.match(await told.first().innerText(), /reason: typing error/);
  assert.equal(await told.first().locator('s').count(), 1);

  // Taken back, it stands there struck through.
  await openForm(guest, FREE, fact.version);
  await page.getByRole('button', { name: 'it never happened' }).click();
  await input(page, 'correct.reason').selectOption('wrong_record');
  await record(page);
  await page.locator(`.form-history li.gone[data-version="${fact.version}"] s`).first().waitFor();
  await guest.leave();
});

test('what is not mine to record is told; a double click and a lost answer have one effect', async () => {
  const guest = await visitor(browser, server.origin);
  const { page } = guest;
  await official(guest, server, 'once', 'editor', '533102');
  await openForm(guest, 'unit/HK-01-101', 'set_rent');
  assert.match(await said(page), /kept there/);
  assert.ok(await button(page).isDisabled());

  await openForm(guest, FREE, 'set_rent');
  await input(page, 'rent_yuan_m2_month').fill('１１．５');
  let before = await head(page);
  await ready(page);
  await button(page).dblclick();
  await page.locator('.form-pane').waitFor({ state: 'detached' });
  const [rent, ...more] = await facts(page, before);
  assert.deepEqual([rent.kind, rent.payload.rent_yuan_m2_month, more.length], ['unit.rent_set', 11.5, 0]);

  // The answer is lost on its way; what was typed outlives a reload; sent again it is one fact.
  await openForm(guest, FREE, 'set_rent');
  await input(page, 'rent_yuan_m2_month').fill('12.5');
  before = await head(page);
  await page.route('**/api/commands', async (route) => {
    await route.fetch();
    await route.abort();
  }, { times: 1 });
  await ready(page);
  await button(page).click();
  await until(() => said(page), (words) => /did not answer/.test(words), 'that nothing was answered');
  assert.ok(guest.watch.take().some((seen) => seen.includes('/api/commands')));
  await page.reload();
  await page.locator('.form-pane').waitFor();
  assert.equal(await input(page, 'rent_yuan_m2_month').inputValue(), '12.5');
  const sent = await facts(page, before);
  assert.deepEqual(sent.map(({ kind, payload }) => [kind, payload]), [['unit.rent_set', { rent_yuan_m2_month: 12.5 }]], 'the first attempt was recorded');
  assert.match(await said(page), /recorded again it has one effect/);
  await record(page);
  assert.equal((await facts(page, before)).length, 1, 'nothing twice');
  await guest.leave();
});

test('two people at once: what the other one changed is shown; mine is taken over it, merged with it or dropped', async () => {
  const [one, two] = await Promise.all([visitor(browser, server.origin), visitor(browser, server.origin)]);
  await official(one, server, 'first', 'editor', '533102');
  await official(two, server, 'second', 'editor', '533102');
  await openForm(one, LET, 'survey_unit');
  await openForm(two, LET, 'survey_unit');
  await input(one.page, 'clear_height_m').fill('6.6');
  await input(one.page, 'power_kva').fill('640');
  await input(two.page, 'power_kva').fill('500');
  await record(two.page);
  const conflict = one.page.locator('.form-conflict');
  await conflict.waitFor();
  assert.ok(await button(one.page).isDisabled());
  await conflict.locator('.conflict-facts li').first().waitFor();
  assert.match(await conflict.locator('.conflict-facts').innerText(), /Survey the unit.*Power 500 kVA/s);
  const row = (path) => conflict.locator(`tr[data-field="${path}"]`);
  assert.ok(await row('power_kva').evaluate((found) => found.classList.contains('clash')));
  assert.match(await row('power_kva').innerText(), /500 kVA[\s\S]*640 kVA/);
  assert.deepEqual(await one.barriers(), []);
  await one.picture('forms-conflict-laptop-en');
  // Theirs for the power, mine for the height.
  await row('power_kva').locator('input').first().check();
  await conflict.locator('[data-act="merge"]').click();
  await conflict.waitFor({ state: 'detached' });
  assert.deepEqual([await input(one.page, 'power_kva').inputValue(), await input(one.page, 'clear_height_m').inputValue()], ['500', '6.6']);
  let before = await head(one.page);
  await record(one.page);
  const [merged] = await facts(one.page, before);
  assert.deepEqual(merged.payload, { clear_height_m: 6.6 }, 'only what I changed');

  // Take: the form stands as if it were opened now.
  await openForm(one, LET, 'survey_unit');
  await input(one.page, 'power_kva').fill('700');
  before = await head(one.page);
  const asOperator = (kva) => server.command({ command: 'survey_unit', unit: LET.slice(5), power_kva: kva });
  assert.equal((await asOperator(510)).status, 201);
  await conflict.waitFor();
  await conflict.locator('[data-act="take"]').click();
  await conflict.waitFor({ state: 'detached' });
  assert.equal(await input(one.page, 'power_kva').inputValue(), '510');

  // Drop: nothing of mine is recorded, and nothing is kept of it.
  await input(one.page, 'power_kva').fill('720');
  assert.equal((await asOperator(520)).status, 201);
  await conflict.waitFor();
  await conflict.locator('[data-act="drop"]').click();
  await one.page.locator('.form-pane').waitFor({ state: 'detached' });
  assert.equal((await facts(one.page, before)).length, 2, 'theirs only');
  await openForm(one, LET, 'survey_unit');
  assert.equal(await input(one.page, 'power_kva').inputValue(), '520');

  // Whoever hears of nothing is told by the server.
  await one.page.route('**/api/office/stream*', (route) => route.abort());
  await openForm(one, LET, 'survey_unit');
  await input(one.page, 'power_kva').fill('730');
  assert.equal((await asOperator(530)).status, 201);
  await ready(one.page);
  await button(one.page).click();
  await conflict.locator('.conflict-facts li').first().waitFor();
  assert.match(await conflict.innerText(), /530 kVA/);
  one.watch.take();
  await one.leave();
  await two.leave();
});

test('a parcel is drawn: a corner by keys and by pointer, back again, crossed, split; the list says the same', async () => {
  const guest = await visitor(browser, server.origin);
  const { page } = guest;
  await signIn(guest, server);
  await openForm(guest, 'parcel/JG-4');
  const entry = page.locator('.form-history li').last();
  await entry.getByRole('button', { name: 'Correct…' }).click();
  const list = input(page, 'boundary');
  const rows = async () => (await list.inputValue()).trim().split('\n').map((row) => row.split(',').map(Number));
  const was = await rows();
  await page.locator('.sketch-open').click();
  await page.locator('.sketch-map[data-ready="true"]').waitFor({ timeout: 60_000 });
  const corners = page.locator('.sketch-corner');
  await until(() => corners.count(), (count) => count === was.length, 'a corner for each position');

  // By keys: 10 m to the east.
  await corners.first().focus();
  await page.keyboard.press('Shift+ArrowRight');
  const east = (await rows())[0][0] - was[0][0];
  const metres = east * 111_320 * Math.cos(was[0][1] * Math.PI / 180);
  assert.ok(Math.abs(metres - 10) < 0.2, `${metres} m`);
  await page.keyboard.press('Control+z');
  assert.deepEqual(await rows(), was);

  // By pointer, across the opposite side: the rules see it at once.
  await page.locator('[data-tool="snap"]').click();
  const centre = async (at) => {
    const { x, y, width, height } = await corners.nth(at).boundingBox();
    return [x + width / 2, y + height / 2];
  };
  await input(page, 'correct.reason').selectOption('measured_anew');
  const drag = async (from, to) => {
    await page.mouse.move(...from);
    await page.mouse.down();
    await page.mouse.move((from[0] + to[0]) / 2, (from[1] + to[1]) / 2, { steps: 4 });
    await page.mouse.move(...to, { steps: 4 });
    await page.mouse.up();
  };
  const [first, second, third] = [await centre(0), await centre(1), await centre(2)];
  await drag(first, [second[0] * 0.4 + third[0] * 0.6 + (second[0] - first[0]) * 0.4, second[1] * 0.4 + third[1] * 0.6 + (second[1] - first[1]) * 0.4]);
  await until(() => said(page), (words) => /cross/i.test(words), 'that sides cross');
  await page.locator('.form-at.wrong[data-at="boundary"]').waitFor();
  assert.deepEqual(await guest.barriers(), []);
  await guest.picture('forms-sketch-crossed-en');
  await page.locator('[data-tool="undo"]').click();
  assert.deepEqual(await rows(), was);

  // A corner is put into a side, and taken out again.
  await corners.first().focus();
  await page.keyboard.press('Insert');
  assert.equal((await rows()).length, was.length + 1);
  await corners.nth(1).focus();
  await page.keyboard.press('Delete');
  assert.deepEqual(await rows(), was);

  // Moved, and recorded.
  await corners.first().focus();
  await page.keyboard.press('Shift+ArrowUp');
  const moved = await rows();
  await guest.picture('forms-sketch-laptop-en');
  const before = await head(page);
  await record(page);
  const [fact] = await facts(page, before);
  assert.equal(fact.kind, 'parcel.corrected');
  assert.equal(fact.payload.reason, 'measured_anew');
  const ring = fact.payload.fact.boundary;
  assert.ok(ring.some(([lon, lat]) => lon === moved[0][0] && lat === moved[0][1]), 'the corner that was moved');
  assert.ok(await page.locator('.form-history s').count() > 0 || (await page.locator('.form-change').count()) > 0);

  // Split: the other part stands in the form of the next new parcel.
  await page.locator('.form-history li').last().getByRole('button', { name: 'Correct…' }).click();
  await page.locator('.sketch-open').click();
  await until(() => corners.count(), (count) => count === was.length, 'the corners');
  for (const _ of [0, 1]) {
    await corners.nth(_ === 0 ? 0 : 3).focus();
    await page.keyboard.press('Insert');
  }
  await page.locator('[data-tool="split"]').click();
  await corners.nth(1).focus();
  await page.keyboard.press('Enter');
  await corners.nth(4).focus();
  await page.keyboard.press('Enter');
  await until(async () => (await rows()).length, (many) => many === 4, 'one part');
  assert.match(await page.locator('.sketch-tools').innerText(), /other part \(4 corners\)/);
  await page.locator('.form-head .step', { hasText: /parcel/i }).click();
  await page.locator('button[data-order="register_parcel"]').click();
  await until(async () => (await rows()).length, (many) => many === 4, 'the other part');
  await guest.leave();
});

test('by keyboard alone: from the day to a request that is raised, assigned and resolved', async () => {
  const guest = await visitor(browser, server.origin);
  const { page } = guest;
  await official(guest, server, 'keys', 'editor', '533102');
  await page.goto(`${server.origin}/desk?lang=en`);
  const press = async (locator, key = 'Enter') => {
    await locator.first().focus();
    await page.keyboard.press(key);
  };
  await press(page.locator('.form-open'));
  await press(page.locator('button[data-kind="request"]'));
  await press(page.locator('button[data-order="raise_request"]'));
  await input(page, 'kind').focus();
  await page.keyboard.type('cust');
  assert.equal(await input(page, 'region').inputValue(), '533102', 'the own region');
  const key = await input(page, 'key').inputValue();
  assert.match(key, /\d$/);
  await ready(page);
  await press(button(page));
  await page.locator('.form-offers button[data-order="assign_request"]').waitFor();
  await press(page.locator('.form-offers button[data-order="assign_request"]'));
  await input(page, 'office.zh').focus();
  await page.keyboard.type('商务局');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Commerce');
  await ready(page);
  await page.keyboard.press('Enter');
  await page.locator('.form-pane').waitFor({ state: 'detached' });
  await press(page.locator('.form-offers button[data-order="resolve_request"]'));
  await ready(page);
  await press(button(page));
  await page.locator('.form-refused').waitFor();
  await until(() => page.locator('.form-history li').count(), (count) => count === 3, 'three facts');
  await guest.leave();
});

test('every form is drawn, in both languages, on a phone and in the dark', async () => {
  const guest = await visitor(browser, server.origin, sizes.phone);
  const { page } = guest;
  await signIn(guest, server);
  const kinds = ['unit', 'project', 'target', 'hall', 'park', 'parcel', 'port', 'enterprise', 'chain', 'rule', 'visit', 'region'];
  await openForm(guest, 'all', '', 'lang=zh&theme=dark');
  await guest.picture('forms-kinds-phone-dark');
  let drawn = 0;
  for (const kind of kinds) {
    await page.locator(`button[data-kind="${kind}"]`).click();
    await page.locator('.form-found .entry').first().waitFor();
    const news = await page.locator('.form-kinds button').evaluateAll((all) => all.map((one) => one.dataset.order));
    for (const order of news) {
      await page.locator(`.form-kinds button[data-order="${order}"]`).click();
      await page.locator('.form-pane h3').waitFor();
      drawn += 1;
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= sizes.phone.viewport.width, `${order}: ${wide} px`);
      if (['register_unit', 'define_chain'].includes(order)) {
        for (const add of await page.locator('.form-add').all()) if (await add.isVisible()) await add.click();
        assert.deepEqual(await guest.barriers(), [], order);
        await guest.picture(`forms-${order}-phone-dark`);
      }
      await page.locator('.form-close').click();
    }
    await page.locator('.form-found .entry').first().click();
    await page.locator('.form-offers h3').waitFor();
    const orders = await page.locator('.form-offers button').evaluateAll((all) => all.map((one) => one.dataset.order));
    for (const order of orders) {
      await page.locator(`.form-offers button[data-order="${order}"]`).click();
      await page.locator('.form-pane h3').waitFor();
      drawn += 1;
      const unsaid = await page.locator('.form-pane .form-label').evaluateAll((all) =>
        all.map((one) => one.textContent).filter((text) => /^[a-z_]+\*?$/.test(text.trim())));
      assert.deepEqual(unsaid, [], order);
    }
    await page.locator('.form-head .step').nth(1).click();
  }
  assert.ok(drawn > 35, `${drawn} forms`);
  await guest.leave();
});
