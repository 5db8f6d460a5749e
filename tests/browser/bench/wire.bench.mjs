// What a first visit costs over the wire, as a browser with an empty cache counts it: bodies and headers, compressed.
import { get } from 'node:http';
import { row } from './row.mjs';
import { startServer } from '../server.mjs';
import { sizes, startBrowser, visitor } from '../visitor.mjs';

const SETTLE_MS = 2_000;
/** Our own code: 260 kB for the map, and 90 kB that the battle chart may add to its first load. */
const BARS = { all: 800, code: 260 + 90, data: 180 };

/** What a request is for. */
function purpose(path) {
  if (path.startsWith('/assets/maplibre-gl')) return 'library';
  if (/\.(wasm|mjs|js)$/.test(path)) return 'code';
  if (path.startsWith('/assets/') || path === '/') return 'page';
  return 'data';
}

/**
 * Asks once more for what the browser asked for, because a browser does not tell the size of a worker's own script.
 * Answers the bytes of head and body as they come over the wire.
 */
function bytesOf(url) {
  return new Promise((resolve, reject) => {
    get(url, { headers: { 'accept-encoding': 'gzip, deflate, br, zstd' } }, (response) => {
      let bytes = response.rawHeaders.reduce((sum, part) => sum + part.length + 2, 0);
      response.on('data', (chunk) => { bytes += chunk.length; });
      response.on('end', () => resolve(bytes));
    }).on('error', reject);
  });
}

async function sizesOf(requests) {
  const total = { code: 0, library: 0, page: 0, data: 0 };
  // The live stream never ends, and carries nothing while nothing happens.
  const asked = requests.filter((request) => request.resourceType() !== 'eventsource').map((request) => request.url());
  for (const url of new Set(asked.filter((url) => url.startsWith('http')))) {
    const bytes = await bytesOf(url);
    console.error(`${String(bytes).padStart(8)} ${url}`);
    total[purpose(new URL(url).pathname)] += bytes;
  }
  return total;
}

const server = await startServer();
const browser = await startBrowser();
try {
  for (const [name, options] of Object.entries({ laptop: sizes.laptop, phone: sizes.phone })) {
    const guest = await visitor(browser, server.origin, options);
    const requests = [];
    guest.context.on('request', (request) => requests.push(request));
    await guest.open('/');
    await guest.page.waitForTimeout(SETTLE_MS);
    const { code, library, page, data } = await sizesOf(requests);
    await guest.leave();
    const against = (what, bytes, bar) => row({
      what: `first load, ${name}: ${what}`,
      bar: `≤ ${bar} kB`,
      measured: `${(bytes / 1000).toFixed(1)} kB`,
      ok: bytes <= bar * 1000,
    });
    against('all', code + library + page + data, BARS.all);
    against('our wasm + JS', code, BARS.code);
    against('facts and ground', data, BARS.data);
  }
} finally {
  await browser.close();
  await server.stop();
}
