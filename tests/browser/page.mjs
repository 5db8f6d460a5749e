// What a visitor reads off the page and does to it, in the visitor's own terms: the day, the legend, the figures.
import assert from 'node:assert/strict';

const LIMIT_MS = 30_000;

/** `1,234.5` → 1234.5; a dash is no number but nothing at all. */
export function number(text) {
  const plain = text.replaceAll(',', '').trim();
  return plain === '' || plain === '—' ? 0 : Number(plain);
}

/** How the map says that it is drawn. */
export async function drawn(page) {
  const map = page.locator('#map');
  const [units, rings] = await Promise.all(['units', 'rings'].map((what) => map.getAttribute(`data-rendered-${what}`)));
  return { units: Number(units), rings: Number(rings) };
}

/** Waits until the map has drawn more than so many units. */
export function waitForUnits(page, more = 0) {
  return page.waitForFunction(
    (least) => Number(document.querySelector('#map')?.dataset.renderedUnits) > least, more, { timeout: LIMIT_MS });
}

/** The legend: class → `{count, amount, on}`. */
export async function legend(page) {
  const rows = await page.locator('.legend .row[data-class]').evaluateAll((found) => found.map((row) => [
    row.dataset.class,
    [...row.querySelectorAll('.number')].map((cell) => cell.textContent),
    row.getAttribute('aria-checked') === 'true',
  ]));
  return Object.fromEntries(rows.map(([name, [count, amount], on]) =>
    [name, { count: number(count), amount: number(amount), on }]));
}

/** The day that is shown, as `2023-06-15`. */
export const day = (page) => page.locator('#slider').getAttribute('data-day');

/** Waits until a day is shown. */
export function waitForDay(page, wanted) {
  return page.waitForFunction(
    (value) => document.querySelector('#slider')?.dataset.day === value, wanted, { timeout: LIMIT_MS });
}

/** Types a day where the large date stands. */
export async function typeDay(page, wanted) {
  await page.locator('.date button.day').click();
  await page.locator('.date input').fill(wanted);
  await page.locator('.date input').press('Enter');
  await waitForDay(page, wanted);
}

/** The number of a cell of the figures strip. */
export async function figure(page, name) {
  return number(await page.locator(`[data-figure="${name}"] .big`).first().textContent());
}

/** What the strip must say of a figure of `/api/figures`: areas in 万㎡ to one place, rates in per cent to two. */
export function written({ value, unit }) {
  if (value === null) return 0;
  if (unit === 'm2') return Number((value / 10_000).toFixed(1));
  if (unit === 'fraction') return Number((value * 100).toFixed(2));
  return value;
}

/** Units of the home region by status on a day, counted from the records that the server itself draws. */
export async function unitsByStatus(server, query) {
  const { units, halls, parks } = await server.get(`/api/state?${query}`);
  const attributes = (records) => new Map(records.map(({ key, record }) => [key, record.attributes]));
  const [hall, park] = [attributes(halls), attributes(parks)];
  const counts = {};
  for (const unit of units) {
    const where = park.get(hall.get(unit.record.attributes.hall)?.park);
    if (!String(where?.region).startsWith('5331')) continue;
    const { status, area_m2 } = unit.standing;
    const so_far = counts[status] ?? { count: 0, area: 0 };
    counts[status] = { count: so_far.count + 1, area: so_far.area + area_m2 };
  }
  return counts;
}

/** Asserts that the legend's statuses are the server's. */
export async function assertLegendIs(page, server, query) {
  const [shown, known] = [await legend(page), await unitsByStatus(server, query)];
  for (const status of ['leased', 'ending', 'reserved', 'available', 'construction', 'planned', 'withheld']) {
    const { count, area } = known[status] ?? { count: 0, area: 0 };
    assert.equal(shown[status].count, count, `${status} on ${query}`);
    assert.ok(Math.abs(shown[status].amount - area / 10_000) <= 0.0501, `${status} on ${query}: ${shown[status].amount} of ${area}`);
  }
}

/** Waits until the address bar says what a view is. */
export function waitForAddress(page, test) {
  return page.waitForURL((url) => test(url.searchParams), { timeout: LIMIT_MS, waitUntil: 'commit' });
}

/** The record's panel, once it is there. */
export async function panel(page) {
  const shown = page.locator('.panel, .sheet-body').first();
  await shown.locator('#panel-title').waitFor({ timeout: LIMIT_MS });
  return shown;
}
