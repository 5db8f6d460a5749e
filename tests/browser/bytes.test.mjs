// The same facts give the same bytes: what the server folds natively, the browser folds in WebAssembly.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startServer } from './server.mjs';
import { startBrowser, visitor } from './visitor.mjs';

let browser, server, guest;

before(async () => {
  [browser, server] = await Promise.all([startBrowser(), startServer()]);
  guest = await visitor(browser, server.origin);
  await guest.open('/');
  await guest.page.evaluate(loadFacts);
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Runs in the page: takes the program's own module, and the log in several pages. */
async function loadFacts() {
  const module = performance.getEntriesByType('resource').map(({ name }) => name).find((name) => /\/app-[^/]+\.mjs$/.test(name));
  const program = await import(module);
  const pages = [];
  for (let after = 0, head = 1; after < head;) {
    const text = await (await fetch(`/api/log?after=${after}&limit=1000`)).text();
    pages.push(text);
    ({ head } = JSON.parse(text));
    after += 1000;
  }
  const census = await (await fetch('/api/census')).text();
  window.facts = { program, pages, census };
}

/** Runs in the page: where the two texts part, or null. */
async function difference({ day, knownBy }) {
  const { program, pages, census } = window.facts;
  const query = knownBy ? `as_of=${day}&as_at=${knownBy}` : `as_of=${day}`;
  let [ours, counts] = [pages, census];
  if (knownBy) {
    // What had been recorded by the end of that day, in China.
    const end = Date.parse(`${knownBy}T23:59:59.999+08:00`);
    ours = pages.map((text) => {
      const page = JSON.parse(text);
      return JSON.stringify({ ...page, events: page.events.filter((event) => Date.parse(event.recorded_at) <= end) });
    });
    counts = await (await fetch(`/api/census?as_at=${knownBy}`)).text();
  }
  const answer = await fetch(`/api/state?${query}`);
  if (!answer.ok) throw new Error(await answer.text());
  // Of an earlier knowledge only the line that says so differs: the module is not told of it.
  const plain = (text) => (knownBy ? text.replace(/"as_at":(null|"[^"]*"),"position":\d+/, '"at"') : text);
  const [native, wasm] = [plain(await answer.text()), plain(await program.state_json(`[${ours.join(',')}]`, day, counts))];
  let at = 0;
  while (at < native.length && native[at] === wasm[at]) at += 1;
  const same = native === wasm;
  const around = (text) => text.slice(Math.max(0, at - 80), at + 80);
  return { same, length: native.length, native: around(native), wasm: around(wasm) };
}

test('native and WebAssembly write the same state on every day', async () => {
  for (const day of ['2022-12-31', '2023-02-28', '2023-06-15', '2023-12-31', '2024-07-24']) {
    const { same, length, native, wasm } = await guest.page.evaluate(difference, { day });
    assert.ok(length > 10_000, `${day}: only ${length} characters`);
    assert.ok(same, `${day}\nnative ${native}\nwasm   ${wasm}`);
  }
});

test('as it was known on an earlier day, too', async () => {
  for (const [day, knownBy] of [['2023-06-01', '2023-06-29'], ['2023-12-31', '2024-01-15']]) {
    const { same, native, wasm } = await guest.page.evaluate(difference, { day, knownBy });
    assert.ok(same, `${day} known by ${knownBy}\nnative ${native}\nwasm   ${wasm}`);
  }
});

test('facts in another order of arrival give the same bytes', async () => {
  const { first, second } = await guest.page.evaluate(async () => {
    const { program, pages, census } = window.facts;
    const fold = (list) => program.state_json(`[${list.join(',')}]`, '2024-03-01', census);
    const events = pages.flatMap((page) => JSON.parse(page).events);
    // Streams keep their own order; among each other they are dealt anew.
    const streams = Map.groupBy(events, ({ stream }) => stream);
    const dealt = [...streams.values()].reverse().flat();
    return { first: await fold(pages), second: await fold([JSON.stringify({ events: dealt })]) };
  });
  const bare = (text) => text.replace(/"position":\d+/, '');
  assert.equal(bare(second) === bare(first), true, 'the order of arrival shows');
});

test('nothing untoward was met on the way', () => guest.leave());
