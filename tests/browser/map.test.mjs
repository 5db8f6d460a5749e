// The picture itself, at three sizes: rings over the region, halls up close, Chinese names, and nothing that a visitor
// must never meet: no error, no request to elsewhere, no breach of the policy, no barrier.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { drawn, waitForUnits } from './page.mjs';
import { startServer } from './server.mjs';
import { sizes, startBrowser, visitor } from './visitor.mjs';

const SIZES = {
  phone: sizes.phone,
  laptop: sizes.laptop,
  wall: { viewport: { width: 3840, height: 2160 } },
};
let browser, server, halls;

before(async () => {
  [browser, server] = await Promise.all([startBrowser(), startServer()]);
  // Where a unit of Ruili stands: the halls around it are drawn one by one.
  const { features } = await server.get('/api/geojson/units?limit=1000');
  const unit = features.find(({ properties }) => properties.key.startsWith('RL-02'));
  const [lon, lat] = unit.geometry.coordinates[0][0];
  halls = `at=${lon.toFixed(5)},${lat.toFixed(5)},16`;
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Runs in the page before its scripts: notes every glyph that is drawn for a label. */
function noteGlyphs() {
  window.glyphs = new Set();
  for (const { prototype } of [CanvasRenderingContext2D, OffscreenCanvasRenderingContext2D]) {
    const own = prototype.fillText;
    prototype.fillText = function (text, ...rest) {
      for (const glyph of text) window.glyphs.add(glyph);
      return own.call(this, text, ...rest);
    };
  }
}

/** The glyphs drawn so far, once those of a name are among them. */
async function glyphsWith(page, name) {
  await page.waitForFunction((wanted) => [...wanted].every((glyph) => window.glyphs.has(glyph)), name, { timeout: 20_000 });
  return page.evaluate(() => [...window.glyphs].join(''));
}

/** How many colours a picture has, in steps of 16: bare paper has a handful. */
function colours(page, png) {
  return page.evaluate(async (text) => {
    const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const pen = canvas.getContext('2d');
    pen.drawImage(bitmap, 0, 0);
    const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
    const seen = new Set();
    for (let at = 0; at < data.length; at += 4 * 7) {
      seen.add((data[at] >> 4 << 8) | (data[at + 1] >> 4 << 4) | data[at + 2] >> 4);
    }
    return seen.size;
  }, png.toString('base64'));
}

for (const [name, size] of Object.entries(SIZES)) {
  test(`the region and its halls are drawn, with Chinese names: ${name}`, async () => {
    const guest = await visitor(browser, server.origin, size);
    const { page } = guest;
    await guest.context.addInitScript(noteGlyphs);
    await guest.open('/?lang=zh');
    const region = await drawn(page);
    assert.ok(region.rings >= 3, `rings over the region: ${region.rings}`);
    assert.equal(region.units, 0, 'rings stand for the units');
    assert.match(await glyphsWith(page, '瑞丽'), /[\u4e00-\u9fff]{4}/);
    assert.ok(await colours(page, await guest.picture(`map-${name}-region`)) > 20, 'an empty picture');
    assert.deepEqual(await guest.barriers(), []);

    await guest.open(`/?${halls}&lang=zh`);
    await waitForUnits(page, 20);
    await glyphsWith(page, '号厂房');
    assert.ok(await colours(page, await guest.picture(`map-${name}-halls`)) > 20, 'an empty picture');
    assert.deepEqual(await guest.barriers(), []);
    // Nothing is wider than the screen: there is nothing to scroll sideways for.
    const [whole, inner] = [await page.evaluate(() => document.documentElement.scrollWidth), size.viewport.width];
    assert.ok(whole <= inner, `${whole} px of page on ${inner} px of screen`);
    await guest.leave();
  });
}

test('an English map has no Chinese glyph where every record has an English name', async () => {
  const guest = await visitor(browser, server.origin, { ...sizes.laptop, locale: 'en-GB' });
  await guest.context.addInitScript(noteGlyphs);
  await guest.open('/?lang=en');
  const glyphs = await glyphsWith(guest.page, 'Ruili');
  assert.equal(/[\u4e00-\u9fff]/.exec(glyphs.replace('㎡', ''))?.[0], undefined, glyphs);
  await guest.leave();
});
