// By hand: a phone is tapped, pinched and dragged with fingers that the browser believes in; and a reader who asks for
// less movement gets cuts.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { day, waitForAddress, waitForDay, waitForUnits } from './page.mjs';
import { startServer } from './server.mjs';
import { sizes, startBrowser, visitor } from './visitor.mjs';

let browser, server, unit, guest, page, fingers;

before(async () => {
  [browser, server] = await Promise.all([startBrowser(), startServer()]);
  const { features } = await server.get('/api/geojson/units?limit=1000&as_of=2023-06-15');
  unit = features.find(({ properties }) => properties.key === 'RL-02-101') ?? features[0];
  guest = await visitor(browser, server.origin, { ...sizes.phone, reducedMotion: 'no-preference' });
  ({ page } = guest);
  fingers = await guest.context.newCDPSession(page);
  await guest.open(`/?lang=zh&day=2023-06-15&at=${middle(unit).map((part) => part.toFixed(6)).join(',')},17.5`);
  await waitForUnits(page);
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

function middle({ geometry: { coordinates: [ring] } }) {
  const corners = ring.slice(0, -1);
  return [0, 1].map((axis) => corners.reduce((sum, corner) => sum + corner[axis], 0) / corners.length);
}

const touch = (type, points) => fingers.send('Input.dispatchTouchEvent', {
  type, touchPoints: points.map(([x, y], id) => ({ x, y, id })),
});

/** Fingers go down at the first places, along a line to the last, and up. */
async function stroke(from, to, { steps = 10, pause = 16 } = {}) {
  await touch('touchStart', from);
  for (let step = 1; step <= steps; step += 1) {
    const part = step / steps;
    await touch('touchMove', from.map(([x, y], at) => [x + (to[at][0] - x) * part, y + (to[at][1] - y) * part]));
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  await touch('touchEnd', []);
}

async function tap(x, y) {
  await touch('touchStart', [[x, y]]);
  await touch('touchEnd', []);
}

const camera = () => new URL(page.url()).searchParams.get('at').split(',').map(Number);
const place = () => page.locator('.sheet').getAttribute('data-place');
const waitForPlace = (wanted) => page.locator(`.sheet[data-place="${wanted}"]`).waitFor({ timeout: 5_000 });

/** The middle of something, once it rests. */
async function centre(locator) {
  await page.waitForTimeout(300);
  const { x, y, width, height } = await locator.boundingBox();
  return [x + width / 2, y + height / 2];
}

test('a tap on a unit brings its sheet up, and no tooltip stays behind', async () => {
  await tap(...await centre(page.locator('#map')));
  await page.locator('.sheet-body #panel-title').waitFor({ timeout: 10_000 });
  await waitForPlace('half');
  await waitForAddress(page, (query) => query.get('open') === `unit/${unit.properties.key}`);
  await page.waitForTimeout(300);
  assert.equal(await page.locator('.tip').count(), 0, 'a tip where no pointer rests');
});

test('the content of the sheet scrolls under a finger; the sheet follows the pull of its grip, up and down', async () => {
  const body = await centre(page.locator('.sheet-body'));
  await stroke([body], [[body[0], body[1] - 140]]);
  await page.waitForFunction(() => document.querySelector('.sheet-body').scrollTop > 50, null, { timeout: 5_000 });
  assert.equal(await place(), 'half');
  const [x, y] = await centre(page.locator('.grip'));
  await stroke([[x, y]], [[x, y - 90]]);
  await waitForPlace('full');
  const grip = await centre(page.locator('.grip'));
  await stroke([grip], [[grip[0], grip[1] + 90]]);
  await waitForPlace('half');
  await page.locator('.sheet .close').tap();
  await waitForPlace('peek');
});

test('one finger moves the map and opens nothing; two zoom it', async () => {
  const [x, y] = await centre(page.locator('#map'));
  const [lon, , zoom] = camera();
  await stroke([[x, y]], [[x - 120, y]]);
  await waitForAddress(page, (query) => Number(query.get('at')?.split(',')[0]) > lon + 1e-4);
  assert.equal(await place(), 'peek');
  assert.equal(await page.locator('.sheet-body #panel-title').count(), 0);
  await stroke([[x - 30, y - 30], [x + 30, y + 30]], [[x - 90, y - 90], [x + 90, y + 90]]);
  await waitForAddress(page, (query) => Number(query.get('at')?.split(',')[2]) > zoom + 0.8);
  await stroke([[x - 90, y - 90], [x + 90, y + 90]], [[x - 25, y - 25], [x + 25, y + 25]]);
  await waitForAddress(page, (query) => Number(query.get('at')?.split(',')[2]) < zoom + 0.5);
  // The page itself is not what the fingers pull.
  assert.deepEqual(await page.evaluate(() => [scrollX, scrollY, visualViewport.scale]), [0, 0, 1]);
});

test('a thumb drags the slider through the days', async () => {
  await page.locator('.tabs .tab').nth(4).tap();
  await waitForPlace('half');
  const slider = page.locator('#slider');
  await centre(slider);
  const { x, y, width, height } = await slider.boundingBox();
  assert.ok(height >= 44, `${height} px for a thumb`);
  const seen = new Set();
  await touch('touchStart', [[x + width * 0.3, y + height * 0.6]]);
  for (let step = 0; step <= 8; step += 1) {
    await touch('touchMove', [[x + width * (0.3 + step * 0.06), y + height * 0.6]]);
    await page.waitForTimeout(60);
    seen.add(await day(page));
  }
  await touch('touchEnd', []);
  assert.ok(seen.size >= 6, `${[...seen]}: it does not follow the thumb`);
  const days = [...seen];
  assert.deepEqual(days, [...days].sort(), 'it goes one way');
  await stroke([[x + width * 0.78, y + height * 0.6]], [[x + width * 1.2, y + height * 0.6]]);
  const { today } = await server.get('/api/config');
  await waitForDay(page, today);
  await page.locator('.tabs .tab').first().tap();
});

test('everything that a finger is meant for is large enough', async () => {
  const small = await page.locator('.phone :is(button, [role="slider"], input):visible').evaluateAll((found) => found
    .map((element) => ({ what: element.getAttribute('aria-label') ?? element.textContent.trim(), ...element.getBoundingClientRect().toJSON() }))
    .filter(({ width, height, top, bottom }) => top < innerHeight && bottom > 0 && (width < 24 || height < 24)));
  assert.deepEqual(small.map(({ what, width, height }) => `${what}: ${width} × ${height}`), []);
});

/** How many different cameras the map shows on its way after a press of a button. */
async function movement(wish) {
  const other = await visitor(browser, server.origin, { viewport: { width: 1100, height: 700 }, reducedMotion: wish });
  await other.open('/?lang=zh');
  const widths = await other.page.evaluate(() => new Promise((resolve) => {
    const seen = new Set();
    const bar = () => document.querySelector('.scale-bar').getAttribute('width') + document.querySelector('.scale').textContent;
    const until = performance.now() + 1_500;
    const look = () => {
      seen.add(bar());
      if (performance.now() < until) requestAnimationFrame(look);
      else resolve(seen.size);
    };
    document.querySelector('.map-buttons button').click();
    look();
  }));
  const css = await other.page.evaluate(() => getComputedStyle(document.querySelector('.swatch rect')).transitionDuration);
  await other.leave();
  return { widths, css };
}

test('a reader who asks for less movement gets cuts, another one movement', async () => {
  const still = await movement('reduce');
  assert.ok(still.widths <= 2, `${still.widths} steps of a zoom that should be a cut`);
  assert.match(still.css, /^0s/);
  const moving = await movement('no-preference');
  assert.ok(moving.widths > 2, `${moving.widths} steps of an eased zoom`);
  assert.match(moving.css, /^0\.16s/);
});

test('nothing untoward was met on the way', () => guest.leave());
