// What is taken along: a sheet of paper with date, figures, legend and sources, and the view as a picture.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { panel } from './page.mjs';
import { startServer } from './server.mjs';
import { startBrowser, visitor } from './visitor.mjs';

/** Pages, in points. */
const PAGES = { A4: [595, 842], A3: [842, 1191] };
let browser, server, guest, page;

before(async () => {
  [browser, server] = await Promise.all([startBrowser(), startServer()]);
  guest = await visitor(browser, server.origin);
  ({ page } = guest);
  await guest.open('/?lang=zh&day=2023-06-15');
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

/** The sheet as it lies in the page while it is printed. */
async function sheet(format = 'A4', landscape = false) {
  // Chromium fires the event before it makes a PDF, and prints what is in the page then. The program's own ear for it
  // was there first.
  await page.evaluate(() => {
    window.addEventListener('beforeprint', () => {
      window.printed = document.querySelector('.paper')?.textContent ?? '';
    }, { once: true });
  });
  const pdf = await page.pdf({ format, landscape, printBackground: true, preferCSSPageSize: false });
  return { pdf, text: await page.evaluate(() => window.printed) };
}

const boxes = (pdf) => [...pdf.toString('latin1').matchAll(/\/MediaBox\s*\[([\d. ]+)\]/g)]
  .map(([, box]) => box.trim().split(/\s+/).map((side) => Math.round(Number(side))));

test('print gives one sheet of A4 with day, figures, map, legend and sources', async () => {
  const { pdf, text } = await sheet();
  const pages = boxes(pdf);
  assert.equal(pages.length, 1, `${pages.length} pages`);
  const [, , width, height] = pages[0];
  assert.ok(Math.abs(width - PAGES.A4[0]) <= 1 && Math.abs(height - PAGES.A4[1]) <= 1, `${width} × ${height} pt`);
  assert.ok(pdf.length > 40_000, `${pdf.length} bytes: a sheet without its map`);
  const { figures } = await server.get('/api/figures?as_of=2023-06-15');
  for (const word of ['沿边招商地图', '2023-06-15', '闲置厂房', (figures.idle_floor_area_m2.value / 10_000).toFixed(1),
    '已租', '可租', '示例数据', '天地图', 'http://127.0.0.1']) {
    assert.ok(text.includes(word), `${word} is not on the sheet:\n${text}`);
  }
  // Afterwards the page is as before.
  await page.locator('.paper').waitFor({ state: 'detached' });
});

for (const [format, landscape] of [['A4', true], ['A3', false], ['A3', true]]) {
  test(`print gives one sheet of ${format}${landscape ? ' across' : ''} as well`, async () => {
    const { pdf, text } = await sheet(format, landscape);
    const pages = boxes(pdf);
    assert.equal(pages.length, 1, `${pages.length} pages`);
    const [, , ...size] = pages[0];
    const wanted = landscape ? PAGES[format].toReversed() : PAGES[format];
    assert.ok(wanted.every((side, at) => Math.abs(side - size[at]) <= 1), `${size} pt`);
    assert.ok(pdf.length > 40_000, `${pdf.length} bytes: a sheet without its map`);
    assert.ok(text.includes('2023-06-15') && text.includes('已租'), text);
    await page.locator('.paper').waitFor({ state: 'detached' });
  });
}

test('a chosen record is printed with its facts', async () => {
  const { features } = await server.get('/api/geojson/units?limit=1&as_of=2023-06-15');
  const { key } = features[0].properties;
  await page.locator('#search').fill(key);
  await page.locator('.hit').first().waitFor();
  await page.locator('#search').press('Enter');
  const title = await (await panel(page)).locator('#panel-title').innerText();
  const { pdf, text } = await sheet();
  assert.ok(boxes(pdf).length >= 1);
  assert.ok(text.includes(title), text);
  assert.match(text, /历史|沿革|记录/);
  await page.locator('.panel .close').click();
});

/** Width and height of a PNG, from its header. */
const size = (png) => [png.readUInt32BE(16), png.readUInt32BE(20)];

test('the view is saved as a picture of the size that is asked for', async () => {
  const map = await page.locator('#map').boundingBox();
  const sizes = {};
  for (const times of [1, 2, 4]) {
    await page.locator('.picture-menu > button').click();
    const [download] = await Promise.all([
      page.waitForEvent('download', { timeout: 90_000 }),
      page.locator(`.picture-sizes [data-times="${times}"]`).click(),
    ]);
    assert.equal(download.suggestedFilename(), `investmap-2023-06-15-${times}x.png`);
    const png = await readFile(await download.path());
    assert.equal(png.subarray(1, 4).toString(), 'PNG');
    sizes[times] = size(png);
    assert.ok(png.length > 20_000, `${png.length} bytes: an empty picture`);
    await page.locator('.notice', { hasText: `${sizes[times][0]} × ${sizes[times][1]}` }).waitFor();
    await page.waitForFunction(() => document.querySelector('.picture-menu > button').getAttribute('aria-busy') === 'false');
  }
  // The map as it stands, with head and legend around it.
  assert.ok(sizes[1][0] >= Math.round(map.width) && sizes[1][1] >= Math.round(map.height), `${sizes[1]} of ${map.width} × ${map.height}`);
  for (const times of [2, 4]) assert.deepEqual(sizes[times], sizes[1].map((side) => side * times));
});

test('nothing untoward was met on the way', () => guest.leave());
