// 10,000 simulated units on one park, about a twelfth of which changes every month: the same for every side measured.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { project } from './pixels.mjs';
import { startServer } from '../server.mjs';

const UNITS = 10_000;
/** Facts that enter the units, and those that happen to them: about 830 a month change how a unit is drawn. */
const FACTS = 43_000;
const FIRST = [2024, 1];

/** First days of months, one more than there are steps. */
export const days = (steps) => Array.from({ length: steps + 1 }, (_, n) => {
  const months = FIRST[1] - 1 + n;
  return `${FIRST[0] + Math.floor(months / 12)}-${String(1 + (months % 12)).padStart(2, '0')}-01`;
});

/** Starts a server on the simulated log; `stop` ends it and removes its data. */
export async function startScene() {
  const folder = mkdtempSync(join(tmpdir(), 'investmap-scene-'));
  const data = join(folder, 'data');
  const log = join(folder, 'log.jsonl');
  const call = (...words) => execFileSync(process.env.INVESTMAP_BINARY, words, { stdio: ['ignore', 'ignore', 'inherit'] });
  call('simulate', '--parks', '1', '--units', String(UNITS), '--facts', String(FACTS), '--seed', '1', '--out', log);
  call('import', log, '--as', 'facts', '--data', data);
  const server = await startServer({ args: [], data });
  const stop = async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { server, stop };
}

/** Every unit as it is drawn on a day. */
export async function unitsOn(server, day) {
  const units = await server.get(`/api/geojson/units?as_of=${day}&limit=${UNITS}`);
  if (units.features.length !== UNITS) throw new Error(`${units.features.length} units on ${day}, not ${UNITS}`);
  return units;
}

/** The middle of a unit's outline. */
export function middle({ geometry }) {
  const ring = geometry.coordinates[0].slice(0, -1);
  return [0, 1].map((axis) => ring.reduce((sum, place) => sum + place[axis], 0) / ring.length);
}

/** A camera that shows all units on so many CSS pixels, with a little room around. */
export function fit(units, { width, height }) {
  const places = units.features.map(middle);
  const range = (axis) => {
    const values = places.map((place) => place[axis]);
    return [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
  };
  const [[west, east], [south, north]] = [range(0), range(1)];
  const centre = [Number(((west + east) / 2).toFixed(5)), Number(((south + north) / 2).toFixed(5))];
  const view = { centre, zoom: 0, width, height };
  const [a, b] = [project([west, north], view), project([east, south], view)];
  const room = Math.min(width / (b.x - a.x), height / (b.y - a.y)) * 0.96;
  return { ...view, zoom: Math.floor(Math.log2(room) * 100) / 100 };
}
