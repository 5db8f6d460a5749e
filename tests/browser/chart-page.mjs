// What a reader takes off the battle chart and does to it, and what the same facts say elsewhere.
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { inflateRawSync } from 'node:zlib';
import { number } from './page.mjs';

const LIMIT_MS = 30_000;

/** Reads until what is read is as wanted; says what was read last otherwise. */
export async function until(read, isSo, what = 'what was waited for') {
  const end = Date.now() + LIMIT_MS;
  for (;;) {
    const now = await read();
    if (isSo(now)) return now;
    if (Date.now() > end) assert.fail(`${what} never came; last: ${JSON.stringify(now)}`);
    await pause(30);
  }
}

/** Opens the chart at an address and waits until it is drawn. */
export async function openChart(guest, path = '/chart/textile?lang=zh') {
  await guest.open(path);
  await guest.page.locator('.chart-chain .stage-node').first().waitFor({ timeout: LIMIT_MS });
}

/** Lets an official's browser in without the page of signing in. */
export async function signIn(guest, server) {
  await guest.page.goto(`${guest.origin}/login`);
  const status = await guest.page.evaluate(async (token) => {
    const headers = { 'content-type': 'application/json' };
    return (await fetch('/api/session', { method: 'POST', headers, body: JSON.stringify({ token }) })).status;
  }, server.token);
  assert.equal(status, 200);
}

/** An official's browser with the chart open. */
export async function openOffice(guest, server, path = '/chart/textile?lang=zh') {
  await signIn(guest, server);
  await openChart(guest, path);
  await guest.page.locator('.chart-funnel .funnel-table').waitFor({ timeout: LIMIT_MS });
}

/** The stages as they are drawn: key → what stands in the box. */
export async function stages(page) {
  const found = await page.locator('.chart-chain .stage-node').evaluateAll((nodes) => nodes.map((node) => {
    const count = (name) => node.querySelectorAll(`.dot.${name}`).length;
    return {
      key: node.dataset.stage,
      name: node.querySelector('.node-name b').textContent,
      numbers: node.querySelector('.node-counts').textContent.match(/\d+/g).map(Number),
      dots: { before: count('before'), since: count('since'), wanted: count('wanted'), planned: count('planned') },
      gap: [...(node.querySelector('.seal')?.classList ?? [])].find((name) => name !== 'seal') ?? null,
      label: node.getAttribute('aria-label'),
      chosen: node.getAttribute('aria-pressed') === 'true',
    };
  }));
  return Object.fromEntries(found.map(({ key, numbers: [firms, targets], ...rest }) => [key, { firms, targets, ...rest }]));
}

/** The sum of something over the stages. */
export const sum = (values, of) => Object.values(values).reduce((so_far, value) => so_far + of(value), 0);

/** Firms and targets of each stage. */
export async function counts(page) {
  return Object.fromEntries(Object.entries(await stages(page)).map(([key, { firms, targets }]) => [key, [firms, targets]]));
}

/** The table of the front: province → targets, willing, negotiating, signed. */
export async function front(page) {
  const rows = await page.locator('.front-table tbody tr').evaluateAll((found) => found.map((row) =>
    [row.querySelector('th').textContent, [...row.querySelectorAll('td')].map((cell) => Number(cell.textContent))]));
  return Object.fromEntries(rows);
}

/** The flows over the map, as their texts say: province → targets. */
export async function flows(page) {
  const groups = await page.locator('.flows .flow-group').evaluateAll((found) => found.map((group) =>
    [...group.querySelectorAll('tspan')].map((text) => text.textContent)));
  return Object.fromEntries(groups.map(([name, count]) => [name, Number(count)]));
}

/** The funnel: node → leads. */
export async function funnel(page) {
  const rows = await page.locator('.funnel-table tbody tr').evaluateAll((found) => found.map((row) =>
    [row.querySelector('th').textContent, row.querySelector('.funnel-count').textContent]));
  return Object.fromEntries(rows.map(([name, count]) => [name, number(count)]));
}

/** How many projects stand under each light, as the head of the board says. */
export async function lights(page) {
  const texts = await page.locator('.chart-board .light-count b').allTextContents();
  return texts.map(Number);
}

