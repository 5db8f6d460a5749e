// An approved base map: its tiles come through our server alone, its review number stands at the lower left of every
// view, and neither the key nor the issuer's address ever reaches the browser.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { crc32, deflateSync } from 'node:zlib';
import { startServer } from './server.mjs';
import { sizes, startBrowser, visitor } from './visitor.mjs';

const KEY = 's3cret-key-of-the-issuer';
const NUMBER = 'GS(2024)0001号';
/** No theme has this colour. */
const COLOUR = [255, 0, 220];

let browser, server, issuer, folder;
const asked = [];

before(async () => {
  issuer = createServer((request, response) => {
    asked.push(request.url);
    response.writeHead(200, { 'content-type': 'image/png' }).end(tile());
  });
  await new Promise((resolve) => issuer.listen(0, '127.0.0.1', resolve));
  folder = await mkdtemp(join(tmpdir(), 'investmap-base-'));
  const file = join(folder, 'investmap.toml');
  await writeFile(file, `
[[base_map]]
id = "test-map"
name = { zh = "测试底图", en = "Test map" }
kind = "xyz"
url = "${address()}/{z}/{x}/{y}?tk={key}"
key = "${KEY}"
review_number = "${NUMBER}"
issuer = "测试发布单位"
min_zoom = 3
max_zoom = 12
`);
  [browser, server] = await Promise.all([startBrowser(), startServer({ args: ['--demo', '--config', file] })]);
});

after(async () => {
  await browser?.close();
  await server?.stop();
  issuer?.close();
  issuer?.closeAllConnections();
  if (folder) await rm(folder, { recursive: true, force: true });
});

const address = () => `http://127.0.0.1:${issuer.address().port}`;

/** A picture of 256 × 256 in one colour. */
function tile() {
  const part = (name, data) => {
    const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(256, 0);
  head.writeUInt32BE(256, 4);
  head.set([8, 2], 8);
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(256 * 3, Buffer.from(COLOUR))]);
  const rows = deflateSync(Buffer.concat(Array(256).fill(row)));
  const mark = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([mark, part('IHDR', head), part('IDAT', rows), part('IEND', Buffer.alloc(0))]);
}

/** How much of a picture has the colour of the tiles, 0 to 1. */
function share(page, png) {
  return page.evaluate(async ([text, [red, green, blue]]) => {
    const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const pen = canvas.getContext('2d');
    pen.drawImage(bitmap, 0, 0);
    const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
    let [like, all] = [0, 0];
    for (let at = 0; at < data.length; at += 4 * 7, all += 1) {
      const far = Math.abs(data[at] - red) + Math.abs(data[at + 1] - green) + Math.abs(data[at + 2] - blue);
      if (far < 24) like += 1;
    }
    return like / all;
  }, [png.toString('base64'), COLOUR]);
}

for (const [name, lang, size] of [['laptop', 'zh', sizes.laptop], ['phone', 'en', sizes.phone]]) {
  test(`the approved base map is drawn through our server alone: ${name}`, async () => {
    const guest = await visitor(browser, server.origin, size);
    const bodies = [];
    guest.context.on('response', (response) => {
      // The open stream has no end to wait for.
      if (/json|text\/(?!event)/.test(response.headers()['content-type'] ?? '')) bodies.push(response.text().catch(() => ''));
    });
    await guest.open(`/?lang=${lang}`);
    // Tiles may still be on their way when the first features are drawn.
    let drawn = 0;
    for (let times = 0; drawn <= 0.2 && times < 40; times += 1) {
      await guest.page.waitForTimeout(250);
      drawn = await share(guest.page, await guest.picture(`basemap-${name}`));
    }
    assert.ok(drawn > 0.2, `${(drawn * 100).toFixed(1)} % of the picture shows the base map`);

    // Our server asks the issuer with the key; the browser asks our server without.
    const tiles = guest.watch.requests.filter((url) => url.includes('/tiles/base/'));
    assert.ok(tiles.length > 0 && tiles.every((url) => /\/tiles\/base\/test-map\/\d+\/\d+\/\d+$/.test(url)), tiles.join('\n'));
    assert.ok(asked.length > 0 && asked.every((url) => url.endsWith(`?tk=${KEY}`)), asked.join('\n'));
    assert.deepEqual(guest.watch.requests.filter((url) => url.includes('/tiles/ground/')), [], 'the neutral ground is not needed');
    for (const text of [...guest.watch.requests, ...await Promise.all(bodies), await guest.page.content()]) {
      assert.ok(!text.includes(KEY) && !text.includes(address()), `the browser learned: ${text.slice(0, 200)}`);
    }

    // The number stands at the lower left, and can be read.
    const credits = guest.page.locator('.lower .credits');
    const said = await credits.textContent();
    assert.ok(said.includes(NUMBER) && said.includes('测试发布单位'), said);
    const { x, y, width, height } = await credits.boundingBox();
    const { viewport } = size;
    assert.ok(x < viewport.width / 2 && y + height > viewport.height / 2 && width > 0, JSON.stringify({ x, y, width, height }));
    await guest.leave();
  });
}
