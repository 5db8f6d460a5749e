// While the camera rests the map keeps a picture of the units and mends it: the same pixels as drawing every unit anew.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { typeDay, waitForUnits } from './page.mjs';
import { startServer } from './server.mjs';
import { sizes, startBrowser, visitor } from './visitor.mjs';

/** Few units change, many change, some go away, and all of them come back. */
const DAYS = ['2023-06-15', '2023-06-30', '2023-09-30', '2023-01-03', '2023-12-31'];
let browser, server, halls;

before(async () => {
  [browser, server] = await Promise.all([startBrowser(), startServer()]);
  const { features } = await server.get('/api/geojson/units?limit=1000');
  const unit = features.find(({ properties }) => properties.key.startsWith('RL-02'));
  const [lon, lat] = unit.geometry.coordinates[0][0];
  halls = `at=${lon.toFixed(5)},${lat.toFixed(5)},16.4`;
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Runs before the page's scripts: counts how often a picture is drawn on. */
function countPictures() {
  const { prototype } = WebGL2RenderingContext;
  const own = prototype.bindFramebuffer;
  window.kept = 0;
  prototype.bindFramebuffer = function (target, framebuffer) {
    if (framebuffer) window.kept += 1;
    return own.call(this, target, framebuffer);
  };
}

/** Runs before the page's scripts: a driver that gives nothing to draw pictures on. */
function refusePictures() {
  WebGL2RenderingContext.prototype.createFramebuffer = () => null;
}

/** The map's pixels, once they stay the same. */
async function still(page) {
  const clip = await page.locator('#map').boundingBox();
  let before = await page.screenshot({ clip });
  for (let n = 0; n < 40; n += 1) {
    await page.waitForTimeout(250);
    const now = await page.screenshot({ clip });
    if (now.equals(before)) return now;
    before = now;
  }
  throw new Error('the map never came to rest');
}

/** Goes through the days; answers the pixels of each, and how often a picture was drawn on. */
async function walk(scripts) {
  const guest = await visitor(browser, server.origin, { ...sizes.laptop, reducedMotion: 'no-preference' });
  for (const script of scripts) await guest.context.addInitScript(script);
  await guest.open(`/?${halls}&day=2023-01-15&lang=zh&theme=light`);
  await waitForUnits(guest.page, 20);
  const pictures = [await still(guest.page)];
  for (const day of DAYS) {
    await typeDay(guest.page, day);
    pictures.push(await still(guest.page));
  }
  const kept = await guest.page.evaluate(() => window.kept);
  await guest.leave();
  return { pictures, kept };
}

test('a picture that was mended shows what drawing every unit shows', async () => {
  const mended = await walk([countPictures]);
  const whole = await walk([countPictures, refusePictures]);
  assert.ok(mended.kept > DAYS.length, `drawn on the picture ${mended.kept} times`);
  assert.equal(whole.kept, 0, 'the other side keeps none');
  for (const [n, picture] of mended.pictures.entries()) {
    assert.ok(picture.equals(whole.pictures[n]), `other pixels after ${DAYS[n - 1] ?? 'the first day'}`);
    if (n > 0) assert.ok(!picture.equals(mended.pictures[n - 1]), `nothing changed by ${DAYS[n - 1]}`);
  }
});