/** The rows of the board, all of them: key, light, name, stage, and every cell by its field. */
export async function board(page) {
  const more = page.locator('.board-body > button.link');
  while (await more.count() > 0) await more.click();
  return page.locator('.board-table tbody tr[data-row]').evaluateAll((found) => found.map((row) => ({
    key: row.dataset.row,
    light: row.querySelector('svg.light').classList[1],
    name: row.querySelector('th b').textContent,
    stage: row.querySelector('th .quiet').textContent,
    cells: Object.fromEntries([...row.querySelectorAll('td[data-field]')].map((cell) => [cell.dataset.field, cell.innerText])),
  })));
}

/** A select of the line of filters, by its word. */
export const select = (page, label) => page.locator('.chart-filters .chart-select')
  .filter({ has: page.locator('.label', { hasText: new RegExp(`^${label}$`) }) }).locator('select');

/** What the address says is chosen on the chart. */
export const address = (page) => Object.fromEntries([...new URL(page.url()).searchParams].filter(([name]) =>
  ['stage', 'at_park', 'from', 'light', 'who', 'by', 'pic', 'preset', 'target', 'day', 'known'].includes(name)));

/** Waits until the address says that this is chosen, and nothing else. */
export const waitForChoice = (page, wanted) =>
  until(() => address(page), (now) => JSON.stringify(now) === JSON.stringify(wanted), `the address with ${JSON.stringify(wanted)}`);

/** Targets of a day by a name of the census (`stage` or `home`), counted from what everybody may ask for. */
export async function targetsBy(server, name, day, isCounted = () => true) {
  const { steps } = await server.get('/api/census');
  const sums = {};
  for (const step of steps) {
    if (step.day > day || step.chain !== 'textile' || !step.region.startsWith('5331') || !isCounted(step)) continue;
    sums[step[name]] = (sums[step[name]] ?? 0) + step.by;
  }
  return Object.fromEntries(Object.entries(sums).filter(([, count]) => count !== 0));
}

/** Firms of the home region that are present on a day, by stage, counted from the records. */
export async function firmsBy(server, day, isCounted = () => true) {
  const { enterprises } = await server.get(`/api/state?as_of=${day}`);
  const sums = {};
  for (const { record: { attributes, since, left } } of enterprises) {
    const there = attributes.chain === 'textile' && attributes.region.startsWith('5331') && !(left && left <= day);
    if (there && isCounted(attributes, since)) sums[attributes.chain_stage] = (sums[attributes.chain_stage] ?? 0) + 1;
  }
  return sums;
}

/** The files of a zip, by name: enough of a reader for workbooks. */
export function unzip(bytes) {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  assert.ok(end >= 0, 'this is no zip');
  const files = {};
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, size, name, more, note] = [at + 10, at + 20, at + 28, at + 30, at + 32].map((place) =>
      place === at + 20 ? bytes.readUInt32LE(place) : bytes.readUInt16LE(place));
    const head = bytes.readUInt32LE(at + 42);
    const begin = head + 30 + bytes.readUInt16LE(head + 26) + bytes.readUInt16LE(head + 28);
    const packed = bytes.subarray(begin, begin + size);
    files[bytes.toString('utf8', at + 46, at + 46 + name)] = (method === 0 ? packed : inflateRawSync(packed)).toString('utf8');
    at += 46 + name + more + note;
  }
  return files;
}

const plain = (text) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');

/** The sheets of a workbook: name → lines of cells, texts and numbers. */
export function sheets(bytes) {
  const files = unzip(bytes);
  const texts = [...(files['xl/sharedStrings.xml'] ?? '').matchAll(/<si>(.*?)<\/si>/gs)].map(([, inner]) =>
    plain([...inner.matchAll(/<t[^>]*>(.*?)<\/t>/gs)].map(([, text]) => text).join('')));
  const names = [...files['xl/workbook.xml'].matchAll(/<sheet name="([^"]*)"/g)].map(([, name]) => plain(name));
  const lines = (xml) => [...xml.matchAll(/<row [^>]*?(?:\/>|>(.*?)<\/row>)/gs)].map(([, row = '']) => {
    const cells = [];
    for (const [, column, kind, value] of row.matchAll(/<c r="([A-Z]+)\d+"(?: s="\d+")?(?: t="(\w+)")?>(?:<v>(.*?)<\/v>)?/gs)) {
      cells[column.charCodeAt(0) - 65] = kind === 's' ? texts[Number(value)] : Number(value);
    }
    return cells;
  });
  return Object.fromEntries(names.map((name, at) => [name, lines(files[`xl/worksheets/sheet${at + 1}.xml`])]));
}
